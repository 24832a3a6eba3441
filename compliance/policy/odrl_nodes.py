"""The nodes of an ODRL policy in JSON-LD, one by one: constraints as limits of an entry, duties, parties, ids, texts."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import unquote

from compliance.policy import territories
from compliance.policy.odrl_terms import DUTIES, URN, place, term
from compliance.policy.terms import Channel, Duty, DutyKind, Licence

_DUTIES = {action: duty for duty, action in DUTIES.items()}


def limited(node: Mapping[str, Any], entry: Licence) -> Licence | None:
    """The entry with one constraint more, or None where it has no place in a ledger."""
    left, operator = term(node.get("leftOperand")), term(node.get("operator"))
    right = listed(node.get("rightOperand"))
    value = str(term(right[0])) if len(right) == 1 else ""
    if left == "dateTime" and operator in ("gteq", "lteq") and (day := _read_day(value, operator)):
        return entry._replace(starts=max(entry.starts or day, day)) if operator == "gteq" else entry._replace(ends=min(entry.ends or day, day))
    if left == "spatial" and (codes := [place(it) for it in right]) and all(codes):
        if operator in ("eq", "isAnyOf", "isPartOf") and (operator != "eq" or len(codes) == 1):
            inside = territories.expand(codes)
            held = inside & territories.expand(entry.territories) if entry.territories else inside
            return entry._replace(territories=held) if held else None
        if operator in ("neq", "isNoneOf"):
            return entry._replace(not_territories=entry.not_territories | territories.expand(codes))
    if left == "deliveryChannel" and operator in ("eq", "isAnyOf") and not entry.channels:
        words = {term(it).rsplit("/", 1)[-1].lower() for it in right}
        return entry._replace(channels=frozenset(map(Channel, words))) if words and words <= {it.value for it in Channel} else None
    if left == "count" and operator in ("lteq", "eq") and value.isdecimal() and int(value):
        return entry._replace(max_uses=min(entry.max_uses or int(value), int(value)))
    if left == "elapsedTime" and operator == "lteq" and (found := re.fullmatch(r"P(\d{1,6})D", value)):
        return entry._replace(archive_days=int(found[1]))
    return None


def _read_day(value: str, operator: str) -> date | None:
    """The day of a date; of a moment, where it is the first of a day to begin with, or the last to end with. Else no day says it."""
    try:
        if len(value) == len("2026-01-01"):
            return date.fromisoformat(value)
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    if moment.tzinfo is None or moment.utcoffset():
        return None
    edge = "00:00:00" if operator == "gteq" else "23:59:59"
    return moment.date() if moment.strftime("%H:%M:%S") == edge else None


def constraints(value: Any) -> Iterable[Any]:
    """Constraints, those joined by "and" one by one."""
    for item in listed(value):
        joined = next((item[key] for key in ("and", "odrl:and") if key in item), None) if isinstance(item, Mapping) else None
        if isinstance(joined, Mapping):
            joined = joined.get("@list", joined)
        yield from listed(joined) if joined is not None else [item]


def constraint_name(limit: Any) -> str:
    """A constraint in short, for messages."""
    if not isinstance(limit, Mapping):
        return str(limit)
    if "leftOperand" not in limit:
        return ", ".join(key for key in limit if not key.startswith("@")) or "something"
    right = ", ".join(term(it) for it in listed(limit.get("rightOperand")))
    return f"{term(limit['leftOperand'])} {term(limit.get('operator'))} {right}".strip()


def get(node: Mapping[str, Any], key: str) -> Any:
    """The value of a key, by its short form or as an address."""
    if key in node:
        return node[key]
    return next((value for name, value in node.items() if term(name) == key), None)


def text(node: Mapping[str, Any], *keys: str) -> str:
    """The first text that one of the keys has."""
    for key in keys:
        for value in listed(get(node, key)):
            return str(value.get("@value", value.get("@id", "")) if isinstance(value, Mapping) else value)
    return ""


def listed(value: Any) -> list[Any]:
    """A value as a list: JSON-LD leaves the brackets of a single one away."""
    if isinstance(value, Mapping) and set(value) == {"@list"}:
        value = value["@list"]
    return [] if value is None else list(value) if isinstance(value, (list, tuple)) else [value]


def shared(policy: Mapping[str, Any]) -> dict[str, Any]:
    """What a policy says once for all of its rules (ODRL Information Model, 2.7.1, compact policy)."""
    return {key: policy[key] for key in ("target", "action", "constraint", "duty") if key in policy}


def holder_of(policy: Mapping[str, Any]) -> tuple[str, str, str]:
    """Name, id and address for mail of the party that grants."""
    rules = [rule for rule in listed(policy.get("permission")) if isinstance(rule, Mapping)]
    party = next(iter(listed(policy.get("assigner"))), None) or next((it for rule in rules for it in listed(rule.get("assigner"))), "")
    uid = text(party, "uid", "@id") if isinstance(party, Mapping) else term(party)
    name = text(party, "vcard:fn") if isinstance(party, Mapping) else ""
    id = unquote(uid.removeprefix(f"{URN}holder:")) if uid.startswith(f"{URN}holder:") else ""
    mail = text(party, "vcard:hasEmail") if isinstance(party, Mapping) else ""
    return name or unquote(uid.removeprefix(f"{URN}name:")), id, mail.removeprefix("mailto:")


def duty_of(action: str, node: Mapping[str, Any]) -> Duty | None:
    """The duty that an action means; including something is a link, or a line of text, where it says which."""
    party = node.get("attributedParty")
    said = text(node, "dct:description") or (text(party, "vcard:fn") if isinstance(party, Mapping) else "")
    if action == "include":
        link = text(node, "dct:references")
        return Duty(DutyKind.LINK, link) if link else Duty(DutyKind.TAGLINE, said) if said else None
    if action == "acceptTracking":
        counter = text(node, "dct:source")
        return Duty(DutyKind.PIXEL, counter) if counter else None
    kind = DutyKind.CREDIT if action == "cc:Attribution" else _DUTIES.get(action)
    return Duty(kind, said) if kind else None


def id_of(uid: str, number: int) -> str:
    """An id for the entry of a policy: ours where it was ours, else the end of its address."""
    if uid.startswith(f"{URN}licence:"):
        return unquote(uid.removeprefix(f"{URN}licence:"))
    last = re.sub(r"[^\w.+-]+", "-", re.split(r"[/#:]", uid.rstrip("/#:"))[-1]).strip("-")
    return last or f"policy-{number}"
