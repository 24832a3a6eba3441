"""All that is said to people on stderr, and the exit statuses. Nothing else in the package writes there."""

import os
import sys
from enum import IntEnum
from typing import IO, Any

DEFECT = "this is a defect of compliance, not of your text"
BUG_REPORT = "please report it with the traceback, which COMPLIANCE_DEBUG=1 in the environment shows"


class ExitCode(IntEnum):
    """What the command tells the program that started it. docs/cli.md explains each."""

    OK = 0
    FLAGGED = 1
    USAGE = 2
    UNREAD = 3
    NOTHING = 4
    DEFECT = 70  # EX_SOFTWARE of sysexits.h
    INTERRUPTED = 130  # 128 + SIGINT, as shells report it
    PIPE = 141  # 128 + SIGPIPE: whoever read our stdout went away


class UsageError(Exception):
    """A command that cannot be carried out as it was given; the text says why and what to do instead."""


class Failure(Exception):
    """Something that could not be read or written and that the command cannot do without; the text says why and what
    to do."""


class Console:
    """Messages for people. Text that may come from a file or its name is shown without control characters."""

    def __init__(self, color: str = "auto", *, quiet: bool = False, verbose: bool = False) -> None:
        self._color, self._quiet, self._verbose = color, quiet, verbose

    def error(self, message: str) -> None:
        """Why something did not happen, with the way out; one line each."""
        for line in message.splitlines():
            self._say(f"compliance: {self._paint('31;1', 'error')}: {plain(line)}")

    def warning(self, message: str) -> None:
        """Something that is probably not as its author meant it."""
        if not self._quiet:
            for line in message.splitlines():
                self._say(f"compliance: {self._paint('33;1', 'warning')}: {plain(line)}")

    def note(self, message: str) -> None:
        """What a person at the terminal may like to know. What was printed arrives first; raises OSError where it cannot, since
        what is said of it would not be true."""
        if sys.stdout is not None and not sys.stdout.closed:
            sys.stdout.flush()
        if not self._quiet:
            self._say(plain(message))

    def detail(self, message: str) -> None:
        """What only somebody who asked for it, with --verbose, wants to know."""
        if self._verbose:
            self._say(plain(message))

    def _say(self, line: str) -> None:
        # Looked up at each call, because tests and embedding programs replace it.
        if sys.stderr is not None:
            sys.stderr.write(line + "\n")
            sys.stderr.flush()

    def _paint(self, style: str, word: str) -> str:
        return f"\x1b[{style}m{word}\x1b[0m" if wants_color(self._color, sys.stderr) else word


def wants_color(choice: str, stream: IO[Any] | None) -> bool:
    """Whether to colour a stream: `--color`, else NO_COLOR, else FORCE_COLOR, else if it is a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def plain(text: str) -> str:
    """The text with everything that could steer a terminal written out, such as `\\x1b`."""
    if text.isprintable():
        return text
    return "".join(it if it.isprintable() else it.encode("unicode_escape").decode("ascii") for it in text)
