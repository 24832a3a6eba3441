"""From rows back to the report that they were made of."""

from collections.abc import Iterable, Mapping
from typing import Any

from compliance.batch.findings.rows import Row
from compliance.batch.findings.schema import FACTS, FLAGS, MATCHES
from compliance.batch.findings.values import from_json
from compliance.model import (
    Confidence,
    Fact,
    Finding,
    Flag,
    Kind,
    Match,
    MatchKind,
    Outcome,
    Position,
    Reason,
    Report,
    Severity,
    Source,
    Span,
    Verdict,
    Zone,
)

_KINDS: dict[str, Kind | Finding] = {**{str(kind): kind for kind in Finding}, **{str(kind): kind for kind in Kind}}
_SOURCE = ("title", "holder", "licence", "address", "date")


def report_of(row: Mapping[str, Any], facts: Iterable[Row] = (), flags: Iterable[Row] = (), matches: Iterable[Row] = ()) -> Report:
    """The report of a document.

    Args:
        row: of the table of documents, by the names of its columns.
        facts, flags, matches: its rows of those tables, the key included, in their order.
    """
    return Report(
        row["id"], row["path"], Outcome(row["outcome"]), row["reason"], Verdict(row["verdict"]),
        tuple([_fact(it) for it in facts]), tuple([_flag(it) for it in flags]), tuple([_match(it) for it in matches]),
        tuple([_reason(it) for it in from_json(row["reasons"]) or ()]),
    )  # fmt: skip


def _fact(row: Row) -> Fact:
    cell = dict(zip(FACTS.names, row, strict=False))
    return Fact(
        Kind(cell["kind"]), cell["rule"], Span(cell["start"], cell["end"]), cell["text"], from_json(cell["values"]) or {},
        Position(cell["line"], cell["column"]), Severity(cell["severity"]), Confidence(cell["confidence"]), Zone(cell["zone"]),
        cell["before"], cell["after"],
    )  # fmt: skip


def _flag(row: Row) -> Flag:
    cell = dict(zip(FLAGS.names, row, strict=False))
    return Flag(
        cell["rule"], _KINDS[cell["kind"]], Severity(cell["severity"]), Confidence(cell["confidence"]), Span(cell["start"], cell["end"]),
        cell["text"], from_json(cell["values"]) or {}, Position(cell["line"], cell["column"]), cell["message"], cell["why"], cell["remedy"],
        tuple(from_json(cell["evidence"]) or ()), cell["identity"], cell["before"], cell["after"], from_json(cell["decision"]),
    )  # fmt: skip


def _match(row: Row) -> Match:
    cell = dict(zip(MATCHES.names, row, strict=False))
    record = from_json(cell["record"])
    known = record.get("sources", {})
    of = record["source"]
    return Match(
        MatchKind(cell["kind"]), Span(cell["start"], cell["end"]), Span(cell["source_start"], cell["source_end"]), cell["similarity"], cell["words"],
        _source(of) if "id" in of else None, cell["common"], tuple([_source(known[id]) for id in record.get("also", ())]),
        _source(known[record["earliest"]]) if record.get("earliest") else None, cell["text"],
        Position(cell["line"], cell["column"]) if cell["line"] else None, cell["share"],
    )  # fmt: skip


def _source(record: Mapping[str, Any]) -> Source:
    return Source(record["id"], *[record.get(name, "") for name in _SOURCE])


def _reason(record: Mapping[str, Any]) -> Reason:
    span = Span(record["start"], record["end"]) if "start" in record else None
    return Reason(
        Verdict(record["verdict"]), record["rule"], record["message"], span, tuple(record.get("evidence", ())), record.get("licence", ""),
        record.get("missing", ""), record.get("flag", ""),
    )  # fmt: skip
