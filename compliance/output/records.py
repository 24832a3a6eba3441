"""The JSON form of a report; a stable public interface."""

from typing import Any

from compliance.model import SCHEMA, Fact, Flag, Match, Position, Reason, Report
from compliance.output.reasoning import places


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
        "reasons": reasons_to_records(report),
    }


def reasons_to_records(report: Report) -> list[dict[str, Any]]:
    """The reasons of a report's verdict as JSON types, the gravest first; nothing where it was held against no ledger."""
    place = places(report)
    return [reason_to_record(reason, place(reason)) for reason in report.reasons]


def reason_to_record(reason: Reason, position: Position | None) -> dict[str, Any]:
    """A reason as JSON types. One without a span is about the document as a whole; what is not known is left out."""
    record: dict[str, Any] = {"verdict": reason.verdict, "rule": reason.rule, "message": reason.message}
    if reason.span:
        record |= {"start": reason.span.start, "end": reason.span.end}
    if position:
        record |= {"line": position.line, "column": position.column}
    rest = {"evidence": reason.evidence, "licence": reason.licence, "missing": reason.missing, "flag": reason.flag}
    return record | {name: value for name, value in rest.items() if value}


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
    """A match as JSON types: the passage of the draft, and below `source` whose words they are and where they stand in
    the source, in code points of its text. `similarity` and `share`, of the draft's text, are from 0 to 1; `also` and
    `earliest` are ids. What is not known is left out."""
    of = match.of._asdict() if match.of else {}
    record: dict[str, Any] = {
        "kind": match.kind,
        "start": match.draft.start,
        "end": match.draft.end,
        "line": match.position.line if match.position else 0,
        "column": match.position.column if match.position else 0,
        "text": match.text,
        "similarity": round(match.similarity, 4),
        "words": match.words,
        "share": round(match.share, 4),
        "source": {
            **{name: value for name, value in of.items() if value},
            "start": match.source.start,
            "end": match.source.end,
        },
        "common": match.common,
        "also": [source.id for source in match.also],
        "earliest": match.earliest.id if match.earliest else "",
    }
    always = ("start", "similarity")  # where nought says something
    return {name: value for name, value in record.items() if name in always or value not in (0, "", [])}
