"""Plain text: the document's text is its source, code point for code point.

Nothing is normalised, so that a span indexes the caller's own string. Lines are counted by line feeds; only a
text whose lines end with lone carriage returns needs rows of its own to find its lines.
"""

from typing import TYPE_CHECKING

from compliance.documents.lines import line_starts, only_returns
from compliance.model import Document, Suppression

if TYPE_CHECKING:
    from compliance.documents.suppress import Carry

MARK = "compliance:"
"""A text without this substring has no suppressions."""
_FEW = 8


def is_plain(text: str) -> bool:
    """Whether a text has neither suppressions nor lines that end with lone carriage returns."""
    return not is_marked(text) and ("\r" not in text or "\n" in text)


def is_marked(text: str) -> bool:
    """Whether the mark stands in a text. Its last sign alone is found twenty times quicker than the whole, and most texts have few of it."""
    at = -1
    for _ in range(_FEW):
        at = text.find(MARK[-1], at + 1)
        if at < 0 or text.endswith(MARK, 0, at + 1):
            return at >= 0
    return text.find(MARK, at + 1) >= 0


def read(text: str, id: str, path: str | None) -> Document:
    """Make a document of a whole plain text."""
    return window(text, id, path)[0]


def window(
    text: str,
    id: str,
    path: str | None,
    *,
    offset: int = 0,
    line: int = 1,
    column: int = 1,
    more: bool = False,
    carried: "tuple[Carry, ...]" = (),
    feeds: bool = False,
) -> "tuple[Document, tuple[Carry, ...]]":
    """Make a document of one window of a plain text.

    `offset`, `line` and `column` are where the window begins in the whole source; `carried` are the
    suppressions that reach into it, and the second result those that reach into the window after it.
    `feeds` says that a line feed came before.
    """
    rows: tuple[Suppression, ...] = ()
    if carried or is_marked(text):
        from compliance.documents import suppress

        rows, carried = suppress.in_text(
            text, line=line, column=column, more=more, carried=carried, feeds=feeds
        )
    breaks: tuple[tuple[int, int, int], ...] = ()
    if not feeds and only_returns(text):
        breaks = tuple((start, line + index, 1) for index, start in enumerate(line_starts(text)) if index)
    document = Document(
        id, path, text, breaks, suppressions=rows, offset=offset, line=line, column=column, more=more
    )
    return document, carried
