"""Two texts under one vocabulary."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compliance.reuse.align.words import Words

Numbers = NDArray[np.int64]

PRIORS = np.array([1.5, 1.5, 1.5, 1.2, 0.8, 0.6, 0.5, 0.4, 0.3])
"""How often a word of so many letters has stood in text that nobody has read: the commonest words are short in every language with
letters (Zipf's law of abbreviation). Added to the counts of a word."""

COMMON = 0.6
"""The greatest prior of a word that says something of what a text is about."""


class Pair(NamedTuple):
    """The words of a draft and of a source, their stems numbered together: equal stems have equal numbers from 0 to `size` - 1;
    `counts` says how often each stands in both texts together, `priors` what is added to that."""

    draft: Words
    source: Words
    draft_ids: Numbers
    source_ids: Numbers
    size: int
    counts: Numbers
    priors: NDArray[np.float64]


def number(draft: Words, source: Words) -> Pair:
    """The two texts with their stems numbered."""
    _, ids = np.unique(np.concatenate([draft.stems, source.stems]), return_inverse=True)
    counts = np.bincount(ids)
    sizes = np.concatenate([draft.sizes, source.sizes])
    priors = np.empty(len(counts))
    priors[ids] = PRIORS[np.minimum(sizes, len(PRIORS) - 1)]
    return Pair(draft, source, ids[: len(draft.stems)], ids[len(draft.stems) :], len(counts), counts, priors)
