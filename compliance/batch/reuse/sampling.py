"""Fingerprints of many texts at once, thinner than those of an archive: what a join of a whole run can carry.

Winnowing as in `compliance.reuse.fingerprint`, over windows four times as wide: two texts that share a run of `ALWAYS` units share
a fingerprint, always; a text of 4,000 letters has about a hundred.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compliance.reuse.fingerprint import DOCUMENT_BITS, LENGTH, Hashes, run_hashes, values
from compliance.reuse.fold import Units, fold, fold_ascii

WINDOW = 64
"""Hashes in a row of which the smallest is kept."""
ALWAYS = LENGTH + WINDOW - 1
"""Units of a run that is always found."""
PIECE = 1 << 20
"""Code points of a text that are folded in one go."""

_BLOCK = 1 << 16  # units of several texts that are hashed in one go


class Sample(NamedTuple):
    """The fingerprints of some texts.

    `keys` ascend, each one once a text: the fingerprint, and the text's index in the lower `DOCUMENT_BITS` bits. For each text,
    `prints` says how many it has and `letters` how many units; `sums` is one number for all of its letters in their order, equal for
    texts that differ in case, blanks and punctuation alone, and 0 for a text with less than one run.
    """

    keys: Hashes
    prints: NDArray[np.int32]
    letters: NDArray[np.int64]
    sums: NDArray[np.uint64]


class _Block(NamedTuple):
    """Units of several texts end to end, or a part of one text whose first `again` runs were in the part before."""

    units: Units
    lengths: Sequence[int]
    which: Sequence[int]
    again: int = 0


def sample(texts: Sequence[str]) -> Sample:
    """The fingerprints of texts, of which there are at most 2**DOCUMENT_BITS."""
    letters = np.zeros(len(texts), np.int64)
    sums = np.zeros(len(texts), np.uint64)
    found = [np.empty(0, np.uint64)]
    for block in _blocks(texts):
        hashes = run_hashes(block.units)
        ends = np.cumsum(np.array(block.lengths, np.int64))
        which = np.array(block.which, np.int64)
        letters[which] += np.array(block.lengths, np.int64) - (ALWAYS - 1 if block.again else 0)
        found.append(_keys(hashes, ends, which))
        sums[which] += _sums(hashes[block.again :], ends - block.again, len(which))
    keys = np.concatenate(found)
    keys.sort()
    keys = keys[np.concatenate([[True], keys[1:] != keys[:-1]])] if len(keys) else keys
    owners = (keys & np.uint64((1 << DOCUMENT_BITS) - 1)).astype(np.int64)
    return Sample(keys, np.bincount(owners, minlength=len(texts)).astype(np.int32), letters, sums)


def _blocks(texts: Sequence[str]) -> Iterator[_Block]:
    narrow: list[int] = []
    wide: list[int] = []
    sizes = [0, 0]
    for index, text in enumerate(texts):
        if len(text) > PIECE:
            yield from _parts(index, text)
            continue
        kind = 0 if text.isascii() else 1
        (wide if kind else narrow).append(index)
        sizes[kind] += len(text)
        if sizes[kind] >= _BLOCK:
            yield _joined(texts, wide) if kind else _joined_narrow(texts, narrow)
            (wide if kind else narrow).clear()
            sizes[kind] = 0
    if narrow:
        yield _joined_narrow(texts, narrow)
    if wide:
        yield _joined(texts, wide)


def _joined_narrow(texts: Sequence[str], which: Sequence[int]) -> _Block:
    folded = [fold_ascii(texts[index].encode("ascii")) for index in which]
    return _Block(np.concatenate(folded), [len(units) for units in folded], tuple(which))


def _joined(texts: Sequence[str], which: Sequence[int]) -> _Block:
    folded = fold("".join(texts[index] for index in which))
    ends = np.searchsorted(folded.at, np.cumsum([len(texts[index]) for index in which]))
    return _Block(folded.units, np.diff(ends, prepend=0).tolist(), tuple(which))


def _parts(index: int, text: str) -> Iterator[_Block]:
    """A long text in parts, each beginning with the end of the one before, so that every window stands in one of them."""
    rest: Units = np.empty(0, np.uint8)
    again = 0
    for first in range(0, len(text), PIECE):
        fresh = fold(text[first : first + PIECE]).units
        rest = np.concatenate([rest, fresh])
        if len(fresh) and len(rest) >= ALWAYS:
            yield _Block(rest, [len(rest)], [index], again)
            rest, again = rest[-(ALWAYS - 1) :], WINDOW - 1
    if not again:
        yield _Block(rest, [len(rest)], [index])


def _keys(hashes: Hashes, ends: NDArray[np.int64], which: NDArray[np.int64]) -> Hashes:
    """The keys of texts that lie end to end. Windows that reach over the end of a text do not count; a text too short for a window
    is one."""
    starts = np.concatenate([[0], ends[:-1]])
    found, owners = [np.empty(0, np.uint64)], [np.empty(0, np.int64)]
    if len(hashes) >= WINDOW:
        lowest = hashes
        size = 1
        while size < WINDOW:
            lowest = np.minimum(lowest[:-size], lowest[size:])
            size *= 2
        sound = of_one(len(lowest), starts, ends, ALWAYS)
        sound[1:] &= (lowest[1:] != lowest[:-1]) | ~sound[:-1]
        at = np.flatnonzero(sound)
        found.append(lowest[at])
        owners.append(np.searchsorted(ends, at, "right"))
    for index in np.flatnonzero((ends - starts >= LENGTH) & (ends - starts < ALWAYS)).tolist():
        found.append(hashes[starts[index] : ends[index] - LENGTH + 1].min(keepdims=True))
        owners.append(np.array([index]))
    return values(np.concatenate(found)) << np.uint64(DOCUMENT_BITS) | which[np.concatenate(owners)].astype(np.uint64)


def _sums(hashes: Hashes, ends: NDArray[np.int64], count: int) -> Hashes:
    starts = np.concatenate([[0], ends[:-1]])
    totals = np.zeros(len(hashes) + 1, np.uint64)
    np.cumsum(np.where(of_one(len(hashes), starts, ends, LENGTH), hashes, 0), out=totals[1:])
    first, last = (np.minimum(np.maximum(places, 0), len(hashes)) for places in (starts, ends))
    return totals[last] - totals[first] if count else np.empty(0, np.uint64)


def of_one(count: int, starts: NDArray[np.int64], ends: NDArray[np.int64], reach: int) -> NDArray[np.bool_]:
    """For so many places, whether `reach` units from there on are of one text, given where texts start and end."""
    inside = np.ones(count, bool)
    some = ends > starts
    over = np.maximum(ends[some, None] - np.arange(1, reach), starts[some, None]).ravel()
    inside[over[over < count]] = False
    return inside
