"""Deciding: every decision is on the record when its dialog has closed."""

from collections.abc import Callable
from datetime import UTC, datetime

from compliance.decisions import Action, BadEntry, LogError, now
from compliance.desk.dates import DateError, until
from compliance.desk.desk import DeskError, Reach
from compliance.desk.docket import Choice
from compliance.desk.remedy import NoRemedy
from compliance.desk.steps import Step
from tui.base import DeskBase
from tui.dialogs import Choose, Dialog, Field

REASONS = 5
"""Earlier reasons that a dialog offers."""

WRONG = (DeskError, LogError, BadEntry, NoRemedy, OSError)
"""What may keep a decision off the record."""

_ASKS = {Action.ACCEPTED: "Accept", Action.DISMISSED: "Dismiss", Action.WAIVED: "Waive"}
_MEANS = {
    Action.ACCEPTED: "It is right, and the text may run as it is.",
    Action.DISMISSED: "It is a false alarm.",
    Action.WAIVED: "It is right, and does not count until the date is over.",
}


class Deciding(DeskBase):
    """The commands that decide, and that take decisions back."""

    def do_accept(self) -> None:
        """Asks why it may run."""
        self._asks(Action.ACCEPTED, Reach.HERE)

    def do_dismiss(self) -> None:
        """Asks why it is a false alarm."""
        self._asks(Action.DISMISSED, Reach.HERE)

    def do_waive(self) -> None:
        """Asks until when it does not count, and why."""
        self._asks(Action.WAIVED, Reach.HERE)

    def do_acceptall(self) -> None:
        """The same for the same text everywhere."""
        self._asks(Action.ACCEPTED, Reach.EVERYWHERE)

    def do_dismissall(self) -> None:
        """The same for the same text everywhere."""
        self._asks(Action.DISMISSED, Reach.EVERYWHERE)

    def do_waiveall(self) -> None:
        """The same for the same text everywhere."""
        self._asks(Action.WAIVED, Reach.EVERYWHERE)

    def do_same(self) -> None:
        """Asks how to decide the open flags of a group."""
        group = self.desk.groups[self.desk.group]
        count = sum(self.desk.items[it].open for it in self.desk.order[group.start : group.start + group.size])
        if not count:
            self.say("every flag of this group has been decided")
            return
        choices = [("a", "accept"), ("d", "dismiss"), ("w", "waive until a date")]
        actions = {"a": Action.ACCEPTED, "d": Action.DISMISSED, "w": Action.WAIVED}
        self.ask(Choose(f"All {count:,} open flags of {group.title}", choices), lambda letter: self._asks(actions[letter], Reach.GROUP))

    def do_repeat(self) -> None:
        """Decides as the last time."""
        self._try(self.desk.repeat)

    def do_note(self) -> None:
        """Asks for a note."""
        self.ask(Dialog("Note", "It stands beside the flag and decides nothing.", [Field("note", "words")], _some("note", "words"), confirm="Note"), self._note)

    def do_undo(self) -> None:
        """Takes the last step back."""
        self._turn(self.desk.undo, "taken back")

    def do_redo(self) -> None:
        """Does it again."""
        self._turn(self.desk.redo, "done again")

    def _asks(self, action: Action, reach: Reach) -> None:
        item = self.desk.item
        if item is None:
            return
        where = {Reach.HERE: "", Reach.EVERYWHERE: f" the same text everywhere ({len(self.desk.same()):,} here)", Reach.GROUP: " the whole group"}[reach]
        fields = [Field("until", "until: 2027-01-31, or 10d, 6w, 3m, 1y from today")] if action is Action.WAIVED else []
        fields.append(Field("reason", "why? it stays on the record"))
        dialog = Dialog(
            f"{_ASKS[action]}{where}", f"{_MEANS[action]} {item.flag.message}", fields, _check, self.reasons(), _ASKS[action],
        )  # fmt: skip
        self.ask(dialog, lambda told: self._decide(Choice(action, told["reason"].strip(), _until(told)), reach))

    def reasons(self) -> list[str]:
        """The latest reasons that were given here, each once."""
        labels = [entry.reason for step in reversed(self.desk.stack.done) for entry in step.entries[:1]]
        last = [self.desk.last.reason] if self.desk.last else []
        return list(dict.fromkeys([*last, *labels]))[:REASONS]

    def _decide(self, choice: Choice, reach: Reach) -> None:
        self._try(lambda: self.desk.decide(choice, reach))

    def _try(self, deciding: Callable[[], Step]) -> None:
        try:
            step = deciding()
        except WRONG as error:
            self.say(str(error), wrong=True)
            return
        left = self.desk.next_open()
        self.changed_flags()
        self.say(f"{step.label} · u takes it back" + ("" if left or self.desk.open else " · every flag shown has been decided"))

    def _note(self, told: dict[str, str]) -> None:
        item, report = self.desk.item, self.desk.report
        if item is None or report is None:
            return
        try:
            self.notes.add(self.desk.docket.name(report), item.flag.identity, told["note"], self.desk.docket.by, now())
        except LogError as error:
            self.say(str(error), wrong=True)
            return
        self.moved()
        self.say("noted")

    def _turn(self, turning: Callable[[], Step], said: str) -> None:
        try:
            step = turning()
        except WRONG as error:
            self.say(str(error), wrong=True)
            return
        self.changed_flags()
        stack = self.desk.stack
        self.say(f"{said}: {step.label} · {len(stack.done)} done, {len(stack.undone)} taken back")
        if step.edit is not None:
            number = next((number for number, report in enumerate(self.desk.reports) if report.id == step.key[0]), -1)
            self.going_to = step.key
            self.checked(number)


def _check(told: dict[str, str]) -> str:
    try:
        _until(told)
    except DateError as error:
        return str(error)
    return "" if told["reason"].strip() else "A reason is needed: it stays on the record."


def _until(told: dict[str, str]) -> str:
    return until(told["until"], datetime.now(UTC).date()) if "until" in told else ""


def _some(name: str, what: str) -> Callable[[dict[str, str]], str]:
    return lambda told: "" if told[name].strip() else f"There are no {what}."
