"""WARC as a stream of bytes, plain or in gzip members one after the other, and the way on past damage.

warcio makes of damage a record that is cut short, or an end of the file. Here it is told, with its place, and the next record is
looked for.
"""

import zlib
from typing import BinaryIO

from compliance.batch.inputs.formats import GZIP

_STEP = 64 * 1024  # bytes; what is left of a step is copied for every gzip member in it
_MOST = 1024 * 1024  # bytes unzipped at a time
_MEMBER = GZIP + b"\x08"
_RECORD = b"WARC/"


class Damaged(ValueError):
    """Bytes that are no gzip or no record, or end too soon."""


class Plain:
    """The bytes of a file from an offset on."""

    def __init__(self, stream: BinaryIO, start: int = 0) -> None:
        self._stream = stream
        self._size = stream.seek(0, 2)
        self._end = stream.seek(start)  # where the buffer ends in the file
        self._buffer, self._at = b"", 0

    @property
    def offset(self) -> int:
        """Where the byte that comes next stands in the file; of gzip, where its member begins. Raises Damaged and OSError."""
        return self._end - len(self._buffer) + self._at

    def read(self, count: int = -1) -> bytes:
        """At most `count` bytes, nothing at the end. Raises Damaged and OSError."""
        if self._at == len(self._buffer):
            self._buffer, self._at = self._more(), 0
        part = self._buffer[self._at :] if count < 0 else self._buffer[self._at : self._at + count]
        self._at += len(part)
        return part

    def skip(self, count: int) -> int:
        """Passes over bytes; how many there were. Raises Damaged and OSError."""
        held = len(self._buffer) - self._at
        if count > held:
            there = min(count, self._size - self.offset)
            self._end = self._stream.seek(self.offset + there)
            self._buffer, self._at = b"", 0
            return there
        self._at += count
        return count

    def until(self, end: bytes, most: int) -> bytes:
        """All up to and with `end`, or to the end of the file. Raises Damaged where that is more than `most` bytes, and OSError."""
        found = b""
        while (at := self._buffer.find(end, self._at)) < 0:
            held = self._buffer[self._at :]
            if len(held) > most:
                raise Damaged(f"a header of more than {most} bytes")
            found = self._more()
            self._buffer, self._at = held + found, 0
            if not found:
                return self.read() if held else b""
        return self.read(at + len(end) - self._at)

    def blank(self) -> None:
        """Passes over the line ends that stand between records. Raises Damaged and OSError."""
        while part := self.read(1):
            if part not in b"\r\n":
                self._at -= 1
                return

    def _more(self) -> bytes:
        part = self._stream.read(_STEP)
        self._end += len(part)
        return part


class Zipped(Plain):
    """The bytes of a file of gzip members, from the start of one on."""

    def __init__(self, stream: BinaryIO, start: int = 0) -> None:
        super().__init__(stream, start)
        self._raw = b""
        self._member = start
        self._unzip = zlib.decompressobj(31)
        self._begun = False  # whether the member was given any bytes

    @property
    def offset(self) -> int:
        """Where the member begins in which the byte stands that comes next."""
        if self._at == len(self._buffer):
            self._buffer, self._at = self._more(), 0
        return self._member

    def skip(self, count: int) -> int:
        """Passes over bytes; how many there were."""
        left = count
        while left and (part := self.read(left)):
            left -= len(part)
        return count - left

    def _more(self) -> bytes:
        while True:
            self._raw = self._raw or super()._more()
            if not self._begun:
                self._raw = self._raw.lstrip(b"\0")  # padding between members
                if not self._raw:
                    if self._end >= self._size:
                        return b""
                    continue
                self._member, self._begun = self._end - len(self._raw), True
            last = not self._raw
            try:
                part = self._unzip.decompress(self._raw, _MOST)
            except zlib.error as error:
                raise Damaged(f"damaged gzip ({error})") from None
            if self._unzip.eof:
                self._raw, self._unzip, self._begun = self._unzip.unused_data, zlib.decompressobj(31), False
            else:
                self._raw = self._unzip.unconsumed_tail
            if part:
                return part
            if last and self._begun:
                raise Damaged("the file ends within a gzip member")


def after(stream: BinaryIO, start: int, zipped: bool) -> int:
    """Where the next record begins from byte `start` on, or the next gzip member with one; -1 where there is none. Raises OSError."""
    sign = _MEMBER if zipped else b"\n" + _RECORD
    at = stream.seek(start)
    held = b""
    while part := stream.read(_MOST):
        held += part
        found = held.find(sign)
        while found >= 0:
            if not zipped:
                return at + found + 1
            if _is_record(stream, at + found):
                return at + found
            found = held.find(sign, found + 1)
        keep = len(sign) - 1
        at += len(held) - len(held[-keep:])
        held = held[-keep:]
        stream.seek(at + len(held))
    return -1


def _is_record(stream: BinaryIO, at: int) -> bool:
    stream.seek(at)
    try:
        return zlib.decompressobj(31).decompress(stream.read(4096), 64).startswith(_RECORD)
    except zlib.error:
        return False
