"""Turns the tables of a ledger into licences, and collects everything that is wrong with them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from compliance.model import Act
from compliance.policy import territories
from compliance.policy.ledger_file import LedgerFile, Problem
from compliance.policy.near import either, hint
from compliance.policy.terms import Channel, Duty, DutyKind, Licence, Part

Resolve = Callable[[str], str]
"""From a holder's name to the registry's id, or nothing."""

PUBLISHER_KEYS = ("names", "sisters", "domains", "commercial", "country")
TEXTS = ("holder", "holder_id", "name", "address", "contract", "contact", "source", "spdx")
WORDS: Mapping[str, type[Act] | type[Channel] | type[Part]] = {"parts": Part, "acts": Act, "prohibits": Act, "channels": Channel}
PLACES = ("territories", "not_territories")
DAYS = {"from": "starts", "until": "ends"}
NUMBERS = {"max_words": 1, "max_uses": 1, "archive_days": 0, "quote_words": 0}
FLAGS = ("commercial", "paywall", "ads")
DEEDS = ("no_derivatives", "share_alike")
DUTIES = {
    "credit": DutyKind.CREDIT, "link": DutyKind.LINK, "tagline": DutyKind.TAGLINE, "pixel": DutyKind.PIXEL, "canonical": DutyKind.CANONICAL,
    "noindex": DutyKind.NOINDEX, "title_named": DutyKind.TITLE, "licence_named": DutyKind.LICENCE, "changes_noted": DutyKind.CHANGES,
}
KEYS = ("id", "extends", *TEXTS, *WORDS, *PLACES, *DAYS, *NUMBERS, *FLAGS, *DEEDS, *DUTIES)
_MEANT = {
    "scope": "parts", "grants": "acts", "granted": "acts", "permits": "acts", "prohibited": "prohibits", "forbids": "prohibits",
    "media": "channels", "territory": "territories", "excluded": "not_territories", "starts": "from", "start": "from", "ends": "until",
    "end": "until", "expires": "until", "licensor": "holder", "owner": "holder", "url": "address", "words": "max_words",
    "uses": "max_uses", "title": "title_named", "licence": "licence_named", "license": "licence_named", "changes": "changes_noted",
    "label": "name", "base": "extends", "inherits": "extends",
}
_FIELDS = {"prohibits": "prohibited", **DAYS}
_ADDRESSES = (DutyKind.LINK, DutyKind.PIXEL, DutyKind.CANONICAL)
_TOLD = (DutyKind.TAGLINE, DutyKind.PIXEL)  # there is nothing to look for unless it is written
_BARE = (DutyKind.NOINDEX, DutyKind.TITLE, DutyKind.LICENCE, DutyKind.CHANGES)


class Reader:
    """Reads the values of one file's tables; what is wrong is collected in `problems`."""

    def __init__(self, file: LedgerFile) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def wrong(self, start: int, key: str, message: str, word: str = "") -> None:
        """Notes something wrong at a word, or a key, of the table that begins on line `start`."""
        self.problems.append(Problem(self.file.path, *self.file.place(start, key, word), message))

    def known(self, start: int, table: Mapping[str, Any], keys: Sequence[str], within: str = "") -> None:
        """Refuses keys that are not among `keys`; the table may be the value of the key `within` of another."""
        for key in table:
            if key not in keys:
                meant = _MEANT.get(key, "")
                told = f'; the key is "{meant}"' if meant in keys else hint(key, keys) or f"; the keys here are {', '.join(keys)}"
                self.wrong(start, within or key, f'unknown key "{key}"{told}', key if within else "")

    def licence(self, start: int, table: Mapping[str, Any], base: Licence) -> Licence:
        """What a table says, on top of `base`. Its id is the base's."""
        fields: dict[str, Any] = {"path": self.file.path, "line": start}
        for key in TEXTS:
            if key in table:
                fields[key] = self.text(start, table, key)
        for key, words in WORDS.items():
            if key in table:
                fields[_FIELDS.get(key, key)] = self.words(start, table, key, words)
        for key in PLACES:
            if key in table:
                fields[key] = self.places(start, table, key)
        for key, field in DAYS.items():
            if key in table:
                fields[field] = self.day(start, table, key)
        for key, least in NUMBERS.items():
            if key in table:
                fields[key] = self.number(start, table, key, least)
        for key in FLAGS:
            if key in table:
                fields[key] = self.flag(start, table, key)
        for key in DEEDS:
            if key in table:
                fields[key] = bool(self.flag(start, table, key))
        if any(key in table for key in DUTIES):
            fields["duties"] = self.duties(start, table, base.duties)
        made = base._replace(**fields)
        if made.starts and made.ends and made.ends < made.starts:
            key = "until" if "until" in table else "from"
            self.wrong(start, key, f"until ({made.ends}) is before from ({made.starts})")
        return made

    def text(self, start: int, table: Mapping[str, Any], key: str) -> str:
        """A string."""
        value = table.get(key, "")
        if not isinstance(value, str):
            self.wrong(start, key, f"{key} must be a string, not {kind(value)}")
            return ""
        return value.strip()

    def strings(self, start: int, table: Mapping[str, Any], key: str) -> list[str]:
        """A list of strings; one string stands for a list of it."""
        value = table.get(key, [])
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list):
            self.wrong(start, key, f"{key} must be a list of strings, not {kind(value)}")
            return []
        for item in items:
            if not isinstance(item, str) or not item.strip():
                self.wrong(start, key, f"{key} must hold words, not {kind(item) if item != '' else 'an empty string'}")
        return [item.strip() for item in items if isinstance(item, str) and item.strip()]

    def words(self, start: int, table: Mapping[str, Any], key: str, vocabulary: type[Act] | type[Channel] | type[Part]) -> frozenset[Any]:
        """Words of a closed vocabulary."""
        known = [it.value for it in vocabulary]
        found = set()
        for word in self.strings(start, table, key):
            if word.lower() in known:
                found.add(vocabulary(word.lower()))
            else:
                told = hint(word, known) or f"; there are {', '.join(known)}"
                self.wrong(start, key, f'{key}: there is no {vocabulary.__name__.lower()} "{word}"{told}', word)
        return frozenset(found)

    def places(self, start: int, table: Mapping[str, Any], key: str) -> frozenset[str]:
        """Codes of countries and groups of them."""
        found = set()
        for word in self.strings(start, table, key):
            code = territories.normal(word)
            if code:
                found.add(code)
            else:
                told = hint(word, [*territories.GROUPS, *territories.names()]) if len(word) > 3 else ""
                told = told or f"; write an ISO 3166-1 code such as GB, or one of {', '.join(territories.GROUPS)}"
                self.wrong(start, key, f'{key}: there is no territory "{word}"{told}', word)
        return frozenset(found)

    def day(self, start: int, table: Mapping[str, Any], key: str) -> date | None:
        """A calendar day, as TOML or as a string has it."""
        value = table[key]
        if isinstance(value, str):
            try:
                return date.fromisoformat(value.strip())
            except ValueError:
                self.wrong(start, key, f'{key} must be a day such as 2026-03-31, not "{value}"')
                return None
        if isinstance(value, datetime) or not isinstance(value, date):
            self.wrong(start, key, f"{key} must be a day such as 2026-03-31, not {kind(value)}")
            return None
        return value

    def number(self, start: int, table: Mapping[str, Any], key: str, least: int) -> int | None:
        """A whole number from `least` on."""
        value = table[key]
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            shown = str(value) if isinstance(value, int) and not isinstance(value, bool) else kind(value)
            self.wrong(start, key, f"{key} must be a whole number from {least} on, not {shown}")
            return None
        return value

    def flag(self, start: int, table: Mapping[str, Any], key: str) -> bool | None:
        """True or false; None where the table does not say."""
        value = table.get(key)
        if value is not None and not isinstance(value, bool):
            self.wrong(start, key, f"{key} must be true or false, not {kind(value)}")
            return None
        return value

    def duties(self, start: int, table: Mapping[str, Any], before: Iterable[Duty]) -> tuple[Duty, ...]:
        """The duties that a table asks for; a key of it takes the place of all earlier duties of its kind."""
        asked = {DUTIES[key] for key in DUTIES if key in table}
        kept = [duty for duty in before if duty.kind not in asked]
        for key, duty in DUTIES.items():
            value = table.get(key, False)
            items = value if isinstance(value, list) else [value]
            kept.extend([self.duty(start, key, duty, item) for item in items if item is not False])
        return tuple(kept)

    def duty(self, start: int, key: str, duty: DutyKind, value: object) -> Duty:
        """One duty: true, its text, or a table with text and place."""
        text, place = value, ""
        if isinstance(value, dict):
            self.known(start, value, ("text", "place"), key)
            text, place = value.get("text", True), value.get("place", "")
            if place not in ("", "top", "bottom"):
                self.wrong(start, key, f'{key}: place must be "top" or "bottom", not {shown(place)}')
                place = ""
        if text is True and duty not in _TOLD:
            return Duty(duty, "", place)
        if duty in _BARE or not isinstance(text, str) or not text.strip():
            what = "its address or tag" if duty is DutyKind.PIXEL else "its text"
            ways = ["true", "false"] if duty in _BARE else [what, "false"] if duty in _TOLD else [what, "true", "false"]
            self.wrong(start, key, f"{key} must be {either(ways)}, not {shown(text)}")
            return Duty(duty, "", place)
        tag = duty is DutyKind.PIXEL and re.match(r"<[^<>]*\bsrc=", text.strip())
        if duty in _ADDRESSES and not tag and not re.match(r"https?://\S+\Z", text.strip()):
            or_tag = ", or a tag with one," if duty is DutyKind.PIXEL else ""
            self.wrong(start, key, f'{key} must be {"" if duty is DutyKind.PIXEL else "true or "}an address{or_tag} that begins with https://, not "{text}"')
        return Duty(duty, text.strip(), place)


def kind(value: object) -> str:
    """What a TOML value is, for messages."""
    if isinstance(value, bool):
        return "true or false"
    names = {int: "a number", float: "a number", str: "a string", list: "a list", dict: "a table"}
    return names.get(type(value), "a date with a time" if isinstance(value, datetime) else "a date or time")


def shown(value: object) -> str:
    """A TOML value as a message quotes it."""
    return f'"{value}"' if isinstance(value, str) else kind(value)
