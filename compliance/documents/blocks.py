"""The parts of a Markdown text that are code, comments and quotations, as offsets into the source.

After CommonMark 0.31: fenced code (section 4.5), indented code (4.4), HTML comments (4.6 and 6.6), block
quotes with lazy continuation (5.1), list items (5.2) as far as they decide what an indentation means, code
spans (6.1). An indented line inside a list is never taken for code.
"""

import re
from bisect import bisect_right
from typing import NamedTuple

from compliance.model import Span

_QUOTE = re.compile(r"(?: {0,3}> ?)+")
_FENCE = re.compile(r"`{3,}(?=[^`]*$)|~{3,}")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)")
_OWN_LINE = re.compile(r" {0,3}(?:#{1,6}(?:[ \t]|$)|([-*_])[ \t]*+(?:\1[ \t]*+){2,}$)")  # headings and rules
_INLINE = re.compile(r"\\[`<\\]|`+|<!--")
_SIGNS = ("`", "~~~", "<!--", ">", "\n    ", "\t", "\r    ")  # a text without any of them has no parts
_NESTED = 32  # list items that may begin on one line


class Parts(NamedTuple):
    """What a reading finds; each ascending, code and comments apart from each other."""

    code: list[Span]
    comments: list[Span]
    quotes: list[Span]


def parts_of(text: str, starts: list[int], first: int) -> Parts:
    """The parts of a text from its line number `first`, counted from 0; `starts` are its `line_starts`."""
    if not text.startswith(("    ", "\t")) and not any(sign in text for sign in _SIGNS):
        return Parts([], [], [])
    reading = _Reading(text)
    for at, end in zip(starts[first:], [*starts[first + 1 :], len(text)], strict=True):
        if at < end:
            reading.line(at, end)
    reading.finish()
    return reading.parts


class _Fence(NamedTuple):
    sign: str
    start: int
    quoted: bool
    listed: bool


class _Reading:
    """The state of one reading, line by line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parts = Parts([], [], [])
        self.marked = "`" in text or "<!--" in text
        self.fence: _Fence | None = None
        self.quote: Span | None = None
        self.paragraph: Span | None = None
        self.item = 0  # indentation of the content of the list item we are in; 0 outside lists
        self.blank = False
        self.resume = 0  # where the block comment we are in ends

    def line(self, at: int, end: int) -> None:
        """Take one line, its line end included."""
        if at < self.resume:
            if end > self.resume:
                self._continue(self.resume, end)
            return
        sign = self.text[at]
        if self.fence is None and self.quote is None:
            if sign == "\n":
                self._flush()
                self.blank = True
                return
            if sign.isalpha():  # begins no block
                if self.blank:
                    self.blank = False
                    self.item = 0
                self.paragraph = Span(self.paragraph.start if self.paragraph else at, end)
                return
        text = self.text[at:end].rstrip("\r\n")
        prefix = _QUOTE.match(text) if ">" in text else None
        body = text[prefix.end() :] if prefix else text
        if self.fence and self._in_fence(
            self.fence, body if self.fence.quoted else text, prefix is not None, at, end
        ):
            return
        if not body.strip():
            self._flush()
            self._mark_quote(prefix is not None, at, end)
            self.blank = True
            return
        if not prefix and self.quote and self.paragraph and not _begins_block(body):
            self.quote = Span(self.quote.start, end)  # a lazy line
            self._continue(at, end)
            return
        self._mark_quote(prefix is not None, at, end)
        self._content(body, at + len(text) - len(body), end, prefix is not None)
        self.blank = False

    def finish(self) -> None:
        """Close what is open at the end of the text."""
        if self.fence:
            self.parts.code.append(Span(self.fence.start, len(self.text)))
        self._flush()
        if self.quote:
            self.parts.quotes.append(self.quote)

    def _content(self, body: str, at: int, end: int, quoted: bool) -> None:
        """Take a line that is not blank, without its quote marks; it begins at `at`."""
        indent = _indent(body)
        listed = bool(self.item)
        if self.item and indent < self.item and (self.blank or _OWN_LINE.match(body)):
            self.item = 0
        rest = body
        for _ in range(_NESTED):
            item = _ITEM.match(rest) if (indent < 4 or self.item) and not _OWN_LINE.match(rest) else None
            if not item:
                break
            self._flush()
            self.item = max(1, len(body) - len(rest) + item.end())
            rest = rest[item.end() :]
        at += len(body) - len(rest)
        bare = rest.lstrip(" \t")
        shallow = self.item > 0 or indent < 4
        start = at + len(rest) - len(bare)
        if shallow and (fence := _FENCE.match(bare)):
            self._flush()
            self.fence = _Fence(fence[0], start, quoted, listed or self.item > 0)
        elif not shallow and self.paragraph is None:
            self.parts.code.append(Span(at, end))
        elif shallow and not quoted and not self.item and bare.startswith("<!--"):
            self._flush()
            closing = self.text.find("-->", start + 2)
            self.resume = closing + 3 if closing >= 0 else len(self.text)
            self.parts.comments.append(Span(start, self.resume))
            if self.resume < end:
                self._continue(self.resume, end)
        elif _OWN_LINE.match(rest):
            self._flush()
            self._continue(at, end)
            self._flush()
        else:
            self._continue(at, end)

    def _in_fence(self, fence: _Fence, body: str, quoted: bool, at: int, end: int) -> bool:
        """Take a line inside a fence; False where it ends the fence by leaving the quotation."""
        if fence.quoted and not quoted:
            self.parts.code.append(Span(fence.start, at))
            self.fence = None
            return False
        bare = body.strip(" \t")
        if (
            bare.startswith(fence.sign)
            and not bare.strip(fence.sign[0])
            and (fence.listed or _indent(body) < 4)
        ):
            self.parts.code.append(Span(fence.start, end))
            self.fence = None
            self.blank = False
        if fence.quoted:
            self._mark_quote(True, at, end)
        return True

    def _mark_quote(self, quoted: bool, at: int, end: int) -> None:
        """Open, extend or close the block quote."""
        if quoted:
            if self.quote is None:
                self._flush()
                self.item = 0
            self.quote = Span(self.quote.start if self.quote else at, end)
        elif self.quote:
            self._flush()
            self.parts.quotes.append(self.quote)
            self.quote = None
            self.item = 0

    def _continue(self, at: int, end: int) -> None:
        self.paragraph = Span(self.paragraph.start if self.paragraph else at, end)

    def _flush(self) -> None:
        """End the paragraph and look for what stands inside its lines."""
        if self.paragraph:
            if self.marked:
                _inline(self.text, self.paragraph, self.parts)
            self.paragraph = None


def _inline(text: str, paragraph: Span, parts: Parts) -> None:
    """Code spans and comments of a paragraph, in linear time."""
    marks = list(_INLINE.finditer(text, paragraph.start, paragraph.end))
    runs: dict[int, list[int]] = {}  # where backticks could end a code span, by their number; ascending
    counted = paragraph.start
    for mark in marks:
        sign = text.find("`", mark.start(), mark.end())
        if sign >= counted:
            counted = sign  # in a code span a backslash is text, so that an escaped backtick begins its run
            while counted < paragraph.end and text[counted] == "`":
                counted += 1
            runs.setdefault(counted - sign, []).append(sign)
    done = paragraph.start
    uncommented = False
    for mark in marks:
        if mark.start() < done or mark[0][0] == "\\":
            continue
        if mark[0][0] == "`":
            same = runs.get(len(mark[0]), [])
            index = bisect_right(same, mark.start())
            if index < len(same):
                done = same[index] + len(mark[0])
                parts.code.append(Span(mark.start(), done))
        elif not uncommented:
            closing = text.find("-->", mark.start() + 2, paragraph.end)
            uncommented = closing < 0
            if closing >= 0:
                done = closing + 3
                parts.comments.append(Span(mark.start(), done))


def _begins_block(body: str) -> bool:
    bare = body.lstrip(" ")
    return (
        bool(_FENCE.match(bare) or _ITEM.match(body) or _OWN_LINE.match(body)) and len(body) - len(bare) < 4
    )


def _indent(body: str) -> int:
    """Columns of white space at the front; a tab reaches to the next multiple of four."""
    columns = 0
    for sign in body:
        if sign == " ":
            columns += 1
        elif sign == "\t":
            columns += 4 - columns % 4
        else:
            break
    return columns
