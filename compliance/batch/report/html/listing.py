"""The list of documents: which of them it has, in which order, and the data that filters and search work on."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from compliance.batch.report.html.places import document_place
from compliance.batch.report.opening import Run
from compliance.batch.report.views import REASONS

PART = 5_000
"""Rows of one file of data."""
OPTIONS = 300
"""Names that a filter offers, the most frequent; a longer list is no help in choosing."""
_WORDS = 240  # code points of a title or id in the list

_RANKED = """
    CREATE OR REPLACE TABLE ranked AS
    SELECT row_number() OVER (ORDER BY gravity, NOT flagged, errors DESC, unit, number) - 1 AS rank, unit, number, flagged FROM (
        SELECT d.unit, d.number, (d.verdict <> 'clear' OR d.flags > 0) AS flagged, coalesce(e.errors, 0) AS errors,
            list_position(['blocked', 'review', 'duties', 'clear'], d.verdict) AS gravity FROM chosen d
        LEFT JOIN (SELECT unit, number, count(*) AS errors FROM flagged WHERE open AND severity = 'error' GROUP BY unit, number) e USING (unit, number)
        WHERE d.outcome = 'checked'
        ORDER BY gravity, NOT flagged, errors DESC, d.unit, d.number LIMIT ?)"""
_LISTED = f"""
    CREATE OR REPLACE TABLE listed AS
    WITH raised AS (SELECT unit, number, list(DISTINCT rule::VARCHAR) AS rules, count(*) FILTER (open)::INTEGER AS open_flags,
            count(*) FILTER (NOT open)::INTEGER AS decided
        FROM flagged SEMI JOIN ranked USING (unit, number) GROUP BY unit, number),
    held_by AS (SELECT unit, number, list(DISTINCT key) AS holders FROM holding SEMI JOIN ranked USING (unit, number) GROUP BY unit, number)
    SELECT k.rank, d.unit, d.number, d.id, d.title, d.verdict, coalesce(d.section::VARCHAR, '') AS section, coalesce(d.source::VARCHAR, '') AS source,
        coalesce(d.date, '') AS date, coalesce(r.open_flags, 0) AS open_flags, coalesce(r.decided, 0) AS decided,
        list_sort(list_distinct(list_concat(coalesce(r.rules, []), list_transform({REASONS.format('d.open_reasons')}, lambda x: x.rule)))) AS rules,
        list_sort(coalesce(h.holders, [])) AS holders,
        list_sort(list_distinct(flatten(list_transform({REASONS.format('d.reasons')}, lambda x: string_split(coalesce(x.licence, ''), ', '))))) AS licences
    FROM ranked k JOIN chosen d USING (unit, number) LEFT JOIN raised r USING (unit, number) LEFT JOIN held_by h USING (unit, number)
    ORDER BY rank"""
_ORDER = ("blocked", "review", "duties", "clear")


class Option(NamedTuple):
    """A name that a filter offers, and how many of the listed documents have it."""

    value: str
    name: str
    number: int | None = None


class Row(NamedTuple):
    """A document in the list."""

    unit: str
    number: int
    id: str
    title: str
    verdict: str
    section: str
    source: str
    date: str
    open: int
    decided: int
    rules: Sequence[str]
    holders: Sequence[str]
    licences: Sequence[str]


class Listing:
    """The documents of the list: those that were checked, the gravest first, those with nothing flagged last.

    `flagged` counts those of the run that are not clear or have flags, `paged` has the keys of those that have a page.

    Args:
        run: as it was opened.
        rows: how many are listed at most.
        pages: how many of those with findings have a page of their own at most.
    """

    def __init__(self, run: Run, rows: int, pages: int) -> None:
        self._run = run
        run.connection.execute(_RANKED, [rows])
        run.connection.execute(_LISTED)
        self.flagged = flagged_of(run)
        self.total = int(run.one("SELECT count(*) FROM listed")[0])
        keys = run.rows("SELECT unit, number FROM ranked WHERE flagged ORDER BY rank LIMIT ?", [pages])
        self.paged = {(unit, number) for unit, number in keys}
        self._names = dict(run.rows("SELECT key, min(name) FROM holding GROUP BY key"))
        self._count()

    @property
    def parts(self) -> int:
        """How many files of data there are."""
        return -(-self.total // PART)

    def has_page(self, unit: str, number: int) -> bool:
        """Whether a document has a page of its own."""
        return (unit, number) in self.paged

    def rows(self, first: int = 0, count: int | None = None) -> Iterator[Row]:
        """Some of the documents, in order."""
        query = "SELECT * EXCLUDE (rank) FROM listed WHERE rank >= ? AND rank < ? ORDER BY rank"
        end = self.total if count is None else min(self.total, first + count)
        for row in self._run.rows(query, [first, end]):
            yield Row(*row)

    def names(self) -> dict[str, Any]:
        """What the numbers in the rows stand for."""
        return {
            "total": self.total, "parts": self.parts, "holder": [self._names.get(key) or key for key in self._at["holder"]],
            "section": list(self._at["section"]), "source": list(self._at["source"]),
        }  # fmt: skip

    def part(self, number: int) -> list[list[Any]]:
        """A file of rows, as the script reads them."""
        return [self._row(row) for row in self.rows(number * PART, PART)]

    def options(self, filter: str) -> list[Option]:
        """The names that a filter offers, the most frequent first; months by time."""
        some = self._counts[filter].most_common(OPTIONS)
        if filter in ("month", "rule"):
            some.sort(reverse=filter == "month")
        if filter == "verdict":
            some.sort(key=lambda it: _ORDER.index(it[0]))
        return [Option(str(self._at[filter][key]), (self._names.get(key) if filter == "holder" else "") or key or "none", count) for key, count in some]

    def value(self, filter: str, key: str) -> str:
        """What a filter's choice is called in addresses; empty where nothing listed has that name."""
        return str(self._at[filter][key]) if key in self._counts[filter] else ""

    def _count(self) -> None:
        self._counts: dict[str, Counter[str]] = {name: Counter() for name in ("rule", "holder", "licence", "section", "source", "month", "verdict")}
        for row in self.rows():
            self._counts["rule"].update(row.rules)
            self._counts["holder"].update(row.holders)
            self._counts["licence"].update(filter(None, row.licences))
            for name, value in (("section", row.section), ("source", row.source), ("month", row.date[:7]), ("verdict", row.verdict)):
                self._counts[name][value] += 1
        self._at = {name: _numbered(found) for name, found in self._counts.items()}
        self._at["verdict"] = {word: at for at, word in enumerate(_ORDER)}

    def _row(self, row: Row) -> list[Any]:
        at = self._at
        page = document_place(row.unit, row.number).name if (row.unit, row.number) in self.paged else ""
        return [
            at["verdict"][row.verdict], "" if row.title == row.id else row.title[:_WORDS], row.id[:_WORDS], page, [at["rule"][rule] for rule in row.rules],
            [at["holder"][holder] for holder in row.holders], at["section"][row.section], at["source"][row.source], at["month"][row.date[:7]], row.date[:10],
            row.open, row.decided, [at["licence"][licence] for licence in row.licences if licence],
        ]  # fmt: skip


def flagged_of(run: Run) -> int:
    """How many documents are not clear or have flags."""
    return int(run.one("SELECT count(*) FROM chosen WHERE outcome = 'checked' AND (verdict <> 'clear' OR flags > 0)")[0])


def _numbered(found: Counter[str]) -> dict[str, int]:
    """Names by number, the most frequent first."""
    return {key: at for at, (key, _) in enumerate(sorted(found.items(), key=lambda it: (-it[1], it[0])))}
