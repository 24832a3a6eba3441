"""The task that reads, checks and writes one unit: done again as often as it takes, it gives the same files.

The straight way checks the unit as a stream. Where that failed, the careful way goes document by document and keeps a journal, so that what
cannot be read or checked is told, set aside with its reason, and costs nothing else.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping

from compliance.batch.beside import discard, write_json
from compliance.batch.errors import BatchError
from compliance.batch.findings.rows import Text, rows_of
from compliance.batch.inputs import Piece, Reading, Unit, read
from compliance.batch.since.state import NONE, state_of
from compliance.batch.tasks.journal import Journal, Kept, Step, path_of
from compliance.batch.tasks.nouns import UNREAD, Aside, Check, Checks, Done, Previous
from compliance.batch.tasks.sheet import Sheet, Writing, done_of, is_done, states_of, told
from compliance.documents.files import LIMIT, WINDOW
from compliance.documents.windows import windows
from compliance.model import Document, Outcome, Unread

__all__ = ["UNREAD", "Aside", "Check", "Checking", "Checks", "Done", "Previous", "done_of", "is_done", "states_of"]


class Checking:
    """What is done with each such task; picklable.

    Args:
        folder: of the run.
        reading: how inputs are read.
        checks: what checks them.
        every: whether all texts are kept.
        previous: what an earlier run found.
    """

    def __init__(self, folder: str, reading: Reading, checks: Checks, every: bool = False, previous: Previous | None = None) -> None:
        self.folder, self.reading, self.checks, self.every, self.previous = folder, reading, checks, every, previous
        self._home = os.getcwd()

    def __call__(self, task: Check) -> Done:
        """Does a unit. Raises BatchError where the results cannot be written."""
        if os.getcwd() != self._home:  # on another machine; paths and configurations start from the folder of the command
            os.chdir(self._home)
        if self.previous is not None and not task.careful:
            with Writing(self.folder):
                record = self.previous.take(task.unit)
                if record is not None:
                    write_json(done_of(self.folder, task.unit.name), record)
                    return told(task.unit, record)
        sheet = Sheet(self.folder, task.unit.name, self.every)
        try:
            if task.careful:
                self._carefully(task, sheet)
            else:
                self._straight(task.unit, sheet)
            done = sheet.close(task.unit)
        except BaseException:
            sheet.abort()
            raise
        discard(path_of(self.folder, task.unit.name))
        self.checks.keep()
        return done

    def _straight(self, unit: Unit, sheet: "Sheet") -> None:
        for taken, rest in self.previous.parts(unit) if self.previous is not None else (((), unit),):
            for it in taken:
                sheet.state = it.state
                sheet.put(it.rows, copied=True)
            items = unread_below(self.folder) if unit.name == UNREAD else read(rest, self.reading) if rest.pieces else ()
            passing = _Passing(items, sheet, self.previous)
            for report in self.checks.reports(passing):
                sheet.put(rows_of(report, passing.take(), self.every))

    def _carefully(self, task: Check, sheet: "Sheet") -> None:
        unit = task.unit
        whole = next((it.reason for it in task.aside if it.phase == "unit"), None)
        if whole is not None:
            for piece in unit.pieces:
                sheet.aside(Unread(piece.uri, piece.uri, Outcome.FAILED, whole), Text())
            return
        known = {(it.phase, it.number): it.reason for it in task.aside}
        with Journal(path_of(self.folder, unit.name)) as journal:
            for place, piece in enumerate(unit.pieces):
                self._piece(piece, place, unit, known, journal, sheet)

    def _piece(
        self, piece: Piece, place: int, unit: Unit, known: Mapping[tuple[str, int], str], journal: Journal, sheet: "Sheet"
    ) -> None:
        source = iter(read(Unit(unit.name, (piece,), unit.size), self.reading))
        while True:
            number = sheet.number
            kept = journal.known(number)
            reason = known.get(("read", number))
            item: Document | Unread | None = None
            if reason is None:
                if kept is None:
                    journal.note(Step("read", number, place))
                try:
                    item = next(source, None)
                except Exception as error:  # noqa: BLE001 - whatever is wrong with it, it costs the rest of the piece, not the run
                    reason = f"it could not be read on: {_said(error)}"
            if reason is not None:  # what comes after it in the piece is out of reach
                kept = journal.take(number)
                sheet.aside(Unread(piece.uri, piece.uri, Outcome.FAILED, reason), Text())
                if kept is None:
                    journal.note(Kept(number, *sheet.last))
                return
            if item is None:
                return
            if kept is not None:
                for _ in _windows(item, source):
                    pass
                journal.take(number)
                sheet.state = kept.state
                sheet.put(kept.rows, kept.copied, kept.aside)
                continue
            journal.note(Step("check", number, place))
            self._one(item, source, known.get(("check", number)), sheet)
            journal.note(Kept(number, *sheet.last))

    def _one(self, item: Document | Unread, source: Iterator[Document | Unread], reason: str | None, sheet: "Sheet") -> None:
        passing = _Passing(_windows(item, source), sheet, self.previous)
        number = sheet.number
        if reason is None:
            try:
                for report in self.checks.reports(passing):
                    sheet.put(rows_of(report, passing.take(), self.every))
            except BatchError:
                raise
            except Exception as error:  # noqa: BLE001 - whatever is wrong with it, it costs one document, not the run
                reason = f"the checker failed on it: {_said(error)}"
            else:
                return
        if sheet.number == number:
            for _ in passing:
                pass
            sheet.aside(Unread(item.id, item.path, Outcome.FAILED, reason), passing.take())


class _Passing:
    """Documents on their way to the checker: those known from an earlier run are taken out and written, of the others the text is
    gathered until their report comes."""

    def __init__(self, items: Iterable[Document | Unread], sheet: "Sheet", previous: Previous | None) -> None:
        self._items = self._cut(items)
        self._sheet, self._previous = sheet, previous
        self._text = Text()

    def __iter__(self) -> Iterator[Document | Unread]:
        return self._items

    def take(self) -> Text:
        """The text of the document whose report has come."""
        text, self._text = self._text, Text()
        return text

    def _cut(self, items: Iterable[Document | Unread]) -> Iterator[Document | Unread]:
        for item in items:
            if isinstance(item, Unread):
                self._sheet.state = NONE
                yield item
                continue
            if self._text.first is None:
                self._sheet.state = state_of(item)
                if self._previous is not None and not item.more and (rows := self._previous.rows(item)) is not None:
                    self._sheet.put(rows, copied=True)
                    continue
            for window in long(item):
                self._text.add(window)
                yield window


def long(document: Document) -> Iterator[Document]:
    """The document; a very long plain text in windows, as a file of that length would be read."""
    text = document.text
    if len(text) <= LIMIT or document.more or document.offset or document.breaks or document.zones or document.suppressions:
        yield document
        return
    parts = (text[at : at + WINDOW] for at in range(0, len(text), WINDOW))
    for number, window in enumerate(windows(parts, document.id, document.path, size=WINDOW)):
        yield window if number else window._replace(fields=document.fields)


def _windows(item: Document | Unread, source: Iterator[Document | Unread]) -> Iterator[Document | Unread]:
    """An item with the windows that follow it."""
    yield item
    while isinstance(item, Document) and item.more:
        following = next(source, None)
        if following is None:
            return
        item = following
        yield item


def unread_below(folder: str) -> Iterator[Unread]:
    """What was named for a run and could not be found."""
    with open(os.path.join(folder, "work", "unread.jsonl"), encoding="utf-8") as file:
        for line in file:
            id, path, outcome, reason = json.loads(line)
            yield Unread(id, path, Outcome(outcome), reason)


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
