"""Texts that are near-duplicates or reprints of one another, from the postings alone.

Postings come sorted by fingerprint, so the texts that share one stand side by side: what two texts share is counted without
comparing all with all. Where few hold a fingerprint every pair of them counts; where many do, each counts with the next
few, which is enough to hang them together: reprints of one text follow one another wherever they share.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import numpy as np
from numpy.typing import NDArray

from compliance.reuse.archive.layout import Folder
from compliance.reuse.archive.nouns import Cluster
from compliance.reuse.archive.segment_file import Reader
from compliance.reuse.fingerprint import DOCUMENT_BITS, Hashes

FEW = 24
"""Texts that hold a fingerprint up to which all pairs of them count."""
NEXT = 3
"""Texts that each is paired with beyond that, the next ones."""
_PREFIX = 8  # bits of a fingerprint by which postings are read in lots
_PENDING = 1 << 22  # pairs that are gathered before they are counted
_CROWDED = 1 << 23  # pairs above which those are left out that share too little so far
_EXPECTED = 16  # fingerprints that a pair must have been expected to share before it can be told that it does not

Counts = tuple[NDArray[np.uint64], NDArray[np.int64]]


def find_clusters(folder: Folder, share: float, smallest: int, progress: Callable[[int, int], None] | None) -> list[Cluster]:
    """Clusters, the largest first; see `Archive.clusters`. Within `catalogue.reading`."""
    numbers, sizes = folder.catalogue.sizes()
    pairs, counts = _pairs(folder, numbers, sizes, share, progress)
    ones, others = _split(pairs)
    alike = counts / np.maximum(np.minimum(sizes[ones], sizes[others]), 1)
    linked = alike >= share
    roots, weakest = _joined(ones[linked], others[linked], np.minimum(alike[linked], 1.0), len(numbers))
    members: dict[int, list[int]] = defaultdict(list)
    for index in np.flatnonzero(roots >= 0).tolist():
        members[int(roots[index])].append(index)
    found = [_cluster(folder, [int(numbers[index]) for index in group], weakest[root]) for root, group in members.items() if len(group) >= max(2, smallest)]
    return sorted(found, key=lambda cluster: (-len(cluster), cluster.origin.date or "~", cluster.origin.id))


def _cluster(folder: Folder, numbers: list[int], containment: float) -> Cluster:
    rows = sorted(folder.catalogue.by_numbers(numbers).values(), key=lambda row: (row.date or "~", row.number))
    return Cluster(rows[0].source, tuple(row.source for row in rows), round(containment, 4))


def _pairs(folder: Folder, numbers: NDArray[np.uint64], sizes: NDArray[np.int64], share: float, progress: Callable[[int, int], None] | None) -> Counts:
    """Pairs of texts (two indexes of 32 bits in one number, the smaller above) and how many fingerprints they share."""
    pending: list[NDArray[np.uint64]] = []
    waiting = done = 0
    total = (np.empty(0, np.uint64), np.empty(0, np.int64))
    postings = sum(row.postings for row in folder.catalogue.segments())
    for lot, (keys, owners) in enumerate(_lots(folder, numbers)):
        some = _paired(keys, owners)
        pending.append(some)
        waiting += len(some)
        done += len(keys)
        if progress is not None:
            progress(done, postings)
        if waiting >= _PENDING:
            total = _added(total, pending)
            if len(total[0]) > _CROWDED:
                total = _promising(total, sizes, share * (lot + 1) / (1 << _PREFIX))
            pending, waiting = [], 0
    return _added(total, pending)


def _promising(total: Counts, sizes: NDArray[np.int64], share: float) -> Counts:
    """Without the pairs that share far less than `share` by now: fingerprints come in the order of their hashes, so what has been
    seen is a fair sample. Of pairs that belong together fewer than one in 2,000 is lost, and their texts have other links."""
    pairs, counts = total
    expected = share * np.minimum(*(sizes[index] for index in _split(pairs)))
    kept = (expected < _EXPECTED) | (counts * 4 > expected)
    return pairs[kept], counts[kept]


def _split(pairs: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    return (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)


def _lots(folder: Folder, numbers: NDArray[np.uint64]) -> Iterator[tuple[Hashes, NDArray[np.int64]]]:
    """Fingerprints, ascending, and the index of a text that holds each; those of texts that are gone left out."""
    with ExitStack() as stack:
        readers = [stack.enter_context(Reader(folder.segment_path(row.name))) for row in folder.catalogue.segments()]
        places = [_places(reader.numbers, numbers) for reader in readers]
        for prefix in range(1 << _PREFIX):
            keys, owners = [np.empty(0, np.uint64)], [np.empty(0, np.int64)]
            for reader, place in zip(readers, places, strict=True):
                raw = reader.keys((prefix + 1) << reader.header.bits - _PREFIX)
                owner = place[(raw & np.uint64((1 << DOCUMENT_BITS) - 1)).astype(np.int64)]
                keys.append(raw[owner >= 0] >> np.uint64(DOCUMENT_BITS))
                owners.append(owner[owner >= 0])
            both, whose = np.concatenate(keys), np.concatenate(owners)
            order = np.argsort(both, kind="stable")
            yield both[order], whose[order]
        for reader in readers:
            reader.finish()


def _places(numbers: NDArray[np.uint64], known: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Where the texts of a segment stand among those that are there; -1 for those that are gone."""
    if not len(known):
        return np.full(len(numbers), -1, np.int64)
    at = np.searchsorted(known, numbers)
    return np.where(known[np.minimum(at, len(known) - 1)] == numbers, at, -1)


def _paired(keys: Hashes, owners: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The pairs of texts that share fingerprints, one for each that they share."""
    if len(keys) < 2:
        return np.empty(0, np.uint64)
    new = np.concatenate([[True], keys[1:] != keys[:-1]])
    begin = np.flatnonzero(new)
    held = np.diff(np.append(begin, len(keys)))
    group = np.cumsum(new) - 1
    reach = np.where(held <= FEW, FEW - 1, NEXT)[group]
    left = held[group] - (np.arange(len(keys)) - begin[group]) - 1  # of the same fingerprint, behind this one
    pairs = []
    for step in range(1, FEW):
        at = np.flatnonzero((left >= step) & (reach >= step))
        if not len(at):
            break
        one, other = owners[at], owners[at + step]
        pairs.append(np.minimum(one, other).astype(np.uint64) << np.uint64(32) | np.maximum(one, other).astype(np.uint64))
    return np.concatenate(pairs) if pairs else np.empty(0, np.uint64)


def _added(total: Counts, pending: list[NDArray[np.uint64]]) -> Counts:
    found, counts = np.unique(np.concatenate([np.empty(0, np.uint64), *pending]), return_counts=True)
    pairs, where = np.unique(np.concatenate([total[0], found]), return_inverse=True)
    return pairs, np.bincount(where, np.concatenate([total[1], counts]), len(pairs)).astype(np.int64)


def _joined(ones: NDArray[np.int64], others: NDArray[np.int64], alike: NDArray[np.float64], count: int) -> tuple[NDArray[np.int64], dict[int, float]]:
    """For each text the root of its cluster, -1 without one; and each cluster's weakest link, among the strongest that hold it
    together."""
    parent: dict[int, int] = {}
    weakest: dict[int, float] = {}

    def root(of: int) -> int:
        while parent.setdefault(of, of) != of:
            parent[of] = parent[parent[of]]
            of = parent[of]
        return of

    order = np.argsort(-alike, kind="stable")
    for one, other, share in zip(ones[order].tolist(), others[order].tolist(), alike[order].tolist(), strict=True):
        first, second = root(one), root(other)
        if first != second:
            parent[second] = first
            weakest[first] = share  # links come strongest first
    roots = np.full(count, -1, np.int64)
    for of in parent:
        roots[of] = root(of)
    return roots, weakest
