"""Reads the registry of holders and says, with file and line, what is wrong with it."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from compliance.rulebook import holder_names as names
from compliance.rulebook.near import nearest

AGENCIES = ("agency", "picture-agency", "press-release")
"""Kinds of holder whose business is to hand texts and pictures to others."""
KINDS = (*AGENCIES, "newspaper", "publisher", "broadcaster", "platform", "institution")
LISTS = ("legal_forms", "articles", "tails", "short_names")
KEYS = ("id", "name", "aliases", "parent", "kind", "country", "domains")

_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*\Z"
_COUNTRY = r"[A-Z]{2}\Z"


class HolderError(ValueError):
    """A registry that cannot be used. Its text is `file:line: what is wrong, and the way out`."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path, self.line, self.message = path, line, message


class Holder(NamedTuple):
    """An owner of texts. `parent` is an id or empty, `country` an ISO 3166 code or empty."""

    name: str
    kind: str
    country: str
    parent: str


def read_plain(path: str) -> dict[str, Any]:
    """The plain form of the registry in a TOML file, as `Registry` takes it.

    Raises:
        HolderError: the file cannot be read, or something in it is wrong; at the first thing that is.
    """
    import tomli

    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        data = tomli.loads(text)
    except OSError as error:
        raise HolderError(path, 1, f"the registry cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise HolderError(path, 1, f"the registry is not UTF-8: byte {error.start}") from None
    except tomli.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        raise HolderError(path, int(place.group(1)) if place else 1, f"not valid TOML: {error}") from None
    return _Reader(path, text).read(data)


class _Reader:
    """Checks the tables of one file and brings them to the plain form."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.lines = text.split("\n")
        self.tables = [n for n, line in enumerate(self.lines, 1) if line.strip().startswith("[[holder]]")]
        self.claimed: dict[str, tuple[int, str]] = {}
        self.agencies: dict[str, str] = {}

    def read(self, data: Mapping[str, Any]) -> dict[str, Any]:
        for key in data:
            if key not in (*LISTS, "holder"):
                raise self.error(self.line(0, key), f"unknown key {key!r}{nearest(key, (*LISTS, 'holder'))}")
        lists = {key: self.texts(data, key, 0, "the registry") for key in LISTS}
        tables = data.get("holder", [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise self.error(self.line(0, "holder"), "holders stand in [[holder]] tables")
        holders: dict[str, Holder] = {}
        places: dict[str, int] = {}
        spelt: dict[str, str] = {}
        domains: dict[str, str] = {}
        for index, table in enumerate(tables):
            start = self.tables[index] if index < len(self.tables) else 1
            holder = self.holder(table, start)
            if holder in places:
                raise self.error(
                    self.line(start, "id"),
                    f"holder id {holder!r} is used twice; the first is on line {places[holder]}",
                )
            places[holder] = start
            aliases = tuple(self.texts(table, "aliases", start, f"holder {holder!r}"))
            for alias in (table["name"], *aliases):
                self.claim(spelt, names.normal(alias), alias, holder, start)
                if table["kind"] in AGENCIES and (
                    alias in lists["short_names"] or sum(c.isalpha() for c in alias) > 2
                ):
                    self.agencies.setdefault(alias.casefold(), alias)
            for domain in self.texts(table, "domains", start, f"holder {holder!r}"):
                if names.host(domain) != domain:
                    raise self.error(
                        self.line(start, domain),
                        f'holder {holder!r}: {domain!r} is no domain; write it as in "example.org"',
                    )
                self.claim(domains, " ".join(map(names.normal, domain.split("."))), domain, holder, start)
            holders[holder] = Holder(
                table["name"], table["kind"], table.get("country", ""), table.get("parent", "")
            )
        self.check_parents(holders, places)
        return {
            "holders": {holder: tuple(row) for holder, row in holders.items()},
            "names": spelt,
            "domains": domains,
            "forms": tuple(names.forms(lists["articles"], lists["legal_forms"], lists["tails"])),
            "agencies": list(self.agencies.values()),
        }

    def holder(self, table: Mapping[str, Any], start: int) -> str:
        holder = table.get("id", "?")
        for key in table:
            if key not in KEYS:
                raise self.error(
                    self.line(start, key), f"holder {holder!r}: unknown key {key!r}{nearest(key, KEYS)}"
                )
        for key in ("id", "name", "kind"):
            if key not in table:
                raise self.error(start, f"holder {holder!r}: {key} is missing")
        for key in ("id", "name", "kind", "parent", "country"):
            if key in table and (not isinstance(table[key], str) or not table[key].strip()):
                raise self.error(
                    self.line(start, key), f"holder {holder!r}: {key} is a text in quotation marks, not empty"
                )
        if not re.match(_ID, holder):
            raise self.error(
                self.line(start, "id"),
                f"holder id {holder!r}: an id is made of small letters, digits and single hyphens",
            )
        if table["kind"] not in KINDS:
            raise self.error(
                self.line(start, "kind"),
                f"holder {holder!r}: kind {table['kind']!r} is none of {', '.join(KINDS)}"
                + nearest(table["kind"], KINDS),
            )
        if "country" in table and not re.match(_COUNTRY, table["country"]):
            raise self.error(
                self.line(start, "country"), f"holder {holder!r}: country is an ISO 3166 code of two capitals"
            )
        return str(holder)

    def claim(self, index: dict[str, str], key: str, written: str, holder: str, start: int) -> None:
        if not key:
            raise self.error(
                self.line(start, written), f"holder {holder!r}: {written!r} has neither letter nor digit"
            )
        other = index.setdefault(key, holder)
        if other != holder:
            first = self.line(*self.claimed[key])
            raise self.error(
                self.line(start, written),
                f"holder {holder!r}: {written!r} already means {other!r} (line {first}); "
                "a spelling means one holder",
            )
        self.claimed.setdefault(key, (start, written))

    def check_parents(self, holders: Mapping[str, Holder], places: Mapping[str, int]) -> None:
        for holder, row in holders.items():
            line = self.line(places[holder], "parent") if row.parent else 1
            if row.parent and row.parent not in holders:
                raise self.error(
                    line,
                    f"holder {holder!r}: no holder has the id {row.parent!r} of its parent"
                    + nearest(row.parent, holders),
                )
            seen = {holder}
            parent = row.parent
            while parent and parent in holders:
                if parent in seen:
                    raise self.error(line, f"holder {holder!r} is its own parent, by way of {parent!r}")
                seen.add(parent)
                parent = holders[parent].parent

    def texts(self, table: Mapping[str, Any], key: str, start: int, whose: str) -> list[str]:
        found = table.get(key, [])
        if not isinstance(found, list) or not all(isinstance(text, str) and text.strip() for text in found):
            raise self.error(self.line(start, key), f"{whose}: {key} is a list of texts, none of them empty")
        return list(found)

    def line(self, start: int, sought: str) -> int:
        """The line of a key or a quoted text in the table that begins on line `start` (0: above all)."""
        sign = re.compile(rf"\s*[\"']?{re.escape(sought)}[\"']?\s*=|.*[\"']{re.escape(sought)}[\"']")
        for n, line in enumerate(self.lines[start:], start + 1):
            if line.startswith("["):
                break
            if sign.match(line):
                return n
        return max(start, 1)

    def error(self, line: int, message: str) -> HolderError:
        return HolderError(self.path, line, message)
