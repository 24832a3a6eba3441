"""Two texts held against each other: which passages of the one stand in the other, and how."""

from collections.abc import Iterable
from typing import NamedTuple

from compliance.model import Match, MatchKind, Span, Zoned
from compliance.reuse.align import align
from compliance.reuse.kinds import classify

QUOTE_LIMIT = 100
"""Words quoted from one source that a house lets pass if it has set nothing. Nine of ten pairs of independent reports of one event have fewer
quoted words in common; more is worth a look. It is no rule of law: nobody's law counts words."""


class Shares(NamedTuple):
    """How much of the letters of two texts matches cover, each from 0 to 1."""

    draft: float
    source: float


def compare(draft: str, source: str, draft_zones: Iterable[Zoned] = (), source_zones: Iterable[Zoned] = ()) -> list[Match]:
    """The passages of `draft` that stand in `source`, word for word, rewritten or quoted by both, by their place in the draft.

    Args:
        draft: any text.
        source: any text.
        draft_zones: the zones of the draft's document, if it has any: those of kind QUOTE are taken for block quotes.
        source_zones: likewise.

    Returns:
        Matches whose spans are code points of the texts as given. `words` of a quotation are the draft's words in marks.
        Similarity is that of the folded words in their order (rapidfuzz's Indel); of a rewritten passage, in any order; of one with
        misreadings, that of its letters, if that is more.
    """
    return classify(draft, source, align(draft, source), draft_zones, source_zones)


def shares(matches: Iterable[Match], draft: str, source: str) -> Shares:
    """How much of each text the matches cover, in code points that are no white space."""
    found = list(matches)
    return Shares(_share([match.draft for match in found], draft), _share([match.source for match in found], source))


def quoted_words(matches: Iterable[Match]) -> dict[str, int]:
    """The words of quotations, by the id of the source (empty where two texts were compared); each passage counts once."""
    counts: dict[str, int] = {}
    reached: dict[str, int] = {}
    for match in sorted((match for match in matches if match.kind is MatchKind.QUOTATION), key=lambda match: (match.draft.start, -match.draft.end)):
        if match.draft.end > reached.get(match.source_id, -1):
            counts[match.source_id] = counts.get(match.source_id, 0) + match.words
            reached[match.source_id] = match.draft.end
    return counts


def _share(spans: list[Span], text: str) -> float:
    covered, end = 0, 0
    for span in sorted(spans):
        start = max(span.start, end)
        if start < span.end:
            covered += _letters(text[start : span.end])
            end = span.end
    return covered / max(1, _letters(text)) if covered else 0.0


def _letters(text: str) -> int:
    return sum(map(len, text.split()))
