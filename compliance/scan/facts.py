"""The facts of a document: scanned, resolved, read, and put back into the words that the editor sees."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from itertools import accumulate
from typing import NamedTuple

from compliance.model import CONTEXT, Confidence, Document, Fact, Kind, Position, Severity, Span, Zone, Zoned
from compliance.rulebook import Rulebook
from compliance.scan.readers import read_values
from compliance.scan.resolve import resolve
from compliance.scan.scan import scan


class Found(NamedTuple):
    """Facts in order, and the rules that ran over their time and so may have missed something."""

    facts: tuple[Fact, ...]
    overruns: tuple[str, ...]


_NONE = Found((), ())


def find_facts(document: Document, book: Rulebook) -> Found:
    """Everything that a document's text says about rights.

    Args:
        document: spans of the facts are code points into its text (plus its offset, where it is a window of a larger one).
        book: the rules.
    """
    scanned = scan(document.text, book)
    if not scanned.candidates:
        return Found((), scanned.overruns) if scanned.overruns else _NONE
    text = document.text
    facts = []
    overruns = list(scanned.overruns)
    position = _positions(document)
    zones = _Zones(document.zones)
    for candidate in resolve(scanned.text, scanned.candidates):
        try:
            read = read_values(candidate, scanned.text, book)
        except TimeoutError:
            overruns.append(candidate.rule.id)
            continue
        if read is None:
            continue
        values, stop = read
        start, end = candidate.start, stop
        if scanned.folded is not None:
            start, end = scanned.folded.span(start, end)
        # a wording that stands in code, or a part of it, is none
        if document.zones and zones.in_code(*(candidate.core if scanned.folded is None else scanned.folded.span(*candidate.core))):
            continue
        zone = zones.at(start)
        rule = candidate.rule
        facts.append(Fact(
            Kind(rule.kind), rule.id, Span(start + document.offset, end + document.offset), text[start:end], values,
            position(start), Severity(rule.severity), Confidence(rule.confidence), zone,
            text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT],
        ))
    return Found(tuple(facts), tuple(overruns))


def _positions(document: Document) -> Callable[[int], Position]:
    """`document.position` for places that mostly ascend: it counts lines from the last place, not from the beginning."""
    if document.breaks:
        return document.position
    text = document.text
    line, begun, seen = document.line, 1 - document.column, 0

    def position(at: int) -> Position:
        nonlocal line, begun, seen
        if at < seen:
            line, begun, seen = document.line, 1 - document.column, 0
        newlines = text.count("\n", seen, at)
        if newlines:
            line += newlines
            begun = text.rfind("\n", seen, at) + 1
        seen = at
        return Position(line, at - begun + 1)

    return position


class _Zones:
    """Which zone a place lies in; asked about places in order, it looks at each zone once."""

    def __init__(self, zones: Sequence[Zoned]) -> None:
        numbered = enumerate(zones)
        self._waiting = sorted(numbered, key=lambda pair: pair[1].start, reverse=True)
        self._open: list[tuple[int, Zoned]] = []
        code = sorted((zone.start, zone.end) for zone in zones if zone.zone is Zone.CODE)
        self._code = [start for start, _ in code]
        self._reach = list(accumulate((end for _, end in code), max))

    def at(self, at: int) -> Zone:
        """The zone of a place; where several hold it, the last of them in the order given."""
        while self._waiting and self._waiting[-1][1].start <= at:
            number, zone = self._waiting.pop()
            heappush(self._open, (-number, zone))
        while self._open and self._open[0][1].end <= at:
            heappop(self._open)
        return self._open[0][1].zone if self._open else Zone.BODY

    def in_code(self, start: int, end: int) -> bool:
        """Whether code stands anywhere between."""
        before = bisect_left(self._code, end)
        return before > 0 and self._reach[before - 1] > start
