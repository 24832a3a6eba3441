"""Fewer strings for a set: where many hold the same rare stretch, the stretch alone is asked for.

An automaton of few short strings stays in the processor's cache. A stretch is taken only where prose hardly holds it, so
that what it lets pass beside its strings costs less than they did.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from heapq import heapify, heappop, heappush
from itertools import chain

SHORTEST = 5
"""Code points of a stretch, at least; in scripts of syllables and words, two."""
LONGEST = 12
SHARED = 3
"""Strings that must hold a stretch for it to stand in for them."""


def cover(strings: Iterable[str], rate: Callable[[str], float], rare: float) -> tuple[str, ...]:
    """Strings of which one stands in every text that one of `strings` stands in, and no fewer of them than are needed.

    Args:
        strings: with blanks at their ends where a word begins or ends.
        rate: how often a page of prose holds a string.
        rare: how often one may hold a stretch that stands in for strings.
    """
    left = set(strings)
    stretches = {string: _stretches(string) for string in left} if len(left) >= SHARED else {}
    counts = Counter(chain.from_iterable(stretches.values()))
    shared = {stretch for stretch, count in counts.items() if count >= SHARED}
    held: dict[str, set[str]] = {stretch: set() for stretch in shared}
    for string, some in stretches.items():
        for stretch in some & shared:
            held[stretch].add(string)
    waiting = [(-len(those), -len(stretch), stretch) for stretch, those in held.items()]
    heapify(waiting)
    kept = []
    while waiting:
        count, size, stretch = heappop(waiting)
        those = held[stretch] & left
        if len(those) < SHARED:
            continue
        if len(those) < -count:
            heappush(waiting, (-len(those), size, stretch))
        elif rate(stretch) <= rare:
            kept.append(stretch)
            left -= those
    return tuple(sorted([*kept, *left], key=lambda string: (len(string), string)))


def _stretches(string: str) -> set[str]:
    least = SHORTEST if string.isascii() else 2 if max(string) >= "\u0e00" else SHORTEST
    size = len(string)
    return {
        string[at:end]
        for at in range(size)
        for end in range(at + least, min(size, at + LONGEST) + 1)
        if string[at] != " " or at == 0
        if string[end - 1] != " " or end == size
    }
