"""Which texts hang together, found the plain way: every pair of texts, its fingerprints intersected, its letters compared one pair at a time.

Nothing of the stage's own is used but the fingerprints of a text and the numbers that a decision rests on: no file, no join, no bound on
how many texts may share a fingerprint, no choice of pairs. Runs are those that an archive's search looks for.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from compliance.batch.reuse.sampling import sample
from compliance.batch.reuse.stage import PART, SHARE
from compliance.reuse.archive.candidates import ENOUGH, LEAST
from compliance.reuse.archive.candidates import PART as PART_OF_SHORTER
from compliance.reuse.archive.runs import Probe, stretches
from compliance.reuse.compare import compare
from compliance.reuse.fold import fold

Share = Callable[[str, str], float]


def by_runs(one: str, other: str) -> float:
    """How much of the shorter of two texts stands in common runs of passages."""
    ours, theirs = fold(one), fold(other)
    if len(ours.units) > len(theirs.units):
        ours, theirs = theirs, ours
    least = max(LEAST, min(ENOUGH, PART_OF_SHORTER * len(ours.units)))
    covered = np.zeros(len(ours.units), bool)
    for stretch in stretches(Probe(ours).runs([theirs])[0]):
        if stretch.units >= least:
            for run in stretch.runs:
                covered[run.draft : run.draft + run.units] = True
    return float(covered.mean()) if len(covered) else 0.0


def by_words(one: str, other: str) -> float:
    """How much of the shorter of two texts stands in matches of `compliance.compare`."""
    draft, source = sorted((one, other), key=len)
    covered = np.zeros(len(draft), bool)
    for match in compare(draft, source):
        covered[match.draft.start : match.draft.end] = True
    return float(covered.mean()) if len(covered) else 0.0


def pairs(texts: Sequence[str], part: float = PART * SHARE) -> Iterator[tuple[int, int, int]]:
    """All pairs that share a part of the shorter text's fingerprints: (one, other, how many)."""
    prints = _prints(texts)
    holders = defaultdict(list)
    for text, values in enumerate(prints):
        for value in values:
            holders[value].append(text)
    rows = {value: np.array(held) for value, held in holders.items() if len(held) > 1}
    sizes = np.array([len(values) for values in prints])
    for one, values in enumerate(prints):
        held = [rows[value] for value in values if value in rows]
        if not held:
            continue
        shared = np.bincount(np.concatenate(held), minlength=len(texts))
        fewer = np.minimum(sizes, sizes[one])
        for other in np.flatnonzero((shared >= part * fewer) & (shared > 0)).tolist():
            if other > one:
                yield one, other, int(shared[other])


def clusters(texts: Sequence[str], share: float = SHARE, alike: Share = by_runs) -> set[frozenset[int]]:
    """The clusters of texts, each by its texts' indexes."""
    parent = list(range(len(texts)))

    def root(of: int) -> int:
        while parent[of] != of:
            of = parent[of]
        return of

    for one, other, _ in pairs(texts, PART * share):
        if round(alike(texts[one], texts[other]), 4) >= share:
            parent[root(other)] = root(one)
    groups = defaultdict(set)
    for text in range(len(texts)):
        groups[root(text)].add(text)
    return {frozenset(group) for group in groups.values() if len(group) > 1}


def _prints(texts: Sequence[str]) -> list[set[int]]:
    found: list[set[int]] = [set() for _ in texts]
    for key in sample(texts).keys.tolist():
        found[key & 0xFFFFFF].add(key >> 24)
    return found
