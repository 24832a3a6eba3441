"""Reports that were written with `--output jsonl`, read back."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from sys import intern
from typing import Any, BinaryIO

from compliance.model import (
    SCHEMA, Confidence, Fact, Finding, Flag, Kind, Match, MatchKind, Outcome, Position, Reason, Report, Severity, Source, Span, Verdict,
    Zone,
)  # fmt: skip


RUN = "manifest.json"
"""The file of a run's folder that is there once the run has ended."""


class ReportError(ValueError):
    """A file that is no report, or a line of one that cannot be used; the text says which and why."""


def is_report(path: str) -> bool:
    """Whether a file begins like a report: its first line is an object with a verdict and flags."""
    if not path.lower().endswith((".jsonl", ".ndjson", ".json")):
        return False
    try:
        with open(path, "rb") as file:
            record = json.loads(file.readline())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(record, dict) and "verdict" in record and "flags" in record


def is_run(path: str) -> bool:
    """Whether a folder is that of a run of many documents, which is never searched for texts: what it was to do or what it came to
    stands in it."""
    if not os.path.isdir(path):
        return False
    ended = os.path.isfile(os.path.join(path, RUN)) and os.path.isdir(os.path.join(path, "findings"))
    return ended or os.path.isfile(os.path.join(path, "work", "plan.json"))


def read_reports(file: BinaryIO, name: str, tick: Callable[[int], None] = lambda done: None) -> Iterator[Report]:
    """The reports in a file, a line each. `tick` is told how many bytes have been read.

    Raises ReportError, which names the line.
    """
    kept: dict[str, str] = {}
    done = 0
    for number, line in enumerate(file, 1):
        done += len(line)
        if line.strip():
            try:
                yield report_from_record(json.loads(line), kept)
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                raise ReportError(f"{name}:{number}: not a report as --output jsonl writes it: {_said(error)}") from error
        tick(done)


def report_from_record(record: Mapping[str, Any], kept: dict[str, str] | None = None) -> Report:
    """What `compliance.output.records.report_to_record` made of a report. `kept` holds sentences that many flags share, so
    that each is in memory once.

    Raises ValueError, KeyError or TypeError for anything else. Context is not in the record: flags have none.
    """
    if record["schema"] > SCHEMA:
        raise ValueError(f"it was written by a newer version (schema {record['schema']}, this one reads {SCHEMA})")
    shared = {} if kept is None else kept
    return Report(
        record["id"], record["path"], Outcome(record["outcome"]), record["reason"], Verdict(record["verdict"]),
        tuple(_fact(fact) for fact in record.get("facts", ())), tuple(_flag(flag, shared) for flag in record["flags"]),
        tuple(_match(match) for match in record.get("matches", ())), tuple(_reason(reason) for reason in record.get("reasons", ())),
    )  # fmt: skip


def _flag(told: Mapping[str, Any], kept: dict[str, str]) -> Flag:
    def once(text: str) -> str:
        return kept.setdefault(text, text)

    kind = told["kind"]
    return Flag(
        intern(told["rule"]), Finding(kind) if kind in tuple(Finding) else Kind(kind), Severity(told["severity"]), Confidence(told["confidence"]),
        Span(told["start"], told["end"]), told["text"], told["values"], Position(told["line"], told["column"]), once(told["message"]),
        once(told["why"]), once(told["remedy"]), tuple(map(once, told["evidence"])), told["identity"], decision=told.get("decision"),
    )  # fmt: skip


def _fact(told: Mapping[str, Any]) -> Fact:
    return Fact(
        Kind(told["kind"]), intern(told["rule"]), Span(told["start"], told["end"]), told["text"], told["values"], Position(told["line"], told["column"]),
        Severity.NOTE, Confidence(told["confidence"]), Zone(told["zone"]),
    )  # fmt: skip


def _match(told: Mapping[str, Any]) -> Match:
    source = told["source"]
    of = Source(*(str(source.get(name, "")) for name in Source._fields)) if source.get("id") else None
    return Match(
        MatchKind(told["kind"]), Span(told["start"], told.get("end", told["start"])), Span(source["start"], source["end"]), told["similarity"],
        told.get("words", 0), of, told.get("common", 0), tuple(Source(id) for id in told.get("also", ())),
        Source(told["earliest"]) if told.get("earliest") else None, told.get("text", ""), Position(told.get("line", 1), told.get("column", 1)),
        told.get("share", 0.0),
    )  # fmt: skip


def _reason(told: Mapping[str, Any]) -> Reason:
    span = Span(told["start"], told["end"]) if "start" in told else None
    return Reason(
        Verdict(told["verdict"]), told["rule"], told["message"], span, tuple(told.get("evidence", ())), told.get("licence", ""), told.get("missing", ""),
        told.get("flag", ""),
    )  # fmt: skip


def _said(error: Exception) -> str:
    return f"it has no {error}" if isinstance(error, KeyError) else str(error) or type(error).__name__
