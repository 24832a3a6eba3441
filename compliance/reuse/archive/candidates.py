"""Which texts of an archive share fingerprints with a draft, and which of them may hold a passage."""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compliance.reuse.archive.segment import Indexes, Segment
from compliance.reuse.fingerprint import LENGTH, WINDOW, Fingerprints

HOLDERS = 256
"""Texts of a segment that are looked at for one fingerprint, the oldest: a fingerprint that more of them hold is boilerplate,
and says little of where a draft comes from."""
RARE = 32
"""Texts that hold a fingerprint up to which it counts fully; beyond, the less the more hold it."""
ENOUGH = 100
"""Units of a passage that is always reported: some twenty words of English, or 34 ideographs."""
LEAST = 48
"""Units of a passage that is reported where it is a part of at least `PART` of the draft or of the source; nothing shorter is."""
PART = 0.2

_AT_ONCE = 2_000  # fingerprints looked up before the memory that it took is given back
_TIMES = 16  # places of the draft that one fingerprint is taken for
_ROW = ENOUGH - LENGTH - 2 * (WINDOW - 1)
"""Units from the first to the last hit of a verbatim passage of ENOUGH units, at least: there is one in its first window and one
in its last, and one in every window between them."""
_PHRASE = 32  # units between two hits that one phrase seldom reaches
_WITHIN = 300  # units between two hits of one passage
_SHORT = int(ENOUGH / PART)  # units of a text in which a passage shorter than ENOUGH counts


class Candidates(NamedTuple):
    """Texts by what they share with a draft, the most telling first, and their hits.

    A hit is a fingerprint of the draft that a text holds: `text` is an index into `numbers`, `unit` where the fingerprint's
    run begins in the draft, `rare` whether few texts hold it. Hits are in the order of texts, then of units. `short` says
    which texts are so short that one hit may be a part of them that counts.
    """

    numbers: NDArray[np.uint64]
    short: NDArray[np.bool_]
    text: Indexes
    unit: Indexes
    rare: NDArray[np.bool_]

    def likely(self, hits: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which texts may hold a passage that is reported, to judge by some of the hits: those with hits in as long a row as a
        verbatim passage has them, or with two, not of one phrase, that few other texts have."""
        text, unit, rare = self.text[hits], self.unit[hits], self.rare[hits]
        found = np.zeros(len(self.numbers), bool)
        if len(text):
            breaks = (np.diff(text) != 0) | (np.diff(unit) > WINDOW)
            first = np.concatenate([[0], np.flatnonzero(breaks) + 1])
            last = np.concatenate([np.flatnonzero(breaks), [len(text) - 1]])
            found[text[first[unit[last] - unit[first] >= _ROW]]] = True
        text_of_rare, unit_of_rare = text[rare], unit[rare]
        for step in (1, 2, 3):
            apart = unit_of_rare[step:] - unit_of_rare[:-step]
            near = (text_of_rare[step:] == text_of_rare[:-step]) & (apart >= _PHRASE) & (apart <= _WITHIN)
            found[text_of_rare[step:][near]] = True
        found[text[self.short[text]]] = True
        return found


def find_candidates(segments: Sequence[Segment], draft: Fingerprints, units: int) -> tuple[Candidates, Indexes]:
    """The texts that share fingerprints with a draft, and for each of the draft's fingerprints how many texts hold it.

    Args:
        segments: where to look.
        draft: the fingerprints.
        units: of the draft.

    Raises:
        ArchiveError: a segment is damaged in a way that shows.
    """
    asked, again, times = np.unique(draft.values, return_inverse=True, return_counts=True)
    holders = np.zeros(len(asked), np.int64)
    parts: list[tuple[NDArray[np.uint64], NDArray[np.uint8], Indexes]] = []
    for segment, start in product(segments, range(0, len(asked), _AT_ONCE)):
        found = segment.find(asked[start : start + _AT_ONCE])
        counts = found.last - found.first
        holders[start + found.which] += counts
        some = np.minimum(counts, HOLDERS)
        ends = np.cumsum(some)
        postings = np.arange(ends[-1] if len(ends) else 0) + np.repeat(found.first - (ends - some), some)
        parts.append((*segment.texts(postings), np.repeat(start + found.which, some)))
        segment.release()
    held = np.concatenate([part[0] for part in parts]) if parts else np.empty(0, np.uint64)
    sizes = np.concatenate([part[1] for part in parts]) if parts else np.empty(0, np.uint8)
    hit = np.concatenate([part[2] for part in parts]) if parts else np.empty(0, np.int64)
    numbers, first, index = np.unique(held, return_index=True, return_inverse=True)
    worth = np.bincount(index, np.minimum(1.0, RARE / np.maximum(holders[hit], 1)), len(numbers))
    order = np.lexsort((numbers, -worth))
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    by_value = draft.at[np.argsort(draft.values, kind="stable")]
    some = np.minimum(times, _TIMES)[hit]
    ends = np.cumsum(some)
    nth = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - some, some)
    unit = by_value[np.repeat((np.cumsum(times) - times)[hit], some) + nth]
    text = np.repeat(place[index], some)
    sort = np.lexsort((unit, text))
    short = (sizes[first[order]].astype(np.int64) * WINDOW // 2 < _SHORT) | (units < _SHORT)
    return Candidates(numbers[order], short, text[sort], unit[sort], np.repeat(holders[hit] <= RARE, some)[sort]), holders[again]
