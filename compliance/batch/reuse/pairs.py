"""Counts of all parts → the pairs of texts that share enough to be looked at, a range of texts at a time."""

import os
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from compliance.batch.beside import beside, write_json
from compliance.batch.reuse.joining import batches, connect, listed
from compliance.batch.reuse.places import Place, load, load_json

ENOUGH = 3
"""Fingerprints that few texts hold and both of a pair do, from which on it is looked at."""
SCHEMA = pa.schema([("one", pa.uint32()), ("other", pa.uint32()), ("shared", pa.uint32()), ("alike", pa.uint32())])
"""`alike` is `shared` by the fingerprints of the text that has fewer, in millionths."""

_ROWS = 1 << 17


class Task(NamedTuple):
    """One of `parts` ranges of texts; `counts` is how many parts the hashes were in, `part_of_shorter` what else is enough."""

    place: Place
    part: int
    parts: int
    counts: int
    part_of_shorter: float
    memory: int


def do(task: Task) -> int:
    """Writes the pairs of a range that share enough, unless that is done; how many. Raises OSError."""
    target = task.place.candidates(task.part, task.parts)
    note = target + ".json"
    if os.path.exists(note):
        return int(load_json(note))
    prints = load(task.place.column("prints"))
    low, high = (len(prints) * (task.part + step) // task.parts for step in (0, 1))
    files = [task.place.counts(part, task.counts) for part in range(task.counts)]
    found = 0
    with connect(task.place, f"pairs-{task.part}", task.memory) as con, beside(target) as part, pq.ParquetWriter(part, SCHEMA, compression="zstd") as writer:
        query = (
            f"SELECT one, other, sum(shared)::UINTEGER AS shared, sum(rare)::UINTEGER AS rare FROM {listed(files)} WHERE one >= {low} AND one < {high} "
            "GROUP BY one, other ORDER BY one, other"
        )
        for batch in batches(con, query, _ROWS):
            one, other, shared, rare = (column.to_numpy(zero_copy_only=False) for column in batch.columns)
            kept, alike = enough(shared, rare, np.minimum(prints[one], prints[other]).astype(np.uint32), task.part_of_shorter)
            found += len(kept)
            writer.write_table(pa.Table.from_arrays([pa.array(column[kept]) for column in (one, other, shared, alike)], schema=SCHEMA))
    write_json(note, found)
    return found


def enough(shared: NDArray[Any], rare: NDArray[Any], prints: NDArray[Any], part_of_shorter: float) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
    """Which pairs share enough, and how alike all are, in millionths.

    Args:
        shared: fingerprints in common, as far as they were counted.
        rare: those of them that few texts hold.
        prints: of the text that has fewer.
        part_of_shorter: the part of these that is enough, whoever else holds them.
    """
    alike = (np.minimum(shared, prints).astype(np.uint64) * 1_000_000 // prints).astype(np.uint32)
    return np.flatnonzero((rare >= ENOUGH) | (shared >= part_of_shorter * prints)), alike
