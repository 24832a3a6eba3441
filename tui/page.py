"""The document, every flag's words marked, those of the present flag in the middle; drawn a row at a time."""

from itertools import pairwise
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from compliance.desk.items import Item
from compliance.desk.signs import Rows, isolated, rows_of, shown
from compliance.desk.texts import Page as Text
from compliance.model import Document, Severity, Span
from compliance.output.wrap import width

REACH = 30_000
"""Code points on either side of the present words that are laid out; of a longer text the rest is counted."""
MARGIN = 6_000
"""Code points that must be laid out on either side where there are any, or the stretch moves along."""


class Mark(NamedTuple):
    """A stretch of the text that a flag is about; `at` is the number of its item."""

    start: int
    end: int
    kind: str
    at: int


class PageView(ScrollView, can_focus=False):
    """The document that the present flag stands in."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"page--here", "page--error", "page--warning", "page--note", "page--settled", "page--number", "page--said"}
    DEFAULT_CSS = """
    PageView {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        .page--here { background: $background; color: $primary; text-style: bold reverse; }
        .page--error { color: $text-error; text-style: underline bold; }
        .page--warning { color: $text-warning; text-style: underline; }
        .page--note { color: $text-accent; text-style: underline; }
        .page--settled { text-style: underline dim; }
        .page--number { text-style: dim; }
        .page--said { text-style: italic dim; }
    }
    """

    class Chosen(Message):
        """Somebody clicked the words of a flag: the number of its item."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self) -> None:
        super().__init__(id="page")
        self._document: Document | None = None
        self._rows: Rows | None = None
        self._numbers: list[int] = []
        self._marks: list[Mark] = []
        self._here: Span | None = None
        self._said = ""
        self._columns = 0
        self._gutter = 2
        self._last = 1

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is marked, in the order of the text."""
        return tuple(self._marks)

    @property
    def here(self) -> Span | None:
        """The present flag's words in the text that is shown."""
        return self._here

    @property
    def text(self) -> str:
        """The text that is shown."""
        return self._document.text if self._document else ""

    def show(self, page: Text, items: list[tuple[int, Item]], here: int) -> None:
        """Shows a text with the words of some flags, given with their numbers, marked; `here` is the number of the one that is
        centred."""
        if page.document is None:
            self._nothing(page.reason, items, here)
            return
        marks = []
        for number, item in items:
            span = page.span if number == here else page.span_of(item.flag)
            if span is not None:
                kind = "here" if number == here else item.flag.severity.value if item.open else "settled"
                marks.append(Mark(span.start, span.end, kind, number))
        self._marks = sorted(marks)
        self._said = "" if page.span is not None else "The text has changed since it was checked: these words are gone. R checks it again."
        fresh = page.document is not self._document
        self._document, self._here = page.document, page.span
        self._lay_out(fresh)
        self._centre()

    def on_resize(self, event: events.Resize) -> None:
        """Other columns, other rows."""
        if self._document is not None and self._columns != self._room():
            self._lay_out(True)
            self._centre()

    def on_click(self, event: events.Click) -> None:
        """Goes to the flag whose words were clicked."""
        at = self._at(event.x, event.y + round(self.scroll_y))
        found = [mark for mark in self._marks if mark.start <= at < mark.end]
        if found:
            self.post_message(self.Chosen(min(found, key=lambda mark: mark.end - mark.start).at))

    def render_line(self, y: int) -> Strip:
        """One row of what is in sight."""
        room, base = self.scrollable_content_region.width, self.rich_style
        row = y + round(self.scroll_y) - self._lead
        rows = self._rows
        if rows is None or not -self._lead <= row < len(rows.starts):
            return Strip.blank(room, base)
        if row < 0:
            said = self._said if self._said and row == -self._lead else f"… {rows.start:,} characters before this"
            return Strip([Segment(shown(said), base + self._style("said"))]).crop(0, room).extend_cell_length(room, base)
        gutter = self._gutter
        number = self._numbers[row]
        lead = f"{number:>{gutter - 1}} " if number else " " * gutter
        start, end = rows.span(row)
        pieces = [Segment(lead, base + self._style("number")), *self._pieces(rows.text, start, end, base)]
        if row == len(rows.starts) - 1 and rows.end < len(rows.text):
            pieces.append(Segment(f" … {len(rows.text) - rows.end:,} more characters", base + self._style("said")))
        return Strip(pieces).crop(0, room).extend_cell_length(room, base)

    @property
    def _lead(self) -> int:
        """Rows above the text that say something of it."""
        return (self._rows is not None and self._rows.start > 0) + bool(self._said)

    def _room(self) -> int:
        return max(20, self.scrollable_content_region.width - self._gutter)

    def _style(self, kind: str) -> Style:
        return self.get_component_rich_style(f"page--{kind}", partial=True)

    def _nothing(self, reason: str, items: list[tuple[int, Item]], here: int) -> None:
        """The text is not at hand: what the report has of it stands in its place."""
        flag = next(item.flag for number, item in items if number == here)
        start = len(flag.before)
        text = flag.before + flag.text + flag.after
        self._document = Document("", None, text, line=flag.position.line)
        self._here = Span(start, start + len(flag.text))
        self._marks = [Mark(*self._here, "here", here)]
        self._said = f"The text is not at hand ({reason}); this is what the report has of it."
        self._lay_out(True)
        self._centre()

    def _lay_out(self, fresh: bool) -> None:
        document = self._document
        if document is None:
            return
        text, at = document.text, self._here.start if self._here else 0
        rows = self._rows
        if fresh:
            self._gutter = len(str(document.position(len(text)).line)) + 1
        columns = self._room()
        if not fresh and rows is not None and columns == self._columns and _roomy(rows, at):
            self._refresh_size()
            return
        start, end = max(0, at - REACH), min(len(text), at + REACH)
        if start and (line := text.find("\n", start, at)) >= 0:
            start = line + 1
        self._columns = columns
        self._rows = rows = rows_of(text, columns, start, end)
        first = document.position(start).line
        self._numbers = []
        self._last = first
        for place in rows.starts:
            begins = place == start or text[place - 1 : place] in ("\n", "\r")
            if begins and place > start:
                self._last = document.position(place).line if document.breaks else self._last + 1
            self._numbers.append(self._last if begins else 0)
        self._refresh_size()

    def _refresh_size(self) -> None:
        count = len(self._rows.starts) if self._rows else 0
        self.virtual_size = Size(max(1, self.scrollable_content_region.width), count + self._lead)
        self.refresh()

    def _centre(self) -> None:
        if self._rows is None or self._here is None:
            self.scroll_to(y=0, animate=False, force=True)
            return
        top = self._rows.row_of(self._here.start) + self._lead
        bottom = self._rows.row_of(max(self._here.start, self._here.end - 1)) + self._lead
        height = max(1, self.size.height)
        # Words that do not fit show their beginning.
        y = (top + bottom + 1 - height) // 2 if bottom - top < height else top
        self.scroll_to(y=max(0, y), animate=False, force=True)
        self.refresh()

    def _pieces(self, text: str, start: int, end: int, base: Style) -> list[Segment]:
        edges = {start, end}
        here = [mark for mark in self._marks if mark.start < end and mark.end > start]
        for mark in here:
            edges |= {max(start, mark.start), min(end, mark.end)}
        cuts = sorted(edges)
        opening, closing = isolated(text[start:end])
        pieces = [Segment(opening, base)] if opening else []
        column = 0
        for begun, ending in pairwise(cuts):
            kinds = [mark.kind for mark in here if mark.start <= begun and mark.end >= ending]
            kind = min(kinds, key=_RANK.index, default="")
            piece = shown(text[begun:ending], column)
            column += width(piece)
            pieces.append(Segment(piece, base + self._style(kind) if kind else base))
        if closing:
            pieces.append(Segment(closing, base))
        return pieces

    def _at(self, x: int, y: int) -> int:
        """The code point at a cell of the virtual screen."""
        rows, row = self._rows, y - self._lead
        if rows is None or not 0 <= row < len(rows.starts):
            return -1
        start, end = rows.span(row)
        column = self._gutter
        for at in range(start, end):
            column += width(shown(rows.text[at], column - self._gutter))
            if column > x:
                return at
        return -1


_RANK = ("here", *(severity.value for severity in Severity), "settled")


def _roomy(rows: Rows, at: int) -> bool:
    """Whether enough is laid out around a place."""
    before = rows.start == 0 or at - rows.start >= MARGIN
    return before and (rows.end == len(rows.text) or rows.end - at >= MARGIN) and rows.start <= at <= rows.end
