"""The two passages of a reuse flag, side by side, with what differs marked and the source's details above."""

from collections.abc import Iterable

from rich.text import Text
from textual import events
from textual.containers import VerticalScroll
from textual.widgets import Static

from compliance.desk.sides import Sides
from compliance.output.aligned import aligned_lines
from compliance.output.escape import visible
from compliance.output.found import source_line
from compliance.output.frame import Glyphs
from tui.paint import text_of


class Beside(VerticalScroll, can_focus=False):
    """Draft on the left, or above where there is little room; source on the right."""

    DEFAULT_CSS = """
    Beside { scrollbar-size-vertical: 1; }
    Beside > Static { width: 1fr; height: auto; }
    """

    def __init__(self) -> None:
        super().__init__(id="beside")
        self._sides: Sides | None = None
        self._static = Static("", markup=False)
        self._columns = 0

    def compose(self) -> Iterable[Static]:
        """One text."""
        yield self._static

    @property
    def sides(self) -> Sides | None:
        """What is shown."""
        return self._sides

    def show(self, sides: Sides) -> None:
        """Shows other passages."""
        self._sides = sides
        self._draw()
        self.scroll_home(animate=False)

    def on_resize(self, event: events.Resize) -> None:
        """Other columns, other lines."""
        if self._sides is not None and self.scrollable_content_region.width != self._columns:
            self._draw()

    def _draw(self) -> None:
        sides = self._sides
        if sides is None:
            return
        self._columns = self.scrollable_content_region.width
        columns = max(30, self.scrollable_content_region.width - 1)
        made = Text("in   ", "dim", end="")
        made.append(visible(source_line(sides.source)), "bold")
        made.append("\n\n")
        if sides.theirs:
            marked = Glyphs()  # with signs as well as styles: what differs is seen without colour
            made.append_text(text_of(aligned_lines(sides.ours, sides.theirs, columns, marked)))
        else:
            made.append(visible(sides.ours))
            made.append(f"\n\nThe source's passage is not at hand: {visible(sides.reason)}.", "italic")
        self._static.update(made)
