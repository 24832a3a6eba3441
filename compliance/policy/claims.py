"""Whose a text is, as far as its facts say: each sign of somebody else's hand, and the part that it is on."""

from collections.abc import Iterable
from typing import NamedTuple

from compliance.model import Fact, Kind, Zone
from compliance.policy.house import House, Party
from compliance.policy.terms import Part

_HINTS = (("photo", "photo"), ("picture", "photo"), ("distributed", "distributor"), ("provenance", "provenance"), ("source", "source"))
_ONLY_KNOWN = frozenset(("source", "contribution", "contributor", "reporter"))


NOBODY = Party()
"""Whom a text means that does not say whose it is."""


class Claim(NamedTuple):
    """Signs that a part is one holder's. The party are the names of the line, of which one may speak for all: of
    "North Press/Ada Moreau" the agency licenses. It is nobody where the text does not say whose it is.
    """

    party: Party
    part: Part
    facts: tuple[Fact, ...]
    role: str


def claims_of(facts: Iterable[Fact], house: House) -> list[Claim]:
    """The claims of a text in the order of their first facts; facts on the same holder and part are one claim."""
    found: dict[tuple[Part, str], Claim] = {}
    for fact in facts:
        claim = _claim(fact, house)
        if claim is None:
            continue
        key = claim.part, claim.party.key
        old = found.get(key)
        if old is not None:
            claim = Claim(old.party, old.part, (*old.facts, fact), "distributor" if claim.role == "distributor" else old.role)
        found[key] = claim
    return list(found.values())


def part_of(fact: Fact) -> Part:
    """The part of the document that a fact in a caption, or anywhere else, is about."""
    return Part.PHOTO if fact.zone is Zone.CAPTION else Part.TEXT


def role_of(fact: Fact) -> str:
    """What a credit line says its party did, by its value or, where it gives none, by the name of the rule."""
    role = fact.values.get("role")
    if role:
        return str(role)
    return next((role for hint, role in _HINTS if hint in fact.rule), "photo" if fact.zone is Zone.CAPTION else "source")


def _claim(fact: Fact, house: House) -> Claim | None:
    values = fact.values
    if fact.kind is Kind.COPYRIGHT_NOTICE:
        return Claim(_one(values.get("holder"), values.get("holder_id"), house), part_of(fact), (fact,), "notice")
    if fact.kind is Kind.RIGHTS_RESERVED and values.get("holder"):
        return Claim(_one(values["holder"], values.get("holder_id"), house), part_of(fact), (fact,), "notice")
    if fact.kind is Kind.SYNDICATION:
        return Claim(_one(values.get("agency"), values.get("holder_id"), house), Part.TEXT, (fact,), "agency")
    if fact.kind is Kind.CREDIT_LINE and values.get("party"):
        return _credit(fact, str(values["party"]), house)
    return None


def _credit(fact: Fact, party: str, house: House) -> Claim | None:
    role = role_of(fact)
    named = house.line(party, str(fact.values.get("holder_id") or ""))
    if role == "photo":
        return Claim(named, Part.PHOTO, (fact,), role)
    # "Source: the weather office" tells where a figure is from; of a known holder of texts it tells more
    if role in _ONLY_KNOWN and not any(who.id for who in named.whos):
        return None
    return Claim(named, Part.TEXT, (fact,), role)


def _one(name: object, id: object, house: House) -> Party:
    return house.party(str(name), str(id or "")) if name else NOBODY
