"""Where the files of the stage are, below the folder of a run."""

import json
import os
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from compliance.batch.beside import beside

TEXTS = np.dtype([("number", "<i4"), ("prints", "<i4"), ("letters", "<i8"), ("characters", "<i8"), ("sum", "<u8"), ("moment", "<i8"), ("of", "<u4")])
"""What is known of a text: the number of its document in the unit; its fingerprints, units and code points; its letters as one number;
when it is from (see `moments`); and, in the table of all, the text that it stands for: itself, or the first with the same letters."""


class Unit(NamedTuple):
    """A unit whose fingerprints are there: how many texts and keys it has, and which number its first text has among all."""

    name: str
    texts: int
    keys: int
    first: int


class Place(NamedTuple):
    """A join's folder, and that of the run."""

    run: str
    join: str

    def keys(self, unit: str) -> str:
        """The fingerprints of a unit, ascending."""
        return keys_path(self.run, unit)

    def copies(self, unit: str) -> str:
        """The texts of a unit that are aligned, end to end."""
        return os.path.join(self.join, "texts", f"{unit}.bin")

    def offsets(self, unit: str) -> str:
        """Where they stand: (number among all texts, first byte, byte behind the last)."""
        return os.path.join(self.join, "texts", f"{unit}.npy")

    def counts(self, part: int, parts: int) -> str:
        """What pairs share within a part of all hashes."""
        return os.path.join(self.join, "counts", f"{part:05}-of-{parts:05}.parquet")

    def candidates(self, part: int, parts: int) -> str:
        """Pairs that share enough, by ranges of their first texts."""
        return os.path.join(self.join, "candidates", f"{part:05}-of-{parts:05}.parquet")

    def chosen(self, turn: str) -> str:
        """The pairs that are aligned in one turn."""
        return os.path.join(self.join, f"turn-{turn}", "pairs.npy")

    def aligned(self, turn: str, first: int, last: int) -> str:
        """What those from `first` to before `last` came to."""
        return os.path.join(self.join, f"turn-{turn}", f"{first:010}-{last:010}.parquet")

    def result(self) -> str:
        """What the join came to, once all is done."""
        return os.path.join(self.join, "result.json")

    def units(self) -> list[Unit]:
        """The units, in their order."""
        return [Unit(*row) for row in load_json(os.path.join(self.join, "units.json"))]

    def texts(self) -> Any:
        """The table of all texts, mapped into memory; see `TEXTS`."""
        return load(self.column("texts"))

    def column(self, name: str) -> str:
        """An array with a row for each text."""
        return os.path.join(self.join, f"{name}.npy")


def keys_path(run: str, unit: str) -> str:
    """The fingerprints of a unit, ascending."""
    return os.path.join(run, "work", "buckets", f"{unit}.keys.npy")


def texts_path(run: str, unit: str) -> str:
    """What is known of its texts, in their order."""
    return os.path.join(run, "work", "buckets", f"{unit}.texts.npy")


def done_path(run: str, unit: str) -> str:
    """Written when both are there: how many and their digest."""
    return os.path.join(run, "work", "buckets", f"{unit}.json")


def findings(run: str, table: str, unit: str) -> str:
    """A unit's file of a table."""
    return os.path.join(run, "findings", table, f"{unit}.parquet")


def save(path: str, array: NDArray[Any]) -> None:
    """Writes an array, whole or not at all."""
    with beside(path) as part, open(part, "wb") as file:
        np.save(file, array)


def load(path: str) -> Any:
    """An array, mapped into memory where it is not empty."""
    return np.load(path, mmap_mode="r") if os.path.getsize(path) > 4096 else np.load(path)


def load_json(path: str) -> Any:
    """A JSON file."""
    return json.loads(Path(path).read_text(encoding="utf-8"))
