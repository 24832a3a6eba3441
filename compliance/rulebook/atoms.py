"""What the gate asks of a text for one wording: fixed strings, of which one of each set must stand in it.

A wording with gaps, optional words and word classes in it is a poor thing to hold in one automaton: each loop keeps a
thread alive, a thousand of them multiply, and the states never settle. Fixed strings do not: their automaton has a state
a letter. So each wording is cut down to sets of strings ("atoms"): every text that the exact pattern matches holds at least
one string of each set. The method is that of prefilters (Cox, "Regular Expression Matching with a Trigram Index", 2012;
RE2's FilteredRE2), with strings as long as the wording allows instead of trigrams.

A string is a tuple of fragments, each a letter, a small class of letters ("[ée]"), or white space.
"""

from functools import lru_cache
from typing import NamedTuple

from compliance.rulebook import frequent
from compliance.rulebook.cover import cover
from compliance.rulebook.signs import PLAIN_SIGNS

Strings = tuple[tuple[str, ...], ...]

LONGEST = 14
"""Fragments after which a string is cut: what is longer tells little more."""
PRODUCT = 400
"""Strings that joining two sets may make; past that the sets are asked for apart."""
ASKED = 2
"""Sets that are asked for of one wording besides its most telling one."""
FEW = 150
"""Strings of a set past which looking for them costs more than running the exact pattern."""
RARE = 0.004
"""How often a page of prose may hold a stretch that stands in for several of the most telling strings."""
OFTEN = 0.1
"""The same for the strings that are looked for besides."""
EVERYWHERE = 12.0
"""How often a page of prose holds strings that it is no use to look for."""
BLANK = "\\s+"
EDGE = "\\b"
"""A word's end; it counts beside an ASCII letter only, since RE2 knows no others."""


class Node(NamedTuple):
    """What a group can match: all its strings (`exact`), where they are few and fixed; else sets that it cannot do without,
    and the strings that it begins with, where those are known."""

    exact: Strings | None
    sets: tuple[Strings, ...]
    heads: Strings = ()


ANY = Node(None, ())
"""Anything at all."""
_EMPTY: Strings = ((),)


class _Line:
    """One alternative, read from left to right."""

    def __init__(self) -> None:
        self.current: Strings = _EMPTY
        self.sets: list[Strings] = []
        self.fixed = True
        self.heads: Strings | None = None

    def join(self, strings: Strings) -> None:
        if len(self.current) * len(strings) <= PRODUCT:
            self.current = tuple(dict.fromkeys(a + b for a in self.current for b in strings))
            return
        self.fixed = False
        self.flush()
        if len(strings) <= PRODUCT:
            self.current = strings
        elif all(strings):
            self.sets.append(strings)

    def flush(self) -> None:
        if self.heads is None:
            self.heads = self.current
        if all(self.current):
            self.sets.append(self.current)
        self.current = _EMPTY

    def cut(self) -> None:
        self.fixed = False
        self.flush()


class AtomBuilder:
    """Grows the atoms of a pattern as the pattern is read from left to right."""

    def __init__(self) -> None:
        self._groups: list[list[_Line]] = [[_Line()]]

    def put(self, fragment: str) -> None:
        """A letter, a small class, or white space."""
        self._groups[-1][-1].join(((fragment,),))

    def gap(self) -> None:
        """Anything of any length."""
        self._groups[-1][-1].cut()

    def open(self) -> None:
        """A group begins."""
        self._groups.append([_Line()])

    def alternative(self) -> None:
        """The next alternative of the group in hand begins."""
        self._groups[-1].append(_Line())

    def close(self) -> Node:
        """The group ends; the caller gives it back with `node`, perhaps after a repeat."""
        return _node(self._groups.pop())

    def node(self, node: Node, optional: bool = False, repeated: bool = False) -> None:
        """A finished group, which may be left out or stand several times."""
        line = self._groups[-1][-1]
        if node.exact is not None and not repeated:
            strings = (*node.exact, ()) if optional else node.exact
            if optional and len(strings) * len(line.current) > PRODUCT:
                line.cut()
                return
            line.join(tuple(dict.fromkeys(strings)))
            return
        if not optional and not repeated and node.heads and len(node.heads) * len(line.current) <= PRODUCT:
            line.join(node.heads)
        line.cut()
        if not optional:
            line.sets.extend(node.sets if node.exact is None else (node.exact,))

    def apart(self, node: Node) -> None:
        """A group that must stand in the text, but not in the line of its neighbours."""
        self._groups[-1][-1].cut()
        self._groups[-1][-1].sets.extend(node.sets if node.exact is None else (node.exact,))

    def repeat(self, node: Node | None, low: int, high: int | None) -> None:
        """The last fragment, or `node` where that was a group, is repeated `low` to `high` times."""
        line = self._groups[-1][-1]
        if node is None:
            if not all(line.current) or line.current == _EMPTY:
                return
            last = {string[-1] for string in line.current}
            if len(last) != 1:
                line.cut()
                return
            node = Node(((last.pop(),),), ())
            line.current = tuple(string[:-1] for string in line.current)
        if low == high and node.exact is not None and low <= 4:
            for _ in range(low):
                self.node(node)
            return
        self.node(node, optional=low == 0, repeated=high != 1)

    def finish(self, cased: bool = False) -> tuple[tuple[str, ...], ...]:
        """The atoms of the whole pattern, each a set of plain strings, the most telling first; none where nothing in it is fixed.

        A blank at the end of a string is a word's end; one inside is white space.

        Args:
            cased: capitals count, so that a string in capitals is rare.
        """

        def rated(strings: Strings) -> float:
            return min(0.03, 0.0001 * len(strings)) + rate(strings) * (0.002 if cased and all(map(_loud, strings)) else 1.0)

        node = _node(self._groups.pop())
        sets = node.sets if node.exact is None else (node.exact,)
        ranked = sorted({t for s in sets if all(t := _trimmed(s))}, key=lambda s: (rated(s), len(s), s))
        told: list[tuple[str, ...]] = []
        for strings in ranked:
            if len(told) > ASKED or told and rate(strings) > EVERYWHERE:
                break
            if covered := _covered(strings, OFTEN if told else RARE):
                if not told or len(covered) <= FEW:
                    told.append(covered)
        return tuple(dict.fromkeys([*told[:1], *sorted(told[1:], key=len)]))


@lru_cache(maxsize=20_000)
def _covered(strings: Strings, rare: float) -> tuple[str, ...]:
    plain = _plain(strings)
    return cover(plain, _plain_rate, rare) if plain else ()


@lru_cache(maxsize=20_000)
def rate(strings: Strings) -> float:
    """How often a string of the set is to be expected in a page of prose; rough, and only ever compared."""
    return sum(map(_string_rate, strings)) if strings and all(strings) else 99.0


@lru_cache(maxsize=400_000)
def _string_rate(string: tuple[str, ...]) -> float:
    if not any(_face(f).isalnum() for f in string):
        return 5.0 if "".join(map(_face, string)).isascii() else 0.5
    return _plain_rate("".join(map(_face, string)).casefold())


@lru_cache(maxsize=200_000)
def _plain_rate(plain: str) -> float:
    plain = plain.casefold()
    if any(c.isdigit() for c in plain):
        return 2.0 * 0.5 ** len(plain.strip())
    counted = frequent.rate(plain)
    words = plain.split()
    if len(words) > 1:
        rates = [frequent.rate(part) for part in _apart(plain)]
        chance = rates[0]
        for following in rates[1:]:
            chance *= min(1.0, 5 * following / PAGE)  # words that go together stand together more often than chance has it
        return 0.0005 + max(counted, chance)
    if counted:
        return 0.001 + counted
    return 0.1 * 0.6 ** sum(map(_worth, plain))


PAGE = 600
"""Words on a page of prose."""


def _apart(plain: str) -> list[str]:
    """The words of a string, with blanks where they end in it."""
    first, *middle, last = plain.split()
    first = " " + first if plain.startswith(" ") else first
    last = last + " " if plain.endswith(" ") else last
    return [f"{first} ", *(f" {word} " for word in middle), f" {last}"]


def _loud(string: tuple[str, ...]) -> bool:
    written = "".join(map(_face, string)).strip()
    return len(written) > 2 and written.isupper()


@lru_cache(maxsize=10_000)
def _face(fragment: str) -> str:
    """The commonest letter that a fragment can be."""
    if fragment in (BLANK, EDGE):
        return " "
    letters = fragment[1:-1] if len(fragment) > 2 and fragment[0] == "[" else fragment[-1:]
    return next((c for c in letters if c.isascii() and c.isalnum()), letters[:1])


def _worth(fragment: str) -> int:
    if fragment in (BLANK, EDGE):
        return 0
    char = fragment[1] if len(fragment) > 1 and fragment[0] in "[\\" else fragment[0]
    if char in "©ⓒ℗®™":
        return 5
    return 1 if char < "\u0e00" else 3


def _node(lines: list[_Line]) -> Node:
    if all(line.fixed for line in lines):
        exact = tuple(dict.fromkeys(string for line in lines for string in line.current))
        if len(exact) <= 400:
            return Node(exact, ())
    for line in lines:
        line.flush()
    heads = tuple(dict.fromkeys(string for line in lines for string in line.heads or ((),)))
    if not all(heads) or len(heads) > PRODUCT:
        heads = ()
    if len(lines) == 1:
        return Node(None, tuple(lines[0].sets), heads)
    best = [min(line.sets, key=rate, default=()) for line in lines]
    if not all(best):
        return Node(None, (), heads)
    return Node(None, (tuple(dict.fromkeys(string for strings in best for string in strings)),), heads)


@lru_cache(maxsize=20_000)
def _trimmed(strings: Strings) -> Strings:
    """Shorter: a string of more than LONGEST fragments tells no more than its rarest stretch of that length."""
    cut = set()
    for string in strings:
        while string and string[0] == BLANK:
            string = string[1:]
        while string and string[-1] == BLANK:
            string = string[:-1]
        if len(string) > LONGEST:
            string = min((string[at : at + LONGEST] for at in range(0, len(string) - LONGEST + 1, 3)), key=_string_rate)
        cut.add(tuple(f for at, f in enumerate(string) if f != EDGE or at in (0, len(string) - 1)))
    return tuple(sorted(cut))


VARIANTS = 24
"""Spellings that a string with letter classes may come to; past that it is cut at a class."""


def _plain(strings: Strings) -> tuple[str, ...]:
    """Plain strings, of which one stands where one of `strings` does, and none that holds another."""
    found: set[str] = set()
    for string in strings:
        variants = _variants(string)
        if not all(v.strip() for v in variants):
            return ()
        found.update(variants)
    kept: list[str] = []
    for variant in sorted(found, key=lambda v: (len(v), v)):
        if len(found) > 500 or not any(short in variant for short in kept):
            kept.append(variant)
    return tuple(kept)


@lru_cache(maxsize=50_000)
def _variants(string: tuple[str, ...]) -> list[str]:
    parts = [_members(fragment) for fragment in string]
    total = 1
    for members in parts:
        total *= len(members)
    while total > VARIANTS and len(parts) > 1:
        widest = max(range(len(parts)), key=lambda at: len(parts[at]))
        parts = max(parts[:widest], parts[widest + 1 :], key=len)
        total = 1
        for members in parts:
            total *= len(members)
    variants = [""]
    for members in parts:
        variants = [v + m for v in variants for m in members]
    return [_edge_checked(v) for v in variants]


def _edge_checked(string: str) -> str:
    """A word's end counts beside an ASCII letter or digit only: in the form that is asked all else is a blank."""
    if string.startswith(EDGE_SIGN):
        string = (" " if string[1:2].isascii() and string[1:2].isalnum() else "") + string[1:]
    if string.endswith(EDGE_SIGN):
        string = string[:-1] + (" " if string[-2:-1].isascii() and string[-2:-1].isalnum() else "")
    return string.replace(EDGE_SIGN, "")


EDGE_SIGN = "\0"


def _members(fragment: str) -> list[str]:
    if fragment == BLANK:
        return [" "]
    if fragment == EDGE:
        return [EDGE_SIGN]
    if len(fragment) > 2 and fragment[0] == "[":
        if len(fragment) == 5 and fragment[2] == "-":
            return [chr(c) for c in range(ord(fragment[1]), ord(fragment[3]) + 1)]
        letters = [c for at, c in enumerate(fragment[1:-1]) if c != "\\" or fragment[at] == "\\"]
        return list(dict.fromkeys("".join(letters).translate(PLAIN_SIGNS)))
    return [fragment[-1:].translate(PLAIN_SIGNS)]
