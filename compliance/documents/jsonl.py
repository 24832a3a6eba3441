"""JSON Lines: one record a line, each with a text and an id; read as a stream, plain or gzipped.

A document's lines and columns count within the record's text, from 1: escapes such as `\\n` stand inside one
line of the file, so there is no better place to point at. Its id says which record it is. A line that cannot
be used yields an `Unread` that names the line, and reading goes on.
"""

import io
import json
import os
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any, AnyStr, BinaryIO, NamedTuple

from compliance.documents.interface import from_text, known
from compliance.model import Document, Field, Outcome, Unread

LINE_LIMIT = 256 * 1024 * 1024
"""The longest line, in bytes (in characters for UTF-16 and UTF-32)."""

_BUFFER = 1024 * 1024


class Shape(NamedTuple):
    """Where records come from, and which of their members are what; as in `read_jsonl`."""

    where: str  # names the file in ids and reasons
    path: str | None
    id_field: str
    text_field: str
    format: str
    fields: Mapping[str, str]


class _Bad(ValueError):
    """What is wrong with a record."""


def read_jsonl(
    source: "BinaryIO | str | os.PathLike[str]",
    *,
    id_field: str = "id",
    text_field: str = "text",
    path: str | None = None,
    format: str = "text",
    line_limit: int = LINE_LIMIT,
    fields: Mapping[str, str] = {},
) -> Iterator[Document | Unread]:
    """Read records from a path or a binary stream; gzip is told by its first bytes.

    `id_field` and `text_field` may be dotted to reach into objects ("story.body"); a key that itself has the
    dots comes first. A record without an id gets "PATH:LINE"; a number becomes a string. `path` names the
    stream in ids and documents. `format` is that of the texts: "text", "markdown" or "html". `line_limit` is
    in bytes. `fields` says which other members become fields of the document: the field's name, and the
    member's, which may be dotted too; what is no string or number is none. Blank lines are ignored, and a
    source without a record yields nothing. Raises ValueError for an unknown format.
    """
    opened = None if hasattr(source, "read") else os.fsdecode(source)
    path = opened if path is None else path
    reader = Shape(path or "<stream>", path, id_field, text_field, known(format), fields)
    if opened is None:
        return _read(source, reader, line_limit)  # type: ignore[arg-type]
    return _read_path(opened, reader, line_limit)


def _read_path(path: str, reader: Shape, line_limit: int) -> Iterator[Document | Unread]:
    from compliance.documents.files import explain, open_regular

    try:
        descriptor, _ = open_regular(path)
    except OSError as error:
        yield Unread(reader.where, reader.path, Outcome.FAILED, explain(error, path))
        return
    with os.fdopen(descriptor, "rb") as stream:
        yield from _read(stream, reader, line_limit)


def _read(stream: BinaryIO, reader: Shape, line_limit: int) -> Iterator[Document | Unread]:
    number = 0
    try:
        for line in _lines(stream, line_limit):
            number += 1
            if line is None:
                reason = f"line {number}: longer than {line_limit} bytes"
                yield Unread(f"{reader.where}:{number}", reader.path, Outcome.FAILED, reason)
            elif line and not line.isspace():
                yield record_of(line, number, reader)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        # a stream that breaks off: a damaged gzip member, a closed pipe, an undecodable UTF-16 file
        reason = f"line {number + 1}: cannot be read on: {error}"
        yield Unread(f"{reader.where}:{number + 1}", reader.path, Outcome.FAILED, reason)


def record_of(line: str | bytes, number: int, reader: Shape) -> Document | Unread:
    """The document of one line of JSON, which is not blank; `number` is the line's."""
    id, place = f"{reader.where}:{number}", f"line {number}"
    try:
        record = _parsed(line)
    except _Bad as error:
        return Unread(id, reader.path, Outcome.FAILED, f"{place}: {error}")
    return document_of(record, id, place, reader)


def document_of(record: dict[str, Any], id: str, place: str, reader: Shape) -> Document | Unread:
    """The document of a record; `id` is for one that has none, `place` says in reasons where it stands ("line 12")."""
    try:
        id = _id(record, reader.id_field) or id
        text = _member(record, reader.text_field)
        if not isinstance(text, str):
            raise _Bad(_missing(record, reader.text_field, text))
    except _Bad as error:
        return Unread(id, reader.path, Outcome.FAILED, f"{place}: {error}")
    if not text or text.isspace():
        return Unread(id, reader.path, Outcome.SKIPPED, f"{place}: empty text")
    document = from_text(text, id=id, path=reader.path, format=reader.format)
    if not document.text:
        return Unread(id, reader.path, Outcome.SKIPPED, f"{place}: no text in the page")
    if reader.fields:
        document = document._replace(fields=(*_fields(record, reader.fields), *document.fields))
    return document


def _fields(record: dict[str, Any], wanted: Mapping[str, str]) -> Iterator[Field]:
    for name, member in wanted.items():
        value = record.get(member)
        if value is None and "." in member:
            value = _member(record, member)
        if isinstance(value, str):
            if value:
                yield Field(name, value, 1, 1)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            yield Field(name, str(value), 1, 1)


def _parsed(line: str | bytes) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except UnicodeDecodeError as error:
        raise _Bad(f"not UTF-8 (byte {error.start + 1} of the line)") from None
    except json.JSONDecodeError as error:
        raise _Bad(f"not JSON: {error.msg} (column {error.colno})") from None
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; nesting without end
        raise _Bad(f"JSON that cannot be held: {error}") from None
    if not isinstance(record, dict):
        raise _Bad(f"{_kind(record)}, not an object")
    return record


def _member(record: dict[str, Any], name: str) -> Any:
    """The member of that name, plain or dotted; None where there is none."""
    if name in record:
        return record[name]
    value: Any = record
    for key in name.split("."):
        if not isinstance(value, dict) or key not in value:
            return None
        value = value[key]
    return value


def _id(record: dict[str, Any], name: str) -> str:
    value = _member(record, name)
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    raise _Bad(f"the id in {name!r} is {_kind(value)}, not a string or a number")


def _missing(record: dict[str, Any], name: str, value: object) -> str:
    if value is not None or name in record:
        return f"the text in {name!r} is {_kind(value)}, not a string"
    there = ", ".join(repr(key) for key in list(record)[:8]) or "none"
    return f"no text in {name!r} (fields: {there})"


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    return "a string" if isinstance(value, str) else "a number"


class _Joined(io.RawIOBase):
    """A stream whose first bytes were already read; closing it leaves the stream open."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._read = getattr(stream, "read1", stream.read)  # what is there, without waiting for more

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        part = self._head[: len(buffer)] or self._read(len(buffer)) or b""
        self._head = self._head[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def _lines(stream: BinaryIO, limit: int) -> Iterator[str | bytes | None]:
    """The lines of a stream, unzipped; None for one that is too long.

    Raises OSError, EOFError and zlib.error.
    """
    binary: IO[bytes] = io.BufferedReader(_Joined(_head(stream), stream), _BUFFER)
    if binary.peek(2)[:2] == b"\x1f\x8b":  # type: ignore[attr-defined]
        import gzip

        unzipped = gzip.GzipFile(fileobj=binary)
        binary = io.BufferedReader(_Joined(_head(unzipped), unzipped), _BUFFER)  # type: ignore[arg-type]
    start = binary.peek(4)[:4]  # type: ignore[attr-defined]
    if start.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        codec = "utf-32" if start in (b"\xff\xfe\0\0", b"\0\0\xfe\xff") else "utf-16"
        text = io.TextIOWrapper(binary, codec, errors="replace", newline="\n")
        yield from lines_of(text.readline, limit, "\n")
        return
    if start.startswith(b"\xef\xbb\xbf"):
        binary.read(3)
    yield from lines_of(binary.readline, limit, b"\n")


def lines_of(readline: Callable[[int], AnyStr], limit: int, end: AnyStr) -> Iterator[AnyStr | None]:
    """Lines of at most `limit` bytes or characters; None for one that is longer, which is passed over in pieces."""
    while line := readline(limit + 1):
        if len(line) <= limit or line.endswith(end):
            yield line
            continue
        while line and not line.endswith(end):
            line = readline(_BUFFER)
        yield None


def _head(stream: Any) -> bytes:
    """The first four bytes, or all there are if fewer."""
    head = b""
    while len(head) < 4 and (part := stream.read(4 - len(head))):
        head += part
    return head
