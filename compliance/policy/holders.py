"""Whose a text is, and whether its holder lets the house use it."""

from collections.abc import Iterator

from compliance.model import Kind, Verdict
from compliance.policy.case import UNNAMED, Case, once
from compliance.policy.claims import Claim
from compliance.policy.cover import Cover, best
from compliance.policy.house import House
from compliance.policy.restrictions import Standing
from compliance.policy.terms import Licence, Part, Reason


def judge_claim(case: Case, claim: Claim) -> tuple[Standing | None, list[Reason]]:
    """How a claim stands, and the reasons that it gives; a sign of nobody in particular stands for nothing where others do."""
    first = claim.facts[0]
    evidence = tuple(dict.fromkeys(f"the text says: {fact.text}" for fact in claim.facts))
    if case.is_own(claim.whos):
        reason = Reason(Verdict.CLEAR, "policy.own-copy", f"{claim.name} is the house itself", first.span, evidence)
        return Standing(claim.name, claim.part, True, Cover()), [reason]
    if not claim.whos and claim.role == "agency" and any(other.whos and not case.is_own(other.whos) for other in case.claims):
        return None, []
    standing = _standing(case, claim)
    return standing, [reason._replace(span=reason.span or first.span, evidence=reason.evidence or evidence) for reason in _covered(case, claim, standing)]


def _standing(case: Case, claim: Claim) -> Standing:
    contracts = [entry for who in claim.whos for entry in case.house.entries(who)]
    terms = [entry for who in claim.whos for entry in case.house.terms(who)]
    entries = once(contracts + terms)
    grants = [] if terms else [grant for grant in case.grants if grant.part is claim.part]  # house terms narrow or widen a licence
    held = case.work(claim.name, True)

    def unmet(entry: Licence) -> int:
        return case.owed.unmet(entry, held)

    cover = best(entries, case.need(claim.part, entries), unmet)
    stays = Standing(claim.name, claim.part, False, cover)
    if not grants or (cover.full and not _may_choose(case, claim)) or (cover.entry and not cover.entry.acts and not cover.full):
        return stays
    offered = [(case.granted(grant, claim.part), grant) for grant in grants]
    offered_work = case.work(claim.name, False)
    full = [(case.owed.unmet(offer.entry, offered_work), at) for at, (offer, _) in enumerate(offered) if offer.full and offer.entry]
    if full and (not cover.full or (cover.entry and min(full)[0] < unmet(cover.entry))):
        return Standing(claim.name, claim.part, False, *offered[min(full)[1]])
    return Standing(claim.name, claim.part, False, *offered[0]) if cover.entry is None else stays


def _may_choose(case: Case, claim: Claim) -> bool:
    """Whether a licence in the text itself may stand in for one of the ledger: nothing beside it speaks against it."""
    others = [other for other in case.claims if other is not claim and other.part is claim.part and not case.is_own(other.whos)]
    return not others and len(case.grants) == 1 and case.kinds.isdisjoint((Kind.RIGHTS_RESERVED, Kind.REDISTRIBUTION_RESTRICTION))


def _covered(case: Case, claim: Claim, standing: Standing) -> Iterator[Reason]:
    cover, whose = standing.cover, claim.name or UNNAMED
    if cover.entry is None:
        if not claim.whos:
            yield Reason(Verdict.REVIEW, "policy.unknown-holder", "The text is somebody's, and it does not say whose", missing="the holder")
        elif claim.part is not Part.TEXT:
            message = f"A {claim.part} is by {whose}, and the ledger has no licence for it"
            yield Reason(Verdict.REVIEW, "policy.third-party-part", message, missing=f"a licence of {whose} for the {claim.part}")
        else:
            message = f"The text is marked as that of {whose}, and the ledger has no licence of theirs"
            yield Reason(Verdict.REVIEW, "policy.no-licence", message, missing=f"a licence of {whose}")
        return
    yield from case.entry_reasons(cover.entry, cover.gaps, whose, case.work(claim.name or cover.entry.holder, standing.grant is None), claim.facts[0])


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
