"""What the stage leaves behind: `findings/pairs.parquet` and `findings/clusters.parquet`."""

import os
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from compliance.batch.beside import beside
from compliance.batch.findings.schema import CLUSTERS, PAIRS
from compliance.batch.findings.write import writer
from compliance.batch.reuse.joining import batches, connect, listed
from compliance.batch.reuse.places import Place, findings, load

_ROWS = 1 << 16  # of a row group
_TWINS = """SELECT one, other, shared, 1.0::DOUBLE AS share, '[[0,' || ends || ',0,' || other_ends || ',1.0,"verbatim"]]' AS passages FROM twins"""


class Task(NamedTuple):
    """A join with the files of its aligned pairs."""

    place: Place
    files: Sequence[str]
    memory: int


def pairs_path(run: str) -> str:
    """The pairs of a run."""
    return os.path.join(run, "findings", "pairs.parquet")


def clusters_path(run: str) -> str:
    """The clusters of a run."""
    return os.path.join(run, "findings", "clusters.parquet")


def roots_path(place: Place) -> str:
    """Which texts hang together in the end, twins with what they stand for; the earliest text of each cluster by text."""
    return place.column("clusters")


def write_pairs(task: Task) -> int:
    """Writes all pairs with passages, and twins with the first of them; how many. Raises OSError."""
    table = task.place.texts()
    twin = np.flatnonzero(table["of"] != np.arange(len(table)))
    of = table["of"][twin]
    twins = pa.table({
        "one": of.astype(np.uint32), "other": twin.astype(np.uint32), "shared": table["prints"][twin],
        "ends": table["characters"][of], "other_ends": table["characters"][twin],
    })  # fmt: skip
    aligned = f"SELECT one, other, shared, share, passages FROM {listed(task.files)} UNION ALL" if task.files else ""
    count = 0
    with connect(task.place, "write-pairs", task.memory) as con, beside(pairs_path(task.place.run), sync=True) as part, writer(part, PAIRS) as out:
        con.register("twins", twins)
        for one, other, *rest in _groups(batches(con, f"{aligned} {_TWINS} ORDER BY one, other", _ROWS)):
            columns = [*_key(task.place, table, one.to_numpy()), *_key(task.place, table, other.to_numpy()), *rest]
            out.write_table(pa.Table.from_arrays([column.cast(field.type) for column, field in zip(columns, PAIRS, strict=True)], schema=PAIRS))
            count += len(one)
    return count


def write_clusters(task: Task) -> tuple[int, int]:
    """Writes the clusters; how many there are, and texts in them. Raises OSError."""
    table = task.place.texts()
    root = np.array(load(roots_path(task.place))).astype(np.int64)
    ties = _ties(task, table, root)
    sizes = np.bincount(root, minlength=len(root))
    texts = np.flatnonzero(sizes[root] > 1)
    moments = np.array(table["moment"])
    order = np.lexsort((texts, moments[texts], root[texts], moments[root[texts]], -sizes[root[texts]]))
    texts = texts[order]
    begin = np.flatnonzero(np.diff(root[texts], prepend=-1))
    held = np.diff(np.append(begin, len(texts)))
    units, numbers = _key(task.place, table, texts)
    ids, dates = _described(task.place, texts)
    columns = [
        pa.array(np.repeat(np.arange(len(begin)), held)),
        pa.array(np.arange(len(texts)) - np.repeat(begin, held)),
        units, numbers, pa.array(ids, pa.string()), pa.array(dates, pa.string()), pa.array(ties[texts]),
    ]  # fmt: skip
    with beside(clusters_path(task.place.run), sync=True) as part, writer(part, CLUSTERS) as out:
        rows = pa.Table.from_arrays([column.cast(field.type) for column, field in zip(columns, CLUSTERS, strict=True)], schema=CLUSTERS)
        out.write_table(rows, row_group_size=_ROWS)
    return len(begin), len(texts)


def _ties(task: Task, table: Any, root: NDArray[np.int64]) -> NDArray[np.float64]:
    """For each text the share of its strongest tie to another of its cluster."""
    ties = np.zeros(len(root))
    for path in task.files:
        rows = pq.read_table(path, columns=["one", "other", "share"], use_threads=False)
        one, other, part = (rows[name].to_numpy() for name in ("one", "other", "share"))
        inside = root[one] == root[other]
        for side in (one, other):
            np.maximum.at(ties, side[inside], part[inside])
    twin = np.flatnonzero(table["of"] != np.arange(len(table)))
    ties[twin] = ties[table["of"][twin]] = 1.0
    return ties


def _key(place: Place, table: Any, texts: NDArray[Any]) -> tuple[Any, Any]:
    """The units and numbers of texts."""
    units = place.units()
    index = np.searchsorted([unit.first for unit in units], texts, "right") - 1
    names = pa.DictionaryArray.from_arrays(pa.array(index.astype(np.int32)), pa.array([unit.name for unit in units], pa.string()))
    return names.cast(pa.string()), pa.array(np.array(table["number"][texts]))


def _described(place: Place, texts: NDArray[np.int64]) -> tuple[list[str], list[str]]:
    """Ids and dates of texts, from the table of documents."""
    found: dict[int, tuple[str, str]] = {}
    table, ordered = place.texts(), np.sort(texts)
    for unit in place.units():
        some = ordered[slice(*np.searchsorted(ordered, (unit.first, unit.first + unit.texts)))]
        path = findings(place.run, "documents", unit.name)
        if len(some) and os.path.exists(path):
            rows = pq.read_table(path, columns=["number", "id", "date"], use_threads=False)
            numbers = np.array(table["number"][some])
            rows = rows.take(np.flatnonzero(np.isin(rows["number"].to_numpy(), numbers)))
            text_of = dict(zip(numbers.tolist(), some.tolist(), strict=True))
            for number, name, date in zip(*(rows[column].to_pylist() for column in ("number", "id", "date")), strict=True):
                found[text_of[number]] = name or "", date or ""
    both = [found.get(text, ("", "")) for text in texts.tolist()]
    return [name for name, _ in both], [date for _, date in both]


def _groups(reader: Any) -> Iterator[list[Any]]:
    """The columns of a result in groups of so many rows, however it comes."""
    waiting: list[Any] = []
    count = 0
    for batch in reader:
        left = batch
        while left.num_rows:
            some = left.slice(0, _ROWS - count)
            waiting.append(some)
            count += some.num_rows
            left = left.slice(some.num_rows)
            if count == _ROWS:
                yield pa.Table.from_batches(waiting).combine_chunks().columns
                waiting, count = [], 0
    if waiting:
        yield pa.Table.from_batches(waiting).combine_chunks().columns
