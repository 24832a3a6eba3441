"""Which of the words that two texts share are quoted: in marks on both sides, or on one side that says who speaks."""

import numpy as np
from numpy.typing import NDArray

from compliance.model import Span
from compliance.reuse.quotations.wording import GRAM, Wording, whole


def quoted_share(ours: Wording, theirs: Wording, draft: Span, source: Span) -> float:
    """How much of what two passages share is quoted, from 0 to 1."""
    here, there = ours.grams_of(draft), theirs.grams_of(source)
    shared = np.isin(ours.grams[here], theirs.grams[there])
    total = int(shared.sum())
    if total:
        return int((shared & _quoted(ours, theirs, here, there)).sum()) / total
    (begin, end), (start, stop) = ours.reach(draft), theirs.reach(source)
    return float(min(ours.quoted[begin:end].mean(), theirs.quoted[start:stop].mean())) if begin < end and start < stop else 0.0


def quoted_part(ours: Wording, theirs: Wording, draft: Span, source: Span) -> tuple[Span, Span] | None:
    """The stretches of two passages from the first to the last of the words that they share and quote; None where there are none."""
    here, there = ours.grams_of(draft), theirs.grams_of(source)
    mine = np.flatnonzero(np.isin(ours.grams[here], theirs.grams[there]) & _quoted(ours, theirs, here, there))
    other = np.flatnonzero(np.isin(theirs.grams[there], ours.grams[here]) & _quoted(theirs, ours, there, here))
    return (_hull(ours, mine + here.start), _hull(theirs, other + there.start)) if len(mine) and len(other) else None


def set_aside(text: Wording, other: Wording) -> NDArray[np.bool_]:
    """The words of a text that are a quotation whatever is around them: attributed ones, and those in marks in the other text too."""
    both = whole(text.quoted)
    both &= np.isin(text.grams, other.grams[whole(other.quoted)])
    aside = text.theirs.copy()
    for shift in range(GRAM):
        aside[shift : shift + len(both)] |= both
    return aside


def _quoted(text: Wording, other: Wording, here: slice, there: slice) -> NDArray[np.bool_]:
    """Which of the grams `here` are quoted, looked at from both texts."""
    grams, others = text.grams[here], other.grams[there]
    quoted = whole(text.theirs)[here] | np.isin(grams, others[whole(other.theirs)[there]])
    return quoted | (whole(text.quoted)[here] & np.isin(grams, others[whole(other.quoted)[there]]))


def _hull(text: Wording, grams: NDArray[np.intp]) -> Span:
    return Span(int(text.starts[grams[0]]), int(text.ends[grams[-1] + GRAM - 1]))
