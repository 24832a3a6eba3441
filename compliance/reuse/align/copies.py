"""Which chains of common words are copies."""

from bisect import bisect_left
from itertools import pairwise

from compliance.reuse.align.regions import Region, meet, merge, span
from compliance.reuse.align.runs import Chain, make_chain

COPIED = 25
"""Words in common that make a copy wherever they stand. A copy of fewer is a phrase, a name or a title in a long text."""

SHORT, SHARE = 12, 0.2
"""Words in common that make a copy where they are that share of the shorter text: a sentence that is much of a short message. Of 1,000
pairs of unrelated texts one had as many in common, and two 10 or more; two reports of one event often have as many in a name with its titles."""

_DENSE = 0.75
"""Of the words of a copy this share is common; else it is a rewritten passage that kept some phrases."""

_MOST = 0.6
"""Of a rewritten passage: from which share of words in copies on it is these copies, with something beside them."""

_NEW = 7
"""Words of a copy that no longer one has, at least."""


def find_copies(chains: list[Chain], shorter: int) -> list[Chain]:
    """The chains that are copies, the longest first; one whose words of the draft a longer one has already is left out.

    Args:
        chains: of common words, in any order.
        shorter: words of the shorter text.
    """
    least = max(SHORT, min(COPIED, shorter * SHARE))
    dense = [part for chain in chains if chain.words >= least for part in _dense(chain) if part.words >= least]
    taken = bytearray(max((chain.draft[1] for chain in dense), default=0))
    kept: list[Chain] = []
    for chain in sorted(dense, key=lambda chain: (-chain.words, chain.draft, chain.source)):
        start, end = chain.draft
        if end - start - taken.count(1, start, end) >= _NEW:
            taken[start:end] = b"\1" * (end - start)
            kept.append(chain)
    return kept


def region_of(copy: Chain) -> Region:
    """The words of both sides."""
    return (*copy.draft, *copy.source)


class Copies:
    """Copies, to be asked which of them meet a region."""

    def __init__(self, copies: list[Chain]) -> None:
        self.copies = sorted(copies, key=lambda copy: copy.draft)
        self._starts = [copy.draft[0] for copy in self.copies]
        self._longest = max((copy.draft[1] - copy.draft[0] for copy in copies), default=0)

    def meeting(self, region: Region) -> list[Chain]:
        """The copies that overlap a region on both sides, by their place in the draft."""
        low, high = bisect_left(self._starts, region[0] - self._longest), bisect_left(self._starts, region[1])
        return [copy for copy in self.copies[low:high] if meet(region, region_of(copy))]

    def make_up(self, region: Region) -> bool:
        """Whether copies are most of a region: one alone, or several whose order was changed. Several in order are one rewritten passage."""
        inside = self.meeting(region)
        if not inside:
            return False
        in_order = all(before.source[0] < after.source[0] for before, after in pairwise(inside))
        words = [copy.words for copy in inside]
        return (max(words) if in_order else sum(words)) >= _MOST * min(region[1] - region[0], region[3] - region[2])


def settle(regions: list[Region], copies: list[Chain]) -> tuple[list[Region], list[Chain]]:
    """Where copies and a rewritten passage overlap: the copies, if they make up most of the passage, else the passage with them."""
    shelf = Copies(copies)
    kept: list[Region] = []
    gone: set[int] = set()
    for region in regions:
        if not shelf.make_up(region):
            inside = shelf.meeting(region)
            gone.update(map(id, inside))
            kept.append(span([region, *map(region_of, inside)]))
    return merge(kept), [copy for copy in copies if id(copy) not in gone]


def _dense(chain: Chain) -> list[Chain]:
    """The chain in parts that are each dense enough, cut where least is common."""
    done, rest = [], [chain.runs]
    while rest:
        runs = rest.pop()
        whole = make_chain(runs)
        if whole.words >= _DENSE * min(whole.draft[1] - whole.draft[0], whole.source[1] - whole.source[0]):
            done.append(whole)
            continue
        gaps = [min(after[0] - before[0], after[1] - before[1]) - before[2] for before, after in pairwise(runs)]
        cut = gaps.index(max(gaps)) + 1
        rest += [runs[:cut], runs[cut:]]
    return done
