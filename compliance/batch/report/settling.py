"""What a log of decisions says on the flags of a run: two tables beside the findings, of those documents alone that it touches."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any, Protocol

from compliance.batch.findings.revive import report_of
from compliance.batch.findings.schema import FLAGS
from compliance.batch.findings.values import to_json
from compliance.batch.report.tables import fetched, files_by_unit, narrow, put, rows
from compliance.decisions import Decisions, document_key
from compliance.decisions.apply import decide
from compliance.decisions.entry import WITHDRAWALS
from compliance.model import Outcome, Reason, Report, Verdict
from compliance.output.records import reason_to_record
from compliance.output.settled import settled
from compliance.stages.judged import provisional, worst

_WORDS = ", ".join(f"{name} VARCHAR" for name in ("action", "reason", "who", "time", "until", "scope", "lapsed"))
DECIDED = f"CREATE TABLE decided (unit VARCHAR, place BIGINT, {_WORDS})"
SETTLED = "CREATE TABLE settled (unit VARCHAR, number INTEGER, verdict VARCHAR, reasons VARCHAR)"
_PIECE = 5_000  # rows put in at a time
_OF_DOCUMENT = ("id", "path", "outcome", "reason", "verdict", "reasons")

class Deciding(Protocol):
    """What editors have decided, as findings are held against it."""

    def rules(self, paths: Iterable[str | None]) -> Iterable[str]:
        """The rules on which anything was ever decided in the logs that hold for some documents.

        Args:
            paths: of documents; one for each folder is enough.
        """

    def settle(self, report: Report) -> Report:
        """The report with the decision on each flag beside it, and the verdict that comes of it; the very same where there is none."""


class ByLog:
    """The decisions of one log, whatever the document.

    Args:
        decisions: what was decided.
        folder: the log's, which the names of documents are relative to.
        revision: the present revision of a rule, by its id.
        moment: the present, in UTC, ISO 8601; dates are over by it or not.
    """

    def __init__(self, decisions: Decisions, folder: str, revision: Callable[[str], int], moment: str) -> None:
        self.decisions, self.folder, self.revision, self.moment = decisions, folder, revision, moment

    def rules(self, paths: Iterable[str | None]) -> set[str]:
        """Those of the log."""
        return rules_of(self.decisions)

    def settle(self, report: Report) -> Report:
        """As `compliance.checker.settle`."""
        decided = decide(report, self.decisions, document_key(report.id, report.path, self.folder), self.revision, self.moment)
        return report if decided is report else decided._replace(verdict=left(decided)[0])


def rules_of(decisions: Decisions) -> set[str]:
    """The rules on which anything was ever decided."""
    return {entry.rule for entry in decisions if entry.action not in WITHDRAWALS}


def settle_all(connection: Any, folder: str, deciding: Deciding | None) -> None:
    """Makes the tables `decided`, a row a flag with a decision, and `settled`, a row a document whose verdict or open reasons change.

    Only documents with a flag of a rule that was ever decided on are looked at: a decision touches flags of its own rule alone.
    """
    connection.execute(DECIDED)
    connection.execute(SETTLED)
    if deciding is None:
        return
    folders = rows(connection, r"SELECT min(path) FROM documents WHERE flags > 0 GROUP BY regexp_replace(coalesce(path, ''), '[^/\\]*$', '') ORDER BY ALL")
    rules = sorted(deciding.rules(path for (path,) in folders))
    if not rules:
        return
    on_flags: list[tuple[Any, ...]] = []
    on_documents: list[tuple[Any, ...]] = []
    for report, unit, number, places in _reports(connection, folder, rules):
        found = deciding.settle(report)
        if found is report:
            continue
        told = [(place, flag.decision) for place, old, flag in zip(places, report.flags, found.flags, strict=True) if flag.decision is not old.decision]
        on_flags += [(unit, place, *_told(decision)) for place, decision in told if decision]
        kept = left(found)[1]
        on_documents.append((unit, number, str(found.verdict), to_json([reason_to_record(reason, None) for reason in kept])))
        if len(on_flags) + len(on_documents) >= _PIECE:
            put(connection, "decided", on_flags)
            put(connection, "settled", on_documents)
    put(connection, "decided", on_flags)
    put(connection, "settled", on_documents)


def left(report: Report) -> tuple[Verdict, list[Reason]]:
    """The verdict of a report that carries decisions, and the reasons that nobody has settled; as `compliance.checker.settle`."""
    done = {flag.identity for flag in report.flags if settled(flag)}
    open_ = {flag.span for flag in report.flags if not settled(flag)}
    closed = {flag.span for flag in report.flags if settled(flag)} - open_
    kept = [reason for reason in report.reasons if reason.flag not in done and reason.span not in closed]
    if report.outcome is not Outcome.CHECKED:
        return report.verdict, kept
    return worst(report.reasons, report.flags) if report.reasons else provisional(report.flags), kept


def _reports(connection: Any, folder: str, rules: list[str]) -> Iterator[tuple[Report, str, int, list[int]]]:
    """The documents with flags of these rules, unit by unit, as reports of their flags and reasons alone; and where each flag's row
    stands."""
    columns = ", ".join(f'f."{name}"' for name in FLAGS.names)
    query = (
        f"SELECT {columns}, f.place, {', '.join(f'd.{name}' for name in _OF_DOCUMENT)} FROM flags f JOIN documents d USING (unit, number) "
        "WHERE f.number IN (SELECT number FROM flags WHERE list_contains(?::VARCHAR[], rule)) ORDER BY f.number, f.place"
    )
    width = len(FLAGS.names)
    cursor = connection.cursor()
    try:
        for _, files in files_by_unit(folder):
            narrow(cursor, files)
            for (unit, number), some in groupby(fetched(cursor, query, [rules]), key=lambda row: row[:2]):
                listed = list(some)
                document = dict(zip(_OF_DOCUMENT, listed[0][width + 1 :], strict=True))
                yield report_of(document, flags=[row[:width] for row in listed]), unit, number, [row[width] for row in listed]
    finally:
        cursor.close()


def _told(decision: Any) -> tuple[str, ...]:
    return tuple(str(decision.get(name) or "") for name in ("action", "reason", "by", "time", "until", "scope", "lapsed"))
