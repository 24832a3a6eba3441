"""The texts that are aligned, uncompressed and end to end: any of them can be read by itself, as often as it is needed."""

import mmap
import os
from collections import OrderedDict
from typing import Any, NamedTuple

import numpy as np
import pyarrow.parquet as pq

from compliance.batch.beside import beside
from compliance.batch.reuse.places import Place, Unit, findings, load, save

_OPEN = 64  # units that are kept open


class Task(NamedTuple):
    """A unit of a join."""

    place: Place
    unit: Unit


def do(task: Task) -> int:
    """Copies the texts of a unit that stand in pairs, unless that is done; how many. Raises OSError."""
    target = task.place.offsets(task.unit.name)
    if os.path.exists(target):
        return len(load(target))
    wanted = load(task.place.column("wanted"))
    first = task.unit.first
    wanted = np.flatnonzero(wanted[first : first + task.unit.texts])
    rows: list[tuple[int, int, int]] = []
    row = at = 0
    source = findings(task.place.run, "texts", task.unit.name)
    with beside(task.place.copies(task.unit.name)) as part, open(part, "wb") as out, pq.ParquetFile(source) as file:
        for group in range(file.num_row_groups):
            size = file.metadata.row_group(group).num_rows
            low, high = np.searchsorted(wanted, (row, row + size)).tolist()
            texts: Any = file.read_row_group(group, columns=["text"], use_threads=False)["text"] if low < high else None
            for index in wanted[low:high].tolist():
                data = texts[index - row].as_buffer()
                out.write(data)
                rows.append((first + index, at, at + data.size))
                at += data.size
            row += size
    save(target, np.array(rows, np.int64).reshape(-1, 3))
    return len(rows)


class Texts:
    """The copied texts of a join. Close it when done.

    Args:
        place: of the join.
    """

    def __init__(self, place: Place) -> None:
        self._place = place
        self._units = place.units()
        self._firsts = np.array([unit.first for unit in self._units])
        self._open: OrderedDict[int, tuple[Any, Any]] = OrderedDict()

    def read(self, text: int) -> str:
        """A text by its number among all. Raises OSError and KeyError."""
        return bytes(self.view(text)).decode("utf-8")

    def view(self, text: int) -> memoryview:
        """Its bytes, in UTF-8, where they stand."""
        rows, data = self._unit(int(np.searchsorted(self._firsts, text, "right")) - 1)
        at = int(np.searchsorted(rows[:, 0], text))
        if at == len(rows) or rows[at, 0] != text:
            raise KeyError(text)
        return memoryview(data)[rows[at, 1] : rows[at, 2]]

    def close(self) -> None:
        """Forgets what is open; it goes with the last view of it."""
        self._open.clear()

    def _unit(self, index: int) -> tuple[Any, Any]:
        if index in self._open:
            self._open.move_to_end(index)
            return self._open[index]
        name = self._units[index].name
        with open(self._place.copies(name), "rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if os.path.getsize(self._place.copies(name)) else b""
        self._open[index] = np.array(load(self._place.offsets(name))), data
        if len(self._open) > _OPEN:
            self._open.popitem(last=False)
        return self._open[index]
