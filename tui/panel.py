"""What is known of the present flag: what, why, whose, what was decided, the remedy and the evidence."""

from collections.abc import Iterable

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from compliance.desk.detail import Row
from compliance.output.escape import visible
from compliance.output.frame import block, label
from compliance.output.wrap import Line
from compliance.output.wrap import Segment as Piece
from tui.paint import STYLES

LONGEST = 2_000
"""Code points of one row that are shown."""
_LOUD = {"what", "decided", "lapsed"}


class Panel(ScrollView, can_focus=False):
    """The rows of a flag, a word left of each; drawn a line at a time."""

    DEFAULT_CSS = """
    Panel {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
    }
    """

    def __init__(self) -> None:
        super().__init__(id="panel")
        self._rows: list[Row] = []
        self._lines: list[Line] = []
        self._columns = 0

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return tuple(self._rows)

    def show(self, rows: Iterable[Row]) -> None:
        """Shows the rows of another flag."""
        self._rows = list(rows)
        self._lay_out()
        self.scroll_to(y=0, animate=False, force=True)

    def on_resize(self, event: events.Resize) -> None:
        """Other columns, other lines."""
        if self.scrollable_content_region.width != self._columns:
            self._lay_out()

    def render_line(self, y: int) -> Strip:
        """One line of what is in sight."""
        room, base = self.scrollable_content_region.width, self.rich_style
        number = y + round(self.scroll_y)
        if number >= len(self._lines):
            return Strip.blank(room, base)
        pieces = [Segment(text, base + STYLES[style] if style in STYLES else base) for style, text in self._lines[number]]
        return Strip(pieces).crop(0, room).extend_cell_length(room, base)

    def _lay_out(self) -> None:
        self._columns = self.scrollable_content_region.width
        self._lines = []
        for word, text in self._rows:
            told = visible(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")
            self._lines += block(label(word), [Piece("strong" if word in _LOUD else "", told)], max(30, self._columns))
        self.virtual_size = Size(max(1, self.scrollable_content_region.width), len(self._lines))
        self.refresh()

