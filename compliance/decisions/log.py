"""The file of decisions: read whole, appended to, and read on where others have appended."""

import os
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from compliance.decisions.entry import BadEntry, Entry, read_entry, write_entry
from compliance.decisions.index import Decisions
from compliance.decisions.lock import appending

class LogError(Exception):
    """A log that cannot be read or written; the text names it and says why."""


class Problem(NamedTuple):
    """A line that is no decision, and was passed over."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class Log:
    """A log and what it holds so far. `open_log` opens one.

    `decisions` is what was decided, `problems` the lines that were passed over. A log that does not exist is empty; the
    first decision makes it.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.decisions = Decisions()
        self.problems: list[Problem] = []
        self._file: tuple[int, int] | None = None
        self._read = self._lines = 0  # bytes and lines
        self._tail = b""  # the last bytes that were read
        self.refresh()

    @property
    def folder(self) -> str:
        """The folder that the names of documents are relative to."""
        return os.path.dirname(self.path) or "."

    def refresh(self) -> bool:
        """Reads what others have appended since; all of it where the file was replaced, as git does. True if there was
        anything. Raises LogError."""
        try:
            with open(self.path, "rb") as file:
                state = os.fstat(file.fileno())
                same = (state.st_dev, state.st_ino) == self._file and state.st_size >= self._read
                if same and self._tail:
                    file.seek(self._read - len(self._tail))
                    same = file.read(len(self._tail)) == self._tail  # a file that was rewritten in place, and has grown
                if not same:
                    self._forget()
                self._file = state.st_dev, state.st_ino
                file.seek(self._read)
                fresh = file.read()
        except FileNotFoundError:
            there = bool(self._file)
            self._forget()
            return there
        except OSError as error:
            raise LogError(f"{self.path} cannot be read: {(error.strerror or str(error)).lower()}") from error
        return self._take(fresh) or not same

    def append(self, entries: Sequence[Entry]) -> None:
        """Writes entries behind all others, all of them or none, and waits until they are on disk. Two who write at once
        come one after the other. Raises LogError."""
        if not entries:
            return
        try:
            folder = os.path.dirname(self.path)
            if folder:
                os.makedirs(folder, exist_ok=True)
            with appending(self.path) as descriptor:
                _write(descriptor, entries)
        except OSError as error:
            raise LogError(f"{self.path} cannot be written: {(error.strerror or str(error)).lower()}") from error
        self.refresh()

    def _forget(self) -> None:
        self.decisions = Decisions()
        self.problems = []
        self._file = None
        self._read = self._lines = 0
        self._tail = b""

    def _take(self, fresh: bytes) -> bool:
        """Reads whole lines. What stands behind the last newline is left for the next time, as another may be about to end
        it; until then it is a problem like any other broken line."""
        whole = fresh.rfind(b"\n") + 1
        self.problems = [problem for problem in self.problems if problem.line <= self._lines]
        rows = fresh[:whole].split(b"\n")[:-1]
        for row in rows:
            self._lines += 1
            self._row(row, self._lines)
        self._read += whole
        if whole:
            self._tail = fresh[max(0, whole - 64) : whole]
        if fresh[whole:].strip():
            self._row(fresh[whole:], self._lines + 1)
        return bool(rows)

    def _row(self, row: bytes, number: int) -> None:
        row = row.removeprefix(b"\xef\xbb\xbf").strip()
        if not row:
            return
        try:
            self.decisions.add(read_entry(row))
        except BadEntry as error:
            self.problems.append(Problem(self.path, number, str(error)))


def open_log(path: str) -> Log:
    """The log at a path, read; an empty one where there is no file yet. Raises LogError."""
    return Log(path)


def _write(descriptor: int, entries: Iterable[Entry]) -> None:
    """Appends lines to a locked file, on a line of their own even where somebody was interrupted in the middle of one. A
    disk that is full leaves the file as it was."""
    size = os.lseek(descriptor, 0, os.SEEK_END)
    lines = b"".join(write_entry(entry) for entry in entries)
    if size:
        os.lseek(descriptor, size - 1, os.SEEK_SET)
        if os.read(descriptor, 1) != b"\n":
            lines = b"\n" + lines
    try:
        rest = memoryview(lines)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    except OSError:
        os.ftruncate(descriptor, size)
        raise
