"""What the passages are that a text of the archive holds: the texts compared word by word, or the passages judged by their runs."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from compliance.model import Match, Span
from compliance.reuse.align import Passage
from compliance.reuse.archive.candidates import LEAST
from compliance.reuse.archive.grouping import Held
from compliance.reuse.archive.runs import Stretch
from compliance.reuse.compare import compare
from compliance.reuse.fold import Folded
from compliance.reuse.kinds import classify

_COMPARED = 8  # texts that are compared with the draft word by word; passages of further ones are judged by their runs
_WHOLE = 20_000  # code points up to which a text is compared whole; of a longer one, the surroundings of what it shares
_AROUND = 1_500  # code points of the surroundings, either side
_MOST = 0.5


def judged(draft: str, folded: Folded, covered: NDArray[np.bool_], held: Held, fresh: Sequence[int], compared: int) -> list[Match]:
    """Matches of those passages of a text that no match has yet.

    Args:
        draft: the draft.
        folded: the same, folded.
        covered: which of its units matches cover.
        held: the text with its passages.
        fresh: which of them are new.
        compared: how many texts have been compared with the draft.
    """
    found: list[Match] = []
    if compared < _COMPARED:
        found = [match for match in _word_by_word(draft, held) if _is_new(match, folded, covered)]
    left = [held.stretches[index] for index in fresh if not _is_within(held.spans[index], (match.draft for match in found))]
    return found + classify(draft, held.text, [_passage(folded, held.folded, stretch) for stretch in left]) if left else found


def _is_new(match: Match, folded: Folded, covered: NDArray[np.bool_]) -> bool:
    """Whether a match is long enough to be reported and most of it is in no other."""
    first, last = np.searchsorted(folded.at, match.draft)
    return bool(last - first >= LEAST and covered[first:last].mean() <= _MOST)


def _is_within(span: Span, others: Iterable[Span]) -> bool:
    """Whether most of a span lies in one of others."""
    least = _MOST * (span.end - span.start)
    return any(min(span.end, other.end) - max(span.start, other.start) > least for other in others)


def _passage(draft: Folded, source: Folded, stretch: Stretch) -> Passage:
    runs = []
    for run in stretch.runs:
        ours, theirs = draft.span(run.draft, run.draft + run.units), source.span(run.source, run.source + run.units)
        runs.append((ours.start, theirs.start, ours.end - ours.start))
    return Passage(draft.span(*stretch.draft), source.span(*stretch.source), tuple(runs))


def _word_by_word(draft: str, held: Held) -> list[Match]:
    """What a comparison of the two texts finds, or of what surrounds their passages where they are long."""
    if len(draft) <= _WHOLE and len(held.text) <= _WHOLE:
        return compare(draft, held.text)
    ours = _around(held.spans, len(draft))
    theirs = _around([held.folded.span(*stretch.source) for stretch in held.stretches], len(held.text))
    return [
        match._replace(
            draft=Span(match.draft.start + ours.start, match.draft.end + ours.start),
            source=Span(match.source.start + theirs.start, match.source.end + theirs.start),
        )
        for match in compare(draft[ours.start : ours.end], held.text[theirs.start : theirs.end])
    ]


def _around(spans: Sequence[Span], length: int) -> Span:
    if length <= _WHOLE:
        return Span(0, length)
    return Span(max(0, min(span.start for span in spans) - _AROUND), min(length, max(span.end for span in spans) + _AROUND))
