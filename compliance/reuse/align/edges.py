"""Where a passage begins and ends, word by word: the stretch whose words speak most for copying.

That is the maximal scoring segment (Karlin and Altschul, PNAS 1990) of either side, with the other side as it was found last, in
turn, until nothing moves. A passage then grows by what stands beside it on both sides at once, as neither side could alone.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compliance.reuse.align.evidence import SHARES, Chances, find_chances, score
from compliance.reuse.align.pair import Numbers, Pair
from compliance.reuse.align.regions import Region

_EDGE = np.array([0.0, 2.0, 5.0, 5.0])
"""What a line end, a sentence end and a blank line speak for an edge: passages begin and end with sentences more often than not."""

_ROUNDS = 3

_REACH = 40
"""Words beside a passage that are looked at at once, on either side: two sentences."""

_BETTER = 3.0
"""Odds that a passage must gain when it grows."""


class Stretch(NamedTuple):
    """One side of a passage: words, half open, and what speaks for copying (natural logarithm of odds)."""

    start: int
    end: int
    odds: float


class Found(NamedTuple):
    """A passage with what speaks for it."""

    draft: Stretch
    source: Stretch

    @property
    def region(self) -> Region:
        """The words of both sides."""
        return self.draft.start, self.draft.end, self.source.start, self.source.end


def find_edges(pair: Pair, region: Region) -> Found | None:
    """The passage within a region and beside it; None where nothing speaks for one."""
    now = region
    for _ in range(_ROUNDS):
        chances = find_chances(pair, now)
        source = find_source(pair, now, chances)
        draft = find_draft(pair, (*now[:2], source.start, source.end), chances)
        if min(source.odds, draft.odds) <= 0:
            return None
        found = Found(draft, source)
        if found.region == now:
            break
        now = found.region
    for is_end in (False, True):
        for _ in range(_ROUNDS):
            more = _grown(pair, found, is_end)
            if not more:
                break
            found = more
    return found


def _grown(pair: Pair, now: Found, is_end: bool) -> Found | None:
    """The passage with more words at its begin or end, if they speak for it."""
    old = now.region
    if is_end:
        wide = old[0], min(len(pair.draft_ids), old[1] + _REACH), old[2], min(len(pair.source_ids), old[3] + _REACH)
    else:
        wide = max(0, old[0] - _REACH), old[1], max(0, old[2] - _REACH), old[3]
    chances = find_chances(pair, old)
    source = find_source(pair, wide, chances)
    draft = find_draft(pair, (*wide[:2], source.start, source.end), chances)
    if not (_is_longer(source, now.source) or _is_longer(draft, now.draft)):
        return None
    source = find_source(pair, (draft.start, draft.end, source.start, source.end), chances)
    if min(_length(draft) - _length(now.draft), _length(source) - _length(now.source)) < 0:
        return None
    return Found(draft, source) if draft.odds + source.odds > now.draft.odds + now.source.odds + _BETTER else None


def _length(stretch: Stretch) -> int:
    return stretch.end - stretch.start


def _is_longer(new: Stretch, old: Stretch) -> bool:
    return _length(new) > _length(old)


def find_draft(pair: Pair, region: Region, chances: Chances, shares: Sequence[float] = SHARES) -> Stretch:
    """The stretch of a region's draft side that its source side explains best."""
    return _best(pair.draft_ids[region[0] : region[1]], pair.source_ids[region[2] : region[3]], pair.draft.breaks, region[0], chances, shares)


def find_source(pair: Pair, region: Region, chances: Chances, shares: Sequence[float] = SHARES) -> Stretch:
    """The stretch of a region's source side that its draft side explains best."""
    return _best(pair.source_ids[region[2] : region[3]], pair.draft_ids[region[0] : region[1]], pair.source.breaks, region[2], chances, shares)


def _best(stems: Numbers, others: Numbers, breaks: NDArray[np.int8], first: int, chances: Chances, shares: Sequence[float]) -> Stretch:
    edge = _EDGE[breaks[first : first + len(stems) + 1]]
    sums = np.zeros((len(shares), len(stems) + 1))
    np.cumsum(score(stems, others, chances, shares), axis=1, out=sums[:, 1:])
    before = sums - edge
    gain = sums + edge - np.minimum.accumulate(before, axis=1)
    row, end = divmod(int(gain.argmax()), len(stems) + 1)
    start = int(before[row, : end + 1].argmin())
    if start == end:
        return Stretch(first, first, 0.0)
    return Stretch(first + start, first + end, float(gain[row, end]))
