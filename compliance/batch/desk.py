"""A run that lies on the editor's desk: its reports, and the texts and findings behind them, which are read when somebody asks."""

import os
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from compliance.batch.findings.read import Findings
from compliance.batch.findings.write import path_of
from compliance.batch.inputs import FIELDS, Piece, Reading, Unit, read
from compliance.batch.laid import Key, laid, unflagged
from compliance.model import Document, Flag, Outcome, Report, Unread

NAMED = 20
"""Members of a cluster that are named."""
CLUSTER = "cluster"
"""The value of a flag that names the texts which share passages with the flag's document."""


class OnDesk:
    """A run that lies on the desk.

    Args:
        folder: of the run.
    Raises:
        BatchError: there is no run that has ended, or it cannot be read.
    """

    def __init__(self, folder: str) -> None:
        self.findings = Findings.open(folder)
        self._keys: dict[tuple[str, str | None], list[Key]] = {}
        self._clusters = members(self.findings)
        self._again: set[tuple[str, str | None]] = set()

    @property
    def archives(self) -> list[str]:
        """The archives that the run was compared with."""
        return [str(it["path"]) for it in self.findings.manifest.get("archives", ())]

    def reports(self, told: Callable[[int, int], None]) -> Iterator[Report]:
        """As `laid`. A flag of a document that shares passages with others of the run names them in its values, as `cluster`."""
        for key, report in laid(self.findings, told):
            self._keys.setdefault((report.id, report.path), []).append(key)
            names = self._clusters.get(key)
            if names:
                report = report._replace(flags=tuple([flag._replace(values={**flag.values, CLUSTER: names}) for flag in report.flags]))
            yield report

    def unflagged(self) -> int:
        """How many documents of the run are not on the desk, since they were checked and have no flags."""
        return unflagged(self.findings)

    def has(self, report: Report) -> bool:
        """Whether a report is the run's."""
        return (report.id, report.path) in self._keys

    def is_ambiguous(self, report: Report) -> bool:
        """Whether several documents of the run go by the report's id and path."""
        return len(self._keys.get((report.id, report.path), ())) > 1

    def is_record(self, report: Report) -> bool:
        """Whether a report of the run is about a record of a file with several."""
        return report.id != report.path

    def record(self, report: Report) -> Document | Unread:
        """A record as it is now, read from its file or object as the run has read it; why it cannot be, where it cannot."""
        found = self._input(report.path or "")
        items = read(Unit("", (Piece(*found),), 0), self._reading()) if found else iter(())
        reason = "the record is gone"
        for item in items:
            if item.id == report.id:
                return item
            if isinstance(item, Unread) and item.id == report.path:
                reason = item.reason
        return Unread(report.id, report.path, Outcome.FAILED, reason)

    def checked_again(self, report: Report) -> None:
        """A document has been checked again: what the run knows of it holds no longer."""
        self._again.add((report.id, report.path))

    def text(self, report: Report) -> str | None:
        """The text of a report's document as the run has read it; None where it was not kept, or does not hold any longer."""
        if (report.id, report.path) in self._again:
            return None
        keys = self._keys[report.id, report.path]
        texts = (self.findings.text(*key) for key in keys)
        if len(keys) == 1:
            return next(texts)
        # Of several documents with one name it is that in which the words stand.
        return next((text for text in texts if text is not None and all(_stands(flag, text) for flag in report.flags[:3])), None)

    def whole(self, report: Report) -> Report:
        """The report with all that was found, and the flags as they are on the desk."""
        flags = tuple([flag._replace(values={k: v for k, v in flag.values.items() if k != CLUSTER}) if CLUSTER in flag.values else flag
                       for flag in report.flags])
        if (report.id, report.path) in self._again:
            return report._replace(flags=flags)
        found = [it for key in self._keys.get((report.id, report.path), ()) if len((it := self.findings.report(*key)).flags) == len(flags)]
        same = next((it for it in found if all(a.identity == b.identity for a, b in zip(it.flags, flags, strict=True))), None)
        return report._replace(flags=flags) if same is None else report._replace(flags=flags, facts=same.facts, matches=same.matches)

    def close(self) -> None:
        """Closes its files."""
        self.findings.close()

    def _input(self, uri: str) -> tuple[str, str] | None:
        path = os.path.join(self.findings.folder, "findings", "inputs.parquet")
        found = pq.read_table(path, columns=["uri", "format"], filters=pc.field("uri") == uri).to_pylist() if os.path.exists(path) else []
        return (found[0]["uri"], found[0]["format"]) if found else None

    def _reading(self) -> Reading:
        options = self.findings.manifest.get("options", {})
        fields = {name: options[f"{name}-field"] for name in FIELDS if options.get(f"{name}-field")}
        names = (("input", "auto"), ("id-field", "id"), ("text-field", "text"), ("text-format", "text"))
        format, id_field, text_field, text_format = (str(options.get(name, usual)) for name, usual in names)
        return Reading(format=format, id_field=id_field, text_field=text_field, text_format=text_format, fields=fields)


def _stands(flag: Flag, text: str) -> bool:
    return text[flag.span.start : flag.span.end] == flag.text or not flag.text


def members(findings: Findings) -> dict[Key, str]:
    """For each document with flags that is in a cluster its members in one line, the earliest first, each with its date where that
    is known."""
    path = os.path.join(findings.folder, "findings", "clusters.parquet")
    if not os.path.exists(path):
        return {}
    units = [path_of(findings.folder, "documents", unit) for unit in findings.units()]
    flagged = pa.concat_tables([pq.read_table(it, columns=["unit", "number"], filters=pc.field("flags") > 0) for it in units])
    table = pq.read_table(path)
    mine = table.join(flagged, ["unit", "number"], join_type="left semi")
    table = table.filter(pc.is_in(table["cluster"], value_set=mine["cluster"])).sort_by([("cluster", "ascending"), ("place", "ascending")])
    wanted = set(zip(mine["unit"].to_pylist(), mine["number"].to_pylist(), strict=True))
    found: dict[Key, str] = {}
    for _, some in groupby(_rows(table), itemgetter(0)):
        listed = list(some)
        names = [f"{id} ({date})" if date else id for *_, id, date in listed[:NAMED]]
        names += [f"{len(listed) - NAMED:,} more"] if len(listed) > NAMED else []
        told = f"{len(listed):,} texts share passages, the earliest first: {' / '.join(names)}"
        found |= {(unit, number): told for _, unit, number, *_ in listed if (unit, number) in wanted}
    return found


def _rows(table: Any) -> Iterator[tuple[Any, ...]]:
    for batch in table.select(["cluster", "unit", "number", "id", "date"]).to_batches():
        yield from zip(*[column.to_pylist() for column in batch.columns], strict=True)
