"""The rights ledger: what the publisher is, and what holders let it do. Read from TOML; docs/ledger.md explains every key."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from compliance.policy import territories
from compliance.policy.entries import KEYS, PUBLISHER_KEYS, Reader, kind
from compliance.policy.ledger_file import LedgerError, LedgerFile, Problem, parse, read
from compliance.policy.near import hint, nearest
from compliance.policy.public import base_of, keyed, public_licences
from compliance.policy.terms import Ledger, Licence, Publisher

__all__ = ["Expiry", "LedgerError", "Loaded", "Problem", "expiring", "load_ledger", "public_licences", "read_ledger", "read_text"]

Resolve = Callable[[str], str | None]
"""From a holder's name to its id in the registry, or nothing."""


class Loaded(NamedTuple):
    """A ledger, and what is probably not as its author meant it; neither stops anything."""

    ledger: Ledger
    warnings: tuple[Problem, ...] = ()


class Expiry(NamedTuple):
    """A licence that ends, and the days until then; 0 where the day is its last."""

    licence: Licence
    days: int


def load_ledger(path: str, resolve: Resolve | None = None) -> Ledger:
    """The ledger in a TOML file, with the ready-made entries as it overrides them.

    Args:
        path: of the file.
        resolve: gives the id of a holder by name; without it, entries have those ids only that they write out.

    Raises:
        LedgerError: the file cannot be read, or something in it is wrong; with every problem there is.
    """
    return read_ledger(path, resolve).ledger


def read_ledger(path: str, resolve: Resolve | None = None, known: Iterable[str] = ()) -> Loaded:
    """As `load_ledger`, with warnings: of holders that are not among the `known` names, of entries that grant nothing, and the like."""
    return _Loader(read(path), resolve, tuple(known)).load()


def read_text(text: str, path: str = "", resolve: Resolve | None = None, known: Iterable[str] = ()) -> Loaded:
    """As `read_ledger`, of a text; `path` is what messages call it."""
    return _Loader(parse(text, path), resolve, tuple(known)).load()


def expiring(ledger: Ledger, on: date, within: timedelta) -> list[Expiry]:
    """The licences that are in force on a day, or begin later, and end no more than `within` after it; the first to end first.

    Those that have ended before that day are none of them. Days are UTC.
    """
    found = [Expiry(entry, (entry.ends - on).days) for entry in ledger.licences if entry.ends and on <= entry.ends <= on + within]
    return sorted(found, key=lambda it: (it.days, it.licence.id))


class _Loader:
    """Reads one parsed file. Entries may extend one another in any order."""

    def __init__(self, file: LedgerFile, resolve: Resolve | None, known: tuple[str, ...]) -> None:
        self.file, self.resolve, self.known = file, resolve, known
        self.reader = Reader(file)
        self.public = public_licences()
        self.tables: dict[str, tuple[int, Mapping[str, Any]]] = {}
        self.made: dict[str, Licence] = {}
        self.open: list[str] = []
        self.warnings: list[Problem] = []

    def load(self) -> Loaded:
        self.reader.known(1, self.file.data, ("publisher", "licence"))
        publisher = self.publisher()
        self.collect()
        for id in self.tables:
            self.entry(id)
        if self.reader.problems:
            raise LedgerError(sorted(self.reader.problems))
        entries = [self.made[id] for id in self.tables]
        for entry in entries:
            self.look_at(entry, publisher)
        licences = tuple(entry for entry in entries if entry.id not in self.public)
        changed = {entry.id: entry for entry in entries if entry.id in self.public}
        public = keyed({**_by_id(self.public), **changed}.values()) if changed else self.public
        return Loaded(Ledger(publisher, licences, public, self.file.path), tuple(sorted(self.warnings)))

    def publisher(self) -> Publisher:
        table = self.file.data.get("publisher", {})
        start = self.file.table("publisher")
        if not isinstance(table, dict):
            self.reader.wrong(start, "publisher", f"publisher is written [publisher], a table, not {kind(table)}")
            return Publisher()
        self.reader.known(start, table, PUBLISHER_KEYS)
        names, sisters, domains = (tuple(self.reader.strings(start, table, key)) for key in PUBLISHER_KEYS[:3])
        country = self.reader.text(start, table, "country")
        code = territories.normal(country)
        if country and code not in territories.CODES:
            self.reader.wrong(start, "country", f'country: "{country}" is no country; write an ISO 3166-1 code such as GB', country)
        if not names:
            self.warn(start, "", "[publisher] has no names, so that your own copy will be taken for somebody else's")
        return Publisher(names, sisters, domains, self.reader.flag(start, table, "commercial"), code)

    def collect(self) -> None:
        """The entries' tables by id, each with the line of its header."""
        tables = self.file.data.get("licence", [])
        if not isinstance(tables, list) or not all(isinstance(it, dict) for it in tables):
            self.reader.wrong(self.file.table("licence"), "", "entries are written in double brackets: [[licence]]")
            return
        for index, table in enumerate(tables):
            start = self.file.table("licence", index)
            self.reader.known(start, table, KEYS)
            id = self.reader.text(start, table, "id")
            if not id or any(it.isspace() for it in id):
                if isinstance(table.get("id", ""), str):
                    self.reader.wrong(start, "id" if "id" in table else "", 'an entry needs an id without blanks, e.g. id = "kestrel-wire"')
            elif id in self.tables:
                self.reader.wrong(start, "id", f'the id "{id}" is used twice; the first is on line {self.tables[id][0]}')
            else:
                self.tables[id] = start, table

    def entry(self, id: str) -> Licence:
        """The entry of an id, made on what it extends. One that goes in a circle is refused."""
        if id in self.made:
            return self.made[id]
        start, table = self.tables[id]
        if id in self.open:
            self.reader.wrong(start, "extends", f"entries extend each other in a circle: {' → '.join([*self.open, id])}")
            return Licence(id, "")
        self.open.append(id)
        base = self.base(id, start, table)
        self.open.pop()
        entry = self.reader.licence(start, table, base._replace(id=id))
        if not entry.holder and id not in self.public and "holder" not in table:
            self.reader.wrong(start, "", f'the entry "{id}" needs a holder: whose texts it is for')
        if "holder" in table and "holder_id" not in table or entry.holder and not entry.holder_id:
            entry = entry._replace(holder_id=(self.resolve(entry.holder) or "") if self.resolve else "")
        if entry.territories and not territories.expand(entry.territories) - territories.expand(entry.not_territories):
            self.reader.wrong(start, "not_territories", "not_territories takes away everything that territories gives")
        self.made[id] = entry
        return entry

    def base(self, id: str, start: int, table: Mapping[str, Any]) -> Licence:
        """What an entry is made on: the one it extends, the ready-made one whose id it has, or nothing."""
        name = self.reader.text(start, table, "extends")
        if not name:
            return self.public.get(id) or Licence(id, "")
        if name in self.tables and name != id:
            return self.entry(name)
        found = base_of(name, self.public)
        if found is None:
            told = hint(name, [*self.tables, *_by_id(self.public)]) or "; `compliance ledger list --all` shows all"
            self.reader.wrong(start, "extends", f'extends: there is no entry "{name}"{told}')
            return Licence(id, "")
        return found

    def look_at(self, entry: Licence, publisher: Publisher) -> None:
        """Notes what is odd about an entry."""
        start = entry.line
        if self.resolve and entry.holder and not entry.holder_id:
            near = nearest(entry.holder, self.known, many=3, cutoff=0.7) if self.known else []
            told = f"; known are {', '.join(near)}" if near else ""
            message = f'the registry of holders does not know "{entry.holder}"{told}; it is found only where it is written like this'
            self.warn(start, "holder", message)
        if not entry.acts:
            self.warn(start, "", f'the entry "{entry.id}" grants nothing; acts says what it lets you do')
        both = [str(act) for act in sorted(entry.acts & entry.prohibited)]
        if both:
            self.warn(start, "prohibits", f"both granted and prohibited, and so prohibited: {', '.join(both)}")
        if publisher.commercial and entry.commercial is False and not entry.spdx:
            self.warn(start, "commercial", f'the entry "{entry.id}" covers non-commercial use only, and the publisher is commercial')

    def warn(self, start: int, key: str, message: str) -> None:
        self.warnings.append(Problem(self.file.path, *self.file.place(start, key), message))


def _by_id(public: Mapping[str, Licence]) -> dict[str, Licence]:
    return {entry.id: entry for key, entry in public.items() if key == entry.id}
