"""The texts behind the flags: read again when they are looked at, so that ten thousand of them need no memory."""

import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterator

from compliance.model import Document, Flag, Report, Span, Unread

KEPT = 8
"""Documents that are held at a time."""


class Page:
    """The text that a flag stands in, as far as it is at hand.

    `document` is the document, or the window of a long one, that the flag's words are in, or None; `reason` says why it is not
    there. `span` is where the words stand in its text now, None where they are gone.
    """

    def __init__(self, document: Document | None, reason: str = "", span: Span | None = None) -> None:
        self.document, self.reason, self.span = document, reason, span

    def span_of(self, flag: Flag) -> Span | None:
        """Where another flag of the same report stands in the text."""
        return None if self.document is None else _span(self.document, flag)


class Texts:
    """Finds texts: `read` reads the documents of a path again, or of a record; what was read from standard input is kept."""

    def __init__(self, read: Callable[[Report], Iterator[Document | Unread]]) -> None:
        self._read = read
        self._held: OrderedDict[tuple[str, str | None, int], Document] = OrderedDict()
        self._kept: dict[str, bytes] = {}

    def keep(self, document: Document) -> None:
        """Holds on to a text that cannot be read again."""
        self._kept[document.id] = zlib.compress(document.text.encode("utf-8", "surrogatepass"), 1)

    def drop(self, id: str) -> None:
        """Lets go of a text that was kept."""
        self._kept.pop(id, None)

    def forget(self, report: Report) -> None:
        """The text has changed: it is read afresh when it is needed next."""
        for key in [key for key in self._held if key[:2] == (report.id, report.path)]:
            del self._held[key]

    def page(self, report: Report, flag: Flag) -> Page:
        """The text that a flag stands in."""
        for key, document in self._held.items():
            if key[:2] == (report.id, report.path) and _within(document, flag):
                self._held.move_to_end(key)
                return Page(document, "", _span(document, flag))
        reason = "there is no such text any more"
        for item in self._pieces(report):
            if isinstance(item, Unread):
                reason = item.reason
            elif not item.more or _within(item, flag):
                self._hold(report, item)
                return Page(item, "", _span(item, flag))
        return Page(None, reason)

    def _pieces(self, report: Report) -> Iterator[Document | Unread]:
        kept = self._kept.get(report.id)
        if kept is not None:
            yield Document(report.id, report.path, zlib.decompress(kept).decode("utf-8", "surrogatepass"))
        else:
            yield from self._read(report)

    def _hold(self, report: Report, document: Document) -> None:
        self._held[report.id, report.path, document.offset] = document
        while len(self._held) > KEPT:
            self._held.popitem(last=False)


def _within(document: Document, flag: Flag) -> bool:
    return document.offset <= flag.span.start and flag.span.end <= document.offset + len(document.text)


def _span(document: Document, flag: Flag) -> Span | None:
    """Where a flag's words stand; where the text has changed since the check, the nearest place that has them."""
    start, end = flag.span.start - document.offset, flag.span.end - document.offset
    text = document.text
    if 0 <= start <= end <= len(text) and (text[start:end] == flag.text or not flag.text):
        return Span(start, end)
    if not flag.text:
        return None
    before = text.rfind(flag.text, 0, max(0, start) + len(flag.text))
    after = text.find(flag.text, max(0, start))
    found = [at for at in (before, after) if at >= 0]
    if not found:
        return None
    at = min(found, key=lambda it: abs(it - start))
    return Span(at, at + len(flag.text))
