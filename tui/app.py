"""The application: loads, shows the desk, and remembers where the editor was."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import App
from textual.command import Provider

from compliance.desk.bench import Bench
from compliance.desk.desk import Desk
from compliance.desk.docket import Docket
from compliance.desk.notes import Notes
from compliance.desk.resume import Place, resume, where
from tui.desk_screen import DeskScreen
from tui.loading import Loading
from tui.palette import Commands

REMEMBER = 1.0
"""Seconds after a move until the place is remembered; on leaving it is at once."""


class ReviewApp(App[Exception | None]):
    """The editor's desk. Its return value is the error that kept it from opening, if one did."""

    TITLE = "compliance review"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {Commands}

    def __init__(
        self, bench: Bench, docket: Docket, notes: Notes, place: Place | None = None, remember: Callable[[Place], object] = lambda place: None,
        what: str = "Checking …",
    ) -> None:  # fmt: skip
        super().__init__()
        self._bench, self._docket, self._notes = bench, docket, notes
        self._place, self._remember, self._what = place or Place(), remember, what
        self._due = False
        self._desk: Desk | None = None

    @property
    def desk(self) -> DeskScreen:
        """The desk's screen, once it is there."""
        return next(screen for screen in self.screen_stack if isinstance(screen, DeskScreen))

    @property
    def laid(self) -> Desk | None:
        """The desk as it is now, or was left; None where it was never laid."""
        return self._desk

    def on_mount(self) -> None:
        """Loads."""
        if self._place.theme in self.available_themes:
            self.theme = self._place.theme
        self.push_screen(Loading(self._load, self._what))

    def on_loading_loaded(self, event: Loading.Loaded) -> None:
        """Shows the desk."""
        self._desk = event.desk
        self.switch_screen(DeskScreen(event.desk, self._bench, self._notes))

    def on_loading_failed(self, event: Loading.Failed) -> None:
        """Ends, and hands the error on."""
        self.exit(event.error, return_code=1)

    def on_desk_screen_moved(self) -> None:
        """Remembers the place, but not at every key."""
        if not self._due:
            self._due = True
            self.set_timer(REMEMBER, self.keep_place)

    def on_unmount(self) -> None:
        """Remembers the place."""
        self.keep_place()

    def keep_place(self) -> None:
        """Remembers the place now."""
        self._due = False
        if self._desk is not None:
            self._remember(where(self._desk, self.theme))

    def _load(self, told: Callable[[int, int], None]) -> Desk:
        desk = Desk(self._bench.reports(told), self._docket)
        desk.warm()
        resume(desk, self._place)
        return desk
