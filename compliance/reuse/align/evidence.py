"""What speaks for words having been copied.

Of the words of a passage a share L comes from the other side, the rest stands there by chance. A word that the other side
has then speaks for copying with log(1 + L (1 - p) / p), where p is the chance that the other side holds it anyway, and a word that it
has not speaks against it with log(1 - L). Sums of these are natural logarithms of odds. L, which is near 1 in a copy and low in the
source of a summary, is the one of a few shares that explains a stretch best.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from compliance.reuse.align.pair import Numbers, Pair
from compliance.reuse.align.regions import Region

Chances = NDArray[np.float64]

SHARES = (0.95, 0.7, 0.45, 0.25)
"""Copied, lightly rewritten, translated or much rewritten, summed up."""

UNSEEN = 2000
"""Words of other text that are taken as read, so that words of two short texts are not held for common."""


def find_chances(pair: Pair, region: Region) -> Chances:
    """How often each stem stands outside a region, a word."""
    outside = pair.counts - np.bincount(pair.draft_ids[region[0] : region[1]], minlength=pair.size)
    outside -= np.bincount(pair.source_ids[region[2] : region[3]], minlength=pair.size)
    words = len(pair.draft_ids) + len(pair.source_ids) - (region[1] - region[0]) - (region[3] - region[2])
    return (outside + pair.priors) / (words + UNSEEN)


def score(stems: Numbers, others: Numbers, chances: Chances, shares: Sequence[float] = SHARES, topic: float = 0.0) -> NDArray[np.float64]:
    """What each word speaks for, in a row for each share.

    A stem that stands more often here than there cannot be copied each time, and counts for less.

    Args:
        stems: the words looked at.
        others: the words of the other side.
        chances: how often each stem stands elsewhere, a word.
        shares: of the words that may have been copied.
        topic: the chance that another text on the subject has a word of this one.
    """
    held = np.bincount(others, minlength=len(chances))
    here = np.bincount(stems, minlength=len(chances))[stems]
    there = held[stems]
    missing = (1 - topic) * np.exp(-max(1, len(others)) * chances[stems])
    ratio = np.minimum(1.0, there / here) * missing / (1 - missing)
    share = np.array(shares)[:, None]
    scores: NDArray[np.float64] = np.where(there > 0, np.log1p(share * ratio), np.log1p(-share))
    return scores


def weigh(stems: Numbers, others: Numbers, chances: Chances, shares: Sequence[float] = SHARES, topic: float = 0.0) -> float:
    """What all words together speak for, with the share that explains them best."""
    return float(score(stems, others, chances, shares, topic).sum(axis=1).max())
