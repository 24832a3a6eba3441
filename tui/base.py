"""What the parts of the desk's screen have in common."""

from collections.abc import Callable
from typing import Any

from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from compliance.desk.bench import Bench
from compliance.desk.desk import Desk
from compliance.desk.notes import Notes
from compliance.output.escape import visible


class DeskBase(Screen[None]):
    """The desk, what it asks its surroundings, and a line for what has just happened.

    `going_to` is the flag to go to when its document has been checked again.
    """

    def __init__(self, desk: Desk, bench: Bench, notes: Notes) -> None:
        super().__init__(id="desk")
        self.desk, self.bench, self.notes = desk, bench, notes
        self.said = ""
        self.going_to: tuple[str, str, str] | None = None

    def say(self, text: str, wrong: bool = False) -> None:
        """Says what has happened, or why it has not."""
        self.said = text
        line = self.query_one("#said", Static)
        line.update(visible(text), layout=False)
        line.set_class(wrong, "-wrong")

    def ask(self, dialog: ModalScreen[Any], then: Callable[[Any], None]) -> None:
        """Opens a dialog, and hands on the answer where there is one."""
        self.app.push_screen(dialog, lambda told: then(told) if told else None)

    def moved(self) -> None:
        """The place has changed."""

    def changed(self) -> None:
        """What is shown has changed: other flags, or another order."""

    def changed_flags(self) -> None:
        """What is decided has changed, and perhaps the place."""

    def checked(self, number: int) -> None:
        """A document's file has changed: it is to be checked again."""
