"""What every report on a run shows: its numbers, as immutable values. `summary.summarise` makes them."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Verdicts(NamedTuple):
    """Checked documents by verdict."""

    blocked: int = 0
    review: int = 0
    duties: int = 0
    clear: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self)


class Name(NamedTuple):
    """A document by its key, `unit` and `number`, and by what people call it."""

    unit: str
    number: int
    id: str
    title: str = ""


class Group(NamedTuple):
    """Documents that have something in common. `key` tells groups apart; `id` is a holder's, empty elsewhere."""

    key: str
    name: str
    documents: int
    verdicts: Verdicts
    id: str = ""


class Groups(NamedTuple):
    """The largest groups, and what the others come to: how many they are, and how many documents are in one of them."""

    listed: tuple[Group, ...] = ()
    more: int = 0
    documents: int = 0
    verdicts: Verdicts = Verdicts()


class Cause(NamedTuple):
    """What keeps documents back: a reason of their verdict that nobody has settled or, where a document has no reasons, a flag that
    binds. `message` is that of the first example."""

    verdict: str
    rule: str
    documents: int
    message: str
    examples: tuple[Name, ...]


class RuleCount(NamedTuple):
    """The flags of a rule with one severity. `decided` are settled, by a log or in the text; `lapsed` are among the open ones."""

    rule: str
    kind: str
    severity: str
    documents: int
    open: int
    decided: int
    lapsed: int


class Deciders(NamedTuple):
    """What one person decided, in one way. `by` is empty for what a comment in the text itself silences; `stand` and `lapsed` count flags."""

    by: str
    action: str
    stand: int
    lapsed: int
    documents: int
    last: str  # when, the last time: ISO 8601, UTC


class Unchecked(NamedTuple):
    """Documents that were skipped or failed for one reason; figures that differ from one to another stand as `#`."""

    outcome: str
    reason: str
    documents: int
    examples: tuple[Name, ...]


class Cluster(NamedTuple):
    """Texts that hang together by shared passages. `size` counts all of them, `wanted` those that the report is about."""

    number: int
    size: int
    wanted: int
    first: Name
    date: str
    last: str  # the latest date
    sources: tuple[str, ...]  # the most frequent
    verdicts: Verdicts


class Clusters(NamedTuple):
    """The largest clusters. `sizes` says how many there are of each size, the largest first."""

    listed: tuple[Cluster, ...] = ()
    clusters: int = 0
    documents: int = 0
    sizes: tuple[tuple[int, int], ...] = ()


class Lease(NamedTuple):
    """An entry of the ledger and the documents whose verdict rests on it. `state` is one of `STATES`; `until` and `days` are empty
    and None where no end is known."""

    id: str
    holder: str
    until: str
    days: int | None
    state: str
    documents: int
    verdicts: Verdicts
    examples: tuple[Name, ...]
    contract: str = ""
    contact: str = ""


STATES = ("ended", "ending", "in force", "not begun", "public", "not in the ledger")
"""How a licence stands: over, over within the time that was asked for, valid beyond it, to begin later; anybody's; unknown."""


class Since(NamedTuple):
    """What changed since an earlier run; `listed` are the first of those that are gone."""

    manifest: str
    new: int
    changed: int
    unchanged: int
    gone: int
    listed: tuple[str, ...] = ()


class Flags(NamedTuple):
    """Flags in all: those that are open by severity, and those that are decided."""

    error: int = 0
    warning: int = 0
    note: int = 0
    decided: int = 0
    lapsed: int = 0


class Summary(NamedTuple):
    """A run in numbers. Verdicts are counted of checked documents only, `found` as the check had them, `verdicts` after decisions.

    `moment` is what was taken for the present, in UTC; `filter` says which documents are counted, empty where all are. `characters`
    are code points. `within` is the time in days in which a licence counts as ending.
    """

    manifest: Mapping[str, Any]
    moment: str
    filter: str
    documents: int
    checked: int
    skipped: int
    failed: int
    found: Verdicts
    verdicts: Verdicts
    characters: int
    facts: int
    matches: int
    flags: Flags
    causes: tuple[Cause, ...]
    holders: Groups
    sections: Groups
    sources: Groups
    domains: Groups
    months: Groups  # by date, "2026-03" or "2026", the latest first
    rules: tuple[RuleCount, ...]
    deciders: tuple[Deciders, ...]
    unchecked: tuple[Unchecked, ...]
    unchecked_more: int  # documents not checked for reasons that are not listed
    clusters: Clusters
    leases: tuple[Lease, ...]
    leases_more: int
    within: int
    has_ledger: bool  # whether the run was judged by one
    since: Since | None
