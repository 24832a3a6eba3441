"""What the parts of the plain prompt have in common."""

from collections.abc import Callable, Iterator

from compliance.desk.bench import Bench
from compliance.desk.desk import Desk
from compliance.desk.detail import rows
from compliance.desk.items import Item
from compliance.desk.notes import Notes
from compliance.desk.remedy import Edit
from compliance.desk.summary import nothing
from compliance.output.escape import visible


class PromptBase:
    """The desk, what it asks its surroundings, and what waits for a yes.

    `edit` opens a file in the editor's editor and gives the status that it ended with.
    """

    def __init__(self, desk: Desk, bench: Bench, notes: Notes, edit: Callable[[Item], int]) -> None:
        self.desk, self.bench, self.notes = desk, bench, notes
        self._edit = edit
        self._waiting: Edit | None = None
        self.over = False

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

    def _again(self, number: int, key: tuple[str, str, str] | None = None) -> Iterator[str]:
        report = self.bench.recheck(self.desk.current(number))
        self.desk.replace(number, report)
        if key is not None:
            self.desk.find(*key)
        if report.reason:
            yield f"It could not be checked again: {visible(report.reason)}."
        else:
            yield f"Checked again: {len(report.flags):,} flags in {visible(report.path or report.id)}."
            yield from self._here()
