"""Compiled patterns kept from one run to the next.

Compiling one pattern takes milliseconds, a text with a notice needs some dozens of them, and `regex` unpickles one in
microseconds. What is kept lies in the user's own cache folder and belongs to one state of the rules.
"""

import os
import pickle
from typing import Any


class CompiledStore:
    """Patterns by their source, in one file that is read when the first is asked for.

    Args:
        path: the file; its folder exists.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._packed: dict[tuple[str, bool], bytes] | None = None
        self._new: dict[tuple[str, bool], Any] = {}

    def get(self, source: str, cased: bool) -> Any:
        """The compiled pattern, or None where it is not kept."""
        if self._packed is None:
            self._packed = self._read()
        packed = self._packed.get((source, cased))
        if packed is None:
            return None
        try:
            return pickle.loads(packed)
        except Exception:  # another version of regex wrote it
            return None

    def put(self, source: str, cased: bool, compiled: Any) -> None:
        """Notes a pattern for `flush`."""
        self._new[source, cased] = compiled

    def flush(self) -> None:
        """Writes what is new beside what another process may have kept meanwhile, and renames. Failing costs time only."""
        if not self._new:
            return
        beside = f"{self._path}.{os.getpid()}"
        try:
            kept = {**self._read(), **{key: pickle.dumps(compiled) for key, compiled in self._new.items()}}
            with open(beside, "wb") as file:
                pickle.dump(kept, file)
            os.replace(beside, self._path)
        except (OSError, pickle.PicklingError):
            return
        self._new.clear()

    def _read(self) -> dict[tuple[str, bool], bytes]:
        try:
            with open(self._path, "rb") as file:
                kept = pickle.load(file)
        except Exception:  # none yet, or half a file: what is lost is compiled again
            return {}
        return kept if isinstance(kept, dict) else {}
