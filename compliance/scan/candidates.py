"""Possible facts, and what a text holds of them."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from compliance.rulebook import Rule
from compliance.scan.folded import Folded


class Candidate(NamedTuple):
    """A possible fact, in code points of some text. `core` is the wording itself; `start`..`end` may reach wider."""

    start: int
    end: int
    rule: Rule
    values: Mapping[str, Any]
    core: tuple[int, int]
    captures: Mapping[str, tuple[int, int]] = {}


class Part(NamedTuple):
    """A part of a text in which something was found: the code point where it begins, and the candidates in code points of the part.
    `is_cut` as for a block."""

    start: int
    text: str
    candidates: tuple[Candidate, ...]
    is_cut: bool = False


class Scanned(NamedTuple):
    """What a text holds: its parts with candidates, in order; the folded text with its map, and the rules that ran out of time."""

    parts: list[Part]
    text: str
    folded: Folded | None
    overruns: tuple[str, ...]

    @property
    def candidates(self) -> list[Candidate]:
        """The candidates in order, in code points of the folded text."""
        return in_order(shifted(candidate, part.start) for part in self.parts for candidate in part.candidates)


def in_order(candidates: Iterable[Candidate]) -> list[Candidate]:
    """By where they begin, the longer first."""
    return sorted(candidates, key=lambda c: (c.start, -c.end))


def shifted(candidate: Candidate, by: int) -> Candidate:
    """The same candidate some code points further on."""
    if not by:
        return candidate
    start, end, rule, values, core, captures = candidate
    captures = {name: (at + by, stop + by) for name, (at, stop) in captures.items()}
    return Candidate(start + by, end + by, rule, values, (core[0] + by, core[1] + by), captures)
