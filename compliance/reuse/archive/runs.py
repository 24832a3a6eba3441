"""Where exactly a draft and candidate texts have the same letters: all runs, and the passages that they make.

Every run of at least `LENGTH` units that two texts share is found, whatever was sampled, from end to end.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compliance.reuse.fingerprint import LENGTH, Hashes, run_hashes
from compliance.reuse.fold import Folded

GAP = 120
"""Units between two runs of one passage, at most, on either side: about 25 words."""
_PLACES = 4  # places of the draft that one run of the source is held against; with more, the nth there and here belong together
_MOST_RUNS = 300  # of one text, the longest
_SIEVE = 20  # bits


class Run(NamedTuple):
    """Units that a draft and a text share: where they begin in each, and how many there are."""

    draft: int
    source: int
    units: int


class Stretch(NamedTuple):
    """Runs that follow one another closely on both sides. Ends are half open; `units` of the draft are in runs."""

    draft: tuple[int, int]
    source: tuple[int, int]
    units: int
    runs: tuple[Run, ...]


class Probe:
    """A draft made ready to be held against texts."""

    def __init__(self, draft: Folded) -> None:
        hashes = run_hashes(draft.units)
        order = np.argsort(hashes, kind="stable")
        self._hashes: Hashes = hashes[order]
        self._places = order
        self._sieve = np.zeros(1 << _SIEVE, bool)
        self._sieve[(hashes >> np.uint64(64 - _SIEVE)).astype(np.int64)] = True

    def runs(self, texts: Sequence[Folded]) -> list[list[Run]]:
        """The runs that each of some texts shares with the draft, as they stand in the draft."""
        ends = np.cumsum([len(text.units) for text in texts])
        units = np.concatenate([text.units.astype(np.uint32, copy=False) for text in texts])
        hashes = run_hashes(units)
        at = np.flatnonzero(self._sieve[(hashes >> np.uint64(64 - _SIEVE)).astype(np.int64)])
        owner = np.searchsorted(ends, at, "right")
        inside = at + LENGTH <= ends[np.minimum(owner, len(ends) - 1)]
        at, owner = at[inside], owner[inside]
        first = np.searchsorted(self._hashes, hashes[at])
        same = first < len(self._hashes)
        same[same] = self._hashes[first[same]] == hashes[at[same]]
        at, owner, first = at[same], owner[same], first[same]
        last = np.searchsorted(self._hashes, hashes[at], "right")
        many = last - first
        counts = np.where(many > _PLACES, 1, many)
        source = np.repeat(at, counts)
        steps = np.cumsum(counts)
        nth = np.arange(len(source)) - np.repeat(steps - counts, counts)
        crowded = np.flatnonzero(many > _PLACES)
        if len(crowded):
            nth[steps[crowded] - 1] = _ranks(owner[crowded], first[crowded]) % many[crowded]
        draft = self._places[np.repeat(first, counts) + nth]
        return self._joined(source, draft, np.repeat(owner, counts), ends - [len(text.units) for text in texts], len(texts))

    def _joined(
        self, source: NDArray[np.int64], draft: NDArray[np.int64], owner: NDArray[np.int64], starts: NDArray[np.int64], count: int
    ) -> list[list[Run]]:
        """Runs of LENGTH that follow one another unit by unit, as one."""
        found: list[list[Run]] = [[] for _ in range(count)]
        if not len(source):
            return found
        order = np.lexsort((source, source - draft, owner))
        source, draft, owner = source[order], draft[order], owner[order]
        new = np.concatenate([[True], (np.diff(source) != 1) | (np.diff(draft) != 1) | (np.diff(owner) != 0)])
        begin = np.flatnonzero(new)
        units = np.diff(np.append(begin, len(source))) + LENGTH - 1
        rows = zip(owner[begin].tolist(), draft[begin].tolist(), (source[begin] - starts[owner[begin]]).tolist(), units.tolist(), strict=True)
        for which, ours, theirs, length in rows:
            found[which].append(Run(ours, theirs, length))
        for which, runs in enumerate(found):
            if len(runs) > _MOST_RUNS:
                found[which] = sorted(runs, key=lambda run: -run.units)[:_MOST_RUNS]
        return [sorted(runs) for runs in found]


def _ranks(owner: NDArray[np.int64], which: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each of a row of places, how many before it have the same owner and are the same one."""
    order = np.lexsort((which, owner))
    new = np.ones(len(order), bool)
    new[1:] = (np.diff(owner[order]) != 0) | (np.diff(which[order]) != 0)
    begin = np.flatnonzero(new)
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order)) - np.repeat(begin, np.diff(np.append(begin, len(order))))
    return ranks


def stretches(runs: Sequence[Run]) -> list[Stretch]:
    """The passages that runs make, in the order of the draft. A run goes on with the nearest before it."""
    chains: list[list[Run]] = []
    for run in runs:
        best, least = None, 2 * GAP + 1
        for chain in reversed(chains[-16:]):
            before = chain[-1]
            ours = run.draft - before.draft - before.units
            theirs = run.source - before.source - before.units
            # The ends of two runs beside an edit can hold the same letters, which then count to both.
            if -LENGTH <= ours <= GAP and -LENGTH <= theirs <= GAP and abs(ours) + abs(theirs) < least:
                best, least = chain, abs(ours) + abs(theirs)
        if best is None:
            chains.append([run])
        else:
            best.append(run)
    return [_stretch(chain) for chain in chains]


def _stretch(chain: list[Run]) -> Stretch:
    units, end = 0, -1
    for run in chain:
        units += run.draft + run.units - max(run.draft, end)
        end = run.draft + run.units
    source = min(run.source for run in chain), max(run.source + run.units for run in chain)
    return Stretch((chain[0].draft, end), source, units, tuple(chain))
