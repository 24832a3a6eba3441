"""How far a run over many documents is: a bar where somebody watches, a line a minute in a log, the two ends of it in CI."""

import os
import time
from collections.abc import Callable, Mapping
from typing import TextIO

from compliance.batch.run import State
from compliance.cli.progress import BAR, EVERY, columns, minutes

LOGGED = 60.0
"""Seconds between two lines of a log."""
_WORDS = {"listing": "looking for inputs", "checking": "checking", "comparing": "comparing the texts", "finished": "done"}


class Pace:
    """Tells on a stream what a run tells it.

    Args:
        stream: stderr, or what stands for it.
        bar: draw a bar; else lines.
        every: seconds between two lines; 0 is only the beginning and the end.
        quiet: nothing at all.
        clock: seconds, from anywhere.
    """

    def __init__(
        self, stream: TextIO, *, bar: bool, every: float = LOGGED, quiet: bool = False, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream, self._bar, self._every, self._quiet, self._clock = stream, bar, every, quiet, clock
        self._begun = self._due = clock()
        self._state: State | None = None
        self._drawn = False

    def tell(self, state: State) -> None:
        """Takes how far the run is; says so at the beginning of each stage, and at the end."""
        fresh = self._state is None or self._state.stage != state.stage
        if fresh:
            self._begun = self._due = self._clock()
            self._due += 0.0 if self._bar else self._every
        self._state = state
        if fresh and state.stage == "checking" and not self._bar:
            self._say(line(state, 0.0))
        self.beat()

    def beat(self) -> None:
        """Says how far the run is, if it is time."""
        now = self._clock()
        if self._quiet or self._state is None or self._state.stage == "finished" or now < self._due:
            return
        if self._bar:
            self._due = now + EVERY
            self._drawn = True
            encoding = (self._stream.encoding or "").lower().replace("-", "")
            text = line(self._state, now - self._begun, "━" if encoding.startswith("utf") else "#")
            self._stream.write(f"\r\x1b[K{text[: columns(self._stream) - 1]}")
            self._stream.flush()
        elif self._every:
            self._due = now + self._every
            self._say(line(self._state, now - self._begun))

    def close(self) -> None:
        """Takes the bar away."""
        if self._drawn:
            self._drawn = False
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def _say(self, text: str) -> None:
        if not self._quiet:
            self._stream.write(f"compliance: {text}\n")
            self._stream.flush()


def pace(stream: TextIO, quiet: bool, no_progress: bool, environment: Mapping[str, str] = os.environ) -> Pace:
    """What suits a stream: a bar on a terminal, a line a minute elsewhere, in CI the beginning and the end."""
    in_ci = environment.get("CI", "").lower() not in ("", "0", "false")
    bar = stream.isatty() and not in_ci and not no_progress
    return Pace(stream, bar=bar, every=0.0 if in_ci or no_progress else LOGGED, quiet=quiet)


def line(state: State, elapsed: float, full: str = "") -> str:
    """What is said of a state after so many seconds of its stage; with `full`, the sign of the bar, a bar in it."""
    words = _WORDS[state.stage]
    if state.step:
        return f"{words}: {state.step} {state.done:,} of {state.total:,}  {minutes(elapsed)}"
    if state.stage != "checking" or not state.total:
        return f"{words}  {minutes(elapsed)}"
    share = min(state.done / state.total, 1.0)
    length = round(share * BAR)
    parts = [words, *([full * length + " " * (BAR - length)] if full else []), f"{share:4.0%}"]
    if state.documents:
        parts.append(f"{state.documents:,} documents")
    fresh = state.done - state.before
    if elapsed >= 1 and fresh:
        parts.append(f"{state.documents / elapsed:,.0f} a second")
        left = (state.total - state.done) / (fresh / elapsed)
        parts += [f"about {minutes(left)} left"] if left >= 1 else []
    elif elapsed >= 1:
        parts.append(minutes(elapsed))
    if state.failed:
        parts.append(f"{state.failed:,} not read")
    return "  ".join(parts)
