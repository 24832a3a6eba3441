"""The rows of a unit as they come, and the files that they become: tables, states, and what says that the unit is done."""

import json
import os
from collections.abc import Mapping
from typing import Any

from compliance.batch.beside import beside, write_json
from compliance.batch.errors import BatchError
from compliance.batch.findings.rows import Rows, Text, rows_of
from compliance.batch.findings.write import UnitWriter, path_of
from compliance.batch.inputs import Unit
from compliance.batch.since.state import NONE
from compliance.batch.tasks.counts import Counts
from compliance.batch.tasks.nouns import Done
from compliance.model import Outcome, Report, Unread, Verdict

TOLD = 1000
"""What a unit tells of by name among what was set aside; the rows tell of all."""


class Sheet:
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
        with Writing(self._folder):
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
        with Writing(self._folder):
            record["files"] = self._writer.close()
            with beside(states_of(self._folder, unit.name)) as part, open(part, "wb") as file:
                file.write(self._states)
            write_json(done_of(self._folder, unit.name), record)
        return told(unit, record)

    def abort(self) -> None:
        """Takes back what is not in place."""
        self._writer.abort()


class Writing:
    """Where writing fails, the run cannot go on: a context that says so."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, OSError):
            reason = (error.strerror or str(error)).lower()
            raise BatchError(f"cannot write below {self._folder}: {reason}; once there is room, the same command goes on from here") from error


def told(unit: Unit, record: Mapping[str, Any]) -> Done:
    """A unit's record in short."""
    return Done(unit.name, unit.size, record["documents"], record["outcomes"].get(Outcome.FAILED, 0))


def done_of(folder: str, unit: str) -> str:
    """The file that says that a unit is done."""
    return os.path.join(folder, "work", "done", f"{unit}.json")


def is_done(folder: str, unit: str) -> bool:
    """Whether a unit is done and its files are there, each as long as it was written: a loss of power may have cut them off."""
    try:
        with open(done_of(folder, unit), encoding="utf-8") as file:
            files = json.load(file)["files"]
        return all(os.path.getsize(path_of(folder, name, unit)) == size for name, size in files.items())
    except (OSError, ValueError, KeyError):
        return False


def states_of(folder: str, unit: str) -> str:
    """The file with the states of a unit's documents, in their order: `compliance.batch.since.state.SIZE` bytes each."""
    return os.path.join(folder, "work", "states", unit)
