"""What a run has found, read again: report by report in bounded memory, one by one, or as tables for SQL."""

import glob
import json
import os
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import TracebackType
from typing import Any, NamedTuple, Self

import pyarrow as pa
import pyarrow.parquet as pq

from compliance.batch.errors import BatchError
from compliance.batch.findings.revive import report_of
from compliance.batch.findings.rows import Row
from compliance.batch.findings.schema import CLUSTERS, INPUTS, PAIRS, TABLES, VERSION
from compliance.batch.findings.write import path_of
from compliance.model import Report

MANIFEST = "manifest.json"
OPEN = 16
"""Files that are held open at a time, each with its last row group."""
ROWS = 2048
"""Rows that are held at a time while reports pass by."""


class Entry(NamedTuple):
    """A document of the run: its key, its row of the table of documents by the names of the columns, and its report.

    `text` is its text where it was asked for and is kept, else None.
    """

    unit: str
    number: int
    row: Mapping[str, Any]
    report: Report
    text: str | None = None


class Findings:
    """The findings below a folder. A context: leaving it closes the files.

    Args:
        folder: of the run.
        manifest: its manifest.
    """

    def __init__(self, folder: str, manifest: Mapping[str, Any]) -> None:
        self.folder = folder
        self.manifest = manifest
        self._files: OrderedDict[tuple[str, str], _Groups] = OrderedDict()

    @classmethod
    def open(cls, folder: "str | os.PathLike[str]") -> "Findings":
        """The findings of a run that has ended. Raises BatchError where there are none, or none that this version can read."""
        where = os.fspath(folder)
        return cls(where, read_manifest(os.path.join(where, MANIFEST)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the files; they are opened again when they are needed."""
        while self._files:
            self._files.popitem()[1].close()

    def units(self) -> list[str]:
        """The names of the units, in order."""
        return units_below(self.folder)

    def reports(
        self, chosen: Callable[[Mapping[str, Any]], bool] = lambda row: True, texts: bool = False, units: Iterable[str] | None = None
    ) -> Iterator[Entry]:
        """The documents with their reports, in the order of their keys.

        Args:
            chosen: whether a document is wanted, by its row of the table of documents.
            texts: give the texts too.
            units: those of these units only.
        """
        for unit in self.units() if units is None else units:
            yield from _entries(self.folder, unit, chosen, texts)

    def report(self, unit: str, number: int) -> Report:
        """The report of one document. Raises KeyError where there is no such document."""
        return self.entry(unit, number).report

    def entry(self, unit: str, number: int, text: bool = False) -> Entry:
        """One document, with its text where it is asked for. Raises KeyError where there is no such document."""
        found = self._rows("documents", unit, number)
        if not found:
            raise KeyError((unit, number))
        row = dict(zip(TABLES["documents"].names, found[0], strict=False))
        facts, flags, matches = (self._rows(name, unit, number) if row[name] else [] for name in ("facts", "flags", "matches"))
        return Entry(unit, number, row, report_of(row, facts, flags, matches), self.text(unit, number) if text else None)

    def text(self, unit: str, number: int) -> str | None:
        """The text of a document; None where it was not kept."""
        found = self._rows("texts", unit, number)
        return found[0][2] if found else None

    def connect(self, memory: int = 0, threads: int = 0) -> Any:
        """A DuckDB connection with the views documents, facts, flags, matches, texts, pairs, clusters and inputs.

        Args:
            memory: bytes that DuckDB may take; its own choice where it is 0.
            threads: likewise.
        """
        return connect(self.folder, memory, threads)

    def _rows(self, table: str, unit: str, number: int) -> list[Row]:
        key = table, unit
        groups = self._files.get(key)
        if groups is None:
            path = path_of(self.folder, table, unit)
            if not os.path.exists(path):
                return []
            groups = self._files[key] = _Groups(path, TABLES[table].names)
            while len(self._files) > OPEN:
                self._files.popitem(last=False)[1].close()
        self._files.move_to_end(key)
        return groups.rows(number)


def read_manifest(path: str) -> dict[str, Any]:
    """A manifest. Raises BatchError where it cannot be used, with the way out."""
    try:
        with open(path, encoding="utf-8") as file:
            manifest = json.load(file)
    except FileNotFoundError:
        folder = os.path.dirname(path) or "."
        if os.path.exists(os.path.join(folder, "work", "plan.json")):
            raise BatchError(f"the run in {folder} has not ended: give its command again, and it goes on where it was") from None
        raise BatchError(f"there is no {path}: that is no folder of compliance batch --out") from None
    except (OSError, ValueError) as error:
        raise BatchError(f"{path} cannot be read: {error}") from None
    if not isinstance(manifest, dict) or manifest.get("schema") != VERSION:
        raise BatchError(f"{path} is of another version of compliance: check the batch again, into another folder")
    return manifest


def units_below(folder: str) -> list[str]:
    """The names of the units of a run, in order."""
    found = glob.glob("*.parquet", root_dir=os.path.join(folder, "findings", "documents"))
    return sorted(name.removesuffix(".parquet") for name in found if not name.startswith("."))


def connect(folder: str, memory: int = 0, threads: int = 0) -> Any:
    """A DuckDB connection with a view for each table below the folder of a run; a table without files is empty."""
    import duckdb

    settings: dict[str, Any] = {"threads": threads} if threads else {}
    if memory:
        settings["memory_limit"] = f"{max(memory >> 20, 64)}MiB"
    connection = duckdb.connect(config=settings)
    for name, schema in TABLES.items():
        _view(connection, name, os.path.join(glob.escape(os.path.join(folder, "findings", name)), "*.parquet"), schema)
    for name, schema in (("pairs", PAIRS), ("clusters", CLUSTERS), ("inputs", INPUTS)):
        _view(connection, name, glob.escape(os.path.join(folder, "findings", f"{name}.parquet")), schema)
    return connection


def _view(connection: Any, name: str, pattern: str, schema: pa.Schema) -> None:
    if any(True for _ in glob.iglob(pattern)):
        quoted = pattern.replace("'", "''")
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{quoted}', union_by_name = true)")
    else:
        plain = [pa.field(it.name, it.type.value_type if pa.types.is_dictionary(it.type) else it.type) for it in schema]
        connection.register(f"no_{name}", pa.schema(plain).empty_table())
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM no_{name}")


def _entries(folder: str, unit: str, chosen: Callable[[Mapping[str, Any]], bool], texts: bool) -> Iterator[Entry]:
    names = TABLES["documents"].names
    wanted = ("facts", "flags", "matches", "texts") if texts else ("facts", "flags", "matches")
    streams = {name: _Stream(path_of(folder, name, unit), TABLES[name].names) for name in wanted}
    try:
        for cells in stream(path_of(folder, "documents", unit), names):
            row = dict(zip(names, cells, strict=False))
            if not chosen(row):
                continue
            number = row["number"]
            facts, flags, matches = (streams[name].take(number) if row[name] else [] for name in wanted[:3])
            text = streams["texts"].take(number) if texts else []
            yield Entry(unit, number, row, report_of(row, facts, flags, matches), text[0][2] if text else None)
    finally:
        for it in streams.values():
            it.close()


def stream(path: str, names: list[str]) -> Iterator[Row]:
    """The rows of a file, a few thousand at a time in memory; none where it is not there. A column that the file lacks is None."""
    if not os.path.exists(path):
        return
    with pq.ParquetFile(path) as file:
        for group in range(file.num_row_groups):
            for batch in file.iter_batches(ROWS, row_groups=[group]):
                yield from _cells(batch, names)


def _cells(batch: Any, names: list[str]) -> Iterator[Row]:
    there = set(batch.schema.names)
    return zip(*[batch.column(name).to_pylist() if name in there else [None] * len(batch) for name in names], strict=True)


class _Stream:
    """The rows of a file, taken document by document in their order."""

    def __init__(self, path: str, names: list[str]) -> None:
        self._rows = stream(path, names)
        self._next: Row | None = next(self._rows, None)

    def take(self, number: int) -> list[Row]:
        """The rows of a document; those before it are passed over."""
        while self._next is not None and self._next[1] < number:
            self._next = next(self._rows, None)
        found = []
        while self._next is not None and self._next[1] == number:
            found.append(self._next)
            self._next = next(self._rows, None)
        return found

    def close(self) -> None:
        self._rows.close()  # type: ignore[attr-defined]


class _Groups:
    """A file whose rows are looked up by the number of their document; the last row group stays in memory."""

    def __init__(self, path: str, names: list[str]) -> None:
        self._file = pq.ParquetFile(path)
        self._names = names
        meta = self._file.metadata
        column = meta.schema.names.index("number")
        found = [meta.row_group(group).column(column).statistics for group in range(meta.num_row_groups)]
        self._ranges = [(it.min, it.max) for it in found]
        self._held: tuple[int, Any] | None = None

    def rows(self, number: int) -> list[Row]:
        """The rows of a document."""
        rows: list[Row] = []
        for group, (first, last) in enumerate(self._ranges):
            if first <= number <= last:
                table = self._group(group)
                numbers = table.column("number").to_numpy()
                start, end = numbers.searchsorted(number), numbers.searchsorted(number, "right")
                if end > start:
                    for batch in table.slice(start, end - start).combine_chunks().to_batches():
                        rows += _cells(batch, self._names)
        return rows

    def close(self) -> None:
        self._file.close()
        self._held = None

    def _group(self, group: int) -> Any:
        if self._held is None or self._held[0] != group:
            self._held = group, self._file.read_row_group(group)
        return self._held[1]
