"""From two texts to their passages."""

from bisect import bisect_left
from collections.abc import Sequence

from compliance.model import Span
from compliance.reuse.align.clusters import find_regions
from compliance.reuse.align.copies import Copies, find_copies, region_of, settle
from compliance.reuse.align.edges import find_edges
from compliance.reuse.align.pair import Pair, number
from compliance.reuse.align.passage import Passage
from compliance.reuse.align.regions import Region, meet_in_draft, merge, span
from compliance.reuse.align.runs import GRAM, Chain, find_chains
from compliance.reuse.align.sentences import find_alike
from compliance.reuse.align.summaries import find_summary
from compliance.reuse.align.topic import find_topic, stands_out
from compliance.reuse.align.words import Words, read_words

ODDS = 50.0
"""What must speak for a rewritten passage on either side, natural logarithm of odds."""

WORDS = 25
"""Words of a rewritten passage on either side, at least."""


def align(draft: str, source: str) -> list[Passage]:
    """The passages of a draft that come from a source, or that both come from, by their place in the draft.

    Args:
        draft: any text.
        source: any text.

    Returns:
        Passages in code points of the texts as given. Passages that overlap in the draft stand at different places of the source.
    """
    ours, theirs = read_words(draft), read_words(source)
    shorter = min(len(ours.starts), len(theirs.starts))
    if shorter < GRAM:
        return []
    chains = find_chains(ours.whole, theirs.whole)
    copies = find_copies(chains, shorter)
    regions: list[Region] = []
    if not any(copy.draft[1] - copy.draft[0] > len(ours.starts) - WORDS for copy in copies):
        regions, copies = _rewritten(number(ours, theirs), copies)
    passages = [_passage(ours, theirs, region_of(copy), copy.runs) for copy in copies]
    if regions:
        runs = sorted(run for chain in chains for run in chain.runs)
        passages += [_passage(ours, theirs, region, runs[bisect_left(runs, region[:1]) : bisect_left(runs, region[1:2])]) for region in regions]
    return sorted(passages)


def _rewritten(pair: Pair, copies: list[Chain]) -> tuple[list[Region], list[Chain]]:
    """The passages that are no copies, and the copies outside them."""
    sentences, alike = find_alike(pair)
    shelf = Copies(copies)
    rough = find_regions(pair, sentences, alike) if len(alike) else []
    edges = [find_edges(pair, region) for region in rough if not shelf.make_up(region)]
    regions = [found.region for found in edges if found and min(found.draft.odds, found.source.odds) >= ODDS]
    regions = [region for region in regions if min(region[1] - region[0], region[3] - region[2]) >= WORDS]
    summary = find_summary(pair, [*regions, *map(region_of, copies)])
    found = [*regions, summary] if summary else regions
    if not found:
        return [], copies
    topic = find_topic(pair, [*found, *map(region_of, copies)])
    regions, copies = settle(merge([region for region in regions if stands_out(pair, region, topic)]), copies)
    if summary and stands_out(pair, summary, topic):
        regions, copies = _join(summary, regions, copies)
    return regions, copies


def _join(summary: Region, regions: list[Region], copies: list[Chain]) -> tuple[list[Region], list[Chain]]:
    """The summary with what was found of it sentence by sentence; where copies make most of it up it is no summary."""
    inside = [copy for copy in copies if meet_in_draft(region_of(copy), summary)]
    if 2 * sum(copy.words for copy in inside) >= summary[1] - summary[0]:
        return regions, copies
    near = [region for region in regions if meet_in_draft(region, summary)]
    whole = span([summary, *near, *map(region_of, inside)])
    return [whole, *(region for region in regions if region not in near)], [copy for copy in copies if copy not in inside]


def _passage(ours: Words, theirs: Words, region: Region, runs: Sequence[tuple[int, ...]]) -> Passage:
    return Passage(
        Span(int(ours.starts[region[0]]), int(ours.ends[region[1] - 1])),
        Span(int(theirs.starts[region[2]]), int(theirs.ends[region[3] - 1])),
        tuple(
            (int(ours.starts[at]), int(theirs.starts[other]), int(ours.ends[at + words - 1] - ours.starts[at]))
            for at, other, words in runs
            if region[0] <= at and at + words <= region[1] and region[2] <= other and other + words <= region[3]
        ),
    )
