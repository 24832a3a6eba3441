"""The remedies that can be carried out here: taking the flagged words out of the file, and putting in what a licence asks for.

The file is edited as bytes in UTF-8, and only where the words stand in it just as they do in the document: between two
places of a page there may be markup, which nobody but an editor should cut.
"""

import os
import re
import tempfile
from bisect import bisect_right
from codecs import BOM_UTF8
from typing import NamedTuple

from compliance.documents.lines import line_starts
from compliance.model import Document, Finding, Flag

_FRONT = re.compile(r"---[ \t]*\r?\n.*?^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M)
NEAR = 120
"""Code points before and after that a preview shows."""


class NoRemedy(Exception):
    """The words cannot be taken out without an editor; the text says why."""


class Edit(NamedTuple):
    """A change of a file: the whole file before and after, and the part of it that a preview shows: what goes, what comes in its
    place, and what stands before and after."""

    path: str
    old: bytes
    new: bytes
    gone: str
    before: str
    after: str
    come: str = ""


def mend(document: Document, flag: Flag) -> Edit:
    """The edit that a flag asks for. Raises NoRemedy where that is no one's but an editor's."""
    if flag.kind is Finding.DUTY:
        return put_in(document, flag)
    if flag.kind in (Finding.CONTRADICTION, Finding.JUDGEMENT):
        raise NoRemedy("what to do about it is for an editor")
    return take_out(document, flag)


def put_in(document: Document, flag: Flag) -> Edit:
    """The edit that puts what a licence asks for into the file: a paragraph of its own at the top, below front matter, where the
    licence says so, else at the bottom. Raises NoRemedy."""
    words = str(flag.values.get("paste") or "").strip()
    if not words:
        raise NoRemedy("the licence does not say in so many words what is to stand there")
    old, source = _read(document)
    if (document.path or "").lower().endswith((".html", ".htm", ".xhtml")):
        raise NoRemedy("where it belongs in a page is for an editor")
    end = "\r\n" if "\r\n" in source else "\n"
    if flag.values.get("place") == "top":
        front = _FRONT.match(source)
        at = front.end() if front else 0
        blank = "" if source.startswith(end, at) else end
        come = f"{end}{words}{end}{blank}" if front else f"{words}{end}{blank}"
    else:
        at = len(source)
        come = f"{'' if source.endswith(end) or not source else end}{end}{words}{end}"
    return _edit(document, old, source, at, at, come)


def take_out(document: Document, flag: Flag) -> Edit:
    """The edit that takes a flag's words out of their file.

    With them goes the white space that they leave behind: the blank line of a paragraph that is gone, one of two spaces.
    Raises NoRemedy.
    """
    if not flag.text.strip():
        raise NoRemedy("the flag is about no words of the text")
    old, source = _read(document)
    start = _offset(source, *flag.position)
    if source[start : start + len(flag.text)] != flag.text:
        raise NoRemedy("the words stand otherwise in the file than in the text: there is markup among them, or the file has changed")
    end = start + len(flag.text)
    start, end = _with_blanks(source, start, end)
    return _edit(document, old, source, start, end, "")


def carry_out(edit: Edit) -> None:
    """Writes the file as it is to be. Raises NoRemedy where it is no longer as it was, and OSError."""
    _swap(edit.path, edit.old, edit.new)


def take_back(edit: Edit) -> None:
    """Writes the file as it was. Raises NoRemedy where somebody has changed it since, and OSError."""
    _swap(edit.path, edit.new, edit.old)


def _read(document: Document) -> tuple[bytes, str]:
    """The document's file, and its text without the mark of its encoding."""
    if document.path is None or not os.path.isfile(document.path):
        raise NoRemedy("the text is not a file of its own")
    with open(document.path, "rb") as file:
        old = file.read()
    try:
        return old, old.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NoRemedy("the file is not in UTF-8; edit it in an editor that knows its encoding") from None


def _edit(document: Document, old: bytes, source: str, start: int, end: int, come: str) -> Edit:
    mark = BOM_UTF8 if old.startswith(BOM_UTF8) else b""
    new = mark + (source[:start] + come + source[end:]).encode("utf-8")
    return Edit(document.path or "", old, new, source[start:end], source[max(0, start - NEAR) : start], source[end : end + NEAR], come)


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
