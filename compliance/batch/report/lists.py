"""Lists of what may go into a data set, and of what may not: every name in the run is on one of the two."""

from collections.abc import Iterator
from typing import Any, TextIO

from compliance.batch.report.allowed import Policy
from compliance.batch.report.answers import Watch, answer_all
from compliance.batch.report.flat import Kind, Table, write_jsonl
from compliance.batch.report.opening import Run

BY = ("id", "address", "domain")
"""What documents can be named by."""
_COLUMNS = (("name", Kind.TEXT), ("documents", Kind.NUMBER), ("denied", Kind.NUMBER), ("reason", Kind.TEXT))


def table(run: Run, policy: Policy, by: str, allowed: bool, watch: Watch = iter) -> tuple[Table, int]:
    """The names that are allowed, or those that are not, in their order, and how many documents have none.

    A name is allowed where all documents of that name are. `denied` counts those that are not, and `reason` is the most frequent of
    theirs, else of all.

    Args:
        run: that was opened.
        policy: what allows a document.
        by: one of `BY`.
        allowed: which of the lists.
        watch: sees the documents pass by.
    """
    answer_all(run, policy, watch)
    query = f"""
        WITH told AS (SELECT {by} AS name, allowed, reason, count(*) AS often FROM answers WHERE {by} <> '' GROUP BY ALL)
        SELECT name, sum(often)::BIGINT, coalesce(sum(often) FILTER (NOT allowed), 0)::BIGINT, min_by(reason, (allowed, -often, reason))
        FROM told GROUP BY name HAVING bool_and(allowed) = ? ORDER BY name"""
    return Table(_COLUMNS, run.rows(query, [allowed])), run.one(f"SELECT count(*) FROM answers WHERE {by} = ''")[0]


def write_names(names: TextIO, reasons: TextIO, listed: Table) -> tuple[int, int]:
    """Writes each name on a line of its own and nothing else, and an object a line with the reasons beside it.

    Returns:
        How many names there were, and how many of them hold a line end, so that they stand beside the reasons alone.
    """
    left = 0

    def passed() -> Iterator[tuple[Any, ...]]:
        nonlocal left
        for row in listed.rows:
            if row[0].splitlines() == [row[0]] and row[0] == row[0].strip():
                names.write(row[0] + "\n")
            else:
                left += 1
            yield row

    return write_jsonl(reasons, Table(listed.columns, passed())), left
