"""Laws of judging: more said against a text, or less held, never makes its verdict better; order does not matter; judging is pure."""

from datetime import date
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from compliance.documents import from_text
from compliance.model import Act, Confidence, Fact, Kind, Match, MatchKind, Severity, Source, Span, Verdict, Zone
from compliance.policy.judge import GRAVITY, judge, worst
from compliance.policy.public import public_licences
from compliance.policy.terms import Channel, Context, Duty, DutyKind, Judgement, Ledger, Licence, Part, Publisher
from tests.policy.cases import NOW

HOLDERS = ("Harbour Post", "Kestrel Wire", "Lindholm Gazette", "Mudlark News")
TEXT = "The lamps of Lindholm went out. Kestrel Wire, https://kestrelwire.example/ and Mudlark News told it first. CC BY 4.0"
DOCUMENT = from_text(TEXT)
ACTS = st.frozensets(st.sampled_from(list(Act)), min_size=1, max_size=3)
FORBIDDING = (Kind.REDISTRIBUTION_RESTRICTION, Kind.MINING_RESERVATION, Kind.USAGE_TERMS, Kind.STATUS, Kind.EMBARGO)


def a_fact(kind: Kind, at: int, **values: Any) -> Fact:
    zone = Zone.CAPTION if at % 5 == 4 else Zone.BODY
    return Fact(kind, f"test.{kind}", Span(at, at + 5), TEXT[at : at + 5], values, DOCUMENT.position(at), Severity.WARNING, Confidence.HIGH, zone)


@st.composite
def facts(draw: st.DrawFn, kinds: tuple[Kind, ...] = tuple(Kind)) -> Fact:
    kind, at = draw(st.sampled_from(kinds)), draw(st.integers(0, 60))
    maybe = st.one_of(st.none(), st.sampled_from(HOLDERS))
    values: dict[str, Any] = {
        Kind.COPYRIGHT_NOTICE: {"holder": draw(maybe)},
        Kind.RIGHTS_RESERVED: {"scope": draw(st.sampled_from(("all", "some"))), "holder": draw(maybe)},
        Kind.REDISTRIBUTION_RESTRICTION: {"acts": sorted(draw(ACTS)), "territory": draw(st.sampled_from(("", "UK", "Italy"))), "unless": draw(st.sampled_from(("", "permission", "the source is named")))},
        Kind.LICENCE_GRANT: {"licence": draw(st.sampled_from(("CC-BY-4.0", "CC-BY-NC-ND-3.0", "CC-BY", "CC0-1.0", "Creative Commons")))},
        Kind.USAGE_TERMS: {"terms": draw(st.lists(st.sampled_from(("no archives", "uk out", "mandatory credit", "magazines out", "members only", "no sales")), min_size=1, max_size=2))},
        Kind.EMBARGO: {"until": draw(st.sampled_from(("", "2026-11-19T10:00:00+01:00", "2026-11-21T10:00:00Z", "2026-11-19")))},
        Kind.STATUS: {"status": draw(st.sampled_from(("kill", "hold", "correction", "advisory", "writethru")))},
        Kind.SYNDICATION: {"agency": draw(maybe)},
        Kind.CREDIT_LINE: {"party": draw(st.sampled_from(HOLDERS)), "role": draw(st.sampled_from(("photo", "distributor", "provenance", "source")))},
        Kind.MINING_RESERVATION: {"acts": ["mine"]},
    }.get(kind, {})  # fmt: skip
    return a_fact(kind, at, **{name: value for name, value in values.items() if value})


@st.composite
def licences(draw: st.DrawFn, excluding: bool = False) -> Licence:
    """A licence; with `excluding`, one that may also keep something out in so many words."""
    maybe = st.one_of(st.none(), st.booleans()) if excluding else st.sampled_from((None, True))
    return Licence(
        f"l{draw(st.integers(0, 99))}",
        draw(st.sampled_from(HOLDERS[1:])),
        parts=draw(st.sampled_from((frozenset(), frozenset({Part.TEXT}), frozenset({Part.PHOTO})))),
        acts=draw(ACTS),
        prohibited=draw(st.frozensets(st.sampled_from(list(Act)), max_size=1)) if excluding else frozenset(),
        channels=draw(st.sampled_from((frozenset(), frozenset({Channel.WEB}), frozenset({Channel.PRINT})))),
        territories=draw(st.sampled_from((frozenset(), frozenset({"SE"}), frozenset({"EU"})))),
        not_territories=draw(st.sampled_from((frozenset(), frozenset({"IT"})))) if excluding else frozenset(),
        ends=draw(st.sampled_from((None, date(2026, 12, 31), date(2025, 1, 1)))),
        max_words=draw(st.sampled_from((None, 5, 500))),
        commercial=draw(maybe),
        paywall=draw(maybe),
        duties=draw(st.sampled_from(((), (Duty(DutyKind.CREDIT, "Kestrel Wire"),), (Duty(DutyKind.NOINDEX), Duty(DutyKind.LINK, "https://elsewhere.example/"))))),
    )


@st.composite
def matches(draw: st.DrawFn) -> Match:
    at = draw(st.integers(0, 40))
    of = Source(draw(st.sampled_from("abc")), "A text", draw(st.sampled_from(("", *HOLDERS))), draw(st.sampled_from(("", "CC-BY-4.0", "CC-BY-ND-4.0"))))
    return Match(draw(st.sampled_from(list(MatchKind))), Span(at, at + 20), Span(0, 20), 0.9, draw(st.sampled_from((8, 400))), of)


CONTEXTS = st.builds(
    Context, st.just(NOW), ACTS, st.sampled_from((Channel.WEB, Channel.PRINT, Channel.ARCHIVE)), st.sampled_from(("", "SE", "IT", "CA")),
    st.sampled_from((None, True, False)), st.sampled_from((None, True, False)),
)  # fmt: skip
PUBLISHERS = st.sampled_from((Publisher(("Harbour Post",), commercial=True), Publisher()))
MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def verdict(of: list[Fact], passages: list[Match], held: list[Licence], publisher: Publisher, context: Context) -> Judgement:
    return judge(DOCUMENT, of, passages, Ledger(publisher, tuple(held), public_licences()), context, lambda name: "")


def no_better(after: Judgement, before: Judgement) -> bool:
    return GRAVITY[after.verdict] <= GRAVITY[before.verdict]


@MANY
@given(st.lists(facts(), max_size=5), st.lists(matches(), max_size=2), st.lists(licences(excluding=True), max_size=3), PUBLISHERS, CONTEXTS, facts(FORBIDDING))
def test_adding_a_prohibition_makes_nothing_better(
    of: list[Fact], passages: list[Match], held: list[Licence], publisher: Publisher, context: Context, added: Fact
) -> None:
    before, after = verdict(of, passages, held, publisher, context), verdict([*of, added], passages, held, publisher, context)
    assert no_better(after, before), (before.reasons, after.reasons)


@MANY
@given(st.lists(facts(), max_size=5), st.lists(matches(), max_size=2), st.lists(licences(), min_size=1, max_size=3), PUBLISHERS, CONTEXTS)
def test_losing_a_licence_makes_nothing_better(of: list[Fact], passages: list[Match], held: list[Licence], publisher: Publisher, context: Context) -> None:
    before = verdict(of, passages, held, publisher, context)
    for at in range(len(held)):
        after = verdict(of, passages, held[:at] + held[at + 1 :], publisher, context)
        assert no_better(after, before), (held[at], before.reasons, after.reasons)


@MANY
@given(st.lists(facts(), max_size=5), st.lists(matches(), max_size=2), st.lists(licences(excluding=True), min_size=1, max_size=3), PUBLISHERS, CONTEXTS)
def test_losing_any_entry_never_lets_a_text_run(of: list[Fact], passages: list[Match], held: list[Licence], publisher: Publisher, context: Context) -> None:
    """An entry may forbid something, and then losing it can make a verdict milder; but what is kept back stays back."""
    assume(all(entry.acts for entry in held))
    before = verdict(of, passages, held, publisher, context)
    assume(before.verdict in (Verdict.BLOCKED, Verdict.REVIEW))
    for at in range(len(held)):
        after = verdict(of, passages, held[:at] + held[at + 1 :], publisher, context)
        assert after.verdict in (Verdict.BLOCKED, Verdict.REVIEW), (held[at], before.reasons, after.reasons)


@MANY
@given(st.lists(facts(), max_size=4), st.lists(licences(excluding=True), max_size=2), CONTEXTS, facts())
def test_adding_a_fact_that_binds_makes_nothing_better(of: list[Fact], held: list[Licence], context: Context, added: Fact) -> None:
    """Other than one that names the holder, or lets something, where nobody was named: knowing more may settle a doubt."""
    assume(added.kind is not Kind.LICENCE_GRANT)
    named = any(fact.kind is Kind.COPYRIGHT_NOTICE and fact.values.get("holder") in HOLDERS[1:] and fact.zone is Zone.BODY for fact in of)
    assume(named or added.kind in FORBIDDING)
    before = verdict(of, [], held, Publisher(("Harbour Post",)), context)
    after = verdict([*of, added], [], held, Publisher(("Harbour Post",)), context)
    assert no_better(after, before), (before.reasons, after.reasons)


@MANY
@given(st.lists(facts(), max_size=5), st.lists(matches(), max_size=2), st.lists(licences(excluding=True), max_size=3), PUBLISHERS, CONTEXTS, st.randoms())
def test_order_does_not_matter_and_judging_is_pure(
    of: list[Fact], passages: list[Match], held: list[Licence], publisher: Publisher, context: Context, random: Any
) -> None:
    first = verdict(of, passages, held, publisher, context)
    assert verdict(of, passages, held, publisher, context) == first
    shuffled = random.sample(of, len(of)), random.sample(passages, len(passages))
    assert verdict(*shuffled, held, publisher, context) == first


@MANY
@given(st.lists(facts(), max_size=5), st.lists(matches(), max_size=2), st.lists(licences(excluding=True), max_size=3), PUBLISHERS, CONTEXTS)
def test_the_verdict_is_the_worst_of_the_reasons_and_each_flag_belongs_to_one(
    of: list[Fact], passages: list[Match], held: list[Licence], publisher: Publisher, context: Context
) -> None:
    judgement = verdict(of, passages, held, publisher, context)
    assert judgement.reasons
    assert judgement.verdict is judgement.reasons[0].verdict is worst(judgement.reasons)
    assert {flag.identity for flag in judgement.flags} == {reason.flag for reason in judgement.reasons if reason.flag}
    settled = worst(judgement.reasons, frozenset(flag.identity for flag in judgement.flags))
    assert GRAVITY[settled] >= GRAVITY[judgement.verdict]
