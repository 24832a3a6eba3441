"""Where digests of an earlier run's inputs and documents stand: sorted arrays in files, which every process maps and none holds."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from compliance.batch.since.state import NONE

ROWS = 4_000_000
"""Digests that are sorted at a time: about 200 MB."""


class Index:
    """Finds things by a digest of 16 bytes. It is made of the folder alone, so that a worker can make its own.

    `INDEX/PART.keys.npy` holds the first halves of the digests, sorted, `INDEX/PART.rest.npy` the other halves with unit and number.
    A part holds what begins alike, so that an index larger than memory can be made.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._parts: list[tuple[Any, Any]] | None = None

    def __reduce__(self) -> tuple[type["Index"], tuple[str]]:
        return Index, (self.folder,)

    def find(self, digest: bytes) -> tuple[int, int] | None:
        """The place of the unit among those that were put in, and the place in it; None where there is no such digest."""
        if self._parts is None:
            self._parts = _opened(self.folder)
        if digest == NONE:
            return None
        high, low = int.from_bytes(digest[:8], "big"), int.from_bytes(digest[8:], "big")
        keys, rest = self._parts[high * len(self._parts) >> 64]
        at = int(keys.searchsorted(keys.dtype.type(high)))
        while at < len(keys) and int(keys[at]) == high:
            if int(rest[at]["low"]) == low:
                return int(rest[at]["unit"]), int(rest[at]["number"])
            at += 1
        return None


def make(folder: str, total: int, listed: Callable[[], Iterable[bytes]], rows: int = ROWS) -> Index:
    """Makes an index; one that is there already, left by an attempt that was ended, gives way to it.

    Args:
        folder: of the index.
        total: how many digests there are, about.
        listed: gives the digests, one after the other, of each unit in its order; it is asked once for each part.
        rows: digests that are sorted at a time.
    Raises:
        OSError: it cannot be written.
    """
    import numpy as np

    fresh = f"{folder}.part"
    shutil.rmtree(fresh, ignore_errors=True)
    os.makedirs(fresh)
    parts = max(1, -(-total * 5 // (rows * 4)))  # a part may come out somewhat larger than the others
    for part in range(parts):
        first, last = -(-(part << 64) // parts), -(-(part + 1 << 64) // parts) - 1
        found = list(_between(listed(), first, last))
        keys = np.concatenate([np.empty(0, "<u8"), *(keys for keys, _ in found)])
        rest = np.concatenate([_rest(0), *(rest for _, rest in found)])
        order = np.argsort(keys, kind="stable")
        np.save(_file(fresh, part, "rest"), rest[order])
        np.save(_file(fresh, part, "keys"), keys[order])
    shutil.rmtree(folder, ignore_errors=True)
    os.replace(fresh, folder)
    return Index(folder)


def _opened(folder: str) -> list[tuple[Any, Any]]:
    import numpy as np

    count = sum(name.endswith(".keys.npy") for name in os.listdir(folder))
    return [(np.load(_file(folder, part, "keys"), mmap_mode="r"), np.load(_file(folder, part, "rest"), mmap_mode="r")) for part in range(count)]


def _between(listed: Iterable[bytes], first: int, last: int) -> Iterator[tuple[Any, Any]]:
    """The digests whose first half is in a range: these halves, and the others with unit and place."""
    import numpy as np

    for unit, digests in enumerate(listed):
        halves = np.frombuffer(digests, ">u8").reshape(-1, 2)
        chosen = (halves[:, 0] >= np.uint64(first)) & (halves[:, 0] <= np.uint64(last)) & (halves != 0).any(axis=1)
        numbers = np.flatnonzero(chosen)
        if len(numbers):
            rest = _rest(len(numbers))
            rest["low"], rest["unit"], rest["number"] = halves[numbers, 1], unit, numbers
            yield halves[numbers, 0].astype("<u8"), rest


def _rest(size: int) -> Any:
    import numpy as np

    return np.empty(size, [("low", "<u8"), ("unit", "<i4"), ("number", "<i4")])


def _file(folder: str, part: int, kind: str) -> str:
    return os.path.join(folder, f"{part:04}.{kind}.npy")
