"""Two passages in rows, side by side, with what differs told apart; made of the same pieces as the comparison on a screen."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from compliance.output.difference import Piece, ends_sentence, pieces

ROW = 240
"""Code points after which a row ends with the next sentence that both have, so that both sides stay abreast."""
LONGEST = 600
"""Code points after which it ends with whatever both have."""
KEPT = 1
"""Rows that are shown at either end of a long stretch without a difference; the middle gives way."""


class Row(NamedTuple):
    """What stands side by side; `left_out` counts the code points that are the same on both sides, and not shown."""

    left: tuple[tuple[bool, str], ...] = ()
    right: tuple[tuple[bool, str], ...] = ()
    left_out: int = 0


def aligned(left: str, right: str) -> Iterator[Row]:
    """The rows that show two passages. Each side is parts of it, in order, each with whether the other side has it too."""
    same: list[list[Piece]] = []
    for row in _rows(pieces(left, right)):
        if all(piece.same for piece in row):
            same.append(row)
            continue
        yield from _plain(same)
        same = []
        yield _row(row)
    yield from _plain(same)


def _plain(rows: list[list[Piece]]) -> Iterator[Row]:
    """Rows in which nothing differs, the middle of many left out."""
    gone = rows[KEPT:-KEPT] if len(rows) > 2 * KEPT + 1 else []
    yield from map(_row, rows[:KEPT] if gone else rows)
    if gone:
        yield Row(left_out=sum(len(piece.draft) for row in gone for piece in row))
        yield from map(_row, rows[-KEPT:])


def _rows(found: Iterable[Piece]) -> Iterator[list[Piece]]:
    row: list[Piece] = []
    length = 0
    for piece in found:
        row.append(piece)
        length += max(len(piece.draft), len(piece.source))
        if piece.same and (length >= LONGEST or length >= ROW and ends_sentence(piece.draft)):
            yield row
            row, length = [], 0
    if row:
        yield row


def _row(row: list[Piece]) -> Row:
    left = tuple(part for piece in row for part in _parts(piece.same, piece.draft))
    return Row(left, tuple(part for piece in row for part in _parts(piece.same, piece.source)))


def _parts(same: bool, text: str) -> Iterator[tuple[bool, str]]:
    """A stretch of one side; white space at the end of one that differs is no part of the difference."""
    words = text if same else text.rstrip()
    if words:
        yield same, words
    if words != text:
        yield True, text[len(words) :]
