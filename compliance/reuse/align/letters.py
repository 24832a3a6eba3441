"""Letters of a text as numbers, folded one by one: the hostile and the damaged form of a letter is the letter.

Case and compatibility forms (NFKC, Unicode Standard Annex 15), accents, look-alike letters (after the confusables of
Unicode Technical Standard 39, Cyrillic and Greek to Latin), digits of any script, invisible characters, and words broken at line ends.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

BLANK, LINE, STOP, FULL_STOP, OTHER, LETTER = 0, 1, 2, 3, 4, 5
"""Classes of a character; what is a LETTER or more is the number of the letter, plus LETTER. A STOP ends a sentence where a blank
follows, a FULL_STOP everywhere."""

_GONE = -1

_LOOKS = dict(zip("авекмнорстухіјѕһԁԛԝαβεζηικμνορτυχ", "abekmhopctyxijshdqwabezhikmvoptyx", strict=True))
_LOOKS |= {"ي": "ی", "ى": "ی", "ك": "ک"}  # Arabic letters of which Persian and Urdu texts have either form
_STOPS = frozenset(".!?…؟۔։:;")
_FULL_STOPS = frozenset("。！？｡．।॥።")
_ALONE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_BROKEN = re.compile("[-\u2010\u00ac]\u200b?[ \t]*\r?\n[ \t]*(?=[^\\W\\d_])")


class Letters(NamedTuple):
    """The characters of a text that are not invisible: their codes, places (code points), and which stand as a word alone."""

    codes: NDArray[np.int32]
    places: NDArray[np.int32] | None  # None: each at its own place
    alone: NDArray[np.bool_] | None  # of scripts that put no blanks between words; None: none


def read_letters(text: str) -> Letters:
    """The folded letters of a text, any text."""
    places = alone = None
    if text.isascii():
        codes = _ASCII[np.frombuffer(text.encode("ascii"), dtype=np.uint8)]
    else:
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        codes, places, alone = _read_wide(points, _ASCII[np.minimum(points, 128)])
    if "-\n" in text or "-\r" in text or (not text.isascii() and ("\u2010" in text or "\u00ac" in text)):
        codes, places, alone = _mend(text, codes, places, alone)
    return Letters(codes, places, alone)


def _read_wide(points: NDArray[np.uint32], codes: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32] | None, NDArray[np.bool_] | None]:
    at = np.flatnonzero(points > 127)
    kinds, which = np.unique(points[at], return_inverse=True)
    folds = [_fold(chr(point)) for point in kinds.tolist()]
    codes[at] = np.array([fold[0] for fold in folds], dtype=np.int32)[which]
    places = alone = None
    if any(not fold or len(fold) > 1 or fold[0] == _GONE for fold in folds):
        lengths = np.ones(len(points), dtype=np.int32)
        lengths[at] = np.array([0 if fold[0] == _GONE else len(fold) for fold in folds], dtype=np.int32)[which]
        places = np.repeat(np.arange(len(points), dtype=np.int32), lengths)
        codes = codes[places]
        if any(len(fold) > 1 for fold in folds):
            within = np.arange(len(places)) - (np.cumsum(lengths) - lengths)[places]
            table = {int(point): fold for point, fold in zip(kinds.tolist(), folds, strict=True) if len(fold) > 1}
            for i in np.flatnonzero(within > 0).tolist():
                codes[i] = table[int(points[places[i]])][within[i]]
    if any(_ALONE.match(chr(point)) for point in kinds.tolist()):
        solo = np.array([bool(_ALONE.match(chr(point))) for point in kinds.tolist()])
        alone = np.zeros(len(points), dtype=np.bool_)
        alone[at] = solo[which]
        if places is not None:
            alone = alone[places]
        alone &= codes >= LETTER
    return codes, places, alone


def _mend(
    text: str, codes: NDArray[np.int32], places: NDArray[np.int32] | None, alone: NDArray[np.bool_] | None
) -> tuple[NDArray[np.int32], NDArray[np.int32] | None, NDArray[np.bool_] | None]:
    """Words broken at a line end, in one piece."""
    kept = np.ones(len(text), dtype=np.bool_)
    for found in _BROKEN.finditer(text):
        if text[max(0, found.start() - 1) : found.start()].isalpha():
            kept[found.start() : found.end()] = False
    if places is None:
        places = np.arange(len(text), dtype=np.int32)
    keep = kept[places]
    return codes[keep], places[keep], None if alone is None else alone[keep]


@lru_cache(maxsize=1 << 16)
def _fold(char: str) -> tuple[int, ...]:
    """The codes that a character folds to; (_GONE,) where it is invisible."""
    category = unicodedata.category(char)
    if category == "Cf" or char in "\u034f\u115f\u1160\u3164\u0640" or _is_accent(char) or "\ufe00" <= char <= "\ufe0f":
        return (_GONE,)
    if char in _STOPS:
        return (STOP,)
    if char in _FULL_STOPS:
        return (FULL_STOP,)
    if char in "\x85\u2028\u2029":
        return (LINE,)
    plain = unicodedata.normalize("NFKD", char).casefold()
    plain = "".join(_LOOKS.get(c, c) for c in unicodedata.normalize("NFKD", plain) if not _is_accent(c))
    plain = "".join(_LOOKS.get(c, c) for c in unicodedata.normalize("NFKC", plain) if unicodedata.category(c)[0] in "LNM")
    if category == "Nd":
        plain = str(unicodedata.decimal(char))
    if plain and category[0] in "LNMS":
        return tuple(ord(c) + LETTER for c in plain)
    return (BLANK,) if char.isspace() else (OTHER,)


def _is_accent(char: str) -> bool:
    """Marks that are written or left out at will; the vowel signs of Indic and Thai words are letters."""
    order = unicodedata.combining(char)
    return 10 <= order <= 35 or order >= 200


def _ascii_table() -> NDArray[np.int32]:
    table = np.full(129, OTHER, dtype=np.int32)
    for point in range(128):
        char = chr(point)
        if char.isalnum():
            table[point] = ord(char.lower()) + LETTER
        elif char in "\n\f\v":
            table[point] = LINE
        elif char.isspace():
            table[point] = BLANK
        elif char in _STOPS:
            table[point] = STOP
    return table


_ASCII = _ascii_table()
