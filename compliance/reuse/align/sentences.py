"""Sentences of two texts that say the same: pairs whose words are alike, weighed by how few sentences have them.

The measure is that of Sanchez-Perez, Gelbukh and Sidorov ("Adaptive Algorithm for Plagiarism Detection", CLEF 2015): the
cosine of term frequency times inverse sentence frequency, and Dice's coefficient, both over a threshold.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compliance.reuse.align.pair import Numbers, Pair

COSINE, DICE = 0.30, 0.33
"""What two sentences must have in common to be noticed."""

_LEAST = 4
"""Words of a sentence, at least; shorter ones go with the one before."""

_JOINS, _LEAST_JOINS = 4, 8_000
"""Pairs of places of one stem that are looked at, for each word of the two texts, and in any case: the commonest stems are left out of the
comparison of sentences beyond that, which bounds the time and changes next to nothing."""

_CELLS = 2_000_000
"""Pairs of sentences that are weighed at once: bounds the memory."""


class Sentences(NamedTuple):
    """Where sentences begin (words, with the end of the last one behind them), and the weight of each stem."""

    draft: Numbers
    source: Numbers
    weights: NDArray[np.float64]


class _Side(NamedTuple):
    sentence: Numbers
    stem: Numbers
    weight: NDArray[np.float64]


def cut(breaks: NDArray[np.int8]) -> Numbers:
    """The first words of the sentences of a text, and the number of its words."""
    words = len(breaks) - 1
    starts = [0]
    for at in np.flatnonzero(breaks[:-1] >= 2).tolist():
        if at - starts[-1] >= _LEAST:
            starts.append(at)
    if len(starts) > 1 and words - starts[-1] < _LEAST:
        starts.pop()
    return np.array([*starts, words])


def find_alike(pair: Pair) -> tuple[Sentences, Numbers]:
    """The sentences, and rows of (draft sentence, source sentence) of those that are alike."""
    ours, theirs = cut(pair.draft.breaks), cut(pair.source.breaks)
    size = pair.size
    here, in_draft, often = _count(pair.draft_ids, ours, size)
    there, in_source, again = _count(pair.source_ids, theirs, size)
    number = len(ours) + len(theirs) - 2
    weights = np.log((number + 1) / np.maximum(in_draft + in_source, 1))
    draft = _Side(here // size, here % size, often * weights[here % size])
    source = _Side(there // size, there % size, again * weights[there % size])
    return Sentences(ours, theirs, weights), _join(draft, source, in_draft, in_source, len(ours) - 1, len(theirs) - 1)


def _count(ids: Numbers, starts: Numbers, size: int) -> tuple[Numbers, Numbers, Numbers]:
    """The stems of each sentence (sentence times size plus stem), the sentences of each stem, and how often."""
    keys, often = np.unique(np.repeat(np.arange(len(starts) - 1), np.diff(starts)) * size + ids, return_counts=True)
    return keys, np.bincount(keys % size, minlength=size), often


def _join(draft: _Side, source: _Side, in_draft: Numbers, in_source: Numbers, ours: int, theirs: int) -> Numbers:
    """The pairs of sentences that are alike; the stems left out count for neither side."""
    products = in_draft * in_source
    joined = _joined(products, max(_LEAST_JOINS, _JOINS * (len(draft.stem) + len(source.stem))))
    draft, source = _only(draft, joined | (products == 0)), _only(source, joined | (products == 0))
    norm = np.sqrt(np.bincount(draft.sentence, draft.weight**2, minlength=ours))
    other_norm = np.sqrt(np.bincount(source.sentence, source.weight**2, minlength=theirs))
    stems = np.bincount(draft.sentence, minlength=ours)
    other_stems = np.bincount(source.sentence, minlength=theirs)
    draft, source = _only(draft, joined), _only(source, joined)
    order = np.argsort(source.stem, kind="stable")
    source = _Side(source.sentence[order], source.stem[order], source.weight[order])
    kept = np.where(joined, in_source, 0)
    times, first = kept[draft.stem], (np.cumsum(kept) - kept)[draft.stem]
    found = []
    step = max(1, _CELLS // max(1, theirs))
    for low in range(0, ours, step):
        begin, end = np.searchsorted(draft.sentence, (low, low + step))
        many = times[begin:end]
        which = np.repeat(np.arange(begin, end), many)
        other = first[which] + np.arange(len(which)) - np.repeat(np.cumsum(many) - many, many)
        cells = (draft.sentence[which] - low) * theirs + source.sentence[other]
        common = np.bincount(cells)
        at = np.flatnonzero(common)
        product = np.bincount(cells, draft.weight[which] * source.weight[other])[at]
        i, j = at // theirs + low, at % theirs
        alike = (product > COSINE * norm[i] * other_norm[j]) & (2 * common[at] > DICE * (stems[i] + other_stems[j]))
        found.append(np.stack([i[alike], j[alike]], axis=1))
    return np.concatenate(found)


def _joined(products: Numbers, most: int) -> NDArray[np.bool_]:
    """The stems that are looked at, given in how many pairs of sentences each stands."""
    if products.sum() <= most:
        return products > 0
    order = np.argsort(products, kind="stable")
    joined = np.zeros(len(products), dtype=np.bool_)
    joined[order[np.cumsum(products[order]) <= most]] = True
    return joined & (products > 0)


def _only(side: _Side, joined: NDArray[np.bool_]) -> _Side:
    kept = joined[side.stem]
    return _Side(side.sentence[kept], side.stem[kept], side.weight[kept])
