"""A document's text with its flags marked: each mark says which flags it is of, and each flag's number stands where it ends."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from compliance.batch.report.html.marks import Mark, Stretch, stretches
from compliance.batch.report.html.shown import shown
from compliance.model import Flag, Severity
from compliance.output.settled import settled

_RANK = {severity: number for number, severity in enumerate(Severity)}
_TITLE = 300  # code points of a mark's words
LONG = 400
"""Code points of a flag's words beyond which they are marked lightly, so that what is marked within them can be seen."""


def marked(text: str, flags: Sequence[Flag], part: str, limit: int) -> Markup:
    """A text as markup.

    Args:
        text: of the document.
        flags: of it; numbered from 1 in this order. Those without words, which may stand for the whole document, are not marked.
        part: what goes before the ids of the page's parts.
        limit: code points beyond which only what surrounds the marks is shown.
    """
    told = [str(escape(shown(f"{number}: {flag.severity}, {flag.rule}: {flag.message}"[:_TITLE]))) for number, flag in enumerate(flags, 1)]
    marks = [
        Mark(flag.span.start, flag.span.end, len(_RANK) if settled(flag) else _RANK[flag.severity], number) for number, flag in enumerate(flags, 1) if flag.text
    ]  # fmt: skip
    begun: set[int] = set()
    made: list[str] = []
    for stretch in stretches(text, marks, limit):
        if stretch.left_out:
            made.append(f'<span class="gap">{stretch.left_out:,} characters left out</span>')
            continue
        made.append(_stretch(stretch, flags, told, part, begun))
        for mark in stretch.ending:
            severity = flags[mark.number - 1].severity.value
            label = f"flag {mark.number}, {severity}"
            made.append(f'<a class="ref s-{severity}" href="#{part}f{mark.number}" aria-label="{label}">{mark.number}</a>')
    return Markup("".join(made))  # noqa: S704 - every piece of text went through escape


def _stretch(stretch: Stretch, flags: Sequence[Flag], told: Sequence[str], part: str, begun: set[int]) -> str:
    words = str(escape(shown(stretch.text)))
    if not stretch.marks:
        return words
    chosen = min(stretch.marks, key=_is_long)
    first = flags[chosen.number - 1]
    title = " | ".join(told[mark.number - 1] for mark in stretch.marks)
    kind = f"s-{first.severity.value}" + (" settled" if settled(first) else "") + (" long" if _is_long(chosen) else "")
    opened = f'<mark class="{kind}" title="{title}"'
    for mark in stretch.marks:
        if mark.number not in begun:
            # One element has one id: of flags that begin together each gets an element, the inner ones without words of their own.
            begun.add(mark.number)
            opened = f'<span id="{part}m{mark.number}"></span>{opened}'
    return f"{opened}>{words}</mark>"


def _is_long(mark: Mark) -> bool:
    return mark.end - mark.start > LONG
