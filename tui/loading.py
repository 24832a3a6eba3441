"""While texts are checked, or a report is read: how far it is, and the way out."""

import time
from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import ProgressBar, Static

from compliance.desk.desk import Desk
from compliance.output.escape import visible

EVERY = 0.1
"""Seconds between two messages about how far it is."""


class Stopped(Exception):
    """The editor did not want to wait."""


class Loading(Screen[None]):
    """Runs `load`, beside the screen, with a function that is told how much is done; ends with its desk."""

    DEFAULT_CSS = """
    Loading { align: center middle; }
    Loading Vertical { width: 60; max-width: 96%; height: auto; }
    Loading Static { text-align: center; width: 1fr; }
    Loading ProgressBar { width: 1fr; }
    Loading Bar { width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,escape", "leave", "leave")]

    class Told(Message):
        """How much is done, and of how much; nought where that is not known."""

        def __init__(self, done: int, total: int) -> None:
            super().__init__()
            self.done, self.total = done, total

    class Loaded(Message, bubble=True):
        """The desk is laid."""

        def __init__(self, desk: Desk) -> None:
            super().__init__()
            self.desk = desk

    class Failed(Message, bubble=True):
        """It could not be laid; the error says why."""

        def __init__(self, error: Exception) -> None:
            super().__init__()
            self.error = error

    def __init__(self, load: Callable[[Callable[[int, int], None]], Desk], what: str) -> None:
        super().__init__()
        self._load, self._what = load, what
        self._due = 0.0
        self._stopped = False

    def compose(self) -> ComposeResult:
        """A sentence and a bar."""
        with Vertical():
            yield Static(visible(self._what), markup=False)
            yield ProgressBar(show_eta=False)
            yield Static("q leaves", markup=False)

    def on_mount(self) -> None:
        """Begins."""
        self.run_worker(self._work, thread=True, exit_on_error=False)

    def on_loading_told(self, event: Told) -> None:
        """Draws how far it is."""
        self.query_one(ProgressBar).update(total=event.total or None, progress=event.done)

    def action_leave(self) -> None:
        """Ends everything; nothing has been decided yet."""
        self._stopped = True
        self.app.exit()

    def _work(self) -> None:
        try:
            desk = self._load(self._told)
        except Stopped:
            return
        except Exception as error:  # noqa: BLE001 - the application hands it on
            self.post_message(self.Failed(error))
            return
        self.post_message(self.Loaded(desk))

    def _told(self, done: int, total: int) -> None:
        if self._stopped:
            raise Stopped
        now = time.monotonic()
        if now >= self._due:
            self._due = now + EVERY
            self.post_message(self.Told(done, total))
