"""Stretches of two texts with the same words in the same order.

Every sequence of GRAM words that stands in both is found by a rolling hash; what touches on one diagonal is one run
(the way of Karp and Rabin, 1987, and of dot plots); runs that follow one another closely on both sides are a chain.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

GRAM = 6
"""Words in a row that are worth noticing: shorter sequences are idioms."""

GAP = 12
"""Words between two runs of a chain, at most, on either side: an inserted or rewritten clause."""

_LIMIT = 16
"""Places of one sequence in the source that are looked at; a text that repeats itself more often is paired place by place."""

_MOST = 20_000
"""Runs that are chained, the longest: bounds the time that two tables or word lists take."""

_BACK = 24
"""Chains that a run may join, the latest."""

_BASE = np.uint64(0x9E3779B97F4A7C15)


class Chain(NamedTuple):
    """Runs in order on both sides. Places count words, half open; a run is (draft word, source word, words)."""

    draft: tuple[int, int]
    source: tuple[int, int]
    words: int
    runs: tuple[tuple[int, int, int], ...]


def find_chains(draft: NDArray[np.uint64], source: NDArray[np.uint64]) -> list[Chain]:
    """The chains of common runs of two sequences of hashed words."""
    return _chain(_runs(draft, source))


def _grams(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    count = len(words) - GRAM + 1
    hashes = words[:count].copy()
    for i in range(1, GRAM):
        hashes *= _BASE
        hashes += words[i : i + count]
    return hashes


def _runs(draft: NDArray[np.uint64], source: NDArray[np.uint64]) -> list[list[int]]:
    """All maximal runs of GRAM and more words, by draft place: [draft word, source word, words]."""
    if min(len(draft), len(source)) < GRAM:
        return []
    ours, theirs = _grams(draft), _grams(source)
    hits = _candidates(ours, theirs)
    if not len(hits):
        return []
    order = np.argsort(theirs, kind="stable")
    theirs = theirs[order]
    first = np.searchsorted(theirs, ours[hits])
    first[first == len(theirs)] = 0
    same = theirs[first] == ours[hits]
    hits, first = hits[same], first[same]
    if not len(hits):
        return []
    many = np.searchsorted(theirs, ours[hits], side="right") - first
    few = many <= _LIMIT
    times = np.where(few, many, 1)
    which = np.repeat(np.arange(len(hits)), times)
    offset = np.arange(len(which)) - np.repeat(np.cumsum(times) - times, times)
    if not few.all():
        offset = np.where(few[which], offset, _rank(ours[hits])[which] % many[which])
    at, other = hits[which], order[first[which] + offset]
    diagonal = other - at
    sort = np.lexsort((at, diagonal))
    at, diagonal = at[sort], diagonal[sort]
    new = np.ones(len(at), dtype=np.bool_)
    new[1:] = (diagonal[1:] != diagonal[:-1]) | (at[1:] - at[:-1] > 1)
    begin = np.flatnonzero(new)
    end = np.append(begin[1:], len(at)) - 1
    runs = np.stack([at[begin], at[begin] + diagonal[begin], at[end] - at[begin] + GRAM], axis=1)
    if len(runs) > _MOST:
        runs = runs[np.argsort(-runs[:, 2], kind="stable")[:_MOST]]
    found: list[list[int]] = runs[np.lexsort((runs[:, 1], runs[:, 0]))].tolist()
    return found


def _candidates(ours: NDArray[np.uint64], theirs: NDArray[np.uint64]) -> NDArray[np.int64]:
    """The places of all of ours that are among theirs, and of a few more: a table of bits is quicker than a search."""
    size = max(12, len(theirs).bit_length() + 4)
    table = np.zeros(1 << size, dtype=np.bool_)
    shift = np.uint64(64 - size)
    table[theirs >> shift] = True
    return np.flatnonzero(table[ours >> shift])


def _rank(keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """How often each key has stood before."""
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    new = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    rank = np.empty(len(keys), dtype=np.int64)
    rank[order] = np.arange(len(keys)) - np.repeat(new, np.diff(np.append(new, len(keys))))
    return rank


def _chain(runs: list[list[int]]) -> list[Chain]:
    chains: list[list[tuple[int, int, int]]] = []
    for at, other, words in runs:
        best: tuple[int, int, list[tuple[int, int, int]]] | None = None
        for chain in chains[-_BACK:]:
            last = chain[-1]
            here, there = at - last[0] - last[2], other - last[1] - last[2]
            if -words < here <= GAP and -words < there <= GAP:
                cost = max(abs(here), abs(there)) + abs(here - there)
                if best is None or cost < best[0]:
                    best = cost, max(0, -here, -there), chain
        if best is None:
            chains.append([(at, other, words)])
        else:
            cut = best[1]
            best[2].append((at + cut, other + cut, words - cut))
    return [make_chain(tuple(chain)) for chain in chains]


def make_chain(runs: tuple[tuple[int, int, int], ...]) -> Chain:
    """A chain of runs that are in order on both sides."""
    first, last = runs[0], runs[-1]
    return Chain((first[0], last[0] + last[2]), (first[1], last[1] + last[2]), sum(run[2] for run in runs), runs)
