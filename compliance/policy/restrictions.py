"""What a text forbids in words: intended acts, less those that somebody who may has granted."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from compliance.model import Act, Fact, Kind, Verdict
from compliance.policy import acts, territories
from compliance.policy.claims import part_of
from compliance.policy.cover import Cover
from compliance.policy.grants import NAMING, Grant
from compliance.policy.house import House
from compliance.policy.intent import Intent
from compliance.policy.terms import Part, Reason

_MINING = frozenset((Act.USE, Act.MINE))


class Standing(NamedTuple):
    """How one claim stands: whose it is, of which part, whether it is the publisher's own, and how the ledger covers it."""

    name: str
    part: Part
    own: bool
    cover: Cover
    grant: Grant | None = None  # where a grant in the text itself covers it


def judge_restrictions(facts: Iterable[Fact], standings: list[Standing], grants: list[Grant], intent: Intent, house: House) -> Iterator[Reason]:
    """A reason for each restriction that stops an intended act, whoever it is by.

    A restriction holds for every holder of its part, unless it names its own: which of several said it cannot be told. What all
    of them have granted, it does not stop. A reservation against mining counts only where mining is intended.
    """
    for fact in facts:
        if fact.kind is Kind.REDISTRIBUTION_RESTRICTION:
            barred = _acts(fact)
            if barred == _MINING:  # "may not be used for mining"
                barred = frozenset((Act.MINE,))
        elif fact.kind is Kind.MINING_RESERVATION:
            barred = frozenset((Act.MINE,))
        else:
            continue
        stop = intent.stopped(barred)
        if stop:
            yield _judge(fact, stop, standings, grants, intent, house)
        else:
            message = f"The text forbids to {acts.said(barred)}, which is not intended"
            yield Reason(Verdict.CLEAR, "policy.not-intended", message, fact.span, (f"the text says: {fact.text}",))


def _acts(fact: Fact) -> frozenset[Act]:
    given = fact.values.get("acts") or ()
    return acts.of_words((given,) if isinstance(given, str) else tuple(given)) or frozenset((Act.USE,))


def _judge(fact: Fact, stop: tuple[Act, ...], standings: list[Standing], grants: list[Grant], intent: Intent, house: House) -> Reason:
    evidence = (f"the text says: {fact.text}",)
    mining = fact.kind is Kind.MINING_RESERVATION or stop == (Act.MINE,)
    rule = "policy.mining" if mining else "policy.prohibited"
    what = f"to {acts.said(stop)}"
    place = _elsewhere(fact, intent)
    if place is True:
        message = f"What the text forbids in other places does not touch {intent.context.territory}"
        return Reason(Verdict.CLEAR, "policy.elsewhere", message, fact.span, evidence)
    concerned = _concerned(fact, standings, house)
    foreign = [standing for standing in concerned if not standing.own]
    if concerned and not foreign:
        return Reason(Verdict.CLEAR, "policy.own-copy", "The house's own words forbid others, not the house", fact.span, evidence)
    open_ = [standing for standing in foreign if not standing.cover.full]
    if foreign and not open_:
        if any(standing.grant for standing in foreign):
            return _at_odds(fact, what, [standing.grant for standing in foreign if standing.grant])
        ids = ", ".join(dict.fromkeys(standing.cover.entry.id for standing in foreign if standing.cover.entry))
        return Reason(Verdict.CLEAR, "policy.granted", f"The text forbids {what}, and the ledger grants it", fact.span, evidence, ids)
    if not foreign and any(grant.entries for grant in grants):
        return _at_odds(fact, what, grants)
    whose = ", ".join(dict.fromkeys(standing.name for standing in open_ if standing.name))
    missing = f"a licence of {whose} {what}" if whose else "whose words these are, and a licence of theirs"
    if place is None:
        message = f"The text forbids {what} in some places, and nobody said where it is to appear"
        return Reason(Verdict.REVIEW, "policy.territory", message, fact.span, evidence, missing="the territory in which the text is to appear")
    unless = str(fact.values.get("unless") or "")
    if unless and NAMING.search(unless):
        message = f"The text forbids {what}, unless on a condition: {unless}"
        return Reason(Verdict.REVIEW, "policy.conditional", message, fact.span, evidence, missing="whether the condition is met")
    if open_ and all(standing.cover.unsure and not standing.grant for standing in open_):
        return Reason(Verdict.REVIEW, rule, f"The text forbids {what}, and whether the ledger grants it is not known", fact.span, evidence, missing=missing)
    entry = next((standing.cover.entry.id for standing in open_ if standing.cover.entry), "")
    return Reason(Verdict.BLOCKED, rule, f"The text forbids {what}, and nothing in the ledger grants it", fact.span, evidence, entry, missing)


def _at_odds(fact: Fact, what: str, grants: list[Grant]) -> Reason:
    both = (f"the text says: {fact.text}", *(f"and it says: {grant.fact.text}" for grant in grants if grant.fact))
    names = ", ".join(dict.fromkeys(grant.name for grant in grants))
    message = f"The text forbids {what}, and lets everybody do it under {names}"
    return Reason(Verdict.REVIEW, "policy.contradiction", message, fact.span, both, missing="which of both holds")


def _elsewhere(fact: Fact, intent: Intent) -> bool | None:
    """Whether a restriction is for other places only; None where that is not known, False where it is for here or everywhere."""
    written = fact.values.get("territory")
    if fact.values.get("scope") != "territory" and not written:
        return False
    places = territories.read(" ".join(written) if isinstance(written, (list, tuple)) else str(written or ""))
    barred = places.inside | places.outside
    if not barred:
        return None
    return intent.reached(territories.Places(frozenset(), barred))


def _concerned(fact: Fact, standings: list[Standing], house: House) -> list[Standing]:
    named = fact.values.get("holder")
    if named:
        name, id = str(named), house.identify(str(named))
        same = [standing for standing in standings if standing.name and (standing.name == name or house.identify(standing.name) == id != "")]
        if same:
            return same
    part = part_of(fact)
    return [standing for standing in standings if standing.part is part] or standings
