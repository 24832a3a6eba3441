"""The stored texts: compressed, each with a checksum, in files that only grow.

A record is a head (mark, checksum of the rest, bytes when unpacked, bytes packed; 32 bits each, little-endian) and the
text in UTF-8, packed by zlib. The catalogue says where each begins. What stands behind the last record that the catalogue
knows was left by a writer that was killed, and is cut off by the next one.
"""

import os
import struct
import zlib
from pathlib import Path

from compliance.reuse.archive.disk import sync_file, sync_folder

_HEAD = struct.Struct("<4sIII")
_MARK = b"rtx1"
_LONG = 1 << 16  # bytes from which repetitions are looked for; in an article there are few, and the search takes twice the time
FULL = 1 << 29
"""Bytes after which a new file is begun."""


class BadText(Exception):
    """A stored text is not as it was written; the message says what is wrong."""


def pack(text: str) -> bytes:
    """A text as a record."""
    raw = text.encode("utf-8", "surrogatepass")
    packer = zlib.compressobj(1, strategy=zlib.Z_DEFAULT_STRATEGY if len(raw) >= _LONG else zlib.Z_HUFFMAN_ONLY)
    packed = packer.compress(raw) + packer.flush()
    rest = struct.pack("<II", len(raw), len(packed))
    return _MARK + struct.pack("<I", zlib.crc32(packed, zlib.crc32(rest))) + rest + packed


def unpack(record: bytes) -> str:
    """The text of a record.

    Raises:
        BadText: the record is not whole or its checksum is wrong.
    """
    if len(record) < _HEAD.size:
        raise BadText("the record is cut short")
    mark, total, size, packed = _HEAD.unpack_from(record)
    if mark != _MARK or len(record) != _HEAD.size + packed:
        raise BadText("no record begins and ends where the catalogue says")
    if zlib.crc32(memoryview(record)[8:]) != total:
        raise BadText("the checksum is wrong")
    raw = zlib.decompress(memoryview(record)[_HEAD.size :], bufsize=size)
    return raw.decode("utf-8", "surrogatepass")


class Store:
    """The files of a folder, opened as they are asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: dict[int, int] = {}

    def path(self, number: int) -> Path:
        """The file of a number."""
        return self.folder / f"{number:06d}.texts"

    def read(self, number: int, place: int, size: int) -> str:
        """The text of the record of `size` bytes that begins at `place` of a file.

        Raises:
            FileNotFoundError: there is no such file.
            BadText: it is damaged.
        """
        return unpack(self.record(number, place, size))

    def record(self, number: int, place: int, size: int) -> bytes:
        """The bytes of a file from `place` on, as they are: `size` of them, or fewer where it ends before.

        Raises:
            FileNotFoundError: there is no such file.
        """
        descriptor = self._open.get(number)
        if descriptor is None:
            descriptor = self._open[number] = os.open(self.path(number), os.O_RDONLY | getattr(os, "O_BINARY", 0))
        if hasattr(os, "pread"):
            return os.pread(descriptor, size, place)
        os.lseek(descriptor, place, os.SEEK_SET)
        return os.read(descriptor, size)

    def append(self, number: int, place: int, records: bytes) -> None:
        """Writes records at the end of a file, `place`, and waits until they are on disk. What stood behind it is cut off."""
        path = self.path(number)
        new = not path.exists()
        with path.open("wb" if new else "r+b") as file:
            file.truncate(place)
            file.seek(place)
            file.write(records)
            file.flush()
            sync_file(file.fileno())
        if new:
            sync_folder(self.folder)

    def forget(self, number: int) -> None:
        """Lets go of a file that is about to be removed."""
        descriptor = self._open.pop(number, None)
        if descriptor is not None:
            os.close(descriptor)

    def close(self) -> None:
        """Lets go of the files."""
        for descriptor in self._open.values():
            os.close(descriptor)
        self._open.clear()
