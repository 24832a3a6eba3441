"""Some pairs of texts → their passages."""

import json
import os
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from compliance.batch.beside import beside
from compliance.batch.reuse import coarse
from compliance.batch.reuse.copying import Texts
from compliance.batch.reuse.letters import find_shared, lay
from compliance.batch.reuse.passages import Passage, Side, describe, reported, share
from compliance.batch.reuse.places import Place, load
from compliance.model import Span
from compliance.reuse.archive.runs import Run, Stretch

AT_ONCE = 8192
"""Pairs of a task, at most."""
MOST = 1_000
"""Passages of a pair that are written down, the longest; all of them count."""
LONG = 1 << 20
"""Units; a longer text is aligned by its fingerprints alone."""
SCHEMA = pa.schema([
    ("one", pa.uint32()), ("other", pa.uint32()), ("shared", pa.int32()), ("share", pa.float64()), ("tied", pa.bool_()), ("passages", pa.string()),
])  # fmt: skip
"""Pairs with passages: `one` is the earlier text, and `tied` says that the two hang together."""

_LETTERS = 1 << 21  # units of texts that are laid out in one go
_PAIRS = 2048
_SEEDS = 6_000_000  # of long texts that are kept: 40 bytes each

Pair = tuple[int, int]


class Task(NamedTuple):
    """The pairs of a turn from `first` to before `last`. Two texts hang together where passages cover `share` of the shorter and they have
    `part_of_shorter` of its fingerprints in common."""

    place: Place
    turn: str
    first: int
    last: int
    share: float
    part_of_shorter: float

    def target(self) -> str:
        """The file that it writes."""
        return self.place.aligned(self.turn, self.first, self.last)


class _Row(NamedTuple):
    one: int
    other: int
    shared: int
    share: float
    tied: bool
    passages: str


def do(task: Task) -> int:
    """Aligns the pairs of a task, unless that is done; how many have passages. Raises OSError."""
    target = task.target()
    if os.path.exists(target):
        return int(pq.read_metadata(target).num_rows)
    table = task.place.texts()
    pairs = np.array(load(task.place.chosen(task.turn))[task.first : task.last])
    rows = [*_Aligner(task, table).rows([_ordered(table, *pair) for pair in pairs.tolist()])]
    columns = list(zip(*rows, strict=True)) or [()] * len(SCHEMA)
    with beside(target) as part:
        pq.write_table(pa.Table.from_arrays([pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)], schema=SCHEMA), part)
    return len(rows)


def _ordered(table: Any, one: int, other: int) -> Pair:
    """The earlier text first."""
    return (one, other) if (table["moment"][one], one) <= (table["moment"][other], other) else (other, one)


class _Aligner:
    """Aligns pairs in lots that fit into memory."""

    def __init__(self, task: Task, table: Any) -> None:
        self._task = task
        self._letters = table["letters"]
        self._prints = table["prints"]
        self._texts = Texts(task.place)
        self._seeds: OrderedDict[int, coarse.Seeds] = OrderedDict()

    def rows(self, pairs: Iterable[Pair]) -> Iterator[_Row]:
        """The rows of pairs, the earlier text of each first, in their order where none is long."""
        lot: list[Pair] = []
        known: set[int] = set()
        size = 0
        for pair in pairs:
            if max(self._letters[pair[0]], self._letters[pair[1]]) > LONG:
                yield from self._long(*pair)
                continue
            fresh = set(pair) - known
            known |= fresh
            size += sum(int(self._letters[text]) for text in fresh)
            lot.append(pair)
            if size >= _LETTERS or len(lot) >= _PAIRS:
                yield from self._lot(lot, sorted(known))
                lot, known, size = [], set(), 0
        if lot:
            yield from self._lot(lot, sorted(known))
        self._texts.close()

    def _lot(self, pairs: list[Pair], which: list[int]) -> Iterator[_Row]:
        texts = [self._texts.read(text) for text in which]
        letters = lay(texts)
        sides = [_side(letters.at, first, last, text) for first, last, text in zip(letters.starts.tolist(), letters.starts[1:].tolist(), texts, strict=False)]
        index = {text: number for number, text in enumerate(which)}
        ones, others = (np.array([index[pair[side]] for pair in pairs], np.int64) for side in (0, 1))
        for pair, found in zip(pairs, find_shared(letters, ones, others), strict=True):
            yield from self._row(pair, found.prints, found.runs, sides[index[pair[0]]], sides[index[pair[1]]])

    def _long(self, one: int, other: int) -> Iterator[_Row]:
        mine, theirs = self._seeds_of(one), self._seeds_of(other)
        prints, runs = coarse.find_shared(mine, theirs)
        yield from self._row((one, other), prints, runs, Side(int(self._letters[one]), mine.span), Side(int(self._letters[other]), theirs.span))

    def _seeds_of(self, text: int) -> coarse.Seeds:
        """The fingerprints of a text; those of the last few are kept."""
        if text not in self._seeds:
            self._seeds[text] = coarse.read_seeds(self._texts.view(text))
            while len(self._seeds) > 2 and sum(len(seeds.unit) for seeds in self._seeds.values()) > _SEEDS:
                self._seeds.popitem(last=False)
        self._seeds.move_to_end(text)
        return self._seeds[text]

    def _row(self, pair: Pair, prints: int, runs: Iterable[Run], one: Side, other: Side) -> Iterator[_Row]:
        found: list[Stretch] = reported([*runs], min(one.letters, other.letters))
        if not found:
            return
        part = round(share(found, one.letters, other.letters), 4)
        fewer = max(1, min(int(self._prints[pair[0]]), int(self._prints[pair[1]])))
        tied = part >= self._task.share and prints >= self._task.part_of_shorter * fewer
        longest = sorted(found, key=lambda stretch: -stretch.units)[:MOST]
        passages = describe(longest, one, other)
        yield _Row(*pair, prints, part, tied, passages_json(passages))


def passages_json(passages: Iterable[Passage]) -> str:
    """Passages as the table of pairs has them."""
    rows = [[*passage.one, *passage.other, passage.similarity, str(passage.kind)] for passage in passages]
    return json.dumps(rows, separators=(",", ":"))


def _side(at: Any, first: int, last: int, text: str) -> Side:
    def span(start: int, end: int) -> Span:
        return Span(int(at[first + start]), int(at[first + end - 1]) + 1)

    return Side(last - first, span, text)
