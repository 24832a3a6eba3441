"""What a configuration says about a check of one path."""

from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from compliance.model import Document, Fact, Match, Severity

if TYPE_CHECKING:
    from compliance.policy.terms import Judgement

Judges: TypeAlias = Callable[[Document, Sequence[Fact], Sequence[Match]], "Judgement"]
"""Judges a document by the facts and matches that nobody has settled."""


class Settings(NamedTuple):
    """What a configuration says about rules for one path.

    `severities` maps rule ids, or glob patterns of them, to the severity that their flags get; the last that fits wins.
    `off` are rule ids or globs whose facts, or flags of matches, are left out. `publisher` are names of the house, whose
    own texts are nobody else's; `quotation_limit` is how many words may be quoted from one source (None: as many as
    `compliance.reuse.compare.QUOTE_LIMIT` says), and `common` in how many texts of the archives a short passage must
    stand to be taken for boilerplate. `judge` holds what was found against a ledger; without it whatever binds asks for review.
    """

    severities: Mapping[str, Severity] = {}
    off: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    quotation_limit: int | None = None
    common: int = 10
    judge: Judges | None = None

    def severity(self, rule: str, own: Severity) -> Severity:
        """The severity that flags of a rule get, given its own."""
        for pattern, chosen in self.severities.items():
            if fnmatchcase(rule, pattern):
                own = chosen
        return own

    def chooses(self, rule: str) -> bool:
        """Whether the configuration says how grave a rule's flags are."""
        return any(fnmatchcase(rule, pattern) for pattern in self.severities)
