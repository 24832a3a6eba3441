"""Texts laid end to end as letters, and every stretch of letters that pairs of them share: whole arrays at a time, for many pairs.

Seeds are fingerprints with their places, winnowed as an archive's are. Two texts that share a run share seeds on one diagonal of the
dot plot; these are joined and grown letter by letter. So every common run of `fingerprint.ALWAYS` units is found from end to end, and
none shorter than `LENGTH`; what stands more than once in a text is paired place by place. What is found for a pair does not depend on
the other texts and pairs.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from compliance.batch.reuse import sampling
from compliance.batch.reuse.sampling import of_one
from compliance.reuse.archive.runs import Run
from compliance.reuse.fingerprint import BITS, LENGTH, WINDOW, Hashes, run_hashes, values
from compliance.reuse.fold import Units, fold

MOST_UNITS = (1 << 21) - 1
"""Units of a text, at most."""
MOST_PAIRS = 1 << 21

_TIMES = 3  # bits: of a seed that stands more often in a text, so many places count
_BLOCK = 1 << 16  # code points that are looked at in one go, so that the arrays stay in the processor's cache
_STEP = 16  # units that ends of runs grow by in one go
_MOST_RUNS = 20_000  # of a pair, the longest

Places = NDArray[np.int64]


class Letters(NamedTuple):
    """Some texts. Units of text n stand from `starts[n]` to `starts[n + 1]`; `at` are the code points of the text they came from.

    Seeds of text n are from `first[n]` to `first[n + 1]`, by `keys`, which are their values with the count of equal ones before; `unit`
    is where the seed's run begins, counted in all texts, and `thin` whether its value is in the text's `sampling.sample`; `prints` says
    how many values are.
    """

    units: Units
    at: Places
    starts: Places
    first: Places
    keys: NDArray[np.uint64]
    unit: Places
    thin: NDArray[np.bool_]
    prints: Places


class Shared(NamedTuple):
    """What a pair of texts shares: fingerprints of their samples, and runs, in the order of the first text."""

    prints: int
    runs: Sequence[Run]


def lay(texts: Sequence[str]) -> Letters:
    """Texts made ready; none has more than `MOST_UNITS` units."""
    blocks: list[Letters] = []
    waiting: list[str] = []
    size = 0
    for text in texts:
        waiting.append(text)
        size += len(text)
        if size >= _BLOCK:
            blocks.append(_lay(waiting))
            waiting, size = [], 0
    blocks.append(_lay(waiting))
    units = np.cumsum([0, *(len(block.units) for block in blocks)])
    seeds = np.cumsum([0, *(len(block.keys) for block in blocks)])
    return Letters(
        np.concatenate([block.units.astype(np.uint32, copy=False) for block in blocks]),
        np.concatenate([block.at for block in blocks]),
        np.concatenate([[0], *(block.starts[1:] + offset for block, offset in zip(blocks, units, strict=False))]),
        np.concatenate([[0], *(block.first[1:] + offset for block, offset in zip(blocks, seeds, strict=False))]),
        np.concatenate([block.keys for block in blocks]),
        np.concatenate([block.unit + offset for block, offset in zip(blocks, units, strict=False)]),
        np.concatenate([block.thin for block in blocks]),
        np.concatenate([block.prints for block in blocks]),
    )


def _lay(texts: Sequence[str]) -> Letters:
    folded = fold("".join(texts))
    offsets = np.cumsum([0, *map(len, texts)])
    starts = np.searchsorted(folded.at, offsets)
    at = folded.at - np.repeat(offsets[:-1], np.diff(starts))
    hashes = run_hashes(folded.units)
    inside = of_one(len(hashes), starts[:-1], starts[1:], LENGTH)
    kept = smallest(hashes, starts, WINDOW) & inside
    thin = smallest(hashes, starts, sampling.WINDOW) & inside
    for text in np.flatnonzero((np.diff(starts) >= LENGTH) & (np.diff(starts) < sampling.ALWAYS)).tolist():
        whole = slice(starts[text], starts[text + 1] - LENGTH + 1)
        thin[whole] = hashes[whole] == hashes[whole].min()
    unit = np.flatnonzero(kept | thin)
    of = np.searchsorted(starts, unit, "right") - 1
    value = values(hashes[unit])
    order = np.lexsort((value, of))
    of, value, unit = of[order], value[order], unit[order]
    new = np.ones(len(of), bool)
    new[1:] = (of[1:] != of[:-1]) | (value[1:] != value[:-1])
    begin = np.flatnonzero(new)
    counts = np.diff(np.append(begin, len(of)))
    nth = np.arange(len(of)) - np.repeat(begin, counts)
    sampled = np.logical_or.reduceat(thin[unit], begin) if len(begin) else np.empty(0, bool)
    few = nth < 1 << _TIMES
    keys = value << np.uint64(_TIMES) | nth.astype(np.uint64)
    first = np.searchsorted(of[few], np.arange(len(texts) + 1))
    prints = np.bincount(of[begin[sampled]], minlength=len(texts))
    return Letters(folded.units, at, starts, first, keys[few], unit[few], np.repeat(sampled, counts)[few], prints)


def find_shared(letters: Letters, ones: Places, others: Places) -> list[Shared]:
    """What pairs of texts share, in the order of the pairs.

    Args:
        letters: the texts.
        ones: for each pair, of which there are at most `MOST_PAIRS`, the index of its first text.
        others: and of its second.
    """
    pair, one, other = _hits(letters, ones, others)
    both = letters.thin[one] & letters.thin[other] & (letters.keys[one] & np.uint64((1 << _TIMES) - 1) == 0)
    prints = np.bincount(pair[both], minlength=len(ones)).tolist()
    rows = _grown(letters, ones, others, *_joined(pair, letters.unit[one], letters.unit[other], letters.starts[ones], letters.starts[others]))
    runs: list[list[Run]] = [[] for _ in prints]
    for which, mine, theirs, length in zip(*(row.tolist() for row in rows), strict=True):
        runs[which].append(Run(mine, theirs, length))
    for which, found in enumerate(runs):
        if len(found) > _MOST_RUNS:
            runs[which] = sorted(sorted(found, key=lambda run: -run.units)[:_MOST_RUNS])
    return [Shared(count, found) for count, found in zip(prints, runs, strict=True)]


def smallest(hashes: Hashes, starts: Places, window: int) -> NDArray[np.bool_]:
    """Which hashes are the smallest of some window that lies in one text; texts begin at `starts`, whose last is the end of all."""
    if len(hashes) < window:
        return np.zeros(len(hashes), bool)
    lowest, size = hashes, 1
    while size < window:
        lowest = np.minimum(lowest[:-size], lowest[size:])
        size *= 2
    # A hash is kept if the highest of the minima of all windows over it is itself.
    highest = np.zeros(len(lowest) + 2 * (window - 1), np.uint64)
    highest[window - 1 : window - 1 + len(lowest)] = np.where(
        of_one(len(lowest), starts[:-1], starts[1:], window + LENGTH - 1), lowest, np.uint64(0)
    )
    size = 1
    while size < window:
        highest = np.maximum(highest[:-size], highest[size:])
        size *= 2
    kept: NDArray[np.bool_] = highest == hashes
    return kept


def _hits(letters: Letters, ones: Places, others: Places) -> tuple[Places, Places, Places]:
    """Seeds that both texts of a pair have: the pair, and the index of the seed of each."""
    sides = []
    for texts in (ones, others):
        counts = letters.first[texts + 1] - letters.first[texts]
        ends = np.cumsum(counts)
        index = np.arange(ends[-1] if len(ends) else 0) + np.repeat(letters.first[texts] - (ends - counts), counts)
        pair = np.repeat(np.arange(len(texts)), counts)
        sides.append((pair, index, pair.astype(np.uint64) << np.uint64(BITS + _TIMES) | letters.keys[index]))
    (pair, index, keys), (_, other, theirs) = sides
    if not len(theirs):
        return pair[:0], index[:0], other[:0]
    place = np.minimum(np.searchsorted(theirs, keys), len(theirs) - 1)
    same = np.flatnonzero(theirs[place] == keys)
    return pair[same], index[same], other[place[same]]


def _joined(pair: Places, one: Places, other: Places, begin: Places, begin_other: Places) -> tuple[Places, Places, Places, Places]:
    """Seeds that follow one another on one diagonal so closely that they overlap, as runs: pair, place in either text, units."""
    one, other = one - begin[pair], other - begin_other[pair]
    slant = other - one + MOST_UNITS
    order = np.argsort((pair.astype(np.uint64) << np.uint64(43)) | (slant.astype(np.uint64) << np.uint64(21)) | one.astype(np.uint64))
    pair, one, other, slant = pair[order], one[order], other[order], slant[order]
    new = np.ones(len(pair), bool)
    new[1:] = (pair[1:] != pair[:-1]) | (slant[1:] != slant[:-1]) | (one[1:] - one[:-1] > LENGTH)
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(pair)) - 1 if len(first) else first
    return pair[first], one[first], other[first], one[last] - one[first] + LENGTH


def _grown(letters: Letters, ones: Places, others: Places, pair: Places, one: Places, other: Places, units: Places) -> tuple[Places, ...]:
    """Runs with all the letters beside them that both texts have, by pair and place."""
    begin, begin_other = letters.starts[ones[pair]], letters.starts[others[pair]]
    room = np.minimum(one, other)
    back = _equal(letters.units, begin + one - 1, begin_other + other - 1, room, -1)
    ours, theirs = one + units, other + units
    room = np.minimum(letters.starts[ones[pair] + 1] - begin - ours, letters.starts[others[pair] + 1] - begin_other - theirs)
    on = _equal(letters.units, begin + ours, begin_other + theirs, room, 1)
    one, other, units = one - back, other - back, units + back + on
    if len(pair):
        # Two of one diagonal grow into the same run.
        new = np.ones(len(pair), bool)
        new[1:] = (pair[1:] != pair[:-1]) | (one[1:] - other[1:] != one[:-1] - other[:-1]) | (one[1:] != one[:-1])
        pair, one, other, units = pair[new], one[new], other[new], units[new]
    order = np.lexsort((other, one, pair))
    return pair[order], one[order], other[order], units[order]


def _equal(units: Units, ours: Places, theirs: Places, room: Places, way: int) -> Places:
    """How many units are equal from two rows of places on, within `room`, forwards or backwards."""
    grown: Places = np.zeros(len(ours), np.int64)
    steps = np.arange(_STEP)
    left: NDArray[Any] = np.flatnonzero(room > 0)
    while len(left):
        reach = grown[left, None] + steps
        fits = reach < room[left, None]
        reach = np.where(fits, reach, 0) * way
        same = (units[ours[left, None] + reach] == units[theirs[left, None] + reach]) & fits
        count = np.where(same.all(1), _STEP, same.argmin(1))
        grown[left] += count
        left = left[count == _STEP]
    return grown
