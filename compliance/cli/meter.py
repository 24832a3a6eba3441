"""A line on stderr for work that is counted: texts, bytes, fingerprints."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self, TextIO

from compliance.cli.progress import AFTER, BAR, EVERY, columns, minutes


class Meter:
    """Draws how far something is, once it takes longer than a second; nothing where it is told to be quiet. A context:
    leaving it takes the line away."""

    def __init__(
        self, word: str, stream: TextIO, quiet: bool, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._word, self._stream, self._quiet, self._clock = word, stream, quiet, clock
        self._begun = clock()
        self._due = self._begun + AFTER
        self._drawn = False

    def __call__(self, done: int, total: int) -> None:
        """Says that `done` of `total` are done; what is counted stays untold."""
        self._draw(lambda: done / total if total else 1.0, "")

    def at(self, done: int, total: Callable[[], int] | None) -> None:
        """Says that `done` texts are done; `total` is asked only when the line is drawn, None where nobody knows."""
        self._draw(lambda: min(done / (total() or 1), 1.0) if total else None, f"{done:,} texts ")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def _draw(self, share: Callable[[], float | None], what: str) -> None:
        now = self._clock()
        if self._quiet or now < self._due:
            return
        self._due = now + EVERY
        self._drawn = True
        encoding = (self._stream.encoding or "").lower().replace("-", "")
        text = line(
            f"{what}{self._word}", share(), now - self._begun, "━" if encoding.startswith("utf") else "#"
        )
        self._stream.write(f"\r\x1b[K{text[: columns(self._stream) - 1]}")
        self._stream.flush()


def line(words: str, share: float | None, elapsed: float, full: str = "━") -> str:
    """What the line says; `share` is from 0 to 1, `elapsed` in seconds."""
    if share is None:
        return f"{words}  {minutes(elapsed)}"
    length = round(share * BAR)
    rest = elapsed / share - elapsed if share > 0.02 else 0.0
    left = f"  about {minutes(rest)} left" if rest >= 1 else ""
    return f"{words}  {full * length}{' ' * (BAR - length)} {share:4.0%}{left}"
