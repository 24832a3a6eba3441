"""The cheap question: which wordings could stand in this text? One pass of a linear-time automaton a script.

A `Gate` holds every pattern of the rulebook in a few RE2 sets, one a script. The set of Latin wordings sees every text;
the others only texts with a letter of their script in them, which the Latin set tells in the same pass. Method and
figures: RE2::Set as gate, `regex` behind it, was the fastest exact arrangement of those measured.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

LATIN = "latin"
SCRIPTS: dict[str, str] = {
    "greek": "\\x{370}-\\x{3ff}\\x{1f00}-\\x{1fff}",
    "cyrillic": "\\x{400}-\\x{52f}",
    "hebrew": "\\x{590}-\\x{5ff}",
    "arabic": "\\x{600}-\\x{6ff}\\x{750}-\\x{77f}\\x{8a0}-\\x{8ff}\\x{fb50}-\\x{fdff}\\x{fe70}-\\x{fefc}",
    "cjk": "\\x{1100}-\\x{11ff}\\x{2e80}-\\x{a4cf}\\x{ac00}-\\x{d7ff}\\x{f900}-\\x{faff}\\x{20000}-\\x{323af}",
    "other": "\\x{530}-\\x{58f}\\x{700}-\\x{74f}\\x{780}-\\x{89f}\\x{900}-\\x{10ff}\\x{1200}-\\x{1dff}",
}
_RANGES = {
    script: [tuple(int(x.strip("{}x"), 16) for x in part.split("-")) for part in ranges.replace("\\", "").replace("}x", "}\0x").split("\0")]
    for script, ranges in SCRIPTS.items()
}

HOSTILE = (
    # zero-width, soft hyphen, directional marks, variation selectors
    "[\\x{ad}\\x{34f}\\x{61c}\\x{180e}\\x{200b}-\\x{200f}\\x{202a}-\\x{202e}\\x{2060}-\\x{2069}\\x{fe00}-\\x{fe0f}\\x{feff}]"
    # combining marks, Hebrew points, Arabic vowel signs and tatweel
    "|[\\x{300}-\\x{36f}\\x{591}-\\x{5bd}\\x{5bf}-\\x{5c7}\\x{610}-\\x{61a}\\x{640}\\x{64b}-\\x{65f}\\x{670}\\x{6d6}-\\x{6ed}]"
    # compatibility forms
    "|[\\x{b}\\x{85}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{205f}\\x{3000}\\x{1680}\\x{2460}-\\x{24d1}\\x{24d3}-\\x{24ff}\\x{1100}-\\x{11ff}\\x{fb00}-\\x{fb06}\\x{fb13}-\\x{fdff}\\x{fe30}-\\x{fefc}"
    "\\x{ff01}-\\x{ffdc}\\x{1d400}-\\x{1d7ff}\\x{1f110}-\\x{1f189}\\x{2100}-\\x{2121}\\x{2123}-\\x{2138}\\x{f900}-\\x{faff}]"
    # letters of two alphabets in one word; digits for letters
    "|[A-Za-z][\\x{370}-\\x{3ff}\\x{400}-\\x{52f}]|[\\x{370}-\\x{3ff}\\x{400}-\\x{52f}][A-Za-z]|[A-Za-z]{2}[01|!$][A-Za-z]{2}"
    # letters set apart
    "|(?:^|[^0-9A-Za-z])[A-Za-z](?:[ ._*·-][A-Za-z]){4}|(?: [\\x{370}-\\x{52f}]){4} |[\\x{3040}-\\x{9fff}\\x{ac00}-\\x{d7a3}](?: [\\x{3040}-\\x{9fff}\\x{ac00}-\\x{d7a3}]){3}"
    # a word broken at the line's end, entities, mojibake
    "|[a-z\\x{df}-\\x{24f}\\x{400}-\\x{52f}][-\\x{ad}\\x{2010}¬][ \\t]*\\r?\\n|&(?:#[0-9xX]|[A-Za-z]{2,10});?|[\\x{c2}\\x{c3}\\x{ce}-\\x{d1}\\x{d8}\\x{d9}][\\x{80}-\\x{bf}\\x{2018}-\\x{203a}\\x{20ac}\\x{2122}\\x{152}-\\x{192}\\x{2c6}\\x{2dc}]|\\x{e2}\\x{20ac}|[0-9a-z.,;:!?)]\\x{c2}(?:\\s|$)"
)
"""Anything that stands between a wording and its plain form. A text without it is matched as it is."""

MEMORY = 192 << 20
"""Bytes of automaton that a set may keep. Too little makes it rebuild states and run many times slower."""


def script_of(atoms: Sequence[str]) -> str:
    """The script of which every text that holds the atoms has a letter; Latin where there is no such script.

    Args:
        atoms: RE2 sources of a wording's atoms: alternatives of letters and small classes.
    """
    for atom in atoms:
        shared: set[str] | None = None
        for string in _alternatives(atom):
            theirs = _scripts_in(string)
            shared = theirs if shared is None else shared & theirs
            if not shared:
                break
        if shared:
            return min(shared, key=list(SCRIPTS).index)
    return LATIN


_PROPERTIES = {
    "\\p{Arabic}": "arabic", "\\p{Hebrew}": "hebrew", "\\p{Cyrillic}": "cyrillic", "\\p{Greek}": "greek",
    **dict.fromkeys(("\\p{Han}", "\\p{Hangul}", "\\p{Hiragana}", "\\p{Katakana}"), "cjk"),
    **dict.fromkeys(("\\p{Thai}", "\\p{Devanagari}", "\\p{Bengali}"), "other"),
}
_PIECE = re.compile(r"\\p\{\w+\}|\\.|\[(?:\\.|[^\]\\])+\]|.", re.DOTALL)


def _alternatives(atom: str) -> Iterable[list[str]]:
    """The strings of an atom, each as its fragments."""
    string: list[str] = []
    for piece in _PIECE.findall(atom[3:-1]):
        if piece == "|":
            yield string
            string = []
        else:
            string.append(piece)
    yield string


def _scripts_in(string: Iterable[str]) -> set[str]:
    """Scripts that the string has a letter of, whichever member of each class stands there."""
    found = set()
    for fragment in string:
        if fragment in _PROPERTIES:
            found.add(_PROPERTIES[fragment])
            continue
        if len(fragment) == 5 and fragment[0] == "[" and fragment[2] == "-":
            fragment = f"[{fragment[1]}{fragment[3]}]"
        letters = fragment[1:-1] if len(fragment) > 2 and fragment[0] == "[" else fragment
        scripts = {_script_of_letter(char) for char in letters}
        if len(scripts) == 1 and (script := scripts.pop()):
            found.add(script)
    return found


def _script_of_letter(char: str) -> str | None:
    code = ord(char)
    if code < 0x370:
        return None
    return next((script for script, ranges in _RANGES.items() if any(low <= code <= high for low, high in ranges)), None)


class Hits(NamedTuple):
    """What a gate says of a text: slots of wordings that could stand in it, and whether it must be folded first."""

    slots: Sequence[int]
    hostile: bool


class Wording(NamedTuple):
    """What a gate must know of a wording: its atoms, the most telling first, how many of them to ask of every text,
    whether capitals count, and its script."""

    atoms: tuple[str, ...]
    first: int
    cased: bool
    script: str
    beside: bool = False


class _Set(NamedTuple):
    """One RE2 set, and for each of its atoms the wordings to think of when it is there, each with other atoms that must be."""

    match: Any
    keyed: list[tuple[tuple[int, frozenset[int]], ...]]


class Gate:
    """The most telling atoms of each wording in an RE2 set a script, each atom once. Slots number the wordings in the order given.

    The sets of other scripts than Latin are built when a text first needs them.
    """

    def __init__(self, wordings: Iterable[Wording]) -> None:
        self._wordings = tuple(wordings)
        self._by_script: dict[str, list[int]] = {LATIN: []}
        for slot, wording in enumerate(self._wordings):
            self._by_script.setdefault(wording.script, []).append(slot)
        self._scripts = [script for script in SCRIPTS if script in self._by_script]
        self._sets: dict[str, _Set] = {}
        self._others: dict[tuple[str, bool], re.Pattern[str]] = {}

    def _set(self, script: str) -> _Set:
        built = self._sets.get(script)
        if built is None:
            built = self._sets[script] = self._build(script)
        return built

    def _build(self, script: str) -> _Set:
        import re2

        options = re2.Options()
        options.max_mem = MEMORY
        options.log_errors = False
        options.never_capture = True
        built = re2.Set.SearchSet(options)
        keyed: list[list[tuple[int, frozenset[int]]]] = []
        if script == LATIN:
            for question in (HOSTILE, *(f"[{SCRIPTS[other]}]" for other in self._scripts)):
                built.Add(question)
                keyed.append([])
        numbers: dict[tuple[str, bool], int] = {}
        for slot in self._by_script[script]:
            wording = self._wordings[slot]
            theirs = []
            for atom in wording.atoms[: wording.first]:
                key = atom, wording.cased
                if key not in numbers:
                    numbers[key] = built.Add(("" if wording.cased else "(?i)") + atom)
                    keyed.append([])
                theirs.append(numbers[key])
            keyed[theirs[0]].append((slot, frozenset(theirs[1:])))
        built.Compile()
        return _Set(built._set.Match, [tuple(slots) for slots in keyed])

    def ask(self, text: str) -> Hits:
        """Which wordings could stand in the text. Never misses one that its exact pattern would find there."""
        raw = text.encode("utf-8", "replace")
        latin = self._set(LATIN)
        found = latin.match(raw)
        if not found:
            return _NOTHING
        slots = _slots(latin, found)
        scripts = len(self._scripts)
        for number in found:
            if 0 < number <= scripts:
                other = self._set(self._scripts[number - 1])
                slots += _slots(other, other.match(raw))
        return Hits(slots, 0 in found)

    def is_beside(self, slot: int) -> bool:
        """Whether a wording counts only beside a fact of another rule, and so is no reason to look closer."""
        return self._wordings[slot].beside

    def confirm(self, text: str, slots: Iterable[int]) -> list[int]:
        """Those of the slots whose other atoms stand in the text too; for a paragraph, after `ask`."""
        there: dict[tuple[str, bool], bool] = {}
        kept = []
        for slot in slots:
            wording = self._wordings[slot]
            for atom in wording.atoms[wording.first :]:
                key = atom, wording.cased
                known = there.get(key)
                if known is None:
                    known = there[key] = self._other(key).search(text) is not None
                if not known:
                    break
            else:
                kept.append(slot)
        return kept

    def _other(self, key: tuple[str, bool]) -> re.Pattern[str]:
        compiled = self._others.get(key)
        if compiled is None:
            compiled = self._others[key] = re.compile(key[0], 0 if key[1] else re.IGNORECASE)
        return compiled


def _slots(built: _Set, found: Sequence[int]) -> list[int]:
    slots = []
    there: set[int] | None = None
    for number in found:
        for slot, others in built.keyed[number]:
            if others:
                if there is None:
                    there = set(found)
                if not others <= there:
                    continue
            slots.append(slot)
    return slots


_NOTHING = Hits((), False)
