"""The remedy that can be carried out by hand of ours: taking the flagged words out of the file.

The file is edited as bytes in UTF-8, and only where the words stand in it just as they do in the document: between two
places of a page there may be markup, which nobody but an editor should cut.
"""

import os
import tempfile
from bisect import bisect_right
from codecs import BOM_UTF8
from typing import NamedTuple

from compliance.documents.lines import line_starts
from compliance.model import Document, Flag

NEAR = 120
"""Code points before and after that a preview shows."""


class NoRemedy(Exception):
    """The words cannot be taken out without an editor; the text says why."""


class Edit(NamedTuple):
    """A change of a file: the whole file before and after, and the part of it that a preview shows: what goes, and what
    stands before and after it."""

    path: str
    old: bytes
    new: bytes
    gone: str
    before: str
    after: str


def take_out(document: Document, flag: Flag) -> Edit:
    """The edit that takes a flag's words out of their file.

    With them goes the white space that they leave behind: the blank line of a paragraph that is gone, one of two spaces.
    Raises NoRemedy.
    """
    if not flag.text.strip():
        raise NoRemedy("the flag is about no words of the text")
    if document.path is None or not os.path.isfile(document.path):
        raise NoRemedy("the text is not a file of its own")
    with open(document.path, "rb") as file:
        old = file.read()
    try:
        source = old.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NoRemedy("the file is not in UTF-8; edit it in an editor that knows its encoding") from None
    start = _offset(source, *flag.position)
    if source[start : start + len(flag.text)] != flag.text:
        raise NoRemedy("the words stand otherwise in the file than in the text: there is markup among them, or the file has changed")
    end = start + len(flag.text)
    start, end = _with_blanks(source, start, end)
    mark = BOM_UTF8 if old.startswith(BOM_UTF8) else b""
    new = mark + (source[:start] + source[end:]).encode("utf-8")
    return Edit(
        document.path, old, new, source[start:end], source[max(0, start - NEAR) : start], source[end : end + NEAR]
    )


def carry_out(edit: Edit) -> None:
    """Writes the file as it is to be. Raises NoRemedy where it is no longer as it was, and OSError."""
    _swap(edit.path, edit.old, edit.new)


def take_back(edit: Edit) -> None:
    """Writes the file as it was. Raises NoRemedy where somebody has changed it since, and OSError."""
    _swap(edit.path, edit.new, edit.old)


def _swap(path: str, expected: bytes, content: bytes) -> None:
    with open(path, "rb") as file:
        if file.read() != expected:
            raise NoRemedy(f"{path} has changed since; nothing was written")
    # Beside the file, so that it is replaced in one stroke, and with its permissions.
    descriptor, name = tempfile.mkstemp(dir=os.path.dirname(os.path.realpath(path)), prefix=".compliance-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        os.chmod(name, os.stat(path).st_mode & 0o7777)
        os.replace(name, os.path.realpath(path))
    except BaseException:
        os.unlink(name)
        raise


def _offset(source: str, line: int, column: int) -> int:
    """The code point of a source that a line and a column name; the end where there is no such place."""
    starts = line_starts(source, "\n" in source)
    return starts[line - 1] + column - 1 if 1 <= line <= len(starts) else len(source)


def _with_blanks(source: str, start: int, end: int) -> tuple[int, int]:
    """The stretch with the white space that should go with it."""
    lines = line_starts(source, "\n" in source)
    first = bisect_right(lines, start) - 1
    last = bisect_right(lines, max(start, end - 1)) - 1
    line_end = lines[last + 1] if last + 1 < len(lines) else len(source)
    if not source[lines[first] : start].strip() and not source[end:line_end].strip():
        start, end = lines[first], line_end  # whole lines
        blank_before = first == 0 or not source[lines[first - 1] : lines[first]].strip()
        while blank_before and last + 1 < len(lines):
            last += 1
            line_end = lines[last + 1] if last + 1 < len(lines) else len(source)
            if source[end:line_end].strip():
                break
            end = line_end
        return start, end
    if source[start - 1 : start] in (" ", "\t", "") and source[end : end + 1] in (" ", "\t"):
        end += 1
    elif source[start - 1 : start] in (" ", "\t") and source[end : end + 1] in ("", "\n", "\r"):
        start -= 1
    return start, end
