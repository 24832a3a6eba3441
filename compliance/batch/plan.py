"""What a run is going to do, written before anything is done: its settings, what it found to read, and the units that makes.

    work/plan.json       the settings, the moment, and what was found in short
    work/units.jsonl     a unit a line
    work/unread.jsonl    what was named and is not there
    findings/inputs.parquet

The listing is done in a process of its own, like every task, so that the process that starts others never uses a store itself.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from hashlib import blake2b
from itertools import chain
from typing import Any, NamedTuple, TextIO

import pyarrow as pa
import pyarrow.parquet as pq

from compliance.batch.beside import beside, discard, write_json
from compliance.batch.errors import BatchError
from compliance.batch.findings.schema import INPUTS, VERSION
from compliance.batch.findings.write import array, writer
from compliance.batch.inputs import Input, Piece, Reading, Unit, cut, find_inputs
from compliance.batch.since.archives import additions
from compliance.batch.tasks.check import UNREAD, Checks
from compliance.model import Unread

UNIT = 8 * 1024 * 1024
"""Bytes of text in a unit of a large run."""
LEAST = 1024 * 1024
"""The same for a small one, whose units are made smaller so that there is work for every core."""
UNITS = 32
"""Units that a run has at least, if it has so many bytes."""
UNITS_FILE, UNREAD_FILE, INPUTS_FILE = "units.jsonl", "unread.jsonl", "inputs.parquet"
_PLACES = {UNITS_FILE: "work", UNREAD_FILE: "work", INPUTS_FILE: "findings"}
_LISTED = "listed.jsonl"
_ROWS = 65536


class Found(NamedTuple):
    """What the listing came to. `digest` is over every input with its size and version; `sources` are the files that settings stand
    in, with what they are and their digests."""

    inputs: int
    bytes: int
    digest: str
    formats: dict[str, int]
    unread: int
    units: int
    size: int  # of the units, bytes of text, about
    sources: list[list[str]]
    archives: list[dict[str, Any]]  # with how much they hold


class Plan(NamedTuple):
    """A plan as `work/plan.json` has it; `moment` is aware."""

    moment: datetime
    settings: Mapping[str, Any]
    found: Found


class Listing:
    """The task that lists the inputs of a run into a folder; picklable."""

    def __init__(self, folder: str, reading: Reading, checks: Checks) -> None:
        self.folder, self.reading, self.checks = folder, reading, checks

    def __call__(self, paths: tuple[str, ...]) -> Found:
        """Lists what the paths stand for. Raises BatchError where a configuration on the way cannot be used."""
        digest = blake2b(digest_size=16)
        sources: dict[tuple[str, str], None] = {}
        formats: dict[str, int] = {}
        count = size = unread = 0
        os.makedirs(self.folder, exist_ok=True)
        with self._file(INPUTS_FILE) as part, self._lines(UNREAD_FILE) as left, self._lines(_LISTED) as listed, writer(part, INPUTS) as table:
            rows: list[Input] = []
            for item in _valid(find_inputs(paths, self.reading)):
                digest.update(repr(tuple(item)).encode("utf-8", "surrogatepass"))
                if isinstance(item, Unread):
                    unread += 1
                    left.write(json.dumps(item) + "\n")
                    continue
                held = self._held(item.uri)
                if held is None:
                    continue
                for source in held:
                    sources[source] = None
                formats[item.format] = formats.get(item.format, 0) + 1
                count, size = count + 1, size + item.size
                rows.append(item)
                listed.write(json.dumps(item) + "\n")
                if len(rows) == _ROWS:
                    table.write_table(_table(rows))
                    rows.clear()
            if rows:
                table.write_table(_table(rows))
        units, bytes_of_text = self._cut(min(UNIT, max(LEAST, size // UNITS)), unread)
        named = [[what, path, digest_of(path)] for what, path in sorted(sources) if what != "archive"]
        archives = [_archive(path) for what, path in sorted(sources) if what == "archive"]
        return Found(count, size, digest.hexdigest(), dict(sorted(formats.items())), unread, units, bytes_of_text, named, archives)

    def _held(self, path: str) -> Iterable[tuple[str, str]] | None:
        """What holds for a path; None where that leaves it out. Raises BatchError where it cannot be used."""
        try:
            return None if self.checks.excluded(path) else self.checks.sources(path)
        except Exception as error:
            if os.environ.get("COMPLIANCE_DEBUG"):
                raise
            raise BatchError(str(error)) from error

    def _cut(self, size: int, unread: int) -> tuple[int, int]:
        count = total = 0
        last = [Unit(UNREAD, (), 0)] if unread else []
        with self._lines(UNITS_FILE) as file, open(os.path.join(self.folder, _LISTED), encoding="ascii") as listed:
            for unit in chain(cut((Input(*json.loads(line)) for line in listed), size, self.reading), last):
                file.write(json.dumps([unit.name, unit.size, unit.pieces]) + "\n")
                count, total = count + 1, total + unit.size
        discard(os.path.join(self.folder, _LISTED))
        return count, total

    def _file(self, name: str) -> AbstractContextManager[str]:
        return beside(os.path.join(self.folder, name))

    @contextmanager
    def _lines(self, name: str) -> Iterator[TextIO]:
        with self._file(name) as part, open(part, "w", encoding="ascii") as file:
            yield file


def begin(folder: str, found: Found, moment: datetime, settings: Mapping[str, Any]) -> Plan:
    """Makes what was listed the plan of a run, the plan itself last. Raises OSError."""
    listed = listing_below(folder)
    os.makedirs(os.path.join(folder, "findings"), exist_ok=True)
    for name, where in _PLACES.items():
        os.replace(os.path.join(listed, name), os.path.join(folder, where, name))
    plan = Plan(moment, settings, found)
    write_json(_plan(folder), {"schema": VERSION, "moment": spelled(moment), "settings": settings, "found": found._asdict()}, indent=2)
    return plan


def read_plan(folder: str) -> Plan | None:
    """The plan of a run; None where there is none. Raises BatchError where it cannot be read."""
    path = _plan(folder)
    try:
        with open(path, encoding="utf-8") as file:
            record = json.load(file)
        if record["schema"] != VERSION:
            raise BatchError(f"{path} is of another version of compliance; start over with --fresh, or name another --out")
        return Plan(datetime.fromisoformat(record["moment"]), record["settings"], Found(**record["found"]))
    except FileNotFoundError:
        return None
    except (OSError, KeyError, TypeError, json.JSONDecodeError) as error:
        raise BatchError(f"{path} cannot be read ({error}); start over with --fresh, or name another --out") from None


def compare(plan: Plan, settings: Mapping[str, Any], found: Found, folder: str) -> None:
    """Raises BatchError where a run in a folder was begun under other settings, or on other inputs, with the way out."""
    theirs, ours = _flat(plan.settings), _flat(json.loads(json.dumps(settings)))
    other = [name for name in dict.fromkeys((*theirs, *ours)) if theirs.get(name) != ours.get(name)]
    other += sorted({f"the {what} {path}" for what, path, _ in _differing(plan.found.sources, found.sources)})
    if plan.found.archives != found.archives:
        other.append("what the archives hold")
    way = "start over with --fresh, or name another --out"
    if other:
        raise BatchError(f"the run in {folder} was begun with other settings ({', '.join(other)}); {way}")
    if plan.found.digest != found.digest:
        raise BatchError(f"the inputs have changed since the run in {folder} was begun; {way} (with --since, only what has changed is checked)")


def units(folder: str) -> Iterator[Unit]:
    """The units of a run, in order."""
    with open(os.path.join(folder, "work", UNITS_FILE), encoding="ascii") as file:
        for line in file:
            name, size, pieces = json.loads(line)
            yield Unit(name, tuple([Piece(*piece) for piece in pieces]), size)


def inputs_of(folder: str, most: int) -> list[dict[str, Any]]:
    """The first inputs of a run."""
    found: list[dict[str, Any]] = []
    with pq.ParquetFile(os.path.join(folder, "findings", INPUTS_FILE)) as file:
        for batch in file.iter_batches(most):
            found += batch.to_pylist()
            if len(found) >= most:
                break
    return found[:most]


def listing_below(folder: str) -> str:
    """Where the listing of a run is made before it is held against the plan."""
    return os.path.join(folder, "work", "listing")


def forget_listing(folder: str) -> None:
    """Removes a listing that was held against the plan and is of no use any more."""
    for name in _PLACES:
        discard(os.path.join(listing_below(folder), name))


def spelled(moment: datetime) -> str:
    """A moment in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def digest_of(path: str) -> str:
    """BLAKE2b, in hexadecimal, of a file, or of the TOML files of a folder; empty where it cannot be read."""
    digest = blake2b(digest_size=16)
    try:
        files = sorted(os.path.join(path, name) for name in os.listdir(path) if name.endswith(".toml")) if os.path.isdir(path) else [path]
        for name in files:
            with open(name, "rb") as file:
                digest.update(os.path.basename(name).encode() if len(files) > 1 else b"")
                while part := file.read(1 << 20):
                    digest.update(part)
    except OSError:
        return ""
    return digest.hexdigest()


def _valid(items: Iterator[Input | Unread]) -> Iterator[Input | Unread]:
    try:
        yield from items
    except ValueError as error:  # a pattern that is none
        raise BatchError(str(error)) from error


def _flat(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Settings by the names that a user knows them by."""
    options = settings.get("options", {})
    return {**{name: value for name, value in settings.items() if name != "options"}, **{f"--{name}": value for name, value in options.items()}}


def _archive(path: str) -> dict[str, Any]:
    from compliance.reuse.archive import Archive

    with Archive.open(path, create=False) as archive:
        stats, added = archive.stats(), additions(path)
    return {"path": path, "texts": stats.texts, "letters": stats.letters, "latest": stats.latest, "added": added}


def _differing(one: list[list[str]], two: list[list[str]]) -> set[tuple[str, ...]]:
    return {tuple(it) for it in one} ^ {tuple(it) for it in two}


def _table(rows: list[Input]) -> Any:
    columns = list(zip(*rows, strict=True))
    return pa.Table.from_arrays([array(column, field.type) for column, field in zip(columns, INPUTS, strict=True)], schema=INPUTS)


def _plan(folder: str) -> str:
    return os.path.join(folder, "work", "plan.json")
