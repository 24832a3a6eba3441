"""Merging segments into one, in bounded memory: range by range of fingerprints, each gathered, sorted and written."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from compliance.reuse.archive.segment import Header
from compliance.reuse.archive.segment_file import Reader, Writer
from compliance.reuse.fingerprint import BITS, DOCUMENT_BITS, Hashes

_PREFIX = 16  # bits of a fingerprint by which ranges are cut
_RANGE = 1 << 21  # postings of a range, unless one prefix has more: 16 MB of keys, a few times over
_GONE = np.uint64((1 << DOCUMENT_BITS) - 1)
_INDEX = np.uint64((1 << DOCUMENT_BITS) - 1)
MOST_TEXTS = (1 << DOCUMENT_BITS) - 1
"""Texts that a segment can have; the index after the last says that a text is gone."""
MOST_POSTINGS = 1 << 31


class _Cursor:
    """The keys of one segment, taken in order up to a prefix, with the indexes of the merged segment."""

    def __init__(self, reader: Reader, new: NDArray[np.uint64]) -> None:
        self.reader = reader
        self._new = new
        self._shift = reader.header.bits - _PREFIX
        self._small = reader.keys(1 << reader.header.bits) if self._shift < 0 else np.empty(0, np.uint64)

    def counts(self) -> NDArray[np.int64]:
        """How many postings lie before each prefix, and all."""
        if self._shift < 0:
            edges = np.arange((1 << _PREFIX) + 1, dtype=np.uint64)
            prefixes = self._small >> np.uint64(DOCUMENT_BITS + BITS - _PREFIX)
            return np.searchsorted(prefixes, edges).astype(np.int64)
        return np.asarray(self.reader.directory[:: 1 << self._shift], np.int64)

    def take(self, before: int) -> Hashes:
        """The keys up to a prefix; those of texts that are gone are left out."""
        if self._shift < 0:
            end = int(np.searchsorted(self._small >> np.uint64(DOCUMENT_BITS + BITS - _PREFIX), np.uint64(before)))
            keys, self._small = self._small[:end], self._small[end:]
        else:
            keys = self.reader.keys(before << self._shift)
        index = self._new[(keys & _INDEX).astype(np.int64)]
        merged: Hashes = (keys & ~_INDEX | index)[index != _GONE]
        return merged


def merge(
    paths: Sequence[Path], into: Path, living: NDArray[np.uint64], progress: Callable[[int], None] | None = None
) -> Header:
    """Writes one segment that has what several have, without the texts that are gone.

    Args:
        paths: the segments; no text is in two of them.
        into: the new file, not yet published.
        living: numbers of the texts that are still there, ascending; others of the segments are left out.
        progress: called with the postings of each range.

    Raises:
        ArchiveError: a segment is damaged; what was written is then to be thrown away.
    """
    with ExitStack() as stack:
        readers = [stack.enter_context(Reader(path)) for path in paths]
        held, first = np.unique(np.concatenate([reader.numbers for reader in readers]), return_index=True)
        there = np.isin(held, living)
        numbers, sizes = held[there], np.concatenate([reader.sizes for reader in readers])[first[there]]
        cursors = [_Cursor(reader, _renumbered(reader.numbers, numbers)) for reader in readers]
        before = np.sum([cursor.counts() for cursor in cursors], axis=0)
        writer = stack.enter_context(Writer(into, numbers, sizes, int(before[-1])))
        prefix = 0
        while prefix < 1 << _PREFIX:
            upto = int(np.searchsorted(before, before[prefix] + _RANGE, "right")) - 1
            upto = min(max(upto, prefix + 1), 1 << _PREFIX)
            keys = np.concatenate([cursor.take(upto) for cursor in cursors])
            keys.sort()
            writer.append(keys)
            if progress is not None:
                progress(int(before[upto] - before[prefix]))
            prefix = upto
        for reader in readers:
            reader.finish()
        return writer.finish()


def _renumbered(old: NDArray[np.uint64], new: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """For each text of a segment its index among the merged segment's texts."""
    if not len(new):
        return np.full(len(old), _GONE)
    at = np.searchsorted(new, old)
    there = new[np.minimum(at, len(new) - 1)] == old
    return np.where(there, at, int(_GONE)).astype(np.uint64)
