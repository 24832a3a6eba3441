"""An agency's terms of use, line by line: NO ARCHIVES, UK OUT, MAGAZINES OUT, ONLY FOR 14 DAYS."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from compliance.model import Act, Fact, Kind, Verdict
from compliance.policy import acts, territories
from compliance.policy.house import House
from compliance.policy.terms import Channel, Context, Licence, Reason

_ONLINE = frozenset((Channel.WEB, Channel.APP, Channel.NEWSLETTER, Channel.SOCIAL))
_MEDIA = (
    (re.compile(r"\b(?:tv|television|broadcast(?:ers?)?|radio)\b"), frozenset((Channel.BROADCAST,)), True),
    (re.compile(r"\b(?:internet|web|online|digital|websites?)\b"), _ONLINE, True),
    (re.compile(r"\b(?:mobile|apps?|phones?)\b"), frozenset((Channel.APP,)), True),
    (re.compile(r"\bsocial(?: media)?\b"), frozenset((Channel.SOCIAL,)), True),
    (re.compile(r"\b(?:print|newspapers?)\b"), frozenset((Channel.PRINT,)), True),
    # a daily is no magazine, but what a house prints is not known
    (re.compile(r"\b(?:news ?)?(?:magazines?|mags?|tabloids?|books?)\b"), frozenset((Channel.PRINT,)), False),
)
_BARRED = re.compile(r"\bout$|^(?:no|not for)\b")
_CREDIT = re.compile(r"\b(?:mandatory|must|obligatory)\b.*\bcredit|\bcredit (?:mandatory|required|must)")
_FINE = re.compile(r"^(?:for |restricted to |strictly )?(?:editorial|news)(?: use| purposes?)?(?: only)?$|^editorial use only$")
_ARCHIVE = re.compile(r"\bno\b.*\barchiv|\barchiv\w* out$")
_SALES = re.compile(r"\bno\b.*\b(?:(?:re-?)?sales?|licen[cs]ing|third-party)|\b(?:re-?)?sales? out$")
_MEMBERS = re.compile(r"\b(?:members|clients|subscribers|customers|agreement|contract|permission) only\b")
_NO_NEWS = re.compile(r"^(?:no|not for) (?:marketing|advertising|advertisements?|merchandising|promotion(?:al)?)(?: use| campaigns?)?$")
_OUTLET = re.compile(r"\b(?:news|press|post|times|gazette|journal|observer|herald|daily|tribune|chronicle|courier|mail|telegraph|record|tv)\b")
_DAYS = re.compile(r"\b\d{1,3} ?(?:days?|hours?|hrs?|weeks?|months?)\b|\buntil\b|\bexpires?\b|\bembargo")
_ONCE = re.compile(r"\b(?:one|single)[- ]?(?:time)?\b.*\buse|\bonce only\b")


class Covered(NamedTuple):
    """How the parts that a term is about are covered: `entries` are the licences, and `full` says that nothing else is left."""

    entries: tuple[Licence, ...]
    full: bool


def judge_usage(facts: Iterable[Fact], context: Context, covered: Covered, credited: bool, house: House) -> Iterator[Reason]:
    """A reason for each term that touches the use, or that nobody can place.

    Args:
        facts: the facts of a document; those of other kinds are passed over.
        context: what is intended.
        covered: what the ledger says of the holders; a licence that names the territory, the channel or the act lifts a term.
        credited: whether the text names somebody who can be meant by a mandatory credit.
        house: tells whether an outlet that is kept out is the publisher.
    """
    for fact in facts:
        if fact.kind is not Kind.USAGE_TERMS:
            continue
        listed = fact.values.get("terms") or (fact.text,)
        for term in [listed] if isinstance(listed, str) else listed:
            reason = _judge(str(term), fact, context, covered, credited, house)
            if reason:
                yield reason
        until = fact.values.get("until")
        if until and not any(_DAYS.search(str(term).casefold()) for term in listed):
            yield _review(fact, "policy.term-window", f"The terms end: {until}", "the day from which the time counts")


def _judge(term: str, fact: Fact, context: Context, covered: Covered, credited: bool, house: House) -> Reason | None:
    plain = " ".join(term.casefold().split())
    shown = term.upper()
    if _CREDIT.search(plain):
        verdict = Verdict.CLEAR if credited else Verdict.DUTIES
        missing = "" if credited else "who is to be credited"
        return _reason(verdict, fact, "policy.mandatory-credit", f"The terms ask for a credit: {shown}", missing=missing)
    if _FINE.search(plain) or _NO_NEWS.search(plain):
        return None
    if _ARCHIVE.search(plain):
        return _act(Act.STORE, shown, fact, context, covered)
    if _SALES.search(plain):
        selling = Act.DISTRIBUTE if context.channel is Channel.SYNDICATION and Act.SELL not in context.acts else Act.SELL
        return _act(selling, shown, fact, context, covered)
    if _MEMBERS.search(plain):
        return None if covered.full and covered.entries else _review(fact, "policy.members-only", f"The terms ask for a contract: {shown}", "a licence")
    if _ONCE.search(plain):
        return _review(fact, "policy.single-use", f"The terms allow one use: {shown}", "whether it has been used before")
    if _DAYS.search(plain):
        return _review(fact, "policy.term-window", f"The terms allow a time: {shown}", "the day from which the time counts")
    outlet = plain.removesuffix(" out") if plain.endswith(" out") else ""
    if outlet and house.is_own(house.who(outlet)):
        return _reason(Verdict.BLOCKED, fact, "policy.term-outlet", f"The terms keep out the house: {shown}", missing="the agency's leave")
    for words, channels, sure in _MEDIA:
        if words.search(plain) and (_BARRED.search(plain) or plain.endswith("only")):
            return _medium(channels, sure, plain.endswith("only"), shown, fact, context, covered)
    return _place(plain, shown, fact, context, covered, _is_outlet(outlet, house))


def _is_outlet(name: str, house: House) -> bool:
    """Whether a name is that of another publisher: one that the registry knows, or that is called like a paper."""
    return bool(name) and (bool(house.identify(name)) or (" " in name and bool(_OUTLET.search(name))))


def _act(act: Act, shown: str, fact: Fact, context: Context, covered: Covered) -> Reason | None:
    if act not in acts.intended(context):
        return None
    if covered.full and covered.entries and all(act in entry.acts for entry in covered.entries):
        return None
    return _reason(Verdict.BLOCKED, fact, "policy.term-act", f"The terms forbid to {act}: {shown}", missing=f"a licence to {act}")


def _medium(channels: Collection[Channel], sure: bool, only: bool, shown: str, fact: Fact, context: Context, covered: Covered) -> Reason | None:
    if (context.channel in channels) is only:
        return None
    if covered.full and covered.entries and all(context.channel in entry.channels for entry in covered.entries):
        return None
    if not sure and not only:
        return _review(fact, "policy.term-medium", f"The terms keep out a kind of print: {shown}", "what kind of print it is for")
    return _reason(Verdict.BLOCKED, fact, "policy.term-medium", f"The terms keep out {context.channel}: {shown}", missing=f"a licence for {context.channel}")


def _place(plain: str, shown: str, fact: Fact, context: Context, covered: Covered, outlet: bool) -> Reason | None:
    written = str(fact.values.get("territory") or "")
    places = territories.read(plain)
    if not places.inside and not places.outside and written and len(fact.values.get("terms") or ()) <= 1:
        found = territories.read(written)
        places = territories.Places(frozenset(), found.inside) if _BARRED.search(plain) else found
    if not places.inside and not places.outside:
        return None if outlet else _review(fact, "policy.term-unknown", f"Nobody has told what this term means here: {shown}", "what the term asks for")
    answer = territories.covers(context.territory, places.inside, places.outside)
    if answer is True:
        return None
    if answer is None:
        return _review(fact, "policy.term-territory", f"The terms are for some places: {shown}", "the territory in which the text is to appear")
    if covered.full and covered.entries and all(entry.territories and territories.covers(context.territory, entry.territories) for entry in covered.entries):
        return None
    return _reason(Verdict.BLOCKED, fact, "policy.term-territory", f"The terms keep out {context.territory}: {shown}", missing="a licence for this territory")


def _review(fact: Fact, rule: str, message: str, missing: str) -> Reason:
    return _reason(Verdict.REVIEW, fact, rule, message, missing)


def _reason(verdict: Verdict, fact: Fact, rule: str, message: str, missing: str = "") -> Reason:
    return Reason(verdict, rule, message, fact.span, (f"the text says: {fact.text}",), missing=missing)
