"""Several sources of one passage are one match."""

from collections.abc import Sequence
from typing import NamedTuple

from compliance.model import Match, Source, Span
from compliance.reuse.archive.catalogue import Row
from compliance.reuse.archive.runs import Stretch
from compliance.reuse.fold import Folded

_MOST = 0.5  # of a passage, the share that another must cover to have it too


class Held(NamedTuple):
    """A text of the archive that holds passages of the draft: `stretches`, at `spans` of the draft, of `units` in all."""

    row: Row
    text: str
    folded: Folded
    stretches: Sequence[Stretch]
    spans: Sequence[Span]
    units: int


class Group:
    """A match with the other texts that hold its passage."""

    def __init__(self, first: Match, of: Row) -> None:
        self.first = first
        self.of = of.source
        self.also: dict[str, Source] = {}
        self._whole = {self.of.id: self.of}  # those that hold most of the passage

    def join(self, row: Row, covered: float) -> None:
        """Adds a text that holds a part of the passage, given which share of it."""
        if row.id == self.of.id:
            return
        source = row.source
        if covered >= _MOST:
            self._whole[row.id] = source
        self.also.setdefault(row.id, source)

    def match(self, common: int) -> Match:
        """The match, with all that is known of the passage's other sources."""
        dated = [source for source in self._whole.values() if source.date]
        earliest = min(dated, key=lambda source: source.date) if dated else None
        return self.first._replace(of=self.of, also=tuple(self.also.values()), earliest=earliest, common=common)


def grouped(held: Held, groups: Sequence[Group]) -> list[int]:
    """Puts a text among the others of groups whose passages it holds; which of its passages no group has."""
    fresh = []
    for index, span in enumerate(held.spans):
        known = False
        for group in groups:
            common = min(span.end, group.first.draft.end) - max(span.start, group.first.draft.start)
            if common <= 0:
                continue
            share = common / (group.first.draft.end - group.first.draft.start)
            if common >= _MOST * (span.end - span.start) or share >= _MOST:
                group.join(held.row, share)
            known = known or common >= _MOST * (span.end - span.start)
        if not known:
            fresh.append(index)
    return fresh
