"""The desk line by line: a word and what goes with it in, lines of text out. For screen readers, serial lines and scripts.

Nothing is told by colour or by place, every answer says where one is, and what can be done on the screen can be done here.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from compliance.decisions import Action, BadEntry, LogError, now
from compliance.desk.bench import Bench
from compliance.desk.commands import COMMANDS
from compliance.desk.dates import DateError, until
from compliance.desk.desk import Desk, DeskError, Reach
from compliance.desk.detail import rows
from compliance.desk.docket import Choice
from compliance.desk.filters import Filter, FilterError, parse
from compliance.desk.grouping import Grouping
from compliance.desk.items import Item, place
from compliance.desk.notes import Notes
from compliance.desk.possible import why_not
from compliance.desk.prompt_views import around, both_sides, group_lines, help_lines, history_lines, remedy_lines, unread_lines
from compliance.desk.remedy import Edit, NoRemedy, take_out
from compliance.desk.steps import Step
from compliance.desk.summary import nothing, standing
from compliance.output.escape import visible
from compliance.rulebook.near import nearest

ONLY_ON_SCREEN = frozenset(("zoom", "pane", "forward", "backward", "theme", "palette"))
"""Commands about what a screen looks like."""
SHORT = {
    "n": "next", "p": "previous", "o": "open", "a": "accept", "d": "dismiss", "w": "waive", "s": "same", "r": "repeat", "u": "undo", "h": "history",
    "x": "fix", "e": "edit", "f": "filter", "b": "sides", "g": "jump", "/": "search", "?": "help", "q": "quit",
}  # fmt: skip
"""Letters that stand for words: those of the screen."""
MORE = {
    "show": "say again what is known of this flag",
    "text": "the text around it, a paragraph or so",
    "list": "the flags of this group, one a line",
    "yes": "do what was just shown",
}
"""Words of the prompt alone."""

_WRONG = (DeskError, LogError, BadEntry, NoRemedy, FilterError, DateError, ValueError, OSError)
_ACTIONS = {"accept": Action.ACCEPTED, "dismiss": Action.DISMISSED, "waive": Action.WAIVED}


class Prompt:
    """A conversation about a desk. `edit` opens a file in the editor's editor and gives the status that it ended with."""

    def __init__(self, desk: Desk, bench: Bench, notes: Notes, edit: Callable[[Item], int]) -> None:
        self.desk, self.bench, self.notes = desk, bench, notes
        self._edit = edit
        self._waiting: Edit | None = None
        self.over = False

    def greeting(self) -> Iterator[str]:
        """What is said at the beginning."""
        yield f"{standing(self.desk)}. help says what can be done."
        yield from self._here()

    def answer(self, line: str) -> Iterator[str]:
        """What is said to a line; every line is safe to print."""
        word, _, rest = line.strip().partition(" ")
        word = SHORT.get(word, word.casefold())
        waiting, self._waiting = self._waiting, None
        try:
            if word == "yes":
                yield from self._yes(waiting)
            elif word.isdecimal():
                yield from self._word("jump", word)
            elif word:
                yield from self._word(word, rest.strip())
            else:
                yield from self._here()
        except _WRONG as error:
            yield f"No: {visible(str(error))}."

    def _word(self, word: str, rest: str) -> Iterator[str]:
        known = [*(name for name in COMMANDS if name not in ONLY_ON_SCREEN), *MORE]
        if word not in known:
            yield f'There is no "{visible(word)}"{nearest(word, known)}. help lists what there is.'
            return
        why = why_not(self.desk, word)
        if why and word not in ("again", "back"):
            yield f"No: {why}."
            return
        yield from getattr(self, f"_do_{word}")(rest)

    # Going about

    def _do_next(self, rest: str) -> Iterator[str]:
        yield from self._went(self.desk.go(self.desk.at + 1), "This is the last flag.")

    def _do_previous(self, rest: str) -> Iterator[str]:
        yield from self._went(self.desk.go(self.desk.at - 1), "This is the first flag.")

    def _do_first(self, rest: str) -> Iterator[str]:
        yield from self._went(self.desk.go(0), "This is the first flag.")

    def _do_last(self, rest: str) -> Iterator[str]:
        yield from self._went(self.desk.go(self.desk.count - 1), "This is the last flag.")

    def _do_open(self, rest: str) -> Iterator[str]:
        yield from self._went(self.desk.next_open(), "There is no other open flag.")

    def _do_openback(self, rest: str) -> Iterator[str]:
        yield from self._went(self.desk.next_open(-1), "There is no other open flag.")

    def _do_groupnext(self, rest: str) -> Iterator[str]:
        yield from self._went(self.desk.next_group(), "This is the last group.")

    def _do_groupback(self, rest: str) -> Iterator[str]:
        yield from self._went(self.desk.next_group(-1), "This is the first group.")

    def _do_jump(self, rest: str) -> Iterator[str]:
        yield from self._went(self.desk.jump(rest), f'There is no flag or document "{visible(rest)}".')

    def _do_search(self, rest: str) -> Iterator[str]:
        yield from self._went(self.desk.search(rest), f'"{visible(rest or self.desk.words)}" stands in no flag that is shown.')

    def _do_again(self, rest: str) -> Iterator[str]:
        yield from self._do_search("")

    def _do_back(self, rest: str) -> Iterator[str]:
        yield from self._went(self.desk.search("", -1), "It stands in no flag that is shown.")

    # Deciding

    def _do_accept(self, rest: str) -> Iterator[str]:
        yield from self._decide("accept", rest, Reach.HERE)

    def _do_dismiss(self, rest: str) -> Iterator[str]:
        yield from self._decide("dismiss", rest, Reach.HERE)

    def _do_waive(self, rest: str) -> Iterator[str]:
        yield from self._decide("waive", rest, Reach.HERE)

    def _do_acceptall(self, rest: str) -> Iterator[str]:
        yield from self._decide("accept", rest, Reach.EVERYWHERE)

    def _do_dismissall(self, rest: str) -> Iterator[str]:
        yield from self._decide("dismiss", rest, Reach.EVERYWHERE)

    def _do_waiveall(self, rest: str) -> Iterator[str]:
        yield from self._decide("waive", rest, Reach.EVERYWHERE)

    def _do_same(self, rest: str) -> Iterator[str]:
        word, _, more = rest.partition(" ")
        if word not in _ACTIONS:
            yield "Say how: same accept REASON, same dismiss REASON, or same waive DATE REASON."
            return
        yield from self._decide(word, more, Reach.GROUP)

    def _do_repeat(self, rest: str) -> Iterator[str]:
        yield from self._done(self.desk.repeat())

    def _do_note(self, rest: str) -> Iterator[str]:
        item, report = self.desk.item, self.desk.report
        if not rest or item is None or report is None:
            yield "Say what is to be noted: note WORDS."
            return
        self.notes.add(self.desk.docket.name(report), item.flag.identity, rest, self.desk.docket.by, now())
        yield "Noted."

    def _do_undo(self, rest: str) -> Iterator[str]:
        yield from self._turned(self.desk.undo(), "Taken back")

    def _do_redo(self, rest: str) -> Iterator[str]:
        yield from self._turned(self.desk.redo(), "Done again")

    def _do_fix(self, rest: str) -> Iterator[str]:
        item, report = self.desk.item, self.desk.report
        if item is None or report is None:
            return
        page = self.bench.page(report, item.flag)
        if page.document is None or page.span is None:
            raise NoRemedy("the words are not in the text any more; recheck checks it again")
        self._waiting = take_out(page.document, item.flag)
        yield from remedy_lines(self._waiting, item)

    def _do_edit(self, rest: str) -> Iterator[str]:
        item = self.desk.item
        if item is None:
            return
        status = self._edit(item)
        if status:
            yield f"The editor ended with {status}."
        yield from self._do_recheck("")

    def _do_recheck(self, rest: str) -> Iterator[str]:
        if self.desk.item is not None:
            yield from self._again(self.desk.item.report)

    # Looking

    def _do_show(self, rest: str) -> Iterator[str]:
        yield from self._here()

    def _do_text(self, rest: str) -> Iterator[str]:
        item, report = self.desk.item, self.desk.report
        if item is not None and report is not None:
            yield from around(self.bench.page(report, item.flag), item)

    def _do_sides(self, rest: str) -> Iterator[str]:
        if self.desk.item is not None:
            yield from both_sides(self.bench.sides(self.desk.item.flag))

    def _do_list(self, rest: str) -> Iterator[str]:
        yield from group_lines(self.desk)

    def _do_history(self, rest: str) -> Iterator[str]:
        yield from history_lines(self.desk)

    def _do_unread(self, rest: str) -> Iterator[str]:
        yield from unread_lines(self.desk)

    def _do_group(self, rest: str) -> Iterator[str]:
        words = {it.value: it for it in Grouping}
        if rest and rest not in words:
            raise ValueError(f"group by {', '.join(words)}")
        self.desk.regroup(words[rest] if rest else self.desk.grouping.next)
        yield f"Grouped by {self.desk.grouping}: {len(self.desk.groups):,} groups."
        yield from self._here()

    def _do_filter(self, rest: str) -> Iterator[str]:
        self.desk.refilter(parse(rest))
        yield f"{standing(self.desk)}."
        yield from self._here()

    def _do_clear(self, rest: str) -> Iterator[str]:
        self.desk.refilter(Filter())
        yield f"{standing(self.desk)}."

    def _do_copy(self, rest: str) -> Iterator[str]:
        if self.desk.item is not None:
            yield from (visible(line) for line in self.desk.item.flag.text.splitlines() or [""])

    def _do_cite(self, rest: str) -> Iterator[str]:
        item, report = self.desk.item, self.desk.report
        if item is not None and report is not None:
            yield visible(f"{place(report, item.flag)}: {item.flag.severity}: {item.flag.message} [{item.flag.rule}]")

    def _do_export(self, rest: str) -> Iterator[str]:
        desk = self.desk
        yield visible(self.bench.export(rest, (desk.current(number) for number in range(len(desk.reports))))) + "."

    def _do_help(self, rest: str) -> Iterator[str]:
        yield from help_lines(self.desk, rest, ONLY_ON_SCREEN, MORE)

    def _do_quit(self, rest: str) -> Iterator[str]:
        self.over = True
        yield f"{standing(self.desk)}. Everything is saved."

    # Inside

    def _here(self) -> Iterator[str]:
        item, report = self.desk.item, self.desk.report
        if item is None or report is None:
            yield visible(nothing(self.desk)).replace("F shows", "clear shows")
            return
        yield f"Flag {self.desk.at + 1:,} of {self.desk.count:,}, {'open' if item.open else 'decided'}."
        notes = self.notes.on(self.desk.docket.name(report), item.flag.identity)
        for row in rows(item.flag, report, notes):
            yield f"{row.word}: {visible(row.text)}"
            if row.word == "what" and item.flag.text and item.flag.text not in row.text:
                yield f"words: {visible(' '.join(item.flag.text.split()))}"

    def _went(self, moved: bool, otherwise: str) -> Iterator[str]:
        if moved:
            yield from self._here()
        else:
            yield otherwise

    def _decide(self, word: str, rest: str, reach: Reach) -> Iterator[str]:
        date = ""
        if word == "waive":
            first, _, rest = rest.partition(" ")
            date = until(first, datetime.now(UTC).date())
        if not rest.strip():
            needed = "waive DATE REASON" if word == "waive" else f"{word} REASON"
            yield f"A reason is needed, it stays on the record: {needed}."
            return
        yield from self._done(self.desk.decide(Choice(_ACTIONS[word], rest.strip(), date), reach))

    def _done(self, step: Step) -> Iterator[str]:
        yield f"Saved: {visible(step.label)}. undo takes it back."
        if self.desk.next_open():
            yield from self._here()
        else:
            yield "Every flag that is shown has been decided." if not self.desk.open else "This is the only open flag."

    def _turned(self, step: Step, said: str) -> Iterator[str]:
        yield f"{said}: {visible(step.label)}."
        if step.edit is not None:
            number = next((it for it, report in enumerate(self.desk.reports) if report.id == step.key[0]), -1)
            if number >= 0:
                yield from self._again(number)
        else:
            yield from self._here()

    def _yes(self, waiting: Edit | None) -> Iterator[str]:
        item = self.desk.item
        if waiting is None or item is None:
            yield "There is nothing that waits for a yes."
            return
        self.desk.fix(waiting, "taken out at the desk")
        yield "Taken out. undo puts it back."
        yield from self._again(item.report)

    def _again(self, number: int) -> Iterator[str]:
        report = self.bench.recheck(self.desk.current(number))
        self.desk.replace(number, report)
        if report.reason:
            yield f"It could not be checked again: {visible(report.reason)}."
        else:
            yield f"Checked again: {len(report.flags):,} flags in {visible(report.path or report.id)}."
            yield from self._here()
