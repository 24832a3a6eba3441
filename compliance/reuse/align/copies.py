"""Which chains of common words are copies."""

from itertools import pairwise

from compliance.reuse.align.regions import Region, meet, merge, span
from compliance.reuse.align.runs import Chain, make_chain

COPIED = 25
"""Words in common that make a copy wherever they stand. A copy of fewer is a phrase, a name or a title in a long text."""

SHORT, SHARE = 12, 0.2
"""Words in common that make a copy where they are that share of the shorter text: a sentence that is much of a short message. Of 1,000
pairs of unrelated texts none had more than 9 in common; two reports of one event often have as many in a name with its titles."""

_DENSE = 0.75
"""Of the words of a copy this share is common; else it is a rewritten passage that kept some phrases."""

_MOST = 0.6
"""Of a rewritten passage: from which share of words in copies on it is these copies, with something beside them."""

_SLACK = 3
"""Words by which a copy may reach over another's end and still be nothing of its own."""


def find_copies(chains: list[Chain], shorter: int) -> list[Chain]:
    """The chains that are copies, the longest first; one whose words of the draft a longer one has already is left out.

    Args:
        chains: of common words, in any order.
        shorter: words of the shorter text.
    """
    least = max(SHORT, min(COPIED, shorter * SHARE))
    kept: list[Chain] = []
    dense = [part for chain in chains if chain.words >= least for part in _dense(chain) if part.words >= least]
    for chain in sorted(dense, key=lambda chain: (-chain.words, chain.draft, chain.source)):
        if not any(_is_part(chain, other) for other in kept):
            kept.append(chain)
    return kept


def region_of(copy: Chain) -> Region:
    """The words of both sides."""
    return (*copy.draft, *copy.source)


def settle(regions: list[Region], copies: list[Chain]) -> tuple[list[Region], list[Chain]]:
    """Where copies and a rewritten passage overlap: the copies, if they are most of the passage, else the passage with them."""
    kept = []
    for region in regions:
        inside = [copy for copy in copies if meet(region, region_of(copy))]
        if not _are_most(inside, region):
            copies = [copy for copy in copies if copy not in inside]
            kept.append(span([region, *map(region_of, inside)]))
    return merge(kept), copies


def beside(regions: list[Region], copies: list[Chain]) -> list[Region]:
    """The regions that are not for the most part copies."""
    return [region for region in regions if not _are_most([copy for copy in copies if meet(region, region_of(copy))], region)]


def _are_most(copies: list[Chain], region: Region) -> bool:
    """Whether copies are most of a region: one alone, or several whose order was changed. Several in order are one rewritten passage."""
    if not copies:
        return False
    in_order = all(before.source[0] < after.source[0] for before, after in pairwise(sorted(copies, key=lambda copy: copy.draft)))
    words = [copy.words for copy in copies]
    return (max(words) if in_order else sum(words)) >= _MOST * min(region[1] - region[0], region[3] - region[2])


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


def _is_part(chain: Chain, other: Chain) -> bool:
    return _is_within(chain.draft, other.draft)


def _is_within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] + _SLACK and inner[1] <= outer[1] + _SLACK
