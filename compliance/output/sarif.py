"""SARIF 2.1.0 (OASIS), for code scanning services and editors.

The properties of a run may come in any order, so results are written as they come, and the rules, the documents
with their verdicts, and those that could not be checked, which are known only then, after them.

A document is an artifact of the run; its verdict and the whole chain of reasons are properties of it, and its results
point there by index. A reason that asks for somebody and that no flag tells is a result too.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, TextIO

from compliance.model import Finding, Flag, Outcome, Position, Reason, Report, Severity
from compliance.output.encode import encode
from compliance.output.escape import link, uri
from compliance.output.interface import TOOL, Options
from compliance.output.names import source_of
from compliance.output.phrases import advice
from compliance.output.reasoning import WEIGHT, places, spoken, untold
from compliance.output.records import reasons_to_records
from compliance.output.remedy import paste_of
from compliance.output.settled import SUPPRESSED, action, decided, settled
from compliance.output.spool import Spool
from compliance.output.summary import Summary

SCHEMA_URI = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "complianceIdentity/v1"

# GitHub sorts alerts by these two properties of a rule (SARIF support for code scanning).
_PROBLEM = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "recommendation"}


class Sarif:
    """Writes one run. Rules are kept in memory, once each; documents in spools."""

    def __init__(self, stream: TextIO, options: Options) -> None:
        self._write = stream.write
        self._version = options.version
        self._rules: dict[str, int] = {}
        self._descriptors = Spool()
        self._documents = Spool()
        self._count = 0
        self._notifications = Spool()
        self._between = "\n"

    def begin(self) -> None:
        """Opens the log, its one run and the run's results."""
        self._write(
            f'{{"$schema": "{SCHEMA_URI}", "version": "2.1.0", '
            '"runs": [{"columnKind": "unicodeCodePoints", "results": ['
        )

    def report(self, report: Report) -> None:
        """Writes one result a flag, and one a reason that no flag tells; keeps the document with its verdict, or a
        notification where it was not checked."""
        index = None
        if report.outcome is Outcome.CHECKED:
            index, self._count = self._count, self._count + 1
            self._documents.write(encode(_artifact(report, index)) + "\n")
        else:
            self._notifications.write(encode(_notification(report)) + "\n")
        for flag in report.flags:
            self._result(_result(report, flag, index, self._rule(flag.rule, flag)))
        place = places(report)
        for reason in untold(report):
            self._result(_reason_result(report, reason, place(reason), index, self._rule(reason.rule, reason)))

    def _rule(self, rule: str, seen: Flag | Reason) -> int:
        """The index of a rule among the rules; it is described as far as the first flag or reason of it tells."""
        index = self._rules.get(rule)
        if index is None:
            index = self._rules[rule] = len(self._rules)
            described = _descriptor(seen) if isinstance(seen, Flag) else _reason_descriptor(seen)
            self._descriptors.write(encode(described) + "\n")
        return index

    def _result(self, result: dict[str, Any]) -> None:
        self._write(self._between + encode(result))
        self._between = ",\n"

    def end(self, summary: Summary) -> None:
        """Writes the rules and what was not checked, and closes the log."""
        self._write(
            f'\n], "tool": {{"driver": {{"name": "{TOOL}", "version": {encode(self._version)}, "rules": ['
        )
        self._elements(self._descriptors)
        self._write('\n]}}, "artifacts": [')
        self._elements(self._documents)
        success = encode(summary.failed == 0)
        self._write(
            f'\n], "invocations": [{{"executionSuccessful": {success}, "toolExecutionNotifications": ['
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
    if flag.remedy and not paste_of(flag):  # which is one document's, and no help with another
        descriptor["help"] = {"text": _message(flag.remedy)}
    return descriptor


def _reason_descriptor(reason: Reason) -> dict[str, Any]:
    """A rule of the policy, as far as its first reason tells it."""
    severity = WEIGHT[reason.verdict]
    words = reason.rule.rpartition(".")[2].replace("-", " ").capitalize()
    return {
        "id": reason.rule,
        "shortDescription": {"text": _message(words) or reason.rule},
        "defaultConfiguration": {"level": severity.value},
        "properties": {"tags": ["verdict"], "problem.severity": _PROBLEM[severity]},
    }


def _artifact(report: Report, index: int) -> dict[str, Any]:
    """A document that was checked. Its index makes it unlike any other, as the schema asks: records may share a file."""
    return {
        "location": {"uri": uri(source_of(report)), "index": index},
        "roles": ["analysisTarget"],
        "properties": {"id": report.id, "verdict": report.verdict, "reasons": reasons_to_records(report)},
    }


def _reason_result(report: Report, reason: Reason, position: Position | None, document: int | None, index: int) -> dict[str, Any]:
    # What is about the document as a whole stands at its first line: GitHub takes no result without a line.
    region = {"startLine": position.line, "startColumn": position.column} if position else {"startLine": 1}
    about = {"start": reason.span.start, "end": reason.span.end} if reason.span else {}
    key = f"{reason.rule}\0{reason.message}\0{reason.licence}".encode("utf-8", "surrogatepass")
    return {
        "ruleId": reason.rule,
        "ruleIndex": index,
        "level": WEIGHT[reason.verdict],
        "message": {"text": _message(spoken(reason)) or reason.rule},
        "locations": [_location(report, region, document)],
        "partialFingerprints": {FINGERPRINT: sha256(key).hexdigest()[:16]},
        "properties": {
            **about,
            "reason": reason.verdict,
            "licence": reason.licence,
            "missing": reason.missing,
            "evidence": reason.evidence,
            "verdict": report.verdict,
        },
    }


def _result(report: Report, flag: Flag, document: int | None, index: int) -> dict[str, Any]:
    # No charOffset and no end: they would be offsets in the source file, and a span counts in the document's
    # text, which for HTML is another. The span is given below `properties`.
    region: dict[str, Any] = {"startLine": flag.position.line, "startColumn": flag.position.column}
    if flag.text:
        region["snippet"] = {"text": flag.text}
    result: dict[str, Any] = {
        "ruleId": flag.rule,
        "ruleIndex": index,
        "level": flag.severity,
        "message": {"text": _message(advice(flag.message, flag.remedy) if paste_of(flag) else flag.message) or flag.rule},
        "locations": [_location(report, region, document)],
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


def _location(report: Report, region: dict[str, Any] | None, document: int | None = None) -> dict[str, Any]:
    """Which file and where in it. A record that is no file stands under its id, which is a relative reference
    like any other name; a record of a file also has its id as a logical location."""
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(source_of(report))}}
    if document is not None:
        physical["artifactLocation"]["index"] = document
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
