"""The tables of a run as views of a DuckDB connection that keeps within a limit of memory."""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from compliance.batch.findings.schema import CLUSTERS, PAIRS, TABLES
from compliance.batch.findings.values import storable

MEMORY = "1GB"
"""What grouping and sorting may take; what needs more goes to temporary files."""
_PIECE = 2_000  # rows fetched at a time


def connect(scratch: str, memory: str = MEMORY, threads: int = 0) -> Any:
    """A connection for tables that are larger than memory.

    Args:
        scratch: a folder for what does not fit into memory; the caller removes it.
        memory: the limit, as DuckDB writes it.
        threads: how many; as many as there are cores where it is 0.
    """
    import duckdb

    config: dict[str, Any] = {"memory_limit": memory, "temp_directory": scratch, "autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    if threads:
        config["threads"] = str(threads)
    return duckdb.connect(config=config)


def add_views(connection: Any, folder: str) -> None:
    """A view for each table of a run, under its name, empty where the run has none; those by unit with `place`, which counts the
    rows of a unit from 0 and so names a row together with `unit`."""
    for name, schema in {**TABLES, "pairs": PAIRS, "clusters": CLUSTERS}.items():
        connection.register("nothing", schema.empty_table())
        connection.execute(f"CREATE TABLE {name}_none AS SELECT *{', 0::BIGINT AS place' if name in TABLES else ''} FROM nothing")
        connection.unregister("nothing")
    for name in TABLES:
        connection.execute(f"CREATE VIEW {name} AS {_reading(name, list(unit_files(folder, name).values()))}")
    for name in ("pairs", "clusters", "gone"):
        path = os.path.join(folder, "findings", f"{name}.parquet")
        there = os.path.isfile(path)
        if there or name != "gone":
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM {_files([path]) if there else f'{name}_none'}")


def narrow(connection: Any, files: Mapping[str, str]) -> None:
    """Makes the views of a connection those of one unit: temporary ones that go before the others.

    Args:
        connection: a cursor of the one with the views.
        files: the unit's, by table.
    """
    for name in TABLES:
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {_reading(name, [files[name]] if name in files else [])}")


def files_by_unit(folder: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The units of a run in their order, each with its files by table."""
    tables = {name: unit_files(folder, name) for name in TABLES}
    for unit in tables["documents"]:
        yield unit, {name: files[unit] for name, files in tables.items() if unit in files}


def unit_files(folder: str, table: str) -> dict[str, str]:
    """The files of a table by unit, in the order of the units."""
    inside = os.path.join(folder, "findings", table)
    if not os.path.isdir(inside):
        return {}
    names = sorted(name for name in os.listdir(inside) if name.endswith(".parquet") and not name.startswith((".", "_")))
    return {name.removesuffix(".parquet"): os.path.join(inside, name) for name in names}


def rows(connection: Any, query: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    """The rows of a query as they come, through a cursor of its own, so that several may be read at once."""
    cursor = connection.cursor()
    try:
        yield from fetched(cursor, query, values)
    finally:
        cursor.close()


def fetched(cursor: Any, query: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    """The rows of a query as they come; the cursor may do nothing else meanwhile."""
    cursor.execute(query, values)
    while some := cursor.fetchmany(_PIECE):
        yield from some


def put(connection: Any, table: str, held: list[tuple[Any, ...]]) -> None:
    """Adds rows to a table, and empties the list; what UTF-8 cannot hold is replaced."""
    import pyarrow as pa

    if not held:
        return
    columns = [pa.array([storable(cell) if type(cell) is str else cell for cell in column]) for column in zip(*held, strict=True)]
    cursor = connection.cursor()
    cursor.register("fresh", pa.table(columns, names=[f"c{at}" for at in range(len(columns))]))
    cursor.execute(f"INSERT INTO {table} SELECT * FROM fresh")
    cursor.close()
    held.clear()


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def _reading(name: str, paths: list[str]) -> str:
    if not paths:
        return f"SELECT * FROM {name}_none"
    clean = f" REPLACE ({_CLEAN.format(_QUERIED[name])} AS {_QUERIED[name]})" if name in _QUERIED else ""
    return f"SELECT * EXCLUDE (file_row_number){clean}, file_row_number AS place FROM {_files(paths, ', file_row_number = true')}"


_QUERIED = {"documents": "reasons", "flags": "decision", "matches": "record"}
"""Columns of JSON that queries look into."""
_CLEAN = r"""CASE WHEN contains({0}, '\ud')
    THEN regexp_replace(replace({0}, '\\', '\u005c'), '\\u[dD][89abcdefABCDEF][0-9a-fA-F]{{2}}', '\\ufffd', 'g') ELSE {0} END"""
"""JSON with a replacement sign for each escape of a surrogate: only lone ones are ever escaped, and DuckDB refuses these."""


def _files(paths: list[str], more: str = "") -> str:
    listed = ", ".join(quoted(_plain(path)) for path in paths)
    return f"read_parquet([{listed}]{more}, union_by_name = true)"


def _plain(path: str) -> str:
    """A path of which DuckDB takes no sign for a pattern."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in path)
