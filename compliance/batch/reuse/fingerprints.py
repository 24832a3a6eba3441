"""A unit's texts → their fingerprints: one file, ascending, of which every range of hashes can be read by itself."""

import hashlib
import os
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pyarrow.parquet as pq

from compliance.batch.beside import write_json
from compliance.batch.reuse.moments import UNDATED, moment
from compliance.batch.reuse.places import TEXTS, done_path, findings, keys_path, load_json, save, texts_path
from compliance.batch.reuse.sampling import sample

_AT_ONCE = 1 << 24  # bytes of texts that are sampled in one go


class Task(NamedTuple):
    """A unit of a run."""

    run: str
    unit: str


class Done(NamedTuple):
    """How many texts and keys a unit has, and a digest of both files."""

    texts: int
    keys: int
    digest: str


def do(task: Task) -> Done:
    """Writes the fingerprints of a unit, unless they are there. Raises OSError."""
    known = done(task)
    if known is not None and os.path.exists(keys_path(task.run, task.unit)):
        return known
    keys, rows = [np.empty(0, np.uint64)], [np.empty(0, TEXTS)]
    count = 0
    dates = _dates(task)
    for numbers, texts in _texts(findings(task.run, "texts", task.unit)):
        found = sample(texts)
        keys.append(found.keys + np.uint64(count))
        some = np.zeros(len(texts), TEXTS)
        some["number"], some["prints"], some["letters"], some["sum"] = numbers, found.prints, found.letters, found.sums
        some["characters"] = [len(text) for text in texts]
        some["moment"] = [dates.get(number, UNDATED) for number in numbers]
        rows.append(some)
        count += len(texts)
    all_keys = np.sort(np.concatenate(keys))
    all_rows = np.concatenate(rows)
    save(keys_path(task.run, task.unit), all_keys)
    save(texts_path(task.run, task.unit), all_rows)
    digest = hashlib.blake2b(all_keys.tobytes(), digest_size=16)
    digest.update(all_rows.tobytes())
    result = Done(len(all_rows), len(all_keys), digest.hexdigest())
    write_json(done_path(task.run, task.unit), list(result))
    return result


def done(task: Task) -> Done | None:
    """What the task came to, if it was done. The files may have been removed since."""
    path = done_path(task.run, task.unit)
    return Done(*load_json(path)) if os.path.exists(path) else None


def _dates(task: Task) -> dict[int, int]:
    """When documents of a unit are from, by number; those whose date is known."""
    path = findings(task.run, "documents", task.unit)
    if not os.path.exists(path):
        return {}
    table = pq.read_table(path, columns=["number", "date"], use_threads=False)
    pairs = zip(table["number"].to_pylist(), table["date"].to_pylist(), strict=True)
    return {number: moment(date) for number, date in pairs if date}


def _texts(path: str) -> Iterator[tuple[list[int], list[str]]]:
    numbers: list[int] = []
    texts: list[str] = []
    size = 0
    with pq.ParquetFile(path) as file:
        for group in range(file.num_row_groups):
            table = file.read_row_group(group, columns=["number", "text"], use_threads=False)
            numbers += table["number"].to_pylist()
            texts += table["text"].to_pylist()
            size += table.nbytes
            if size >= _AT_ONCE:
                yield numbers, texts
                numbers, texts, size = [], [], 0
    if texts:
        yield numbers, texts
