"""Texts too long to be laid out: their fingerprints with their places, a piece at a time, and the runs that these tell.

What stands between two fingerprints on one diagonal of the dot plot, less than `sampling.ALWAYS` units apart, is taken for equal.
"""

import codecs
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compliance.batch.reuse.letters import Places, smallest
from compliance.batch.reuse.sampling import ALWAYS, PIECE, WINDOW
from compliance.model import Span
from compliance.reuse.archive.runs import Run
from compliance.reuse.fingerprint import LENGTH, Hashes, run_hashes, values
from compliance.reuse.fold import fold

_TIMES = 8  # of a fingerprint that stands more often in a text, so many places count
_MOST_RUNS = 200_000  # of a pair, the longest


class Seeds(NamedTuple):
    """The fingerprints of a text: by their place the unit that each one's run begins at, and its code points, half open; and by their
    value `keys`, which are values with the count of equal ones before, and their units."""

    unit: Places
    start: Places
    end: Places
    keys: NDArray[np.uint64]
    key_unit: Places

    def span(self, first: int, last: int) -> Span:
        """The code points of units that begin with one fingerprint and end with another."""
        at, to = np.searchsorted(self.unit, (first, last - LENGTH)).tolist()
        return Span(int(self.start[at]), int(self.end[to]))


def read_seeds(data: memoryview) -> Seeds:
    """The fingerprints of a long text in UTF-8."""
    found = [(np.empty(0, np.uint64), *[np.empty(0, np.int64)] * 3)]
    units, at = np.empty(0, np.uint32), np.empty(0, np.int64)
    offset = before = 0
    for piece in _pieces(data):
        folded = fold(piece)
        units = np.concatenate([units, folded.units.astype(np.uint32, copy=False)])
        at = np.concatenate([at, folded.at + offset])
        offset += len(piece)
        hashes = run_hashes(units)
        place = np.flatnonzero(smallest(hashes, np.array([0, len(units)]), WINDOW))
        found.append((values(hashes[place]), place + before, at[place], at[place + LENGTH - 1] + 1))
        before += max(0, len(units) - ALWAYS + 1)
        units, at = units[-(ALWAYS - 1) :], at[-(ALWAYS - 1) :]
    columns = [np.concatenate(column) for column in zip(*found, strict=True)]
    _, first = np.unique(columns[1], return_index=True)
    value, unit, start, end = (column[first] for column in columns)
    return Seeds(unit, start, end, *_keyed(value, unit))


def find_shared(one: Seeds, other: Seeds) -> tuple[int, list[Run]]:
    """How many fingerprints two texts have in common, and the runs, in the order of the first."""
    few, many = (one, other) if len(one.keys) <= len(other.keys) else (other, one)
    if not len(few.keys):
        return 0, []
    place = np.minimum(np.searchsorted(many.keys, few.keys), len(many.keys) - 1)
    same = many.keys[place] == few.keys
    first, second = few.key_unit[same], many.key_unit[place[same]]
    if few is not one:
        first, second = second, first
    order = np.lexsort((first, second - first))
    first, second = first[order], second[order]
    if not len(first):
        return 0, []
    new = np.ones(len(first), bool)
    new[1:] = (np.diff(second - first) != 0) | (np.diff(first) > ALWAYS)
    begin = np.flatnonzero(new)
    last = np.append(begin[1:], len(first)) - 1
    rows = np.stack([first[begin], second[begin], first[last] - first[begin] + LENGTH], axis=1)
    rows = rows[np.argsort(-rows[:, 2], kind="stable")[:_MOST_RUNS]]
    prints = int(np.count_nonzero(few.keys[same] & np.uint64(_TIMES - 1) == 0))
    return prints, sorted(Run(*row) for row in rows.tolist())


def _keyed(values: Hashes, unit: Places) -> tuple[NDArray[np.uint64], Places]:
    order = np.argsort(values, kind="stable")
    value = values[order]
    nth = np.arange(len(value)) - np.searchsorted(value, value)
    few = nth < _TIMES
    return value[few] * np.uint64(_TIMES) + nth[few].astype(np.uint64), unit[order][few]


def _pieces(data: memoryview) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    for first in range(0, len(data), PIECE):
        yield decoder.decode(bytes(data[first : first + PIECE]), first + PIECE >= len(data))
