"""JSON Lines by ranges of bytes, so that one large file is the work of many.

A range has the lines that begin in it. Ids and reasons name the line as it is numbered in the file: the lines before a range were
counted when it was cut, or are counted when the first record asks for it.
"""

from collections.abc import Iterator
from typing import BinaryIO

from compliance.batch.inputs.formats import GZIP
from compliance.batch.inputs.nouns import Input, Piece, Reading
from compliance.batch.inputs.places import Places
from compliance.batch.inputs.records import shape as shape_of
from compliance.documents.jsonl import LINE_LIMIT, Shape, lines_of, read_jsonl, record_of
from compliance.model import Document, Outcome, Unread

_STEP = 1024 * 1024  # bytes counted at a time
_HEAD = 256 * 1024  # bytes whose records say whether ids are to be expected
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
"""How UTF-16 and UTF-32 begin, in which a line does not end with one byte."""
_MARK = b"\xef\xbb\xbf"


def read(piece: Piece, reading: Reading, places: Places) -> Iterator[Document | Unread]:
    """The documents of a piece. Raises OSError and ValueError where it cannot be opened."""
    with places.open(piece.uri) as stream:
        if piece.start == 0 and piece.end < 0:
            yield from read_jsonl(
                stream,
                id_field=reading.id_field,
                text_field=reading.text_field,
                path=piece.uri,
                format=reading.text_format,
                fields=reading.fields,
            )
        else:
            yield from _range(stream, piece, reading)


def ranges(found: Input, most: int, reading: Reading, places: Places) -> Iterator[Piece]:
    """A file in ranges of at most `most` bytes; nothing where it must be read as a whole. Raises OSError and ValueError."""
    with places.open(found.uri) as stream:
        head = stream.read(_HEAD)
        if head.startswith((GZIP, *_WIDE)):
            return
        shape = shape_of(found.uri, reading)
        nameless = _nameless(head, shape)
        count = -(-found.size // most)
        start = line = 0
        for number in range(1, count + 1):
            end = found.size * number // count
            yield Piece(found.uri, found.format, start, end if number < count else found.size, line)
            if nameless and number < count:
                line = (line or 1) + _ends(stream, max(0, start - 1), end - 1)
            start = end


def _nameless(head: bytes, shape: Shape) -> bool:
    """Whether any of the first records has no id of its own, or is none."""
    lines = head.removeprefix(_MARK).split(b"\n")
    items = (record_of(line, 0, shape) for line in lines[: max(1, len(lines) - 1)] if line and not line.isspace())
    return any(item.id == f"{shape.where}:0" for item in items)


def _ends(stream: BinaryIO, start: int, end: int) -> int:
    """How many line feeds there are from byte `start` to `end`."""
    stream.seek(start)
    count = 0
    while start < end and (part := stream.read(min(_STEP, end - start))):
        count += part.count(b"\n")
        start += len(part)
    return count


def _range(stream: BinaryIO, piece: Piece, reading: Reading) -> Iterator[Document | Unread]:
    shape = shape_of(piece.uri, reading)
    unnamed = f"{piece.uri}:0"
    at = _first(stream, piece)
    first = (piece.line and piece.line + 1) if piece.start else 1  # line of the range, as far as it is known
    end, number = piece.end, -1
    for line in lines_of(stream.readline, LINE_LIMIT, b"\n"):
        if at >= end:
            return
        number += 1
        here, at = at, stream.tell() if line is None else at + len(line)
        if line is not None:
            if not here:
                line = line.removeprefix(_MARK)
            if not line or line.isspace():
                continue
            if first:
                yield record_of(line, first + number, shape)
                continue
            item = record_of(line, 0, shape)
            if isinstance(item, Document) and item.id != unnamed:
                yield item
                continue
        if not first:
            first = 2 + _ends(stream, 0, piece.start - 1)
            stream.seek(at)
        if line is None:
            reason = f"line {first + number}: longer than {LINE_LIMIT} bytes"
            yield Unread(f"{piece.uri}:{first + number}", piece.uri, Outcome.FAILED, reason)
        else:
            yield record_of(line, first + number, shape)
    if at < end:
        reason = f"ends at byte {stream.seek(0, 2)}, and went on to byte {end} when the run was planned"
        yield Unread(piece.uri, piece.uri, Outcome.FAILED, reason)


def _first(stream: BinaryIO, piece: Piece) -> int:
    """Goes to the first line that begins in the range, and says where that is."""
    if not piece.start:
        return 0
    stream.seek(piece.start - 1)
    while (line := stream.readline(_STEP)) and not line.endswith(b"\n"):
        pass
    return stream.tell()
