"""What the commands that use an archive have in common: opening it, and saying what went wrong with it."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from compliance.cli.arguments import Parser, add_color_option
from compliance.cli.console import Failure, UsageError
from compliance.reuse.archive import Archive, ArchiveError

WAIT = 10.0
"""Seconds that a command waits for another one that writes to the same archive."""


def opened(path: str, create: bool = False) -> Archive:
    """The archive in a folder. Raises UsageError where there is none and none can be made, with the way out."""
    try:
        return Archive.open(path, create=create, wait=WAIT)
    except ArchiveError as error:
        raise UsageError(str(error)) from error


@contextmanager
def guarded() -> Iterator[None]:
    """Runs what uses an open archive. Raises Failure for what it could not do."""
    try:
        yield
    except ArchiveError as error:
        raise Failure(str(error)) from error


def archive_parser(name: str, usage: str, description: str, epilog: str = "") -> Parser:
    """A parser of `compliance archive NAME` with the folder as its first argument."""
    made = Parser(f"compliance archive {name}", f"[options] {usage}", description, epilog)
    made.add_argument("archive", metavar="DIR", help="the folder of the archive")
    return made


def close_parser(made: Parser, progress: bool = False) -> Parser:
    """Ends the options of such a parser."""
    if progress:
        made.add_argument("--no-progress", action="store_true", help="no progress line on long runs")
    made.add_argument("-q", "--quiet", action="store_true", help="nothing on stderr but errors")
    add_color_option(made)
    made.close()
    return made


def quiet(options: argparse.Namespace) -> bool:
    """Whether no progress line is wanted, or nobody could see it."""
    return bool(options.quiet or options.no_progress or not sys.stderr.isatty())
