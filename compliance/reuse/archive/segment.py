"""A segment: the fingerprints of many texts in one file that never changes, mapped into memory.

After a header come, each from its own place and with its own checksum: the numbers of the texts (64 bits each, ascending);
how many fingerprints each has (8 bits; 255 stands for more); a directory by the first bits of the fingerprint (32 bits a
row: how many postings lie before it); the rest of each fingerprint; and the text of each posting, an index into the
numbers, as 16 low and 8 high bits. A fingerprint of 40 bits and its text thus take five bytes in a large segment, and a
look-up reads one or two pages. All numbers are little-endian.
"""

import mmap
import struct
import zlib
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from compliance.reuse.archive.nouns import ArchiveError
from compliance.reuse.fingerprint import BITS, LENGTH, WINDOW, Hashes

MAGIC = b"reuse-s1"
HEADER = 256
_TOUCHED = 3_000  # fingerprints looked up, each of which may bring 64 KB into the process's memory
_FIXED = struct.Struct("<8sHHHHQQ")  # magic, length, window, bits of a fingerprint, of the directory; texts, postings
_SECTION = struct.Struct("<QI")  # place, checksum
NAMES = ("numbers", "sizes", "directory", "rest", "low", "high")
Indexes = NDArray[np.int64]


class Header(NamedTuple):
    """What a segment says of itself."""

    bits: int  # of the directory
    texts: int
    postings: int
    places: tuple[int, ...]  # of the sections, bytes
    sums: tuple[int, ...]  # CRC-32 of each

    @property
    def types(self) -> tuple[str, ...]:
        """The numpy type of each section's items."""
        return "<u8", "u1", "<u4", "<u2" if BITS - self.bits <= 16 else "<u4", "<u2", "u1"

    @property
    def counts(self) -> tuple[int, ...]:
        """The number of each section's items."""
        return self.texts, self.texts, (1 << self.bits) + 1, self.postings, self.postings, self.postings

    @property
    def sizes(self) -> tuple[int, ...]:
        """The bytes of each section."""
        return tuple(count * np.dtype(kind).itemsize for count, kind in zip(self.counts, self.types, strict=True))

    @property
    def end(self) -> int:
        """The bytes that the file has at least."""
        return max(place + size for place, size in zip(self.places, self.sizes, strict=True))

    def pack(self) -> bytes:
        """The header as it stands at the start of the file."""
        raw = _FIXED.pack(MAGIC, LENGTH, WINDOW, BITS, self.bits, self.texts, self.postings)
        raw += b"".join(_SECTION.pack(place, total) for place, total in zip(self.places, self.sums, strict=True))
        raw = raw.ljust(HEADER - 4, b"\0")
        return raw + struct.pack("<I", zlib.crc32(raw))


def damaged(path: Path, reason: str) -> ArchiveError:
    """The error for a segment that is not as it was written."""
    return ArchiveError(f"{path}: {reason}; the segment is damaged, `compliance archive rebuild` makes it anew from the stored texts")


def read_header(path: Path) -> Header:
    """The header of a segment, held against its checksum and the size of the file.

    Raises:
        FileNotFoundError: there is no such file.
        ArchiveError: the file is damaged, or was made with fingerprints of another kind.
    """
    with path.open("rb") as file:
        raw = file.read(HEADER)
        size = file.seek(0, 2)
    if len(raw) < HEADER:
        raise damaged(path, f"{size} bytes are no segment")
    if struct.unpack("<I", raw[-4:])[0] != zlib.crc32(raw[:-4]):
        raise damaged(path, "the header's checksum is wrong")
    magic, length, window, of_hash, bits, texts, postings = _FIXED.unpack_from(raw)
    if (magic, length, window, of_hash) != (MAGIC, LENGTH, WINDOW, BITS):
        raise damaged(path, "its fingerprints are of another kind than this version's")
    sections = [_SECTION.unpack_from(raw, _FIXED.size + n * _SECTION.size) for n in range(len(NAMES))]
    header = Header(bits, texts, postings, tuple(s[0] for s in sections), tuple(s[1] for s in sections))
    if size < header.end:
        raise damaged(path, f"{size} bytes of {header.end} are there")
    return header


class Found(NamedTuple):
    """The postings of fingerprints that were looked up: of `which` (an index into what was asked), from `first` to `last`."""

    which: Indexes
    first: Indexes
    last: Indexes


class Segment:
    """A segment opened for looking up. Only its header is read; the rest is mapped."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.header = read_header(path)
        self._touched = 0
        with path.open("rb") as file:
            # Twice: pages of the directory are needed again and again, those of postings are given back.
            self._maps = [mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) for _ in range(2)]
        for mapped in self._maps:
            if hasattr(mmap, "MADV_RANDOM"):
                mapped.madvise(mmap.MADV_RANDOM)
        parts = zip(NAMES, self.header.places, self.header.counts, self.header.types, strict=True)
        views: list[NDArray[Any]] = [np.frombuffer(self._maps[name == "directory"], kind, count, place) for name, place, count, kind in parts]
        self.numbers, self._sizes, self._directory, self._rest, self._low, self._high = views

    def find(self, fingerprints: Hashes) -> Found:
        """The postings of fingerprints, which come ascending; those that no text of the segment has are left out.

        Raises:
            ArchiveError: the segment is damaged in a way that shows.
        """
        self._touched += len(fingerprints)
        left = np.uint64(BITS - self.header.bits)
        buckets = (fingerprints >> left).astype(np.int64)
        wanted = (fingerprints & np.uint64((1 << int(left)) - 1)).astype(self._rest.dtype)
        low = self._directory[buckets].astype(np.int64)
        high = self._directory[buckets + 1].astype(np.int64)
        if len(low) and ((low > high).any() or int(high.max()) > self.header.postings):
            raise damaged(self.path, "its directory is out of order")
        which = np.flatnonzero(low < high)
        low, high, wanted = low[which], high[which], wanted[which]
        first = self._bound(low, high, wanted, False)
        there = first < high
        there[there] = self._rest[first[there]] == wanted[there]
        which, first = which[there], first[there]
        return Found(which, first, self._bound(first, high[there], wanted[there], True))

    def _bound(self, low: Indexes, high: Indexes, wanted: NDArray[Any], after: bool) -> Indexes:
        """Where the wanted rests begin, or end, between two bounds: a binary search of all at once."""
        low, high = low.copy(), high.copy()
        live = np.flatnonzero(low < high)
        while len(live):
            middle = (low[live] + high[live]) >> 1
            there = self._rest[middle]
            right = there <= wanted[live] if after else there < wanted[live]
            low[live[right]] = middle[right] + 1
            high[live[~right]] = middle[~right]
            live = live[low[live] < high[live]]
        return low

    def texts(self, postings: Indexes) -> tuple[NDArray[np.uint64], NDArray[np.uint8]]:
        """The numbers of the texts that postings belong to, and how many fingerprints each text has, 255 for more.

        Raises:
            ArchiveError: the segment is damaged in a way that shows.
        """
        index = self._low[postings].astype(np.int64) | self._high[postings].astype(np.int64) << 16
        if len(index) and int(index.max()) >= self.header.texts:
            raise damaged(self.path, "a posting belongs to no text")
        return np.asarray(self.numbers[index], np.uint64), np.asarray(self._sizes[index])

    def release(self) -> None:
        """Gives the pages that look-ups have touched back to the system, which keeps them cached while it has room, if they may
        have become many."""
        if self._touched > _TOUCHED and hasattr(mmap, "MADV_DONTNEED"):
            self._maps[0].madvise(mmap.MADV_DONTNEED)
            self._touched = 0

    def close(self) -> None:
        """Lets go of the file; arrays taken from it are no longer to be used."""
        del self.numbers, self._sizes, self._directory, self._rest, self._low, self._high
        for mapped in self._maps:
            mapped.close()
