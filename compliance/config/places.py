"""Where each key of a TOML text stands, which the standard library's parser does not say."""

import re
import tomllib
from typing import TypeAlias

Key: TypeAlias = tuple[str | int, ...]
"""A way down into parsed TOML: names of tables and keys, indexes into lists."""

_GAP = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{1,2})?' r"|'''.*?''''{0,2}" r'|"(?:\\.|[^"\\\n])*"' r"|'[^'\n]*'", re.DOTALL
)
_OTHER = re.compile(r"[^,\]}#\n]+")


def places(source: str) -> dict[Key, tuple[int, int]]:
    """Line and column, from 1, of every key and list item of a TOML text that `tomllib` has accepted."""
    return _Scanner(source).found


class _Scanner:
    def __init__(self, source: str) -> None:
        self.found: dict[Key, tuple[int, int]] = {}
        self._source, self._at = source, 0
        self._lengths: dict[Key, int] = {}  # of the lists of tables seen so far
        table: Key = ()
        while self._skip() < len(source):
            if source[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _skip(self) -> int:
        return self._take(_GAP)

    def _take(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self._source, self._at)
        self._at = found.end() if found else len(self._source)
        return self._at

    def _mark(self, key: Key, at: int) -> None:
        line = self._source.count("\n", 0, at) + 1
        self.found.setdefault(key, (line, at - self._source.rfind("\n", 0, at)))

    def _names(self) -> list[tuple[str, int]]:
        """The parts of a dotted key, each with its offset."""
        names: list[tuple[str, int]] = []
        while True:
            at = self._skip()
            quoted = self._source[at] in "\"'"
            written = self._source[at : self._take(_STRING if quoted else _BARE)]
            names.append((next(iter(tomllib.loads(f"{written} = 0"))), at))
            if self._source[self._skip()] != ".":
                return names
            self._at += 1

    def _header(self) -> Key:
        brackets = 2 if self._source.startswith("[[", self._at) else 1
        self._at += brackets
        names = self._names()
        key: Key = ()
        for number, (name, at) in enumerate(names, 1):
            key = (*key, name)
            self._mark(key, at)
            if brackets == 2 and number == len(names):
                self._lengths[key] = self._lengths.get(key, 0) + 1
            if key in self._lengths:
                key = (*key, self._lengths[key] - 1)
                self._mark(key, at)
        self._at = self._skip() + brackets
        return key

    def _pair(self, key: Key) -> None:
        for name, at in self._names():
            key = (*key, name)
            self._mark(key, at)
        self._at += 1
        self._value(key)

    def _value(self, key: Key) -> None:
        first = self._source[self._skip()]
        if first in "\"'":
            self._take(_STRING)
        elif first not in "[{":
            self._take(_OTHER)
        else:
            self._at += 1
            index = 0
            while self._source[self._skip()] not in "]}":
                if self._source[self._at] == ",":
                    self._at += 1
                elif first == "{":
                    self._pair(key)
                else:
                    self._mark((*key, index), self._at)
                    self._value((*key, index))
                    index += 1
            self._at += 1
