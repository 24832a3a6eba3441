"""The flags of a run, read for the editor's desk: of the documents that have any, and of those that were not checked.

Whole columns are read at a time, and what many flags have in common is in memory once.
"""

import json
import os
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from compliance.batch.errors import BatchError
from compliance.batch.findings.read import Findings
from compliance.batch.findings.revive import report_of
from compliance.batch.findings.values import from_json
from compliance.batch.findings.write import path_of
from compliance.model import Confidence, Finding, Flag, Kind, Outcome, Position, Report, Severity, Span

ROWS = 4096
"""Flags that are read at a time."""
_COLUMNS = ["number", "id", "path", "outcome", "reason", "verdict", "reasons", "flags"]
_KINDS: dict[str, Any] = {str(kind): kind for kind in (*Finding, *Kind)}

Key: TypeAlias = tuple[str, int]
"""The unit and the number of a document."""


class Laid(NamedTuple):
    """A report as the desk has it: with its flags and reasons, without facts and matches."""

    key: Key
    report: Report


def laid(findings: Findings, told: Callable[[int, int], None] = lambda done, total: None) -> Iterator[Laid]:
    """The documents with flags, and those that were not checked, in order. `told` hears how many units have been read, and of how many.

    Raises BatchError where a file cannot be read.
    """
    kept: dict[str, str] = {}
    units = findings.units()
    for done, unit in enumerate(units, 1):
        try:
            yield from _of_unit(findings.folder, unit, kept)
        except (OSError, pa.ArrowException, KeyError, ValueError) as error:
            raise BatchError(f"the findings of unit {unit} in {findings.folder} cannot be read: {error}") from error
        told(done, len(units))


def unflagged(findings: Findings) -> int:
    """How many documents of the run were checked and have no flags."""
    plain = (pc.field("flags") == 0) & (pc.field("outcome").cast(pa.string()) == str(Outcome.CHECKED))
    paths = (path_of(findings.folder, "documents", unit) for unit in findings.units())
    return sum(pq.read_table(path, columns=["number"], filters=plain).num_rows for path in paths)


def _of_unit(folder: str, unit: str, kept: dict[str, str]) -> Iterator[Laid]:
    flags = _flags(path_of(folder, "flags", unit), kept)
    waiting = next(flags, None)
    with pq.ParquetFile(path_of(folder, "documents", unit)) as file:
        for batch in file.iter_batches(ROWS, columns=_COLUMNS):
            for row in zip(*map(_cells, batch.select(_COLUMNS).columns), strict=True):
                number, outcome, count = row[0], row[3], row[-1]
                found: list[Flag] = []
                while waiting is not None and waiting[0] == number:
                    found.append(waiting[1])
                    waiting = next(flags, None)
                if len(found) != count:
                    raise ValueError(f"document {number} is said to have {count} flags, and {len(found)} are there")
                if found or outcome != Outcome.CHECKED:
                    report = report_of(dict(zip(_COLUMNS, row, strict=True)))
                    yield Laid((unit, number), report._replace(flags=tuple(found)))


def _flags(path: str, kept: dict[str, str]) -> Iterator[tuple[int, Flag]]:
    """The flags in a file, with the numbers of their documents. `kept` holds sentences that many flags share, each once in memory."""
    if not os.path.exists(path):
        return
    tuples: dict[str, tuple[str, ...]] = {}
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(ROWS):
            cell = {name: _cells(column) for name, column in zip(batch.schema.names, batch.columns, strict=True)}
            for text in set(cell["evidence"]):
                if text not in tuples:
                    tuples[text] = tuple(kept.setdefault(it, it) for it in json.loads(text or "[]"))
            made = map(
                Flag, _shared(cell["rule"], kept), map(_KINDS.__getitem__, cell["kind"]), map(_SEVERITIES.__getitem__, cell["severity"]),
                map(_CONFIDENCES.__getitem__, cell["confidence"]), map(Span, cell["start"], cell["end"]), cell["text"], _objects(cell["values"]),
                map(Position, cell["line"], cell["column"]), _shared(cell["message"], kept), _shared(cell["why"], kept), _shared(cell["remedy"], kept),
                map(tuples.__getitem__, cell["evidence"]), cell["identity"], cell["before"], cell["after"], map(from_json, cell["decision"]),
            )  # fmt: skip
            yield from zip(cell["number"], made, strict=True)


_SEVERITIES = {str(it): it for it in Severity}
_CONFIDENCES = {str(it): it for it in Confidence}


def _cells(column: Any) -> list[Any]:
    """The cells of a column; of a column of words each word once in memory."""
    if not pa.types.is_dictionary(column.type):
        return column.to_pylist()  # type: ignore[no-any-return]
    words = column.dictionary.to_pylist()
    return [None if at is None else words[at] for at in column.indices.to_pylist()]


def _shared(texts: list[str], kept: dict[str, str]) -> list[str]:
    return [kept.setdefault(text, text) for text in texts]


def _objects(texts: list[str]) -> list[dict[str, Any]]:
    """JSON objects, read together, so that their keys are in memory once."""
    return json.loads(f"[{','.join([text or '{}' for text in texts])}]")  # type: ignore[no-any-return]
