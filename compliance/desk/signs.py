"""A document's text in rows of a terminal: how each character is shown, and where a line goes on in the next row.

A row never breaks a character from its marks. What a terminal would act on or not show becomes a visible escape, and a tab
goes to the next stop. Letters that run from right to left stay in their order: to turn them round is the terminal's part.
"""

import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from compliance.documents.lines import line_starts
from compliance.output.escape import visible
from compliance.output.wrap import FSI, PDI, width

TAB = 8
"""Columns from one tab stop to the next."""
_JOINER = "\u200d"


class Rows(NamedTuple):
    """A stretch of text as rows: where each begins, ascending, and which of them begin a line of the text."""

    text: str
    start: int
    end: int
    starts: list[int]

    def row_of(self, at: int) -> int:
        """The row that a code point of the text stands in."""
        return max(0, bisect_right(self.starts, at) - 1)

    def span(self, row: int) -> tuple[int, int]:
        """Where a row begins and ends; its line end is not counted."""
        start = self.starts[row]
        end = self.starts[row + 1] if row + 1 < len(self.starts) else self.end
        while end > start and self.text[end - 1] in "\n\r":
            end -= 1
        return start, end


def rows_of(text: str, columns: int, start: int = 0, end: int | None = None) -> Rows:
    """The rows of `text[start:end]`, each of at most `columns` columns (at least 8)."""
    columns = max(columns, TAB)
    end = len(text) if end is None else end
    starts: list[int] = []
    stretch = text[start:end]
    lines = line_starts(stretch, "\n" in text)
    for number, begun in enumerate(lines):
        ending = lines[number + 1] if number + 1 < len(lines) else len(stretch)
        if begun == ending and number and start + begun == end:
            break
        line = stretch[begun:ending].rstrip("\r\n")
        breaks = _plain(line, columns) if line.isascii() and line.isprintable() else _careful(line, columns)
        starts += [start + begun + at for at in breaks]
    return Rows(text, start, end, starts or [start])


def shown(text: str, column: int = 0) -> str:
    """Some characters of one row as they are shown, from that column on."""
    if text.isprintable():
        return text
    made: list[str] = []
    for char in text:
        piece = sign(char) if char != "\t" else " " * (TAB - column % TAB)
        column += width(piece)
        made.append(piece)
    return "".join(made)


@lru_cache(4096)
def sign(char: str) -> str:
    """A character as it is shown; a tab on its own as one space."""
    if char in "\t\n\r":
        return " "
    return char if char.isprintable() else visible(char)


def isolated(text: str) -> tuple[str, str]:
    """What goes before and after a row so that its letters cannot reorder what stands beside it (UAX 9)."""
    if text.isascii() or not any(unicodedata.bidirectional(char) in ("R", "AL") for char in text):
        return "", ""
    return FSI, PDI


def _plain(line: str, columns: int) -> list[int]:
    """Where rows begin in a line of ASCII."""
    starts = [0]
    at, size = 0, len(line)
    while size - at > columns:
        blank = line.rfind(" ", at, at + columns + 1)
        at = blank + 1 if blank > at else at + columns
        starts.append(at)
    if starts[-1] == size and len(starts) > 1:
        starts.pop()
    return starts


def _careful(line: str, columns: int) -> list[int]:
    """The same for any line: by the columns of each character as it is shown."""
    starts = [0]
    used, good = 0, 0  # columns of the row so far, and where it may be broken
    place: dict[int, int] = {}  # columns that were used up to there
    last = ""
    for at, char in enumerate(line):
        cells = TAB - used % TAB if char == "\t" else _cells(char)
        if cells and last != _JOINER and (last in (" ", "\t") or cells == 2 or (last and _cells(last) == 2)):
            good = at
            place[at] = used
        if used + cells > columns and cells:
            cut = good if good > starts[-1] else at
            starts.append(cut)
            used -= place.get(cut, used)
            if char == "\t":
                cells = TAB - used % TAB
        used += cells
        last = char
    return starts


@lru_cache(8192)
def _cells(char: str) -> int:
    return width(sign(char))
