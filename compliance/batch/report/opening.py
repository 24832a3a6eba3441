"""Opens the findings of a run for reports: held against decisions, and narrowed to what was asked for."""

import glob
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Self

from compliance.batch.errors import BatchError
from compliance.batch.findings.read import MANIFEST, Entry, Findings, units_below
from compliance.batch.findings.schema import VERSION
from compliance.batch.report.settling import Deciding, settle_all
from compliance.batch.report.tables import MEMORY, add_views, connect, fetched, files_by_unit, narrow, rows
from compliance.batch.report.views import Wanted, choose, derive
from compliance.policy.terms import Ledger


class NoRun(BatchError):
    """A folder that holds no run, or one that is not finished; the text says so and what to do."""


class Unreadable(BatchError):
    """Findings that are there and cannot be read; the text says which and why."""


class Run:
    """A run that was opened. `open_run` makes one; it is a context manager, and closing it removes what it put aside.

    `manifest` is the run's. The connection has the views of `tables.add_views`, and of the documents that are wanted:

    - `chosen`: the table of documents with `found`, the verdict of the check, `verdict`, that after decisions, and `open_reasons`,
      JSON as `reasons`, without those that are settled.
    - `flagged`: their flags with `action`, `decided_by`, `decided_because`, `decided_at`, `decided_until`, `scope`, `lapsed`, all
      empty where there is none, and `open`: whether somebody must still look.
    - `stated` and `matched`: their facts and matches.
    - `holding`: unit, number, `key` (the holder's id, else its name in small letters), id and name of whom facts and matches name.
    """

    def __init__(
        self, folder: str, manifest: Mapping[str, Any], connection: Any, scratch: str, moment: str, wanted: Wanted, deciding: Deciding | None,
        ledger: Ledger | None,
    ) -> None:
        self.folder, self.manifest, self.connection, self.moment = folder, manifest, connection, moment
        self.wanted, self.deciding, self.ledger = wanted, deciding, ledger
        self.answered: object = None  # the policy whose answers the table `answers` holds
        self._scratch = scratch

    def rows(self, query: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query as they come."""
        return rows(self.connection, query, values)

    def one(self, query: str, values: Sequence[Any] = ()) -> tuple[Any, ...]:
        """The only row of a query."""
        return next(self.rows(query, values))

    def by_unit(self, query: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query that is run for one unit after the other, on views of that unit alone: what is sorted or joined by
        document needs the memory of a unit, whatever the size of the run."""
        cursor = self.connection.cursor()
        try:
            for _, files in files_by_unit(self.folder):
                narrow(cursor, files)
                derive(cursor, any(self.wanted), temporary=True)
                yield from fetched(cursor, query, values)
        finally:
            cursor.close()

    def entries(self, texts: bool = False) -> Iterator[Entry]:
        """The documents that are wanted with their reports under the decisions, in the order of the run.

        Args:
            texts: with their texts too, where these were kept.
        """
        for unit in units_below(self.folder):
            numbers = {number for (number,) in self.rows("SELECT number FROM wanted WHERE unit = ?", [unit])} if any(self.wanted) else None
            if numbers == set():
                continue
            with Findings(self.folder, self.manifest) as findings:
                for entry in findings.reports(lambda row, numbers=numbers: numbers is None or row["number"] in numbers, texts, [unit]):  # type: ignore[misc]
                    yield entry._replace(report=self.deciding.settle(entry.report)) if self.deciding and entry.report.flags else entry

    def has(self, view: str) -> bool:
        """Whether there is a view or table of that name."""
        return bool(self.one("SELECT count(*) FROM duckdb_views() WHERE view_name = ?", [view])[0])

    def close(self) -> None:
        """Closes the connection and removes its files."""
        self.connection.close()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_run(
    folder: str, moment: str, *, wanted: Wanted = Wanted(), deciding: Deciding | None = None, ledger: Ledger | None = None, memory: str = MEMORY  # noqa: B008 - immutable
) -> Run:
    """Opens a finished run.

    Args:
        folder: of the run, which `compliance batch --out` names.
        moment: the present, in UTC, ISO 8601: what expires and lapses is measured by it.
        wanted: the documents that the report is about.
        deciding: what editors have decided.
        ledger: the licences that the publisher holds, as they are today.
        memory: what the tables may take, as DuckDB writes it; beyond it they go to temporary files.
    Raises:
        NoRun: there is no finished run in the folder.
        Unreadable: something of it cannot be read.
    """
    manifest = read_manifest(folder)
    scratch = tempfile.mkdtemp(prefix="compliance-report-")
    connection = None
    try:
        connection = connect(scratch, memory)
        with readable(folder):
            add_views(connection, folder)
            settle_all(connection, folder, deciding)
            choose(connection, wanted)
    except BaseException:
        if connection is not None:
            connection.close()
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    return Run(folder, manifest, connection, scratch, moment, wanted, deciding, ledger)


@contextmanager
def readable(folder: str) -> Iterator[None]:
    """Says of which run findings cannot be read. Raises Unreadable."""
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise Unreadable(f"the tables of {folder} need more memory than they may take; give them more, e.g. --memory 4GB") from error
    except duckdb.Error as error:
        raise Unreadable(f"the findings in {folder} cannot be read: {str(error).splitlines()[0]}") from error


def read_manifest(folder: str) -> Mapping[str, Any]:
    """The manifest of a finished run. Raises NoRun and Unreadable."""
    path = os.path.join(folder, MANIFEST)
    try:
        with open(path, encoding="utf-8") as file:
            manifest = json.load(file)
    except FileNotFoundError:
        raise NoRun(_why(folder)) from None
    except (ValueError, OSError) as error:
        raise Unreadable(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if not isinstance(manifest, dict) or manifest.get("schema") != VERSION:
        raise NoRun(f"{path} is no manifest that this version of compliance can read: check the batch again, into another folder")
    return manifest


def _why(folder: str) -> str:
    """Why there is no manifest, and what to do."""
    if not os.path.isdir(folder):
        return f"there is no folder {folder}; name the one that compliance batch --out made"
    plan = os.path.join(folder, "work", "plan.json")
    if not os.path.isfile(plan):
        return f"{folder} is no run of compliance batch: it holds no manifest.json"
    try:
        with open(plan, encoding="utf-8") as file:
            units = int(json.load(file)["found"]["units"])
    except (OSError, ValueError, KeyError, TypeError):
        units = 0
    done = len(glob.glob("*.json", root_dir=os.path.join(folder, "work", "done")))
    far = f": {done:,} of {units:,} parts are done" if units else ""
    return f"the run in {folder} is not finished{far}; give the same compliance batch … --out {folder} again, and it does what is left"
