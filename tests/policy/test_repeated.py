"""A bench remembers what documents came to that said the same; that must never show."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.checker import check_document, shipped_rules
from compliance.documents import from_text
from compliance.model import Act, Document, Report, Severity, Suppression, Verdict
from compliance.policy.judge import Judge
from compliance.policy.public import public_licences
from compliance.policy.terms import Channel, Context, Duty, DutyKind, Ledger, Licence, Publisher
from compliance.stages.ledgers import Bench
from compliance.stages.settings import Settings
from tests.policy.cases import NOW

HELD = (
    Licence("kestrel", "Kestrel Wire", acts=frozenset({Act.PUBLISH}), duties=(Duty(DutyKind.CREDIT, "Reporting by Kestrel Wire", "bottom"),)),
    Licence("lindholm", "Lindholm Gazette", acts=frozenset({Act.PUBLISH}), duties=(Duty(DutyKind.LINK, "https://lindholm.example/"), Duty(DutyKind.CREDIT))),
    Licence("short", "Mudlark News", acts=frozenset({Act.PUBLISH}), max_words=60, channels=frozenset({Channel.WEB})),
)
LEDGER = Ledger(Publisher(("Harbour Post",), commercial=True), HELD, public_licences())
BODIES = ("The harbour stayed open all night.", "Snow fell on the pass.\n\nThe road was shut at noon. " * 40, "Lamps went out – twice.", "A line.\n" * 9)
NOTICES = (
    "© 2026 Kestrel Wire. All rights reserved. This material may not be published, broadcast, rewritten or redistributed.",
    "© 2026 Lindholm Gazette. Distributed by Northern Content Agency, LLC.",
    "Photo: Petra Lund/Northern Pictures. MANDATORY CREDIT; NO ARCHIVES; UK OUT.",
    "© 2026 Mudlark News, licensed under CC BY-NC-ND 4.0. https://creativecommons.org/licenses/by-nc-nd/4.0/",
    "© 2026 Mudlark News",
    "EMBARGOED until 12 noon ET on Monday, Nov. 23, 2026",
    "© 2026 Harbour Post. All rights reserved.",
    "Leave a comment\nYour email address will not be published. Required fields are marked *",
    "For permission to reuse this article, write to rights@kestrelwire.example.",
    "This text may be used freely with a link to the source.",
)
MET = ("Reporting by Kestrel Wire", "Reporting by Kestrel Wyre", "https://lindholm.example/story", "Lindholm Gazette")
CONTEXTS = st.builds(
    Context, st.sampled_from((NOW, NOW + timedelta(minutes=5), NOW + timedelta(days=400))), st.just(frozenset({Act.PUBLISH})),
    st.sampled_from((Channel.WEB, Channel.PRINT)), st.sampled_from(("SE", "GB", "")), st.sampled_from((None, True)),
)
TEXTS = st.builds(
    lambda body, notices, met, first: "\n\n".join([met, body, *notices] if first else [body, *notices, met]).strip(),
    st.sampled_from(BODIES), st.lists(st.sampled_from(NOTICES), max_size=3, unique=True), st.sampled_from(("", *MET)), st.booleans(),
)


def resolve(name: str) -> str:
    return "kestrel-wire" if name.startswith("Kestrel") else ""


def plainly(document: Document, context: Context, **said: object) -> Report:
    """The report without any memory."""
    judge = Judge(LEDGER, resolve)
    judging = Settings(judge=lambda document, facts, matches: judge(document, facts, matches, context))._replace(**said)
    return check_document(document, shipped_rules(), judging)


def sitting(bench: Bench, document: Document, context: Context, **said: object) -> Report:
    return check_document(document, shipped_rules(), Settings(judge=bench.sitting(context))._replace(**said))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(TEXTS, CONTEXTS), min_size=2, max_size=6))
def test_what_came_before_does_not_show(cases: list[tuple[str, Context]]) -> None:
    bench = Bench(Judge(LEDGER, resolve))
    for text, context in [*cases, *reversed(cases)]:
        document = from_text(text)
        assert sitting(bench, document, context) == plainly(document, context)


@pytest.mark.parametrize("notice", NOTICES)
def test_the_same_words_elsewhere_come_to_the_same_there(notice: str) -> None:
    bench, context = Bench(Judge(LEDGER, resolve)), Context(NOW, territory="SE")
    for body in (*BODIES, *BODIES):
        for text in (f"{body}\n\n{notice}", f"{notice}\n\n{body}", f"{body}\n{notice}\n\n{MET[0]}\n\n{MET[2]}"):
            assert sitting(bench, from_text(text), context) == plainly(from_text(text), context)


def test_what_is_known_is_not_judged_again(monkeypatch: pytest.MonkeyPatch) -> None:
    bench, context = Bench(Judge(LEDGER, resolve)), Context(NOW, territory="SE")
    first, _ = [sitting(bench, from_text(f"{body}\n\n{NOTICES[0]}"), context) for body in BODIES[:2]]
    monkeypatch.setattr(Judge, "asked", lambda *given: pytest.fail("it was judged again"))
    again = sitting(bench, from_text(f"{BODIES[2]}\n\n{NOTICES[0]}"), context._replace(time=NOW + timedelta(minutes=1)))
    assert again.verdict is first.verdict is Verdict.DUTIES
    assert [reason.message for reason in again.reasons] == [reason.message for reason in first.reasons]


def test_an_embargo_is_judged_at_its_time() -> None:
    bench, document = Bench(Judge(LEDGER, resolve)), from_text(f"{BODIES[0]}\n\n{NOTICES[5]}")
    noon = NOW.replace(year=2026, month=11, day=23, hour=17, minute=0)
    for minutes in (-1, 1, -1):
        context = Context(noon + timedelta(minutes=minutes), territory="SE")
        report = sitting(bench, document, context)
        assert report == plainly(document, context)
        assert (report.verdict is Verdict.BLOCKED) is (minutes < 0)


def test_what_somebody_does_to_a_report_stays_there() -> None:
    bench, context, document = Bench(Judge(LEDGER, resolve)), Context(NOW, territory="SE"), from_text(f"{BODIES[0]}\n\n{NOTICES[0]}")
    for _ in range(3):
        report = sitting(bench, document, context)
        assert report == plainly(document, context)
        for it in (*report.facts, *report.flags):
            assert isinstance(it.values, dict)
            it.values.clear()


def test_severities_and_comments_of_the_house_count_every_time() -> None:
    bench, context, document = Bench(Judge(LEDGER, resolve)), Context(NOW, territory="SE"), from_text(f"{BODIES[0]}\n\n{NOTICES[0]}")
    graver = {"severities": {"policy.*": Severity.ERROR, "common.*": Severity.NOTE}}
    off = {"off": ("policy.duty-missing",)}
    hushed = document._replace(suppressions=(Suppression(("*",), "agreed by telephone", 0, len(document.text), 1, 1),))
    for _ in range(2):
        for said in ({}, graver, off):
            for text in (document, hushed):
                assert sitting(bench, text, context, **said) == plainly(text, context, **said)
