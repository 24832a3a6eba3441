"""Reviewdog's diagnostic format (rdjson), which reviewdog posts to most code review services."""

from typing import Any, TextIO

from compliance.model import Outcome, Report, Severity
from compliance.output.encode import encode
from compliance.output.escape import visible
from compliance.output.interface import TOOL, Options
from compliance.output.names import source_of
from compliance.output.phrases import advice
from compliance.output.reasoning import WEIGHT, messages, places, spoken, untold
from compliance.output.settled import settled
from compliance.output.summary import Summary

_SEVERITY = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}


class RdJson:
    """Writes one object with all diagnostics: the flags that nothing settles, the reasons that no flag tells, and
    the documents that failed."""

    def __init__(self, stream: TextIO, options: Options) -> None:
        self._write = stream.write
        self._between = "\n"

    def begin(self) -> None:
        """Opens the object and its diagnostics."""
        self._write(f'{{"source": {{"name": "{TOOL}"}}, "diagnostics": [')

    def report(self, report: Report) -> None:
        """Writes the report's diagnostics."""
        if report.outcome is Outcome.FAILED:
            self._diagnostic(report, f"Not checked: {report.reason}", "ERROR", "document-failed", 1)
        message_of = messages(report)
        for flag in report.flags:
            if not settled(flag):
                message = advice(message_of(flag), flag.remedy)
                self._diagnostic(report, message, _SEVERITY[flag.severity], flag.rule, flag.position.line)
        place = places(report)
        for reason in untold(report):
            position = place(reason)
            message = f"{reason.verdict}: {spoken(reason)}"
            self._diagnostic(report, message, _SEVERITY[WEIGHT[reason.verdict]], reason.rule, position.line if position else None)

    def end(self, summary: Summary) -> None:
        """Closes the object."""
        self._write("\n]}\n")

    def _diagnostic(self, report: Report, message: str, severity: str, rule: str, line: int | None) -> None:
        # No column: the format counts columns in bytes of UTF-8, and ours are code points.
        location: dict[str, Any] = {"path": source_of(report)}
        if line is not None:
            location["range"] = {"start": {"line": line}}
        diagnostic: dict[str, Any] = {
            "message": visible(message),
            "location": location,
            "severity": severity,
            "code": {"value": rule},
        }
        self._write(self._between + encode(diagnostic))
        self._between = ",\n"
