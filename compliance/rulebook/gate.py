"""The cheap question: which wordings could stand where?

Every wording names sets of fixed strings, one of each of which it cannot do without (see `atoms`). The gate holds the
strings of the most telling set of each wording in an Aho-Corasick automaton (Aho and Corasick, 1975): one pass over the
text, linear in its length whatever the number of rules, with no states to build while it runs. A text in which nothing is
found is done with. Where a string is found, the wording's other sets are looked for in that paragraph; only where those
are there too does its exact pattern run.

An automaton of all strings takes as long to make as several texts to read. The first few are asked about their
short stretches of letters instead, and by an automaton of the few strings that hold one of these (see `grams`).
"""

import marshal
import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, cast

from compliance.rulebook.grams import gram_table, with_grams_of
from compliance.rulebook.packed import unpacked
from compliance.rulebook.plain import Plain, low, plainly

HOSTILE = (
    # zero-width, soft hyphen, directional marks, variation selectors
    "[\\x{ad}\\x{34f}\\x{61c}\\x{180e}\\x{200b}-\\x{200f}\\x{202a}-\\x{202e}\\x{2060}-\\x{2069}\\x{fe00}-\\x{fe0f}\\x{feff}]"
    # combining marks, Hebrew points, Arabic vowel signs and tatweel
    "|[\\x{300}-\\x{36f}\\x{591}-\\x{5bd}\\x{5bf}-\\x{5c7}\\x{610}-\\x{61a}\\x{640}\\x{64b}-\\x{65f}\\x{670}\\x{6d6}-\\x{6ed}]"
    # compatibility forms
    "|[\\x{b}\\x{85}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{205f}\\x{3000}\\x{1680}\\x{2460}-\\x{24d1}\\x{24d3}-\\x{24ff}\\x{1100}-\\x{11ff}\\x{fb00}-\\x{fb06}\\x{fb13}-\\x{fdff}\\x{fe30}-\\x{fefc}"
    "\\x{ff01}-\\x{ffdc}\\x{1d400}-\\x{1d7ff}\\x{1f110}-\\x{1f189}\\x{2100}-\\x{2121}\\x{2123}-\\x{2138}\\x{f900}-\\x{faff}]"
    # letters of two alphabets in one word; digits for letters
    "|[A-Za-z][\\x{370}-\\x{3ff}\\x{400}-\\x{52f}]|[\\x{370}-\\x{3ff}\\x{400}-\\x{52f}][A-Za-z]|[A-Za-z][01|!$][A-Za-z]{2}"
    # letters set apart
    "|(?:^|[^0-9A-Za-z])[A-Za-z](?:[ ._*·-][A-Za-z]){4}|(?: [\\x{370}-\\x{52f}]){4} |[\\x{3040}-\\x{9fff}\\x{ac00}-\\x{d7a3}](?: [\\x{3040}-\\x{9fff}\\x{ac00}-\\x{d7a3}]){3}"
    # a word broken at the line's end, entities, mojibake
    "|[a-z\\x{df}-\\x{24f}\\x{400}-\\x{52f}][-\\x{ad}\\x{2010}¬][ \\t]*\\r?\\n|&(?:#[0-9xX][0-9A-Fa-f]{0,6}|[A-Za-z][A-Za-z0-9]{1,30});|&(?:copy|reg|nbsp|amp)(?:[^0-9A-Za-z_;=]|$)|[\\x{c2}\\x{c3}\\x{ce}-\\x{d1}\\x{d8}\\x{d9}][\\x{80}-\\x{bf}\\x{2018}-\\x{203a}\\x{20ac}\\x{2122}\\x{152}-\\x{192}\\x{2c6}\\x{2dc}]|\\x{e2}\\x{20ac}|[0-9a-z.,;:!?)]\\x{c2}(?:\\s|$)"
)
"""Anything that stands between a wording and its plain form. A text without it is matched as it is."""



_LETTERS = bytes(c if chr(c).isalnum() and c < 128 else 32 for c in range(256))
_OWN = re.compile("[^\x00-\u036f\u2000-\u2bff]")
"""A letter of a script other than Latin."""
_ALNUM = frozenset(c for c in range(128) if chr(c).isalnum())

WORTH_IT = 30_000
"""Code points after which an automaton of all strings has paid for its making."""


class Wording(NamedTuple):
    """What a gate must know of a wording: its sets of strings, the most telling first; whether capitals count; whether it
    counts only beside a fact of another rule, and so is no reason to look closer; and whether its language has letters of
    its own, so that a paragraph in Latin letters is not asked about it."""

    atoms: tuple[tuple[str, ...], ...]
    cased: bool
    beside: bool = False
    foreign: bool = False


Asks = tuple[tuple[int, str, tuple[int, ...]], ...]
"""What is behind a string: whether a word must begin (1) and end (2) with it, its form in capitals where those count, slots."""


class Net(NamedTuple):
    """Strings that are asked for together, in small letters, with what is behind each; `grams` see `gram_table`."""

    strings: list[bytes]
    asks: list[Asks]
    grams: dict[str, tuple[int, ...]]


Others = list[tuple[tuple[str | bytes, ...], ...]]
"""By slot, sets of strings of each of which one must stand in the paragraph."""


class Tables(NamedTuple):
    """What a gate is made of. `nets`: for strings of ASCII, for those with other letters and for languages that are never
    written in ASCII, and both for wordings that count only beside a fact.
    `others` are the further sets of strings of each slot: bytes for those of letters alone, whose blanks are word's ends too.
    `flags` say by slot whether its capitals count (1) and whether it needs other letters (2)."""

    nets: tuple[Net, ...]
    others: Others
    flags: bytes


def tables(wordings: Iterable[Wording]) -> Tables:
    """The tables of a gate. Slots number the wordings in the order given."""
    homes: list[dict[str, dict[tuple[int, str], list[int]]]] = [{}, {}, {}, {}]
    others = []
    flags = bytearray()
    for slot, wording in enumerate(wordings):
        for string in wording.atoms[0]:
            wide = not string.isascii() or wording.foreign
            bare = string.strip(" ")
            edges = (string[0] == " ") + 2 * (string[-1] == " ")
            behind = homes[wide + 2 * wording.beside].setdefault(low(bare), {})
            behind.setdefault((edges, bare if wording.cased else ""), []).append(slot)
        others.append(tuple(tuple(_other(s, wording.cased) for s in strings) for strings in wording.atoms[1:]))
        flags.append(wording.cased + 2 * wording.foreign)
    return Tables(tuple([_net(home) for home in homes]), others, bytes(flags))


def _other(string: str, cased: bool) -> str | bytes:
    string = string if cased else low(string)
    if string.isascii() and string.replace(" ", "").isalnum():
        return string.encode()
    return string.strip(" ")


def _net(home: dict[str, dict[tuple[int, str], list[int]]]) -> Net:
    asks = [tuple((edges, loud, tuple(slots)) for (edges, loud), slots in behind.items()) for behind in home.values()]
    return Net([string.encode() for string in home], asks, gram_table(list(home)))


class Gate:
    """Asks which wordings could stand where."""

    def __init__(self, made_of: Tables) -> None:
        self._nets: list[Net | bytes] = list(made_of.nets)
        self._others: Others | bytes = made_of.others
        self._flags = made_of.flags
        self._automata: dict[int, Any] = {}
        self._asked = 0
        self._hostile: Any = None

    def plain(self) -> tuple[Any, ...]:
        """What the gate is made of, for the cache: each part packed, since most texts ask for a few."""
        nets = [net if isinstance(net, bytes) else marshal.dumps(tuple(net)) for net in self._nets]
        return nets, self._others if isinstance(self._others, bytes) else marshal.dumps(self._others), self._flags

    @classmethod
    def from_plain(cls, plain: tuple[Any, ...]) -> "Gate":
        """The inverse of `plain`."""
        gate = cls(Tables((), [], plain[2]))
        gate._nets, gate._others = plain[0], plain[1]
        return gate

    @property
    def size(self) -> int:
        """How many strings are asked of an ordinary text."""
        return len(self._net(0).strings)

    def _net(self, which: int) -> Net:
        net = self._nets[which]
        if isinstance(net, bytes):
            net = self._nets[which] = Net(*unpacked(net))
        return net

    def warm(self) -> None:
        """Makes the automaton of all strings now, for what is to be shared with other processes."""
        self._asked = WORTH_IT
        self.find("")

    def is_hostile(self, text: str) -> bool:
        """Whether something in the text must be folded before wordings can be matched."""
        if self._hostile is None:
            import re2

            options = re2.Options()
            options.never_capture = True
            # With the lazy beginning RE2 looks for the end of a match alone; to find the beginning it reads backwards.
            self._hostile = re2.compile(f"(?s:.)*?(?:{HOSTILE})", options)
        return self._hostile.match(text.encode("utf-8", "replace")) is not None

    def find(self, text: str, beside: bool = False) -> list[tuple[int, tuple[int, ...]]]:
        """Where strings of wordings stand, and the slots of the wordings; never misses one that an exact pattern would find.

        Args:
            text: without no-break spaces, folded where it is hostile.
            beside: ask for the wordings that count only beside a fact of another rule, instead of all others.
        Returns:
            Code points, ascending in each of two nets, and slots.
        """
        plain = Plain(text)
        found = self._collect(2 * beside, plain)
        if not plain.is_ascii:
            found += self._collect(2 * beside + 1, plain)
        return found

    def confirmed(self, paragraph: str, slots: Iterable[int]) -> list[int]:
        """Those of the slots, in order, whose other strings stand in the paragraph too."""
        others, flags = self._others, self._flags
        if isinstance(others, bytes):
            others = self._others = cast(Others, unpacked(others))
        is_latin = paragraph.isascii() or not _OWN.search(paragraph)
        forms: list[tuple[str, bytes] | None] = [None, None]
        kept = []
        for slot in sorted(slots):
            flag = flags[slot]
            if is_latin and flag & 2:
                continue
            if sets := others[slot]:
                pair = forms[flag & 1]
                if pair is None:
                    form = plainly(paragraph) if flag & 1 else low(plainly(paragraph))
                    letters = form.encode("utf-8", "replace").translate(_LETTERS)
                    pair = forms[flag & 1] = form, b" %b " % b" ".join(letters.split())
                form, letters = pair
                if not _all_stand(sets, form, letters):
                    continue
            kept.append(slot)
        return kept

    def _collect(self, which: int, plain: Plain) -> list[tuple[int, tuple[int, ...]]]:
        """The places of one net."""
        net = self._net(which)
        if not net.strings:
            return []
        asks: Sequence[Asks] = net.asks
        find = self._automata.get(which)
        if find is None:
            self._asked += len(plain.data)
            if self._asked >= WORTH_IT:
                find = self._automata[which] = _automaton(net.strings)
            else:
                few = with_grams_of(plain.data.decode(), net.grams)
                few = [number for number in few if net.strings[number] in plain.data]
                if not few:
                    return []
                asks = [net.asks[number] for number in few]
                find = _automaton([net.strings[number] for number in few])
        data = plain.data
        found = []
        for number, start, end in find(data, overlapping=True):
            for edges, loud, slots in asks[number]:
                if edges & 1 and start and data[start - 1] in _ALNUM or edges & 2 and end < len(data) and data[end] in _ALNUM:
                    continue
                if not loud or plain.stands(loud, start, end):
                    found.append((plain.at(start), slots))
        return found


def _all_stand(sets: Iterable[tuple[str | bytes, ...]], form: str, letters: bytes) -> bool:
    """Whether one string of each set stands in a paragraph, of which there are two forms."""
    for strings in sets:
        for string in strings:
            if string in letters if isinstance(string, bytes) else string in form:
                break
        else:
            return False
    return True


def _automaton(strings: list[bytes]) -> Any:
    from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

    # A DFA answers faster while nothing else wants the processor's cache; between patterns and paragraphs the compact form wins.
    kind = Implementation.ContiguousNFA if len(strings) > 1000 else Implementation.NoncontiguousNFA
    return BytesAhoCorasick(strings, matchkind=MatchKind.Standard, implementation=kind).find_matches_as_indexes
