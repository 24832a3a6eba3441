"""A long plain text in windows, so that a file of any size is checked in bounded memory.

The windows of a source, put together, are its text: nothing overlaps and nothing is lost. A window ends after
a blank line where there is one in its last part; else after a line end, else after white space or an
ideographic full stop in its second half, and where there is none of these, simply when it is full.
"""

from collections.abc import Iterable, Iterator

from compliance.documents import text as plain
from compliance.documents.suppress import BLANK, Carry
from compliance.model import Document

_BLANK_WITHIN = 256 * 1024  # code points at the end of a window in which a blank line is looked for
_CUTS = (("\n",), ("\r",), (" ", "\t", "\u3000", "\u3002"))


def windows(chunks: Iterable[str], id: str, path: str | None, *, size: int) -> Iterator[Document]:
    """Cut a text that arrives in chunks into documents of at most `size` code points.

    One more where that keeps a CRLF whole. All but the last have `more` set; `offset`, `line` and `column`
    place each in the whole.
    """
    buffer = ""
    offset, line, column = 0, 1, 1
    carried: tuple[Carry, ...] = ()
    feeds = False
    for chunk in chunks:
        buffer += chunk
        while len(buffer) > size + 1:
            at = _cut(buffer, size)
            document, carried = plain.window(
                buffer[:at],
                id,
                path,
                offset=offset,
                line=line,
                column=column,
                more=True,
                carried=carried,
                feeds=feeds,
            )
            yield document
            offset += at
            feeds = feeds or "\n" in document.text
            line, column = document.position(at)
            buffer = buffer[at:]
    yield plain.window(
        buffer, id, path, offset=offset, line=line, column=column, carried=carried, feeds=feeds
    )[0]


def _cut(text: str, size: int) -> int:
    """Where to end a window of a text longer than `size` + 1."""
    half = (size + 1) // 2
    at = 0
    for blank in BLANK.finditer(text, max(half, size - _BLANK_WITHIN), size):
        at = blank.end()
    for signs in _CUTS:
        at = at or max(text.rfind(sign, half, size) for sign in signs) + 1
    at = at or size
    return at + 1 if text[at - 1] == "\r" and text[at] == "\n" else at
