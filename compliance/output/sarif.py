"""SARIF 2.1.0 (OASIS), for code scanning services and editors.

The properties of a run may come in any order, so results are written as they come, and the rules and the
documents that could not be checked, which are known only then, after them.
"""

from collections.abc import Mapping
from typing import Any, TextIO

from compliance.model import Finding, Flag, Outcome, Report, Severity
from compliance.output.encode import encode
from compliance.output.escape import link, uri
from compliance.output.interface import TOOL, Options
from compliance.output.names import source_of
from compliance.output.settled import SUPPRESSED, action, decided, settled
from compliance.output.spool import Spool
from compliance.output.summary import Summary

SCHEMA_URI = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "complianceIdentity/v1"

# GitHub sorts alerts by these two properties of a rule (SARIF support for code scanning).
_PROBLEM = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "recommendation"}


class Sarif:
    """Writes one run. Rules are kept in memory, once each; unread documents in a spool."""

    def __init__(self, stream: TextIO, options: Options) -> None:
        self._write = stream.write
        self._version = options.version
        self._rules: dict[str, int] = {}
        self._descriptors = Spool()
        self._notifications = Spool()
        self._between = "\n"

    def begin(self) -> None:
        """Opens the log, its one run and the run's results."""
        self._write(
            f'{{"$schema": "{SCHEMA_URI}", "version": "2.1.0", '
            '"runs": [{"columnKind": "unicodeCodePoints", "results": ['
        )

    def report(self, report: Report) -> None:
        """Writes one result a flag; keeps a notification for a document that was not checked."""
        if report.outcome is not Outcome.CHECKED:
            self._notifications.write(encode(_notification(report)) + "\n")
        for flag in report.flags:
            index = self._rules.get(flag.rule)
            if index is None:
                index = self._rules[flag.rule] = len(self._rules)
                self._descriptors.write(encode(_descriptor(flag)) + "\n")
            self._write(self._between + encode(_result(report, flag, index)))
            self._between = ",\n"

    def end(self, summary: Summary) -> None:
        """Writes the rules and what was not checked, and closes the log."""
        self._write(
            f'\n], "tool": {{"driver": {{"name": "{TOOL}", "version": {encode(self._version)}, "rules": ['
        )
        self._elements(self._descriptors)
        success = encode(summary.failed == 0)
        self._write(
            f'\n]}}}}, "invocations": [{{"executionSuccessful": {success}, "toolExecutionNotifications": ['
        )
        self._elements(self._notifications)
        self._write("\n]}]}]}\n")

    def _elements(self, spool: Spool) -> None:
        between = "\n"
        for line in spool.lines():
            self._write(between + line)
            between = ",\n"


def _descriptor(flag: Flag) -> dict[str, Any]:
    """A rule, as far as its first flag tells it."""
    descriptor: dict[str, Any] = {
        "id": flag.rule,
        "shortDescription": {"text": flag.kind.value.replace("_", " ").capitalize()},
        "defaultConfiguration": {"level": flag.severity.value},
        "properties": {
            "tags": [flag.kind],
            "precision": flag.confidence,
            "problem.severity": _PROBLEM[flag.severity],
        },
    }
    if flag.why:
        descriptor["fullDescription"] = {"text": _message(flag.why)}
    if flag.remedy:
        descriptor["help"] = {"text": _message(flag.remedy)}
    return descriptor


def _result(report: Report, flag: Flag, index: int) -> dict[str, Any]:
    # No charOffset and no end: they would be offsets in the source file, and a span counts in the document's
    # text, which for HTML is another. The span is given below `properties`.
    region: dict[str, Any] = {"startLine": flag.position.line, "startColumn": flag.position.column}
    if flag.text:
        region["snippet"] = {"text": flag.text}
    result: dict[str, Any] = {
        "ruleId": flag.rule,
        "ruleIndex": index,
        "level": flag.severity,
        "message": {"text": _message(flag.message) or flag.rule},
        "locations": [_location(report, region)],
        "partialFingerprints": {FINGERPRINT: flag.identity},
        "properties": {
            "start": flag.span.start,
            "end": flag.span.end,
            "confidence": flag.confidence,
            "values": flag.values,
            "why": flag.why,
            "remedy": flag.remedy,
            "evidence": flag.evidence,
            "verdict": report.verdict,
        },
    }
    source = flag.values.get("source")
    if isinstance(flag.kind, Finding) and isinstance(source, Mapping):
        result["relatedLocations"] = [_related(source)]
    if flag.decision is not None:
        result["properties"]["decision"] = flag.decision
    if settled(flag):
        kind = "inSource" if action(flag) == SUPPRESSED else "external"
        result["suppressions"] = [{"kind": kind, "status": "accepted", "justification": decided(flag)}]
    return result


def _notification(report: Report) -> dict[str, Any]:
    name = source_of(report)
    return {
        "level": "error" if report.outcome is Outcome.FAILED else "note",
        "descriptor": {"id": f"document-{report.outcome.value}"},
        "message": {"text": _message(f"{name}: {report.reason}")},
        "locations": [_location(report, None)],
    }


def _location(report: Report, region: dict[str, Any] | None) -> dict[str, Any]:
    """Which file and where in it. A record that is no file stands under its id, which is a relative reference
    like any other name; a record of a file also has its id as a logical location."""
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(source_of(report))}}
    if region is not None:
        physical["region"] = region
    location: dict[str, Any] = {"physicalLocation": physical}
    if report.id != report.path:
        location["logicalLocations"] = [{"fullyQualifiedName": report.id}]
    return location


def _related(source: Mapping[str, Any]) -> dict[str, Any]:
    """The text of an archive that a passage stands in, by its address or else its id. The span in it, which counts in
    the text as the archive has it, is among the values."""
    address = str(source.get("address") or "")
    told = [str(source[name]) for name in ("title", "holder", "date", "licence") if source.get(name)]
    return {
        "id": 1,
        "physicalLocation": {"artifactLocation": {"uri": link(address) or uri(str(source.get("id", "")))}},
        "message": {"text": _message(", ".join(told) or str(source.get("id", "")))},
    }


def _message(text: str) -> str:
    """Message text in which no link can be hidden: `[text](target)` is a link in SARIF (3.11.6)."""
    return text.replace("](", "] (")
