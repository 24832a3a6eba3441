"""Folding: the plain form of a hostile or damaged text, with the way back.

Compatibility forms (NFKC, Unicode Standard Annex 15), zero-width and soft hyphens, look-alike letters (after the
confusables of Unicode Technical Standard 39, Cyrillic, Greek and Latin only), letters set apart by spaces, words broken
at line ends, entities, and mojibake of UTF-8 read as Windows-1252. Marks that notices are made of (©, ®, ™, ℗, ⓒ, Ⓒ) stay.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape

from compliance.scan.folded import Folded

_ZERO = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
_MARKS = "\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINES = "\x0b\x85\u2028\u2029"
_KEPT_WIDE = "\uff01\uff08\uff09\uff0e\uff1f\uff61"  # sentence ends, whose plain forms would need a space behind them, and brackets
_COMPAT = (
    "\u2460-\u24b7\u24b9-\u24d1\u24d3-\u24ff\u1100-\u11ff\ufb00-\ufb06\ufb13-\ufdff\ufe30-\ufe6f\ufe70-\ufefc\uff02-\uff0d\uff0f-\uff1e"
    "\uff20-\uff60\uff62-\uffdc\U0001d400-\U0001d7ff\U0001f110-\U0001f189\u2100-\u2115\u2118-\u2121\u2123-\u2138\uf900-\ufaff"
)
_SPREAD = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_LETTER = "[^\\W\\d_]"
_APART = f"[ \u00a0._*·-]{_LETTER}"
_WINDOWS = "\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122"

_FOLDABLE = (
    f"(?P<spread>(?<![^\\W_])(?:{_LETTER}(?:{_APART})+(?:[ \u00a0]{{2,3}}{_LETTER}(?:{_APART})+)+|{_LETTER}(?:{_APART}){{4,}})(?![^\\W_])"
    f"|[{_SPREAD}](?:[ \u00a0][{_SPREAD}]){{3,}})"
    f"|(?P<mojibake>[\u00c2\u00c3\u00ce-\u00d1\u00d8\u00d9\u00e0-\u00ef][\u0080-\u00bf{_WINDOWS}]{{1,3}})"
    "|(?P<entity>&(?:(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});|(?:copy|reg|nbsp|amp)(?![\\w;=])))"
    "|(?P<stray>(?<=[0-9a-z.,;:!?)])\u00c2(?=\\s|\\Z))"
    f"|(?P<broken>(?<=[^\\W\\d_])[-\u00ad\u2010\u00ac][{_ZERO}]?[ \t]*\r?\n[ \t]*(?=[^\\W\\d_]))"
    "|(?P<mixed>(?<![A-Za-z])[A-Za-z]*[\u0370-\u03ff\u0400-\u052f]+[A-Za-z][A-Za-z\u0370-\u03ff\u0400-\u052f]*|(?<![A-Za-z])[A-Za-z]+[\u0370-\u03ff\u0400-\u052f]+)"
    "|(?P<digit>(?<![^\\W])[A-Za-z]+(?:[01|!$][A-Za-z]+)+(?![\\w]))"
    f"|(?P<marked>[^\\W\\d_][{_MARKS}]+)"
    f"|(?P<zero>[{_ZERO}{_MARKS}]+)"
    f"|(?P<space>[{_SPACES}])"
    f"|(?P<line>[{_LINES}])"
    "|(?P<circled>\u24b8(?=[a-z]))"
    f"|(?P<compat>[{_COMPAT}]+)"
)


@cache
def _foldable() -> re.Pattern[str]:
    return re.compile(_FOLDABLE)  # when a text needs it: most do not, and it takes milliseconds


_TO_LATIN = dict(zip("АВЕЅІЈКМНОРСТХУаеоѕіјрсухһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαιν", "ABESIJKMHOPCTXYaeosijpcyxhdqwABEZHIKMNOPTYXoaiv", strict=True))
_TO_CYRILLIC = dict(zip("ABEKMHOPCTXYaeopcyx", "АВЕКМНОРСТХУаеорсух", strict=True))
_DIGIT = {"0": "o", "1": "i", "|": "l", "!": "i", "$": "s"}


def fold(text: str, is_hostile: Callable[[str], bool] = bool) -> Folded:
    """The folded form of a text, with its map. A text with nothing to fold comes back as it is.

    Args:
        text: any text.
        is_hostile: a cheap test that never denies what can be folded; stretches it denies are left as they are.
    """
    pieces: list[str] = []
    starts, origins, ends = [0], [0], [-1]
    done = length = 0

    def replace(start: int, end: int, new: str) -> None:
        nonlocal done, length
        if start > done:
            pieces.append(text[done:start])
            length += start - done
        if len(new) == end - start:
            pieces.append(new)
            length += len(new)
            done = end
            return
        if new:
            _row(starts, origins, ends, length, start, end)
            pieces.append(new)
            length += len(new)
        _row(starts, origins, ends, length, end, -1)
        done = end

    for first, last in _hostile_stretches(text, is_hostile):
        for found in _foldable().finditer(text, first, last):
            kind = found.lastgroup
            start, end = found.span()
            old = found.group()
            if kind == "spread":
                for at in range(start, end):
                    if not text[at].isalnum() and text[at - 1].isalnum() and text[at + 1].isalnum():
                        replace(at, at + 1, "")
                continue
            new = _unmixed(old, text[max(0, start - 24) : start], text[end : end + 24]) if kind == "mixed" else _plain(kind or "", old)
            if new != old:
                replace(start, end, new)
    pieces.append(text[done:])
    return Folded("".join(pieces), starts, origins, ends)


_MIXED = re.compile("[A-Za-z][\u0370-\u03ff\u0400-\u052f]|[\u0370-\u03ff\u0400-\u052f][A-Za-z]")


def folded_alone(stretch: str, is_hostile: Callable[[str], bool] = bool) -> Folded | None:
    """A stretch between blank lines, folded as in any text that has it; None where that depends on what stands beside it, as with a word of
    two alphabets."""
    if not is_hostile(stretch):
        return Folded(stretch, [0], [0], [-1])
    return None if _MIXED.search(stretch) else fold(stretch, is_hostile)


_WORDS_APART = re.compile(r"(?<=[a-z]{2}) (?=[a-z]{2})")
"""A blank that nothing foldable reaches over."""


def _hostile_stretches(text: str, is_hostile: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Short stretches in which something may have to be folded; the pattern of all that can be is slow on plain text."""
    for first, last in _stretches(text):
        if not is_hostile(text[first:last]):
            continue
        at = first
        while at < last:
            cut = _WORDS_APART.search(text, at + 80, last)
            end = cut.end() if cut else last
            if is_hostile(text[at:end]):
                yield at, end
            at = end


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of a few hundred code points up to a line end behind which no word goes on."""
    at = 0
    while at < len(text):
        end = at + 400
        while True:
            end = text.find("\n", end)
            if end < 0:
                end = len(text)
                break
            end += 1
            if text[end - 2 : end - 1] not in ("-", "\u2010", "\u00ac", "\u00ad", "\r") or text[end : end + 1] == "\n":
                break
        yield at, end
        at = end


def _row(starts: list[int], origins: list[int], ends: list[int], at: int, origin: int, end: int) -> None:
    if starts[-1] == at:
        starts.pop(), origins.pop(), ends.pop()
    starts.append(at)
    origins.append(origin)
    ends.append(end)


def _plain(kind: str, old: str) -> str:
    if kind in ("zero", "broken", "stray"):
        return ""
    if kind == "space":
        return " "
    if kind == "line":
        return "\n"
    if kind == "marked":
        return _unmarked(unicodedata.normalize("NFC", old))
    if kind in ("compat", "circled"):
        plain = "".join(c if c in _KEPT_WIDE else unicodedata.normalize("NFKC", c) for c in old)
        return unicodedata.normalize("NFC", plain) if "\u3099" in plain or "\u309a" in plain else plain
    if kind == "entity":
        plain = unescape(old)
        return " " if plain == "\u00a0" else plain
    if kind == "mojibake":
        return _unmangled(old)
    return "".join(_DIGIT.get(c, c) for c in old)


def _unmixed(old: str, before: str, after: str) -> str:
    """A word of two alphabets in one: in the alphabet that has all its letters, else in that of most of them; where both
    have them all, in that of the words after it, or before it."""
    latin = all(c.isascii() or c in _TO_LATIN for c in old)
    cyrillic = all(not c.isascii() or c in _TO_CYRILLIC for c in old) and any(c >= "\u0400" for c in old)
    if latin == cyrillic:
        said = old if not latin else after if any(c.isalpha() for c in after) else before
        latin = sum(c.isascii() and c.isalpha() for c in said) >= sum("\u0370" <= c <= "\u052f" for c in said)
    if latin:
        return "".join(_TO_LATIN.get(c, c) for c in old)
    if all(c < "\u0400" for c in old):
        return old
    return "".join(_TO_CYRILLIC.get(c, c) for c in old)


def _unmarked(composed: str) -> str:
    """The letter with its accents composed, and marks that do not compose with it gone."""
    return "".join(c for c in composed if not unicodedata.combining(c) and c != "\u0640")


def _unmangled(old: str) -> str:
    for size in range(len(old), 1, -1):
        try:
            plain = b"".join(_byte(c) for c in old[:size]).decode("utf-8")
        except (UnicodeDecodeError, UnicodeEncodeError):
            continue
        return (plain if plain != "\u00a0" else " ") + old[size:]
    return old


def _byte(char: str) -> bytes:
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return char.encode("latin-1")
