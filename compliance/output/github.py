"""GitHub workflow commands: an annotation a verdict that has reasons, and one a flag.

GitHub shows ten annotations of each severity a step and fifty a job, so a document's verdict and its gravest flags
come first, and the last line says how many there were.
"""

from typing import TextIO

from compliance.model import Flag, Outcome, Report, Severity, Verdict
from compliance.output.escape import workflow_data, workflow_property
from compliance.output.gravity import gravest_first
from compliance.output.interface import TOOL, Options
from compliance.output.names import source_of
from compliance.output.phrases import excerpt, sentence
from compliance.output.reasoning import MEANING, deciding, open_reasons, places, spoken
from compliance.output.settled import settled
from compliance.output.summary import Summary

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_EXCERPT = 300  # code points
_REASONS = 3  # that stand in the annotation of a verdict


class GitHub:
    """Writes one line a verdict that is not clear and has reasons, one a flag that nothing settles, one a failed
    document, and one at the end."""

    def __init__(self, stream: TextIO, options: Options) -> None:
        self._write = stream.write

    def begin(self) -> None:
        """Nothing: each line is for itself."""

    def report(self, report: Report) -> None:
        """Writes the report's annotations."""
        if report.outcome is Outcome.FAILED:
            where = [] if report.path is None else [("file", report.path)]
            self._command(
                "error", [*where, ("title", "not checked")], f"{source_of(report)}: {report.reason}"
            )
        self._verdict(report)
        for flag in gravest_first(flag for flag in report.flags if not settled(flag)):
            place = [("line", str(flag.position.line)), ("col", str(flag.position.column))]
            where = [] if report.path is None else [("file", report.path), *place]
            title = ("title", f"{flag.rule} ({flag.confidence} confidence)")
            self._command(_COMMAND[flag.severity], [*where, title], _message(report, flag))

    def _verdict(self, report: Report) -> None:
        """What keeps the document from running, the gravest reasons first."""
        if report.outcome is not Outcome.CHECKED or not deciding(report) or report.verdict is Verdict.CLEAR:
            return
        reasons = open_reasons(report)
        where = [] if report.path is None else [("file", report.path)]
        if where and (place := places(report)(reasons[0])):
            where += [("line", str(place.line)), ("col", str(place.column))]
        name = f"{report.id}: " if report.id != report.path else ""
        told = [f"- {excerpt(spoken(reason), _EXCERPT)} [{reason.rule}]" for reason in reasons[:_REASONS]]
        told += [f"- and {len(reasons) - _REASONS:,} more"] if len(reasons) > _REASONS else []
        command = "error" if report.verdict is Verdict.BLOCKED else "notice"
        self._command(command, [*where, ("title", f"verdict: {report.verdict}")], "\n".join([f"{name}{MEANING[report.verdict]}.", *told]))

    def end(self, summary: Summary) -> None:
        """Writes the counts, as plain text."""
        self._write(f"{TOOL}: {sentence(summary)}\n")

    def _command(self, name: str, properties: list[tuple[str, str]], message: str) -> None:
        pairs = ",".join(f"{key}={workflow_property(value)}" for key, value in properties)
        self._write(f"::{name} {pairs}::{workflow_data(message)}\n")


def _message(report: Report, flag: Flag) -> str:
    parts = [flag.message]
    if report.id != report.path:
        parts[0] = f"{report.id}: {flag.message}"
    if flag.text:
        parts.append(f"> {excerpt(flag.text, _EXCERPT)}")
    if flag.remedy:
        parts.append(flag.remedy)
    return "\n".join(parts)
