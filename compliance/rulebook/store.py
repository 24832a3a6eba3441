"""Compiled patterns kept from one run to the next.

Compiling one pattern takes milliseconds, a text with a notice needs some dozens of them, and `regex` makes one from its parts in
microseconds. What is kept lies in the user's own cache folder and belongs to one state of the rules.
"""

import sys
from collections.abc import Sequence
from typing import Any
from zlib import crc32

from compliance.rulebook.beside import write_beside
from compliance.rulebook.packed import filed, from_content, packed, unpacked

ENGINE = "regex._regex"
"""The module of `regex` that makes patterns from their parts, and matches."""


class CompiledStore:
    """Patterns by their source, in one file that is read when the first is asked for; of thousands, only those that are asked for are unpacked.

    Args:
        path: the file; its folder exists.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._kept: tuple[dict[int, int], Sequence[bytes]] | None = None
        self._new: dict[tuple[str, bool], Any] = {}

    def get(self, source: str, cased: bool) -> Any:
        """The compiled pattern, or None where it is not kept."""
        if self._kept is None:
            self._kept = self._read()
        numbers, row = self._kept
        number = numbers.get(_key(source, cased))
        if number is None:
            return None
        try:
            engine = _engine()
            of, magic, arguments = unpacked(row[number])
            return engine.compile(*arguments) if of == (source, cased) and magic == engine.MAGIC else None
        except Exception:  # another version of regex wrote it, or it is damaged
            return None

    def put(self, source: str, cased: bool, compiled: Any) -> None:
        """Notes a pattern for `flush`."""
        self._new[source, cased] = compiled

    def flush(self) -> None:
        """Writes what is new beside what another process may have kept meanwhile, and renames. Failing costs time only."""
        if not self._new:
            return
        try:
            numbers, row = self._read()
            kept = {key: piece for key, number in numbers.items() if (piece := _whole(row, number))}
            for of, compiled in self._new.items():
                kept[_key(*of)] = _packed(of, compiled)
            write_beside(self._path, filed({key: number for number, key in enumerate(kept)}, {"patterns": list(kept.values())}))
        except (OSError, ValueError, LookupError):
            return
        self._new.clear()

    def _read(self) -> tuple[dict[int, int], Sequence[bytes]]:
        """The numbers of patterns by `_key`, and the patterns."""
        try:
            with open(self._path, "rb") as file:
                numbers, rows = from_content(memoryview(file.read()), dict)
            return dict(numbers), rows["patterns"]
        except Exception:  # none yet, or half a file: what is lost is compiled again
            return {}, []


def _whole(row: Sequence[bytes], number: int) -> bytes:
    """A pattern of a row; nothing where it is damaged."""
    try:
        return row[number]
    except LookupError:
        return b""


def _key(source: str, cased: bool) -> int:
    """What a pattern is looked up by; the pattern itself tells whether it is the one."""
    return crc32(source.encode("utf-8", "surrogatepass")) << 1 | cased


def _packed(of: tuple[str, bool], compiled: Any) -> bytes:
    """A pattern with what `regex` tells `pickle` of it."""
    from copyreg import dispatch_table

    _, arguments = dispatch_table[type(compiled)](compiled)  # type: ignore[str-unpack, misc]
    return packed([(of, _engine().MAGIC, arguments)])[0]


def _engine() -> Any:
    """The engine without its package, which spends milliseconds on making ready what only compiling needs."""
    if ENGINE in sys.modules:
        return sys.modules[ENGINE]
    from importlib.machinery import PathFinder
    from importlib.util import module_from_spec

    package = PathFinder.find_spec("regex")
    spec = PathFinder.find_spec(ENGINE, package.submodule_search_locations) if package else None
    if spec is None or spec.loader is None:
        raise ImportError(ENGINE)
    module = sys.modules[ENGINE] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
