"""GitLab's code quality report: the subset of Code Climate's issue format that merge requests show."""

from hashlib import sha256
from typing import Any, TextIO

from compliance.model import Outcome, Report, Severity
from compliance.output.encode import encode
from compliance.output.escape import visible
from compliance.output.interface import Options
from compliance.output.names import source_of
from compliance.output.phrases import advice
from compliance.output.reasoning import WEIGHT, messages, places, spoken, untold
from compliance.output.settled import settled
from compliance.output.summary import Summary

_SEVERITY = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "info"}


class GitLab:
    """Writes an array of issues: the flags that nothing settles, the reasons that no flag tells, and the documents that
    failed."""

    def __init__(self, stream: TextIO, options: Options) -> None:
        self._write = stream.write
        self._between = "\n"

    def begin(self) -> None:
        """Opens the array."""
        self._write("[")

    def report(self, report: Report) -> None:
        """Writes the report's issues."""
        if report.outcome is Outcome.FAILED:
            description = visible(f"Not checked: {report.reason}")
            self._issue(report, description, "document-failed", "document-failed", "critical", 1)
        message_of = messages(report)
        repeats: dict[str, int] = {}
        for flag in report.flags:
            if settled(flag):
                continue
            repeat = repeats[flag.identity] = repeats.get(flag.identity, 0) + 1
            unique = flag.identity if repeat == 1 else f"{flag.identity} {repeat}"
            description = visible(advice(message_of(flag), flag.remedy))
            self._issue(report, description, flag.rule, unique, _SEVERITY[flag.severity], flag.position.line)
        place = places(report)
        for reason in untold(report):
            description = visible(f"{reason.verdict}: {spoken(reason)}")
            key = f"{reason.rule} {reason.message} {reason.licence}"
            repeat = repeats[key] = repeats.get(key, 0) + 1
            position = place(reason)
            severity = _SEVERITY[WEIGHT[reason.verdict]]
            self._issue(report, description, reason.rule, f"{key} {repeat}", severity, position.line if position else 1)

    def end(self, summary: Summary) -> None:
        """Closes the array."""
        self._write("\n]\n")

    def _issue(
        self, report: Report, description: str, check: str, unique: str, severity: str, line: int
    ) -> None:
        # GitLab shows only one issue of those that share a fingerprint, so the same passage in two files, or
        # twice in one, must not. A flag's identity knows neither.
        name = f"{report.path}\0{report.id}\0{unique}".encode("utf-8", "surrogatepass")
        path = source_of(report)
        issue: dict[str, Any] = {
            "description": description,
            "check_name": check,
            "fingerprint": sha256(name).hexdigest(),
            "severity": severity,
            "location": {"path": path.removeprefix("./"), "lines": {"begin": line}},
        }
        self._write(self._between + encode(issue))
        self._between = ",\n"
