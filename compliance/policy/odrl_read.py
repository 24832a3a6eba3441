"""Reads policies of ODRL 2.2 in JSON-LD, RightsML 2.0 among them, as a ledger.

A permission whose conditions a ledger cannot hold is not taken over: it would grant more than its holder did. A prohibition is taken
over without its conditions, since that forbids more, not less. Both are named.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from compliance.model import Act
from compliance.policy import territories
from compliance.policy.odrl_nodes import constraint_name, constraints, duty_of, get, holder_of, id_of, limited, listed, shared, text
from compliance.policy.odrl_terms import ACTIONS, COMMERCIAL, DERIVATIVES, FURTHER, NARROW, SHARE_ALIKE, URN, place, term
from compliance.policy.odrl_write import LEFT_OUT
from compliance.policy.terms import Duty, Ledger, Licence, Part, Publisher

_ACTS = {**FURTHER, **{action: act for act, action in ACTIONS.items()}}


class Read(NamedTuple):
    """A ledger, and what of the policies did not carry over: the policy, and what of it."""

    ledger: Ledger
    left: list[str]


def from_odrl(data: Any, single: bool = False) -> Read:
    """The ledger that a JSON-LD document comes to: a policy, a list of them, or a graph.

    Args:
        data: as `json.loads` gives it.
        single: take a policy for one text, or some, as one for all texts of its holder; else it grants nothing here, as a ledger
            has no entries for single texts.

    Raises:
        ValueError: the document is no JSON object or list.
    """
    if not isinstance(data, (Mapping, list)):
        raise ValueError("a policy is a JSON object, or a list of them")
    reader = _Reader(single)
    for number, policy in enumerate(_policies(data), 1):
        reader.policy(policy, number)
    return Read(Ledger(reader.publisher, tuple(reader.entries)), reader.left)


def _policies(data: Any) -> Iterable[Mapping[str, Any]]:
    for item in listed(data):
        if isinstance(item, Mapping):
            if "@graph" in item:
                yield from _policies(item["@graph"])
            elif any(key in item for key in ("permission", "prohibition", "obligation")):
                yield item


class _Reader:
    def __init__(self, single: bool) -> None:
        self.single = single
        self.entries: list[Licence] = []
        self.left: list[str] = []
        self.publisher = Publisher()
        self.name = ""

    def leave(self, what: str) -> None:
        self.left.append(f"{self.name}: {what}")

    def policy(self, policy: Mapping[str, Any], number: int) -> None:
        """Adds the entries of a policy: one for all rules with the same limits."""
        self.name = self.free(id_of(str(policy.get("uid", policy.get("@id", ""))), number))
        self.parties(policy)
        base = self.described(policy)
        base = self.prohibited(policy, base)
        if any(listed(policy.get("obligation"))):
            self.leave("obligation")
        rows: dict[Licence, set[Act]] = {}
        for rule in listed(policy.get("permission")):
            for entry in self.permitted({**shared(policy), **rule} if isinstance(rule, Mapping) else {}, base):
                key = entry._replace(acts=frozenset(), archive_days=None)
                same = next((it for it in rows if it._replace(archive_days=None) == key), None)
                kept = rows.pop(same) if same else set()
                days = entry.archive_days if entry.archive_days is not None else same.archive_days if same else None
                rows[key._replace(archive_days=days)] = kept | entry.acts
        for at, (entry, acts) in enumerate(rows.items() or [(base, set())]):
            id = self.name if not at else self.free(f"{self.name}-{at + 1}")
            self.entries.append(entry._replace(id=id, acts=frozenset(acts)))

    def free(self, id: str) -> str:
        """The id, with a number where it is taken."""
        taken = {entry.id for entry in self.entries}
        return id if id not in taken else next(name for name in (f"{id}-{at}" for at in range(2, len(taken) + 3)) if name not in taken)

    def parties(self, policy: Mapping[str, Any]) -> None:
        for party in listed(policy.get("assignee")):
            if isinstance(party, Mapping) and text(party, "uid", "@id") == f"{URN}publisher":
                names, domains = (tuple(map(str, listed(get(party, key)))) for key in ("vcard:fn", "vcard:hasURL"))
                self.publisher = Publisher(names, (), domains, None, territories.normal(text(party, "vcard:country-name")))
            else:
                self.leave(f"assignee {term(party) if not isinstance(party, Mapping) else text(party, 'uid', '@id', 'vcard:fn')}")

    def described(self, policy: Mapping[str, Any]) -> Licence:
        """What a policy says of itself, its holder and its target."""
        holder, holder_id, contact = holder_of(policy)
        if term(policy.get("conflict", "prohibit")) != "prohibit":
            self.leave(f"conflict {term(policy['conflict'])}: here a prohibition beats a permission")
        if policy.get("inheritFrom"):
            self.leave("inheritFrom")
        for what in text(policy, "dct:description").removeprefix(LEFT_OUT).split("; ") if text(policy, "dct:description").startswith(LEFT_OUT) else ():
            self.leave(what)
        spdx = text(policy, "dct:conformsTo").removeprefix("https://spdx.org/licenses/")
        return Licence(
            "", holder, holder_id, name=text(policy, "dct:title"), contract=text(policy, "dct:identifier"), source=text(policy, "dct:source"),
            address=text(policy, "dct:license"), spdx="" if "/" in spdx else spdx, contact=contact,
        )  # fmt: skip

    def prohibited(self, policy: Mapping[str, Any], base: Licence) -> Licence:
        """The base with what a policy forbids."""
        acts: set[Act] = set()
        fields: dict[str, Any] = {}
        for rule in filter(lambda it: isinstance(it, Mapping), listed(policy.get("prohibition"))):
            out = self.barred(rule)
            if out:
                fields["not_territories"] = fields.get("not_territories", frozenset()) | out
                continue
            for action in self.actions(rule):
                if action in _ACTS:
                    acts.add(_ACTS[action])
                elif action == COMMERCIAL:
                    fields["commercial"] = False
                elif action == DERIVATIVES:
                    fields["no_derivatives"] = True
                else:
                    self.leave(f"prohibition to {action}")
            if listed(rule.get("constraint")):
                self.leave("conditions of a prohibition, which holds always here")
            if listed(rule.get("remedy")):
                self.leave("remedy of a prohibition")
        return base._replace(prohibited=frozenset(acts), **fields)

    def barred(self, rule: Mapping[str, Any]) -> frozenset[str]:
        """The places that a prohibition keeps out, where it says nothing else: publishing there is what it forbids."""
        limits = listed(rule.get("constraint"))
        if len(limits) != 1 or not isinstance(limits[0], Mapping) or not set(self.actions(rule)) & {"use", "distribute", "display"}:
            return frozenset()
        if term(limits[0].get("leftOperand")) != "spatial" or term(limits[0].get("operator")) not in ("eq", "isAnyOf", "isPartOf", "isA"):
            return frozenset()
        codes = [place(it) for it in listed(limits[0].get("rightOperand"))]
        return frozenset(codes) if codes and all(codes) else frozenset()

    def actions(self, rule: Mapping[str, Any]) -> list[str]:
        """The actions of a rule, in short form; one that is refined is called so, and means nothing here."""
        found = []
        for action in listed(rule.get("action")):
            if isinstance(action, Mapping) and ("rdf:value" in action or "refinement" in action):
                refined = " (refined)" if action.get("refinement") else ""
                found.append(term(action.get("rdf:value", action)) + refined)
            else:
                found.append(term(action))
        return found

    def permitted(self, rule: Mapping[str, Any], base: Licence) -> Iterable[Licence]:
        """What a permission grants, as an entry with its limits and duties; nothing where it cannot be held as it is meant."""
        if not rule:
            return
        for party in listed(rule.get("assignee")):
            self.leave(f"assignee {term(party)}")
        entry = self.limited(rule, base)
        duties, alike, clear = self.duties(rule)
        parts = self.target(rule)
        acts: set[Act] = set()
        commercial = base.commercial
        for action in self.actions(rule):
            if action in _ACTS and action not in NARROW:
                acts.add(_ACTS[action])
            elif action == COMMERCIAL:
                commercial = True if commercial is None else commercial
            elif action == DERIVATIVES:
                acts |= {Act.REWRITE, Act.TRANSLATE}
            else:
                self.leave(f"permission to {action}")
        if entry is None or not clear or parts is None:
            self.leave(f"permission to {', '.join(self.actions(rule))}, for what it hangs on")
        elif not acts and COMMERCIAL in self.actions(rule):
            self.leave(f"permission to {COMMERCIAL}, which names no act")
        elif acts:
            yield entry._replace(acts=frozenset(acts), duties=duties, share_alike=alike, parts=parts, commercial=commercial)

    def limited(self, rule: Mapping[str, Any], base: Licence) -> Licence | None:
        """The base with the constraints of a rule; None where one of them has no place in a ledger."""
        entry, whole = base, True
        for limit in constraints(rule.get("constraint")):
            made = limited(limit, entry) if isinstance(limit, Mapping) else None
            if made is None:
                self.leave(f"constraint on {constraint_name(limit)}")
                whole = False
            entry = made or entry
        return entry if whole else None

    def duties(self, rule: Mapping[str, Any]) -> tuple[tuple[Duty, ...], bool, bool]:
        """The duties of a permission, whether it asks to share alike, and whether that is all it asks."""
        found, alike, whole = [], False, True
        for duty in listed(rule.get("duty")):
            for action in self.actions(duty) if isinstance(duty, Mapping) else [term(duty)]:
                made = duty_of(action, duty if isinstance(duty, Mapping) else {})
                if made:
                    found.append(made)
                elif action in (SHARE_ALIKE, "shareAlike"):
                    alike = True
                else:
                    self.leave(f"duty to {action}")
                    whole = False
            if isinstance(duty, Mapping) and (duty.get("constraint") or duty.get("consequence")):
                self.leave("conditions of a duty")
                whole = False
        return tuple(dict.fromkeys(found)), alike, whole

    def target(self, rule: Mapping[str, Any]) -> frozenset[Part] | None:
        """The parts that a rule is for; None where it is for single texts, or for what cannot be told."""
        parts: set[Part] = set()
        for target in listed(rule.get("target")):
            if not isinstance(target, Mapping) or "AssetCollection" not in map(term, listed(target.get("@type"))):
                if not self.single:
                    self.leave(f"target {term(target)}, which is a single text")
                    return None
                continue
            for limit in listed(target.get("refinement")):
                words = [str(term(it)) for it in listed(limit.get("rightOperand"))] if isinstance(limit, Mapping) else []
                if not words or term(limit.get("leftOperand")) != "media" or not set(words) <= {it.value for it in Part}:
                    self.leave("refinement of the target")
                    return None
                parts |= {Part(word) for word in words}
        return frozenset(parts)
