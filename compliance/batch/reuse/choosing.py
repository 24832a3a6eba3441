"""Which of the pairs that share enough are aligned, turn by turn.

A story that three hundred houses ran makes 45,000 pairs, and nobody wants to see them all. So a text is aligned with those it shares
most with; then, as long as two groups may hang together by a pair that was not looked at, with the most alike of those, more in every
turn; at last every text of a cluster with the first of it. What hangs together is the same as if all pairs had been aligned.
"""

import os
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from compliance.batch.reuse.grouping import label
from compliance.batch.reuse.joining import batches, connect, listed
from compliance.batch.reuse.places import Place, load, save

NEAREST = 4
"""Texts that each is aligned with at first, those it shares most with; and pairs of two groups in the turn after that."""
MORE = 4
"""How many times as many pairs of two groups are aligned in each further turn."""

_ALIKE = 300_000  # millionths; texts more alike than this are aligned one after the other, as they are read


class Task(NamedTuple):
    """A turn, from 0. `parts` is in how many files the candidates are, `alike` how alike a pair must be, in millionths, to hang together."""

    place: Place
    turn: int
    parts: int
    alike: int
    memory: int


def name_of(turn: int) -> str:
    """The name of a turn."""
    return f"{turn:03}"


def do(task: Task) -> int:
    """Writes the pairs of a turn, unless they are there; how many. Raises OSError."""
    target = task.place.chosen(name_of(task.turn))
    if not os.path.exists(target):
        files = listed([task.place.candidates(part, task.parts) for part in range(task.parts)])
        with connect(task.place, f"turn-{task.turn}", task.memory) as con:
            found = [*batches(con, _between(con, task, files) if task.turn else _nearest(files), 1 << 20)]
        one, other, alike = (np.concatenate([np.empty(0, np.uint32), *(batch[name].to_numpy() for batch in found)]) for name in ("one", "other", "alike"))
        if not task.turn:
            wanted = np.zeros(len(task.place.texts()), bool)
            wanted[one] = wanted[other] = True
            save(task.place.column("wanted"), wanted)
        put(task.place, name_of(task.turn), one, other, alike >= _ALIKE)
    return len(load(target))


def put(place: Place, turn: str, one: NDArray[Any], other: NDArray[Any], alike: NDArray[np.bool_]) -> None:
    """Writes the pairs of a turn, those of texts that are alike side by side."""
    labels = label(len(place.texts()), one[alike], other[alike])
    order = np.lexsort((other, one, labels[one]))
    save(place.chosen(turn), np.stack([one[order], other[order]], axis=1).astype(np.uint32))


def roots_path(place: Place, turn: int) -> str:
    """Where it is written before a turn which texts hang together by the turns before it."""
    return place.column(f"roots-{turn:03}")


def tested(place: Place, turns: Sequence[int]) -> NDArray[np.uint32]:
    """The pairs of some turns, the lower text of each first."""
    return np.concatenate([np.empty((0, 2), np.uint32), *(load(place.chosen(name_of(turn))) for turn in turns)])


def _nearest(files: str) -> str:
    return f"""
        WITH pairs AS (SELECT one, other, alike FROM {files}),
        ways AS (SELECT one AS text, other AS partner, alike FROM pairs UNION ALL SELECT other, one, alike FROM pairs)
        SELECT DISTINCT least(text, partner) AS one, greatest(text, partner) AS other, alike
        FROM ways QUALIFY row_number() OVER (PARTITION BY text ORDER BY alike DESC, partner) <= {NEAREST}
    """


def _between(con: Any, task: Task, files: str) -> str:
    roots = load(roots_path(task.place, task.turn))
    con.register("roots", pa.table({"text": np.arange(len(roots), dtype=np.uint32), "root": np.array(roots)}))
    before = tested(task.place, range(task.turn))
    con.register("tested", pa.table({"one": before[:, 0], "other": before[:, 1]}))
    return f"""
        SELECT one, other, alike FROM (
            SELECT pairs.one, pairs.other, pairs.alike, least(a.root, b.root) AS low, greatest(a.root, b.root) AS high
            FROM {files} pairs JOIN roots a ON pairs.one = a.text JOIN roots b ON pairs.other = b.text
            ANTI JOIN tested ON pairs.one = tested.one AND pairs.other = tested.other
            WHERE pairs.alike >= {task.alike} AND a.root <> b.root
        ) QUALIFY row_number() OVER (PARTITION BY low, high ORDER BY alike DESC, one, other) <= {NEAREST * MORE ** (task.turn - 1)}
    """
