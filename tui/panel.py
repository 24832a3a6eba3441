"""What is known of the present flag: what, why, whose, what was decided, the remedy and the evidence."""

from collections.abc import Iterable

from rich.style import Style
from rich.table import Table
from rich.text import Text
from textual.containers import VerticalScroll
from textual.widgets import Static

from compliance.desk.detail import Row
from compliance.desk.signs import isolated
from compliance.output.escape import visible

LONGEST = 2_000
"""Code points of one row that are shown."""
_LOUD = {"what", "decided", "lapsed"}


class Panel(VerticalScroll, can_focus=False):
    """The rows of a flag, a word left of each."""

    DEFAULT_CSS = """
    Panel { padding: 0 1; scrollbar-size-vertical: 1; }
    Panel > Static { width: 1fr; height: auto; }
    """

    def __init__(self) -> None:
        super().__init__(id="panel")
        self._rows: list[Row] = []
        self._static = Static("", markup=False)

    def compose(self) -> Iterable[Static]:
        """One text."""
        yield self._static

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return tuple(self._rows)

    def show(self, rows: Iterable[Row]) -> None:
        """Shows the rows of another flag."""
        self._rows = list(rows)
        table = Table.grid(padding=(0, 1, 0, 0))
        table.add_column(justify="right", no_wrap=True, style=Style(dim=True))
        table.add_column(overflow="fold")
        for word, text in self._rows:
            told = visible(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")
            opening, closing = isolated(told)
            table.add_row(Text(word), Text(f"{opening}{told}{closing}", Style(bold=True) if word in _LOUD else Style()))
        self._static.update(table)
        self.scroll_home(animate=False)
