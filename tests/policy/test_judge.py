"""What a judgement hands over beside its verdict: flags, spans, entries; and what it needs to know."""

from pathlib import Path

import pytest

from compliance.documents import from_text
from compliance.model import Finding, Match, MatchKind, Source, Span, Verdict
from compliance.policy.case import Case
from compliance.policy.context import context_of
from compliance.policy.house import House, folded_name
from compliance.policy.judge import Judge, judge, worst
from compliance.policy.reasons import RULES
from compliance.policy.terms import Ledger, Publisher
from tests.policy.cases import CASES, NOW, fact, judged, ledger, resolve

ROOT = Path(__file__).parents[2]
CONTEXT = context_of(now=NOW)
LAMPS = "The lamps went out.\n\n© 2026 Kestrel Wire"


def case(name: str) -> dict[str, object]:
    return next(case for case in CASES if case["name"] == name)


def test_a_missing_duty_is_a_flag_that_shows_where_who_and_what_to_paste() -> None:
    judgement = judged(case("duties under a licence that asks for a credit"))
    credit, link = sorted(judgement.flags, key=lambda flag: flag.message)[::-1]
    assert {credit.kind, link.kind} == {Finding.DUTY}
    assert credit.text == "© 2026 Kestrel Wire."
    assert credit.position.line == 3
    assert credit.remedy == "Put this at the bottom: Reporting by Kestrel Wire"
    assert "credited.toml:" in credit.evidence[0]
    assert credit.identity != link.identity


def test_who_settles_a_flag_settles_the_reason() -> None:
    judgement = judged(case("duties under a licence that asks for a credit"))
    flags = [flag.identity for flag in judgement.flags]
    assert worst(judgement.reasons, frozenset(flags[:1])) is Verdict.DUTIES
    assert worst(judgement.reasons, frozenset(flags)) is Verdict.CLEAR


def test_a_contradiction_is_a_flag_that_shows_both() -> None:
    judgement = judged(case("two licences"))
    (flag,) = [flag for flag in judgement.flags if flag.kind is Finding.CONTRADICTION]
    assert any("CC BY 4.0" in line for line in flag.evidence)
    assert any("CC BY-ND 4.0" in line for line in flag.evidence)


def test_a_reason_names_span_entry_and_missing_fact() -> None:
    judgement = judged(case("expired"))
    (reason,) = [reason for reason in judgement.reasons if reason.rule == "policy.licence-expired"]
    assert reason.licence == "kestrel"
    assert reason.span == Span(21, 40)
    assert reason.missing == "a licence that is in force"
    assert "2026-12-31" in reason.message
    assert any("Kestrel Wire" in line for line in reason.evidence)


def test_without_a_ledger_what_binds_asks_for_review() -> None:
    document = from_text(LAMPS)
    notice, credit = fact(document, "copyright_notice", "© 2026 Kestrel Wire", {"holder": "Kestrel Wire"}), fact(document, "credit_line", "Kestrel", {"party": "Kestrel"})
    match = Match(MatchKind.VERBATIM, Span(0, 19), Span(0, 19), 1.0, 4, Source("a"))
    assert judge(document, [], [], None, CONTEXT, resolve) == (Verdict.CLEAR, (), ())
    assert judge(document, [credit], [], None, CONTEXT, resolve).verdict is Verdict.CLEAR
    assert judge(document, [notice], [], None, CONTEXT, resolve).reasons[0].rule == "policy.no-ledger"
    assert judge(document, [], [match], None, CONTEXT, resolve).verdict is Verdict.REVIEW


def test_in_a_text_that_is_read_in_pieces_duties_are_named_and_not_looked_for() -> None:
    document = from_text(LAMPS)._replace(more=True)
    notice = fact(document, "copyright_notice", "© 2026 Kestrel Wire", {"holder": "Kestrel Wire"})
    judgement = judge(document, [notice], [], ledger("credited"), CONTEXT, resolve)
    assert (judgement.verdict, judgement.reasons[0].rule, judgement.flags) == (Verdict.DUTIES, "policy.duty-unchecked", ())


def test_a_judge_is_ready_for_many_documents() -> None:
    asked: list[str] = []

    def once(name: str) -> str:
        asked.append(name)
        return ""

    judging = Judge(ledger("wire"), once)
    document = from_text(LAMPS)
    notice = fact(document, "copyright_notice", "© 2026 Kestrel Wire", {"holder": "Kestrel Wire"})
    first = judging(document, [notice], [], CONTEXT)
    assert judging(document, [notice], [], CONTEXT) == first
    assert first.verdict is Verdict.CLEAR
    assert asked.count("Kestrel Wire") == 1


@pytest.mark.parametrize("name", ["Kestrel Wire Inc.", "The Kestrel Wire", "KESTREL WIRE, LLC", "Kestrel Wire"])
def test_case_articles_and_legal_forms_make_no_other_holder(name: str) -> None:
    assert folded_name(name) == "kestrel wire"
    house = House(ledger("wire"), lambda name: "")
    assert [entry.id for entry in house.entries(house.who(name))] == ["kestrel"]


def test_two_names_that_the_registry_knows_for_one_are_one() -> None:
    house = House(Ledger(Publisher(("Kestrel",)), ()), lambda name: "kw" if name in ("Kestrel", "KW") else "")
    assert house.is_own(house.who("KW"))
    assert not house.is_own(house.who("Kestrel Pictures"))
    case = Case(house, from_text("x"), [], [], CONTEXT, 10)
    assert case.same_holder("KW", "Kestrel")


def test_every_rule_is_in_the_documentation_and_says_what_to_do() -> None:
    page = (ROOT / "docs" / "policy.md").read_text(encoding="utf-8")
    for rule in RULES.values():
        verdicts = ", ".join(f"`{verdict}`" for verdict in rule.verdicts)
        assert f"| `{rule.id}` | {verdicts} | {rule.about} |" in page
        assert rule.why.endswith(".")
        assert rule.remedy.endswith(".")
