"""For people: the layout of `layout.py`, in colour on a terminal and plain everywhere else.

Rich is imported only for colour: it takes longer to load than most checks take to run.
"""

import os
from collections.abc import Mapping
from typing import TextIO

from compliance.model import Outcome, Report
from compliance.output.foot import summary_lines, unread_line, unread_lines
from compliance.output.frame import ASCII, Glyphs
from compliance.output.interface import Options
from compliance.output.layout import report_lines, shown
from compliance.output.spool import Spool
from compliance.output.summary import Summary
from compliance.output.writers import coloured_writer, plain_writer

PIPED = 80  # columns, wherever no terminal says otherwise
WIDEST = 100  # columns; prose in longer lines is hard to read
NARROWEST = 40  # columns; a terminal that has fewer breaks the lines itself


class Terminal:
    """Writes the documents that somebody should look at, then those that were not checked, then the
    summary."""

    def __init__(self, stream: TextIO, options: Options, environ: Mapping[str, str] = os.environ) -> None:
        coloured = options.colour if options.colour is not None else wants_colour(stream, environ)
        self._columns = max(NARROWEST, columns(stream) if options.width is None else options.width)
        self._verbose, self._explain = options.verbose, options.explain
        self._glyphs = glyphs(stream, coloured)
        self._put = coloured_writer(stream) if coloured else plain_writer(stream)
        self._unread = Spool()

    def begin(self) -> None:
        """Nothing: the first line is the first document's."""

    def report(self, report: Report) -> None:
        """Writes a document to be looked at; keeps one that was not checked for the end."""
        if report.outcome is not Outcome.CHECKED:
            self._unread.write(unread_line(report) + "\n")
        if shown(report, self._verbose, self._explain):
            self._put([*report_lines(report, self._columns, self._glyphs, self._verbose, self._explain), []])

    def end(self, summary: Summary) -> None:
        """Writes what was not checked, and the summary."""
        for kept in self._unread.lines():
            self._put(unread_lines(kept, self._columns))
        self._put(summary_lines(summary, self._columns, self._glyphs))


def wants_colour(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether to write colour to `stream`: NO_COLOR, then FORCE_COLOR (both where set to anything), then
    whether it is a terminal that can show it. (no-color.org, force-color.org)"""
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environ.get("TERM") != "dumb"


def columns(stream: TextIO) -> int:
    """The width to lay out for: the terminal's within reason, and always the same for a pipe or a file."""
    if not stream.isatty():
        return PIPED
    try:
        found = os.get_terminal_size(stream.fileno()).columns
    except OSError:
        found = 0
    return min(found or PIPED, WIDEST)


def glyphs(stream: TextIO, coloured: bool) -> Glyphs:
    """The signs that `stream` can take; colour needs no marks around a span, which it underlines."""
    signs = Glyphs()
    try:
        "".join(signs).encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        signs = ASCII
    return signs._replace(open="", close="") if coloured else signs
