"""What is taken over from an earlier run: whole units as they are, files that have not changed unread, documents that have not changed
unchecked."""

import json
import os
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from compliance.batch.findings.rows import Rows, Text
from compliance.batch.findings.schema import DOCUMENTS, TABLES
from compliance.batch.findings.values import storable
from compliance.batch.findings.write import path_of
from compliance.batch.inputs.nouns import Unit
from compliance.batch.since.index import Index
from compliance.batch.since.linking import link, same_writer
from compliance.batch.since.placed import Earlier, Placed, work_out
from compliance.batch.since.state import NONE, SIZE, state_of
from compliance.batch.since.stored import Stored, is_checked, is_found, may_change
from compliance.model import Document


FOLDER = os.path.join("work", "since")
"""Where a run keeps what it knows of the earlier one."""
_ID = DOCUMENTS.names.index("id") - 2
TOGETHER = 64
"""Documents that are taken over at a time, with their texts."""


class Known(NamedTuple):
    """A document that is taken over unread: its rows and its state."""

    rows: Rows
    state: bytes


class Taking:
    """Answers the tasks of a run; picklable.

    Args:
        folder: of the run.
        manifest: of the earlier one.
        why: what is another than in the earlier run, so that everything must be checked again; empty where nothing is.
        every: whether all texts are kept.
        again: whether what may change with time must be judged again.
    """

    def __init__(self, folder: str, manifest: str, why: tuple[str, ...], every: bool, again: bool) -> None:
        self.folder, self.manifest, self.why, self.every, self.again = folder, manifest, why, every, again
        self.earlier = os.path.dirname(manifest)
        self._stored = Stored(self.earlier)
        self._documents = Index(os.path.join(folder, FOLDER, "documents"))
        self._placed = Placed(os.path.join(folder, FOLDER))
        self._states = "", b""

    def __reduce__(self) -> tuple[Any, ...]:
        return Taking, (self.folder, self.manifest, self.why, self.every, self.again)

    def prepare(self) -> None:
        """Works out what the tasks ask for; once for a run. Raises OSError."""
        if not self._placed.is_there:
            earlier = Earlier(self.earlier, self._may_take, lambda unit: _counted(self.earlier, unit), self._states_of)
            work_out(os.path.join(self.folder, FOLDER), self.folder, earlier)

    def rows(self, document: Document) -> Rows | None:
        """The rows of a document that has not changed since; None for one that must be checked."""
        if self.why:
            return None
        place = self._documents.find(state_of(document))
        if place is None:
            return None
        unit = _name(place[0])
        row = self._stored.document(unit, place[1])
        if row is None or not is_checked(row) or self.again and may_change(row):
            return None
        text = Text()
        text.add(document)
        return self._stored.rest(unit, place[1], row, text.data() if self.every or is_found(row) else None)

    def parts(self, unit: Unit) -> Iterator[tuple[list[Known], Unit]]:
        """A unit in parts: documents that are taken over unread, and what must be read after them, which may be nothing.

        Raises ValueError where the files of the earlier run are damaged.
        """
        where = None if self.why else self._placed.unit(unit.name)
        if where is None:
            yield [], unit
        elif (whole := self._placed.whole(where)) >= 0:
            for some in _in_lots(self._all(_name(whole))):
                yield some, unit._replace(pieces=())
        else:
            yield from self._file_by_file(unit, where)

    def take(self, unit: Unit) -> Mapping[str, Any] | None:
        """Takes a whole unit over as it is, where its inputs are those of an earlier unit of that name, and nothing in it is to be checked
        again; the earlier unit's record, or None. Raises OSError."""
        from compliance.batch.tasks.check import is_done

        where = None if self.why else self._placed.unit(unit.name)
        if where is None or self._placed.whole(where) != where or not is_done(self.earlier, unit.name) or not same_writer(self.earlier, unit.name):
            return None
        with open(os.path.join(self.earlier, "work", "done", f"{unit.name}.json"), encoding="utf-8") as file:
            record: dict[str, Any] = json.load(file)
        for table in TABLES:
            link(path_of(self.earlier, table, unit.name), path_of(self.folder, table, unit.name))
        link(_states(self.earlier, unit.name), _states(self.folder, unit.name))
        return {**record, "copied": record["documents"]}

    def told(self, memory: int = 0) -> dict[str, Any]:
        """What the manifest says of the earlier run, once all else is done. Writes `findings/gone.parquet`. `memory` is how many bytes
        DuckDB may take; its own choice where it is 0."""
        from compliance.batch.plan import digest_of
        from compliance.batch.since.changes import changes

        counts = changes(self.folder, self.earlier or ".", memory)
        return {"manifest": self.manifest, "digest": digest_of(self.manifest), **counts, "checked_again": list(self.why)}

    def _may_take(self, unit: str) -> bool:
        """Whether a whole unit of the earlier run may be taken over, if its inputs are the same: nothing in it failed, and, where it is
        another moment, nothing in it may change with time."""
        try:
            with open(os.path.join(self.earlier, "work", "done", f"{unit}.json"), encoding="utf-8") as file:
                record = json.load(file)
        except (OSError, ValueError):
            return False
        return not record["outcomes"].get("failed") and not (self.again and (record["facts"] or record["matches"]))

    def _states_of(self, unit: str) -> bytes:
        """The states of the documents of an earlier unit; nothing where they are not there."""
        try:
            with open(_states(self.earlier, unit), "rb") as file:
                found = file.read()
        except OSError:
            return b""
        return found if len(found) % SIZE == 0 else b""

    def _file_by_file(self, unit: Unit, where: int) -> Iterator[tuple[list[Known], Unit]]:
        known: list[Known] = []
        begun = 0
        for place, (old, number) in enumerate(self._placed.files(where, len(unit.pieces))):
            document = self._known(_name(old), number) if old >= 0 else None
            if document is None or document.rows.document[_ID] != storable(unit.pieces[place].uri):  # where another piece had no document
                continue
            if begun < place or len(known) == TOGETHER:
                yield known, unit._replace(pieces=unit.pieces[begun:place])
                known = []
            known.append(document)
            begun = place + 1
        yield known, unit._replace(pieces=unit.pieces[begun:])

    def _all(self, unit: str) -> Iterator[Known]:
        """Every document of an earlier unit."""
        for number in range(_counted(self.earlier, unit)):
            document = self._known(unit, number, skipped=True)
            if document is None:
                raise ValueError(f"document {number} of unit {unit} is missing in {self.earlier}")
            yield document

    def _known(self, unit: str, number: int, skipped: bool = False) -> Known | None:
        row = self._stored.document(unit, number)
        if row is None or not (is_checked(row) or skipped) or self.again and may_change(row):
            return None
        kept = is_checked(row) and (self.every or is_found(row))
        text = self._stored.text(unit, number) if kept else None
        if kept and text is None:
            return None
        rows = self._stored.rest(unit, number, row, text)
        if self._states[0] != unit:
            self._states = unit, self._states_of(unit)
        return Known(rows, self._states[1][number * SIZE :][:SIZE] or NONE) if rows is not None else None


def _in_lots(known: Iterator[Known]) -> Iterator[list[Known]]:
    while some := list(islice(known, TOGETHER)):
        yield some


def _counted(folder: str, unit: str) -> int:
    """How many documents a unit of a run came to, by their states; 0 where they are not there."""
    try:
        return os.path.getsize(_states(folder, unit)) // SIZE
    except OSError:
        return 0


def _name(place: int) -> str:
    return f"{place:08}"


def _states(folder: str, unit: str) -> str:
    return os.path.join(folder, "work", "states", unit)
