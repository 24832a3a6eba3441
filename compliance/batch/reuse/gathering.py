"""What is known of all texts in one table, and which of them have the same letters as an earlier one."""

import hashlib
import os
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compliance.batch.beside import write_json
from compliance.batch.reuse.fingerprints import Done
from compliance.batch.reuse.places import TEXTS, Place, Unit, load, save, texts_path
from compliance.reuse.archive.candidates import LEAST


def stamp(done: Sequence[tuple[str, Done]], settings: str) -> str:
    """A name for the join of such units under such settings: what was made for other texts is never taken for it."""
    digest = hashlib.blake2b(settings.encode(), digest_size=8)
    for unit, result in done:
        digest.update(f"\n{unit} {result.digest}".encode())
    return digest.hexdigest()


def gather(place: Place, done: Sequence[tuple[str, Done]]) -> Any:
    """Writes the table of all texts and the list of units, unless they are there; the table. Raises OSError.

    Two columns of it, which tasks look up at random, are files of their own.
    """
    table = place.column("texts")
    if not os.path.exists(table):
        units, first = [], 0
        for name, result in done:
            units.append(Unit(name, result.texts, result.keys, first))
            first += result.texts
        rows = np.concatenate([np.empty(0, TEXTS), *(load(texts_path(place.run, unit.name)) for unit in units)])
        rows["of"] = _twins(rows)
        write_json(os.path.join(place.join, "units.json"), units)
        save(place.column("single"), rows["of"] == np.arange(len(rows)))
        save(place.column("prints"), rows["prints"])
        save(table, rows)
    return place.texts()


def _twins(rows: NDArray[Any]) -> NDArray[np.int64]:
    """For each text the first with the same letters: the earliest, and of those the first in order."""
    number = np.arange(len(rows))
    order = np.lexsort((number, rows["moment"], rows["letters"], rows["sum"]))
    sums, letters = rows["sum"][order], rows["letters"][order]
    new = np.ones(len(rows), bool)
    new[1:] = (sums[1:] != sums[:-1]) | (letters[1:] != letters[:-1]) | (letters[1:] < LEAST)
    begin = np.flatnonzero(new)
    of = np.empty(len(rows), np.int64)
    of[order] = order[np.repeat(begin, np.diff(np.append(begin, len(rows))))]
    return of
