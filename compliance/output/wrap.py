"""Lines of styled text: how wide they are in a terminal, and where they may be broken."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple


class Segment(NamedTuple):
    """A piece of a line; the style is a word that a writer knows what to make of, or empty."""

    style: str
    text: str


Line = list[Segment]

# Line breaking between wide characters, after JIS X 4051 and CLREQ in the little that excerpts need: closing
# marks do not begin a line and opening ones do not end it. The marks around a span, ⟦⟧ {++} [--], cling to it.
_NO_START = frozenset("、。，．：；！？）」』】〕〉》］｝・ー…⟧+-")
_NO_END = frozenset("（「『【〔〈《［｛⟦+-")

_RUN = re.compile(" +|[^ ]+")

LRI, FSI, PDI = "\u2066", "\u2068", "\u2069"


def width(text: str) -> int:
    """Columns that `text` takes in a terminal: two for a wide character, none for one that combines (UAX
    11)."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def wrap(segments: Iterable[Segment], columns: int) -> list[Line]:
    """`segments` as lines of at most `columns` columns (at least 2), broken at spaces and between wide
    characters, and inside a word only where it is wider than a line. White space at the end of a line
    goes."""
    whole = [segment for segment in segments if segment.text]
    if sum(width(segment.text) for segment in whole) <= columns:
        return [_trim(whole)]
    columns = max(columns, 2)
    lines: list[Line] = [[]]
    used = 0
    for word in _words(whole):
        needed = sum(width(piece.text) for piece in word if piece.text[0] != " ")
        if used and used + needed > columns:
            lines.append([])
            used = 0
        for style, text in word:
            if text[0] == " ":
                lines[-1].append(Segment(style, text))
                used += len(text)
                continue
            # A piece of more than one character has only narrow ones: it may be cut by counting them.
            while used + width(text) > columns and width(text):
                room = columns - used if len(text) > 1 else 0
                if room > 0:
                    lines[-1].append(Segment(style, text[:room]))
                    text = text[room:]
                lines.append([])
                used = 0
            lines[-1].append(Segment(style, text))
            used += width(text)
    return [_join(line) for line in lines]


def isolate(line: Line, opening: str = FSI) -> Line:
    """The line, set apart by directional isolates (UAX 9) where anything in it is written from right to left,
    so that it cannot reorder what stands beside it. With FSI its first letter decides its direction, as
    befits a quoted text; with LRI it is our own sentence, which runs from left to right whatever names it
    holds."""
    if not any(_right_to_left(segment.text) for segment in line):
        return line
    return [Segment("", opening), *line, Segment("", PDI)]


def _columns(char: str) -> int:
    if char < "\u0300":
        return 1
    if unicodedata.category(char) in ("Mn", "Me", "Cf") or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _right_to_left(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


def _words(segments: Iterable[Segment]) -> Iterator[Line]:
    """The text in unbreakable runs of pieces, each with the spaces that follow it. A piece is a run of
    spaces, a run of ASCII characters, or a single character of another kind."""
    word: Line = []
    last = ""
    for style, text in segments:
        for piece in _pieces(text):
            if last and _may_break(last, piece[0]):
                yield word
                word = []
            word.append(Segment(style, piece))
            if width(piece):
                last = piece[-1]
    if word:
        yield word


def _pieces(text: str) -> Iterator[str]:
    for run in _RUN.findall(text):
        if run.isascii():
            yield run
        else:
            yield from run


def _may_break(before: str, after: str) -> bool:
    if after == " ":
        return False
    if before == " ":
        return True
    if before < "\u1100" and after < "\u1100":
        return False
    if after in _NO_START or before in _NO_END or not _columns(after):
        return False
    return _columns(before) == 2 or _columns(after) == 2


def _join(pieces: Line) -> Line:
    """The pieces, with neighbours of one style put together."""
    runs = groupby(pieces, key=itemgetter(0))
    return _trim([Segment(style, "".join([text for _, text in run])) for style, run in runs])


def _trim(line: Line) -> Line:
    while line and not (rest := line[-1].text.rstrip(" ")):
        line.pop()
    if line:
        line[-1] = line[-1]._replace(text=rest)
    return line
