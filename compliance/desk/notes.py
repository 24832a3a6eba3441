"""What editors note beside flags without deciding: lines of JSON in a file of their own beside the decisions.

As with decisions, nothing is rewritten; a line that says `of` takes back the one with that id, and both sides of a merge stay.
"""

import json
import os
from typing import Any, NamedTuple

from compliance.decisions.lock import appending
from compliance.decisions.log import LogError

SCHEMA = 1
NAME = "compliance-notes.jsonl"


class Note(NamedTuple):
    """A note on a flag of a document, which goes by the name that it has in the log of decisions. `of` is the id of a note
    that this line takes back."""

    id: str
    time: str
    by: str
    document: str = ""
    flag: str = ""
    note: str = ""
    of: str = ""


class Notes:
    """The notes in a file, found by what they are about. `passed_over` counts lines that are no notes.

    Raises LogError where the file cannot be read.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.passed_over = 0
        self._found: dict[tuple[str, str], dict[str, Note]] = {}
        self._gone: set[str] = set()
        self._gone_by: dict[str, str] = {}
        try:
            with open(path, "rb") as file:
                for line in file:
                    self._take(line)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise LogError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from error

    def on(self, document: str, flag: str) -> list[Note]:
        """The notes on a flag that nobody has taken back, the earliest first."""
        found = self._found.get((document, flag), {}).values()
        return sorted((note for note in found if note.id not in self._gone), key=lambda note: (note.time, note.id))

    def add(self, document: str, flag: str, words: str, by: str, time: str) -> Note:
        """Puts a note on a flag. Raises LogError."""
        note = Note(os.urandom(8).hex(), time, by, document, flag, " ".join(words.split()))
        self._append(note)
        return note

    def take_back(self, id: str, by: str, time: str) -> Note:
        """Takes a note back; taking that back restores it. Raises LogError."""
        note = Note(os.urandom(8).hex(), time, by, of=id)
        self._append(note)
        return note

    def _append(self, note: Note) -> None:
        record = {"schema": SCHEMA, **{name: value for name, value in note._asdict().items() if value}}
        line = json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
        try:
            os.makedirs(os.path.dirname(self.path) or ".", exist_ok=True)
            with appending(self.path) as descriptor:
                if size := os.lseek(descriptor, 0, os.SEEK_END):
                    os.lseek(descriptor, size - 1, os.SEEK_SET)
                    line = line if os.read(descriptor, 1) == b"\n" else b"\n" + line
                os.write(descriptor, line)
                os.fsync(descriptor)
        except OSError as error:
            raise LogError(f"{self.path} cannot be written: {(error.strerror or str(error)).lower()}") from error
        self._keep(note)

    def _take(self, line: bytes) -> None:
        try:
            record: Any = json.loads(line)
            told = {name: record.get(name, "") for name in Note._fields}
        except (ValueError, AttributeError, RecursionError):
            self.passed_over += bool(line.strip())
            return
        whole = all(isinstance(value, str) for value in told.values()) and told["id"] and (told["of"] or told["note"])
        if not whole or record.get("schema") != SCHEMA:
            self.passed_over += 1
            return
        self._keep(Note(**told))

    def _keep(self, note: Note) -> None:
        if note.of:
            # Taking back what took a note back restores it.
            if note.of in self._gone_by:
                self._gone.discard(self._gone_by[note.of])
            else:
                self._gone.add(note.of)
                self._gone_by[note.id] = note.of
        else:
            self._found.setdefault((note.document, note.flag), {})[note.id] = note
