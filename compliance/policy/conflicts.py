"""Sources that contradict each other; both are shown, and an editor decides."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from compliance.model import Fact, Kind, Verdict
from compliance.policy.claims import part_of
from compliance.policy.grants import Grant
from compliance.policy.restrictions import Standing
from compliance.policy.terms import Part, Reason


def judge_conflicts(facts: Iterable[Fact], grants: list[Grant], standings: list[Standing], nobody: bool) -> Iterator[Reason]:
    """A reason for each pair of statements that cannot both be true.

    Two licences of one part; a public licence and all rights reserved; a licence in a text of several holders. They matter
    where the use rests on the licence: `standings` are the claims, and `nobody` says that the text names no holder.
    """
    relying = [standing for standing in standings if standing.grant]
    if not relying and not nobody:
        return
    parts = {standing.part for standing in relying} or {Part.TEXT, Part.PHOTO}
    named = [grant for grant in grants if grant.part in parts and grant.public and grant.fact]
    for one, two in combinations(named, 2):
        if one.part is two.part and one.name != two.name and not _same(one, two):
            message = f"The text names two licences, {one.name} and {two.name}"
            yield _reason(message, two, one.fact, two.fact)
    for fact in facts:
        if fact.kind is Kind.RIGHTS_RESERVED and fact.values.get("scope", "all") == "all":
            for grant in named[:1]:
                if part_of(fact) is grant.part:
                    yield _reason(f"The text reserves all rights, and lets everybody use it under {grant.name}", grant, fact, grant.fact)
    for part in sorted(parts):
        holders = sorted({standing.name for standing in relying if standing.part is part})
        first = next((grant for grant in named if grant.part is part), None)
        if len(holders) > 1 and first:
            message = f"The text names one licence, {first.name}, and several holders: {', '.join(holders)}"
            yield _reason(message, first, first.fact)


def _same(one: Grant, two: Grant) -> bool:
    return bool(one.entries) and one.entries == two.entries


def _reason(message: str, grant: Grant, *facts: Fact | None) -> Reason:
    shown = tuple(f"the text says: {fact.text}" for fact in facts if fact)
    return Reason(Verdict.REVIEW, "policy.contradiction", message, grant.fact.span if grant.fact else None, shown, missing="which of them holds")
