"""One line on stderr that says how far a long run has come.

Drawn by hand, and only between two reports: a thread that draws would write into the middle of what goes to
stdout when both are one terminal, and would be copied half-alive into the worker processes.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TextIO, TypeVar

from compliance.model import Report

AFTER = 1.0
"""Seconds that a run takes before the line appears."""
EVERY = 0.1
"""Seconds between two drawings."""
BAR = 24
"""Columns of the bar."""

T = TypeVar("T")


class Listing(Generic[T]):
    """An iterator that can say how much it holds; until somebody asks, it is not listed."""

    def __init__(self, items: Iterable[T]) -> None:
        self._items = iter(items)
        self._taken = 0
        self.total: int | None = None

    def __iter__(self) -> "Listing[T]":
        return self

    def __next__(self) -> T:
        item = next(self._items)
        self._taken += 1
        return item

    def count(self) -> int:
        """How many items there are, those already taken among them."""
        if self.total is None:
            rest = list(self._items)
            self._items = iter(rest)
            self.total = self._taken + len(rest)
        return self.total


class Progress:
    """Draws the line while reports pass by.

    `total` says how many there will be, or None where that cannot be known; `prints` whether a report will be
    written to the terminal that the line stands on, which must be clean by then.
    """

    def __init__(
        self,
        total: Callable[[], int | None],
        prints: Callable[[Report], bool],
        stream: TextIO,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._total, self._prints, self._stream, self._clock = total, prints, stream, clock
        self._begun = clock()
        self._due = self._begun + AFTER
        self._done = 0
        self._drawn = False

    def watch(self, reports: Iterable[Report]) -> Iterator[Report]:
        """The same reports; the line is gone when they end, however they end."""
        try:
            for report in reports:
                drawn = self._drawn and self._prints(report)
                if drawn:
                    self._erase()
                yield report
                self._done += 1
                if drawn:
                    self._draw()
                else:
                    self.tick()
        finally:
            if self._drawn:
                self._erase()

    def tick(self) -> None:
        """Draws the line again, if it is time."""
        if self._clock() >= self._due:
            self._draw()

    def _draw(self) -> None:
        total = self._total()
        now = self._clock()
        self._due = now + EVERY
        self._drawn = True
        encoding = (self._stream.encoding or "").lower().replace("-", "")
        text = line(self._done, total, now - self._begun, "━" if encoding.startswith("utf") else "#")
        self._stream.write(f"\r\x1b[K{text[: columns(self._stream) - 1]}")
        self._stream.flush()

    def _erase(self) -> None:
        self._drawn = False
        self._stream.write("\r\x1b[K")
        self._stream.flush()


def line(done: int, total: int | None, elapsed: float, full: str = "━") -> str:
    """What the line says. `elapsed` is in seconds."""
    if not total or total == 1:
        return f"{done:,} texts checked  {minutes(elapsed)}" if done else f"checking  {minutes(elapsed)}"
    share = min(done / total, 1.0)
    length = round(share * BAR)
    bar = full * length + " " * (BAR - length)
    rest = elapsed / share - elapsed if share > 0.02 else 0.0
    left = f"  about {minutes(rest)} left" if rest >= 1 else ""
    return f"{done:,} of {total:,} texts  {bar} {share:4.0%}{left}"


def minutes(seconds: float) -> str:
    """Seconds as minutes and seconds, with hours where there are any."""
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def columns(stream: TextIO) -> int:
    """The width of a terminal; 80 where the stream is none."""
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):
        return 80
