"""The registry of holders: which spellings of a name mean the same agency or publisher, and whose they are.

A wrong answer is worse than none: an unknown holder goes to an editor, a wrong one is measured against the wrong
licence. So a name is looked up exactly, and only slips of the pen in long words are forgiven.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from compliance.rulebook import holder_names as names
from compliance.rulebook.near import nearest

KINDS = (
    "agency", "picture-agency", "press-release", "newspaper", "publisher", "broadcaster", "platform", "institution",
)
AGENCIES = KINDS[:3]
"""Kinds whose business is to hand texts and pictures to others."""
LISTS = ("legal_forms", "articles", "tails", "short_names")
KEYS = ("id", "name", "aliases", "parent", "kind", "country", "domains")
LONGEST = 300
"""Code points beyond which a text is taken for no name."""
MEMORY = 4096
"""Names of which a registry remembers the answer."""
SLIP_RATIO = 90.0
"""Likeness of the whole name (rapidfuzz's `ratio`, 0 to 100) below which two spellings are two names."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_COUNTRY = re.compile(r"[A-Z]{2}\Z")


class HolderError(ValueError):
    """A registry that cannot be used. Its text is `file:line: what is wrong, and the way out`."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path, self.line, self.message = path, line, message


class Holder(NamedTuple):
    """An agency, publisher or other owner of texts. `parent` is an id or empty, `country` ISO 3166 or empty."""

    name: str
    kind: str
    country: str
    parent: str
    aliases: tuple[str, ...]


class Registry:
    """All holders, by name. Immutable; may be shared between threads.

    Args:
        plain: as `to_plain` gives it; neither copied nor changed.
    """

    def __init__(self, plain: Mapping[str, Any]) -> None:
        self._plain = plain
        self._holders: Mapping[str, tuple[Any, ...]] = plain["holders"]
        self._names: Mapping[str, str] = plain["names"]
        self._domains: Mapping[str, str] = plain["domains"]
        self._left_out = names.Forms(*plain["forms"])
        self._remembered = lru_cache(maxsize=MEMORY)(self._find)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Registry":
        """The inverse of `to_plain`."""
        return cls(plain)

    def to_plain(self) -> dict[str, Any]:
        """The content in builtin containers that `marshal` takes; all names are in the form they are looked up in."""
        return dict(self._plain)

    def __reduce__(self) -> tuple[Any, ...]:
        return Registry, (self._plain,)

    def __len__(self) -> int:
        return len(self._holders)

    def __iter__(self) -> Iterator[str]:
        return iter(self._holders)

    def __contains__(self, holder: object) -> bool:
        return holder in self._holders

    def resolve(self, name: str) -> str | None:
        """The id of the one holder that a name means, or None where no holder or more than one may be meant.

        Args:
            name: as found in a text: with or without article, legal form, affiliates, address in brackets; or a domain.
        """
        return self._remembered(name) if len(name) <= LONGEST else None

    def resolve_all(self, name: str) -> list[str]:
        """The ids of all holders in a line of several ("AFP/Reuters", "X via Y", "A and B"), in the line's order.

        Parties that are not in the registry are left out; nothing is named twice.
        """
        if len(name) > LONGEST:
            name = name[:LONGEST]
        whole = self._exact(name)
        if whole:
            return [whole]
        spans = names.parts(name)
        found: list[str] = []
        at = 0
        while at < len(spans):
            for last in range(len(spans) - 1, at - 1, -1):
                part = name[spans[at][0] : spans[last][1]]
                ids = [self._exact(part)] if last > at else self._single(part)
                if ids[0]:
                    found.extend(i for i in ids if i and i not in found)
                    at = last
                    break
            at += 1
        return found

    def name(self, holder: str) -> str:
        """The name to show for an id.

        Raises:
            KeyError: no holder has this id.
        """
        return str(self._holders[holder][0])

    def kind(self, holder: str) -> str:
        """One of `KINDS`.

        Raises:
            KeyError: no holder has this id.
        """
        return str(self._holders[holder][1])

    def country(self, holder: str) -> str:
        """ISO 3166 code of the country that a holder is at home in; empty where it is at home in none.

        Raises:
            KeyError: no holder has this id.
        """
        return str(self._holders[holder][2])

    def parents(self, holder: str) -> list[str]:
        """The ids of the holders that own this one, nearest first.

        Raises:
            KeyError: no holder has this id.
        """
        found = []
        parent = self._holders[holder][3]
        while parent:
            found.append(str(parent))
            parent = self._holders[parent][3]
        return found

    def agency_names(self) -> list[str]:
        """Names and aliases, as written, of agencies, picture agencies and press-release wires.

        Names of fewer than three letters are left out, but for the registry's `short_names`; no name stands twice,
        whatever its case.
        """
        short = self._plain["short_names"]
        found: dict[str, str] = {}
        for name, kind, _, _, aliases in self._holders.values():
            for alias in (name, *aliases) if kind in AGENCIES else ():
                if alias in short or sum(c.isalpha() for c in alias) >= 3:
                    found.setdefault(alias.casefold(), alias)
        return list(found.values())

    def _find(self, name: str) -> str | None:
        return self._exact(name) or (None if names.host(name) else self._slip(name))

    def _exact(self, name: str) -> str | None:
        host = names.host(name)
        if host:  # nothing is cut off an address but labels: not-reuters.com is not Reuters
            labels = [names.normal(label) for label in host.split(".")]
            owners = [self._domains.get(" ".join(labels[at:])) for at in range(len(labels) - 1)]
            return next((owner for owner in owners if owner), self._names.get(names.normal(name)))
        found = self._look_up(names.normal(name))
        if found:
            return found
        bare = names.without_brackets(name)
        if bare != name:
            found = self._look_up(names.normal(bare))
            for inside in () if found else names.in_brackets(name):
                found = found or (self._exact(inside) if names.host(inside) else None)
            if found:
                return found
        head = names.before_apposition(name)
        return self._look_up(names.normal(head)) if head else None

    def _look_up(self, key: str) -> str | None:
        if not key:
            return None
        for variant in names.variants(key, self._left_out):
            found = self._names.get(variant) or self._domains.get(variant)
            if found:
                return found
        return None

    def _single(self, part: str) -> list[str | None]:
        found = self.resolve(part)
        if not found and "-" in part:
            several = [self._exact(piece) for piece in part.split("-")]
            if all(several):
                return several
        return [found]

    def _slip(self, name: str) -> str | None:
        """The holder whose name this is but for slips: words run together, or a letter or two amiss in a long word."""
        for key in dict.fromkeys(names.variants(names.normal(names.without_brackets(name)), self._left_out)):
            if len(key) < 6:
                continue
            if " " not in key or names.is_unspaced(key):
                joined = self._slips.joined.get(key.replace(" ", ""))
                if joined:
                    return joined
            words = key.split()
            near = {
                self._names[other]
                for other in self._slips.by_initials.get("".join([word[0] for word in words]), ())
                if abs(len(other) - len(key)) < 3 and self._is_slip(key, words, other)
            }
            if len(near) == 1:
                return near.pop()
        return None

    def _is_slip(self, key: str, words: list[str], other: str) -> bool:
        from rapidfuzz.distance import OSA
        from rapidfuzz.fuzz import ratio

        if ratio(key, other, score_cutoff=SLIP_RATIO) < SLIP_RATIO:
            return False
        shortest = 8 if len(words) == 1 else 5 if len(key) > 12 else 6
        for word, right in zip(words, other.split(), strict=True):
            if word == right:
                continue
            if len(right) < shortest or word in self._slips.words or names.is_unspaced(word):
                return False  # a word that other names have is another word, not a slip: Nation and National
            if OSA.distance(word, right) > (2 if len(right) > 11 else 1):
                return False
        return True

    @cached_property
    def _slips(self) -> "_Slips":
        joined: dict[str, str] = {}
        by_initials: dict[str, list[str]] = {}
        words: set[str] = set()
        for key, holder in self._names.items():
            own = key.split()
            words.update(own)
            if len(key) >= 6:
                by_initials.setdefault("".join([word[0] for word in own]), []).append(key)
            together = key.replace(" ", "")
            if len(together) >= (4 if names.is_unspaced(together) else 8):
                joined[together] = holder if joined.get(together, holder) == holder else ""
        return _Slips(joined, by_initials, frozenset(words))


class _Slips(NamedTuple):
    joined: Mapping[str, str]
    by_initials: Mapping[str, list[str]]
    words: frozenset[str]


def load_registry(path: str) -> Registry:
    """The registry in a TOML file.

    Raises:
        HolderError: the file cannot be read, or something in it is wrong: an unknown key, a missing name, a parent that
            is not there, an id or a spelling that two holders claim.
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
    return Registry(_Reader(path, text).read(data))


class _Reader:
    """Checks the tables of one file and brings them to the plain form."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.lines = text.split("\n")
        self.tables = [n for n, line in enumerate(self.lines, 1) if line.strip().startswith("[[holder]]")]
        self.claimed: dict[str, tuple[str, int]] = {}

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
                raise self.error(self.line(start, "id"), f"holder id {holder!r} is used twice; the first is on line {places[holder]}")
            places[holder] = start
            aliases = tuple(self.texts(table, "aliases", start, f"holder {holder!r}"))
            for alias in (table["name"], *aliases):
                self.claim(spelt, names.normal(alias), alias, holder, start)
            for domain in self.texts(table, "domains", start, f"holder {holder!r}"):
                if names.host(domain) != domain:
                    raise self.error(self.line(start, domain), f"holder {holder!r}: {domain!r} is no domain; write it as in \"example.org\"")
                self.claim(domains, " ".join(map(names.normal, domain.split("."))), domain, holder, start)
            holders[holder] = Holder(table["name"], table["kind"], table.get("country", ""), table.get("parent", ""), aliases)
        self.check_parents(holders, places)
        return {
            "holders": {holder: tuple(row) for holder, row in holders.items()},
            "names": spelt,
            "domains": domains,
            "forms": tuple(names.forms(lists["articles"], lists["legal_forms"], lists["tails"])),
            "short_names": lists["short_names"],
        }

    def holder(self, table: Mapping[str, Any], start: int) -> str:
        holder = table.get("id", "?")
        for key in table:
            if key not in KEYS:
                raise self.error(self.line(start, key), f"holder {holder!r}: unknown key {key!r}{nearest(key, KEYS)}")
        for key in ("id", "name", "kind"):
            if key not in table:
                raise self.error(start, f"holder {holder!r}: {key} is missing")
        for key in ("id", "name", "kind", "parent", "country"):
            if key in table and (not isinstance(table[key], str) or not table[key].strip()):
                raise self.error(self.line(start, key), f"holder {holder!r}: {key} is a text in quotation marks, not empty")
        if not _ID.match(holder):
            raise self.error(self.line(start, "id"), f"holder id {holder!r}: an id is made of small letters, digits and single hyphens")
        if table["kind"] not in KINDS:
            raise self.error(
                self.line(start, "kind"),
                f"holder {holder!r}: kind {table['kind']!r} is none of {', '.join(KINDS)}{nearest(table['kind'], KINDS)}",
            )
        if "country" in table and not _COUNTRY.match(table["country"]):
            raise self.error(self.line(start, "country"), f"holder {holder!r}: country is an ISO 3166 code of two capitals")
        return str(holder)

    def claim(self, index: dict[str, str], key: str, written: str, holder: str, start: int) -> None:
        line = self.line(start, written)
        if not key:
            raise self.error(line, f"holder {holder!r}: {written!r} has neither letter nor digit")
        other = index.setdefault(key, holder)
        if other != holder:
            first = self.claimed[key][1]
            raise self.error(line, f"holder {holder!r}: {written!r} already means {other!r} (line {first}); a spelling means one holder")
        self.claimed.setdefault(key, (holder, line))

    def check_parents(self, holders: Mapping[str, Holder], places: Mapping[str, int]) -> None:
        for holder, row in holders.items():
            line = self.line(places[holder], "parent")
            if row.parent and row.parent not in holders:
                raise self.error(line, f"holder {holder!r}: no holder has the id {row.parent!r} of its parent{nearest(row.parent, holders)}")
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
        """The line of a key or of a text in quotation marks, in the table that begins on line `start` (0: the file)."""
        sign = re.compile(rf"\s*[\"']?{re.escape(sought)}[\"']?\s*=|.*[\"']{re.escape(sought)}[\"']")
        for n, line in enumerate(self.lines[start:], start + 1):
            if line.startswith("["):
                break
            if sign.match(line):
                return n
        return max(start, 1)

    def error(self, line: int, message: str) -> HolderError:
        return HolderError(self.path, line, message)
