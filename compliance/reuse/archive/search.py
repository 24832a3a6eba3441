"""From a draft to matches: candidates by their fingerprints, their exact runs, and what the passages are."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compliance.model import Match
from compliance.reuse.archive.candidates import ENOUGH, LEAST, PART, Candidates, find_candidates
from compliance.reuse.archive.catalogue import Row
from compliance.reuse.archive.grouping import Group, Held, grouped
from compliance.reuse.archive.judging import judged
from compliance.reuse.archive.layout import Folder
from compliance.reuse.archive.runs import Probe, stretches
from compliance.reuse.archive.segment import Indexes
from compliance.reuse.fingerprint import LENGTH, fingerprints
from compliance.reuse.fold import Folded, fold

_AT_FIRST = 8  # texts that are held against the draft in one go, the most telling; more while they tell nothing new
_AT_ONCE = 64
_MOST = 20_000  # texts that are held against one draft
_HITS = 3  # in a passage, for a text to be named as holding it without being read; or half of the passage's


class Draft(NamedTuple):
    """A draft on its way through a search."""

    text: str
    folded: Folded
    probe: Probe
    covered: NDArray[np.bool_]  # units that a match covers already


def search(folder: Folder, text: str, besides: Collection[str], limit: int | None) -> list[Match]:
    """The passages of a draft that texts of an archive hold; see `Archive.search`. Within `catalogue.reading`."""
    folded = fold(text)
    sample = fingerprints(folded.units)
    candidates, holders = find_candidates(folder.segments(), sample, len(folded.units))
    if not len(candidates.numbers):
        return []
    draft = Draft(text, folded, Probe(folded), np.zeros(len(folded.units), bool))
    names = frozenset(besides) - {""}
    groups: list[Group] = []
    left = candidates.likely(np.ones(len(candidates.text), bool))
    compared = 0
    for held in _held(folder, draft, candidates, left, names, groups):
        fresh = grouped(held, groups)
        if fresh:
            for match in judged(text, folded, draft.covered, held, fresh, compared):
                groups.append(Group(match, held.row))
                first, last = np.searchsorted(folded.at, match.draft)
                draft.covered[first:last] = True
            compared += 1
    holders = holders - len(folder.catalogue.by_ids(sorted(names)))  # the draft itself holds them all
    matches = [group.match(_common(group, folded, sample.at, holders)) for group in groups]
    return sorted(matches, key=lambda match: (match.draft.start - match.draft.end, match.draft, match.source_id))[:limit]


def _held(
    folder: Folder, draft: Draft, candidates: Candidates, left: NDArray[np.bool_], besides: frozenset[str], groups: Sequence[Group]
) -> Iterator[Held]:
    """Candidates that hold a passage of the draft, those that hold most of a lot first.

    First those that may hold what no match covers; then the others are named where matches cover all that they share, and
    those that this leaves over are looked at too.
    """
    done, at_once, open_before = 0, _AT_FIRST, -1
    while done < _MOST:
        uncovered = ~draft.covered[candidates.unit + LENGTH // 2]
        open_now = int(uncovered.sum())
        at_once = min(2 * at_once, _AT_ONCE) if open_now == open_before else _AT_FIRST
        open_before = open_now
        some = np.flatnonzero(left & candidates.likely(uncovered))[:at_once]
        if not len(some):
            break
        done += len(some)
        left[some] = False
        yield from _best_first(_looked_at(folder, draft, _rows(folder, candidates.numbers[some].tolist(), besides)))
    over = _name_others(folder, draft, candidates, np.flatnonzero(left), groups, besides)
    for first in range(0, len(over), _AT_ONCE):
        yield from _best_first(_looked_at(folder, draft, over[first : first + _AT_ONCE]))


def _best_first(found: Iterable[Held]) -> list[Held]:
    """Those that hold most; of those that hold about as much, and are alike, the earliest is the better source."""
    texts = list(found)
    most = max((held.units for held in texts), default=1)
    return sorted(texts, key=lambda held: (-round(20 * held.units / most), held.row.date or "~", held.row.number))


def _rows(folder: Folder, numbers: list[int], besides: frozenset[str]) -> list[Row]:
    """The rows of texts that are there and are not the draft itself."""
    rows = folder.catalogue.by_numbers(numbers)
    found = (rows[number] for number in numbers if number in rows)
    return [row for row in found if row.id not in besides and row.address not in besides]


def _looked_at(folder: Folder, draft: Draft, rows: Sequence[Row]) -> Iterator[Held]:
    """The texts of rows that hold a passage."""
    if not rows:
        return
    texts = [folder.text(row) for row in rows]
    folded = [fold(text) for text in texts]
    for row, text, units, runs in zip(rows, texts, folded, draft.probe.runs(folded), strict=True):
        shorter = min(len(units.units), len(draft.folded.units))
        least = max(LEAST, min(ENOUGH, PART * shorter))
        passages = [stretch for stretch in stretches(runs) if stretch.units >= least]
        if passages:
            spans = [draft.folded.span(*stretch.draft) for stretch in passages]
            yield Held(row, text, units, passages, spans, sum(stretch.units for stretch in passages))


def _name_others(
    folder: Folder, draft: Draft, candidates: Candidates, texts: Indexes, groups: Sequence[Group], besides: frozenset[str]
) -> list[Row]:
    """Puts texts among the others of matches, to judge by the fingerprints that they share; the texts that share too few with
    each."""
    rows = {row.number: row for row in _rows(folder, candidates.numbers[texts].tolist(), besides)}
    named: set[int] = set()
    for group in groups if rows else ():
        first, last = np.searchsorted(draft.folded.at, group.first.draft)
        inside = (candidates.unit >= first) & (candidates.unit + LENGTH <= last)
        hits = np.bincount(candidates.text[inside], minlength=len(candidates.numbers))[texts]
        all_hits = max(1, len(np.unique(candidates.unit[inside])))
        for index in np.flatnonzero(hits >= max(1, min(_HITS, (all_hits + 1) // 2))).tolist():
            number = int(candidates.numbers[texts[index]])
            if number in rows:
                group.join(rows[number], hits[index] / all_hits)
                named.add(number)
    return [row for number, row in rows.items() if number not in named]


def _common(group: Group, folded: Folded, at: Indexes, holders: Indexes) -> int:
    """How many texts hold a passage: so many as hold its fingerprints, in the middle, and at least those that are named."""
    first, last = np.searchsorted(folded.at, group.first.draft)
    inside = holders[(at >= first) & (at + LENGTH <= last) & (holders > 0)]
    return max(1 + len(group.also), int(np.median(inside)) if len(inside) else 0)
