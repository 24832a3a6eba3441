"""How alike two texts are anyway: reports of one event share names and facts that neither took from the other."""

import numpy as np

from compliance.reuse.align.evidence import find_chances, weigh
from compliance.reuse.align.pair import COMMON, Pair
from compliance.reuse.align.regions import Region

_ODDS = 22.0
"""What must speak for a passage beyond the topic, natural logarithm of odds."""

_SPREAD = 0.5
"""How the words of a topic are spread over a text: a part of it has so many of them as the power of its length says. 1 would be evenly, 0
that every paragraph has them all."""

_USUAL, _FEW = 0.1, 20
"""The share of words that two texts have in common, and for how many words of experience it stands."""


def find_topic(pair: Pair, passages: list[Region]) -> float:
    """The chance that the source has a word of the draft, as words outside passages that are not common everywhere show it."""
    ours, theirs = np.ones(len(pair.draft_ids), dtype=np.bool_), np.ones(len(pair.source_ids), dtype=np.bool_)
    for start, end, other, last in passages:
        ours[start:end] = False
        theirs[other:last] = False
    mine, held = np.zeros(pair.size, dtype=np.bool_), np.zeros(pair.size, dtype=np.bool_)
    mine[pair.draft_ids[ours]] = True
    mine &= pair.priors <= COMMON
    held[pair.source_ids[theirs]] = True
    return float(((mine & held).sum() + _USUAL * _FEW) / (mine.sum() + _FEW))


def stands_out(pair: Pair, passage: Region, topic: float) -> bool:
    """Whether a passage of the draft has more from the source than another text on the subject would have.

    Args:
        pair: the two texts.
        passage: the passage.
        topic: the chance that the source as a whole has a word of the draft.
    """
    ours, theirs = pair.draft_ids[passage[0] : passage[1]], pair.source_ids[passage[2] : passage[3]]
    part = (len(theirs) / len(pair.source_ids)) ** _SPREAD
    return weigh(ours, theirs, find_chances(pair, passage), topic=1 - (1 - topic) ** part) >= _ODDS
