"""CSV and TSV with a header, record by record: line ends within quotation marks belong to the text."""

import csv
import io
import zlib
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, BinaryIO

from compliance.batch.inputs.nouns import Piece, Reading
from compliance.batch.inputs.records import columns, shape
from compliance.documents import decode as decoding
from compliance.documents.jsonl import document_of
from compliance.model import Document, Outcome, Unread

LIMIT = 128 * 1024 * 1024
"""The longest line in bytes, and the longest field in code points: a quotation mark that nothing closes takes in all that follows."""
_DELIMITERS = ",;\t|"
_WIDE = ("utf-16", "utf-32", "iso2022")  # codecs in which a line does not end with one byte, or begin afresh


class _TooLong(ValueError):
    """A line of more than `LIMIT` bytes."""


def read(piece: Piece, stream: BinaryIO, reading: Reading) -> Iterator[Document | Unread]:
    """The documents of a table; a record that cannot be used is an `Unread` with its line.

    The columns are told apart by what separates the names of the header: comma, semicolon, tab or bar. The encoding is found out as
    that of any text. Quotation marks must be doubled within a field that is in quotation marks, and close it. Raises OSError,
    EOFError, NotText and NoColumn for a table that cannot be read at all.
    """
    head = _peeked(stream)
    lines = _lines(head, stream)
    first = [next(lines, "")]
    while first[-1] and not first[-1].strip():
        first.append(next(lines, ""))
    if not first[-1]:
        return
    csv.field_size_limit(LIMIT)  # of the process: the module has no other, and its own is 128 KiB
    rows = csv.reader(chain(first, lines), delimiter=_delimiter(first[-1], reading.text_field), strict=True)
    yield from _records(rows, piece, reading)


def _records(rows: Any, piece: Piece, reading: Reading) -> Iterator[Document | Unread]:
    from_row = shape(piece.uri, reading)
    names: list[str] = []
    wanted: list[tuple[str, int]] = []
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except (csv.Error, _TooLong) as error:
            yield Unread(f"{piece.uri}:{line}", piece.uri, Outcome.FAILED, f"line {line}: {_why(error)}")
            if isinstance(error, _TooLong) or "limit" in str(error):
                yield Unread(piece.uri, piece.uri, Outcome.FAILED, f"not read beyond line {line}: nobody knows where the next record begins")
                return
            continue
        if not names:
            if not any(row):
                continue
            names = [name.strip() for name in row]
            wanted = [(name, names.index(name)) for name in columns(reading, names)]
        elif not row or (len(row) == 1 and len(names) > 1 and not row[0].strip()):
            continue
        elif len(row) != len(names):
            reason = f"line {line}: {len(row)} fields, and the header has {len(names)}"
            yield Unread(f"{piece.uri}:{line}", piece.uri, Outcome.FAILED, reason)
        else:
            yield document_of({name: row[at] for name, at in wanted}, f"{piece.uri}:{line}", f"line {line}", from_row)


def _why(error: Exception) -> str:
    if "field larger than field limit" in str(error):
        return f"a field of more than {LIMIT} characters: a quotation mark that nothing closes?"
    if "unexpected end of data" in str(error):
        return "a quotation mark that nothing closes: the record goes on to the end of the file"
    return f"not CSV: {error}"


def _delimiter(header: str, text_field: str) -> str:
    """What separates the names of a header: what makes the text's column one of them, or else the most names."""

    def worth(delimiter: str) -> tuple[bool, int]:
        try:
            names = [name.strip() for name in next(csv.reader([header], delimiter=delimiter))]
        except (csv.Error, StopIteration):
            names = []
        return text_field in names, len(names)

    return max(_DELIMITERS, key=worth)


def _peeked(stream: BinaryIO) -> bytes:
    """The front of a stream, on which its encoding is found out; less where it breaks off, which reading on will tell."""
    some = _some(stream)
    parts: list[bytes] = []
    left = decoding.HEAD
    try:
        while left > 0 and (part := some(left)):
            parts.append(part)
            left -= len(part)
    except (EOFError, zlib.error):
        pass
    return b"".join(parts)


def _some(stream: BinaryIO) -> Callable[[int], bytes]:
    """Reads what is there: where a stream breaks off, `read` loses what came before."""
    return getattr(stream, "read1", stream.read)


def _lines(head: bytes, stream: BinaryIO) -> Iterator[str]:
    """Lines of a stream that begins with `head`, with their ends."""
    codec, skip = decoding.choose(head, whole=len(head) < decoding.HEAD)
    whole = io.BufferedReader(_After(head[skip:], stream))
    returns = b"\r" in head and b"\n" not in head  # the classic Mac's
    if returns or codec.startswith(_WIDE):
        text = io.TextIOWrapper(whole, codec, errors="replace", newline="" if returns else "\n")
        while wide := text.readline(LIMIT):
            if len(wide) == LIMIT:
                raise _TooLong(f"longer than {LIMIT} characters")
            yield wide
        return
    while line := whole.readline(LIMIT):
        if len(line) == LIMIT:
            raise _TooLong(f"longer than {LIMIT} bytes")
        try:
            yield line.decode(codec)
        except UnicodeDecodeError:
            if codec == "utf-8" and head.isascii():  # the front did not tell: this is the first line that does
                codec, head = _codec(line), line
            yield line.decode(codec, "replace")


def _codec(line: bytes) -> str:
    try:
        return decoding.choose(line).codec
    except decoding.NotText:
        return "utf-8"


class _After(io.RawIOBase):
    """A stream whose front was read already."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = memoryview(head)
        self._some = _some(stream)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview", /) -> int:  # type: ignore[override]
        part = self._head[: len(buffer)]
        if part:
            self._head = self._head[len(part) :]
        else:
            part = memoryview(self._some(len(buffer)))
        buffer[: len(part)] = part
        return len(part)
