"""The flags of a run that a command line means."""

import argparse
from collections.abc import Iterator
from contextlib import closing
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from compliance.cli.checking import reports
from compliance.cli.console import Console, UsageError
from compliance.cli.logs import Logs
from compliance.model import Flag, Outcome, Report

if TYPE_CHECKING:
    from compliance.cli.pipeline import Checks
    from compliance.decisions import Log

TOLD = 10
"""Texts that could not be checked and are named."""


class Chosen(NamedTuple):
    """A flag, where it stands, and the log that a decision on it belongs in."""

    flag: Flag
    report: Report
    log: "Log"
    document: str  # its name in the log
    revision: int  # of the rule


class Choice:
    """Checks what the options name, and chooses. `checked` and `failed` count texts, `settled` flags that were left alone
    since they had been decided."""

    def __init__(self, options: argparse.Namespace, checks: "Checks", logs: Logs, console: Console) -> None:
        self._options, self._checks, self._logs, self._console = options, checks, logs, console
        self._meant: dict[str, set[str]] = {prefix: set() for prefix in options.flag}
        self.checked = self.failed = self.settled = 0

    def flags(self) -> list[Chosen]:
        """The flags. Raises UsageError for an id that means none, or several."""
        chosen = list(self._choose())
        if self.failed > TOLD:
            self._console.note(f"… and {self.failed - TOLD:,} more that could not be checked")
        for prefix, identities in self._meant.items():
            if not identities:
                raise UsageError(f"no flag in what was checked has the id {prefix}; compliance decide PATH lists them. Nothing was decided")
            if len(identities) > 1:
                some = ", ".join(sorted(identities)[:5])
                raise UsageError(f"{len(identities):,} flags have an id that begins with {prefix}: {some}. Nothing was decided")
        return chosen

    def tell_settled(self) -> None:
        """Says how many flags were left alone."""
        if self.settled:
            from compliance.output.phrases import plural

            self._console.note(f"{self.settled:,} {plural(self.settled, 'flag')} decided before, left as they are (--again includes them)")

    def _choose(self) -> Iterator[Chosen]:
        from compliance.checker import revision
        from compliance.decisions import document_key

        with closing(reports(self._options, self._checks, lambda report: False)) as found:
            for report in map(self._logs.settle, found):
                self._count(report)
                flags = [flag for flag in report.flags if self._means(flag)]
                if not flags:
                    continue
                log = self._logs.log(report.path)
                document = document_key(report.id, report.path, log.folder)
                book = self._checks.book(report.path)
                for flag in flags:
                    yield Chosen(flag, report, log, document, revision(flag.rule, book))

    def _means(self, flag: Flag) -> bool:
        """Whether the options mean a flag, and it may be decided."""
        from compliance.output.settled import SUPPRESSED, action, settled

        options = self._options
        if options.rule and not any(fnmatchcase(flag.rule, pattern) for pattern in options.rule):
            return False
        prefixes = [prefix for prefix in options.flag if flag.identity.startswith(prefix.lower())]
        if options.flag and not prefixes:
            return False
        for prefix in prefixes:
            self._meant[prefix].add(flag.identity)
        # Whoever gives an id means that flag; a comment in the text is withdrawn in the text.
        if settled(flag) and (action(flag) == SUPPRESSED or not (options.again or prefixes)):
            self.settled += 1
            return False
        return True

    def _count(self, report: Report) -> None:
        self.checked += report.outcome is Outcome.CHECKED
        if report.outcome is Outcome.FAILED:
            self.failed += 1
            if self.failed <= TOLD:
                self._console.error(f"{report.id}: {report.reason}")
