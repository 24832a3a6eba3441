"""What the editor's desk asks of its surroundings, given by the options of a command: `compliance.desk.bench.Bench`."""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from threading import RLock
from typing import TYPE_CHECKING

from compliance.cli.console import Failure, UsageError
from compliance.cli.logs import Logs
from compliance.cli.pipeline import Checks, Item
from compliance.cli.sources import sources
from compliance.desk.bench import Told
from compliance.desk.docket import bare
from compliance.desk.reading import RUN, ReportError, is_report, is_run, read_reports
from compliance.desk.sides import Sides, sides_of
from compliance.desk.texts import Page, Texts
from compliance.documents import read_file, read_jsonl
from compliance.model import Document, Flag, Outcome, Report, Unread, Verdict

if TYPE_CHECKING:
    from compliance.batch.desk import OnDesk
    from compliance.reuse.archive import Archive


class FilesBench:
    """Files, records, written reports and runs. What it is asked comes from several threads, and is done one after the other.

    Raises UsageError for a run that cannot be opened.
    """

    def __init__(self, options: argparse.Namespace, checks: Checks, logs: Logs) -> None:
        self._options, self._checks, self._logs = options, checks, logs
        self._lock = RLock()
        self._texts = Texts(self._read)
        self._archives: list[Archive] | None = None
        self._runs = {path: opened_run(path) for path in options.paths if is_run(path)}

    @property
    def unflagged(self) -> int:
        """How many documents of the runs are not on the desk, since they were checked and have no flags. Raises Failure."""
        try:
            return sum(run.unflagged() for run in self._runs.values())
        except (OSError, ValueError, KeyError) as error:
            raise Failure(f"the findings in {', '.join(self._runs)} cannot be read: {error}") from error

    def reports(self, told: Told) -> Iterator[Report]:
        """The reports, those that were written read, the others made. Raises ReportError."""
        for run in self._runs.values():
            yield from _of_run(run, told)
        written = [path for path in self._options.paths if is_report(path)]
        for path in written:
            size = os.path.getsize(path)
            with open(path, "rb") as file:
                yield from read_reports(file, path, lambda done, size=size: told(done, size))  # type: ignore[misc]
        rest = [path for path in self._options.paths if path not in written and path not in self._runs]
        if rest:
            yield from self._checked(rest, told)

    def recheck(self, report: Report) -> Report:
        """The same document, checked again; where it cannot be, a report that says why."""
        with self._lock:
            self._texts.forget(report)
            run = self._run_of(report)
            if run is not None:
                made = next(iter(self._checks.reports([_again(run, report)])))
                run.checked_again(report)
                return made
            if report.path is None or report.path.startswith("<"):
                return report._replace(outcome=Outcome.FAILED, reason="the text is not a file that could be read again")
            items: Iterable[Item] = self._records(report) if self._is_record(report) else [report.path]
            found = next(iter(self._checks.reports(items)), None)
            if found is None:
                return Report(report.id, report.path, Outcome.FAILED, "the record is gone", Verdict.REVIEW)
            return found

    def page(self, report: Report, flag: Flag) -> Page:
        """The text that a flag stands in."""
        with self._lock:
            run = self._run_of(report)
            if run is not None and run.is_ambiguous(report):
                self._texts.forget(report)
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
                    run = self._run_of(report)
                    whole = report if run is None else run.whole(report)
                    output.report(self._logs.settle(whole._replace(flags=tuple(map(bare, whole.flags)))))
                    count += 1
        except OutputError as error:
            raise ValueError(str(error)) from error
        return f"{count:,} reports written to {spec.partition(':')[2]}"

    def close(self) -> None:
        """Lets go of the archives and the runs."""
        for archive in self._archives or ():
            archive.close()
        for run in self._runs.values():
            run.close()

    def _run_of(self, report: Report) -> "OnDesk | None":
        """The run that a report is of."""
        return next((run for run in self._runs.values() if run.has(report)), None)

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
        run = self._run_of(report)
        if run is not None:
            text = run.text(report)
            if text is not None:
                return iter((Document(report.id, report.path, text),))
            if run.is_record(report):
                return iter((run.record(report),))
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

            named = (name for path in self._options.paths for name in (*of_path(path, self._checks.lookup).reuse.archives, *self._options.archive))
            there = (path for run in self._runs.values() for path in run.archives if os.path.isdir(path))
            paths = dict.fromkeys((*named, *there))
            self._archives = [opened(path) for path in paths]
        for archive in self._archives:
            text = archive.get(id)
            if text is not None:
                return text.text
        return None


def refuse_unfinished(paths: Iterable[str]) -> None:
    """Raises UsageError for a run that has not ended, with how far it is."""
    for path in paths:
        if is_run(path) and not os.path.isfile(os.path.join(path, RUN)):
            done = _entries(os.path.join(path, "work", "done"))
            far = f" ({done:,} units are done)" if done else ""
            raise UsageError(f"the run in {path} has not ended{far}: give its command again, and it goes on where it was")


def opened_run(path: str) -> "OnDesk":
    """The run in a folder. Raises UsageError where it cannot be opened, with the way out."""
    try:
        from compliance.batch.desk import OnDesk
        from compliance.batch.errors import BatchError
    except ImportError as error:
        way_out = "pip install 'editorial-compliance[batch]'"
        raise UsageError(f"{path} is a run of compliance batch, and {error.name} is not installed to read it: {way_out}") from error
    try:
        return OnDesk(path)
    except (BatchError, OSError, ValueError) as error:
        raise UsageError(str(error)) from error


def _of_run(run: "OnDesk", told: Told) -> Iterator[Report]:
    from compliance.batch.errors import BatchError

    try:
        yield from run.reports(told)
    except BatchError as error:
        raise ReportError(str(error)) from error


def _again(run: "OnDesk", report: Report) -> Item:
    """What a report of a run is about, to be checked again. Raises OSError where it cannot be read."""
    item: Item = run.record(report) if run.is_record(report) else report.path or ""
    if isinstance(item, Unread) and item.outcome is Outcome.FAILED:
        raise OSError(item.reason)
    if isinstance(item, str) and not os.path.isfile(item):
        raise OSError("the text is no file of this machine; the next compliance batch checks it again")
    return item


def _entries(folder: str) -> int:
    return sum(name.endswith(".json") for name in os.listdir(folder)) if os.path.isdir(folder) else 0


def refuse_pipes() -> None:
    """Raises UsageError where the screen would have no terminal to be on."""
    if os.environ.get("TEXTUAL_DRIVER"):
        return
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):  # it is drawn on stderr
        raise UsageError("the screen needs a terminal; --plain asks and answers line by line anywhere")
