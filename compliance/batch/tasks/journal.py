"""What is known of a unit that is done document by document: how far it came, so that nothing is checked twice and who ended the
process is found.

One pickle after the other: a `Step` before something that may end the process, a `Kept` once it went well. The folder is the run's
own; what another run has left there is not read.
"""

import os
import pickle
from collections.abc import Iterator
from typing import IO, Any, NamedTuple

from compliance.batch.findings.rows import Rows


class Step(NamedTuple):
    """What is about to be done: the document of that number is read from a piece of the unit, or checked."""

    phase: str  # begin (an attempt), read or check
    number: int = 0
    piece: int = 0


class Kept(NamedTuple):
    """What became of a document, as the writer takes it."""

    number: int
    rows: Rows
    copied: bool
    aside: bool
    state: bytes


def path_of(folder: str, unit: str) -> str:
    """Where the journal of a unit is below the folder of a run."""
    return os.path.join(folder, "work", "careful", f"{unit}.journal")


class Journal:
    """The journal of one unit, read from its beginning while it is written at its end. A context."""

    def __init__(self, path: str) -> None:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        self._kept = (it for it in _records(path) if isinstance(it, Kept))
        self._ahead: Kept | None = None
        whole = _length(path)
        self._file: IO[bytes] = open(path, "ab")  # noqa: SIM115 - closed with the context
        self._file.truncate(whole)
        self.note(Step("begin"))

    def __enter__(self) -> "Journal":
        return self

    def __exit__(self, *error: Any) -> None:
        self._kept.close()
        self._file.close()

    def known(self, number: int) -> Kept | None:
        """What became of a document in an earlier attempt, asked in their order; None where none came so far."""
        if self._ahead is None:
            self._ahead = next(self._kept, None)
        return self._ahead if self._ahead is not None and self._ahead.number == number else None

    def take(self, number: int) -> Kept | None:
        """The same, for the last time."""
        kept = self.known(number)
        self._ahead = None if kept is not None else self._ahead
        return kept

    def note(self, record: Step | Kept) -> None:
        """Adds a record that a later attempt will see, however this one ends."""
        pickle.dump(record, self._file, pickle.HIGHEST_PROTOCOL)
        self._file.flush()


def ended_at(folder: str, unit: str) -> list[Step]:
    """The last step of each attempt, in their order."""
    last: list[Step] = []
    for record in _records(path_of(folder, unit)):
        if isinstance(record, Step):
            if record.phase == "begin":
                last.append(record)
            elif last:
                last[-1] = record
    return last


def _records(path: str) -> Iterator[Any]:
    """The whole records of a journal; what the end of a process has cut off is left out."""
    try:
        file = open(path, "rb")  # noqa: SIM115
    except FileNotFoundError:
        return
    with file:
        while True:
            try:
                yield pickle.load(file)  # noqa: S301 - written by this run
            except (EOFError, pickle.UnpicklingError, ValueError):
                return


def _length(path: str) -> int:
    """Bytes of the whole records."""
    try:
        file = open(path, "rb")  # noqa: SIM115
    except FileNotFoundError:
        return 0
    with file:
        at = 0
        while True:
            try:
                pickle.load(file)  # noqa: S301 - written by this run
            except (EOFError, pickle.UnpicklingError, ValueError):
                return at
            at = file.tell()
