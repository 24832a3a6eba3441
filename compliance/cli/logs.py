"""Which log of decisions holds for a text, and the reports under it."""

import argparse
import os
from typing import TYPE_CHECKING

from compliance.cli.arguments import Parser
from compliance.cli.console import Console, UsageError
from compliance.cli.sources import LOG
from compliance.model import Report

if TYPE_CHECKING:
    from compliance.cli.pipeline import Checks
    from compliance.decisions import Log

def add_decision_options(made: Parser, strict: bool = False) -> None:
    """`--decisions`, and `--strict` for a command whose status tells of flags."""
    deciding = made.add_argument_group("what was decided")
    deciding.add_argument(
        "--decisions", metavar="FILE", help=f"the log of decisions; {LOG} is found without it"
    )
    if strict:
        deciding.add_argument("--strict", action="store_true", help="as if nothing had been decided")
    else:
        made.set_defaults(strict=False)


class Logs:
    """The logs that the texts of a run stand under, each read once.

    For a text that is the one of `--decisions`; else that of its configuration; else the nearest LOG in its folder or
    above, up to the folder that holds `.git`; else one that is not there yet, beside the configuration, or in the folder that
    holds `.git`, or in the working directory. `makes` says that the command may make one.
    """

    def __init__(self, options: argparse.Namespace, checks: "Checks", makes: bool = False) -> None:
        self._options, self._checks, self._makes = options, checks, makes
        self._paths: dict[str, str] = {}
        self._logs: dict[str, Log | None] = {}
        self._now = ""

    def prepare(self, paths: list[str]) -> None:
        """Reads what holds where paths begin, so that it cannot fail later. Raises UsageError where a log cannot be read."""
        given = self._options.decisions
        if given and not self._makes and not self._options.strict and not os.path.exists(given):
            raise UsageError(f"there is no {given}; compliance decide makes a log of decisions")
        for path in paths:
            self._there(os.path.join(path, "") if os.path.isdir(path) else path)

    def settle(self, report: Report) -> Report:
        """The report with what was decided on its flags, and the verdict that comes of it. Raises UsageError."""
        if not report.flags or self._options.strict:
            return report
        log = self._there(report.path)
        if log is None:
            return report
        from compliance.checker import settle
        from compliance.decisions import document_key, now

        self._now = self._now or now()  # a run has one present
        document = document_key(report.id, report.path, log.folder)
        return settle(report, log.decisions, document, self._checks.book(report.path), self._now)

    def log(self, path: str | None) -> "Log":
        """The log that holds for a text, whether or not it is there yet. Raises UsageError."""
        from compliance.decisions import LogError, open_log

        where = self.path(path)
        log = self._logs.get(where)
        if log is None:
            try:
                log = self._logs[where] = open_log(where)
            except LogError as error:
                raise UsageError(str(error)) from error
        return log

    def path(self, path: str | None) -> str:
        """Where that log is."""
        if self._options.decisions:
            return str(self._options.decisions)
        folder = os.path.dirname(path) if path else ""
        found = self._paths.get(folder)
        if found is None:
            config = self._checks.lookup.of_folder(folder)
            home = config.folder if config.source else None
            from compliance.config.files import shown_path

            found = self._paths[folder] = config.decisions or shown_path(_nearest(os.path.abspath(folder), home))
        return found

    def opened(self) -> "list[Log]":
        """Those that were read, in the order of their first use."""
        return [log for log in self._logs.values() if log is not None]

    def tell(self, console: Console) -> None:
        """Names the lines that were passed over."""
        for log in self.opened():
            for problem in log.problems:
                console.warning(f"{problem}; the line was passed over")

    def _there(self, path: str | None) -> "Log | None":
        """The log that holds for a text, None where there is none yet."""
        if self._options.strict:
            return None
        where = self.path(path)
        if where not in self._logs:
            self._logs[where] = None
            if os.path.lexists(where):
                return self.log(path)
        return self._logs[where]


def _nearest(folder: str, home: str | None) -> str:
    """The log in a folder or above; where there is none, the place for one: `home`, the top of the repository, or the
    working directory."""
    here = os.getcwd()
    start = folder
    while True:
        if os.path.lexists(os.path.join(folder, LOG)):
            return os.path.join(folder, LOG)
        parent = os.path.dirname(folder)
        top = os.path.exists(os.path.join(folder, ".git"))
        if top or parent == folder:
            break
        folder = parent
    if home is None:
        below = start == here or start.startswith(here.rstrip(os.sep) + os.sep)
        home = folder if top else here if below else start
    return os.path.join(home, LOG)
