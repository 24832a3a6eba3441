"""Writing a segment piece by piece, and reading one in order, in bounded memory."""

import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compliance.reuse.archive.disk import sync_file
from compliance.reuse.archive.nouns import ArchiveError
from compliance.reuse.archive.segment import HEADER, NAMES, Header, damaged, read_header
from compliance.reuse.fingerprint import BITS, DOCUMENT_BITS, Hashes

Array = NDArray[Any]
_NUMBERS, _SIZES, _DIRECTORY, _REST, _LOW, _HIGH = range(len(NAMES))
_INDEX = np.uint64((1 << DOCUMENT_BITS) - 1)
_PIECE = 1 << 16  # keys written in one go, so that they stay in the processor's cache
_CHUNK = 1 << 20  # items of a section written or read in one go


def directory_bits(postings: int) -> int:
    """How many first bits of a fingerprint the directory has a row for: so many that it stays the smaller part of a segment."""
    return 8 if postings < 1 << 16 else 16 if postings < 1 << 25 else 24


class Writer:
    """A segment in the making. Keys come ascending, each the fingerprint above and the text's index below."""

    def __init__(self, path: Path, numbers: NDArray[np.uint64], sizes: NDArray[Any], at_most: int) -> None:
        """Starts a file.

        Args:
            path: where to write; not the segment's final name.
            numbers: of the texts, ascending.
            sizes: how many fingerprints each text has.
            at_most: postings that may come. Room for them is left; what stays empty takes no disk on usual file systems.
        """
        bits = directory_bits(at_most)
        room = Header(bits, len(numbers), at_most, (0,) * len(NAMES), (0,) * len(NAMES))
        places, at = [], HEADER
        for size in room.sizes:
            places.append(at)
            at += -(-size // 64) * 64
        self._header = room._replace(places=tuple(places))
        self._sums = [0] * len(NAMES)
        self._written = [0] * len(NAMES)
        self._postings = 0
        self._rows = np.zeros((1 << bits) + 1, np.uint32)
        self._file = path.open("wb")
        self._put(_NUMBERS, numbers)
        self._put(_SIZES, np.minimum(sizes, 255))

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()

    def append(self, keys: Hashes) -> None:
        """Adds postings; none of them before or among those that are there."""
        for first in range(0, len(keys), _PIECE):
            self._append(keys[first : first + _PIECE])

    def _append(self, keys: Hashes) -> None:
        left = np.uint64(BITS - self._header.bits)
        found = keys >> np.uint64(DOCUMENT_BITS)
        buckets = (found >> left).astype(np.int64)
        first = int(buckets[0])
        counts = np.bincount(buckets - first)
        self._rows[first + 1 : first + 1 + len(counts)] += counts.astype(np.uint32)
        self._put(_REST, found & np.uint64((1 << int(left)) - 1))
        index = keys.astype(np.uint32) & np.uint32(_INDEX)
        self._put(_LOW, index)
        self._put(_HIGH, index >> np.uint32(16))
        self._postings += len(keys)

    def finish(self) -> Header:
        """Completes the file and waits until it is on disk."""
        np.cumsum(self._rows, out=self._rows)
        for first in range(0, len(self._rows), _CHUNK):
            self._put(_DIRECTORY, self._rows[first : first + _CHUNK])
        header = self._header._replace(postings=self._postings, sums=tuple(self._sums))
        self._file.seek(0)
        self._file.write(header.pack())
        self._file.truncate(max(header.end, HEADER))
        self._file.flush()
        sync_file(self._file.fileno())
        return header

    def _put(self, section: int, items: Array) -> None:
        raw = items.astype(self._header.types[section]).tobytes()
        self._file.seek(self._header.places[section] + self._written[section])
        self._file.write(raw)
        self._written[section] += len(raw)
        self._sums[section] = zlib.crc32(raw, self._sums[section])


class Reader:
    """A segment read from its start to its end, and held against its checksums on the way."""

    def __init__(self, path: Path) -> None:
        """Opens a segment and reads its texts' numbers and its directory.

        Raises:
            ArchiveError: the segment is damaged.
        """
        self.path = path
        try:
            self.header = read_header(path)
        except FileNotFoundError:
            raise damaged(path, "the file is missing") from None
        self._sums = [0] * len(NAMES)
        self._read = [0] * len(NAMES)
        self._file = path.open("rb")
        try:
            self.numbers: NDArray[np.uint64] = self._take(_NUMBERS, self.header.texts)
            self.sizes: NDArray[np.uint8] = self._take(_SIZES, self.header.texts)
            self.directory: NDArray[np.uint32] = self._take(_DIRECTORY, self.header.counts[_DIRECTORY])
            if (self.directory[1:] < self.directory[:-1]).any() or int(self.directory[-1]) != self.header.postings:
                raise self._bad("its directory is out of order")
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()

    def keys(self, before: int) -> Hashes:
        """The keys of the next postings, up to a row of the directory.

        Raises:
            ArchiveError: a posting belongs to no text.
        """
        done = self._read[_REST]
        first, last = done, int(self.directory[before])
        rest, low, high = (self._take(section, last - first) for section in (_REST, _LOW, _HIGH))
        start = int(np.searchsorted(self.directory, np.uint32(first), "right")) - 1
        edges = np.clip(self.directory[start : before + 1].astype(np.int64), first, last)
        rows = edges[1:] - edges[:-1]
        buckets = np.repeat(np.arange(start, start + len(rows), dtype=np.uint64), rows)
        fingerprints = buckets << np.uint64(BITS - self.header.bits) | rest.astype(np.uint64)
        index = low.astype(np.uint64) | high.astype(np.uint64) << np.uint64(16)
        if len(index) and int(index.max()) >= self.header.texts:
            raise self._bad("a posting belongs to no text")
        return fingerprints << np.uint64(DOCUMENT_BITS) | index

    def finish(self) -> None:
        """Holds what was read, which must be all, against its checksums.

        Raises:
            ArchiveError: a checksum is wrong.
        """
        for name, found, said in zip(NAMES, self._sums, self.header.sums, strict=True):
            if found != said:
                raise self._bad(f"the checksum of its {name} is wrong")

    def skim(self) -> Iterator[int]:
        """Reads the postings without making keys of them; the bytes of each piece."""
        for section in (_REST, _LOW, _HIGH):
            for first in range(0, self.header.postings, _CHUNK):
                yield self._take(section, min(_CHUNK, self.header.postings - first)).nbytes

    def _take(self, section: int, count: int) -> Array:
        kind = np.dtype(self.header.types[section])
        place = self.header.places[section] + self._read[section] * kind.itemsize
        self._file.seek(place)
        raw = self._file.read(count * kind.itemsize)
        if len(raw) < count * kind.itemsize:
            raise self._bad("it ends too early")
        self._read[section] += count
        self._sums[section] = zlib.crc32(raw, self._sums[section])
        return np.frombuffer(raw, kind)

    def _bad(self, reason: str) -> ArchiveError:
        return damaged(self.path, reason)
