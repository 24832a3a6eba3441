"""Things packed one by one, in rows: a check of one text unpacks a few dozen of thousands.

A file of rows keeps a sum of every piece, so that a piece is read and looked at when it is asked for, and no sooner.
"""

import gc
import marshal
import mmap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, overload
from zlib import crc32

Rows = Mapping[str, Sequence[bytes]]
"""Packed things, by what they are."""

_WORD = 4  # bytes of a number in a file
_CELLS = 3  # numbers that tell of a piece: where it begins and ends, and its sum


def packed(things: Iterable[Any]) -> list[bytes]:
    """A row of things, each packed; `unpacked` is the inverse for one of them."""
    return [marshal.dumps(thing) for thing in things]


def unpacked(piece: bytes | memoryview) -> Any:
    """What was packed. The collector rests meanwhile: it would look at every new tuple, of which none can go."""
    if not gc.isenabled():
        return marshal.loads(piece)
    gc.disable()
    try:
        return marshal.loads(piece)
    finally:
        gc.enable()


def parted(things: Mapping[str, Any]) -> list[bytes]:
    """A row of what a mapping holds, for `Unpacked`."""
    return packed([list(things), *things.values()])


class Unpacked(Mapping[str, Any]):
    """A mapping of which each value is unpacked when it is asked for.

    Args:
        row: as `parted` makes it.
    """

    def __init__(self, row: Sequence[bytes]) -> None:
        self._row = row
        self._names: list[str] = unpacked(row[0])
        self._ready: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._ready:
            if name not in self._names:
                raise KeyError(name)
            self._ready[name] = unpacked(self._row[1 + self._names.index(name)])
        return self._ready[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def filed(head: Any, rows: Rows) -> bytes:
    """The content of a file that `from_file` reads."""
    tables, pieces, at = {}, [], 0
    for name, row in rows.items():
        cells: list[int] = []
        for piece in row:
            cells += (at, at + len(piece), crc32(piece))
            at += len(piece)
            pieces.append(piece)
        tables[name] = b"".join(map(_number, cells))
    top = marshal.dumps((head, tables))
    return b"".join([_number(crc32(top)), _number(len(top)), top, *pieces])


def from_file(path: str, anew: Callable[[], Rows]) -> tuple[Any, Rows]:
    """The head and the rows of a file.

    Args:
        path: a file that is never written to; a newer one takes its place.
        anew: makes the rows again, for a piece that turns out to be damaged.
    Raises:
        OSError, ValueError, EOFError, TypeError: the file cannot be read, or its head is damaged.
    """
    with open(path, "rb") as file:
        return from_content(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)), anew)


def from_content(content: memoryview, anew: Callable[[], Rows]) -> tuple[Any, Rows]:
    """The same of what a file holds. Raises ValueError, EOFError, TypeError."""
    sum, size = (int.from_bytes(content[at : at + _WORD], "little") for at in (0, _WORD))
    top, pieces = content[2 * _WORD : 2 * _WORD + size], content[2 * _WORD + size :]
    if crc32(top) != sum:
        raise ValueError("the head is damaged")
    head, tables = unpacked(top)
    return head, {name: _Row(table, pieces, lambda name=name: anew()[name]) for name, table in tables.items()}  # type: ignore[misc]


class _Row(Sequence[bytes]):
    def __init__(self, table: bytes, pieces: memoryview, anew: Callable[[], Sequence[bytes]]) -> None:
        self._table, self._pieces, self._anew = table, pieces, anew

    def __len__(self) -> int:
        return len(self._table) // (_WORD * _CELLS)

    @overload
    def __getitem__(self, number: int) -> bytes: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[bytes]: ...
    def __getitem__(self, number: int | slice) -> bytes | Sequence[bytes]:
        if isinstance(number, slice):
            return [self[at] for at in range(*number.indices(len(self)))]
        at, table = number * _WORD * _CELLS, self._table
        if not 0 <= at < len(table):
            raise IndexError(number)
        start, end, sum = (int.from_bytes(table[cell : cell + _WORD], "little") for cell in range(at, at + _WORD * _CELLS, _WORD))
        piece = bytes(self._pieces[start:end])
        return piece if crc32(piece) == sum else self._anew()[number]


def _number(number: int) -> bytes:
    return number.to_bytes(_WORD, "little")
