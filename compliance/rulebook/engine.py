"""Finds thousands of strings in one pass over a text: by vector instructions where Hyperscan is installed, else by an automaton.

Hyperscan (Wang and others, "Hyperscan: a fast multi-pattern regex matcher for modern CPUs", NSDI 2019) takes half the time, but
ten times as long to make ready; Aho and Corasick's automaton (1975) is ready at once.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeAlias

from compliance.rulebook.beside import write_beside

Finder: TypeAlias = Callable[[bytes], Sequence[tuple[int, int, int]]]
"""From a text to the strings that stand in it, overlapping ones too: the number of each, and where it begins and ends, in bytes."""


class Needle(NamedTuple):
    """A string that is looked for. `cased`: its capitals count."""

    string: bytes
    cased: bool


def automaton(strings: Sequence[bytes]) -> Finder:
    """A finder of strings as they are, ready at once."""
    from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

    # A DFA answers faster while nothing else wants the processor's cache; between patterns and paragraphs the compact form wins.
    kind = Implementation.ContiguousNFA if len(strings) > 1000 else Implementation.NoncontiguousNFA
    find = BytesAhoCorasick(list(strings), matchkind=MatchKind.Standard, implementation=kind).find_matches_as_indexes
    return lambda data: find(data, overlapping=True)


def vectors(needles: Sequence[Needle], path: str = "") -> Finder | None:
    """A finder of strings by vector instructions, of letters beyond ASCII as they are; None where there is no Hyperscan, or none that
    runs on this processor.

    Args:
        needles: the strings.
        path: a file in which a finder of the same strings may be kept, and will be.
    """
    try:
        import hyperscan
    except ImportError:
        return None
    if not needles:
        return lambda data: ()
    try:
        base = _kept(path, hyperscan) if path else None
        if base is None:
            base = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
            base.compile(
                expressions=[needle.string for needle in needles], ids=list(range(len(needles))), elements=len(needles), literal=True,
                flags=[0 if needle.cased else hyperscan.HS_FLAG_CASELESS for needle in needles],
            )
            if path:
                try:
                    write_beside(path, hyperscan.dumpb(base))
                except OSError:  # costs time only
                    pass
        base.scratch = hyperscan.Scratch(base)
    except hyperscan.error:
        return None
    return _Vectors(base, [len(needle.string) for needle in needles], hyperscan)


def _kept(path: str, hyperscan: Any) -> Any:
    """What was made by an earlier run; None where there is nothing, or nothing that this processor and Hyperscan can use."""
    try:
        with open(path, "rb") as file:
            return hyperscan.loadb(file.read(), hyperscan.HS_MODE_BLOCK)
    except (OSError, ValueError, TypeError, hyperscan.error):
        return None


class _Vectors:
    def __init__(self, base: Any, lengths: list[int], module: Any) -> None:
        self._base, self._lengths, self._module = base, lengths, module

    def __call__(self, data: bytes) -> list[tuple[int, int, int]]:
        found: list[tuple[int, int, int]] = []
        lengths, add = self._lengths, found.append

        def note(number: int, begin: int, end: int, flags: int, context: Any) -> None:
            add((number, end - lengths[number], end))

        try:
            self._base.scan(data, match_event_handler=note)
        except self._module.ScratchInUseError:  # another thread is asking
            found.clear()
            self._base.scan(data, match_event_handler=note, scratch=self._module.Scratch(self._base))
        return found
