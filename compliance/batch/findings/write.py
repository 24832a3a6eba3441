"""The files of a unit: rows are gathered in bounded memory, written as row groups, and put in place together.

Equal rows give equal bytes: where a row group ends depends on the rows alone, and nothing of the time or the machine is written.
"""

import os
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from compliance.batch.beside import discard, part_of, publish
from compliance.batch.findings.rows import Row, Rows
from compliance.batch.findings.schema import FACTS, FLAGS, KEY, MATCHES, TABLES
from compliance.batch.findings.values import storable

GROUP = 8192
"""Rows of a row group."""
GROUP_BYTES = 4 * 1024 * 1024
"""Bytes of text in a row group, about; a single longer row is a row group of its own."""
_ROW = 512  # bytes that the cells of a row take beside its words, about
_FACT, _FLAG, _MATCH = (schema.names.index("text") - len(KEY) for schema in (FACTS, FLAGS, MATCHES))
TEXT_BYTES = 1024 * 1024
"""The same for texts, of which one is looked up at a time."""


def path_of(folder: str, table: str, unit: str) -> str:
    """Where a unit's file of a table is below the folder of a run."""
    return os.path.join(folder, "findings", table, f"{unit}.parquet")


class UnitWriter:
    """Writes what was found in the documents of a unit. Nothing is there until `close`, and then all of it is.

    Args:
        folder: of the run.
        unit: its name.
    """

    def __init__(self, folder: str, unit: str) -> None:
        self._tables = {name: TableFile(path_of(folder, name, unit), schema, unit, TEXT_BYTES if name == "texts" else GROUP_BYTES)
                        for name, schema in TABLES.items()}
        self._documents, self._facts, self._flags, self._matches, self._texts = self._tables.values()

    def put(self, number: int, rows: Rows) -> None:
        """Takes the rows of one document; numbers ascend."""
        self._documents.add((number, *rows.document), 64)
        for table, text, found in ((self._facts, _FACT, rows.facts), (self._flags, _FLAG, rows.flags), (self._matches, _MATCH, rows.matches)):
            for row in found:
                table.add((number, *row), _ROW + 2 * len(row[text]))
        if rows.text is not None:
            self._texts.add((number, rows.text), len(rows.text))

    def close(self) -> dict[str, int]:
        """Puts the files in their places, and gives the bytes of each; a table without rows has none. Raises OSError."""
        for table in self._tables.values():
            table.finish()
        sizes = {name: table.publish() for name, table in self._tables.items()}
        return {name: size for name, size in sizes.items() if size}

    def abort(self) -> None:
        """Takes back what was not put in place."""
        for table in self._tables.values():
            table.abort()


class TableFile:
    """One table in one file, beside its target until it is published.

    Args:
        target: the file.
        schema: of the table. Where its first column is `unit`, rows go without it.
        unit: what that column says.
        limit: bytes of a row group, about.
    """

    def __init__(self, target: str, schema: pa.Schema, unit: str, limit: int = GROUP_BYTES) -> None:
        self._target, self._schema, self._unit, self._limit = target, schema, unit, limit
        self._rows: list[Row] = []
        self._size = 0
        self._part = ""
        self._writer: Any = None

    def add(self, row: Row, size: int) -> None:
        """Takes a row; `size` is about how many bytes it takes."""
        if self._rows and self._size + size > self._limit:
            self._flush()
        self._rows.append(row)
        self._size += size
        if len(self._rows) >= GROUP:
            self._flush()

    def finish(self) -> None:
        """Writes what is left and closes the file. Raises OSError."""
        if self._rows:
            self._flush()
        if self._writer is not None:
            self._writer.close()

    def publish(self) -> int:
        """Puts the file in its place, and says how many bytes it has; where there are no rows, removes what an earlier attempt left
        there. Raises OSError."""
        if self._writer is None:
            discard(self._target)
            return 0
        size = os.path.getsize(self._part)
        publish(self._part, self._target)
        self._part = ""
        return size

    def abort(self) -> None:
        """Removes the unfinished file."""
        if self._part:
            if self._writer is not None:
                self._writer.close()
            discard(self._part)

    def _flush(self) -> None:
        if self._writer is None:
            os.makedirs(os.path.dirname(self._target), exist_ok=True)
            self._part = part_of(self._target)
            self._writer = writer(self._part, self._schema)
        columns = list(zip(*self._rows, strict=True))
        self._rows = []
        self._size = 0
        first = [pa.repeat(pa.scalar(self._unit, pa.string()), len(columns[0]))]
        arrays = [array(column, field.type) for column, field in zip(columns, list(self._schema)[1:], strict=True)]
        self._writer.write_table(pa.Table.from_arrays([*first, *arrays], schema=self._schema), row_group_size=len(columns[0]))


def writer(path: str, schema: pa.Schema) -> Any:
    """A Parquet writer with the settings of all tables."""
    words = [field.name for field in schema if field.name in ("unit", "holder", "input") or pa.types.is_dictionary(field.type)]
    numbers = [field.name for field in schema if field.name in ("unit", "number")]
    return pq.ParquetWriter(path, schema, compression="zstd", compression_level=1, use_dictionary=words, write_statistics=numbers)


def array(column: Sequence[Any], type: Any) -> Any:
    """Cells as an Arrow array; what UTF-8 cannot hold is replaced."""
    words = pa.types.is_dictionary(type)
    inner = type.value_type if words else type
    try:
        made = pa.array(column, inner)
    except UnicodeEncodeError:
        made = pa.array([storable(cell) if isinstance(cell, str) else cell for cell in column], inner)
    return made.dictionary_encode() if words else made

