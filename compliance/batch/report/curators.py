"""A row a document for those who curate data sets, as CSV, JSONL or Parquet."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from compliance.batch.findings.revive import report_of
from compliance.batch.findings.schema import FACTS
from compliance.batch.report.curating import Rights, rights_of
from compliance.batch.report.flat import Kind, Table
from compliance.batch.report.opening import Run
from compliance.model import Outcome, Verdict

_DOCUMENT = ("id", "path", "outcome", "reason", "verdict", "address", "domain", "title", "date", "characters", "digest")


class Curated(NamedTuple):
    """A document with what it says of its rights. `verdict` is that after decisions; `digest` is hexadecimal."""

    unit: str
    number: int
    id: str
    path: str
    outcome: Outcome
    reason: str
    verdict: Verdict
    address: str
    domain: str
    title: str
    date: str
    characters: int
    digest: str
    rights: Rights


def curated(run: Run) -> Iterator[Curated]:
    """The documents that are wanted, in the order of the run."""
    facts = ", ".join(f'f."{name}"' for name in FACTS.names)
    told = ", ".join(f"coalesce(d.{name}::VARCHAR, '')" for name in _DOCUMENT[:-2])
    query = f"""SELECT d.unit, d.number, {told}, coalesce(d.characters, 0), lower(coalesce(hex(d.digest), '')), {facts}
        FROM chosen d LEFT JOIN facts f USING (number) ORDER BY d.number, f.place"""
    width = len(_DOCUMENT) + 2
    for (unit, number), some in groupby(run.by_unit(query), key=lambda row: row[:2]):
        rows = list(some)
        id, path, outcome, reason, verdict, address, domain, title, date, characters, digest = rows[0][2:width]
        found = [row[width:] for row in rows if row[width] is not None]
        known = {"id": id, "path": path, "outcome": outcome, "reason": reason, "verdict": verdict, "reasons": ""}
        facts_ = report_of(known, facts=found).facts if found else ()
        rights = rights_of(facts_, characters)
        yield Curated(
            unit, number, id, path, Outcome(outcome), reason, Verdict(verdict), address, domain, title, date, characters, digest, rights
        )


def table(run: Run) -> Table:
    """The columns for curators, and a row a document."""
    return Table(_COLUMNS, map(_row, curated(run)))


_COLUMNS = (
    ("id", Kind.TEXT), ("address", Kind.TEXT), ("domain", Kind.TEXT), ("title", Kind.TEXT), ("date", Kind.TEXT), ("outcome", Kind.TEXT), ("verdict", Kind.TEXT),
    ("notice", Kind.TEXT), ("holder", Kind.TEXT), ("holder_id", Kind.TEXT), ("licence", Kind.TEXT), ("licence_words", Kind.TEXT), ("licence_covers", Kind.TEXT),
    ("licences", Kind.TEXTS), ("place", Kind.TEXT), ("at", Kind.FRACTION), ("confidence", Kind.TEXT), ("reserved", Kind.TEXT), ("forbidden", Kind.TEXTS),
    ("mining_reserved", Kind.TRUTH), ("disagreement", Kind.TEXTS), ("characters", Kind.NUMBER), ("digest", Kind.TEXT), ("path", Kind.TEXT), ("unit", Kind.TEXT),
    ("number", Kind.NUMBER),
)  # fmt: skip


def _row(it: Curated) -> tuple[object, ...]:
    rights = it.rights
    return (
        it.id, it.address, it.domain, it.title, it.date, str(it.outcome), str(it.verdict) if it.outcome is Outcome.CHECKED else "",
        rights.notice, rights.holder, rights.holder_id, rights.licence, rights.licence_words, rights.covers, rights.licences, rights.place, rights.at,
        rights.confidence, rights.reserved, rights.forbidden, rights.mining, rights.disagreement, it.characters, it.digest, it.path, it.unit, it.number,
    )  # fmt: skip
