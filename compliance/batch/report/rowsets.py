"""The findings of a run as flat tables: a row a document, a flag, a fact or a passage."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from compliance.batch.findings.values import from_json
from compliance.batch.report.listing import listed
from compliance.batch.report.opening import Run

Cell = str | int | float
"""What stands in a column; nothing is the empty text."""


class Rows(NamedTuple):
    """A table: its columns, and its rows as they come."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Cell, ...]]


DOCUMENTS = (
    "id", "path", "outcome", "reason", "verdict", "verdict_before", "title", "author", "address", "domain", "source", "section", "date", "errors",
    "warnings", "notes", "decided", "lapsed", "rules", "holders", "holder_ids", "licences", "rule", "message", "missing", "licence", "cluster", "characters",
    "facts", "flags", "matches", "digest", "unit", "number",
)  # fmt: skip
_KEY = ("id", "path", "verdict", "title", "source", "section", "date")
_PLACE = ("line", "column", "start", "end", "text")
FLAGS = (
    *_KEY, "severity", "rule", "kind", "confidence", *_PLACE, "message", "why", "remedy", "evidence", "values", "identity", "open", "decision",
    "decision_reason", "decision_by", "decision_time", "decision_until", "lapsed", "unit", "number",
)  # fmt: skip
FACTS = (*_KEY, "rule", "kind", "severity", "confidence", "zone", *_PLACE, "values", "holder", "holder_id", "licence", "before", "after", "unit", "number")
PASSAGES = (
    *_KEY, "where", "kind", *_PLACE, "similarity", "words", "share", "source_id", "source_title", "source_holder", "source_licence", "source_address",
    "source_date", "source_start", "source_end", "common", "unit", "number",
)  # fmt: skip
_SOURCE = ("title", "holder", "licence", "address", "date")


def documents(run: Run) -> Rows:
    """The documents; several rules, holders or licences are joined by `"; "`."""
    return Rows(DOCUMENTS, _documents(run))


def _documents(run: Run) -> Iterator[tuple[Cell, ...]]:
    for it in listed(run):
        record = it._asdict() | {"verdict_before": it.found}
        yield tuple(_cell(record[name]) for name in DOCUMENTS)


def flags(run: Run) -> Rows:
    """The flags; `open` is yes or no, `values` JSON, several pieces of evidence are joined by `"; "`."""
    decided = ("decision", "decision_reason", "decision_by", "decision_time", "decision_until")
    names = {**dict(zip(decided, ("action", "decided_because", "decided_by", "decided_at", "decided_until"), strict=True)), "open": "open", "lapsed": "lapsed"}
    return Rows(FLAGS, map(_told, _of(run, "flagged", FLAGS, names), _repeat(FLAGS)))


def facts(run: Run) -> Rows:
    """The facts; `values` is JSON."""
    return Rows(FACTS, map(_told, _of(run, "stated", FACTS, {}), _repeat(FACTS)))


def _of(run: Run, view: str, columns: tuple[str, ...], names: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    """The rows of a view by document, with what is said of the document before them."""
    of_document = (*_KEY, "unit", "number")
    told = ", ".join(f'd."{name}"' if name in of_document else f'x."{names.get(name, name)}"' for name in columns)
    return run.by_unit(f"SELECT {told} FROM {view} x JOIN chosen d USING (number) ORDER BY d.number, x.place")


def _repeat(columns: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    while True:
        yield columns


def _told(row: tuple[Any, ...], columns: tuple[str, ...]) -> tuple[Cell, ...]:
    return tuple("; ".join(from_json(value) or ()) if name == "evidence" else _cell(value) for name, value in zip(columns, row, strict=True))


def passages(run: Run) -> Rows:
    """The passages that documents share: first with texts of archives, then, where the run looked for them, with one another. `where`
    is `archive` or `batch`; of the latter each pair has one row a passage, under the earlier text, without its words."""
    return Rows(PASSAGES, _passages(run))


def _passages(run: Run) -> Iterator[tuple[Cell, ...]]:
    known = ", ".join(f"record ->> '$.source.{name}'" for name in _SOURCE)
    key = ", ".join(f"d.{name}" for name in _KEY)
    archive = f"""SELECT {key}, 'archive', m.kind, m.line, m."column", m.start, m."end", m.text, m.similarity, m.words, m.share, m.source_id, {known},
        m.source_start, m.source_end, m.common, d.unit, d.number FROM matched m JOIN chosen d USING (number) ORDER BY d.number, m.place"""
    for row in run.by_unit(archive):
        yield tuple(map(_cell, row))
    of_other = ", ".join(f"o.{name}" for name in ("id", "title", "address", "date"))
    pairs = f"""SELECT {key}, p.share, p.passages, {of_other}, d.unit, d.number FROM pairs p JOIN everything d ON (d.unit = p.unit AND d.number = p.number)
        JOIN everything o ON (o.unit = p.other_unit AND o.number = p.other_number)
        {'WHERE (p.unit, p.number) IN (FROM wanted) OR (p.other_unit, p.other_number) IN (FROM wanted)' if any(run.wanted) else ''}
        ORDER BY p.unit, p.number, p.other_unit, p.other_number"""
    for row in run.rows(pairs):
        document, (share, listed_, id, title, address, date, unit, number) = row[: len(_KEY)], row[len(_KEY) :]
        for start, end, other_start, other_end, similarity, kind in from_json(listed_) or ():
            made = ("batch", kind, "", "", start, end, "", similarity, "", share, id, title, "", "", address, date, other_start, other_end, "", unit, number)
            yield tuple(map(_cell, (*document, *made)))


def _cell(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "; ".join(value)
    return round(value, 4) if isinstance(value, float) else value if isinstance(value, (str, int)) else str(value)


FORMS: Mapping[str, Callable[[Run], Rows]] = {"documents": documents, "flags": flags, "facts": facts, "passages": passages}
"""The tables by name."""
