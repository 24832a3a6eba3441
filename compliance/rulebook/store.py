"""Compiled patterns kept from one run to the next.

Compiling one pattern takes milliseconds, a text with a notice needs some dozens of them, and `regex` makes one from its parts in
microseconds. What is kept lies in the user's own cache folder and belongs to one state of the rules.
"""

import marshal
import sys
from typing import Any

from compliance.rulebook.beside import write_beside

ENGINE = "regex._regex"
"""The module of `regex` that makes patterns from their parts, and matches."""


class CompiledStore:
    """Patterns by their source, in one file that is read when the first is asked for.

    Args:
        path: the file; its folder exists.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._kept: dict[tuple[str, bool], bytes] | None = None
        self._new: dict[tuple[str, bool], Any] = {}

    def get(self, source: str, cased: bool) -> Any:
        """The compiled pattern, or None where it is not kept."""
        if self._kept is None:
            self._kept = self._read()
        parts = self._kept.get((source, cased))
        if parts is None:
            return None
        try:
            engine = _engine()
            magic, arguments = marshal.loads(parts)
            return engine.compile(*arguments) if magic == engine.MAGIC else None
        except Exception:  # another version of regex wrote it
            return None

    def put(self, source: str, cased: bool, compiled: Any) -> None:
        """Notes a pattern for `flush`."""
        self._new[source, cased] = compiled

    def flush(self) -> None:
        """Writes what is new beside what another process may have kept meanwhile, and renames. Failing costs time only."""
        if not self._new:
            return
        try:
            kept = {**self._read(), **{key: _parts(compiled) for key, compiled in self._new.items()}}
            write_beside(self._path, marshal.dumps(kept))
        except (OSError, ValueError, LookupError):
            return
        self._new.clear()

    def _read(self) -> dict[tuple[str, bool], bytes]:
        try:
            with open(self._path, "rb") as file:
                kept = marshal.loads(file.read())
        except Exception:  # none yet, or half a file: what is lost is compiled again
            return {}
        return kept if isinstance(kept, dict) else {}


def _parts(compiled: Any) -> bytes:
    """What `regex` tells `pickle` of a pattern, packed."""
    from copyreg import dispatch_table

    _, arguments = dispatch_table[type(compiled)](compiled)  # type: ignore[str-unpack, misc]
    return marshal.dumps((_engine().MAGIC, arguments))


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
