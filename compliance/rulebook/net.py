"""A net: strings that are asked of a text together, each with the wordings behind it, in the quickest way that has paid for itself.

To make a finder of all strings takes as long as several texts take to read. The first few are asked about their short stretches of
letters instead (see `grams`); then comes the automaton, then, for a long run, the finder that takes longest to make, which is kept for other runs.
"""

import os
from collections.abc import Iterator, Sequence
from compliance.rulebook.lazy import lazy
from typing import Any, NamedTuple

from compliance.rulebook.grams import gram_table, grams_in
from compliance.rulebook.packed import packed, unpacked
from compliance.rulebook.plain import LETTERS, Plain

WORTH_IT = 2_000
"""Bytes, at least, after which an automaton of all strings has paid for its making; the more, the more strings there are."""
A_LONG_RUN = 40_000
"""Bytes, at least, after which the quickest finder has."""
_SOONER = 8  # times sooner if it was made by an earlier run and kept

_ALNUM = frozenset(c for c in range(128) if chr(c).isalnum())
_TELLING = 3  # letters without which the signs of a string are what it is known by

Asks = tuple[tuple[int, str, tuple[int, ...]], ...]
"""What is behind a string: whether a word must begin (1) and end (2) with it, its form in capitals where those count, slots."""
Places = list[tuple[int, tuple[int, ...]]]
"""Where strings begin, in bytes of a plain form, and the slots of their wordings."""


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

    @lazy
    def _all(self) -> tuple[list[bytes], list[Asks]]:
        asked = unpacked(self.row[0])
        return [string for string, _ in asked], [behind for _, behind in asked]

    @property
    def strings(self) -> list[bytes]:
        """All its strings."""
        return self._all[0]

    @property
    def asks(self) -> list[Asks]:
        """What is behind each string."""
        return self._all[1]

    @lazy
    def _grams(self) -> list[str]:
        return unpacked(self.row[1]).split("\n")  # type: ignore[no-any-return]

    def standing(self, data: bytes) -> list[tuple[bytes, Asks]]:
        """Those of its strings that stand in a short text."""
        grams = grams_in(data.decode("utf-8", "replace"), self._grams)
        return [asked for gram in grams for asked in unpacked(self.row[gram + FIXED]) if asked[0] in data]


class Asker:
    """Asks texts for the strings of a net.

    Args:
        net: the strings.
        words: its strings are of ASCII.

    `kept_at` is the beginning of the names of files in which its finders are kept for other runs; none are, where it is empty.
    """

    def __init__(self, net: Net, words: bool) -> None:
        self.net = net
        self.kept_at = ""
        self._words = words
        self._asked = 0
        size = len(net.row[0]) if net else 0
        self._worth_it, self._a_long_run = max(WORTH_IT, size // 12), max(A_LONG_RUN, 3 * size)
        self._is_kept: bool | None = None
        self._automaton: Any = None
        self._quick: dict[bool, Any] = {}

    def warm(self) -> None:
        """Makes the automaton now: what a long run asks takes longer to make than a short run takes."""
        self._asked = max(self._asked, self._worth_it)
        self.find(Plain("a"), 0, 1)

    def find(self, plain: Plain, start: int, end: int) -> Places:
        """Where strings stand in a part of the plain form of a text; in no order."""
        net = self.net
        if not net or start >= end:
            return []
        self._asked += end - start
        if self._asked >= self._a_long_run or self._asked * _SOONER >= self._a_long_run and self._kept():
            cased = plain.cased and self._words  # other strings are looked for in small letters, whatever the text
            quick = self._quick.get(cased)
            if quick is None:
                quick = self._quick[cased] = self._made(cased)
            if quick:
                return quick(plain, start, end)  # type: ignore[no-any-return]
        data = plain.data[start:end]
        if self._asked >= self._worth_it:
            if self._automaton is None:
                from compliance.rulebook.engine import automaton

                self._automaton = automaton(net.strings)
            return list(_kept(self._automaton(data), net.asks, plain, start))
        few = net.standing(data)
        if not few:
            return []
        from compliance.rulebook.engine import automaton

        return list(_kept(automaton([string for string, _ in few])(data), [behind for _, behind in few], plain, start))

    def _kept(self) -> bool:
        """Whether an earlier run has kept the quickest finder."""
        if self._is_kept is None:
            self._is_kept = bool(self.kept_at) and os.path.exists(self._place("signs", False))
        return self._is_kept

    def _place(self, which: str, cased: bool) -> str:
        """The file that a finder is kept in."""
        return f"{self.kept_at}.{which}{'-cased' * cased}.vectors" if self.kept_at else ""

    def _made(self, cased: bool) -> Any:
        """The quickest way to ask texts whose capitals are at hand, or others; False where it is not to be had."""
        from compliance.rulebook.engine import Needle, vectors

        net = self.net
        if self._words:
            asks = [(string, *ask) for string, behind in zip(net.strings, net.asks, strict=True) for ask in behind]
            words = [_word(*ask) for ask in asks if _is_word(ask[0])]
            find = vectors([Needle(word.needle, cased and bool(word.loud)) for word in words], self._place("words", cased))
            rest = [number for number, string in enumerate(net.strings) if not _is_word(string)]
        else:
            words, find = [], vectors([])
            rest = list(range(len(net.strings)))
        signs = vectors([Needle(net.strings[number], not self._words) for number in rest], self._place("signs", False))
        if find is None or signs is None:
            return False
        behind = [net.asks[number] for number in rest]

        def ask(plain: Plain, begin: int, end: int) -> Places:
            form = plain.whole if self._words else plain.data
            form = form if end - begin == len(form) else form[begin:end]
            places = list(_kept(signs(form), behind, plain, begin))
            if words:
                for number, at, _ in find(plain.letters if form is plain.whole else plain.letters[begin : end + 2]):
                    word = words[number]
                    start = begin + at - 1 + word.before
                    if word.signs and not plain.data.startswith(word.signs, start):
                        continue
                    if word.loud and (word.signs or not cased) and not plain.stands(word.loud, start, start + word.size):
                        continue
                    places.append((start, word.slots))
            return places

        return ask


class _Word(NamedTuple):
    needle: bytes  # with a blank for each sign, and for a word's end at either end
    before: int  # bytes of it before the string
    size: int  # of the string, in bytes
    signs: bytes  # the string, where it holds signs
    loud: str
    slots: tuple[int, ...]


def _is_word(string: bytes) -> bool:
    letters = string.translate(LETTERS)
    return len(letters.replace(b" ", b"")) >= _TELLING or letters == string


def _word(string: bytes, edges: int, loud: str, slots: tuple[int, ...]) -> _Word:
    letters = (loud.encode() or string).translate(LETTERS)
    needle = b" " * (edges & 1) + letters + b" " * (edges >> 1)
    # a blank within it is white space, and no sign
    return _Word(needle, edges & 1, len(string), string if letters.lower() != string or b" " in string else b"", loud, slots)


def _kept(found: Any, behind: list[Asks], plain: Plain, begin: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    """What was found from some place on, as far as words begin and end there and capitals are right."""
    for number, start, end in found:
        data = plain.data
        start, end = start + begin, end + begin
        for edges, loud, slots in behind[number]:
            if edges & 1 and start and data[start - 1] in _ALNUM or edges & 2 and end < len(data) and data[end] in _ALNUM:
                continue
            if not loud or plain.stands(loud, start, end):
                yield start, slots
