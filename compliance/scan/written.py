"""Names as the text has them, where folding took away letters' joiners, points or widths.

Folding drops what hides a wording. In a name some of it is spelling: the half-space of Persian, the joiners of Sinhala and of
the Indian scripts, the word ends of Khmer, points and vowel signs, wide letters beside Han characters.
"""

import unicodedata
from typing import Any

from compliance.scan.readers import NAMES

_SPELT = frozenset("\u200b\u200c\u200d")
_FIRST = "\u0590"
"""The first letter of the scripts in which these are spelling. In the alphabets before it they are a disguise."""


def as_written(values: dict[str, Any], text: str) -> None:
    """Gives the names among a fact's values the spelling that they have in its text.

    Args:
        values: of the fact; changed in place.
        text: of the fact, not folded.
    """
    for name in NAMES:
        value = values.get(name)
        if isinstance(value, str) and not value.isascii() and value not in text:
            values[name] = _found(value, text) or value


def _found(name: str, text: str) -> str | None:
    wanted, _ = _skeleton(name)
    skeleton, origins = _skeleton(text)
    at = skeleton.find(wanted)
    if not wanted or at < 0:
        return None
    end = origins[at + len(wanted) - 1] + 1
    while end < len(text) and unicodedata.category(text[end]) in ("Mn", "Mc"):
        end += 1
    written = text[origins[at] : end]
    words = "".join(c for i, c in enumerate(written) if _is_spelling(written, i)).split()
    return " ".join(words) if len(words) == len(name.split()) else None  # letters set apart are no spelling


def _is_spelling(text: str, at: int) -> bool:
    if unicodedata.category(text[at]) != "Cf":
        return True
    return text[at] in _SPELT and text[at - 1 : at] >= _FIRST


def _skeleton(text: str) -> tuple[str, list[int]]:
    """The letters of a text without what folding may have taken or changed, and where each of them stands."""
    skeleton: list[str] = []
    origins: list[int] = []
    for at, char in enumerate(text):
        if char.isspace() or unicodedata.category(char) in ("Cf", "Mn") or char == "\u0640":
            continue
        for plain in unicodedata.normalize("NFKC", char):
            skeleton.append(plain)
            origins.append(at)
    return "".join(skeleton), origins
