"""Words of a text as numbers, with their places and the ends of sentences between them.

A word is a run of letters and digits; in scripts that put no blanks between words it is each letter with the next one
(overlapping pairs, the usual unit of retrieval in Chinese, Japanese and Thai). No dictionary and no stemmer: any language.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compliance.reuse.align.letters import BLANK, FULL_STOP, LETTER, LINE, STOP, read_letters

STEM = 5
"""Letters of a word that make its stem: inflected forms of a word share their beginning in most languages with endings."""

_LONGEST = 64

_PAIR = 6
"""Letters of a word that is as rare as a pair of letters in a script without blanks."""


class Words(NamedTuple):
    """The words of a text, in order. `starts` and `ends` are code points; `breaks[i]` says how words i-1 and i are parted:
    0 not, 1 by a line end, 2 by the end of a sentence, 3 by a blank line; it has one item more than there are words. `sizes` are letters of a language with
    blanks."""

    whole: NDArray[np.uint64]
    stems: NDArray[np.uint64]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    breaks: NDArray[np.int8]
    sizes: NDArray[np.int64]


def read_words(text: str) -> Words:
    """The words of any text."""
    codes, places, alone = read_letters(text)
    is_letter = codes >= LETTER
    begin, finish = _runs(is_letter) if alone is None else _runs_apart(is_letter, alone)
    if not len(begin):
        empty, none = np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int32)
        return Words(empty, empty, none, none, np.full(1, 3, dtype=np.int8), np.zeros(0, dtype=np.int64))
    lengths = finish - begin
    offsets = np.cumsum(lengths) - lengths
    within = np.arange(offsets[-1] + lengths[-1]) - np.repeat(offsets, lengths)
    if int(lengths.max()) > _LONGEST:
        np.minimum(within, _LONGEST - 1, out=within)
    sums = np.zeros(len(within) + 1, dtype=np.uint64)
    np.cumsum(_scramble(codes[is_letter]) * _POWERS[within], out=sums[1:])
    before = sums[offsets]
    whole = sums[offsets + lengths] - before
    stems = sums[offsets + np.minimum(lengths, STEM)] - before
    last, sizes = finish, lengths
    if alone is not None:
        sizes = np.where(alone[begin], _PAIR, lengths)
        last = _pair(codes, alone, begin, finish, whole, stems)
    if places is None:
        starts, ends = begin.astype(np.int32), last.astype(np.int32)
    else:
        starts, ends = places[begin], places[last - 1] + 1
    return Words(whole, stems, starts, ends, _breaks(codes, begin, finish), sizes)


def _runs(is_letter: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where runs of letters begin and end."""
    padded = np.zeros(len(is_letter) + 2, dtype=np.bool_)
    padded[1:-1] = is_letter
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    return edges[::2], edges[1::2]


def _runs_apart(is_letter: NDArray[np.bool_], alone: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The same, with each letter that stands alone as a run."""
    begin, end = np.ones(len(is_letter), dtype=np.bool_), np.ones(len(is_letter), dtype=np.bool_)
    begin[1:] = ~is_letter[:-1] | alone[1:] | alone[:-1]
    end[:-1] = begin[1:] | ~is_letter[1:]
    return np.flatnonzero(begin & is_letter), np.flatnonzero(end & is_letter) + 1


def _scramble(codes: NDArray[np.int32]) -> NDArray[np.uint64]:
    """Well-spread numbers for letters."""
    if int(codes.max()) < len(_SCRAMBLED):
        return _SCRAMBLED[codes]
    return _mix(codes)


def _mix(codes: NDArray[np.int32]) -> NDArray[np.uint64]:
    """The finaliser of splitmix64 (Steele, Lea and Flood, 2014), in short."""
    x = codes.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    x ^= x >> np.uint64(29)
    x *= np.uint64(0xBF58476D1CE4E5B9)
    return x ^ (x >> np.uint64(32))


def _pair(
    codes: NDArray[np.int32],
    alone: NDArray[np.bool_],
    begin: NDArray[np.int64],
    finish: NDArray[np.int64],
    whole: NDArray[np.uint64],
    stems: NDArray[np.uint64],
) -> NDArray[np.int64]:
    """Joins letters that stand alone with the letter behind them, in place; gives the new ends."""
    solo = alone[begin]
    joined = np.zeros(len(begin), dtype=np.bool_)
    joined[:-1] = solo[:-1] & solo[1:] & (finish[:-1] == begin[1:])
    if joined.any():
        whole[joined] += _scramble(codes[begin[1:][joined[:-1]]]) * _POWERS[_LONGEST - 1]
    stems[joined] = whole[joined]
    return finish + joined


def _breaks(codes: NDArray[np.int32], begin: NDArray[np.int64], finish: NDArray[np.int64]) -> NDArray[np.int8]:
    breaks = np.zeros(len(begin) + 1, dtype=np.int8)
    breaks[0] = breaks[-1] = 3
    marks = np.flatnonzero(codes <= FULL_STOP)
    marks = marks[codes[marks] != BLANK] if len(marks) else marks
    kinds = codes[marks]
    lines = _between(marks[kinds == LINE], begin)
    stops = _between(marks[kinds == STOP], begin)
    full = _between(marks[kinds == FULL_STOP], begin)
    inner = breaks[1:-1]
    inner[lines > 0] = 1
    inner[full > 0] = 2
    wide = begin[1:] - finish[:-1] > 1
    inner[(stops > 0) & wide] = 2
    inner[lines > 1] = 3
    return breaks


def _between(marks: NDArray[np.int64], begin: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many of the marks stand between each word and the next."""
    after = np.searchsorted(begin, marks)
    return np.bincount(after, minlength=len(begin) + 1)[1:-1]


def _powers() -> NDArray[np.uint64]:
    random = np.random.default_rng(0x5EED)
    return random.integers(1, 2**63, _LONGEST, dtype=np.uint64) * np.uint64(2) + np.uint64(1)


_POWERS = _powers()
_SCRAMBLED = _mix(np.arange(0x600, dtype=np.int32))
