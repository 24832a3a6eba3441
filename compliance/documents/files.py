"""Files and streams to documents: what can be opened, what is text, and how much of it to hold at once.

A source up to `LIMIT` bytes is one document. A longer plain text is read piece by piece and yielded in
windows; longer HTML or Markdown is refused with a reason, for its structure spans the whole. Whatever yields
no document yields an `Unread` with the reason: SKIPPED where there is nothing to check (empty, binary),
FAILED where there should have been.
"""

import codecs
import os
import stat
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO

from compliance.documents import decode as decoding
from compliance.documents.interface import format_of, from_text, known
from compliance.documents.lines import only_returns
from compliance.model import Document, Outcome, Unread

LIMIT = 32 * 1024 * 1024
"""Bytes up to which a source is one document."""

WINDOW = 4 * 1024 * 1024
"""Code points of a longer text to hold at once."""

_CHUNK = 1024 * 1024  # bytes read at a time beyond that
_STEP = 64 * 1024  # bytes read at a time where the length is not known
_EMPTY = "empty"  # or nothing but white space
_KINDS = (
    (stat.S_ISDIR, "a folder, not a file"),
    (stat.S_ISFIFO, "a pipe, not a file: give its content on standard input"),
    (stat.S_ISSOCK, "a socket, not a file"),
    (stat.S_ISCHR, "a device, not a file"),
    (stat.S_ISBLK, "a device, not a file"),
)


def read_file(
    path: "str | os.PathLike[str]",
    *,
    id: str | None = None,
    format: str | None = None,
    limit: int = LIMIT,
    window: int = WINDOW,
) -> Iterator[Document | Unread]:
    """Read one file: a document, or the windows of a long text, or an `Unread`; always at least one item.

    `id` is the path as given unless named. `format` is "text", "markdown", "html" or "jsonl"; without it the
    suffix decides, and JSON Lines is read as text. `limit` is in bytes, `window` in code points. Raises
    nothing for anything the file system or the file's content may do, and ValueError for an unknown format.
    """
    name = os.fsdecode(path)
    id = name if id is None else id
    if format == "jsonl":
        from compliance.documents.jsonl import read_jsonl

        return read_jsonl(name)
    return _read_file(name, id, known(format or format_of(name)), limit, window)


def read_stream(
    stream: BinaryIO,
    *,
    name: str = "<stdin>",
    format: str | None = None,
    limit: int = LIMIT,
    window: int = WINDOW,
) -> Iterator[Document | Unread]:
    """Read a binary stream, such as `sys.stdin.buffer`, as `read_file` reads a file.

    `name` is its id and its path. Without `format` the suffix of `name` decides. The stream is not closed.
    """
    if format == "jsonl":
        from compliance.documents.jsonl import read_jsonl

        return read_jsonl(stream, path=name)
    return _guarded(stream.read, name, name, known(format or format_of(name)), limit, window)


def explain(error: OSError, path: str) -> str:
    """Say why a path could not be read."""
    if isinstance(error, FileNotFoundError):
        return "a broken symbolic link" if os.path.islink(path) else "no such file"
    if isinstance(error, PermissionError):
        return "permission denied"
    return (error.strerror or str(error) or type(error).__name__).lower()


def open_regular(path: str) -> tuple[int, int]:
    """Open a regular file and nothing else: its descriptor and its size in bytes. Raises OSError.

    It is looked at before it is opened, because opening a pipe waits for a writer, and closing it again
    breaks the writer; and opened without waiting, in case it was swapped in between.
    """
    try:
        mode = os.stat(path).st_mode
        if not stat.S_ISREG(mode):
            raise OSError(0, next((reason for test, reason in _KINDS if test(mode)), "not a regular file"))
        flags = (
            os.O_RDONLY
            | getattr(os, "O_NONBLOCK", 0)
            | getattr(os, "O_CLOEXEC", 0)
            | getattr(os, "O_BINARY", 0)
        )
        descriptor = os.open(path, flags)
    except ValueError as error:  # a zero byte in the name
        raise OSError(0, str(error)) from None
    status = os.fstat(descriptor)
    if stat.S_ISREG(status.st_mode):
        return descriptor, status.st_size
    os.close(descriptor)
    raise OSError(0, "not a regular file")


def _read_file(path: str, id: str, format: str, limit: int, window: int) -> Iterator[Document | Unread]:
    try:
        descriptor, size = open_regular(path)
    except OSError as error:
        yield Unread(id, path, Outcome.FAILED, explain(error, path))
        return
    try:
        yield from _guarded(partial(os.read, descriptor), id, path, format, limit, window, size)
    finally:
        os.close(descriptor)


def _guarded(
    read: Callable[[int], bytes], id: str, path: str, format: str, limit: int, window: int, size: int = 0
) -> Iterator[Document | Unread]:
    try:
        yield from _documents(read, id, path, format, limit, window, size)
    except decoding.NotText as error:
        yield Unread(id, path, Outcome.SKIPPED, str(error))
    except OSError as error:
        yield Unread(id, path, Outcome.FAILED, explain(error, path))


def _documents(
    read: Callable[[int], bytes], id: str, path: str, format: str, limit: int, window: int, size: int
) -> Iterator[Document | Unread]:
    """Everything between the first byte and the last; `size` is what the file system says, 0 if it cannot."""
    wanted = limit + 1 if size <= limit else _CHUNK if format == "text" else 0
    head = _take(read, wanted, size + 1 if size else _STEP)
    if size > limit or len(head) > limit:
        yield from _long(read, head, id, path, format, limit, window)
        return
    text = decoding.decode(head, html=format == "html")
    if not text or text.isspace():
        yield Unread(id, path, Outcome.SKIPPED, _EMPTY)
    elif format == "text" and len(text) > window and only_returns(text):
        from compliance.documents.windows import windows

        yield from windows((text,), id, path, size=window)  # its rows, one a line, would outgrow it
    else:
        document = from_text(text, id=id, path=path, format=format)
        yield document if document.text else Unread(id, path, Outcome.SKIPPED, "no text in the page")


def _long(
    read: Callable[[int], bytes], head: bytes, id: str, path: str, format: str, limit: int, window: int
) -> Iterator[Document | Unread]:
    """A source that is longer than `limit` and begins with `head`."""
    if format == "text":
        from compliance.documents.windows import windows

        encoding = decoding.choose(head, whole=False)
        for document in windows(_decoded(read, head, encoding), id, path, size=window):
            blank = not (document.more or document.offset) and not document.text.strip()
            yield Unread(id, path, Outcome.SKIPPED, _EMPTY) if blank else document
    else:
        reason = f"{format} of more than {_amount(limit)} is not read: split it, or convert it to plain text"
        yield Unread(id, path, Outcome.FAILED, reason)


def _decoded(read: Callable[[int], bytes], head: bytes, encoding: decoding.Encoding) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding.codec)("replace")
    chunk = head[encoding.skip :]
    while chunk:
        try:
            text = decoder.decode(chunk)
        except UnicodeError:  # an ISO-2022 escape sequence without end, which no error handler catches
            decoder.reset()
            text = str(chunk, encoding.codec, "replace")
        yield text
        chunk = read(_CHUNK)
    yield decoder.decode(b"", True)


def _take(read: Callable[[int], bytes], count: int, first: int) -> bytes:
    """`count` bytes, or all there are if fewer: `first` of them at once, then `_STEP` at a time."""
    parts = []
    ask = min(first, count)
    while ask > 0:
        part = read(ask)
        if not part:
            break
        parts.append(part)
        count -= len(part)
        ask = min(_STEP, count)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _amount(count: int) -> str:
    return f"{count >> 20} MiB" if count >= 1 << 20 else f"{count} bytes"
