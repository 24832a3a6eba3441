"""The JSON form of a report; a stable public interface."""

from typing import Any

from compliance.model import SCHEMA, Fact, Flag, Match, Report


def report_to_record(report: Report) -> dict[str, Any]:
    """A report as JSON types. `start` and `end` are code points of the document's text, half open; `line` and
    `column` count from 1 in the source. `reason` is empty where the document was checked, `decision` null
    where there is none."""
    return {
        "schema": SCHEMA,
        "id": report.id,
        "path": report.path,
        "outcome": report.outcome,
        "reason": report.reason,
        "verdict": report.verdict,
        "facts": [fact_to_record(fact) for fact in report.facts],
        "flags": [flag_to_record(flag) for flag in report.flags],
        "matches": [match_to_record(match) for match in report.matches],
    }


def fact_to_record(fact: Fact) -> dict[str, Any]:
    """A fact as JSON types."""
    return {
        "kind": fact.kind,
        "rule": fact.rule,
        "start": fact.span.start,
        "end": fact.span.end,
        "line": fact.position.line,
        "column": fact.position.column,
        "text": fact.text,
        "values": fact.values,
        "confidence": fact.confidence,
        "zone": fact.zone,
    }


def flag_to_record(flag: Flag) -> dict[str, Any]:
    """A flag as JSON types."""
    return {
        "rule": flag.rule,
        "kind": flag.kind,
        "severity": flag.severity,
        "confidence": flag.confidence,
        "start": flag.span.start,
        "end": flag.span.end,
        "line": flag.position.line,
        "column": flag.position.column,
        "text": flag.text,
        "values": flag.values,
        "message": flag.message,
        "why": flag.why,
        "remedy": flag.remedy,
        "evidence": flag.evidence,
        "identity": flag.identity,
        "decision": flag.decision,
    }


def match_to_record(match: Match) -> dict[str, Any]:
    """A match as JSON types; `similarity` is from 0 to 1."""
    return {
        "kind": match.kind,
        "draft": {"start": match.draft.start, "end": match.draft.end},
        "source": {"start": match.source.start, "end": match.source.end},
        "similarity": match.similarity,
    }
