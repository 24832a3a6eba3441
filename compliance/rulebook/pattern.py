"""From a pattern as a pack writes it to what runs: an exact pattern for `regex`, and atoms for the gate.

The atoms of a pattern stand in every text that the exact form matches: assertions are dropped, Unicode classes become
"not white space", and what can be anything separates atoms.
"""

import unicodedata
from collections.abc import Mapping

from typing import NamedTuple

from compliance.rulebook.atoms import ANY, BLANK, AtomBuilder, Node
from compliance.rulebook.macros import MACROS
from compliance.rulebook.signs import APOSTROPHES, HYPHENS, QUOTES

_GAP_SENTENCE = "[\\s\\S]{0,240}?"
_GAP_PARAGRAPH = "(?:[^.!?。！？।]|[.](?!\\s)){0,240}?"

_PLAIN = {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ё": "е", "Ё": "Е", "ı": "i"}
_SPELT = {"ä": "ae?", "ö": "oe?", "ü": "ue?", "ß": "ss", "æ": "ae", "œ": "oe", "å": "aa?", "ø": "oe?"}
_ALIKE = {letter: group for group in ("يیى", "كک", "أإآاٱ", "ةهۀە", "وؤ") for letter in group}
_TURKIC = {"i": "iıİ", "ı": "ıiİ", "İ": "iıİ"}
TURKIC = ("tr", "az", "kk", "crh")
SPELLING = ("de", "da", "no", "nb", "nn", "sv", "fi", "is", "et")
"""Languages that spell ä as ae, ø as oe and their like where a keyboard lacks them."""


class PatternError(ValueError):
    """The pattern cannot be used; the text says why and what to write instead."""


def bare(letter: str) -> str:
    """The letter without its accent, for Latin and Greek; otherwise the letter itself."""
    if letter in _PLAIN:
        return _PLAIN[letter]
    if letter < "\u00c0" or not ("\u00c0" <= letter <= "\u03ff" or "\u1e00" <= letter <= "\u1fff"):
        return letter
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isalpha() else letter


def alternatives(letter: str, turkic: bool = False, bared: bool = True, spelt: bool = False) -> str:
    """A pattern source for one letter and the ways it is written when care is lacking.

    Args:
        letter: as the pack writes it.
        turkic: i, ı and İ are alike.
        bared: an accent may be missing.
        spelt: it may be spelt with two letters, as ae for ä.
    """
    if not bared:
        return letter
    if turkic and letter in _TURKIC:
        return f"[{_TURKIC[letter]}]"
    if letter in _ALIKE:
        return f"[{_ALIKE[letter]}]"
    plain = bare(letter)
    if spelt and letter in _SPELT:
        first = f"[{letter}{plain}]" if plain != letter else letter
        return f"(?:{first}|{_SPELT[letter]})"
    return f"[{letter}{plain}]" if plain != letter else letter


class Forms(NamedTuple):
    """A pattern's exact form, and the atoms that the gate asks for."""

    exact: str
    atoms: tuple[tuple[str, ...], ...]
    cased: bool


class Translator:
    """Translates the patterns of one pack.

    Args:
        lexicon: word lists of the pack (and the shared ones), each a list of patterns.
        language: BCP 47; decides on the dotted and dotless i.
    """

    def __init__(self, lexicon: Mapping[str, list[str]], language: str = "mul") -> None:
        self._lexicon = lexicon
        self._turkic = language.partition("-")[0] in TURKIC
        self._spelt = language.partition("-")[0] in SPELLING
        self._bared = language != "vi"  # Vietnamese without its marks is other Vietnamese words
        self._done: dict[tuple[str, str], tuple[str, Node]] = {}
        self._open: list[str] = []

    def translate(self, written: str, unit: str = "paragraph", cased: bool = False) -> Forms:
        """The exact form and the atoms of a pattern.

        Args:
            written: the pattern, as docs/rules.md describes it.
            unit: "sentence" or "paragraph": what the exact form is matched in; decides how far a gap reaches.
            cased: capitals count; they do too in a pattern that is one group `(?-i:…)`.
        Raises:
            PatternError: unknown word list, unclosed group or class, back-reference, or a pattern that can run away.
        """
        reading = _Pass(self, written, unit)
        reading.run()
        cased = cased or reading.cased
        return Forms("".join(reading.exact), reading.atoms.finish(cased), cased)

    def word_list(self, name: str, unit: str) -> tuple[str, Node]:
        """The exact form of `{name}`, and what it is to the gate."""
        if (name, unit) in self._done:
            return self._done[name, unit]
        if name in self._lexicon:
            if name in self._open:
                raise PatternError(f"the word list {{{name}}} contains itself")
            self._open.append(name)
            atoms = AtomBuilder()
            atoms.open()
            parts = []
            for index, entry in enumerate(self._lexicon[name]):
                if index:
                    atoms.alternative()
                reading = _Pass(self, entry, unit, atoms)
                reading.run()
                parts.append("".join(reading.exact))
            self._open.pop()
            forms = "(?:" + "|".join(parts) + ")", atoms.close()
        elif name in MACROS:
            forms = f"(?:{MACROS[name].exact})", MACROS[name].node
        else:
            from compliance.rulebook.near import nearest

            raise PatternError(f"no word list {{{name}}}{nearest(name, [*self._lexicon, *MACROS])}")
        self._done[name, unit] = forms
        return forms

    def letter(self, char: str) -> str:
        """One letter outside a class."""
        return alternatives(char, self._turkic, self._bared, self._spelt)

    def letters(self, char: str) -> str:
        """One letter inside a class."""
        if self._turkic and char in _TURKIC:
            return _TURKIC[char]
        if char in _ALIKE:
            return _ALIKE[char]
        plain = bare(char)
        return char + plain if plain != char and self._bared else char


def _spellings(exact: str) -> Node:
    """The group that `alternatives` writes for a letter with a spelling of two ("(?:[äa]|ae?)"), as the gate sees it."""
    strings: list[tuple[str, ...]] = []
    for part in exact[3:-1].split("|"):
        letters = [part] if part.startswith("[") else list(part.rstrip("?"))
        strings.append(tuple(letters))
        if part.endswith("?"):
            strings.append(tuple(letters[:-1]))
    return Node(tuple(dict.fromkeys(strings)), ())


_SIGNS = {"'": APOSTROPHES, '"': QUOTES, "-": HYPHENS}


class _Pass:
    """One run over one pattern; the exact form and the atoms grow side by side."""

    def __init__(self, translator: Translator, written: str, unit: str, atoms: AtomBuilder | None = None) -> None:
        self.t, self.text, self.unit = translator, written, unit
        self.at = 0
        self.exact: list[str] = []
        self.atoms = atoms or AtomBuilder()
        self.muted = 0  # depth of look-arounds, which the gate does without
        self.groups: list[tuple[str, bool]] = []  # ("wanted" or "muted" look-around, or "", unbounded repeat inside)
        self.closed: Node | None = None  # the group just closed
        self.unbounded = False  # the group just closed has an unbounded repeat inside
        self.cased = written.startswith("(?-i:")

    def run(self) -> None:
        while self.at < len(self.text):
            self.step()
        self.settle()
        if self.groups:
            raise PatternError("a group is not closed: a ')' is missing")

    def settle(self) -> None:
        if self.closed is not None and not self.muted:
            self.atoms.node(self.closed)
        self.closed = None
        self.unbounded = False

    def fixed(self, exact: str) -> None:
        """One letter, or one of a few."""
        self.exact.append(exact)
        if not self.muted:
            self.atoms.put(exact)

    def wild(self, exact: str) -> None:
        """Something that can be too much to be asked for; the next repeat belongs to it."""
        self.exact.append(exact)
        if not self.muted:
            self.closed = ANY

    def step(self) -> None:
        char = self.text[self.at]
        if char in "*+?{" and not (char == "{" and self.text[self.at + 1 : self.at + 2].isalpha()):
            self.repeat(char)
            return
        self.settle()
        if char == "{":
            self.word_list()
        elif char == "\\":
            self.escape()
        elif char == "[":
            self.character_class()
        elif char == "(":
            self.group()
        elif char == ")":
            self.close()
        elif char == "|":
            self.at += 1
            self.exact.append("|")
            if not self.muted:
                self.atoms.alternative()
        elif char == " ":
            self.at += 1
            follows = self.text[self.at : self.at + 1]
            sign = "*" if follows and follows in "?*" else "+"
            self.at += follows != "" and follows in "?*+"
            self.exact.append("\\s" + sign)
            if not self.muted:
                self.atoms.node(Node(((BLANK,),), ()), optional=sign == "*")
        elif char == "~":
            self.at += 1
            self.exact.append(_GAP_SENTENCE if self.unit == "sentence" else _GAP_PARAGRAPH)
            if not self.muted:
                self.atoms.gap()
        elif char in _SIGNS:
            self.at += 1
            self.fixed("[" + _SIGNS[char] + "]")
        elif char in "^$":
            self.at += 1
            self.exact.append(char)
        elif char == ".":
            self.at += 1
            self.wild(char)
        else:
            self.at += 1
            self.letter(self.t.letter(char))

    def letter(self, exact: str) -> None:
        """A letter, which may have spellings of several letters: those are alternatives to the gate."""
        if not exact.startswith("(?:"):
            self.fixed(exact)
            return
        self.exact.append(exact)
        if not self.muted:
            self.closed = _spellings(exact)

    def word_list(self) -> None:
        end = self.text.find("}", self.at)
        if end < 0:
            raise PatternError("a word list's brace is not closed: {name}")
        exact, node = self.t.word_list(self.text[self.at + 1 : end], self.unit)
        self.exact.append(exact)
        self.at = end + 1
        if not self.muted:
            self.closed = node

    def escape(self) -> None:
        char = self.text[self.at + 1 : self.at + 2]
        if not char:
            raise PatternError("it ends in a lone backslash")
        if char.isdigit() or char in "gk":
            raise PatternError("back-references are not allowed: write the alternatives out")
        if char in "pP":
            end = self.text.find("}", self.at)
            if end < 0 or self.text[self.at + 2 : self.at + 3] != "{":
                raise PatternError(f"write the property in braces: \\{char}{{Lu}}")
            self.wild(self.text[self.at : end + 1])
            self.at = end + 1
            return
        self.at += 2
        exact = "\\" + char
        if char == "b":
            self.fixed(exact)
        elif char in "BAZzmM":
            self.exact.append(exact)
        elif char == "s":
            self.exact.append(exact)
            if not self.muted:
                self.closed = Node(((BLANK,),), ())
        elif char.isalpha():
            self.wild(exact)
        else:
            self.fixed(exact)

    def character_class(self) -> None:
        start, at = self.at, self.at + 1
        members, loose = ["["], False
        if self.text[at : at + 1] == "^":
            members.append("^")
            at += 1
        negative = len(members) > 1
        first = True
        while True:
            char = self.text[at : at + 1]
            if not char:
                raise PatternError(f"the class {self.text[start : start + 12]!r}… is not closed: a ']' is missing")
            if char == "]" and not first:
                break
            first = False
            if char == "\\":
                kind = self.text[at + 1 : at + 2]
                loose |= kind in "wWdDpPSsb"
                end = self.text.find("}", at) + 1 if kind in "pP" else at + 2
                members.append(self.text[at:end])
                at = end
                continue
            if char == " ":
                members.append("\\s")
                loose = True
            elif char == "'":
                members.append(APOSTROPHES)
            elif char == '"':
                members.append(QUOTES)
            elif char == "[":
                members.append("\\[")
            elif negative or self.text[at + 1 : at + 2] == "-" or self.text[at - 1] == "-":
                members.append(char)
            else:
                members.append(self.t.letters(char))
            at += 1
        exact = "".join(members) + "]"
        self.at = at + 1
        ranged = any(char == "-" for char in members[2:-1])
        if negative or loose or len(members) > 9 or ranged:
            self.wild(exact)
        else:
            self.fixed(exact)

    def group(self) -> None:
        text, at = self.text, self.at
        for opening in ("(?=", "(?!", "(?<=", "(?<!"):
            if text.startswith(opening, at):
                self.at += len(opening)
                self.exact.append(opening)
                wanted = "!" not in opening
                if wanted and not self.muted:  # what must follow or stand before is as good as a part of the wording
                    self.atoms.gap()
                    self.atoms.open()
                else:
                    self.muted += 1
                self.groups.append(("wanted" if wanted and not self.muted else "muted", False))
                return
        if text.startswith("(?P<", at):
            end = text.find(">", at)
            if end < 0:
                raise PatternError("a capture's name is not closed: (?P<name>…)")
            self.exact.append(text[at : end + 1])
            self.at = end + 1
        elif text.startswith("(?P", at) or text.startswith("(?(", at):
            raise PatternError("back-references and conditions are not allowed: write the alternatives out")
        elif text.startswith("(?>", at):
            self.exact.append("(?>")
            self.at += 3
        elif text.startswith("(?", at):
            end = text.find(":", at)
            if end < 0 or not all(c in "ims-" for c in text[at + 2 : end]):
                raise PatternError(f"unknown group {text[at : at + 6]!r}: use (?:…), (?P<name>…) or a look-around")
            self.exact.append(text[at : end + 1])
            self.at = end + 1
        else:
            self.exact.append("(?:")
            self.at += 1
        self.groups.append(("", False))
        if not self.muted:
            self.atoms.open()

    def close(self) -> None:
        if not self.groups:
            raise PatternError("a ')' too many")
        look, unbounded = self.groups.pop()
        self.exact.append(")")
        self.at += 1
        if not self.groups and self.at < len(self.text):
            self.cased = False
        if look == "muted":
            self.muted -= 1
        elif look:
            self.atoms.apart(self.atoms.close())
        elif not self.muted:
            self.closed = self.atoms.close()
        if unbounded and self.groups:
            self.groups[-1] = (self.groups[-1][0], True)
        self.unbounded = unbounded

    def repeat(self, char: str) -> None:
        text = self.text
        if char == "{":
            end = text.find("}", self.at)
            inside = text[self.at + 1 : end] if end > 0 else ""
            low_text, comma, high_text = inside.partition(",")
            if not (low_text + high_text).strip().isdigit():
                raise PatternError(f"{text[self.at : self.at + 8]!r} is neither a word list nor a repeat; write \\{{ for a brace")
            low = int(low_text or 0)
            high = int(high_text) if high_text else None if comma else low
            exact = "{" + inside + "}"
            self.at = end + 1
        else:
            exact = char
            low, high = {"?": (0, 1), "*": (0, None), "+": (1, None)}[char]
            self.at += 1
        if high is None:
            if self.unbounded:
                raise PatternError("it can run away: an unbounded repeat inside an unbounded repeat; give one a bound, as in {0,5}")
            if self.groups:
                self.groups[-1] = (self.groups[-1][0], True)
        follows = text[self.at : self.at + 1]
        if follows and follows in "?+":
            exact += follows
            self.at += 1
        self.exact.append(exact)
        if not self.muted:
            self.atoms.repeat(self.closed, low, high)
        self.closed = None
        self.unbounded = False
