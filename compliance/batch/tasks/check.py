"""The task that reads, checks and writes one unit: done again as often as it takes, it gives the same files.

The straight way checks the unit as a stream. Where that failed, the careful way goes document by document and keeps a journal, so that what
cannot be read or checked is told, set aside with its reason, and costs nothing else.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from compliance.batch.beside import beside, discard, write_json
from compliance.batch.errors import BatchError
from compliance.batch.findings.rows import Rows, Text, rows_of
from compliance.batch.findings.write import UnitWriter
from compliance.batch.findings.write import path_of as table_of
from compliance.batch.inputs import Piece, Reading, Unit, read
from compliance.batch.since.state import NONE, state_of
from compliance.batch.tasks.counts import Counts
from compliance.batch.tasks.journal import Journal, Kept, Step, path_of
from compliance.documents.files import LIMIT, WINDOW
from compliance.documents.windows import windows
from compliance.model import Document, Outcome, Report, Unread, Verdict

UNREAD = "unread"
"""The unit of what was named and could not be found, or was left out on purpose; it comes after all others."""
TOLD = 1000
"""What a unit tells of by name among what was set aside; the rows tell of all."""


class Checks(Protocol):
    """What checks documents; picklable, and the same for every process. `compliance.cli.pipeline.Checks` is it."""

    def reports(self, items: Iterable[Document | Unread]) -> Iterator[Report]:
        """A report for each document, in their order, as soon as it has been taken; windows of one source have one report."""

    def sources(self, path: str) -> Iterable[tuple[str, str]]:
        """The files and folders that what holds for a path is made of, each with what it is: configuration, ledger, rules, archive.
        Raises where one of them cannot be used."""

    def excluded(self, path: str) -> bool:
        """Whether the configuration that holds for a path leaves it out."""

    def keep(self) -> None:
        """Keeps for later processes what this one has compiled."""


class Taken(Protocol):
    """A document that is taken over from an earlier run: its rows and its state."""

    @property
    def rows(self) -> Rows:
        """As the writer takes them."""

    @property
    def state(self) -> bytes:
        """As `state_of` gives it."""


class Previous(Protocol):
    """What an earlier run found; picklable."""

    def rows(self, document: Document) -> Rows | None:
        """The rows of a document that has not changed since; None for one that must be checked."""

    def parts(self, unit: Unit) -> Iterable[tuple[Sequence[Taken], Unit]]:
        """A unit in parts: documents that need not even be read, and after them what must be."""

    def take(self, unit: Unit) -> Mapping[str, Any] | None:
        """Puts the files of a whole unit in their places, where nothing in it has changed, and gives its record; else None."""

    def told(self, memory: int) -> Mapping[str, Any]:
        """What has changed, for the manifest, once all units are done. `memory` is in bytes."""


class Aside(NamedTuple):
    """Something that ended its process and is left alone: the rest of the piece from the document of that number on (`read`), that
    document (`check`), or the whole unit (`unit`)."""

    phase: str
    number: int
    reason: str


class Check(NamedTuple):
    """The task: a unit, and what is known of it by now."""

    unit: Unit
    careful: bool = False
    aside: tuple[Aside, ...] = ()


class Done(NamedTuple):
    """What a unit came to, in short; `work/done/UNIT.json` has the rest."""

    unit: str
    size: int  # bytes, about
    documents: int
    failed: int


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
            with _Writing(self.folder):
                record = self.previous.take(task.unit)
                if record is not None:
                    write_json(done_of(self.folder, task.unit.name), record)
                    return _done(task.unit, record)
        sheet = _Sheet(self.folder, task.unit.name, self.every)
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

    def _straight(self, unit: Unit, sheet: "_Sheet") -> None:
        for taken, rest in self.previous.parts(unit) if self.previous is not None else (((), unit),):
            for it in taken:
                sheet.state = it.state
                sheet.put(it.rows, copied=True)
            items = unread_below(self.folder) if unit.name == UNREAD else read(rest, self.reading) if rest.pieces else ()
            passing = _Passing(items, sheet, self.previous)
            for report in self.checks.reports(passing):
                sheet.put(rows_of(report, passing.take(), self.every))

    def _carefully(self, task: Check, sheet: "_Sheet") -> None:
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
        self, piece: Piece, place: int, unit: Unit, known: Mapping[tuple[str, int], str], journal: Journal, sheet: "_Sheet"
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

    def _one(self, item: Document | Unread, source: Iterator[Document | Unread], reason: str | None, sheet: "_Sheet") -> None:
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

    def __init__(self, items: Iterable[Document | Unread], sheet: "_Sheet", previous: Previous | None) -> None:
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


class _Sheet:
    """The rows of a unit as they come, numbered and counted. `last` is what was put last; `state` that of the document under way."""

    def __init__(self, folder: str, unit: str, every: bool) -> None:
        self._folder, self._every = folder, every
        self._writer = UnitWriter(folder, unit)
        self._counts = Counts()
        self._aside: list[dict[str, Any]] = []
        self._set_aside = 0
        self._states = bytearray()
        self.number = 0
        self.state = NONE
        self.last: tuple[Rows, bool, bool, bytes]

    def put(self, rows: Rows, copied: bool = False, aside: bool = False) -> None:
        """Takes the rows of the next document. `aside` says that it was set aside. Raises BatchError where they cannot be written."""
        with _Writing(self._folder):
            self._writer.put(self.number, rows)
        self._counts.add(rows, copied)
        self._states += self.state
        self.last = rows, copied, aside, self.state
        self.state = NONE
        if aside:
            self._set_aside += 1
            if len(self._aside) < TOLD:
                id, path, _, _, reason = rows.document[:5]
                self._aside.append({"number": self.number, "id": id, "path": path, "reason": reason})
        self.number += 1

    def aside(self, unread: Unread, text: Text) -> None:
        """Takes a document that is set aside."""
        self.state = NONE
        report = Report(unread.id, unread.path, unread.outcome, unread.reason, Verdict.REVIEW)
        self.put(rows_of(report, text, self._every), aside=True)

    def close(self, unit: Unit) -> Done:
        """Puts all files of the unit in place, what says that it is done last. Raises BatchError where they cannot be written."""
        record = {"unit": unit.name, "size": unit.size, **self._counts.plain(), "set_aside": self._set_aside, "aside": self._aside}
        with _Writing(self._folder):
            record["files"] = self._writer.close()
            with beside(states_of(self._folder, unit.name)) as part, open(part, "wb") as file:
                file.write(self._states)
            write_json(done_of(self._folder, unit.name), record)
        return _done(unit, record)

    def abort(self) -> None:
        """Takes back what is not in place."""
        self._writer.abort()


class _Writing:
    """Where writing fails, the run cannot go on: a context that says so."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, OSError):
            reason = (error.strerror or str(error)).lower()
            raise BatchError(f"cannot write below {self._folder}: {reason}; once there is room, the same command goes on from here") from error


def _done(unit: Unit, record: Mapping[str, Any]) -> Done:
    return Done(unit.name, unit.size, record["documents"], record["outcomes"].get(Outcome.FAILED, 0))


def unread_below(folder: str) -> Iterator[Unread]:
    """What was named for a run and could not be found."""
    with open(os.path.join(folder, "work", "unread.jsonl"), encoding="utf-8") as file:
        for line in file:
            id, path, outcome, reason = json.loads(line)
            yield Unread(id, path, Outcome(outcome), reason)


def done_of(folder: str, unit: str) -> str:
    """The file that says that a unit is done."""
    return os.path.join(folder, "work", "done", f"{unit}.json")


def is_done(folder: str, unit: str) -> bool:
    """Whether a unit is done and its files are there, each as long as it was written: a loss of power may have cut them off."""
    try:
        with open(done_of(folder, unit), encoding="utf-8") as file:
            files = json.load(file)["files"]
        return all(os.path.getsize(table_of(folder, name, unit)) == size for name, size in files.items())
    except (OSError, ValueError, KeyError):
        return False


def states_of(folder: str, unit: str) -> str:
    """The file with the states of a unit's documents, in their order: `compliance.batch.since.state.SIZE` bytes each."""
    return os.path.join(folder, "work", "states", unit)


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


__all__ = ["Aside", "Check", "Checking", "Checks", "Done", "Previous", "done_of", "is_done", "states_of"]
