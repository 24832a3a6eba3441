"""What is new, changed, unchanged and gone since an earlier run, counted over the documents of both."""

import glob
import os
from typing import Any

import pyarrow as pa

from compliance.batch.beside import beside
from compliance.batch.findings.read import connect
from compliance.batch.findings.write import array, writer

TABLE = "gone.parquet"
GONE = pa.schema([("id", pa.string()), ("path", pa.string()), ("input", pa.dictionary(pa.int32(), pa.string()))])
"""`findings/gone.parquet`: documents of the earlier run that are not there any more, in their order."""
_ROWS = 65536

# A document goes by its id and path; of several that share both, by its place among them.
_SAME = """
SELECT id, path, input::VARCHAR AS input, unit, number, (digest, title, author, address, section::VARCHAR, date, source::VARCHAR,
    CASE WHEN digest IS NULL THEN outcome::VARCHAR || reason END) AS state, row_number() OVER (PARTITION BY id, path ORDER BY unit, number) AS place
FROM {documents}"""
_COUNT = """
SELECT count(*) FILTER (o.id IS NULL), count(*) FILTER (o.id IS NOT NULL AND n.id IS NOT NULL AND o.state IS DISTINCT FROM n.state),
    count(*) FILTER (o.id IS NOT NULL AND n.id IS NOT NULL AND o.state IS NOT DISTINCT FROM n.state), count(*) FILTER (n.id IS NULL)
FROM now n FULL JOIN old o ON n.id = o.id AND n.path IS NOT DISTINCT FROM o.path AND n.place = o.place"""
_GONE = """
SELECT id, path, input FROM old o
WHERE NOT EXISTS (FROM now n WHERE n.id = o.id AND n.path IS NOT DISTINCT FROM o.path AND n.place = o.place) ORDER BY unit, number"""


def changes(folder: str, earlier: str, memory: int = 0) -> dict[str, int]:
    """Counts the documents of a run that are new, changed and unchanged since an earlier one, and those that are gone, which it lists
    in `findings/gone.parquet`. A document has changed where its text, or what its metadata say, is another.

    Args:
        folder: of the run.
        earlier: the folder of the earlier one.
        memory: bytes that DuckDB may take; its own choice where it is 0.
    """
    scratch = os.path.join(folder, "work", "since", "scratch")
    with connect(folder, memory) as connection, connect(earlier, memory) as before:
        connection.execute(f"SET temp_directory = '{_quoted(scratch)}'")
        there = before.execute("SELECT count(*) FROM documents").fetchall()[0][0]
        old = os.path.join(glob.escape(os.path.join(earlier, "findings", "documents")), "*.parquet")
        documents = f"read_parquet('{_quoted(old)}', union_by_name = true)" if there else "(FROM documents LIMIT 0)"
        for name, listed in (("now", "documents"), ("old", documents)):
            connection.execute(f"CREATE TEMP VIEW {name} AS {_SAME.format(documents=listed)}")
        new, changed, unchanged, gone = connection.execute(_COUNT).fetchall()[0]
        _list(connection.execute(_GONE), os.path.join(folder, "findings", TABLE))
    return {"new": new, "changed": changed, "unchanged": unchanged, "gone": gone}


def _list(found: Any, target: str) -> None:
    with beside(target) as part, writer(part, GONE) as table:
        while rows := found.fetchmany(_ROWS):
            columns = zip(*rows, strict=True)
            table.write_table(pa.Table.from_arrays([array(column, field.type) for column, field in zip(columns, GONE, strict=True)], schema=GONE))


def _quoted(text: str) -> str:
    return text.replace("'", "''")
