"""WARC: pages of a crawl. What is a text of the web is a document, each with its address and the time it was fetched.

Documents are `response` records of HTTP with status 200, `resource` records and the `conversion` records of WET files, in HTML or plain
text. All other records (requests, redirects, pictures) are passed over. A record that is damaged is an `Unread` with its offset,
and the next one is looked for.
"""

import io
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, BinaryIO, NamedTuple

from compliance.batch.inputs.formats import GZIP
from compliance.batch.inputs.nouns import Input, Piece, Reading
from compliance.batch.inputs.places import Places
from compliance.batch.inputs.warc_page import document
from compliance.batch.inputs.warc_stream import Damaged, Plain, Zipped, after
from compliance.model import Document, Outcome, Unread

LIMIT = 256 * 1024 * 1024
"""The longest record that is read, in bytes."""
_HEADER = 64 * 1024
_KINDS = frozenset(("response", "resource", "conversion"))


class _Record(NamedTuple):
    offset: int
    headers: Mapping[str, str]  # names in small letters
    length: int  # bytes of the body


def ranges(found: Input, most: int, places: Places) -> Iterator[Piece]:
    """Uncompressed WARC in ranges of about `most` bytes that begin with a record; nothing where it must be read as a whole.

    Raises OSError and ValueError.
    """
    from compliance.batch.inputs.places import is_remote

    if is_remote(found.uri):  # to go from record to record is to fetch it all
        return
    with places.open(found.uri) as stream:
        if stream.read(len(GZIP)) == GZIP:
            return
        start, step = 0, found.size / -(-found.size // most)
        for record in _records(stream, 0, found.size):
            if isinstance(record, _Record) and record.offset - start >= step:
                yield Piece(found.uri, found.format, start, record.offset)
                start = record.offset
        yield Piece(found.uri, found.format, start, found.size)


def read(piece: Piece, reading: Reading, places: Places) -> Iterator[Document | Unread]:
    """The documents of a piece. Raises OSError and ValueError where it cannot be opened."""
    with places.open(piece.uri) as stream:
        end = stream.seek(0, 2)
        if piece.end > end:
            raise ValueError(f"ends at byte {end}, and went on to byte {piece.end} when the run was planned")
        for item in _records(stream, piece.start, piece.end if piece.end >= 0 else end, partial(document, piece.uri, reading)):
            if isinstance(item, Damaged):
                place, reason = item.args
                yield Unread(f"{piece.uri}:{place}", piece.uri, Outcome.FAILED, f"byte {place}: {reason}")
            elif not isinstance(item, _Record):
                yield from item


def _records(stream: BinaryIO, start: int, end: int, wanted: Any = None) -> Iterator[Any]:
    """Records, documents of records or damage, of all that begins before `end`."""
    stream.seek(0)
    zipped = stream.read(len(GZIP)) == GZIP
    while 0 <= start < end:
        source = Zipped(stream, start) if zipped else Plain(stream, start)
        here = start
        try:
            while True:
                source.blank()
                here = source.offset
                record = _header(source, here) if here < end else None
                if record is None:
                    return
                yield from _taken(source, record, wanted)
        except Damaged as error:
            yield Damaged(here, str(error))
            start = after(stream, here + 1, zipped)


def _header(source: Plain, at: int) -> _Record | None:
    """The header of the record that comes next; None at the end."""
    lines = source.until(b"\r\n\r\n", _HEADER)
    if not lines:
        return None
    version, *rest = lines.decode("utf-8", "replace").split("\r\n")
    if not version.startswith("WARC/") or b"\0" in lines:
        raise Damaged("no record begins where one should")
    if not lines.endswith(b"\r\n\r\n"):
        raise Damaged("cut short within its header")
    headers: dict[str, str] = {}
    for line in rest:
        name, colon, value = line.partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdigit()):
        raise Damaged("a record without its length")
    if "warc-type" not in headers:
        raise Damaged("a record that does not say what it is")
    return _Record(at, headers, int(length))


def _taken(source: Plain, record: _Record, wanted: Any) -> Iterator[Any]:
    """What a record whose header was read comes to; its body is behind us then."""
    if wanted is None:
        yield record
    elif record.headers.get("warc-type", "").lower() in _KINDS:
        if record.length <= LIMIT:
            yield wanted(record.headers, f"{record.offset}", _body(source, record.length))
            return
        yield Damaged(record.offset, f"a record of {record.length >> 20} MiB; at most {LIMIT >> 20} MiB are read")
    there = source.skip(record.length)
    if there < record.length:
        raise Damaged(f"cut short: {there} bytes of {record.length}")


def _body(source: Plain, length: int) -> io.BytesIO:
    body = io.BytesIO()
    while body.tell() < length:
        part = source.read(length - body.tell())
        if not part:
            raise Damaged(f"cut short: {body.tell()} bytes of {length}")
        body.write(part)
    body.seek(0)
    return body
