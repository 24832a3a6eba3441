"""From a pattern as a pack writes it to the two that run: exact for `regex`, loose for the RE2 gate.

The gate form accepts every text that the exact form accepts: assertions are dropped, bounded repeats become unbounded,
Unicode classes become "not white space". Loose is small, and small is what a set of a thousand patterns needs.
"""

import unicodedata
from collections.abc import Mapping

from compliance.rulebook.macros import APOSTROPHES, HYPHENS, MACROS, QUOTES, SPACE, Macro

_GAP_SENTENCE = "[\\s\\S]{0,240}?"
_GAP_PARAGRAPH = "(?:[^.!?。！？।]|[.](?!\\s)){0,240}?"
_GAP_GATE = "(?:[^.!?。！？।]|[.!?][^\\s]|\\pL[.]\\s|[.]\\s+[^A-Z\\s])*"

_PLAIN = {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ё": "е", "Ё": "Е", "ı": "i"}
_SPELT = {"ä": "ae?", "ö": "oe?", "ü": "ue?", "ß": "ss", "æ": "ae", "œ": "oe", "å": "aa?", "ø": "oe?"}
_ALIKE = {letter: group for group in ("يیى", "كک", "أإآاٱ", "ةهۀە", "وؤ") for letter in group}
_TURKIC = {"i": "iıİ", "ı": "ıiİ", "İ": "iıİ"}
TURKIC = ("tr", "az", "kk", "crh")


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


def alternatives(letter: str, turkic: bool = False) -> str:
    """A pattern source for one letter and the ways it is written when care is lacking."""
    if turkic and letter in _TURKIC:
        return f"[{_TURKIC[letter]}]"
    if letter in _ALIKE:
        return f"[{_ALIKE[letter]}]"
    plain = bare(letter)
    if letter in _SPELT:
        first = f"[{letter}{plain}]" if plain != letter else letter
        return f"(?:{first}|{_SPELT[letter]})"
    return f"[{letter}{plain}]" if plain != letter else letter


class Translator:
    """Translates the patterns of one pack.

    Args:
        lexicon: word lists of the pack (and the shared ones), each a list of patterns.
        language: BCP 47; decides on the dotted and dotless i.
    """

    def __init__(self, lexicon: Mapping[str, list[str]], language: str = "mul") -> None:
        self._lexicon = lexicon
        self._turkic = language.partition("-")[0] in TURKIC
        self._done: dict[tuple[str, str], Macro] = {}
        self._open: list[str] = []

    def translate(self, written: str, unit: str = "paragraph") -> Macro:
        """The exact and the gate form of a pattern.

        Args:
            written: the pattern, as docs/rules.md describes it.
            unit: "sentence" or "paragraph": what the exact form is matched in; decides how far a gap reaches.
        Raises:
            PatternError: unknown word list, unclosed group or class, back-reference, or a pattern that can run away.
        """
        return _Pass(self, written, unit).run()

    def word_list(self, name: str, unit: str) -> Macro:
        """The forms of `{name}`."""
        if (name, unit) in self._done:
            return self._done[name, unit]
        if name in self._lexicon:
            if name in self._open:
                raise PatternError(f"the word list {{{name}}} contains itself")
            self._open.append(name)
            parts = [self.translate(entry, unit) for entry in self._lexicon[name]]
            self._open.pop()
            forms = Macro("(?:" + "|".join(p.exact for p in parts) + ")", "(?:" + "|".join(p.gate for p in parts) + ")")
        elif name in MACROS:
            forms = Macro(f"(?:{MACROS[name].exact})", f"(?:{MACROS[name].gate})" if MACROS[name].gate else "")
        else:
            from compliance.rulebook.near import nearest

            raise PatternError(f"no word list {{{name}}}{nearest(name, [*self._lexicon, *MACROS])}")
        self._done[name, unit] = forms
        return forms

    def letter(self, char: str) -> str:
        """One letter outside a class."""
        return alternatives(char, self._turkic)

    def letters(self, char: str) -> str:
        """One letter inside a class."""
        if self._turkic and char in _TURKIC:
            return _TURKIC[char]
        if char in _ALIKE:
            return _ALIKE[char]
        plain = bare(char)
        return char + plain if plain != char else char


class _Pass:
    """One run over one pattern; `exact` and `gate` grow side by side."""

    def __init__(self, translator: Translator, written: str, unit: str) -> None:
        self.t, self.text, self.unit = translator, written, unit
        self.at = 0
        self.exact: list[str] = []
        self.gate: list[str] = []
        self.muted = 0  # depth of a look-around, which the gate does without
        self.groups: list[tuple[bool, bool]] = []  # (is look-around, unbounded repeat inside)
        self.closed_unbounded = False  # the group just closed has an unbounded repeat inside

    def run(self) -> Macro:
        while self.at < len(self.text):
            self.step()
        if self.groups:
            raise PatternError("a group is not closed: a ')' is missing")
        return Macro("".join(self.exact), "".join(self.gate))

    def put(self, exact: str, gate: str | None = None) -> None:
        self.exact.append(exact)
        if not self.muted:
            self.gate.append(exact if gate is None else gate)

    def step(self) -> None:
        char = self.text[self.at]
        if char == "\\":
            self.escape()
        elif char == "[":
            self.character_class()
        elif char == "(":
            self.group()
        elif char == ")":
            self.close()
            return
        elif char in "*+?{":
            self.repeat(char)
        elif char == " ":
            self.at += 1
            follows = self.text[self.at : self.at + 1]
            sign = "*" if follows in ("?", "*") and follows else "+"
            self.at += follows in ("?", "*", "+") and follows != ""
            self.put(SPACE + sign)
        elif char == "~":
            self.at += 1
            self.put(_GAP_SENTENCE if self.unit == "sentence" else _GAP_PARAGRAPH, _GAP_GATE)
        elif char in "'\"-":
            self.at += 1
            self.put("[" + {"'": APOSTROPHES, '"': QUOTES, "-": HYPHENS}[char] + "]")
        elif char in "^$":
            self.at += 1
            self.put(char, "" if self.unit == "sentence" else char)
        else:
            self.at += 1
            self.put(self.t.letter(char))
        self.closed_unbounded = False

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
            self.put(self.text[self.at : end + 1], f"[^{SPACE}]" if char == "p" else "(?s:.)")
            self.at = end + 1
            return
        self.at += 2
        gate = {"w": f"[^{SPACE}]", "W": "(?s:.)", "d": f"[^{SPACE}]", "D": "(?s:.)", "b": "", "B": "",
                "A": "", "Z": "", "z": "", "m": "", "M": "", }.get(char)
        self.put("\\" + char, gate)

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
                loose |= kind in "wWdDpPSb"
                end = self.text.find("}", at) + 1 if kind in "pP" else at + 2
                members.append(SPACE if kind == "s" else self.text[at:end])
                at = end
                continue
            if char == " ":
                members.append(SPACE)
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
        if loose or (negative and "\\p" in exact):
            gate = "(?s:.)"
        else:
            gate = exact
        self.put(exact, gate)

    def group(self) -> None:
        text, at = self.text, self.at
        for opening in ("(?=", "(?!", "(?<=", "(?<!"):
            if text.startswith(opening, at):
                self.at += len(opening)
                self.exact.append(opening)
                self.muted += 1
                self.groups.append((True, False))
                return
        if text.startswith("(?P<", at):
            end = text.find(">", at)
            if end < 0:
                raise PatternError("a capture's name is not closed: (?P<name>…)")
            self.put(text[at : end + 1], "(?:")
            self.at = end + 1
        elif text.startswith("(?P", at) or text.startswith("(?(", at):
            raise PatternError("back-references and conditions are not allowed: write the alternatives out")
        elif text.startswith("(?>", at):
            self.put("(?>", "(?:")
            self.at += 3
        elif text.startswith("(?", at):
            end = text.find(":", at)
            if end < 0 or not all(c in "ims-" for c in text[at + 2 : end]):
                raise PatternError(f"unknown group {text[at : at + 6]!r}: use (?:…), (?P<name>…) or a look-around")
            self.put(text[at : end + 1], "(?:")
            self.at = end + 1
        else:
            self.put("(?:")
            self.at += 1
        self.groups.append((False, False))

    def close(self) -> None:
        if not self.groups:
            raise PatternError("a ')' too many")
        look, unbounded = self.groups.pop()
        self.exact.append(")")
        if look:
            self.muted -= 1
        elif not self.muted:
            self.gate.append(")")
        self.at += 1
        if unbounded and self.groups:
            self.groups[-1] = (self.groups[-1][0], True)
        self.closed_unbounded = unbounded

    def repeat(self, char: str) -> None:
        text = self.text
        if char == "{":
            end = text.find("}", self.at)
            inside = text[self.at + 1 : end] if end > 0 else ""
            if inside and (inside[0].isalpha() or inside[0] == "_"):
                forms = self.t.word_list(inside, self.unit)
                self.put(forms.exact, forms.gate)
                self.at = end + 1
                return
            low, comma, high = inside.partition(",")
            if not (low or high) or not (low + high).strip().isdigit():
                raise PatternError(f"{text[self.at : self.at + 8]!r} is neither a word list nor a repeat; write \\{{ for a brace")
            exact = "{" + inside + "}"
            unbounded = bool(comma) and not high
            gate = "*" if low in ("", "0") else "+"
            self.at = end + 1
        else:
            exact = gate = char
            unbounded = char != "?"
            self.at += 1
        if unbounded:
            if self.closed_unbounded:
                raise PatternError("it can run away: an unbounded repeat inside an unbounded repeat; give one a bound, as in {0,5}")
            if self.groups:
                self.groups[-1] = (self.groups[-1][0], True)
        follows = text[self.at : self.at + 1]
        if follows and follows in "?+":
            exact += follows
            self.at += 1
        self.put(exact, gate)
