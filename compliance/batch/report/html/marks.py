"""A text cut where marks begin and end, so that marks that overlap can both be shown."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

KEPT = 1_500
"""Code points of a long text that are shown on each side of a mark."""
OPENING = 4_000
"""Code points of a long text that are always shown."""


class Mark(NamedTuple):
    """Something to show in a text: `start`, `end` in code points, half open; `rank` from 0, the gravest."""

    start: int
    end: int
    rank: int
    number: int


class Stretch(NamedTuple):
    """A part of the text under the same marks. `marks` are those that cover it, the gravest first; `ending` those that end
    with it. `left_out` is how many code points are not shown in its place, where it is a gap."""

    text: str
    marks: tuple[Mark, ...] = ()
    ending: tuple[Mark, ...] = ()
    left_out: int = 0


def stretches(text: str, marks: Iterable[Mark], limit: int) -> Iterator[Stretch]:
    """The text in stretches. Of one longer than `limit` code points its beginning and what surrounds the marks is shown, up to
    about the limit, and what is left out is counted. Marks outside the text are moved to its nearest end."""
    size = len(text)
    placed = sorted(
        mark._replace(start=min(max(mark.start, 0), size), end=min(max(mark.end, mark.start, 0), size)) for mark in marks
    )  # fmt: skip
    windows = [(0, size)] if size <= limit else _windows(size, placed, limit)
    at = 0
    for start, end in windows:
        if start > at:
            yield Stretch("", left_out=start - at)
        yield from _cut(text, start, end, placed)
        at = end
    if at < size:
        yield Stretch("", left_out=size - at)


def _windows(size: int, marks: Sequence[Mark], limit: int) -> list[tuple[int, int]]:
    """Parts of a long text that are shown: ascending, none touching another."""
    wanted = [(0, min(OPENING, limit, size))]
    for mark in marks:
        middle = min(mark.end, mark.start + KEPT)
        wanted.append((max(0, mark.start - KEPT), min(size, middle + KEPT)))
    found: list[tuple[int, int]] = []
    room = limit
    for start, end in sorted(wanted):
        start = max(start, found[-1][1]) if found else start
        if end <= start:
            continue
        if end - start > room:
            break
        room -= end - start
        if found and found[-1][1] == start:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def _cut(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Stretch]:
    inside = [mark for mark in marks if mark.start < end and mark.end > start or mark.start == mark.end and start <= mark.start <= end]
    edges = sorted({start, end, *(min(max(at, start), end) for mark in inside for at in (mark.start, mark.end))})
    points = [mark for mark in inside if mark.start == mark.end]
    spans = [mark for mark in inside if mark.start < mark.end]
    first = tuple(mark for mark in points if mark.start == start)
    if first:
        yield Stretch("", (), first)
    upcoming = 0
    active: list[Mark] = []
    spans.sort(key=lambda mark: mark.start)
    for low, high in pairwise(edges):
        active = [mark for mark in active if mark.end > low]
        while upcoming < len(spans) and spans[upcoming].start <= low:
            if spans[upcoming].end > low:
                active.append(spans[upcoming])
            upcoming += 1
        ending = tuple(mark for mark in active if mark.end == high) + tuple(mark for mark in points if mark.start == high and high > start)
        order = sorted(active, key=lambda mark: (mark.rank, mark.number))
        yield Stretch(text[low:high], tuple(order), tuple(sorted(ending, key=lambda mark: mark.number)))
