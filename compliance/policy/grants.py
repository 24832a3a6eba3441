"""What a text itself lets everybody do: the licences that it names, and permissions in its own words."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from compliance.model import Act, Fact, Kind
from compliance.policy.acts import of_words
from compliance.policy.claims import part_of
from compliance.policy.cover import UNKNOWN, Gap
from compliance.policy.house import House
from compliance.policy.later import later
from compliance.policy.terms import Duty, DutyKind, Licence, Part

NAMING = later(
    r"sources?\b|namens?nennung|nennung|angabe|credit|attribut|acknowledg|\blinks?\b|quelle|fuente|fonte|bron(?:vermelding)?\b|k[iä]ll|kilde|lähde|źródł|zdroj|изворот|извор|источник|джерел|"
    r"крыніц|ссыл|посилан|kaynak|forrás|šaltin|avot|allik|πηγ|المصدر|منبع|출처|出典|出处|來源|来源|nguồn|sumber|navođenja izvora|vir\b|burim|istinad|сілтеме",
    re.IGNORECASE,
)
"""Conditions that ask for no more than that the source or the author be named or linked."""
OWN_TERMS = "terms of its own"
TEXT = "(the text)"
"""Id of the entry made of a permission in a text's own words."""


class Grant(NamedTuple):
    """A licence that a text names for one of its parts. `entries` are what it may be, any of which may be chosen; none, and a gap
    instead, where it cannot be told."""

    fact: Fact | None
    part: Part
    name: str
    entries: tuple[Licence, ...]
    gap: Gap | None = None
    public: bool = True


def grants_of(facts: Iterable[Fact], house: House) -> list[Grant]:
    """The grants of a text, in its order."""
    return [_grant(fact, house) for fact in facts if fact.kind is Kind.LICENCE_GRANT]


def named(name: str, url: str, jurisdiction: str, house: House) -> tuple[tuple[Licence, ...], Gap | None]:
    """What a licence by name or address is: the ready-made entries of which one may be chosen, or why there is none."""
    either = tuple(part.strip() for part in name.split(" OR "))
    entries = tuple(entry for entry in (_entry(part, url, jurisdiction, house) for part in either) if entry)
    if len(entries) == len(either) and " AND " not in name:
        return entries, None
    if house.public(f"{name}-4.0"):
        return (), Gap("policy.licence-version", UNKNOWN, f"{name} is named without its version, and versions differ", "the version of the licence")
    missing = "the terms of this licence, as an entry of the ledger"
    return (), Gap("policy.licence-unclear", UNKNOWN, f"{name or url} is no licence that the ledger knows", missing)


def _entry(name: str, url: str, jurisdiction: str, house: House) -> Licence | None:
    ported = f"{name}-{jurisdiction}"
    if jurisdiction and not name.endswith(f"-{jurisdiction}"):  # a port is a licence of its own
        return house.public(ported) or (house.public(url) if url else None)
    return house.public(name) or (house.public(url) if url else None)


def _grant(fact: Fact, house: House) -> Grant:
    values: Mapping[str, Any] = fact.values
    part, name, url = part_of(fact), str(values.get("licence") or ""), str(values.get("url") or "")
    if name or url:
        return Grant(fact, part, name or url, *named(name, url, str(values.get("jurisdiction") or ""), house))
    unless = str(values.get("unless") or "")
    if unless and not NAMING.search(unless):
        gap = Gap("policy.conditional", UNKNOWN, f"the permission in the text holds unless {unless}", "whether that is so")
        return Grant(fact, part, OWN_TERMS, (), gap, False)
    acts = of_words(tuple(values.get("acts") or ())) or frozenset({Act.REPRODUCE})
    conditions = values.get("conditions") or ""
    asked = " ".join(conditions) if isinstance(conditions, (list, tuple)) else str(conditions)
    duties = (Duty(DutyKind.CREDIT),) if asked or unless else ()
    commercial = False if "non-commercial" in asked else None
    entry = Licence(TEXT, "", acts=acts, duties=duties, commercial=commercial, no_derivatives="no derivatives" in asked, name="of the text itself")
    return Grant(fact, part, OWN_TERMS, (entry,), None, False)
