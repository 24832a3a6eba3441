"""Whose a text is, and whether its holder lets the house use it."""

from collections.abc import Iterator

from compliance.model import Kind, Verdict
from compliance.policy.case import UNNAMED, Case
from compliance.policy.claims import Claim
from compliance.policy.cover import Cover
from compliance.policy.house import House
from compliance.policy.restrictions import Standing
from compliance.policy.terms import Part, Reason


def judge_claim(case: Case, claim: Claim) -> tuple[Standing | None, list[Reason]]:
    """How a claim stands, and the reasons that it gives; a sign of nobody in particular stands for nothing where others do."""
    evidence = tuple(dict.fromkeys([f"the text says: {fact.text}" for fact in claim.facts]))
    if claim.party.own:
        reason = Reason(Verdict.CLEAR, "policy.own-copy", f"{claim.party.name} is the house itself", claim.facts[0].span, evidence)
        return Standing(claim.party.name, claim.part, True, Cover()), [reason]
    if claim.role == "agency" and not claim.party.whos and any(other.party.whos and not other.party.own for other in case.claims):
        return None, []
    standing = _standing(case, claim)
    return standing, _covered(case, claim, standing, evidence)


def _standing(case: Case, claim: Claim) -> Standing:
    cover = case.cover(claim.party.entries, claim.part, claim.party.name, True)
    stays = Standing(claim.party.name, claim.part, False, cover)
    if not case.grants or claim.party.terms:  # house terms narrow or widen a licence that the text names
        return stays
    grants = [grant for grant in case.grants if grant.part is claim.part]
    if not grants or (cover.full and not _may_choose(case, claim)) or (cover.entry and not cover.entry.acts and not cover.full):
        return stays
    offered = [(case.granted(grant, claim.part), grant) for grant in grants]
    offered_work = case.work(claim.party.name, False)
    full = [(case.owed.unmet(offer.entry, offered_work), at) for at, (offer, _) in enumerate(offered) if offer.full and offer.entry]
    if full and (not cover.full or (cover.entry and min(full)[0] < case.owed.unmet(cover.entry, case.work(claim.party.name, True)))):
        return Standing(claim.party.name, claim.part, False, *offered[min(full)[1]])
    return Standing(claim.party.name, claim.part, False, *offered[0]) if cover.entry is None else stays


def _may_choose(case: Case, claim: Claim) -> bool:
    """Whether a licence in the text itself may stand in for one of the ledger: nothing beside it speaks against it."""
    others = [other for other in case.claims if other is not claim and other.part is claim.part and not other.party.own]
    return not others and len(case.grants) == 1 and case.kinds.isdisjoint((Kind.RIGHTS_RESERVED, Kind.REDISTRIBUTION_RESTRICTION))


def _covered(case: Case, claim: Claim, standing: Standing, evidence: tuple[str, ...]) -> list[Reason]:
    cover, whose, first = standing.cover, claim.party.name or UNNAMED, claim.facts[0]
    if cover.entry is not None:
        work = case.work(claim.party.name or cover.entry.holder, standing.grant is None)
        return case.entry_reasons(cover.entry, cover.gaps, whose, work, first, None, evidence)
    if not claim.party.whos:
        rule, message, missing = "policy.unknown-holder", "The text is somebody's, and it does not say whose", "the holder"
    elif claim.part is not Part.TEXT:
        message, missing = f"A {claim.part} is by {whose}, and the ledger has no licence for it", f"a licence of {whose} for the {claim.part}"
        rule = "policy.third-party-part"
    else:
        rule, message, missing = "policy.no-licence", f"The text is marked as that of {whose}, and the ledger has no licence of theirs", f"a licence of {whose}"
    return [Reason(Verdict.REVIEW, rule, message, first.span, evidence, missing=missing)]


def judge_nobody(case: Case) -> Iterator[Reason]:
    """The reasons of a text that names no holder: what it does say, and that no notice does not make it free."""
    reserved = next((fact for fact in case.facts if fact.kind is Kind.RIGHTS_RESERVED), None)
    for grant in case.grants:
        cover = case.granted(grant, grant.part)
        if cover.entry:
            yield from case.entry_reasons(cover.entry, cover.gaps, UNNAMED, case.work("", False), grant.fact)
    if case.grants:
        return
    if reserved:
        message = "Rights are reserved, and the text does not say whose"
        yield Reason(Verdict.REVIEW, "policy.unknown-holder", message, reserved.span, (f"the text says: {reserved.text}",), missing="the holder")
        return
    contact = next((fact for fact in case.facts if fact.kind is Kind.PERMISSION_CONTACT), None)
    if contact:
        message = "The text sends people elsewhere for permission, and does not say whose it is"
        yield Reason(Verdict.REVIEW, "policy.permission-elsewhere", message, contact.span, (f"the text says: {contact.text}",), missing="the holder")
    elif case.own_words and not case.reused:
        yield Reason(Verdict.CLEAR, "policy.own-copy", "Its words stand in our own texts")
    elif terms := next((fact for fact in case.facts if fact.kind is Kind.USAGE_TERMS), None):
        message = "Somebody sets terms for it, and the text does not say who"
        yield Reason(Verdict.REVIEW, "policy.unknown-holder", message, terms.span, (f"the text says: {terms.text}",), missing="the holder")
    else:
        yield unclaimed(case.house)


def unclaimed(house: House) -> Reason:
    """The reason of a text of which nothing says whose it is."""
    if house.named:
        return Reason(Verdict.CLEAR, "policy.nothing-found", "No words of it say that it is somebody else's")
    message = "The text does not say whose it is, which does not make it free"
    return Reason(Verdict.REVIEW, "policy.unmarked", message, missing="the publisher's names in the ledger")
