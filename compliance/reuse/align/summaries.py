"""A paragraph of the draft that sums up much of the source.

Its words stand all over the source and those of the rest of the draft do not; and it has not the subject alone from there but turns of phrase.
"""

import numpy as np

from compliance.reuse.align.edges import Stretch, find_draft, find_source
from compliance.reuse.align.evidence import Chances, weigh
from compliance.reuse.align.pair import Pair
from compliance.reuse.align.regions import Region, meet_in_draft

_ODDS = 50.0
"""What must speak for a summary, natural logarithm of odds."""

_GLANCE = 8.0
"""Odds below which a draft is not looked at again."""

_LETTERS = 300
"""Code points of a summary, at least: two sentences."""

_WORD = 10
"""Code points of a word and what follows it, at most, on the average of a paragraph in any language with blanks."""

_TIMES = 2.5
"""How much longer than the summary its source is, at least."""

_PHRASES = 0.25
"""Neighbouring words of a summary that are neighbours in the source too, at least. A text on the same subject has 0.1 of them."""

_UNSEEN = 6000
"""Words of other text that are taken as read; more than for a passage, as only the rest of the draft tells which words are common."""

_SHARES, _SOURCE_SHARES = (0.8, 0.5), (0.45, 0.25, 0.12, 0.06, 0.03)

_ROUNDS = 3


def find_summary(pair: Pair, found: list[Region]) -> Region | None:
    """The paragraph that sums up the source, with what it sums up, if there is one that other passages do not explain better."""
    if min(len(pair.draft_ids), len(pair.source_ids) / _TIMES) < _LETTERS / _WORD:
        return None
    best, chances = _paragraph(pair)
    if best.odds < _ODDS or _letters(pair.draft.starts, pair.draft.ends, best) < _LETTERS or _phrases(pair, best) < _PHRASES:
        return None
    stems = pair.draft_ids[best.start : best.end]
    whole = best.start, best.end, 0, len(pair.source_ids)
    sources = [find_source(pair, whole, chances, (share,)) for share in _SOURCE_SHARES]
    odds, source = max((weigh(stems, pair.source_ids[s.start : s.end], chances, _SHARES), s) for s in sources)
    others = (region for region in found if meet_in_draft(region, whole))
    if any(weigh(stems, pair.source_ids[region[2] : region[3]], chances, _SHARES) > odds for region in others):
        return None
    if _letters(pair.source.starts, pair.source.ends, source) < _TIMES * _letters(pair.draft.starts, pair.draft.ends, best):
        return None
    return best.start, best.end, source.start, source.end


def _paragraph(pair: Pair) -> tuple[Stretch, Chances]:
    """The stretch of the draft that the whole source explains best, and how often each stem stands in the rest of the draft."""
    words = len(pair.draft_ids)
    everything = 0, words, 0, len(pair.source_ids)
    counts = np.bincount(pair.draft_ids, minlength=pair.size)
    best = Stretch(0, 0, 0.0)
    for turn in range(_ROUNDS):
        outside = counts - np.bincount(pair.draft_ids[best.start : best.end], minlength=pair.size)
        chances = (outside + pair.priors) / (words - (best.end - best.start) + _UNSEEN)
        new = find_draft(pair, everything, chances, _SHARES if turn else _SHARES[:1])
        is_settled = new[:2] == best[:2]
        best = new
        if is_settled or best.odds < _GLANCE:
            break
    return best, chances


def _letters(starts: np.ndarray[tuple[int], np.dtype[np.int32]], ends: np.ndarray[tuple[int], np.dtype[np.int32]], stretch: Stretch) -> int:
    return int(ends[stretch.end - 1] - starts[stretch.start]) if stretch.start < stretch.end else 0


def _phrases(pair: Pair, stretch: Stretch) -> float:
    ours, theirs = pair.draft_ids[stretch.start : stretch.end], pair.source_ids
    return float(np.isin(ours[:-1] * pair.size + ours[1:], theirs[:-1] * pair.size + theirs[1:]).mean())
