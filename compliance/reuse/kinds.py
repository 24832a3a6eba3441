"""What a passage is: copied, copied with slips, rewritten, or words that both texts quote.

Quotations come first. Where much of what a passage shares is quoted, the quotations are taken out of both texts and the rest is
aligned anew: only what is found then is reuse, and what is not is a quotation. So prose counts by the same measure with
quotations around it as without, however long they are.
"""

from collections.abc import Iterable, Sequence

from compliance.model import Match, MatchKind, Span, Zone, Zoned
from compliance.reuse.align import Passage, align
from compliance.reuse.likeness import likeness
from compliance.reuse.quotations import Quotation
from compliance.reuse.quotations.shared import quoted_part, quoted_share, set_aside
from compliance.reuse.quotations.words import count_words
from compliance.reuse.quotations.wording import Prose, Wording, around, covered, quotations_near, quotations_within, quoted_words
from compliance.reuse.topic import is_close, is_one_topic

FEW = 0.15
"""Share of a passage in marks, on both sides, below which it is not looked at as a quotation."""

QUOTED = 0.5
"""Share of the shared words in quotations from which on a passage is looked at as one; below, prose is the clear majority."""

STANDS = 0.55
"""Similarity of prose beside quotations from which on it is held for rewritten; two reports of one speech reach 0.5."""

MOST = 0.25
"""Of a passage, the share that shared prose must be for the passage to stand whole; where it is less, prose and quotations are told apart."""

PIECE = 12
"""Words; from this length on, a quotation beside lifted prose is told apart from it, and prose from the quotations beside it."""


def classify(
    draft: str,
    source: str,
    passages: Sequence[Passage],
    draft_zones: Iterable[Zoned] = (),
    source_zones: Iterable[Zoned] = (),
) -> list[Match]:
    """The passages that `align` found, as matches, by their place in the draft.

    Args:
        draft: the text as given to `align`.
        source: likewise.
        passages: in code points of the two.
        draft_zones: zones of the draft's document, if any: those of kind QUOTE are block quotes.
        source_zones: likewise.
    """
    judge = _Judge(draft, source, _quotes(draft_zones), _quotes(source_zones))
    matches = list(dict.fromkeys(match for passage in passages for match in judge.matches(passage)))
    matches = _without_chance(draft, source, matches)
    return sorted(matches, key=lambda match: (match.draft, match.source))


def _without_chance(draft: str, source: str, matches: list[Match]) -> list[Match]:
    """The matches without rewritten ones that texts on one topic have by chance."""
    weak = {match for match in matches if match.kind is MatchKind.REWRITTEN and not is_close(draft[slice(*match.draft)], source[slice(*match.source)])}
    if weak and is_one_topic(draft, source, [match.draft for match in matches], [match.source for match in matches]):
        return [match for match in matches if match not in weak]
    return matches


class _Judge:
    """Two texts whose passages are looked at one by one."""

    def __init__(self, draft: str, source: str, draft_zones: tuple[Zoned, ...], source_zones: tuple[Zoned, ...]) -> None:
        self.draft = draft
        self.source = source
        self.draft_zones = draft_zones
        self.source_zones = source_zones
        self._prose: list[tuple[Passage, MatchKind, float]] | None = None

    def matches(self, passage: Passage) -> list[Match]:
        """What a passage comes to: most often itself, with a kind."""
        mine = quotations_near(self.draft, self.draft_zones, passage.draft)
        other = quotations_near(self.source, self.source_zones, passage.source)
        kind, similarity = self._likeness(passage)
        if _is_quoted(mine, passage.draft) or _is_quoted(other, passage.source):
            ours = Wording(self.draft, around(self.draft, passage.draft), mine)
            theirs = Wording(self.source, around(self.source, passage.source), other)
            if quoted_share(ours, theirs, passage.draft, passage.source) >= QUOTED:
                return self._divide(passage, kind, similarity, mine, ours, theirs)
        return [Match(kind, passage.draft, passage.source, similarity, count_words(self.draft, *passage.draft))]

    def _divide(
        self, passage: Passage, kind: MatchKind, similarity: float, quotations: list[Quotation], ours: Wording, theirs: Wording
    ) -> list[Match]:
        """A passage that may be a quotation: that, or the prose in it, and then the quotations beside the prose."""
        prose = [row for row in self._find_prose() if _meet(row[0], passage)]
        if not prose:
            return [self._quotation(passage.draft, passage.source, quotations)]
        spans = [Span(max(part.draft.start, passage.draft.start), min(part.draft.end, passage.draft.end)) for part, _, _ in prose]
        bare = sum(span.end - span.start - covered(quotations, span) for span in spans)
        if bare >= MOST * (passage.draft.end - passage.draft.start):
            return [Match(kind, passage.draft, passage.source, similarity, count_words(self.draft, *passage.draft))]
        matches = [Match(its, part.draft, part.source, alike, count_words(self.draft, *part.draft)) for part, its, alike in prose]
        at = passage.draft.start
        for end, following in [*((part.draft.start, part.draft.end) for part, _, _ in prose), (passage.draft.end, passage.draft.end)]:
            rest = quoted_part(ours, theirs, Span(at, end), passage.source) if at < end else None
            if rest and quoted_words(self.draft, quotations, rest[0]) >= PIECE:
                matches.append(self._quotation(*rest, quotations))
            at = max(at, following)
        return matches

    def _find_prose(self) -> list[tuple[Passage, MatchKind, float]]:
        """The passages that the texts share outside quotations, as spans of the whole texts, with kind and similarity of the prose."""
        if self._prose is None:
            all_, whole_ = Span(0, len(self.draft)), Span(0, len(self.source))
            ours = Wording(self.draft, all_, quotations_within(self.draft, self.draft_zones, all_))
            theirs = Wording(self.source, whole_, quotations_within(self.source, self.source_zones, whole_))
            mine, other = Prose(ours, set_aside(ours, theirs)), Prose(theirs, set_aside(theirs, ours))
            self._prose = []
            for part in align(mine.text, other.text):
                kind, similarity = likeness(mine.text[slice(*part.draft)], other.text[slice(*part.source)], _matched(part))
                if kind is not MatchKind.REWRITTEN or similarity >= STANDS:
                    self._prose.append((Passage(mine.back(part.draft, PIECE), other.back(part.source, PIECE)), kind, similarity))
        return self._prose

    def _likeness(self, passage: Passage) -> tuple[MatchKind, float]:
        return likeness(self.draft[slice(*passage.draft)], self.source[slice(*passage.source)], _matched(passage))

    def _quotation(self, draft: Span, source: Span, quotations: list[Quotation]) -> Match:
        count = quoted_words(self.draft, quotations, draft) or count_words(self.draft, *draft)
        return Match(MatchKind.QUOTATION, draft, source, self._likeness(Passage(draft, source))[1], count)


def _quotes(zones: Iterable[Zoned]) -> tuple[Zoned, ...]:
    return tuple(zone for zone in zones if zone.zone is Zone.QUOTE)


def _matched(passage: Passage) -> float:
    return sum(length for _, _, length in passage.runs) / max(1, passage.draft.end - passage.draft.start)


def _is_quoted(quotations: list[Quotation], span: Span) -> bool:
    return covered(quotations, span) >= FEW * (span.end - span.start)


def _meet(one: Passage, other: Passage) -> bool:
    return (
        one.draft.start < other.draft.end
        and other.draft.start < one.draft.end
        and one.source.start < other.source.end
        and other.source.start < one.source.end
    )
