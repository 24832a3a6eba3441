"""What a log comes to: which decisions are of use, who made them, and how often each rule was right."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from compliance.decisions.entry import WITHDRAWALS, Action, Entry, Scope
from compliance.decisions.index import Decisions
from compliance.decisions.times import over
from compliance.model import Outcome, Report, Term


class State(Term):
    """What has become of a decision."""

    IN_FORCE = "in_force"  # it settles a flag; where no text was checked, nothing is known against it
    LAPSED = "lapsed"  # its flag is back
    UNUSED = "unused"  # there is no such flag any more
    UNCHECKED = "unchecked"  # it may hold in texts that were not checked
    REPLACED = "replaced"  # a later one stands in its place
    UNDONE = "undone"  # or pruned


class Standing(NamedTuple):
    """A decision, what has become of it, and why."""

    entry: Entry
    state: State
    why: str = ""


class Verdicts(NamedTuple):
    """What editors said of the flags of a rule. Each flag counts once, with the last word on it."""

    rule: str
    right: int  # accepted, waived or fixed
    wrong: int  # dismissed
    unseen: int  # taken over without a look at each, so they tell nothing

    @property
    def precision(self) -> float | None:
        """Share of the flags that were right, from 0 to 1; None where nobody has looked at any."""
        seen = self.right + self.wrong
        return self.right / seen if seen else None


class Usage:
    """Which decisions the reports of a run, once decided, have shown. Feed it every report."""

    def __init__(self, decisions: Decisions) -> None:
        self._decisions = decisions
        self.settling: Counter[str] = Counter()  # by the decision's id: flags
        self.lapsed: dict[str, str] = {}
        self.checked: set[str] = set()

    def see(self, document: str, report: Report) -> None:
        """One report, under the name that its document has in the log."""
        if report.outcome is Outcome.CHECKED:
            self.checked.add(document)
        for flag in report.flags:
            id = (flag.decision or {}).get("id", "")
            entry = self._decisions.get(id) if id else None
            if flag.decision is None or entry is None:
                continue
            why = str(flag.decision.get("lapsed", ""))
            if not why:
                self.settling[id] += 1
            elif entry.scope is Scope.EVERYWHERE or entry.document == document:
                self.lapsed.setdefault(id, why)


def standings(decisions: Decisions, moment: str, usage: Usage | None = None, there: Callable[[str], bool] = lambda document: True) -> list[Standing]:
    """Every decision of a log in the order in which they were made.

    Args:
        decisions: the log's.
        moment: now, in UTC.
        usage: what a run has shown; without it only dates and later lines tell.
        there: whether a document of that name still exists.
    """
    return [Standing(entry, *_state(entry, decisions, moment, usage, there)) for entry in decisions if entry.action not in WITHDRAWALS]


def _state(entry: Entry, decisions: Decisions, moment: str, usage: Usage | None, there: Callable[[str], bool]) -> tuple[State, str]:
    if not decisions.stands(entry):
        return State.UNDONE, ""
    if decisions.replaced(entry):
        return State.REPLACED, "a later one stands in its place"
    if usage is None:
        if entry.until and over(entry.until, moment):
            return State.LAPSED, f"it held until {entry.until}"
        return State.IN_FORCE, ""
    if entry.id in usage.settling:
        return State.IN_FORCE, f"{usage.settling[entry.id]:,} in what was checked"
    if entry.id in usage.lapsed:
        return State.LAPSED, usage.lapsed[entry.id]
    if entry.document not in usage.checked and there(entry.document):
        return State.UNCHECKED, "its document was not checked"
    if entry.scope is Scope.EVERYWHERE:
        return State.UNUSED, "no such flag in what was checked"
    return State.UNUSED, "no such flag in it any more" if entry.document in usage.checked else "the document is gone"


def verdicts(decisions: Decisions) -> list[Verdicts]:
    """How often each rule was right, those that are wrong most often first."""
    last: dict[tuple[str, str], Entry] = {}
    for entry in decisions:  # by time
        if entry.action not in WITHDRAWALS and decisions.said(entry):
            last[(entry.document, entry.flag) if entry.scope is Scope.HERE else ("", entry.digest)] = entry
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for entry in last.values():
        counts[entry.rule][2 if entry.unseen else entry.action is Action.DISMISSED] += 1
    found = [Verdicts(rule, *numbers) for rule, numbers in counts.items()]
    return sorted(found, key=lambda it: (1.0 if it.precision is None else it.precision, -it.wrong, it.rule))


def reviewers(entries: Iterable[Entry]) -> list[tuple[str, Counter[Action], str]]:
    """Who decided: how often what, undoings among them, and when last. The most active first."""
    counts: dict[str, Counter[Action]] = defaultdict(Counter)
    last: dict[str, str] = {}
    for entry in entries:
        counts[entry.by][entry.action] += 1
        last[entry.by] = max(last.get(entry.by, ""), entry.time)
    return sorted(((by, counted, last[by]) for by, counted in counts.items()), key=lambda it: (-it[1].total(), it[0]))
