"""The facts of a document: scanned, resolved, read, and put back into the words that the editor sees."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from heapq import heappop, heappush
from itertools import accumulate
from typing import Any, NamedTuple

from compliance.model import Confidence, Document, Fact, Kind, Position, Severity, Span, Zone, Zoned
from compliance.rulebook import Rulebook
from compliance.scan.readers import read_values
from compliance.scan.resolve import Passage, resolve, together
from compliance.scan.scan import scan
from compliance.scan.written import as_written


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
    if not scanned.parts:
        return Found((), scanned.overruns) if scanned.overruns else _NONE
    text, offset, folded = document.text, document.offset, scanned.folded
    facts = []
    overruns = list(scanned.overruns)
    position = _positions(document)
    zones = _Zones(document.zones)
    for passage in together(scanned.text, scanned.parts):
        for read in _read(passage, book, overruns):
            start, end = read.start + passage.start, read.end + passage.start
            first, last = read.core
            first, last = first + passage.start, last + passage.start
            if folded is not None:
                (start, end), (first, last) = folded.span(start, end), folded.span(first, last)
            # a wording that stands in code, or a part of it, is none
            if document.zones and zones.in_code(first, last):
                continue
            values = _own(read.values)
            if folded is not None:
                as_written(values, text[start:end])
            facts.append(Fact(
                read.kind, read.rule, Span(start + offset, end + offset), text[start:end], values,
                position(start), read.severity, read.confidence, zones.at(start),
                *document.around(start, end),
            ))
    return Found(tuple(facts), tuple(overruns))


class _Read(NamedTuple):
    """A fact, in code points of a passage."""

    kind: Kind
    rule: str
    start: int
    end: int
    core: tuple[int, int]
    values: Mapping[str, Any]
    severity: Severity
    confidence: Confidence


def _read(passage: Passage, book: Rulebook, overruns: list[str]) -> Sequence[_Read]:
    """The facts of a passage, which are kept for the next text that has it."""
    known = book.kept("facts")
    found: Sequence[_Read] | None = known.get(passage.key)
    if found is not None:
        return found
    reads = []
    before = len(overruns)
    for candidate in resolve(passage.text, passage.candidates()):
        rule = candidate.rule
        try:
            read = read_values(candidate, passage.text, book)
        except TimeoutError:
            overruns.append(rule.id)
            continue
        if read is not None:
            values, end = read
            severity, confidence = Severity(rule.severity), Confidence(rule.confidence)
            reads.append(_Read(Kind(rule.kind), rule.id, candidate.start, end, candidate.core, values, severity, confidence))
    if len(overruns) == before:
        known.put(passage.key, reads)
    return reads


def _own(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values that a fact can call its own, whatever is done to them."""
    return {name: list(value) if type(value) is list else value for name, value in values.items()}


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
