"""The record as the desk uses it: what stands on a flag, and new lines for what is decided."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from compliance.decisions import Action, Entry, Log, Scope, decide, decision_on, document_key, now, undo_of
from compliance.decisions.apply import record
from compliance.decisions.identity import digest
from compliance.decisions.times import later
from compliance.model import Flag, Report
from compliance.output.settled import SUPPRESSED


class Choice(NamedTuple):
    """What an editor says of a flag: `until` is a date, which a waiver needs."""

    action: Action
    reason: str
    until: str = ""

    def __str__(self) -> str:
        end = f" until {self.until}" if self.until else ""
        return f"{self.action.value}{end}: {self.reason}"


class Docket:
    """The logs of decisions, and who decides.

    `log_of` gives the log that holds for a path (None: a text without one), the same object for the same log; `revision` that
    of a rule, by its id, for a path; `moment` is the clock: this moment in UTC.
    """

    def __init__(
        self, log_of: Callable[[str | None], Log], by: str, revision: Callable[[str, str | None], int], moment: Callable[[], str] = now
    ) -> None:
        self.by = by
        self._log_of, self._revision, self._moment = log_of, revision, moment
        self._logs: dict[str, Log] = {}
        self._known: set[str] = set()
        self._counts: dict[str, int] = {}
        self._home: dict[str, Log] = {}

    def log(self, report: Report) -> Log:
        """The log that holds for a report."""
        log = self._log_of(report.path)
        if log.path not in self._logs:
            self._logs[log.path] = log
            self._known |= {entry.id for entry in log.decisions}
            self._counts[log.path] = len(log.decisions)
        return log

    def name(self, report: Report) -> str:
        """What the report's document is called in its log."""
        return document_key(report.id, report.path, self.log(report).folder)

    def standing(self, report: Report) -> Report:
        """The report with the decisions that the log has now beside its flags; what a comment in the text itself
        silences stays silenced."""
        if not report.flags:
            return report
        if any(flag.decision is not None and flag.decision.get("action") != SUPPRESSED for flag in report.flags):
            report = report._replace(flags=tuple(map(bare, report.flags)))
        log = self.log(report)
        return decide(report, log.decisions, self.name(report), lambda rule: self._revision(rule, report.path), self._moment())

    def put(self, flags: Iterable[tuple[Report, Flag]], choice: Choice, everywhere: bool) -> dict[int, Entry]:
        """Puts a choice about some flags on the record, the lines of a log all of them or none; one line for flags that are
        one: with the same identity in a document, or everywhere, with the same text under one log.

        Returns the line for each flag, by its place among the flags. Raises LogError and BadEntry.
        """
        moment = self._moment()
        made: dict[tuple[str, str, str], tuple[Log, Entry]] = {}
        lines: dict[int, Entry] = {}
        for number, (report, flag) in enumerate(flags):
            log = self.log(report)
            key = (log.path, "", digest(flag)) if everywhere else (log.path, self.name(report), flag.identity)
            if key not in made:
                entry = decision_on(
                    flag, self.name(report), choice.action, choice.reason, self.by, revision=self._revision(flag.rule, report.path),
                    time=later(moment, str((flag.decision or {}).get("time", ""))), scope=Scope.EVERYWHERE if everywhere else Scope.HERE,
                    until=choice.until,
                )  # fmt: skip
                made[key] = log, entry
            lines[number] = made[key][1]
        self._append(made.values())
        return lines

    def take_back(self, entries: Iterable[Entry], reason: str) -> tuple[Entry, ...]:
        """Puts on the record that some lines hold no longer; taking that back restores them. Raises LogError."""
        moment = self._moment()
        lines = [(self._home[entry.id], undo_of(entry, reason, self.by, time=later(moment, entry.time))) for entry in entries]
        self._append(lines)
        return tuple(line for _, line in lines)

    def others(self) -> list[tuple[Log, Entry]]:
        """The decisions that somebody else has made, or taken back, since this was asked the last time, with their logs.
        Raises LogError."""
        found = []
        for log in self._logs.values():
            log.refresh()
            if len(log.decisions) == self._counts[log.path]:
                continue
            self._counts[log.path] = len(log.decisions)
            fresh = [entry for entry in log.decisions if entry.id not in self._known]
            self._known |= {entry.id for entry in fresh}
            found += [(log, about) for entry in fresh if (about := _about(entry, log)) is not None]
        return found

    def about(self, entry: Entry) -> tuple[Log, Entry] | None:
        """The decision that a line of ours is, or takes back, or restores, with its log; None where it has none."""
        log = self._home.get(entry.id)
        found = _about(entry, log) if log else None
        return (log, found) if log and found else None

    def _append(self, lines: Iterable[tuple[Log, Entry]]) -> None:
        together: dict[str, tuple[Log, list[Entry]]] = {}
        for log, entry in lines:
            together.setdefault(log.path, (log, []))[1].append(entry)
        for log, entries in together.values():
            log.append(entries)
            self._counts[log.path] += len(entries)
            self._known |= {entry.id for entry in entries}
            self._home |= dict.fromkeys((entry.id for entry in entries), log)


def carried(entry: Entry) -> Mapping[str, Any]:
    """A decision as its flag carries it."""
    return record(entry)


def bare(flag: Flag) -> Flag:
    """A flag without its decision, unless a comment in the text itself silences it."""
    if flag.decision is None or flag.decision.get("action") == SUPPRESSED:
        return flag
    return flag._replace(decision=None)


def _about(entry: Entry, log: Log) -> Entry | None:
    """The decision at the end of a chain of lines that withdraw one another."""
    seen: set[str] = set()
    found: Entry | None = entry
    while found is not None and found.of and found.id not in seen:
        seen.add(found.id)
        found = log.decisions.get(found.of)
    return found if found is not None and not found.of else None
