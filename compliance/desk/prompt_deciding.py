"""The words of the plain prompt that decide, mend and take back."""

from collections.abc import Iterator
from datetime import UTC, datetime

from compliance.decisions import Action, now
from compliance.desk.dates import until
from compliance.desk.desk import Reach
from compliance.desk.docket import Choice
from compliance.desk.prompt_base import PromptBase
from compliance.desk.prompt_views import remedy_lines
from compliance.desk.remedy import Edit, NoRemedy, mend
from compliance.desk.steps import Step
from compliance.output.escape import visible

_ACTIONS = {"accept": Action.ACCEPTED, "dismiss": Action.DISMISSED, "waive": Action.WAIVED}


class PromptDeciding(PromptBase):
    """Decisions are on the record before they are answered."""

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
        if page.document is None or (page.span is None and not item.flag.values.get("paste")):
            raise NoRemedy("the words are not in the text any more; recheck checks it again")
        self._waiting = mend(page.document, item.flag)
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
                yield from self._again(number, step.key)
        else:
            yield from self._here()

    def _yes(self, waiting: Edit | None) -> Iterator[str]:
        item = self.desk.item
        if waiting is None or item is None:
            yield "There is nothing that waits for a yes."
            return
        self.desk.fix(waiting)
        yield "Taken out. undo puts it back." if waiting.gone else "Put in. undo takes it out again."
        yield from self._again(item.report)
