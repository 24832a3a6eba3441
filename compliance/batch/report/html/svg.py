"""Pictures for the report, as SVG inside its pages: positions across are in percent and letters keep their size, so that a
picture fits a phone and a wide screen alike. Colours come from the style sheet by class, and no picture tells anything by colour alone.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from compliance.batch.report.html.shown import finalised

SLIVER = 0.5
"""Percent of the width that a part takes at least, however small it is; the numbers beside it say what it is."""
_GAP = 0.15  # percent between two parts
_ROOM = 7.5  # percent of the width for the numbers of an axis
_TOP, _FOOT = 10, 24  # pixels above and below the columns
_STEPS = (1, 2, 2.5, 5, 10)


class Part(NamedTuple):
    """A part of a whole: `name` and `words` for people, `kind` the class that colours it, `href` where it leads."""

    name: str
    number: int
    kind: str
    words: str = ""
    href: str = ""


class Column(NamedTuple):
    """A column of a chart: what it stands on, and its parts from the bottom up."""

    name: str
    parts: Sequence[Part]
    short: str = ""  # under the column
    href: str = ""

    @property
    def total(self) -> int:
        """Of its parts."""
        return sum(part.number for part in self.parts)


def share_bar(parts: Sequence[Part], title: str, *, height: int = 12, scale: int = 0, labels: bool = False) -> Markup:
    """One bar cut into parts by their numbers.

    Args:
        parts: from left to right; those of nought are left out.
        title: what the bar shows, for who cannot see it.
        height: pixels.
        scale: the number that the whole width stands for; the sum of the parts where it is 0.
        labels: whether a part that has the room carries its share, in percent.
    """
    some = [part for part in parts if part.number > 0]
    total = sum(part.number for part in some)
    full = max(scale, total, 1)
    widths = _widths([part.number / full * 100 for part in some], total / full * 100)
    drawn, at = [], 0.0
    for part, width in zip(some, widths, strict=True):
        drawn.append(_bar_part(part, at, max(width - _GAP, 0.2), height, total, labels and width >= 6))
        at += width
    described = "; ".join(f"{part.name}: {part.number:,}" for part in some) or "nothing"
    return _svg("bar", height, title, described, drawn, any(part.href for part in some))


def columns(listed: Sequence[Column], title: str, *, height: int = 190) -> Markup:
    """Stacked columns side by side over an axis with round numbers. `title` is for who cannot see it; `height` in pixels."""
    most = max((column.total for column in listed), default=0)
    if not most:
        return Markup("")
    steps = _axis(most)
    plot = height - _TOP - _FOOT
    drawn: list[Markup] = []
    for step in steps:
        y = round(_TOP + plot * (1 - step / steps[-1]), 1)
        drawn.append(_tag("line", "", {"x1": f"{_ROOM}%", "x2": "100%", "y1": y, "y2": y, "class": "grid" if step else "axis"}))
        drawn.append(_tag("text", _short(step), {"x": f"{_ROOM - 1}%", "y": y + 4, "text-anchor": "end", "class": "tick"}))
    pitch = (100 - _ROOM) / len(listed)
    width = min(pitch * 0.78, 6.0)
    wide, narrow = -(-len(listed) // 12), -(-len(listed) // 5)
    for number, column in enumerate(listed):
        middle = _ROOM + pitch * (number + 0.5)
        drawn.append(_column(column, middle - width / 2, width, plot, steps[-1]))
        if number % wide == 0 or number % narrow == 0:
            shown = " ".join(name for name, each in (("wide", wide), ("narrow", narrow)) if number % each == 0)
            place = {"x": f"{middle:.2f}%", "y": height - 6, "text-anchor": "middle", "class": f"tick on-{shown.replace(' ', ' on-')}"}
            drawn.append(_tag("text", column.short or column.name, place))
    described = "; ".join(f"{column.name}: {column.total:,}" for column in listed[:60])
    return _svg("columns", height, title, described, drawn, any(column.href for column in listed))


def _column(column: Column, x: float, width: float, plot: int, most: float) -> Markup:
    """The parts of a column on each other, as one link where it leads anywhere."""
    bottom = float(_TOP + plot)
    drawn = []
    for part in column.parts:
        if part.number <= 0:
            continue
        tall = max(part.number / most * plot, 1.0)
        bottom -= tall
        place = {"x": f"{x:.2f}%", "width": f"{width:.2f}%", "y": f"{bottom:.1f}", "height": f"{max(tall - 0.6, 0.8):.1f}"}
        drawn.append(_tag("rect", "", {**place, "class": part.kind}))
    listed = ", ".join(f"{part.number:,} {part.words or part.name}" for part in column.parts if part.number)
    drawn.insert(0, _tag("title", f"{column.name}: {listed or 'none'}", {}))
    hit = {"x": f"{x:.2f}%", "width": f"{width:.2f}%", "y": _TOP, "height": plot, "class": "hit"}
    drawn.append(_tag("rect", "", hit))
    inside = Markup("").join(drawn)
    named = {"aria-label": f"{column.name}: {listed or 'none'}"}
    return _tag("a", inside, {"href": column.href, **named}) if column.href and column.total else _tag("g", inside, {})


def _bar_part(part: Part, x: float, width: float, height: int, total: int, labelled: bool) -> Markup:
    share = f"{part.number / total:.0%}" if total else ""
    rect = _tag("rect", "", {"x": f"{x:.2f}%", "width": f"{width:.2f}%", "y": 0, "height": height, "class": part.kind})
    inside = [_tag("title", f"{part.name}: {part.number:,} ({share})", {}), rect]
    if labelled:
        inside.append(_tag("text", share, {"x": f"{x + 0.9:.2f}%", "y": round(height / 2 + 4.5, 1), "class": f"on {part.kind}"}))
    made = Markup("").join(inside)
    return _tag("a", made, {"href": part.href, "aria-label": f"{part.name}: {part.number:,}"}) if part.href else _tag("g", made, {})


def _widths(shares: list[float], whole: float) -> list[float]:
    """Widths in percent in which nothing is too small to be seen; the larger parts give way for it."""
    small = sum(SLIVER - share for share in shares if share < SLIVER)
    large = sum(share for share in shares if share >= SLIVER)
    if not small or not large or large <= small:
        return shares
    return [SLIVER if share < SLIVER else share * (large - small) / large for share in shares]


def _axis(most: int) -> list[float]:
    """Round numbers from 0 to at least `most`: about four."""
    power = 1
    while power * 4 <= most:
        for step in _STEPS:
            if step * power * 4 >= most and step * power == int(step * power):
                return [step * power * at for at in range(-(-most // int(step * power)) + 1)]
        power *= 10
    step = max(1, -(-most // 4))
    return [float(step * at) for at in range(-(-most // step) + 1)]


def _short(number: float) -> str:
    """A number of an axis: 1500 is 1.5k."""
    for power, sign in ((1_000_000, "m"), (1_000, "k")):
        if number >= power:
            return f"{number / power:g}{sign}"
    return f"{number:g}"


def _svg(kind: str, height: int, title: str, described: str, drawn: Iterable[Markup], linked: bool) -> Markup:
    """The whole picture. One with links is a group of them to who cannot see it, any other a single image."""
    inside = _tag("title", title, {}) + _tag("desc", described, {}) + Markup("").join(drawn)
    return _tag("svg", inside, {"class": kind, "width": "100%", "height": height, "role": "group" if linked else "img", "aria-label": f"{title}. {described}"})


def _tag(name: str, inside: str, attributes: dict[str, object]) -> Markup:
    """An element; `name` and the names of the attributes are our own words, all else is escaped."""
    told = "".join(f' {key}="{escape(finalised(str(value)))}"' for key, value in attributes.items())
    return Markup(f"<{name}{told}>{escape(finalised(inside))}</{name}>")  # noqa: S704 - escaped above
