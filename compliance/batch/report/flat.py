"""Tables for programs: the same columns and rows as CSV, JSONL or Parquet."""

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any, NamedTuple, TextIO

from compliance.batch.report import csv_
from compliance.output.encode import encode

_GROUP = 16_384  # rows of a row group


class Kind(Enum):
    """What stands in a column."""

    TEXT = "text"
    TEXTS = "texts"  # several; in CSV joined by "; "
    NUMBER = "number"
    FRACTION = "fraction"  # None where it is not known
    TRUTH = "truth"  # in CSV yes or no


class Table(NamedTuple):
    """Columns with their kinds, and rows as they come."""

    columns: tuple[tuple[str, Kind], ...]
    rows: Iterator[tuple[Any, ...]]


def write_csv(stream: TextIO, table: Table) -> int:
    """Writes a header and the rows as `csv_.write_csv`; returns how many rows there were."""
    rows = (tuple(_CELLS[kind](value) for (_, kind), value in zip(table.columns, row, strict=True)) for row in table.rows)
    return csv_.write_csv(stream, tuple(name for name, _ in table.columns), rows)


_CELLS: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: str,
    Kind.TEXTS: "; ".join,
    Kind.NUMBER: int,
    Kind.FRACTION: lambda number: "" if number is None else number,
    Kind.TRUTH: lambda truth: "yes" if truth else "no",
}


def write_jsonl(stream: TextIO, table: Table) -> int:
    """Writes an object a row; what is empty or not known is there too. Returns how many rows there were."""
    names = [name for name, _ in table.columns]
    count = 0
    for row in table.rows:
        stream.write(encode(dict(zip(names, row, strict=True))) + "\n")
        count += 1
    return count


def write_parquet(path: str, table: Table) -> int:
    """Writes a file, row group by row group; returns how many rows there were. Raises OSError."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from compliance.batch.findings.values import storable

    types = {Kind.TEXT: pa.string(), Kind.TEXTS: pa.list_(pa.string()), Kind.NUMBER: pa.int64(), Kind.FRACTION: pa.float64(), Kind.TRUTH: pa.bool_()}
    schema = pa.schema([(name, types[kind]) for name, kind in table.columns])
    clean: Mapping[Kind, Callable[[Any], Any]] = {Kind.TEXT: storable, Kind.TEXTS: lambda words: [storable(word) for word in words]}
    count = 0
    held: list[tuple[Any, ...]] = []

    with pq.ParquetWriter(path, schema, compression="zstd") as writer:

        def put() -> None:
            columns = [
                pa.array([clean[kind](value) for value in column] if kind in clean else column, types[kind])
                for (_, kind), column in zip(table.columns, zip(*held, strict=True), strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))

        for row in table.rows:
            held.append(row)
            count += 1
            if len(held) >= _GROUP:
                put()
                held = []
        if held:
            put()
    return count
