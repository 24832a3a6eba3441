"""CSV (RFC 4180): a row a flag, a row a reason that no flag tells, and a row for every document that was not checked."""

import csv
from typing import TextIO

from compliance.model import Flag, Outcome, Reason, Report
from compliance.output.encode import encode
from compliance.output.escape import cell
from compliance.output.interface import Options
from compliance.output.reasoning import open_reasons, places
from compliance.output.settled import action, reason as decision_reason
from compliance.output.summary import Summary

COLUMNS = (
    "id",
    "path",
    "outcome",
    "reason",
    "verdict",
    "severity",
    "rule",
    "kind",
    "confidence",
    "line",
    "column",
    "start",
    "end",
    "text",
    "message",
    "why",
    "remedy",
    "evidence",
    "values",
    "identity",
    "decision",
    "decision_reason",
    "reason_verdict",
    "licence",
    "missing",
)

REASON = "reason"
"""The `kind` of a row that is a reason of the verdict and no flag."""

Row = dict[str, str | int]


class Csv:
    """Writes rows whose cells no spreadsheet runs; `values` is JSON, and several pieces of evidence are
    joined by `"; "`. Rows end in CRLF, as RFC 4180 says.

    What a reason adds stands in the row of the flag that says the same, where there is one, so that nothing is counted
    twice; such flags and reasons can be filtered by `reason_verdict`, `licence` and `missing`.
    """

    def __init__(self, stream: TextIO, options: Options) -> None:
        self._rows = csv.DictWriter(stream, COLUMNS, restval="")
        self._explain = options.explain

    def begin(self) -> None:
        """Writes the header."""
        self._rows.writeheader()

    def report(self, report: Report) -> None:
        """Writes the report's flags and reasons, or why there are none; a document with neither has no row. Reasons that
        speak for the text, or that are settled, have a row only where they are asked for."""
        document: Row = {
            "id": cell(report.id),
            "path": cell(report.path or ""),
            "outcome": report.outcome.value,
            "reason": cell(report.reason),
            "verdict": report.verdict.value,
        }
        if report.outcome is not Outcome.CHECKED:
            self._rows.writerow({**document, "verdict": ""})
        told = {reason.flag: reason for reason in reversed(report.reasons) if reason.flag}
        for flag in report.flags:
            also = told.get(flag.identity)
            self._rows.writerow({**document, **_flag(flag), **(_added(also) if also else {})})
        place = places(report)
        flags = {flag.identity for flag in report.flags}
        for reason in report.reasons if self._explain else open_reasons(report):
            if reason.flag not in flags:
                row: Row = {**document, "rule": cell(reason.rule), "kind": REASON, "message": cell(reason.message), **_added(reason)}
                if reason.span:
                    row |= {"start": reason.span.start, "end": reason.span.end}
                if position := place(reason):
                    row |= {"line": position.line, "column": position.column}
                self._rows.writerow({**row, "evidence": cell("; ".join(reason.evidence))})

    def end(self, summary: Summary) -> None:
        """Nothing: a table has no foot."""


def _flag(flag: Flag) -> Row:
    return {
        "severity": flag.severity.value,
        "rule": cell(flag.rule),
        "kind": flag.kind.value,
        "confidence": flag.confidence.value,
        "line": flag.position.line,
        "column": flag.position.column,
        "start": flag.span.start,
        "end": flag.span.end,
        "text": cell(flag.text),
        "message": cell(flag.message),
        "why": cell(flag.why),
        "remedy": cell(flag.remedy),
        "evidence": cell("; ".join(flag.evidence)),
        "values": cell(encode(flag.values)),
        "identity": cell(flag.identity),
        "decision": cell(action(flag)),
        "decision_reason": cell(decision_reason(flag)),
    }


def _added(reason: Reason) -> Row:
    return {"reason_verdict": reason.verdict.value, "licence": cell(reason.licence), "missing": cell(reason.missing)}
