"""How `compliance report` writes: one form after the other, each file there whole or not at all."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TextIO

from compliance.cli.console import Console, Failure, UsageError
from compliance.cli.logs import Logs
from compliance.cli.progress import AFTER, EVERY, columns, line
from compliance.model import Report
from compliance.output.target import OutputError, Sink, Target

if TYPE_CHECKING:
    from compliance.batch.report import Run, Summary
    from compliance.batch.report.flat import Table
    from compliance.decisions import Log


class Decided:
    """What was decided on the documents of a run, under the logs that hold for them as they do for `compliance check`.

    Args:
        options: of the command.
        moment: the present, in UTC.
    """

    def __init__(self, options: argparse.Namespace, moment: str) -> None:
        from compliance.cli.pipeline import Checks

        self._checks = Checks(options)
        self._logs = Logs(options, self._checks)
        self._logs.prepare([])
        self._moment = moment

    def rules(self, paths: Iterable[str | None]) -> set[str]:
        """The rules on which anything was ever decided in these logs. Raises UsageError where one cannot be read."""
        from compliance.batch.report.settling import rules_of

        return {rule for path in paths if (log := self._log(path)) for rule in rules_of(log.decisions)}

    def settle(self, report: Report) -> Report:
        """The report under what was decided. Raises UsageError."""
        log = self._log(report.path)
        if log is None:
            return report
        from compliance.checker import settle
        from compliance.decisions import document_key

        return settle(report, log.decisions, document_key(report.id, report.path, log.folder), self._checks.book(report.path), self._moment)

    def tell(self, console: Console) -> None:
        """Names the lines of logs that were passed over."""
        self._logs.tell(console)

    def _log(self, path: str | None) -> "Log | None":
        return self._logs.log(path) if os.path.lexists(self._logs.path(path)) else None


class Bar:
    """How far the writing of one form is, on a terminal that nothing else is written to.

    Args:
        total: documents, or what is counted.
        shown: whether anything is drawn.
    """

    def __init__(self, total: int, shown: bool) -> None:
        self._total, self._shown = total, shown
        self._begun = time.monotonic()
        self._due = self._begun + AFTER
        self._drawn = False

    def watch(self, items: Iterator[Any]) -> Iterator[Any]:
        """The same items."""
        for done, item in enumerate(items, 1):
            yield item
            self.tick(done, self._total)

    def tick(self, done: int, total: int) -> None:
        """Draws the bar again, if it is time."""
        now = time.monotonic()
        if self._shown and now >= self._due:
            self._due, self._drawn = now + EVERY, True
            full = "━" if (sys.stderr.encoding or "").lower().startswith("utf") else "#"
            sys.stderr.write(f"\r\x1b[K{line(done, total, now - self._begun, full)[: columns(sys.stderr) - 1]}")
            sys.stderr.flush()

    def close(self) -> None:
        """Takes the bar away."""
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def write(target: Target, run: "Run", summary: "Summary", options: argparse.Namespace, console: Console) -> None:
    """Writes one form of a report, and says where it is. Raises UsageError and Failure."""
    bar = Bar(summary.documents, sys.stderr.isatty() and not options.quiet and not options.no_progress and (target.path is not None or not sys.stdout.isatty()))
    try:
        told = _WRITERS[target.format](target, run, summary, options, bar)
    except OutputError as error:
        raise UsageError(str(error)) from error
    except BrokenPipeError:
        raise
    except OSError as error:
        place = target.path or "standard output"
        raise Failure(f"{place} cannot be written: {(error.strerror or str(error)).lower()}") from error
    finally:
        bar.close()
    if told:
        console.note(told)


def _text(target: Target, put: Callable[[TextIO], object]) -> str:
    """Writes text to its place, or to standard output."""
    sink = Sink(target)
    try:
        put(sink.stream)
        sink.commit()
    except BaseException:
        sink.abandon()
        raise
    return f"wrote {target.path}" if target.path else ""


def _html(target: Target, run: "Run", summary: "Summary", options: argparse.Namespace, bar: Bar) -> str:
    from compliance.batch.report.html import NotAReport, write_html

    try:
        return f"wrote {write_html(run, summary, str(target.path), tick=bar.tick)}"
    except NotAReport as error:
        raise UsageError(str(error)) from error


def _csv(target: Target, run: "Run", summary: "Summary", options: argparse.Namespace, bar: Bar) -> str:
    from compliance.batch.report.csv_ import write_csv
    from compliance.batch.report.rowsets import FORMS

    table = FORMS[options.rows](run)
    return _text(target, lambda stream: write_csv(stream, table.columns, bar.watch(table.rows) if options.rows == "documents" else table.rows))


def _xlsx(target: Target, run: "Run", summary: "Summary", options: argparse.Namespace, bar: Bar) -> str:
    from compliance.batch.beside import beside
    from compliance.batch.report.xlsx import write_xlsx

    with beside(str(target.path)) as part:
        sheets = write_xlsx(part, run, summary)
    further = sum(name.endswith(")") for name in sheets)
    return f"wrote {target.path}" + (f"; {further:,} further sheets hold what is more than a sheet takes" if further else "")


def _markdown(target: Target, run: "Run", summary: "Summary", options: argparse.Namespace, bar: Bar) -> str:
    from compliance.batch.report.markdown import write_markdown

    return _text(target, lambda stream: write_markdown(stream, summary, options.top))


def _json(target: Target, run: "Run", summary: "Summary", options: argparse.Namespace, bar: Bar) -> str:
    from compliance.batch.report.json_ import write_json

    return _text(target, lambda stream: write_json(stream, summary))


def _curators(target: Target, run: "Run", summary: "Summary", options: argparse.Namespace, bar: Bar) -> str:
    from compliance.batch.report.curators import table

    listed = table(run)
    return _flat(target, listed._replace(rows=bar.watch(listed.rows)))


def _domains(target: Target, run: "Run", summary: "Summary", options: argparse.Namespace, bar: Bar) -> str:
    from compliance.batch.report.allowed import policy_of
    from compliance.batch.report.domains import table

    return _flat(target, table(run, policy_of(options.licence), bar.watch))


def _list(target: Target, run: "Run", summary: "Summary", options: argparse.Namespace, bar: Bar) -> str:
    """A list with its reasons; as .txt, or on standard output, the bare names, with the reasons in a file beside it."""
    from compliance.batch.report.allowed import policy_of
    from compliance.batch.report.lists import table, write_names

    listed, unnamed = table(run, policy_of(options.licence), options.list_by, target.format == "allow", bar.watch)
    told = f"; {unnamed:,} documents have no {options.list_by} and are on neither list" if unnamed else ""
    if _suffix(target) not in ("", ".txt"):
        return _flat(target, listed) + told
    reasons = Target("jsonl", f"{os.path.splitext(target.path)[0]}.reasons.jsonl" if target.path else os.devnull)
    left = [0]

    def put(stream: TextIO) -> None:
        def both(beside: TextIO) -> None:
            left[0] = write_names(stream, beside, listed)[1]

        _text(reasons, both)

    wrote = _text(target, put)
    if left[0]:
        told += f"; {left[0]:,} names with blanks or line ends round or in them are only in {reasons.path}"
    return f"{wrote} and {reasons.path}{told}" if target.path else told.removeprefix("; ")


def _flat(target: Target, table: "Table") -> str:
    """Writes a table in the format that its file's name tells; JSONL where it tells none."""
    from compliance.batch.beside import beside
    from compliance.batch.report.flat import write_csv, write_jsonl, write_parquet

    suffix = _suffix(target)
    if suffix == ".parquet":
        with beside(str(target.path)) as part:
            write_parquet(part, table)
        return f"wrote {target.path}"
    return _text(target, lambda stream: (write_csv if suffix == ".csv" else write_jsonl)(stream, table))


def _suffix(target: Target) -> str:
    return os.path.splitext(target.path or "")[1].lower()


_WRITERS: dict[str, Callable[[Target, "Run", "Summary", argparse.Namespace, Bar], str]] = {
    "html": _html, "csv": _csv, "xlsx": _xlsx, "markdown": _markdown, "json": _json, "curators": _curators, "domains": _domains, "allow": _list, "deny": _list,
}  # fmt: skip
