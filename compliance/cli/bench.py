"""What the editor's desk asks of its surroundings, given by the options of a command: `compliance.desk.bench.Bench`."""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from threading import RLock
from typing import TYPE_CHECKING

from compliance.cli.console import UsageError
from compliance.cli.logs import Logs
from compliance.cli.pipeline import Checks, Item
from compliance.cli.sources import sources
from compliance.desk.bench import Told
from compliance.desk.docket import bare
from compliance.desk.reading import is_report, read_reports
from compliance.desk.sides import Sides, sides_of
from compliance.desk.texts import Page, Texts
from compliance.documents import read_file, read_jsonl
from compliance.model import Document, Flag, Outcome, Report, Unread, Verdict

if TYPE_CHECKING:
    from compliance.reuse.archive import Archive


class FilesBench:
    """Files, records and written reports. What it is asked comes from several threads, and is done one after the other."""

    def __init__(self, options: argparse.Namespace, checks: Checks, logs: Logs) -> None:
        self._options, self._checks, self._logs = options, checks, logs
        self._lock = RLock()
        self._texts = Texts(self._read)
        self._archives: list[Archive] | None = None

    def reports(self, told: Told) -> Iterator[Report]:
        """The reports, those that were written read, the others made. Raises ReportError."""
        written = [path for path in self._options.paths if is_report(path)]
        for path in written:
            size = os.path.getsize(path)
            with open(path, "rb") as file:
                yield from read_reports(file, path, lambda done, size=size: told(done, size))  # type: ignore[misc]
        rest = [path for path in self._options.paths if path not in written]
        if rest:
            yield from self._checked(rest, told)

    def recheck(self, report: Report) -> Report:
        """The same document, checked again; where it cannot be, a report that says why."""
        with self._lock:
            self._texts.forget(report)
            if report.path is None or report.path.startswith("<"):
                return report._replace(outcome=Outcome.FAILED, reason="the text is not a file that could be read again")
            items: Iterable[Item] = self._records(report) if self._is_record(report) else [report.path]
            made = next(iter(self._checks.reports(items)), None)
            if made is None:
                return Report(report.id, report.path, Outcome.FAILED, "the record is gone", Verdict.REVIEW)
            return made

    def page(self, report: Report, flag: Flag) -> Page:
        """The text that a flag stands in."""
        with self._lock:
            return self._texts.page(report, flag)

    def sides(self, flag: Flag) -> Sides | None:
        """The two passages of a reuse flag."""
        with self._lock:
            return sides_of(flag, self._fetch)

    def export(self, spec: str, reports: Iterator[Report]) -> str:
        """Writes reports, with what was decided and the verdicts that come of it."""
        from compliance import __version__
        from compliance.output import Options, OutputError, open_output

        if not spec.partition(":")[2]:
            raise ValueError("name the format and the file, such as csv:flags.csv")
        count = 0
        try:
            with open_output(spec, Options(__version__)) as output:
                for report in reports:
                    output.report(self._logs.settle(report._replace(flags=tuple(map(bare, report.flags)))))
                    count += 1
        except OutputError as error:
            raise ValueError(str(error)) from error
        return f"{count:,} reports written to {spec.partition(':')[2]}"

    def close(self) -> None:
        """Lets go of the archives."""
        for archive in self._archives or ():
            archive.close()

    def _checked(self, paths: list[str], told: Told) -> Iterator[Report]:
        options = argparse.Namespace(**{**vars(self._options), "paths": paths})
        items = list(sources(options, self._checks.lookup))
        told(0, len(items))
        files = self._options.input != "jsonl"
        kept: Iterable[Item] = items if files else self._keeping(self._checks.documents(items))
        for done, report in enumerate(self._checks.reports(kept), 1):
            if not files and not report.flags:
                self._texts.drop(report.id)
            yield report
            told(done, len(items) if files else 0)

    def _keeping(self, documents: Iterable[Document | Unread]) -> Iterator[Document | Unread]:
        """Records, held on to: finding one again means reading all before it."""
        for item in documents:
            if isinstance(item, Document):
                self._texts.keep(item)
            yield item

    def _is_record(self, report: Report) -> bool:
        return report.path is not None and report.id != report.path and (self._options.input == "jsonl" or report.path.endswith((".jsonl", ".ndjson", ".gz")))

    def _records(self, report: Report) -> Iterator[Document | Unread]:
        assert report.path is not None  # noqa: S101 - says it to the type checker
        options = self._options
        for item in read_jsonl(report.path, id_field=options.id_field, text_field=options.text_field):
            if item.id == report.id:
                yield item
                return

    def _read(self, report: Report) -> Iterator[Document | Unread]:
        if report.path is None or report.path.startswith("<"):
            return iter((Unread(report.id, report.path, Outcome.FAILED, "it came from standard input"),))
        if self._is_record(report):
            return self._records(report)
        format = None if self._options.input in ("auto", "jsonl") else self._options.input
        return read_file(report.path, id=report.id, format=format)

    def _fetch(self, id: str) -> str | None:
        if self._archives is None:
            from compliance.cli.archives import opened
            from compliance.cli.sources import of_path

            paths = dict.fromkeys(
                name for path in self._options.paths for name in (*of_path(path, self._checks.lookup).reuse.archives, *self._options.archive)
            )
            self._archives = [opened(path) for path in paths]
        for archive in self._archives:
            text = archive.get(id)
            if text is not None:
                return text.text
        return None


def refuse_pipes() -> None:
    """Raises UsageError where the screen would have no terminal to be on."""
    if os.environ.get("TEXTUAL_DRIVER"):
        return
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):  # it is drawn on stderr
        raise UsageError("the screen needs a terminal; --plain asks and answers line by line anywhere")
