"""Holds the flags of a document against what was decided."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from compliance.decisions.entry import Action, Entry, Scope
from compliance.decisions.identity import around, digest, likeness, pairs, words
from compliance.decisions.index import Decisions
from compliance.decisions.times import over
from compliance.model import Flag, Report

ALIKE = 0.5
"""How alike a text must be to one that is gone from its document to be taken for the same, changed."""
ALIKE_ANYWHERE = 0.8
"""The same, where the decision was made in another document: standing sentences resemble each other."""
CHANGED = "the text has changed"
AROUND_CHANGED = "the words around it have changed"
PAIRS = 20_000
"""Pairs of texts that are compared in one document and rule; beyond it, only equal texts are found again."""


def decide(report: Report, decisions: Decisions, document: str, revision: Callable[[str], int], moment: str) -> Report:
    """The report with the decision on each flag beside it. One that has lapsed is there too, with `lapsed`: why. The verdict
    is left as it is: `compliance.checker` passes it.

    Args:
        report: of a whole document.
        decisions: what was decided.
        document: the name of the document in the log (`document_key`).
        revision: the present revision of a rule, by its id.
        moment: now, in UTC; dates are over by it or not.
    """
    open_ = [flag.decision is None for flag in report.flags]
    if not any(open_) or not len(decisions):
        return report
    digests = [digest(flag) if is_open else "" for flag, is_open in zip(report.flags, open_, strict=True)]
    found: dict[int, dict[str, Any]] = {}
    rest: dict[str, list[int]] = defaultdict(list)
    for number, flag in enumerate(report.flags):
        if not open_[number]:
            continue
        entry = _of(decisions.on(document, flag.identity, digests[number]), revision(flag.rule))
        if entry is not None:
            found[number] = record(entry, _lapsed(entry, revision(flag.rule), moment))
        else:
            rest[flag.rule].append(number)
    for rule, numbers in rest.items():
        gone = _gone(decisions.at(document, rule), report.flags, digests)
        for number, (entry, why) in _moved(numbers, gone, report.flags, digests, decisions).items() if gone else ():
            found[number] = record(entry, why or _lapsed(entry, revision(rule), moment), old_text=why == CHANGED)
        for number in numbers:
            if number not in found and (old := _like(report.flags[number], decisions)) is not None:
                found[number] = old
    if not found:
        return report
    return report._replace(flags=tuple(flag._replace(decision=found[n]) if n in found else flag for n, flag in enumerate(report.flags)))


def record(entry: Entry, lapsed: str = "", *, old_text: bool = False) -> dict[str, Any]:
    """A decision as flags carry it. `lapsed` says why it no longer holds, `was` what the text used to be where it changed."""
    told = {"action": entry.action.value, "reason": entry.reason, "by": entry.by, "time": entry.time, "scope": entry.scope.value, "until": entry.until}
    told |= {"id": entry.id, "lapsed": lapsed, "was": entry.text if old_text else ""}
    return {name: value for name, value in told.items() if value}


def _of(entries: Sequence[Entry], revision: int) -> Entry | None:
    """The decision that counts: the latest on the rule as it is now, else the latest."""
    return next((entry for entry in entries if entry.revision == revision), entries[0] if entries else None)


def _lapsed(entry: Entry, revision: int, moment: str) -> str:
    """Why a decision on a flag that is here no longer holds; empty where it does."""
    if entry.revision != revision:
        return f"the rule was at revision {entry.revision}, and is at {revision} now"
    if entry.until and over(entry.until, moment):
        return f"it held until {entry.until}"
    if entry.action is Action.FIXED:
        return "the text was to be changed, and it is still there"
    return ""


def _gone(entries: Iterable[Entry], flags: Sequence[Flag], digests: Sequence[str]) -> list[Entry]:
    """Of decisions in a document, those whose flag it has no more; the latest on each."""
    identities, texts = {flag.identity for flag in flags}, set(digests)
    gone: dict[str, Entry] = {}
    for entry in entries:
        there = entry.flag in identities if entry.scope is Scope.HERE else entry.digest in texts
        if not there:
            gone.setdefault(entry.flag, entry)
    return list(gone.values())


def _moved(
    numbers: Sequence[int], gone: Sequence[Entry], flags: Sequence[Flag], digests: Sequence[str], decisions: Decisions
) -> dict[int, tuple[Entry, str]]:
    """Flags that nobody has decided, paired with decisions whose flag is gone, the most alike first; and what was edited.

    The same words between other words on one side are the same flag, since somebody has put in or taken out what stood
    beside it. Between other words on both sides they may be about another matter.
    """
    alike: list[tuple[float, int, int]] = []
    few = len(numbers) * len(gone) <= PAIRS
    of = {number: pairs(words(flags[number])) for number in numbers} if few else {}
    beside = {number: around(flags[number]) for number in numbers}
    for place, entry in enumerate(gone):
        for number in numbers:
            if entry.digest == digests[number]:
                before, after = beside[number]
                alike.append((-3.0 if before == entry.before != "" or after == entry.after != "" else -2.0, number, place))
            elif few and (score := likeness(decisions.pairs(entry), of[number])) >= ALIKE:
                alike.append((-score, number, place))
    found: dict[int, tuple[Entry, str]] = {}
    taken: set[int] = set()
    for score, number, place in sorted(alike):
        if number not in found and place not in taken:
            taken.add(place)
            found[number] = gone[place], "" if score == -3 else AROUND_CHANGED if score == -2 else CHANGED
    return found


def _like(flag: Flag, decisions: Decisions) -> dict[str, Any] | None:
    """What was decided on this very flag in another document, or everywhere on a text much like this one."""
    for entry in decisions.elsewhere(flag.identity):
        return record(entry, f"it holds for {entry.document} only")
    recent = decisions.recent(flag.rule)
    own = pairs(words(flag)) if recent else frozenset()
    for entry in recent:
        if likeness(decisions.pairs(entry), own) >= ALIKE_ANYWHERE:
            return record(entry, CHANGED, old_text=True)
    return None
