"""Mending: the remedy, the editor's own editor, and checking again."""

import subprocess

from rich.text import Text
from textual.app import SuspendNotSupported
from textual.message import Message

from compliance.desk.editor import NoEditor, editor_command
from compliance.desk.remedy import Edit, mend
from compliance.model import Report
from compliance.output.escape import visible
from tui.base import DeskBase
from tui.deciding import WRONG
from tui.dialogs import Reading


class Mending(DeskBase):
    """The commands that change a document."""

    class Rechecked(Message):
        """A document has been checked again: its number, and the report, or why there is none."""

        def __init__(self, number: int, report: Report | None, reason: str = "") -> None:
            super().__init__()
            self.number, self.report, self.reason = number, report, reason

    busy = False

    def do_fix(self) -> None:
        """Shows what the remedy would take out, and asks."""
        item, report = self.desk.item, self.desk.report
        if item is None or report is None:
            return
        try:
            page = self.bench.page(report, item.flag)
            if page.document is None or (page.span is None and not item.flag.values.get("paste")):
                self.say("the words are not in the text any more; R checks it again", wrong=True)
                return
            edit = mend(page.document, item.flag)
        except WRONG as error:
            self.say(f"{error}; e opens the editor", wrong=True)
            return
        what = "goes what is struck out" if edit.gone else "comes what is underlined"
        body = Text(f"{visible(item.flag.remedy)}\n\n{'Out of' if edit.gone else 'Into'} {visible(edit.path)} {what}:\n\n")
        body.append_text(preview(edit))
        self.ask(Reading("The remedy", body, "Take it out" if edit.gone else "Put it in"), lambda yes: self._fix(edit))

    def do_edit(self) -> None:
        """Opens the text in the editor's own editor, and checks it again afterwards."""
        item, report = self.desk.item, self.desk.report
        if item is None or report is None:
            return
        if report.path is None or report.path.startswith("<"):
            self.say("the text is not a file that could be opened", wrong=True)
            return
        try:
            command = editor_command(report.path, item.flag.position)
            with self.app.suspend():
                status = self.open_editor(command)
        except (NoEditor, OSError) as error:
            self.say(str(error), wrong=True)
            return
        except SuspendNotSupported:
            self.say("there is no editor here; edit the file where it lies, then R checks it again", wrong=True)
            return
        if status:
            self.say(f"{command[0]} ended with {status}", wrong=True)
        self.checked(item.report)

    def do_recheck(self) -> None:
        """Checks the document again."""
        if self.desk.item is not None:
            self.checked(self.desk.item.report)

    def open_editor(self, command: list[str]) -> int:
        """Runs the editor in the terminal, and gives its status."""
        return subprocess.call(command)  # noqa: S603 - the user's own EDITOR

    def checked(self, number: int) -> None:
        """Checks a document again, beside the screen."""
        if number < 0 or self.busy:
            return
        self.busy = True
        self.say("checking it again …")
        report = self.desk.current(number)

        def work() -> None:
            try:
                message = self.Rechecked(number, self.bench.recheck(report))
            except Exception as error:  # noqa: BLE001 - whatever it is, the desk stays
                message = self.Rechecked(number, None, f"{type(error).__name__}: {error}")
            self.post_message(message)

        self.run_worker(work, thread=True, group="check", exit_on_error=False)

    def on_mending_rechecked(self, event: Rechecked) -> None:
        """Puts the new report in place of the old one."""
        self.busy = False
        if event.report is None:
            self.say(f"it could not be checked again: {event.reason}", wrong=True)
            return
        before = len(self.desk.flags_of(event.number))
        self.desk.replace(event.number, event.report)
        if self.going_to is not None:
            self.desk.find(*self.going_to)
            self.going_to = None
        after = len(self.desk.flags_of(event.number))
        self.changed()
        told = f"checked again: {before} flags before, {after} now"
        self.say(f"it could not be checked again: {event.report.reason}" if event.report.reason else told, wrong=bool(event.report.reason))

    def _fix(self, edit: Edit) -> None:
        item = self.desk.item
        if item is None:
            return
        try:
            self.desk.fix(edit)
        except WRONG as error:
            self.say(str(error), wrong=True)
            return
        self.checked(item.report)


def preview(edit: Edit) -> Text:
    """What goes, struck out, and what comes, underlined, between what stays."""
    made = Text("…" if edit.before else "")
    made.append(_plain(edit.before))
    if edit.gone:
        made.append(f"[-{_plain(edit.gone)}-]", "strike bold reverse")
    if edit.come:
        made.append(f"{{+{_plain(edit.come)}+}}", "underline bold")
    made.append(_plain(edit.after))
    return made


def _plain(text: str) -> str:
    return "\n".join(visible(line) for line in text.split("\n"))
