"""Reviewdog's diagnostic format (rdjson), which reviewdog posts to most code review services."""

from typing import Any, TextIO

from compliance.model import Outcome, Report, Severity
from compliance.output.encode import encode
from compliance.output.escape import visible
from compliance.output.interface import TOOL, Options
from compliance.output.names import source_of
from compliance.output.phrases import advice
from compliance.output.settled import settled
from compliance.output.summary import Summary

_SEVERITY = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}


class RdJson:
    """Writes one object with all diagnostics: the flags that nothing settles, and the documents that
    failed."""

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
        for flag in report.flags:
            if not settled(flag):
                message = advice(flag.message, flag.remedy)
                self._diagnostic(report, message, _SEVERITY[flag.severity], flag.rule, flag.position.line)

    def end(self, summary: Summary) -> None:
        """Closes the object."""
        self._write("\n]}\n")

    def _diagnostic(self, report: Report, message: str, severity: str, rule: str, line: int) -> None:
        # No column: the format counts columns in bytes of UTF-8, and ours are code points.
        path = source_of(report)
        diagnostic: dict[str, Any] = {
            "message": visible(message),
            "location": {"path": path, "range": {"start": {"line": line}}},
            "severity": severity,
            "code": {"value": rule},
        }
        self._write(self._between + encode(diagnostic))
        self._between = ",\n"
