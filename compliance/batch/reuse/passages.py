"""From the runs that two texts share to their passages, and how much of the shorter text these are."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from compliance.model import MatchKind, Span
from compliance.reuse.archive.candidates import ENOUGH, LEAST, PART
from compliance.reuse.archive.runs import Run, Stretch, stretches
from compliance.reuse.likeness import NEAR, likeness
from compliance.reuse.quotations import Quotation, find_quotations

QUOTED = 0.8
"""Share of a passage that must be quoted, on both sides, for it to be a quotation."""

_QUOTING = re.compile("[“”„‟\"«»‹›「」『』《》‘]|^[ \t]*(?:[—–>-]|&gt;)", re.MULTILINE)
_BESIDE = 400  # code points beside a passage in which the marks of a quotation are looked for

Spans = Callable[[int, int], Span]


class Passage(NamedTuple):
    """A passage that two texts share, in code points of each.

    `similarity` is from 0 to 1: twice the letters in common runs by the letters of both, or, where that says less than lightly edited,
    as `reuse.likeness` has it.
    """

    one: Span
    other: Span
    similarity: float
    kind: MatchKind


class Side:
    """One of two texts.

    Args:
        letters: how many units it has.
        spans: where units stand in it, from the first to before the last.
        text: itself, where it is short enough to be looked into.
    """

    def __init__(self, letters: int, spans: Spans, text: str | None = None) -> None:
        self.letters, self.spans, self.text = letters, spans, text

    def is_quoted(self, span: Span) -> bool:
        """Whether most of a passage stands between quotation marks, or in a block quote."""
        if self.text is None or _QUOTING.search(self.text, max(0, span.start - _BESIDE), span.end + _BESIDE) is None:
            return False
        inside, end = 0, span.start
        for quotation in self._quotations:
            if quotation.closed and quotation.span.start < span.end and quotation.span.end > end:
                start, end = max(end, quotation.span.start), min(span.end, quotation.span.end)
                inside += end - start
        return inside >= QUOTED * (span.end - span.start)

    @cached_property
    def _quotations(self) -> list[Quotation]:
        return find_quotations(self.text or "")


def reported(runs: Sequence[Run], shorter: int) -> list[Stretch]:
    """The stretches of runs that are long enough to be reported, as an archive's are: `ENOUGH` units, or `LEAST` where that is the part
    `PART` of the shorter text, which has so many."""
    least = max(LEAST, min(ENOUGH, PART * shorter))
    return [stretch for stretch in stretches(runs) if stretch.units >= least]


def share(found: Iterable[Stretch], one: int, other: int) -> float:
    """How much of the shorter text stands in runs of the passages, from 0 to 1.

    Args:
        found: the passages.
        one: units of the one text.
        other: of the other.
    """
    runs = [run for stretch in found for run in stretch.runs]
    covered, end = 0, 0
    for start, units in sorted((run.draft if one <= other else run.source, run.units) for run in runs):
        covered += max(0, start + units - max(start, end))
        end = max(end, start + units)
    return covered / max(1, min(one, other))


def describe(found: Iterable[Stretch], one: Side, other: Side) -> list[Passage]:
    """The passages with their kinds, in the order of the first text. What both quote is a quotation."""
    passages = []
    for stretch in found:
        ours, theirs = one.spans(*stretch.draft), other.spans(*stretch.source)
        similarity, kind = _likeness(stretch, ours, theirs, one.text, other.text)
        quoted = one.is_quoted(ours) and other.is_quoted(theirs)
        passages.append(Passage(ours, theirs, similarity, MatchKind.QUOTATION if quoted else kind))
    return sorted(passages)


def _likeness(stretch: Stretch, ours: Span, theirs: Span, one: str | None, other: str | None) -> tuple[float, MatchKind]:
    lengths = stretch.draft[1] - stretch.draft[0], stretch.source[1] - stretch.source[0]
    if len(stretch.runs) == 1 and one is not None and other is not None:  # without its text nobody has compared every letter
        return 1.0, MatchKind.VERBATIM
    alike = min(1.0, 2 * stretch.units / sum(lengths))
    if alike >= NEAR or one is None or other is None:
        return round(alike, 4), MatchKind.NEAR_VERBATIM if alike >= NEAR else MatchKind.REWRITTEN
    kind, similarity = likeness(one[slice(*ours)], other[slice(*theirs)], stretch.units / max(1, lengths[0]))
    return similarity, kind
