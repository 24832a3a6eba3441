"""Words beside a quotation that say whose it is: "said", "according to", "told", in many languages."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from compliance.reuse.quotations.speech_words import BEGINNINGS, PIECES, WORDS

_NEAR = 110  # code points looked at on each side
_LEAD = 8  # code points before the words in which a colon leads to them
_BETWEEN = " \t\n\r\u00a0\u202f\"'`“”„‟«»‹›‚‘’「『《〈>—–-"  # what may stand between the colon and the words

_JOINED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

_PIECE = re.compile("|".join(piece for pieces in PIECES.values() for piece in pieces.split()))
_KNOWN = frozenset(word.casefold() for words in WORDS.values() for word in words.split())
_STARTS = tuple(sorted({start for starts in BEGINNINGS.values() for start in starts.split()}))
_WORD = re.compile(r"[^\W\d_]+(?:[\u200c'’][^\W\d_]+)*")
_FIRST = "\u0400"  # languages with beginnings are written in letters from here on


def find_attributed(text: str, spans: Sequence[tuple[int, int]]) -> list[bool]:
    """For each span (code points), whether words near it say who speaks or writes there, or a colon leads to it.

    Every stretch of the text is read once, however many spans it is near.
    """
    windows = sorted(window for start, end in spans for window in ((max(0, start - _NEAR), start), (end, min(len(text), end + _NEAR))))
    said: list[int] = []
    last = 0
    for start, end in windows:
        said += _find_speech(text, max(start, last), end)
        last = max(last, end)
    said.sort()
    return [
        _is_led_to(text, start) or _lies(said, max(0, start - _NEAR), start) or _lies(said, end, end + _NEAR) for start, end in spans
    ]


def _find_speech(text: str, start: int, end: int) -> list[int]:
    """Where words of speech begin in a stretch."""
    if start >= end:
        return []
    found = [match.start() for match in _WORD.finditer(text, start, end) if is_speech(match.group().casefold())]
    if _JOINED.search(text, start, end):
        found += [match.start() for match in _PIECE.finditer(text, start, end)]
    return found


def is_speech(word: str) -> bool:
    """Whether a word, case-folded, is one that says who speaks."""
    return word in _KNOWN or (word[0] >= _FIRST and word.startswith(_STARTS))


def _lies(places: list[int], start: int, end: int) -> bool:
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def _is_led_to(text: str, start: int) -> bool:
    return text[max(0, start - _LEAD) : start].rstrip(_BETWEEN).endswith((":", "："))
