"""What hangs together after each turn of alignments."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from compliance.batch.reuse.choosing import put, roots_path, tested
from compliance.batch.reuse.grouping import label
from compliance.batch.reuse.places import Place, load, save
from compliance.batch.reuse.writing import roots_path as clusters_path

LAST = "last"
"""The turn in which every text of a cluster is aligned with the first of it."""


class Turns:
    """The turns of a join, and what they came to so far.

    Args:
        place: of the join.
        table: of all texts.
    """

    def __init__(self, place: Place, table: Any) -> None:
        self.turn = 0
        self.files: list[str] = []
        self._place, self._table = place, table
        self._of = np.array(table["of"]).astype(np.int64)
        twins = np.flatnonzero(self._of != np.arange(len(table)))
        self.twins = len(twins)
        self._ones, self._others = [self._of[twins]], [twins]

    def take(self, files: Sequence[str]) -> None:
        """Takes the files of what a turn came to, and goes to the next."""
        self.files += files
        for path in files:
            rows = pq.read_table(path, columns=["one", "other", "tied"], use_threads=False)
            tied = rows["tied"].to_numpy()
            self._ones.append(rows["one"].to_numpy()[tied].astype(np.int64))
            self._others.append(rows["other"].to_numpy()[tied].astype(np.int64))
        self.turn += 1
        save(roots_path(self._place, self.turn), self._labels())

    def last(self) -> int:
        """Writes the pairs of the last turn: texts of clusters with the first of theirs, as far as they have not been aligned; how many."""
        labels = self._labels()
        number = np.arange(len(labels))
        order = np.lexsort((number, np.array(self._table["moment"]), labels))
        begin = np.flatnonzero(np.diff(labels[order].astype(np.int64), prepend=-1))
        root = np.empty(len(labels), np.int64)
        root[order] = order[np.repeat(begin, np.diff(np.append(begin, len(labels))))]
        save(clusters_path(self._place), root.astype(np.uint32))
        members = np.flatnonzero((root != number) & (self._of == number))
        one, other = np.minimum(root[members], members), np.maximum(root[members], members)
        fresh = ~np.isin(_key(one, other), _key(*tested(self._place, range(self.turn)).T))
        one, other = one[fresh], other[fresh]
        put(self._place, LAST, one, other, np.ones(len(one), bool))
        return len(load(self._place.chosen(LAST)))

    def end(self, files: Sequence[str]) -> None:
        """Takes those of the last turn."""
        self.files += files

    def _labels(self) -> NDArray[np.uint32]:
        return label(len(self._table), np.concatenate(self._ones), np.concatenate(self._others))


def _key(one: NDArray[Any], other: NDArray[Any]) -> NDArray[np.uint64]:
    return one.astype(np.uint64) << np.uint64(32) | other.astype(np.uint64)
