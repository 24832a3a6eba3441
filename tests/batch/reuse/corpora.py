"""Runs with texts in them, as the check leaves them, and engines that do tasks in every order."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from compliance.batch.engines.interface import Lost
from compliance.batch.findings.schema import DOCUMENTS, TEXTS


class Stopped(Exception):
    """The run was killed here."""


class Engine:
    """Does tasks one after the other in this process, in an order of its own.

    Args:
        seed: of the order; None is the order in which they come.
        stop: after so many tasks everything ends, as if killed.
        lost: says of a task with what reason it comes to nothing.
    """

    jobs = 2

    def __init__(self, seed: int | None = None, stop: int | None = None, lost: Callable[[Any], Lost | None] = lambda task: None) -> None:
        self.seed, self.stop, self.lost = seed, stop, lost
        self.done: list[Any] = []

    def run(self, work: Callable[[Any], Any], tasks: Iterable[Any], memory: int = 0) -> Iterator[tuple[Any, Any]]:
        row = list(tasks)
        if self.seed is not None:
            random.Random(self.seed).shuffle(row)
        for task in row:
            if self.stop is not None and len(self.done) >= self.stop:
                raise Stopped
            self.done.append(task)
            yield task, self.lost(task) or work(task)

    def close(self) -> None:
        pass


def write_run(folder: Path, texts: Sequence[str], cuts: Sequence[int] = (), dates: Sequence[str] = ()) -> Path:
    """A run of these texts, a unit from each cut to the next; the id of a text is its index."""
    bounds = [0, *sorted(cuts), len(texts)]
    for unit, (first, last) in enumerate(pairwise(bounds)):
        name = f"{unit:08}"
        rows = range(first, last)
        numbers = [2 * (row - first) for row in rows]  # between them stands what could not be read
        put(folder, "texts", name, TEXTS, {"unit": [name] * len(rows), "number": numbers, "text": texts[first:last]})
        of = {"unit": [name] * len(rows), "number": numbers, "id": [str(row) for row in rows], "date": [dates[row] if dates else "" for row in rows]}
        put(folder, "documents", name, DOCUMENTS, of)
    return folder


def put(folder: Path, table: str, unit: str, schema: pa.Schema, columns: dict[str, Sequence[Any]]) -> None:
    path = folder / "findings" / table / f"{unit}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    count = len(columns["number"])
    arrays = [pa.array(columns[field.name], field.type) if field.name in columns else pa.nulls(count, field.type) for field in schema]
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), path, row_group_size=7)


def clusters_of(folder: Path) -> set[frozenset[int]]:
    """The clusters of a run, each by the indexes of its texts."""
    groups = defaultdict(set)
    for row in rows_of(folder, "clusters"):
        groups[row["cluster"]].add(int(row["id"]))
    return {frozenset(group) for group in groups.values()}


def rows_of(folder: Path, table: str) -> list[dict[str, Any]]:
    return pq.read_table(folder / "findings" / f"{table}.parquet").to_pylist()


def results(folder: Path) -> dict[str, bytes]:
    """The bytes of what the stage leaves."""
    return {name: (folder / "findings" / f"{name}.parquet").read_bytes() for name in ("pairs", "clusters")}
