"""A workbook: the numbers on the first sheet, then documents, flags, holders, what was not checked, and licences. Written row by row;
no cell is a formula or a link, whatever it holds."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from compliance.batch.report.grouping import holders
from compliance.batch.report.model import Summary, Verdicts
from compliance.batch.report.opening import Run
from compliance.batch.report.rowsets import Cell, documents, flags
from compliance.batch.report.words import changes, checked, flagged, kept_back, unjudged
from compliance.output.escape import visible_lines

ROWS = 1_048_575
"""Rows of a sheet beneath its header; what is beyond goes on to a further sheet."""
CELL = 32_767
"""UTF-16 units of a cell; of a longer text the beginning is kept, and `…` stands where it ends."""
HOLDERS = 10_000
_WIDE = {"message": 60, "text": 60, "id": 24, "path": 24, **dict.fromkeys(("title", "reason", "address", "why", "remedy", "rules", "holders", "holder"), 36)}
"""Columns that are wider than 12 characters."""


def write_xlsx(path: str, run: Run, summary: Summary, rows: int = ROWS) -> list[str]:
    """Writes the workbook to a path that nobody reads yet, and returns the names of its sheets.

    Args:
        path: of the file.
        run: that it is about.
        summary: its numbers.
        rows: of a sheet, at most.
    Raises:
        OSError: the file cannot be written.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    settings = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "nan_inf_to_errors": True}
    book = _Book(xlsxwriter.Workbook(path, settings), rows)
    book.workbook.set_properties({"title": "Compliance report", "created": datetime.fromisoformat(summary.moment)})
    book.sheet("summary", (), _summary(summary))
    for name, table in (("documents", documents(run)), ("flags", flags(run))):
        book.sheet(name, table.columns, table.rows)
    book.sheet("holders", ("holder", "holder_id", "documents", *Verdicts._fields), _holders(run))
    examples = ("outcome", "documents", "reason", "examples")
    book.sheet("skipped", examples, ((it.outcome, it.documents, it.reason, "; ".join(one.id for one in it.examples)) for it in summary.unchecked))
    columns = ("licence", "holder", "until", "days", "state", "documents", *Verdicts._fields, "contract", "contact", "examples")
    book.sheet("licences", columns, _licences(summary))
    try:
        book.workbook.close()
    except FileCreateError as error:
        raise error.args[0] if error.args and isinstance(error.args[0], OSError) else OSError(str(error)) from error
    return book.names


class _Book:
    """A workbook and the sheets that it has so far."""

    def __init__(self, workbook: Any, rows: int) -> None:
        self.workbook, self.names = workbook, list[str]()
        self._rows, self._bold = rows, workbook.add_format({"bold": True})

    def sheet(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
        """Adds a table; one without columns is written as it is, and as many further sheets as it needs."""
        sheet = self._added(name, columns)
        at = first = 1 if columns else 0
        further = 1
        for row in rows:
            if at - first >= self._rows:
                further += 1
                sheet, at = self._added(f"{name} ({further})", columns), first
            for column, value in enumerate(row):
                if type(value) is str:
                    if value:
                        sheet.write_string(at, column, shortened(value), *([self._bold] if not columns and column == 0 else []))
                else:
                    sheet.write_number(at, column, value)
            at += 1

    def _added(self, name: str, columns: Sequence[str]) -> Any:
        sheet = self.workbook.add_worksheet(name)
        self.names.append(name)
        for column, title in enumerate(columns or ("", "")):
            sheet.set_column(column, column, _WIDE.get(title, 12 if columns else 40))
        for column, title in enumerate(columns):
            sheet.write_string(0, column, title, self._bold)
        if columns:
            sheet.freeze_panes(1, 1)
        return sheet


def shortened(text: str) -> str:
    """A text as a cell holds it: what nobody sees is visible, and what is too long is cut."""
    shown = visible_lines(text)
    if len(shown) <= CELL // 2:
        return shown
    units = shown.encode("utf-16-le")
    return shown if len(units) <= 2 * CELL else units[: 2 * CELL - 2].decode("utf-16-le", "ignore") + "…"


def _summary(summary: Summary) -> Iterator[tuple[Cell, ...]]:
    yield ("Compliance report",)
    yield (checked(summary),)
    yield (flagged(summary),)
    if summary.since:
        yield (changes(summary.since),)
        yield from (("gone", id) for id in summary.since.listed)
    if summary.filter:
        yield "filter", summary.filter
    if told := unjudged(summary):
        yield (told,)
    yield "taken for the present", summary.moment
    yield from (("documents", summary.documents), ("checked", summary.checked), ("skipped", summary.skipped), ("failed", summary.failed))
    yield ()
    yield "verdict", "documents", "by the check alone"
    yield from zip(Verdicts._fields, summary.verdicts, summary.found, strict=True)
    yield ()
    yield "what holds back", "verdict", "documents", "for example", "document"
    yield from ((it.rule, it.verdict, it.documents, it.message, it.examples[0].id) for it in summary.causes)
    for title, groups in (("section", summary.sections), ("source", summary.sources), ("domain", summary.domains), ("month", summary.months)):
        yield ()
        yield title, "documents", *Verdicts._fields
        yield from ((it.name or "not known", it.documents, *it.verdicts) for it in groups.listed)
        if groups.more:
            yield f"{groups.more:,} more", groups.documents, *groups.verdicts
    yield ()
    yield "rule", "severity", "kind", "documents", "open", "decided", "lapsed"
    yield from ((it.rule, it.severity, it.kind, it.documents, it.open, it.decided, it.lapsed) for it in summary.rules)
    if summary.deciders:
        yield ()
        yield "decided by", "decision", "flags", "lapsed", "documents", "last"
        yield from ((it.by or "in the text", it.action, it.stand, it.lapsed, it.documents, it.last) for it in summary.deciders)
    if summary.clusters.clusters:
        yield ()
        yield "cluster of", "earliest", "date", "until", "held back"
        yield from ((f"{it.size:,} documents", it.first.title or it.first.id, it.date, it.last, kept_back(it.verdicts)) for it in summary.clusters.listed)
        left = summary.clusters.clusters - len(summary.clusters.listed)
        if left:
            yield (f"{left:,} more",)


def _holders(run: Run) -> Iterator[tuple[Cell, ...]]:
    found = holders(run, HOLDERS)
    yield from ((it.name, it.id, it.documents, *it.verdicts) for it in found.listed)
    if found.more:
        yield f"{found.more:,} more", "", found.documents, *found.verdicts


def _licences(summary: Summary) -> Iterator[tuple[Cell, ...]]:
    for it in summary.leases:
        days = "" if it.days is None else it.days
        yield it.id, it.holder, it.until, days, it.state, it.documents, *it.verdicts, it.contract, it.contact, "; ".join(one.id for one in it.examples)
    if summary.leases_more:
        yield (f"{summary.leases_more:,} more",)
