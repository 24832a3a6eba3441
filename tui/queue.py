"""The list of flags in their groups. Rows are drawn when they are seen, so that a hundred thousand cost no more than ten."""

from bisect import bisect_right
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from compliance.desk.desk import Desk
from compliance.desk.grouping import Grouping
from compliance.desk.signs import isolated
from compliance.output.escape import visible
from compliance.output.names import source_of
from tui.paint import LETTERS, mark

_LONGEST = 400  # code points of a message that may reach a row


class Queue(ScrollView, can_focus=False):
    """The list; the row of the flag at which the editor is stands out and is kept in sight."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"queue--group", "queue--here", "queue--error", "queue--warning", "queue--note", "queue--settled"}
    DEFAULT_CSS = """
    Queue {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        .queue--group { text-style: bold; color: $text-accent; }
        .queue--here { background: $background; color: $primary; text-style: bold reverse; }
        .queue--error { color: $text-error; text-style: bold; }
        .queue--warning { color: $text-warning; }
        .queue--note { text-style: none; }
        .queue--settled { text-style: dim; }
    }
    """

    class Chosen(Message):
        """Somebody clicked a row: the place in the order."""

        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="queue")
        self.desk = desk
        self._starts: list[int] = []

    def lay_out(self) -> None:
        """The desk shows other flags, or in another order."""
        self._starts = [group.start + number for number, group in enumerate(self.desk.groups)]
        self.virtual_size = Size(max(1, self.scrollable_content_region.width), self.desk.count + len(self._starts))
        self.show_place()

    def show_place(self) -> None:
        """The desk's place, or what is known of its flags, has changed."""
        if self.desk.order and self.size.height:
            row = self.row_of(self.desk.at)
            head = row - 1 if row - 1 in self._starts[self.desk.group : self.desk.group + 1] else row
            top, height = round(self.scroll_y), max(1, self.size.height)
            if head < top or row >= top + height:
                self.scroll_to(y=max(0, row - height // 2), animate=False, force=True)
        self.refresh()

    def row_of(self, at: int) -> int:
        """The row of a place in the order."""
        return at + self.desk.group_of(at) + 1

    def at_row(self, row: int) -> int | None:
        """The place in the order that a row shows: of a group's head its first flag; None below the last."""
        number = bisect_right(self._starts, row) - 1
        if number < 0 or row >= self.desk.count + len(self._starts):
            return None
        return max(self.desk.groups[number].start, row - number - 1)

    def render_line(self, y: int) -> Strip:
        """One row of what is in sight."""
        width = self.scrollable_content_region.width
        row = y + round(self.scroll_y)
        at = self.at_row(row)
        base = self.rich_style
        if at is None:
            return Strip.blank(width, base)
        number = bisect_right(self._starts, row) - 1
        if self._starts[number] == row:
            group = self.desk.groups[number]
            count = f" {group.size:,}"
            title = _cut(visible(group.title[:_LONGEST]), width - cell_len(count) - 1, keep_end=self.desk.grouping is Grouping.DOCUMENT)
            return _strip([(title + count, base + self.get_component_rich_style("queue--group", partial=True))], width, base)
        return self._item(at, width, base)

    def on_resize(self, event: events.Resize) -> None:
        """The place stays in sight."""
        self.show_place()

    def on_click(self, event: events.Click) -> None:
        """Goes to the row that was clicked."""
        at = self.at_row(event.y + round(self.scroll_y))
        if at is not None:
            self.post_message(self.Chosen(at))

    def _item(self, at: int, width: int, base: Style) -> Strip:
        item = self.desk.items[self.desk.order[at]]
        flag = item.flag
        here = at == self.desk.at
        lead = f"{'>' if here else ' '}{mark(item)}{LETTERS[flag.severity]} "
        place = f"{flag.position.line}:{flag.position.column}"
        if self.desk.grouping is not Grouping.DOCUMENT:
            name = visible(source_of(self.desk.reports[item.report]))
            place = f"{_cut(name, max(8, width // 2 - len(place)), keep_end=True)}:{place}"
        message = set_cell_size(visible(flag.message[:_LONGEST]), max(0, width - cell_len(f"{lead}{place} "))).rstrip()
        opening, closing = isolated(f"{place}{message}")
        text = f"{lead}{opening}{place} {message}{closing}"
        kind = "here" if here else flag.severity.value if item.open else "settled"
        return _strip([(text, base + self.get_component_rich_style(f"queue--{kind}", partial=True))], width, base)


def _strip(pieces: list[tuple[str, Style]], width: int, base: Style) -> Strip:
    strip = Strip([Segment(text, style) for text, style in pieces])
    style = pieces[-1][1] if pieces else base
    return strip.crop(0, width).extend_cell_length(width, style)


def _cut(text: str, width: int, keep_end: bool = False) -> str:
    """A text in at most so many columns; of a path the end tells more."""
    if cell_len(text) <= width:
        return text
    if width < 2:
        return ""
    if keep_end:
        return "…" + set_cell_size(text[::-1], width - 1)[::-1].strip()
    return set_cell_size(text, width - 1).rstrip() + "…"
