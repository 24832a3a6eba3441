"""Writes a ledger as policies of ODRL 2.2 in JSON-LD, under the RightsML 2.0 profile."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import quote

from compliance.model import Act
from compliance.policy import territories
from compliance.policy.odrl_terms import ACTIONS, COMMERCIAL, CONTEXT, DERIVATIVES, DUTIES, PROFILE, SHARE_ALIKE, URN, country_address
from compliance.policy.terms import Duty, DutyKind, Ledger, Licence, Publisher

LEFT_OUT = "Not expressed here: "
"""How the description of a policy begins that names what could not be said."""
_SAID = {DutyKind.PIXEL: "dct:source", DutyKind.LINK: "dct:references"}


def to_odrl(ledger: Ledger, entries: Iterable[Licence] | None = None) -> dict[str, Any]:
    """A ledger as a JSON-LD document: a policy an entry, in its order.

    What ODRL has no words for stands in the policy's dct:description, and in what `not_carried` gives. An entry that neither
    grants nor forbids anything that has a word there becomes no policy, since one without rules is none.

    Args:
        ledger: whose publisher the policies are made out to.
        entries: those to write; all licences of the ledger where they are not given.
    """
    chosen = ledger.licences if entries is None else tuple(entries)
    policies = [_policy(entry, ledger.publisher) for entry in chosen]
    return {"@context": list(CONTEXT), "@graph": [policy for policy in policies if policy]}


def not_carried(ledger: Ledger, entries: Iterable[Licence] | None = None) -> list[str]:
    """What `to_odrl` leaves out: "kestrel: max_words 500", an entry and what of it, in the ledger's order."""
    chosen = ledger.licences if entries is None else tuple(entries)
    nothing = ["the whole entry, which has no rules"]
    found = [f"{entry.id}: {what}" for entry in chosen for what in (_left(entry) if _policy(entry, ledger.publisher) else nothing)]
    house = ledger.publisher
    if chosen and house.sisters:
        found.append("publisher: sisters")
    if chosen and house.commercial is not None:
        found.append("publisher: commercial")
    return found


def _left(entry: Licence) -> list[str]:
    """The parts of an entry that ODRL has no words for."""
    left = [f"act {act}" for act in Act if act in entry.acts and act not in ACTIONS]
    left += [f"prohibited act {act}" for act in Act if act in entry.prohibited and act not in ACTIONS]
    left += [f"{name} {value}" for name in ("max_words", "quote_words") if (value := getattr(entry, name)) is not None]
    left += [f"{name} {'yes' if value else 'no'}" for name in ("paywall", "ads") if (value := getattr(entry, name)) is not None]
    if entry.archive_days is not None and Act.STORE not in entry.acts:
        left.append(f"archive_days {entry.archive_days}")
    for duty in entry.duties:
        if duty.kind not in DUTIES or _mute(duty):
            left.append(f"duty {duty.kind}")
        elif duty.place:
            left.append(f"place of the {duty.kind}, {duty.place}")
    if entry.contact and "@" not in entry.contact:
        left.append("contact")
    if not _granted(entry):
        left += [f"duty {duty.kind}" for duty in entry.duties if duty.kind in DUTIES and not _mute(duty)]
        limits = ("parts", "channels", "territories", "not_territories", "starts", "ends", "max_uses", "commercial", "share_alike")
        left += [name for name in limits if getattr(entry, name)]
    return left


def _policy(entry: Licence, publisher: Publisher) -> dict[str, Any] | None:
    permissions, prohibitions = _permissions(entry), _prohibitions(entry)
    if not permissions and not prohibitions:
        return None
    kind = "Set" if not entry.holder else "Agreement" if publisher.names else "Offer"
    made: dict[str, Any] = {"@type": kind, "uid": f"{URN}licence:{quote(entry.id, safe='')}", "profile": PROFILE, "conflict": "prohibit"}
    told = {"dct:title": entry.name, "dct:identifier": entry.contract, "dct:source": entry.source, "dct:license": entry.address}
    made.update((key, text) for key, text in told.items() if text)
    if entry.spdx:
        made["dct:conformsTo"] = f"https://spdx.org/licenses/{entry.spdx}"
    if entry.holder:
        made["assigner"] = _holder(entry)
        if publisher.names:
            made["assignee"] = _house(publisher)
    made["target"] = _target(entry)
    if permissions:
        made["permission"] = permissions
    if prohibitions:
        made["prohibition"] = prohibitions
    left = _left(entry)
    if left:
        made["dct:description"] = LEFT_OUT + "; ".join(left)
    return made


def _holder(entry: Licence) -> dict[str, Any]:
    uid = f"{URN}holder:{quote(entry.holder_id or entry.holder, safe='')}" if entry.holder_id else f"{URN}name:{quote(entry.holder, safe='')}"
    party = {"@type": ["Party", "vcard:Organization"], "uid": uid, "vcard:fn": entry.holder}
    return {**party, "vcard:hasEmail": f"mailto:{entry.contact}"} if "@" in entry.contact else party


def _house(publisher: Publisher) -> dict[str, Any]:
    party: dict[str, Any] = {"@type": ["Party", "vcard:Organization"], "uid": f"{URN}publisher", "vcard:fn": list(publisher.names)}
    if publisher.domains:
        party["vcard:hasURL"] = list(publisher.domains)
    if publisher.country:
        party["vcard:country-name"] = publisher.country
    return party


def _target(entry: Licence) -> dict[str, Any]:
    target: dict[str, Any] = {"@type": "AssetCollection", "uid": f"{URN}works:{quote(entry.id, safe='')}"}
    if entry.parts:
        target["refinement"] = [_constraint("media", "isAnyOf", sorted(map(str, entry.parts)))]
    return target


def _granted(entry: Licence) -> list[str]:
    return [ACTIONS[act] for act in Act if act in entry.acts and act in ACTIONS]


def _permissions(entry: Licence) -> list[dict[str, Any]]:
    """One permission for all acts with the same limits; that to archive has limits of its own where it is for some days only."""
    actions = _granted(entry)
    if not actions:
        return []
    limits, duties = _limits(entry), _duties(entry)
    apart = entry.archive_days is not None and "archive" in actions
    days = [_constraint("elapsedTime", "lteq", {"@value": f"P{entry.archive_days}D", "@type": "xsd:duration"})]
    rows = [(actions, limits)] if not apart else [([it for it in actions if it != "archive"], limits), (["archive"], limits + days)]
    found = []
    for named, constraints in rows:
        if named:
            named = [*named, COMMERCIAL] if entry.commercial else named
            rule: dict[str, Any] = {"action": named[0] if len(named) == 1 else named}
            found.append({**rule, **({"constraint": constraints} if constraints else {}), **({"duty": duties} if duties else {})})
    return found


def _prohibitions(entry: Licence) -> list[dict[str, Any]]:
    actions = [ACTIONS[act] for act in Act if act in entry.prohibited and act in ACTIONS]
    if entry.commercial is False:
        actions.append(COMMERCIAL)
    if entry.no_derivatives:
        actions.append(DERIVATIVES)
    return [{"action": actions[0] if len(actions) == 1 else actions}] if actions else []


def _limits(entry: Licence) -> list[dict[str, Any]]:
    found = [_constraint("dateTime", operator, _day(day)) for operator, day in (("gteq", entry.starts), ("lteq", entry.ends)) if day]
    inside, outside = territories.expand(entry.territories), territories.expand(entry.not_territories)
    if inside and inside != territories.CODES:
        found.append(_constraint("spatial", "isAnyOf", [{"@id": country_address(code)} for code in sorted(inside)]))
    if outside:
        found.append(_constraint("spatial", "isNoneOf", [{"@id": country_address(code)} for code in sorted(outside)]))
    if entry.channels:
        found.append(_constraint("deliveryChannel", "isAnyOf", sorted(map(str, entry.channels))))
    if entry.max_uses is not None:
        found.append(_constraint("count", "lteq", {"@value": str(entry.max_uses), "@type": "xsd:integer"}))
    return found


def _constraint(left: str, operator: str, right: Any) -> dict[str, Any]:
    return {"leftOperand": left, "operator": operator, "rightOperand": right}


def _day(day: date) -> dict[str, str]:
    return {"@value": day.isoformat(), "@type": "xsd:date"}


def _duties(entry: Licence) -> list[dict[str, Any]]:
    found = [_duty(duty) for duty in entry.duties if duty.kind in DUTIES and not _mute(duty)]
    return [*found, {"action": SHARE_ALIKE}] if entry.share_alike else found


def _mute(duty: Duty) -> bool:
    """Whether a duty to include something, or to be counted, does not say what."""
    return DUTIES.get(duty.kind) in ("include", "acceptTracking") and not duty.text


def _duty(duty: Duty) -> dict[str, Any]:
    made: dict[str, Any] = {"action": DUTIES[duty.kind]}
    if duty.text:
        made[_SAID.get(duty.kind, "dct:description")] = duty.text
    return made
