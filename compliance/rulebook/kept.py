"""What was found in a passage, kept for the next time: the ends of articles are the same in thousands of them."""

from typing import Generic, TypeVar

MOST = 2048
"""Passages that are kept at least, of the last ones asked for; at most twice as many."""
LONGEST = 4000
"""Code points of a passage above which nothing is kept: what is that long is seldom seen again."""

Found = TypeVar("Found")


class Kept(Generic[Found]):
    """Findings by passage, the oldest forgotten. Safe for several threads: at worst something is found twice."""

    def __init__(self) -> None:
        self._young: dict[str, Found] = {}
        self._old: dict[str, Found] = {}

    def get(self, passage: str) -> Found | None:
        """What was kept of a passage; None where nothing is."""
        found = self._young.get(passage)
        if found is None:
            found = self._old.get(passage)
            if found is not None:
                self.put(passage, found)
        return found

    def put(self, passage: str, found: Found) -> None:
        """Keeps what was found in a passage. What is kept may be added to, and must not change otherwise."""
        if len(passage) > LONGEST:
            return
        if len(self._young) >= MOST:
            self._old, self._young = self._young, {}
        self._young[passage] = found
