"""Reads one ledger file as TOML, and finds where in it a table, a key or a word stands."""

import os
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple


class Problem(NamedTuple):
    """Something wrong in a ledger; line and column from 1, the column in code points."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


class LedgerError(ValueError):
    """A ledger that cannot be used: one line a problem, `file:line:column: what, and the way out`."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[type["LedgerError"], tuple[tuple[Problem, ...]]]:
        return LedgerError, (self.problems,)


class LedgerFile(NamedTuple):
    """A ledger as parsed, with its lines: triple-quoted strings and comments blanked out, so that only keys look like keys."""

    path: str
    data: dict[str, Any]
    lines: tuple[str, ...]

    def table(self, name: str, index: int = 0) -> int:
        """The line of the `index`th header [name] or [[name]]; 1 where there is none, as with inline tables."""
        found = _headers(self.lines, name)
        return found[index] if index < len(found) else found[0] if found else 1

    def place(self, start: int, key: str = "", word: str = "") -> tuple[int, int]:
        """Line and column of `word` in the value of `key` in the table whose header is on line `start`.

        As near as can be told: else that of the key, else that of the header.
        """
        first, at = self._key(start, key) if key else (start, self._indent(start))
        if not first:
            return start, self._indent(start)
        for line in range(first, len(self.lines) + 1 if word else first):
            text = self.lines[line - 1]
            if line > first and re.match(r"\s*(?:\[\[?\s*[\w\"'-]+\s*\]|[\w-]+\s*=)", text):
                break
            after = text.find("=") + 1 if line == first else 0
            found = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])").search(text, after)
            if found:
                return line, found.start() + 1
        return first, at

    def _key(self, start: int, key: str) -> tuple[int, int]:
        wanted = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*(?:=|\.)")
        below = re.compile(rf"\s*\[\[?[^\]]*\.\s*[\"']?{re.escape(key)}[\"']?\s*\]")  # [licence.credit]
        for line in range(start, len(self.lines) + 1):
            text = self.lines[line - 1]
            if wanted.match(text) or below.match(text):
                return line, self._indent(line)
            if line > start and re.match(r"\s*\[\[?\s*[\w\"'-]+\s*\]", text):
                break
        return 0, 0

    def _indent(self, line: int) -> int:
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        return len(text) - len(text.lstrip()) + 1


@lru_cache(maxsize=16)  # it is asked for each table of a file
def _headers(lines: tuple[str, ...], name: str) -> list[int]:
    """The lines of the headers [name] or [[name]]."""
    header = re.compile(rf"\s*\[\[?\s*[\"']?{re.escape(name)}[\"']?\s*\]")
    return [at for at, line in enumerate(lines, 1) if header.match(line)]


def read(path: str) -> LedgerFile:
    """The file, parsed.

    Raises:
        LedgerError: it cannot be read, is no UTF-8, or no TOML.
    """
    shown = _shown(path)
    try:
        with open(path, "rb") as file:
            raw = file.read()
    except OSError as error:
        message = f"the ledger cannot be read: {(error.strerror or str(error)).lower()}"
        raise LedgerError([Problem(shown, 1, 1, message)]) from None
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise LedgerError([Problem(shown, line, 1, "is not UTF-8 text; save it as UTF-8")]) from None
    return parse(text, shown)


def parse(text: str, path: str = "") -> LedgerFile:
    """As `read`, of a text; `path` is what messages call it."""
    import tomli

    try:
        data = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise LedgerError([_syntax(path, text, str(error))]) from None
    except RecursionError:
        raise LedgerError([Problem(path, 1, 1, "is nested too deeply")]) from None
    blank = re.sub(r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'', lambda it: re.sub(r"[^\n]", " ", it[0]), text, flags=re.DOTALL)
    lines = (re.sub(r"^\s*#.*", "", line) for line in blank.split("\n"))
    return LedgerFile(path, data, tuple(lines))


def _shown(path: str) -> str:
    """The path as messages give it: relative where it lies below the working directory."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return path
    return path if relative.startswith(os.pardir) else relative


def _syntax(path: str, text: str, message: str) -> Problem:
    """The parser's message with its place moved to the front."""
    line, column = text.count("\n") + 1, 1
    place = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    if place:
        message = message[: place.start()]
        if place[1]:
            line, column = int(place[1]), int(place[2])
    return Problem(path, line, column, f"not valid TOML: {message[:1].lower()}{message[1:]}")
