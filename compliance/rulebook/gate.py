"""The cheap question: which wordings could stand in which paragraph?

Every wording names sets of fixed strings, one of each of which it cannot do without (see `atoms`). The gate holds the
strings of the most telling set of each wording in an Aho-Corasick automaton (Aho and Corasick, 1975): one pass over the
text, linear in its length whatever the number of rules, with no states to build while it runs. Only where a string is
found are the wording's other sets looked for, in that paragraph; only where those are there too does its exact pattern run.

Texts are asked about in two plain forms. In the ASCII form all that is no ASCII letter or digit is a blank, so that a
blank in a string also means a word's end. In the wide form letters of every script are kept, in small letters.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from compliance.rulebook.signs import PLAIN_SIGNS

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

_RUNS = re.compile(r"\s{2,}|[\t\r\f\v\x1c-\x1f\x85\u2028\u2029]")
_LOUD = bytes(c if chr(c).isalnum() and c < 128 or c == 1 else 32 for c in range(256))
_WIDE = bytes(c if c > 127 or chr(c).isalnum() or c == 1 else 32 for c in range(256)).lower()
_BETWEEN = b" \x01 "
"""Stands between paragraphs; no string holds it, so none reaches from one into the next."""


WORTH_IT = 300
"""Questions after which an automaton that is twice as fast, and takes six times as long to build, has paid."""


class Wording(NamedTuple):
    """What a gate must know of a wording: its sets of strings, the most telling first; whether capitals count; whether it
    counts only beside a fact of another rule, and so is no reason to look closer; and whether its language has letters of
    its own, so that a paragraph of ASCII is not asked about it."""

    atoms: tuple[tuple[str, ...], ...]
    cased: bool
    beside: bool = False
    foreign: bool = False


class Tables(NamedTuple):
    """What a gate is made of, in builtin containers. The first four are automata: each its strings, and for each string
    the slots to think of when it is there. Most strings are in small ASCII letters (`narrow`). Apart from them, so that an
    ordinary paragraph is not bothered: strings whose capitals count (`loud`), those with other letters and those of
    languages with letters of their own (`wide`), and those of wordings that count only beside a fact (`beside`).
    `others` are the further sets of strings of each slot; `flags` say by slot whether it counts only beside a fact (1) and
    whether its capitals count (2)."""

    narrow: tuple[list[bytes], list[tuple[int, ...]]]
    loud: tuple[list[bytes], list[tuple[int, ...]]]
    wide: tuple[list[bytes], list[tuple[int, ...]]]
    beside: tuple[list[bytes], list[tuple[int, ...]]]
    others: list[tuple[tuple[bytes, ...], ...]]
    flags: bytes


def tables(wordings: Iterable[Wording]) -> Tables:
    """The tables of a gate. Slots number the wordings in the order given."""
    homes: dict[str, dict[bytes, list[int]]] = {"narrow": {}, "loud": {}, "wide": {}, "beside": {}}
    others = []
    flags = bytearray()
    for slot, wording in enumerate(wordings):
        for string in wording.atoms[0]:
            plain = _plain(string, wording.cased and string.isascii() and not wording.foreign)
            if not string.isascii() or wording.foreign:
                home, plain = "wide", plain.strip() if string.isascii() else plain
            else:
                home = "loud" if wording.cased else "beside" if wording.beside else "narrow"
            homes[home].setdefault(plain, []).append(slot)
        others.append(tuple(tuple(_plain(s, wording.cased) for s in strings) for strings in wording.atoms[1:]))
        flags.append(wording.beside + 2 * wording.cased)
    made = [(list(home), [tuple(slots) for slots in home.values()]) for home in homes.values()]
    return Tables(made[0], made[1], made[2], made[3], others, bytes(flags))


class Gate:
    """Asks which wordings could stand where. An automaton is built when it is first needed."""

    def __init__(self, made_of: Tables) -> None:
        self.tables = made_of
        self._automata: dict[str, Any] = {}
        self._asked: dict[str, int] = {}
        self._hostile: Any = None

    def is_hostile(self, text: str) -> bool:
        """Whether something in the text must be folded before wordings can be matched."""
        if self._hostile is None:
            import re2

            options = re2.Options()
            options.never_capture = True
            self._hostile = re2.compile(HOSTILE, options)
        return self._hostile.search(text.encode("utf-8", "replace")) is not None

    def ask(self, paragraphs: Sequence[str], beside: bool = False) -> list[tuple[int, list[int]]]:
        """Which wordings could stand in which paragraph: (number of the paragraph, slots in order), for those that hold any.

        Never misses one that its exact pattern would find there.

        Args:
            paragraphs: folded.
            beside: ask for the wordings that count only beside a fact of another rule, instead of all others.
        """
        if beside and 1 not in self.tables.flags and 3 not in self.tables.flags:
            return []
        texts = [_plainly(p) for p in paragraphs]
        raw = [b" " + t.encode("utf-8", "replace").translate(_LOUD) + b" " for t in texts]
        small = [form.lower() for form in raw]
        found: dict[int, set[int]] = {}
        if beside:
            self._collect("beside", small, found)
        else:
            self._collect("narrow", small, found)
            self._collect("loud", raw, found)
        broad: dict[int, bytes] = {}
        places = [i for i, t in enumerate(texts) if not t.isascii()]
        if places:
            lowered = [b" " + texts[i].lower().encode("utf-8", "replace").translate(_WIDE) + b" " for i in places]
            theirs: dict[int, set[int]] = {}
            self._collect("wide", lowered, theirs)
            broad.update(zip(places, lowered, strict=True))
            for at, slots in theirs.items():
                kept = {slot for slot in slots if self.tables.flags[slot] & 1 == beside}
                if kept:
                    found.setdefault(places[at], set()).update(kept)
        return self._confirmed(found, raw, small, broad)

    def _confirmed(
        self, found: dict[int, set[int]], raw: list[bytes], small: list[bytes], broad: dict[int, bytes]
    ) -> list[tuple[int, list[int]]]:
        """Those wordings whose other strings are there too."""
        hits = []
        for i in sorted(found):
            wide = broad.get(i)
            kept = []
            for slot in sorted(found[i]):
                form = raw[i] if self.tables.flags[slot] & 2 else small[i]
                for strings in self.tables.others[slot]:
                    for string in strings:
                        if string in form or wide is not None and string in wide:
                            break
                    else:
                        break
                else:
                    kept.append(slot)
            if kept:
                hits.append((i, kept))
        return hits

    def _collect(self, name: str, forms: list[bytes], found: dict[int, set[int]]) -> None:
        """Adds to `found`, by the number of the form, the slots whose strings one of the automata finds in the forms."""
        strings, slots = getattr(self.tables, name)
        if not strings:
            return
        find = self._automata.get(name) or self._build(name, fast=False)
        asked = self._asked[name] = self._asked.get(name, 0) + 1
        if asked == WORTH_IT and name != "wide":
            find = self._build(name, fast=True)
        matches = find(_BETWEEN.join(forms), overlapping=True)
        if not matches:
            return
        ends = list(accumulate(len(form) + len(_BETWEEN) for form in forms))
        at = 0
        for number, _, end in matches:  # in the order of their ends
            while end > ends[at]:
                at += 1
            theirs = found.get(at)
            if theirs is None:
                found[at] = set(slots[number])
            else:
                theirs.update(slots[number])

    def _build(self, name: str, fast: bool) -> Any:
        from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

        kind = Implementation.DFA if fast else Implementation.ContiguousNFA
        built = BytesAhoCorasick(getattr(self.tables, name)[0], matchkind=MatchKind.Standard, implementation=kind)
        find = self._automata[name] = built.find_matches_as_indexes
        return find


def _plainly(text: str) -> str:
    """A paragraph with single blanks and plain signs."""
    if not text.isascii():
        return _RUNS.sub(" ", text.translate(PLAIN_SIGNS))
    if "  " in text or "\n" in text or "\t" in text or "\r" in text:
        return _RUNS.sub(" ", text)
    return text


def _plain(string: str, cased: bool) -> bytes:
    if string.isascii():
        form = string.encode().translate(_LOUD)
        return form if cased else form.lower()
    return string.strip().lower().encode().translate(_WIDE)
