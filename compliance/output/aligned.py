"""Two passages side by side, with what differs marked; one above the other where there is no room for two columns.

Nothing is told by colour alone: where there is none, what only the draft has stands between {+ and +}, what only the
source has between [- and -], as `wdiff` writes it.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from compliance.output.difference import Piece, ends_sentence, pieces
from compliance.output.excerpt import flat
from compliance.output.frame import Glyphs
from compliance.output.wrap import Line, Segment, isolate, width, wrap

NARROW = 64
"""Columns below which the passages stand one above the other."""
ROW = 160
"""Code points after which a row ends with the next sentence that both have, so that both sides stay abreast."""
LONGEST = 480
"""Code points after which it ends with whatever both have."""
KEPT = 2
"""Rows that are shown at either end of a long stretch without a difference; the middle gives way."""

_INDENT = 2
_ADDED, _GONE = "mark.added", "mark.gone"


class Row(NamedTuple):
    """What stands side by side: the pieces of both passages between two places that are the same in both."""

    pieces: tuple[Piece, ...]

    @property
    def same(self) -> bool:
        """Whether nothing in it differs."""
        return all(piece.same for piece in self.pieces)

    @property
    def length(self) -> int:
        """Code points of its draft."""
        return sum(len(piece.draft) for piece in self.pieces)


def aligned_lines(draft: str, source: str, columns: int, glyphs: Glyphs, whole: bool = False) -> Iterator[Line]:
    """The lines that show a passage of a draft, on the left or above, with the passage of the source.

    `columns` is the width of the terminal. `whole` shows long stretches without a difference in full. Where `glyphs` mark
    spans by signs, differences are marked by signs too.
    """
    for same, some in groupby(_rows(pieces(draft, source)), key=lambda row: row.same):
        rows = list(some)
        left_out = rows[KEPT:-KEPT] if same and not whole and len(rows) > 2 * KEPT + 1 else []
        for row in rows[:KEPT] if left_out else rows:
            yield from _lines(row, columns, glyphs)
        if left_out:
            count = sum(row.length for row in left_out)
            note = f"{glyphs.ellipsis} {count:,} characters the same on both sides {glyphs.ellipsis}"
            yield [Segment("", " " * _INDENT), Segment("dim", note)]
            for row in rows[-KEPT:]:
                yield from _lines(row, columns, glyphs)


def _rows(found: Iterable[Piece]) -> Iterator[Row]:
    """The pieces in rows, each of some sentences."""
    row: list[Piece] = []
    length = 0
    for piece in found:
        row.append(piece)
        length += max(len(piece.draft), len(piece.source))
        if piece.same and (length >= LONGEST or (length >= ROW and ends_sentence(piece.draft))):
            yield Row(tuple(row))
            row, length = [], 0
    if row:
        yield Row(tuple(row))


def _lines(row: Row, columns: int, glyphs: Glyphs) -> Iterator[Line]:
    ours, theirs = _segments(row, True, glyphs), _segments(row, False, glyphs)
    if columns < NARROW:
        if row.same:
            yield from _stacked(ours, "=", columns, glyphs)
        else:
            yield from _stacked(ours, "+", columns, glyphs)
            yield from _stacked(theirs, "-", columns, glyphs)
        return
    room = (columns - _INDENT - 3) // 2
    left, right = _wrapped(ours, room), _wrapped(theirs, room)
    for number in range(max(len(left), len(right))):
        line = left[number] if number < len(left) else []
        used = sum(width(segment.text) for segment in line)
        gap = [Segment("", " " * (room - used + 1)), Segment("dim", glyphs.bar), Segment("", " ")]
        yield [Segment("", " " * _INDENT), *line, *gap, *(right[number] if number < len(right) else [])]


def _stacked(segments: list[Segment], sign: str, columns: int, glyphs: Glyphs) -> Iterator[Line]:
    """One side of a row; the sign says whose it is, or that it is both."""
    lead = [Segment("", " " * _INDENT), Segment("dim", f"{sign} {glyphs.bar}"), Segment("", " ")]
    for line in _wrapped(segments, columns - _INDENT - 4):
        yield [*lead, *line]


def _wrapped(segments: list[Segment], room: int) -> list[Line]:
    return [isolate(line) for line in wrap(segments, room)]


def _segments(row: Row, ours: bool, glyphs: Glyphs) -> list[Segment]:
    """One side of a row, as text that is safe to print, its differences marked."""
    signs = ("{+", "+}") if ours else ("[-", "-]")
    opening, closing = signs if glyphs.open else ("", "")
    made: list[Segment] = []
    for piece in row.pieces:
        text = flat(piece.draft if ours else piece.source, glyphs)
        if piece.same:
            made.append(Segment("", text))
        elif core := text.strip(" "):
            at = text.index(core)
            style = _ADDED if ours else _GONE
            made += [Segment("", text[:at]), Segment(style, opening + core + closing), Segment("", text[at + len(core) :])]
        else:
            made.append(Segment("", text))
    return made
