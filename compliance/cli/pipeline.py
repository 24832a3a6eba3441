"""From the files that were found to reports, under the configuration that holds for each."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from compliance.checker import Settings, check_documents
from compliance.cli.judging import Judging
from compliance.cli.rulebooks import lookup, must_know, must_select
from compliance.cli.sources import STDIN, of_path
from compliance.config import Config, Effective
from compliance.documents import read_file, read_stream
from compliance.model import Document, Outcome, Report, Severity, Unread, Verdict
from compliance.output.settled import settled
from compliance.rulebook import Rulebook, load

if TYPE_CHECKING:
    from datetime import datetime

    from compliance.reuse.archive import Archive

Item: TypeAlias = str | Document | Unread
"""What comes down the line: the path of a file still to be read, or what came of reading."""

THRESHOLD = Severity.WARNING
"""The least severity that counts, where neither command line nor configuration says."""

_GRAVITY = {severity: number for number, severity in enumerate(Severity)}


class Checks:
    """Reads and checks; made from the options and the moment alone, so that a worker process can make its own.

    Args:
        options: of the command line.
        now: the moment that the run takes for the present, aware; that of the making when left out.
    """

    def __init__(self, options: argparse.Namespace, now: "datetime | None" = None) -> None:
        self.lookup = lookup(options)
        self._options, self._now = options, now
        self._whole: dict[tuple[str, ...], Rulebook] = {}
        self._books: dict[tuple[str | None, tuple[str, ...]], Rulebook] = {}
        self._archives: dict[tuple[int, str], Archive] = {}
        self._sources: dict[int, tuple[tuple[str, str], ...]] = {}
        self._judging = Judging(options, now)
        self._threshold = Severity(options.threshold) if options.threshold else None

    def __reduce__(self) -> "tuple[type[Checks], tuple[argparse.Namespace, datetime | None]]":
        return Checks, (self._options, self._now)

    def __call__(self, items: list[Item]) -> list[Report]:
        """The reports of some items."""
        return list(self.reports(items))

    def keep(self) -> None:
        """Keeps what the rulebooks compiled, so that the next command starts faster."""
        for book in self._whole.values():
            book.keep()

    def prepare(self, path: str) -> Config:
        """Loads what holds where a path begins, so that it cannot fail later, and returns its configuration.

        Raises ConfigError, RuleError and UsageError where configuration, rules or archives cannot be used.
        """
        config = of_path(self._options.stdin_name or "" if path == STDIN else path, self.lookup)
        book = self._book(Effective(config, config.off, {}, None))
        if self._options.jobs != 1:
            book.gate.warm()  # builds it once, before there are workers, who then share it
        archives = self._opened(config)
        self._judging.of(self.lookup.effective(None if path == STDIN else path), book, archives, self._publisher(config))
        if self._options.jobs != 1:
            self._close()  # the workers open their own
        return config

    def sources(self, path: str) -> tuple[tuple[str, str], ...]:
        """What holds for a file is made of these, each with what it is: configuration, ledger, rules, archive. All of it is loaded, so
        that it cannot fail later. Raises as `prepare` does."""
        effective = self.lookup.effective(path)
        found = self._sources.get(id(effective))
        if found is None:
            config, book, archives = effective.config, self._book(effective), self._opened(effective.config)
            self._judging.of(effective, book, archives, self._publisher(config))
            rows = [("configuration", config.source), ("ledger", self._options.ledger or effective.policy.ledger)]
            rows += [("rules", pack) for pack in (*config.packs, *self._options.rules)]
            rows += [("archive", it) for it in dict.fromkeys((*config.reuse.archives, *self._options.archive))]
            found = self._sources[id(effective)] = tuple([(what, it) for what, it in rows if it])
        return found

    def excluded(self, path: str) -> bool:
        """Whether the configuration that holds for a file leaves it out. Raises ConfigError."""
        return self.lookup.excluded(path)

    def reports(self, items: Iterable[Item], tick: Callable[[], None] = lambda: None) -> Iterator[Report]:
        """A report for each document, in their order; `tick` is called after each piece that was read.

        Raises as `prepare` does, where a folder below has a configuration of its own.
        """
        for effective, some in groupby(items, self._effective):
            book, archives = self._book(effective), self._opened(effective.config)
            settings = _for_all(self._settings(effective, book, archives))
            yield from check_documents(self._read(some, tick), book, settings, archives)

    def documents(self, items: Iterable[Item]) -> Iterator[Document | Unread]:
        """The items, those that are files read."""
        return self._read(items, lambda: None)

    def book(self, path: str | None) -> Rulebook:
        """The rules that hold for a file. Raises as `prepare` does."""
        return self._book(self.lookup.effective(path))

    def reached(self, report: Report) -> bool:
        """Whether a flag of the report that nobody has settled is at or above the threshold for it."""
        if not report.flags:
            return False
        threshold = self._threshold or self.lookup.effective(report.path).threshold or THRESHOLD
        return any(_GRAVITY[it.severity] <= _GRAVITY[threshold] and not settled(it) for it in report.flags)

    def _read(self, items: Iterable[Item], tick: Callable[[], None]) -> Iterator[Document | Unread]:
        for item in items:
            for piece in self._pieces(item) if isinstance(item, str) else (item,):
                yield piece
                tick()

    def _pieces(self, path: str) -> Iterator[Document | Unread]:
        options = self._options
        format = None if options.input == "auto" else options.input
        name = (options.stdin_name or "<stdin>") if path == STDIN else path
        if format == "jsonl":
            source = sys.stdin.buffer if path == STDIN else path
            from compliance.documents import read_jsonl

            return read_jsonl(source, id_field=options.id_field, text_field=options.text_field, path=name)
        if path == STDIN:
            return read_stream(sys.stdin.buffer, name=name, format=format)
        return read_file(path, format=format)

    def _publisher(self, config: Config) -> tuple[str, ...]:
        """The names of the house; those of the command line come on top of the configuration's."""
        return (*config.reuse.publisher, *self._options.publisher)

    def _settings(self, effective: Effective, book: Rulebook, archives: "list[Archive]") -> Settings:
        """What the checker has to know."""
        reuse = effective.config.reuse
        publisher = self._publisher(effective.config)
        settings = Settings(
            severities=effective.severities, publisher=publisher, judge=self._judging.of(effective, book, archives, publisher)
        )
        if reuse.quotation_limit is not None:
            settings = settings._replace(quotation_limit=reuse.quotation_limit)
        return settings if reuse.common is None else settings._replace(common=reuse.common)

    def _opened(self, config: Config) -> "list[Archive]":
        """The archives of a configuration and of the command line. Each is opened once by each process that searches it: a
        forked one must not use its parent's. Raises UsageError."""
        paths = dict.fromkeys((*config.reuse.archives, *self._options.archive))
        if not paths:
            return []
        from compliance.cli.archives import opened

        process = os.getpid()
        for path in paths:
            if (process, path) not in self._archives:
                self._archives[process, path] = opened(path)
        return [self._archives[process, path] for path in paths]

    def _close(self) -> None:
        for archive in self._archives.values():
            archive.close()
        self._archives.clear()

    def _building(self) -> None:
        if sys.stderr.isatty() and not self._options.quiet:
            sys.stderr.write("compliance: compiling the rules; this happens once after they change …\n")

    def _effective(self, item: Item) -> Effective:
        path = item if isinstance(item, str) else item.path
        return self.lookup.effective(self._options.stdin_name if path == STDIN else path)

    def _book(self, effective: Effective) -> Rulebook:
        # To turn rules off costs as much as a few checks: each selection is made once, not for each document.
        config, off = effective.config, (*effective.off, *self._options.off)
        key = config.source, off
        if key not in self._books:
            if config.packs not in self._whole:
                self._whole[config.packs] = load((*config.packs, *self._options.rules), self._building)
                must_select(self._options.off, self._whole[config.packs])
            must_know(config, self._whole[config.packs])
            self._books[key] = self._whole[config.packs].without(off)
        return self._books[key]


def _for_all(settings: Settings) -> Callable[[str | None], Settings]:
    return lambda path: settings


def lost(item: Item) -> Report:
    """The report on an item that took its worker process with it."""
    id, path = (item, item) if isinstance(item, str) else (item.id, item.path)
    reason = "the process that checked it was ended from outside, perhaps for want of memory"
    return Report(id, path, Outcome.FAILED, reason, Verdict.REVIEW)
