"""The catalogue: what an archive holds and where it stands, in SQLite.

Everything else in the folder is there only if the catalogue says so: a transaction of it publishes.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compliance.model import Source
from compliance.reuse.archive.nouns import ArchiveError, Stats

NAME = "catalogue.sqlite"
VERSION = 1
"""Of the format: a later one cannot be read."""
_APPLICATION = 0x52655573
_MANY = 500  # parameters of one statement
_BUSY = 30  # seconds to wait for a transaction of another process
_SCHEMA = """
CREATE TABLE documents (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, holder TEXT NOT NULL, licence TEXT NOT NULL,
    address TEXT NOT NULL, date TEXT NOT NULL, digest BLOB NOT NULL, letters INTEGER NOT NULL, fingerprints INTEGER NOT NULL,
    file INTEGER NOT NULL, place INTEGER NOT NULL, size INTEGER NOT NULL);
CREATE TABLE segments (
    name INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL, documents INTEGER NOT NULL, postings INTEGER NOT NULL,
    bytes INTEGER NOT NULL);
CREATE TABLE files (name INTEGER PRIMARY KEY, bytes INTEGER NOT NULL);
CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
INSERT INTO counters VALUES ('document', 1), ('segment', 1), ('file', 1);
"""


class Row(NamedTuple):
    """A text as the catalogue knows it: its number, what it says of itself, and where its record stands."""

    number: int
    id: str
    title: str
    holder: str
    licence: str
    address: str
    date: str
    digest: bytes  # of the text
    letters: int  # code points
    fingerprints: int
    file: int
    place: int
    size: int

    @property
    def source(self) -> Source:
        """What a match says of it."""
        return Source(self.id, self.title, self.holder, self.licence, self.address, self.date)


class SegmentRow(NamedTuple):
    """A segment: its name and the numbers of the texts that it was made from, from `first` to `last`."""

    name: int
    first: int
    last: int
    documents: int
    postings: int
    bytes: int


class Catalogue:
    """A connection to the catalogue of a folder."""

    def __init__(self, folder: Path, create: bool) -> None:
        """Opens it, or makes it.

        Raises:
            ArchiveError: there is none and none was to be made, or it is of another kind or a newer version.
        """
        self.path = folder / NAME
        if not create and not self.path.exists():
            raise ArchiveError(f"{folder}: no archive is there; `compliance archive add` with this folder makes one")
        try:
            self._base = sqlite3.connect(self.path, timeout=_BUSY, isolation_level=None, check_same_thread=False)
            try:
                self._prepare(folder, create)
            except BaseException:
                self._base.close()
                raise
        except sqlite3.DatabaseError as error:
            raise self._unreadable(error) from None

    def _prepare(self, folder: Path, create: bool) -> None:
        ours, version = self._value("PRAGMA application_id"), self._value("PRAGMA user_version")
        if not ours and not version and not self._value("SELECT count(*) FROM sqlite_master"):
            if not create:
                raise ArchiveError(f"{folder}: no archive is there; `compliance archive add` with this folder makes one")
            self._make()
        elif ours != _APPLICATION:
            raise ArchiveError(f"{self.path}: this is the database of another program, not an archive; choose another folder")
        elif version > VERSION:
            raise ArchiveError(
                f"{folder}: the archive has format {version}, this version reads format {VERSION}; update editorial-compliance"
            )
        self._base.execute("PRAGMA synchronous = FULL")
        self._base.execute("PRAGMA cache_size = -32000")

    def _make(self) -> None:
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("BEGIN IMMEDIATE")
        if not self._value("SELECT count(*) FROM sqlite_master"):
            for statement in _SCHEMA.split(";"):
                self._base.execute(statement)
            self._base.execute(f"PRAGMA application_id = {_APPLICATION}")
            self._base.execute(f"PRAGMA user_version = {VERSION}")
        self._base.execute("COMMIT")

    def _unreadable(self, error: Exception) -> ArchiveError:
        return ArchiveError(f"{self.path}: the catalogue cannot be read ({error}); restore it from a copy, or add the texts to a new archive")

    def close(self) -> None:
        """Lets go of the file."""
        self._base.close()

    def _value(self, statement: str, *values: object) -> int:
        row = self._base.execute(statement, values).fetchone()
        return int(row[0] or 0) if row else 0

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One state of the catalogue for all that is read within, whatever is written meanwhile.

        Raises:
            ArchiveError: the catalogue is damaged.
        """
        if self._base.in_transaction:
            yield
            return
        with self._transaction("BEGIN"):
            yield

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All that is written within, or nothing of it.

        Raises:
            ArchiveError: the catalogue is damaged, or the disk refused.
        """
        with self._transaction("BEGIN IMMEDIATE"):
            yield

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        try:
            self._base.execute(begin)
            try:
                yield
                self._base.execute("COMMIT")
            except BaseException:
                if self._base.in_transaction:
                    self._base.execute("ROLLBACK")
                raise
        except sqlite3.OperationalError as error:
            raise ArchiveError(f"{self.path}: {error}") from None
        except sqlite3.DatabaseError as error:
            raise self._unreadable(error) from None

    # what is there

    def count(self) -> int:
        """How many texts there are."""
        return self._value("SELECT count(*) FROM documents")

    def ids(self) -> Iterator[str]:
        """All ids by number."""
        after = -1
        while True:
            rows = self._base.execute("SELECT number, id FROM documents WHERE number > ? ORDER BY number LIMIT 10000", (after,)).fetchall()
            if not rows:
                return
            yield from (row[1] for row in rows)
            after = rows[-1][0]

    def by_ids(self, ids: Sequence[str]) -> dict[str, Row]:
        """The rows of ids, of those that are there."""
        return {row.id: row for row in self._select("id", ids)}

    def by_numbers(self, numbers: Sequence[int]) -> dict[int, Row]:
        """The rows of numbers, of those that are there."""
        return {row.number: row for row in self._select("number", numbers)}

    def _select(self, column: str, values: Sequence[str] | Sequence[int]) -> Iterator[Row]:
        for first in range(0, len(values), _MANY):
            some = values[first : first + _MANY]
            marks = ",".join("?" * len(some))
            yield from map(Row._make, self._base.execute(f"SELECT * FROM documents WHERE {column} IN ({marks})", some))  # noqa: S608 - a column's name, from here

    def between(self, first: int, last: int) -> Iterator[Row]:
        """The rows of numbers from `first` to `last`, ascending, as they are when they are asked for."""
        while True:
            statement = "SELECT * FROM documents WHERE number BETWEEN ? AND ? ORDER BY number LIMIT 1000"
            rows = [Row._make(row) for row in self._base.execute(statement, (first, last))]
            if not rows:
                return
            yield from rows
            first = rows[-1].number + 1

    def numbers(self, first: int, last: int) -> NDArray[np.uint64]:
        """The numbers of texts from `first` to `last`, ascending."""
        found = self._base.execute("SELECT number FROM documents WHERE number BETWEEN ? AND ? ORDER BY number", (first, last))
        return np.fromiter((row[0] for row in found), np.uint64)

    def sizes(self) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        """The numbers of all texts, ascending, and how many fingerprints each has."""
        found = self._base.execute("SELECT number, fingerprints FROM documents ORDER BY number")
        both = np.fromiter((value for row in found for value in row), np.int64).reshape(-1, 2)
        return both[:, 0].astype(np.uint64), both[:, 1]

    def segments(self) -> list[SegmentRow]:
        """The segments, those with the oldest texts first."""
        return [SegmentRow._make(row) for row in self._base.execute("SELECT * FROM segments ORDER BY first")]

    def files(self) -> dict[int, int]:
        """The files of texts, and how many bytes of each count."""
        return dict(self._base.execute("SELECT name, bytes FROM files ORDER BY name"))

    def stats(self, fingerprint_bytes: int, text_bytes: int, catalogue_bytes: int) -> Stats:
        """What there is, with the sizes that the folder tells."""
        texts, letters = self._base.execute("SELECT count(*), coalesce(sum(letters), 0) FROM documents").fetchone()
        dates = "SELECT coalesce(min(date), ''), coalesce(max(date), '') FROM documents WHERE date > ''"
        earliest, latest = self._base.execute(dates).fetchone()
        segments, held, postings = self._base.execute("SELECT count(*), coalesce(sum(documents), 0), coalesce(sum(postings), 0) FROM segments").fetchone()
        return Stats(texts, letters, segments, postings, held - texts, fingerprint_bytes, text_bytes, catalogue_bytes, earliest, latest, VERSION)

    def complaints(self) -> list[str]:
        """What SQLite finds wrong with the file; nothing where all is well."""
        try:
            found = [str(row[0]) for row in self._base.execute("PRAGMA integrity_check(10)")]
        except sqlite3.DatabaseError as error:
            return [str(error)]
        return [] if found == ["ok"] else found

    # what changes: within `writing` only

    def next(self, counter: str, count: int = 1) -> int:
        """The first of `count` numbers that nothing has had before."""
        first = self._value("SELECT value FROM counters WHERE name = ?", counter)
        self._base.execute("UPDATE counters SET value = ? WHERE name = ?", (first + count, counter))
        return first

    def put(self, rows: Iterable[Row]) -> None:
        """Adds texts; a row with an id that is there takes the old one's place."""
        self._base.executemany("INSERT OR REPLACE INTO documents VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", rows)

    def remove(self, ids: Sequence[str]) -> int:
        """Removes texts; how many there were."""
        count = 0
        for first in range(0, len(ids), _MANY):
            some = ids[first : first + _MANY]
            count += self._base.execute(f"DELETE FROM documents WHERE id IN ({','.join('?' * len(some))})", some).rowcount  # noqa: S608 - marks only
        return count

    def put_segment(self, row: SegmentRow) -> None:
        """Adds a segment, or says anew what one is."""
        self._base.execute("INSERT OR REPLACE INTO segments VALUES (?,?,?,?,?,?)", row)

    def drop_segments(self, names: Iterable[int]) -> None:
        """Removes segments."""
        self._base.executemany("DELETE FROM segments WHERE name = ?", [(name,) for name in names])

    def put_file(self, name: int, size: int) -> None:
        """Says how many bytes of a file of texts count."""
        self._base.execute("INSERT OR REPLACE INTO files VALUES (?,?)", (name, size))

    def drop_files(self, names: Iterable[int]) -> None:
        """Removes files of texts."""
        self._base.executemany("DELETE FROM files WHERE name = ?", [(name,) for name in names])

    def dead_bytes(self) -> dict[int, int]:
        """For each file of texts the bytes of texts that are no longer there."""
        living = dict(self._base.execute("SELECT file, sum(size) FROM documents GROUP BY file"))
        return {name: size - int(living.get(name, 0)) for name, size in self.files().items()}
