"""What matches come to: whose words they are, how many, and whether they are lifted or quoted."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from compliance.model import Act, Match, MatchKind, Source
from compliance.policy import edits
from compliance.policy.acts import ORDER
from compliance.policy.cover import FORBIDDEN, UNKNOWN, Gap
from compliance.policy.house import House

SHORT = 100
"""Words beyond which a passage that many texts share is no boilerplate any more."""
ALIKE = 0.98
"""Similarity from which a passage with small changes counts as unchanged where its source cannot be looked at: one letter of a line."""

TextOf = Callable[[str], str]
"""The text of an archive under an id, or nothing."""


class Reused(NamedTuple):
    """The passages of a document that stand in one holder's texts. `words` counts them, `quoted` those that are only quoted."""

    source: Source
    matches: tuple[Match, ...]
    words: int
    quoted: int

    @property
    def lifted(self) -> tuple[Match, ...]:
        """The passages that are more than quotations."""
        return tuple(match for match in self.matches if match.kind is not MatchKind.QUOTATION)

    @property
    def rewritten(self) -> bool:
        """Whether a passage was rewritten."""
        return any(match.kind is MatchKind.REWRITTEN for match in self.matches)


def reused(matches: Iterable[Match], house: House, common: int) -> tuple[list[Reused], bool]:
    """What is reused, by source and in the order of the document; and whether some of it is the publisher's own.

    The words of a passage that several texts hold are those of the earliest, where that is known. The publisher's own copy and
    boilerplate (a short passage that `common` texts or more share) are left out.
    """
    found: dict[Source, list[Match]] = {}  # two archives may hold texts of one id
    own = False
    for match in matches:
        if match.of is None:
            continue
        if is_own(match, house):
            own = True
        elif not (match.common >= common and match.words <= SHORT):
            found.setdefault(origin(match, house), []).append(match)
    return [_together(source, passages) for source, passages in found.items()], own


def origin(match: Match, house: House) -> Source:
    """The text whose holder and licence a match inherits: the earliest where that is known, else the best; never the house's own."""
    earliest = match.earliest if match.earliest and match.earliest.holder else None
    known = [source for source in (earliest, match.of, *match.also) if source]
    return next((source for source in known if not (source.holder and house.is_own(house.who(source.holder)))), known[0])


def is_own(match: Match, house: House) -> bool:
    """Whether the publisher had the words first, or is the only one known to have them."""
    known = [source for source in (match.of, *match.also) if source]
    mine = [bool(source.holder) and house.is_own(house.who(source.holder)) for source in known]
    if not any(mine):
        return False
    return all(mine) or bool(match.earliest and match.earliest.holder and house.is_own(house.who(match.earliest.holder)))


def wanted(acts: tuple[Act, ...], passages: Reused) -> tuple[Act, ...]:
    """The acts that are done to a source: those that are meant to be, and rewriting where that has been done."""
    return tuple([act for act in ORDER if act in acts or (act is Act.REWRITE and passages.rewritten)])


def changes(passages: Reused, draft: Callable[[Match], str], text_of: TextOf | None) -> Gap | None:
    """Where a licence without changed versions is at odds with small changes of the passages; nothing where they are house style."""
    for match in passages.matches:
        if match.kind is not MatchKind.NEAR_VERBATIM or match.of is None:
            continue
        whole = text_of(match.of.id) if text_of else ""
        source = whole[match.source.start : match.source.end]
        if source:
            beyond = edits.beyond_style(draft(match), source)
            if beyond:
                old, new = beyond[0]
                more = f", and {len(beyond) - 1} more" if len(beyond) > 1 else ""
                return Gap("policy.no-derivatives", FORBIDDEN, f"allows no changed versions, and “{old}” has become “{new}”{more}")
        elif match.similarity < ALIKE:
            return Gap("policy.no-derivatives", UNKNOWN, "allows no changed versions, and the passage differs from its source", "what was changed")
    return None


def _together(source: Source, passages: list[Match]) -> Reused:
    words = sum(match.words for match in passages)
    return Reused(source, tuple(passages), words, sum(match.words for match in passages if match.kind is MatchKind.QUOTATION))
