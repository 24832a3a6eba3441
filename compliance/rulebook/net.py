"""A net: strings that are asked of a text together, each with the wordings behind it, where there is no compiled sieve.

To make an automaton of all strings takes as long as several texts take to read. The first few texts are asked about their short stretches
of letters instead (see `grams`).
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from compliance.rulebook.grams import gram_table, grams_in
from compliance.rulebook.lazy import lazy
from compliance.rulebook.packed import packed, unpacked
from compliance.rulebook.plain import Places
from compliance.rulebook.sifting import Asks

WORTH_IT = 2_000
"""Bytes, at least, after which an automaton of all strings has paid for its making; the more, the more strings there are."""

_ALNUM = frozenset(c for c in range(128) if chr(c).isalnum())


class Form(Protocol):
    """What is asked: a text with single blanks."""

    @property
    def data(self) -> bytes:
        """In small letters."""

    def stands(self, string: str, start: int, end: int) -> bool:
        """Whether a string stands between two bytes of it, capitals as they are in the text."""


def net(strings: Sequence[str], asks: Sequence[Asks]) -> list[bytes]:
    """A net of strings in small letters, with what is behind each: the row that `Net` takes."""
    grams = gram_table(strings)
    asked = [(string.encode(), behind) for string, behind in zip(strings, asks, strict=True)]
    return packed([asked, "\n".join(grams), *([asked[number] for number in some] for some in grams.values())])


FIXED = 2
"""Pieces of a net's row before those of its grams."""


class Net:
    """Strings with what is behind each.

    Args:
        row: as `net` makes it: all of them, the grams that they are known by, and for each gram its strings.
    """

    def __init__(self, row: Sequence[bytes]) -> None:
        self.row = row

    def __bool__(self) -> bool:
        return len(self.row) > FIXED

    def all(self) -> tuple[list[bytes], list[Asks]]:
        """All its strings, and what is behind each."""
        asked = unpacked(self.row[0])
        return [string for string, _ in asked], [behind for _, behind in asked]

    @lazy
    def _grams(self) -> list[str]:
        return unpacked(self.row[1]).split("\n")  # type: ignore[no-any-return]

    def standing(self, data: bytes) -> tuple[list[bytes], list[Asks]]:
        """Those of its strings that stand in a short text, and what is behind each."""
        grams = grams_in(data.decode("utf-8", "replace"), self._grams)
        asked = [asked for gram in grams for asked in unpacked(self.row[gram + FIXED]) if asked[0] in data]
        return [string for string, _ in asked], [behind for _, behind in asked]


class Asker:
    """Asks texts for the strings of a net."""

    def __init__(self, net: Net) -> None:
        self.net = net
        self._asked = 0
        self._worth_it = max(WORTH_IT, len(net.row[0]) // 12 if net else 0)
        self._automaton: tuple[Finder, list[Asks]] | None = None

    def warm(self) -> None:
        """Makes the automaton now: what a long run asks takes longer to make than a short run takes."""
        self._asked = max(self._asked, self._worth_it)

    def find(self, form: Form, start: int, end: int) -> Places:
        """Where strings stand in a part of a form; in no order."""
        if not self.net or start >= end:
            return []
        data = form.data[start:end]
        self._asked += end - start
        if self._asked >= self._worth_it:
            if self._automaton is None:
                strings, behind = self.net.all()
                self._automaton = automaton(strings), behind
            find, behind = self._automaton
            return list(_kept(find(data), behind, form, start))
        few, behind = self.net.standing(data)
        return list(_kept(automaton(few)(data), behind, form, start)) if few else []


def _kept(found: Sequence[tuple[int, int, int]], behind: list[Asks], form: Form, begin: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    """What was found from some place on, as far as words begin and end there and capitals are right."""
    data = form.data
    for number, start, end in found:
        start, end = start + begin, end + begin
        for edges, loud, slots in behind[number]:
            if edges & 1 and start and data[start - 1] in _ALNUM or edges & 2 and end < len(data) and data[end] in _ALNUM:
                continue
            if not loud or form.stands(loud, start, end):
                yield start, slots


Finder = Callable[[bytes], Sequence[tuple[int, int, int]]]
"""From a text to the strings that stand in it, overlapping ones too: the number of each, and where it begins and ends, in bytes."""


def automaton(strings: Sequence[bytes]) -> Finder:
    """A finder of strings (Aho and Corasick, "Efficient string matching", 1975)."""
    from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

    # A DFA answers faster while nothing else wants the processor's cache; between patterns and paragraphs the compact form wins.
    kind = Implementation.ContiguousNFA if len(strings) > 1000 else Implementation.NoncontiguousNFA
    find = BytesAhoCorasick(list(strings), matchkind=MatchKind.Standard, implementation=kind).find_matches_as_indexes
    return lambda data: find(data, overlapping=True)
