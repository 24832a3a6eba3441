"""The rows of an earlier run, looked up by unit and number, a row group of each table at a time in memory."""

import os
from collections import OrderedDict
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from compliance.batch.findings.rows import Row, Rows
from compliance.batch.findings.schema import DOCUMENTS, TABLES
from compliance.batch.findings.write import path_of

OPEN = 8
"""Files that are held open at a time, each with its last row group: two units."""
WASTE, WASTE_EACH = 100_000, 20
"""Rows that may be read for nothing, and how many more for each document that is asked for: beyond it, in an order that has little in
common with that of the earlier run, checking again is cheaper than looking up."""

_FOUND = ("facts", "flags", "matches")
_OUTCOME, *_COUNTS = (DOCUMENTS.names.index(name) - 2 for name in ("outcome", *_FOUND))


class Stored:
    """The findings below the folder of a run. A document whose rows cannot be had is None, and must be checked."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._files: OrderedDict[tuple[str, str], _File | None] = OrderedDict()
        self._asked = self._used = 0
        self._gone = 0

    def document(self, unit: str, number: int) -> Row | None:
        """The row of a document in the table of documents, without its key."""
        self._asked += 1
        found = self._rows("documents", unit, number)
        return found[0] if found else None

    def rest(self, unit: str, number: int, document: Row, text: bytes | None) -> Rows | None:
        """All rows of a document, given that one. `text` is its text, where it is to be kept."""
        counts = [document[at] for at in _COUNTS]
        facts, flags, matches = (self._rows(table, unit, number) if count else [] for table, count in zip(_FOUND, counts, strict=True))
        if facts is None or flags is None or matches is None or [len(facts), len(flags), len(matches)] != counts:
            return None
        return Rows(document, facts, flags, matches, text)

    def text(self, unit: str, number: int) -> bytes | None:
        """The text of a document in UTF-8, where it was kept."""
        found = self._rows("texts", unit, number)
        return found[0][0] if found else None

    def _rows(self, table: str, unit: str, number: int) -> list[Row] | None:
        file = self._file(table, unit)
        if file is None or self._gone + sum(it.read for it in self._files.values() if it) - self._used > WASTE + WASTE_EACH * self._asked:
            return None
        found = file.rows(number)
        self._used += len(found)
        return found

    def _file(self, table: str, unit: str) -> "_File | None":
        key = table, unit
        if key not in self._files:
            self._files[key] = _opened(path_of(self._folder, table, unit), TABLES[table].names)
            while len(self._files) > OPEN:
                gone = self._files.popitem(last=False)[1]
                if gone is not None:
                    self._gone += gone.read
                    gone.close()
        self._files.move_to_end(key)
        return self._files[key]


def is_checked(document: Row) -> bool:
    """Whether a document, by its row, was checked and nothing went wrong."""
    return document[_OUTCOME] == "checked"  # type: ignore[no-any-return]


def may_change(document: Row) -> bool:
    """Whether a judgement of a document, by its row, may come out otherwise at another moment: it says something, or holds words of others."""
    return bool(document[_COUNTS[0]] or document[_COUNTS[2]])


def is_found(document: Row) -> bool:
    """Whether anything was found in a document, by its row, so that its text is kept."""
    return any(document[at] for at in _COUNTS)


class _File:
    """A table of a unit. `read` counts the rows that were read."""

    def __init__(self, file: Any) -> None:
        self._file = file
        meta = file.metadata
        column = meta.schema.names.index("number")
        found = [meta.row_group(group).column(column).statistics for group in range(meta.num_row_groups)]
        self._ranges = [(it.min, it.max) for it in found]
        self._held = -1
        self._rows: dict[int, list[Row]] = {}
        self.read = 0

    def rows(self, number: int) -> list[Row]:
        rows: list[Row] = []
        for group, (first, last) in enumerate(self._ranges):
            if first <= number <= last:
                rows += self._group(group).get(number, ())
        return rows

    def close(self) -> None:
        self._file.close()

    def _group(self, group: int) -> dict[int, list[Row]]:
        if group != self._held:
            self._rows = {}
            table = self._file.read_row_group(group)
            numbers, *columns = [_cells(column) for column in table.columns[1:]]
            for number, *row in zip(numbers, *columns, strict=True):
                self._rows.setdefault(number, []).append(tuple(row))
            self._held = group
            self.read += len(table)
        return self._rows


def _opened(path: str, names: list[str]) -> _File | None:
    """The file of a table; None where there is none, or one of another version."""
    if not os.path.exists(path):
        return None
    try:
        file = pq.ParquetFile(path)
    except (OSError, pa.ArrowException):
        return None
    if file.schema_arrow.names != names:
        file.close()
        return None
    return _File(file)


def _cells(column: Any) -> list[Any]:
    if pa.types.is_large_string(column.type):
        column = column.cast(pa.large_binary())
    if not pa.types.is_dictionary(column.type):
        return column.to_pylist()  # type: ignore[no-any-return]
    made: list[Any] = []
    for chunk in column.chunks:
        words = chunk.dictionary.to_pylist()
        made += [None if at is None else words[at] for at in chunk.indices.to_pylist()]
    return made
