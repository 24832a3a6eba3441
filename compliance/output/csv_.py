"""CSV (RFC 4180): a row a flag, and a row for every document that was not checked."""

import csv
from typing import TextIO

from compliance.model import Outcome, Report
from compliance.output.encode import encode
from compliance.output.escape import cell
from compliance.output.interface import Options
from compliance.output.settled import action, reason
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
)


class Csv:
    """Writes rows whose cells no spreadsheet runs; `values` is JSON, and several pieces of evidence are
    joined by `"; "`. Rows end in CRLF, as RFC 4180 says."""

    def __init__(self, stream: TextIO, options: Options) -> None:
        self._rows = csv.writer(stream)

    def begin(self) -> None:
        """Writes the header."""
        self._rows.writerow(COLUMNS)

    def report(self, report: Report) -> None:
        """Writes the report's flags, or why there are none; a document with nothing flagged has no row."""
        path = report.path or ""
        document = [
            cell(report.id),
            cell(path),
            report.outcome.value,
            cell(report.reason),
            report.verdict.value,
        ]
        if report.outcome is not Outcome.CHECKED:
            self._rows.writerow(document[:-1] + [""] * (len(COLUMNS) - len(document) + 1))
        for flag in report.flags:
            self._rows.writerow(
                [
                    *document,
                    flag.severity.value,
                    cell(flag.rule),
                    flag.kind.value,
                    flag.confidence.value,
                    flag.position.line,
                    flag.position.column,
                    flag.span.start,
                    flag.span.end,
                    cell(flag.text),
                    cell(flag.message),
                    cell(flag.why),
                    cell(flag.remedy),
                    cell("; ".join(flag.evidence)),
                    cell(encode(flag.values)),
                    cell(flag.identity),
                    cell(action(flag)),
                    cell(reason(flag)),
                ]
            )

    def end(self, summary: Summary) -> None:
        """Nothing: a table has no foot."""
