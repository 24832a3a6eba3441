"""Folding for reuse: a text as its letters and digits alone, in arrays, with the way back.

Case, marks, compatibility forms (NFKD, Unicode Standard Annex 15), look-alike letters and invisible characters fold away;
punctuation and blanks go. Letters that look alike are one letter in every script (after the confusables of Unicode
Technical Standard 39: Cyrillic, Greek and Armenian to Latin, `1`, `i` and `l`, `0` and `o`), which also undoes most
misreadings by OCR. It is meant for comparing only: nobody reads it.

A letter is one unit. Scripts whose characters say more have more units a character, so that one length of passage, in
units, means about as much in any language: three for an ideograph, two for a kana, and a Hangul syllable is its two or
three letters.
"""

import unicodedata
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from compliance.model import Span

Units = NDArray[Any]
"""Folded letters: uint8 for a text in ASCII, else uint32; the numbers are the same in both."""


class Folded(NamedTuple):
    """The units of a text, and for each the code point of the text that it came from, ascending."""

    units: Units
    at: NDArray[np.int64]

    def span(self, first: int, last: int) -> Span:
        """Where some of the units, of which there is at least one, stand in the text; half open."""
        return Span(int(self.at[first]), int(self.at[last - 1]) + 1)


_LOOK_ALIKES = dict(
    zip(
        "авгеёіїјкмнорстухѕһԁԛԝӏ" + "αβγεζηικμνορτυχϲϳ" + "օոս" + "øđłħŧðıɩɑɡƒ" + "01iىیکےہۀ",
        "abreelljkmhopctyxshdqwl" + "abyezhlkmvoptuxcj" + "onu" + "odlhtdllagf" + "ollييكيهه",
        strict=True,
    )
)
_LIGATURES = {"æ": "ae", "œ": "oe", "ӕ": "ae", "ĳ": "lj"}
_PER_SHAPE = 1 << 21
"""What tells the units of one character apart; above every code point."""
_MANY = 1 << 31
"""Marks a row of the table that stands for several units: their count from bit 24, their place below it."""
_PIECE = 1 << 20  # code points folded in one go
_ASCII_KEPT = bytes(n for n in range(128) if chr(n).isalnum())
_ASCII_DROPPED = bytes(n for n in range(256) if n not in _ASCII_KEPT)


def fold(text: str) -> Folded:
    """The units of a text with their places.

    Args:
        text: any text; lone surrogates are dropped.
    """
    if text.isascii():
        raw = text.encode("ascii")
        kept = _ascii_kept()[np.frombuffer(raw, np.uint8)]
        return Folded(fold_ascii(raw), np.flatnonzero(kept))
    if len(text) > _PIECE:
        parts = [(first, fold(text[first : first + _PIECE])) for first in range(0, len(text), _PIECE)]
        return Folded(np.concatenate([part.units for _, part in parts]), np.concatenate([part.at + first for first, part in parts]))
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    table, pieces = _table()
    if codes.max() > 0xFFFF:
        units, pieces = _with_rare(codes, table, pieces)
    else:
        units = table[codes]
    at = np.flatnonzero(units)
    units = units[at]
    many = units >= _MANY
    return _spread(units, at, many, pieces) if many.any() else Folded(units, at)


def fold_ascii(raw: bytes) -> NDArray[np.uint8]:
    """The units of a text in ASCII, without their places."""
    return np.frombuffer(raw.translate(_ascii_table(), _ASCII_DROPPED), np.uint8)


def _spread(units: Units, at: NDArray[np.int64], many: NDArray[np.bool_], pieces: Units) -> Folded:
    """With every row that stands for several units replaced by them."""
    counts = np.where(many, (units >> 24) & 0x7F, 1).astype(np.int64)
    first = np.where(many, units & 0xFFFFFF, 0).astype(np.int64)
    ends = np.cumsum(counts)
    within = np.arange(ends[-1]) - np.repeat(ends - counts, counts)
    spread = np.where(np.repeat(many, counts), pieces[np.repeat(first, counts) + within], np.repeat(units, counts))
    return Folded(spread.astype(np.uint32), np.repeat(at, counts))


def _with_rare(codes: Units, table: Units, pieces: Units) -> tuple[Units, Units]:
    """Rows for a text with characters beyond the table, which are folded one by one."""
    rare = codes > 0xFFFF
    units = table[np.where(rare, 0, codes)]
    chars, which = np.unique(codes[rare], return_inverse=True)
    more: list[int] = []
    rows = [_row(_units(chr(code)), more, len(pieces)) for code in chars.tolist()]
    units[rare] = np.array(rows, np.uint32)[which]
    return units, np.concatenate([pieces, np.array(more, np.uint32)])


def _row(units: tuple[int, ...], pieces: list[int], offset: int = 0) -> int:
    if len(units) < 2:
        return units[0] if units else 0
    row = _MANY | len(units) << 24 | offset + len(pieces)
    pieces.extend(units)
    return row


@lru_cache(maxsize=1)
def _table() -> tuple[Units, Units]:
    """A row for each of the first 65,536 code points, and the units of rows that have several."""
    table = np.zeros(0x10000, np.uint32)
    pieces: list[int] = []
    for first, last in ((0, 0x3400), (0x4DC0, 0x4E00), (0xA000, 0xAC00), (0xD7B0, 0xD800), (0xF900, 0x10000)):
        for code in range(first, last):
            table[code] = _row(_units(chr(code)), pieces)
    for first, last in ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xAC00, 0xD7A4)):
        for code in range(first, last):
            table[code] = _row(_hangul(code) if first == 0xAC00 else _shapes(code, 3), pieces)
    return table, np.array(pieces, np.uint32)


def _hangul(code: int) -> tuple[int, ...]:
    """The letters of a Hangul syllable (Unicode Standard, section 3.12)."""
    rest, last = divmod(code - 0xAC00, 28)
    first, middle = divmod(rest, 21)
    return (0x1100 + first, 0x1161 + middle, 0x11A7 + last) if last else (0x1100 + first, 0x1161 + middle)


def _shapes(code: int, count: int) -> tuple[int, ...]:
    return tuple(code + _PER_SHAPE * shape for shape in range(count))


@lru_cache(maxsize=4096)
def _units(char: str) -> tuple[int, ...]:
    """The units of one character; none for what is no letter, digit or vowel sign."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    units: list[int] = []
    for piece in plain:
        for letter in _LIGATURES.get(piece, piece):
            units += _of_letter(letter)
    return tuple(units)


def _of_letter(letter: str) -> tuple[int, ...]:
    kind = unicodedata.category(letter)
    code = ord(letter)
    if kind == "Nd":
        letter = str(unicodedata.digit(letter))
    elif kind[0] == "M":
        # Vowel signs of Indic scripts and their kin are letters to their readers; accents, points and selectors are not.
        signs = kind != "Me" and not unicodedata.combining(letter) and "VARIATION" not in unicodedata.name(letter, "VARIATION")
        return (code,) if signs and code != 0x034F else ()
    elif kind[0] not in "LN" or letter == "\u0640":
        return ()
    if 0x30A1 <= code <= 0x30F6:
        code -= 0x60
    if 0x3041 <= code <= 0x3096:
        return _shapes(code, 2)
    if 0x3400 <= code <= 0x4DBF or 0x4E00 <= code <= 0x9FFF or 0x20000 <= code <= 0x3FFFF:
        return _shapes(code, 3)
    return (ord(_LOOK_ALIKES.get(letter, letter)),)


@lru_cache(maxsize=1)
def _ascii_kept() -> NDArray[np.bool_]:
    return np.array([n in _ASCII_KEPT for n in range(256)])


@lru_cache(maxsize=1)
def _ascii_table() -> bytes:
    return bytes((_units(chr(n)) or (0,))[0] if n < 128 else 0 for n in range(256))
