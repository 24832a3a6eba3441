"""Pairs of sentences that stand close together on both sides, as one region.

Regions are cut where nothing alike stands for more than GAP sentences on either side, in turn, until none is left to
cut; a region whose words are, taken together, not alike enough is cut again with smaller gaps (Sanchez-Perez, Gelbukh
and Sidorov, "A Winning Approach to Text Alignment for Text Reuse Detection at PAN 2014").
"""

import numpy as np
from numpy.typing import NDArray

from compliance.reuse.align.pair import Numbers, Pair
from compliance.reuse.align.regions import Region
from compliance.reuse.align.sentences import Sentences

GAP = 4
"""Sentences without a counterpart that a region may hold in a row."""

ALIKE = 0.34
"""The cosine that the two sides of a region must have."""

_MOST = 5000
"""Parts that are looked at, those with the most alike sentences: bounds the time that texts take which repeat themselves."""

_AGAIN = 8
"""Sentences of the source that one of the draft is compared with further: a sentence that has more like it is a refrain."""

LONG = 1000
"""Words of a region's draft side, about: in more text most words stand by chance, which says nothing of where a passage ends."""


def find_regions(pair: Pair, sentences: Sentences, alike: Numbers) -> list[Region]:
    """The regions that pairs of sentences make up.

    Args:
        pair: the two texts.
        sentences: theirs.
        alike: rows of (draft sentence, source sentence).
    """
    regions = []
    rest = [(piece, GAP) for part in _split(_without_refrains(alike), GAP) for piece in _pieces(part, sentences)]
    rest.sort(key=lambda row: len(row[0]))
    for _ in range(_MOST):
        if not rest:
            break
        part, gap = rest.pop()
        region = _region(part, sentences)
        if _cosine(pair, sentences.weights, region) >= ALIKE:
            regions.append(region)
        elif gap and len(part) > 1:
            rest += [(piece, gap - 1) for piece in _split(part, gap - 1)]
    return regions


def _without_refrains(alike: Numbers) -> Numbers:
    """The rows, no more than a few for each sentence of the draft."""
    if not len(alike):
        return alike
    alike = alike[np.argsort(alike[:, 0], kind="stable")]
    first = np.searchsorted(alike[:, 0], alike[:, 0])
    return alike[np.arange(len(alike)) - first < _AGAIN]


def _split(rows: Numbers, gap: int) -> list[Numbers]:
    """The rows in parts with no more than `gap` sentences between neighbours on either side."""
    done = []
    rest = [(rows, 0, False)]
    while rest:
        part, side, is_whole = rest.pop()
        part = part[np.argsort(part[:, side], kind="stable")]
        cuts = np.flatnonzero(np.diff(part[:, side]) > gap + 1) + 1
        if len(cuts):
            rest += [(piece, 1 - side, False) for piece in np.split(part, cuts)]
        elif is_whole:
            done.append(part)
        else:
            rest.append((part, 1 - side, True))
    return done


def _pieces(part: Numbers, sentences: Sentences) -> list[Numbers]:
    """A long part cut up, by the draft."""
    part = part[np.argsort(part[:, 0], kind="stable")]
    at = sentences.draft[part[:, 0]]
    return np.split(part, np.flatnonzero(np.diff((at - at[0]) // LONG)) + 1)


def _region(part: Numbers, sentences: Sentences) -> Region:
    low, high = part.min(axis=0), part.max(axis=0) + 1
    return int(sentences.draft[low[0]]), int(sentences.draft[high[0]]), int(sentences.source[low[1]]), int(sentences.source[high[1]])


def _cosine(pair: Pair, weights: NDArray[np.float64], region: Region) -> float:
    ours = np.bincount(pair.draft_ids[region[0] : region[1]], minlength=pair.size) * weights
    theirs = np.bincount(pair.source_ids[region[2] : region[3]], minlength=pair.size) * weights
    return float(ours @ theirs / np.sqrt((ours @ ours) * (theirs @ theirs) + 1e-12))
