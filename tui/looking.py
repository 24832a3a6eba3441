"""Looking: filters, the stack, help, copies, exports, themes."""

from rich.table import Table
from rich.text import Text
from textual.containers import VerticalScroll
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.widget import Widget

from compliance.desk.commands import COMMANDS, GROUPS, Command, signs
from compliance.desk.filters import Filter, FilterError, parse
from compliance.desk.items import place, source_of
from compliance.desk.possible import why_not
from compliance.output.escape import visible
from compliance.output.phrases import plural
from tui.base import DeskBase
from tui.dialogs import Dialog, Field, Reading

THEMES = ("textual-dark", "textual-light", "nord", "gruvbox", "solarized-light", "textual-ansi")


class Looking(DeskBase):
    """The commands that change what is seen."""

    class Exported(Message):
        """An export has ended: what was written, or why nothing was."""

        def __init__(self, said: str, wrong: bool) -> None:
            super().__init__()
            self.said, self.wrong = said, wrong

    document = False
    """Whether the document is shown for a reuse flag too, in place of both passages."""
    pane = "page"

    def do_filter(self) -> None:
        """Asks what to show."""
        about = 'For example: error · open · severity=error,warning · kind=page_chrome · holder="Kestrel Wire" · rule=en. · document=wire/ · lapsed'
        field = Field("filter", "error open holder=NAME", str(self.desk.filter))
        self.ask(Dialog("Show only", about, [field], _check, confirm="Show"), lambda told: self._filter(parse(told["filter"])))

    def do_clear(self) -> None:
        """Shows everything."""
        self._filter(Filter())

    def do_sides(self) -> None:
        """Both passages, or the document."""
        self.document = not self.document
        self.moved()

    def do_zoom(self) -> None:
        """The text alone, or everything again."""
        self.toggle_class("-zoomed")

    def do_pane(self) -> None:
        """Which part scrolls."""
        self.pane = "panel" if self.pane == "page" else "page"
        for name in ("page", "beside", "panel"):
            self.query_one(f"#{name}").set_class((name == "panel") == (self.pane == "panel"), "-scrolls")
        self.say("the keys that scroll move what is known of the flag" if self.pane == "panel" else "the keys that scroll move the text")

    def do_forward(self) -> None:
        """A screenful on."""
        self._scroll(1)

    def do_backward(self) -> None:
        """A screenful back."""
        self._scroll(-1)

    def do_history(self) -> None:
        """The stack."""
        rows = self.desk.stack.rows()
        body = Table.grid(padding=(0, 1, 0, 0))
        for stands, step in reversed(rows):
            style = "" if stands else "dim strike"
            body.add_row(Text("done" if stands else "undone", "bold" if stands else "dim"), Text(visible(step.label), style), Text(visible(step.key[0]), "dim"))
        said = body if rows else Text("Nothing has been done here yet.")
        self.app.push_screen(Reading(f"What was done here: {len(self.desk.stack.done)} · u takes back, U does again", said))

    def do_unread(self) -> None:
        """What was not checked."""
        body = Text()
        for report in self.desk.reports:
            if report.reason:
                body.append(f"{visible(report.path or report.id)}  ", "bold")
                body.append(f"{report.outcome}: {visible(report.reason)}\n")
        self.app.push_screen(Reading("Not checked", body))

    def do_help(self) -> None:
        """What can be done here, and what cannot be done now."""
        self.app.push_screen(Reading("What can be done here", help_text(self)))

    def do_copy(self) -> None:
        """Copies the flagged words."""
        if self.desk.item is not None:
            self.app.copy_to_clipboard(self.desk.item.flag.text or self.desk.item.flag.message)
            self.say("copied the flagged words")

    def do_cite(self) -> None:
        """Copies where it stands and what was found."""
        item, report = self.desk.item, self.desk.report
        if item is not None and report is not None:
            self.app.copy_to_clipboard(f"{place(report, item.flag)}: {item.flag.severity}: {item.flag.message} [{item.flag.rule}]")
            self.say("copied the place and what was found")

    def do_export(self) -> None:
        """Asks for a format and a file."""
        about = "As --output takes it, for example jsonl:report.jsonl, csv:flags.csv, sarif:compliance.sarif; with all that was decided."
        self.ask(Dialog("Export the report", about, [Field("spec", "FORMAT:PATH")], confirm="Write"), lambda told: self._export(told["spec"].strip()))

    def do_theme(self) -> None:
        """Other colours."""
        known = [name for name in THEMES if name in self.app.available_themes]
        at = known.index(self.app.theme) if self.app.theme in known else -1
        self.app.theme = known[(at + 1) % len(known)]
        self.say(f"colours: {self.app.theme}")

    def do_palette(self) -> None:
        """Commands by name."""
        self.app.action_command_palette()

    def do_quit(self) -> None:
        """Leaves."""
        self.app.exit()

    def on_looking_exported(self, event: Exported) -> None:
        """Says what became of it."""
        self.say(event.said, event.wrong)

    def _filter(self, chosen: Filter) -> None:
        self.desk.refilter(chosen)
        self.changed()
        self.say(f"{self.desk.count:,} {plural(self.desk.count, 'flag')} shown")

    def _scroll(self, pages: int) -> None:
        name = "panel" if self.pane == "panel" else "beside" if self.query_one("#beside").display else "page"
        widget: Widget = self.query_one(f"#{name}")
        assert isinstance(widget, ScrollView | VerticalScroll)  # noqa: S101 - says it to the type checker
        widget.scroll_relative(y=pages * max(1, widget.size.height - 1), animate=False)

    def _export(self, spec: str) -> None:
        self.say("writing …")
        numbers = range(len(self.desk.reports))

        def work() -> None:
            try:
                message = self.Exported(self.bench.export(spec, (self.desk.current(number) for number in numbers)), False)
            except (ValueError, OSError) as error:
                message = self.Exported(str(error), True)
            self.post_message(message)

        self.run_worker(work, thread=True, group="export", exit_on_error=False)


def help_text(screen: Looking) -> Table:
    """The commands in their groups; of each that would do nothing now, why."""
    item = screen.desk.item
    body = Table.grid(padding=(0, 1, 0, 0))
    body.add_column(no_wrap=True, style="bold", justify="right")
    body.add_column()
    if item is not None:
        here = "open: a, d or w decides" if item.open else "decided; deciding again replaces that"
        both = ", and a passage of another text: b shows both" if source_of(item.flag) else ""
        body.add_row("here", Text(f"This flag is {here}{both}."))
    for group, title in GROUPS.items():
        body.add_row("", "")
        body.add_row("", Text(title, "bold underline"))
        for command in COMMANDS.values():
            if command.group == group:
                body.add_row(signs(command), _about(command, why_not(screen.desk, command.word)))
    return body


def _about(command: Command, why: str) -> Text:
    made = Text(f"{command.label}: {command.about}", "dim" if why else "")
    if why:
        made.append(f" (not now: {why})", "dim")
    return made


def _check(told: dict[str, str]) -> str:
    try:
        parse(told["filter"])
    except FilterError as error:
        return str(error)
    return ""
