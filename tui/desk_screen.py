"""The desk's screen: the list, the text, what is known of the flag, and the keys."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Footer, Static

from compliance.desk.commands import COMMANDS
from compliance.desk.detail import rows
from compliance.desk.items import source_of
from compliance.desk.possible import why_not
from compliance.desk.sides import Sides
from compliance.desk.summary import nothing, standing
from compliance.desk.texts import Page
from compliance.model import Flag, Report
from compliance.output.escape import visible
from tui.beside import Beside
from tui.deciding import Deciding
from tui.going import Going
from tui.looking import Looking
from tui.mending import Mending
from tui.page import PageView
from tui.panel import Panel
from tui.queue import Queue

FOOTER = ("accept", "dismiss", "waive", "next", "open", "undo", "filter", "help", "quit")
"""Commands that the footer shows; 80 columns hold no more."""
LATELY = 4
"""Steps of the stack that are always in sight, where there is room."""
OTHERS = 3.0
"""Seconds between two looks at what others have decided."""


def _bindings() -> list[BindingType]:
    return [
        Binding(command.keys, f"do('{command.word}')", command.label, show=command.word in FOOTER, id=f"desk.{command.word}", tooltip=command.about)
        for command in COMMANDS.values()
    ]


class DeskScreen(Going, Deciding, Mending, Looking):
    """Everything on one screen."""

    DEFAULT_CSS = """
    DeskScreen { layout: vertical; }
    DeskScreen #place { height: 1; background: $primary; color: $background; text-style: bold; padding: 0 1; }
    DeskScreen #said { height: 1; padding: 0 1; color: $text-accent; }
    DeskScreen #said.-wrong { color: $text-error; text-style: bold; }
    DeskScreen #left { width: 28; border-right: solid $primary-muted; }
    DeskScreen #queue { height: 1fr; }
    DeskScreen #stack { height: auto; max-height: 6; border-top: solid $primary-muted; display: none; color: $text-muted; }
    DeskScreen #right { width: 1fr; }
    DeskScreen #page, DeskScreen #beside { height: 1fr; }
    DeskScreen #beside { display: none; }
    DeskScreen #panel { height: 9; border-top: solid $primary-muted; }
    DeskScreen #panel.-scrolls { border-top: heavy $accent; }
    DeskScreen #nothing { display: none; height: 1fr; content-align: center middle; }
    DeskScreen.-wide #left { width: 44; }
    DeskScreen.-tall #panel { height: 16; }
    DeskScreen.-tall #stack { display: block; }
    DeskScreen.-zoomed #left, DeskScreen.-zoomed #panel { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = _bindings()
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - as textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (36, "-tall")]  # noqa: RUF012 - as textual declares it

    class Ready(Message):
        """A text has been read for a flag of that number, with both passages where it is about a source."""

        def __init__(self, number: int, page: Page, sides: Sides | None) -> None:
            super().__init__()
            self.number, self.page, self.sides = number, page, sides

    class Moved(Message):
        """The editor is somewhere else, or has decided: worth remembering."""

    shown = -1
    """The number of the item whose text is on the screen; -1 while none is."""
    _reading = False
    _held: tuple[Report, Page] | None = None

    def compose(self) -> ComposeResult:
        """List left, text and panel right."""
        yield Static("", id="place", markup=False)
        with Horizontal():
            with Vertical(id="left"):
                yield Queue(self.desk)
                yield Static("", id="stack", markup=False)
            with Vertical(id="right"):
                yield Static("", id="nothing", markup=False)
                yield PageView()
                yield Beside()
                yield Panel()
        yield Static("", id="said", markup=False)
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """The first flag."""
        self.changed()
        self.set_interval(OTHERS, self._look_at_others)

    def action_do(self, word: str) -> None:
        """Carries out a command, or says why not."""
        why = why_not(self.desk, word)
        if why:
            self.say(why)
        else:
            getattr(self, f"do_{word}")()

    def moved(self) -> None:
        """Shows the flag at which the editor is."""
        self.query_one(Queue).show_place()
        self._tell()

    def changed(self) -> None:
        """Shows other flags, or another order."""
        self.shown = -1
        self.query_one(Queue).lay_out()
        self._tell()

    def changed_flags(self) -> None:
        """Shows what has been decided."""
        self.moved()
        rows = self.desk.stack.rows()
        told = [f"{'·' if stands else '↶'} {visible(step.label)}" for stands, step in rows[-LATELY:]]
        self.query_one("#stack", Static).update("\n".join(told) if told else "")

    def on_queue_chosen(self, event: Queue.Chosen) -> None:
        """A row was clicked."""
        self.desk.go(event.at)
        self.moved()

    def on_page_view_chosen(self, event: PageView.Chosen) -> None:
        """Flagged words were clicked."""
        if event.number in self.desk.order[max(0, self.desk.at - 500) : self.desk.at + 500]:
            self.desk.go(self.desk.order.index(event.number))
            self.moved()

    def on_desk_screen_ready(self, event: Ready) -> None:
        """Shows the text that was read, unless the editor has gone on."""
        self._reading = False
        here = self.desk.order[self.desk.at] if self.desk.order else -1
        if here != event.number:
            self._read()
            return
        report = self.desk.report
        self._held = (report, event.page) if report is not None else None
        self._show(here, event.page, event.sides)

    def _show(self, here: int, text: Page, sides: Sides | None) -> None:
        item = self.desk.items[here]
        page, beside = self.query_one(PageView), self.query_one(Beside)
        both = sides is not None and not self.document
        page.display, beside.display = not both, both
        if both and sides is not None:
            beside.show(sides)
        first = self.desk.first_of(item.report)
        page.show(text, [(first + at, it) for at, it in enumerate(self.desk.flags_of(item.report))], here)
        self.shown = here

    def _tell(self) -> None:
        self.query_one("#place", Static).update(visible(standing(self.desk)), layout=False)
        item, report = self.desk.item, self.desk.report
        empty = item is None or report is None
        blank = self.query_one("#nothing", Static)
        blank.display = empty
        self.query_one(Panel).display = not empty
        if item is None or report is None:
            blank.update(visible(nothing(self.desk)))
            self.query_one(PageView).display = self.query_one(Beside).display = False
            return
        notes = self.notes.on(self.desk.docket.name(report), item.flag.identity)
        self.query_one(Panel).show(rows(item.flag, report, notes))
        self._read()
        self.post_message(self.Moved())

    def _read(self) -> None:
        """Reads the text beside the screen, one at a time: whoever goes fast sees where he stops."""
        item, report = self.desk.item, self.desk.report
        if item is None or report is None:
            return
        number = self.desk.order[self.desk.at]
        text = self._text_of(report, item.flag)
        if text is not None:
            self._show(number, text, None)
            return
        if self._reading:
            return
        self._reading = True

        def work() -> None:
            sides: Sides | None = None
            try:
                page = self.bench.page(report, item.flag)
                sides = self.bench.sides(item.flag) if source_of(item.flag) else None
            except Exception as error:  # noqa: BLE001 - whatever it is, the desk stays
                page = Page(None, f"{type(error).__name__}: {error}")
            self.post_message(self.Ready(number, page, sides))

        self.run_worker(work, thread=True, group="read", exit_on_error=False)

    def _text_of(self, report: Report, flag: Flag) -> Page | None:
        """The text that is on the screen already, where it has the flag's words; a reuse flag needs its source too."""
        if self._held is None or self._held[0] is not report or source_of(flag):
            return None
        document = self._held[1].document
        span = self._held[1].span_of(flag)
        return Page(document, "", span) if span is not None else None

    def _look_at_others(self) -> None:
        from compliance.decisions import LogError

        try:
            if self.desk.refresh():
                self.moved()
                self.say("somebody else has decided; it is taken over")
        except LogError as error:
            self.say(str(error), wrong=True)
