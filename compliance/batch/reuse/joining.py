"""DuckDB within a limit of memory: one thread, and a folder of its own for what does not fit."""

import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb
import pyarrow.parquet as pq

from compliance.batch.reuse.places import Place

LEAST = 96 * 1024 * 1024
"""Bytes below which DuckDB cannot work."""


@contextmanager
def connect(place: Place, name: str, memory: int) -> Iterator[Any]:
    """A connection for one task.

    Args:
        place: in which what does not fit into memory is put.
        name: of the task, which nobody else at work has.
        memory: bytes that DuckDB may take.
    """
    folder = os.path.join(place.join, "spill", f"{name}-{secrets.token_hex(4)}")
    con = duckdb.connect(config={"threads": 1, "memory_limit": f"{max(LEAST, memory) >> 20}MiB", "temp_directory": folder})
    try:
        con.execute("SET preserve_insertion_order = false")
        yield con
    finally:
        con.close()
        shutil.rmtree(folder, ignore_errors=True)


def batches(con: Any, query: str, rows: int) -> Iterator[Any]:
    """What a statement gives, as Arrow batches of so many rows. It goes over a file, which every version of DuckDB writes alike and within
    its limit of memory."""
    (folder,) = con.execute("SELECT current_setting('temp_directory')").fetchone()
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "result.parquet")
    con.execute(f"COPY ({query}) TO {quoted(path)} (FORMAT parquet, COMPRESSION uncompressed)")
    with pq.ParquetFile(path) as file:
        yield from file.iter_batches(rows, use_threads=False)
    os.unlink(path)


def listed(paths: Sequence[str]) -> str:
    """Parquet files as one table of a statement."""
    return f"read_parquet([{', '.join(map(quoted, paths))}])"


def quoted(text: str) -> str:
    """A string of a statement."""
    return "'" + text.replace("'", "''") + "'"
