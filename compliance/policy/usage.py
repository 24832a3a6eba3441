"""An agency's terms of use, line by line: NO ARCHIVES, UK OUT, MAGAZINES OUT, ONLY FOR 14 DAYS."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from compliance.model import Act, Fact, Kind, Verdict
from compliance.policy import territories
from compliance.policy.house import House
from compliance.policy.intent import Intent
from compliance.policy.terms import Channel, Context, Licence, Reason
from compliance.policy.usage_read import DAYS, Read, Sense, read_term

_MANY = 1024  # terms that are remembered


class Covered(NamedTuple):
    """How the parts that a term is about are covered: `entries` are the licences, and `full` says that nothing else is left."""

    entries: tuple[Licence, ...]
    full: bool


class Usage:
    """Judges terms of use for one house; the terms read last are remembered, for agencies repeat themselves.

    Args:
        house: tells whose outlets are kept out.
    """

    def __init__(self, house: House) -> None:
        self._read: Callable[[str], Read] = lru_cache(_MANY)(lambda term: read_term(term, house))

    def judge(self, facts: Iterable[Fact], intent: Intent, covered: Covered, credited: bool) -> Iterator[Reason]:
        """A reason for each term that touches the use, or that nobody can place.

        Args:
            facts: the facts of a document; those of other kinds are passed over.
            intent: what is intended.
            covered: what the ledger says of the holders; a licence that names the territory, the channel or the act lifts a term.
            credited: whether the text names somebody who can be meant by a mandatory credit.
        """
        for fact in facts:
            if fact.kind is not Kind.USAGE_TERMS:
                continue
            listed = fact.values.get("terms") or (fact.text,)
            for term in [listed] if isinstance(listed, str) else listed:
                reason = _judge(self._read(str(term)), fact, intent, covered, credited)
                if reason:
                    yield reason
            until = fact.values.get("until")
            if until and not any(DAYS.search(str(term).casefold()) for term in listed):
                yield _review(fact, "policy.term-window", f"The terms end: {until}", "the day from which the time counts")


def _judge(term: Read, fact: Fact, intent: Intent, covered: Covered, credited: bool) -> Reason | None:
    shown, context = term.shown, intent.context
    match term.sense:
        case Sense.NOTHING:
            return None
        case Sense.CREDIT:
            verdict = Verdict.CLEAR if credited else Verdict.DUTIES
            missing = "" if credited else "who is to be credited"
            return _reason(verdict, fact, "policy.mandatory-credit", f"The terms ask for a credit: {shown}", missing=missing)
        case Sense.ARCHIVE:
            return _act(Act.STORE, shown, fact, intent, covered)
        case Sense.SALES:
            selling = Act.DISTRIBUTE if context.channel is Channel.SYNDICATION and Act.SELL not in context.acts else Act.SELL
            return _act(selling, shown, fact, intent, covered)
        case Sense.MEMBERS:
            return None if covered.full and covered.entries else _review(fact, "policy.members-only", f"The terms ask for a contract: {shown}", "a licence")
        case Sense.ONCE:
            return _review(fact, "policy.single-use", f"The terms allow one use: {shown}", "whether it has been used before")
        case Sense.TIME:
            return _review(fact, "policy.term-window", f"The terms allow a time: {shown}", "the day from which the time counts")
        case Sense.OURSELVES:
            return _reason(Verdict.BLOCKED, fact, "policy.term-outlet", f"The terms keep out the house: {shown}", missing="the agency's leave")
        case Sense.MEDIUM:
            return _medium(term, fact, context, covered)
        case Sense.PLACE:
            return _place(term, fact, intent, covered)


def _act(act: Act, shown: str, fact: Fact, intent: Intent, covered: Covered) -> Reason | None:
    if act not in intent.wanted:
        return None
    if covered.full and covered.entries and all(act in entry.acts for entry in covered.entries):
        return None
    return _reason(Verdict.BLOCKED, fact, "policy.term-act", f"The terms forbid to {act}: {shown}", missing=f"a licence to {act}")


def _medium(term: Read, fact: Fact, context: Context, covered: Covered) -> Reason | None:
    if (context.channel in term.channels) is term.only:
        return None
    if covered.full and covered.entries and all(context.channel in entry.channels for entry in covered.entries):
        return None
    if not term.sure and not term.only:
        return _review(fact, "policy.term-medium", f"The terms keep out a kind of print: {term.shown}", "what kind of print it is for")
    missing = f"a licence for {context.channel}"
    return _reason(Verdict.BLOCKED, fact, "policy.term-medium", f"The terms keep out {context.channel}: {term.shown}", missing)


def _place(term: Read, fact: Fact, intent: Intent, covered: Covered) -> Reason | None:
    shown, places, context = term.shown, term.places, intent.context
    written = str(fact.values.get("territory") or "")
    if not places.inside and not places.outside and written and len(fact.values.get("terms") or ()) <= 1:
        found = territories.read(written)
        places = territories.Places(frozenset(), found.inside) if term.barred else found
    if not places.inside and not places.outside:
        return None if term.outlet else _review(fact, "policy.term-unknown", f"Nobody has told what this term means here: {shown}", "what the term asks for")
    answer = intent.reached(places)
    if answer is True:
        return None
    if answer is None:
        return _review(fact, "policy.term-territory", f"The terms are for some places: {shown}", "the territory in which the text is to appear")
    named = [entry.territories for entry in covered.entries]
    if covered.full and named and all(inside and intent.reached(territories.Places(inside, frozenset())) for inside in named):
        return None
    return _reason(Verdict.BLOCKED, fact, "policy.term-territory", f"The terms keep out {context.territory}: {shown}", missing="a licence for this territory")


def _review(fact: Fact, rule: str, message: str, missing: str) -> Reason:
    return _reason(Verdict.REVIEW, fact, rule, message, missing)


def _reason(verdict: Verdict, fact: Fact, rule: str, message: str, missing: str = "") -> Reason:
    return Reason(verdict, rule, message, fact.span, (f"the text says: {fact.text}",), missing=missing)
