"""Which units and files of a run were units and files of an earlier one: worked out once, and read by every task."""

import os
from array import array
from collections.abc import Callable, Iterator
from typing import Any

from compliance.batch.beside import beside
from compliance.batch.since.index import Index, make
from compliance.batch.since.keys import keyed, of_unit
from compliance.batch.since.state import NONE, SIZE

_WHOLE, _PIECES, _STARTS = "whole.bin", "pieces.bin", "starts.bin"
_OLD = "earlier.bin"


class Placed:
    """What was worked out in a folder; made of the folder alone.

    `whole.bin` has for each unit the place of the earlier one with the same inputs, `pieces.bin` for each piece the place of the earlier unit
    that had it as one document, and that document's number, four bytes each; -1 where there is none. `starts.bin` says where the pieces
    of a unit begin, eight bytes each; it is written last.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._tables: tuple[Any, Any, Any] | None = None

    @property
    def is_there(self) -> bool:
        """Whether it has been worked out."""
        return os.path.exists(os.path.join(self._folder, _STARTS))

    def unit(self, name: str) -> int | None:
        """The place of a unit, by its name; None for one that has none."""
        return int(name) if name.isdecimal() and int(name) < len(self._opened()[0]) else None

    def whole(self, place: int) -> int:
        """The place of the earlier unit that is the same as the unit there; -1 where there is none."""
        return int(self._opened()[0][place])

    def files(self, place: int, count: int) -> list[tuple[int, int]]:
        """Where the `count` pieces of the unit there stand in the earlier run: a unit's place, -1 where there is none, and a number."""
        _, pieces, starts = self._opened()
        return [(old, number) for old, number in pieces[starts[place] :][:count].tolist()]

    def _opened(self) -> tuple[Any, Any, Any]:
        if self._tables is None:
            import numpy as np

            whole, starts = (np.fromfile(os.path.join(self._folder, name), kind) for name, kind in ((_WHOLE, "i4"), (_STARTS, "i8")))
            path = os.path.join(self._folder, _PIECES)
            pieces = np.memmap(path, "i4", "r").reshape(-1, 2) if os.path.getsize(path) else np.empty((0, 2), "i4")
            self._tables = whole, pieces, starts
        return self._tables


class Earlier:
    """What is asked of the earlier run while it is worked out.

    Args:
        folder: of that run.
        may_take: whether a unit of it may be taken over as a whole, by its name.
        documents: how many documents a unit of it came to, by its name; 0 where that is not known.
        states: the states of these, SIZE bytes each.
    """

    def __init__(self, folder: str, may_take: Callable[[str], bool], documents: Callable[[str], int], states: Callable[[str], bytes]) -> None:
        self.folder, self.may_take, self.documents, self.states = folder, may_take, documents, states


def work_out(where: str, folder: str, earlier: Earlier) -> None:
    """Works it out into a folder, with the index `documents` of those that may have moved. Raises OSError.

    Args:
        where: the folder to write to.
        folder: of the run.
        earlier: the run that it is held against.
    """
    os.makedirs(where, exist_ok=True)
    names, keys = _listed(earlier.folder, os.path.join(where, _OLD))

    def whole_units() -> Iterator[bytes]:
        for name, first, last in names:
            yield of_unit(keys[first:last]) if earlier.may_take(name) else NONE

    def single_files() -> Iterator[bytes]:
        for name, first, last in names:
            # Of files that are a document each, the documents of a unit are its pieces.
            yield keys[first:last] if name in alone else b""

    alone = {name for name, first, last in names if earlier.documents(name) == (last - first) // SIZE}
    units = make(os.path.join(where, "units"), len(names), whole_units)
    files = make(os.path.join(where, "files"), len(keys) // SIZE, single_files)
    starts, taken = _look_up(where, folder, units, files)

    def documents() -> Iterator[bytes]:
        for place, (name, _, _) in enumerate(names):
            yield b"" if place in taken else earlier.states(name)

    left = sum(earlier.documents(name) for place, (name, _, _) in enumerate(names) if place not in taken)
    make(os.path.join(where, "documents"), left, documents)
    _write(os.path.join(where, _STARTS), starts)


def _listed(folder: str, path: str) -> tuple[list[tuple[str, int, int]], Any]:
    """The units of the earlier run, each with where the digests of its pieces begin and end, and all these digests, in a file that is mapped."""
    import mmap

    names: list[tuple[str, int, int]] = []
    total = 0
    with open(path, "wb") as file:
        for unit, keys in keyed(folder):
            names.append((unit.name, total, total + len(keys)))
            total += len(keys)
            file.write(keys)
    if not total:
        return names, b""
    with open(path, "rb") as file:
        return names, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _look_up(where: str, folder: str, units: Index, files: Index) -> tuple["array[int]", set[int]]:
    """Finds the units and the pieces of the run; where the pieces of each unit begin, and the places of the earlier units that are the same."""
    whole, starts, pieces = array("i"), array("q"), array("i")
    total = 0
    with beside(os.path.join(where, _PIECES)) as part, open(part, "wb") as file:
        for unit, keys in keyed(folder):
            found = units.find(of_unit(keys))
            whole.append(found[0] if found else -1)
            starts.append(total)
            total += len(unit.pieces)
            for at, piece in enumerate(unit.pieces):
                pieces.extend((files.find(keys[at * SIZE :][:SIZE]) if piece.format == "file" else None) or (-1, -1))
            file.write(pieces.tobytes())
            del pieces[:]
    _write(os.path.join(where, _WHOLE), whole)
    return starts, {place for place in whole if place >= 0}


def _write(path: str, numbers: "array[int]") -> None:
    with beside(path) as part, open(part, "wb") as file:
        file.write(numbers.tobytes())
