"""The judge: facts and matches, held against the ledger and the context, come to a verdict with its reasons.

The verdict is the worst of the reasons; what is unknown is never clear. Every rule has its entry in reasons.py and in
docs/policy.md.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias

from compliance.model import GRAVITY, LOOSE, Document, Fact, Kind, Match, Verdict
from compliance.policy.case import Case
from compliance.policy.demands import Demand
from compliance.policy.holders import judge_claim, judge_nobody, unclaimed
from compliance.policy.house import House, Resolve
from compliance.policy.page import Page
from compliance.policy.restrictions import Standing, judge_restrictions
from compliance.policy.terms import Context, Judgement, Ledger, Part, Reason

if TYPE_CHECKING:
    from compliance.policy.reused import TextOf
    from compliance.policy.statuses import Stale
    from compliance.policy.usage import Usage

Asked: TypeAlias = tuple[tuple[Demand, bool], ...]
"""Demands, each with whether a document meets it."""
QUOTATION_LIMIT = 100
COMMON = 10
_ORDER = attrgetter("span", "rule")


def judge(
    document: Document, facts: Sequence[Fact], matches: Sequence[Match], ledger: Ledger | None, context: Context, resolve: Resolve, *,
    publisher: Iterable[str] = (), quotation_limit: int = QUOTATION_LIMIT, common: int = COMMON, text_of: "TextOf | None" = None, stale: "Stale | None" = None,
) -> Judgement:
    """Judges one document; see `Judge`, which is to be preferred where many documents are judged under one ledger.

    Without a ledger there is nothing to hold facts against: whatever binds asks for review, and nothing else is said.
    """
    if ledger is None:
        spans = [fact.span for fact in facts if fact.kind not in LOOSE] + [match.draft for match in matches]
        if not spans:
            return Judgement(Verdict.CLEAR)
        told = Reason(Verdict.REVIEW, "policy.no-ledger", "There is no ledger to hold this against", min(spans), missing="a ledger")
        return Judgement(Verdict.REVIEW, (told,))
    judging = Judge(ledger, resolve, publisher=publisher, quotation_limit=quotation_limit, common=common, text_of=text_of, stale=stale)
    return judging(document, facts, matches, context)


def worst(reasons: Iterable[Reason], settled: frozenset[str] = frozenset()) -> Verdict:
    """The verdict that reasons come to, leaving out those whose flag (by its identity) is settled."""
    return min((reason.verdict for reason in reasons if not reason.flag or reason.flag not in settled), key=GRAVITY.__getitem__, default=Verdict.CLEAR)


class Judge:
    """A ledger made ready for many documents.

    Args:
        ledger: the ledger.
        resolve: gives the id of a holder by name, or nothing.
        publisher: further names of the house.
        quotation_limit: words that may be quoted from one source without a licence.
        common: number of texts from which a short passage that they share is boilerplate.
        text_of: gives a text of the archive by id, so that changes can be looked at; or nothing.
        stale: says which later version of a document is known; or nothing.
    """

    def __init__(
        self, ledger: Ledger, resolve: Resolve, *, publisher: Iterable[str] = (), quotation_limit: int = QUOTATION_LIMIT, common: int = COMMON,
        text_of: "TextOf | None" = None, stale: "Stale | None" = None,
    ) -> None:
        self.house = House(ledger, resolve, publisher)
        self.quotation_limit = quotation_limit
        self.common = common
        self.text_of = text_of
        self.stale = stale
        unsaid = unclaimed(self.house)
        self._plain = Judgement(unsaid.verdict, (unsaid,))

    @cached_property
    def _usage(self) -> "Usage":
        from compliance.policy.usage import Usage

        return Usage(self.house)

    def __call__(self, document: Document, facts: Sequence[Fact], matches: Sequence[Match], context: Context) -> Judgement:
        """The judgement on a document, or on one window of it.

        Args:
            document: the document.
            facts: its facts that nobody has settled, in any order.
            matches: its matches, likewise, with `of` set.
            context: what is intended.
        """
        return self.asked(document, facts, matches, context)[0]

    def asked(self, document: Document, facts: Sequence[Fact], matches: Sequence[Match], context: Context) -> tuple[Judgement, Asked | None]:
        """As a call, and what was asked of the document itself: another one with the same facts, which meets as many of these demands, gets
        the same judgement on the same day, or at the same time where it is embargoed. None where the judgement hangs on more than that."""
        if not facts and not matches and self.stale is None:
            return self._plain, None
        ordered = sorted(matches, key=_place) if matches else []
        case = Case(self.house, document, _in_order(facts), ordered, context, self.common)
        reasons = sorted(dict.fromkeys(self._reasons(case)), key=_gravest)
        is_all = self.asks_the_text_alone(document, matches) and not case.page.is_counted
        asked = tuple(case.owed.seen.values()) if is_all else None
        return Judgement(reasons[0].verdict if reasons else Verdict.CLEAR, tuple(reasons), tuple(case.owed.flags)), asked

    def asks_the_text_alone(self, document: Document, matches: Sequence[Match]) -> bool:
        """Whether a judgement on a document asks nothing of it but its text, and of that nothing but demands, or how many words it has."""
        return not (matches or self.stale or document.fields or document.zones or document.offset or document.more)

    def meets(self, asked: Asked, document: Document) -> bool:
        """Whether a document without fields and zones answers as another one did."""
        if not asked:
            return True
        page = Page(document)
        return all(demand.ask.seen(page) is met for demand, met in asked)

    def _reasons(self, case: Case) -> list[Reason]:
        """Every reason, in no order. What few documents need is imported by those."""
        facts, kinds = case.facts, case.kinds
        found: list[Reason] = []
        if Kind.STATUS in kinds:
            from compliance.policy.statuses import judge_statuses

            found += judge_statuses(facts)
        if case.matches or self.stale:
            from compliance.policy.statuses import judge_versions

            found += judge_versions(case.document, facts, case.matches, self.stale)
        if Kind.EMBARGO in kinds:
            from compliance.policy.embargoes import judge_embargoes

            found += judge_embargoes(facts, case.context.time)
        standings: list[Standing] = []
        is_distributed = False
        for claim in case.claims:
            standing, reasons = judge_claim(case, claim)
            if standing:
                standings.append(standing)
            found += reasons
            is_distributed = is_distributed or claim.role == "distributor"
        if not standings:
            found += judge_nobody(case)
        if not kinds.isdisjoint((Kind.REDISTRIBUTION_RESTRICTION, Kind.MINING_RESERVATION)):
            found += case.owed.contradictions(judge_restrictions(facts, standings, case.grants, case.intent, self.house))
        if case.grants:
            from compliance.policy.conflicts import judge_conflicts

            found += case.owed.contradictions(judge_conflicts(facts, case.grants, standings, not standings))
        if Kind.USAGE_TERMS in kinds:
            found += self._of_terms(case, standings)
        if is_distributed:
            found += _both(case, standings)
        for passages in case.reused:
            from compliance.policy.lifting import judge_reuse

            found += judge_reuse(case, passages, self.quotation_limit, self.text_of)
        return found

    def _of_terms(self, case: Case, standings: list[Standing]) -> Iterator[Reason]:
        from compliance.policy.usage import Covered

        foreign = [standing for standing in standings if not standing.own]
        entries = tuple([standing.cover.entry for standing in foreign if standing.cover.entry and standing.cover.full and not standing.grant])
        covered = Covered(entries, bool(entries) and len(entries) == len(foreign))
        return self._usage.judge(case.facts, case.intent, covered, any(standing.name for standing in foreign))


def _gravest(reason: Reason) -> tuple[object, ...]:
    return GRAVITY[reason.verdict], reason.span or (-1, -1), reason.rule


def _place(match: Match) -> tuple[object, ...]:
    return match.draft, match.of or (), match.kind, match.source, match.words, match.similarity


def _in_order(facts: Sequence[Fact]) -> list[Fact]:
    """Facts in an order that does not hang on the one they came in; their values, which are slow to compare, count only in ties."""
    if len(facts) < 2:
        return list(facts)
    ordered = sorted(facts, key=_ORDER)
    if len(set(map(_ORDER, ordered))) < len(ordered):
        ordered.sort(key=lambda fact: (*_ORDER(fact), fact.kind, fact.text, fact.zone, str(sorted(fact.values.items()))))
    return ordered


def _both(case: Case, standings: list[Standing]) -> Iterator[Reason]:
    """Owner and distributor are both credited."""
    for claim in case.claims:
        if claim.part is Part.TEXT and claim.party.name and not claim.party.own:
            entry = next((it.cover.entry for it in standings if it.name == claim.party.name and it.cover.full and it.cover.entry), None)
            if entry:
                yield from case.owed.credit(entry, claim)
