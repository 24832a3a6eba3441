"""The verdict's reasons, which of them stand, and how a person sees them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.model import Fact, Finding, Match, MatchKind, Position, Severity, Span, Verdict
from compliance.output.reasoning import deciding, open_reasons, places, spoken, untold
from compliance.output.wrap import width

from . import samples, verdicts
from .rendering import Screen, render


def shown(*reports, **options):
    return render("terminal", reports, **options).decode("utf-8")


def test_what_is_clear_or_settled_is_not_open():
    assert open_reasons(verdicts.BLOCKED) == [verdicts.FORBIDDEN, verdicts.EXPIRED, verdicts.COUNT]
    assert open_reasons(verdicts.SETTLED) == [verdicts.EXPIRED]
    assert open_reasons(verdicts.CLEAR) == open_reasons(samples.FOUNDING) == []


def test_a_reason_stands_while_a_flag_at_its_place_does():
    beside = samples.RESTRICTION._replace(rule="x.other", identity="abcd")
    half = verdicts.SETTLED._replace(flags=(*verdicts.SETTLED.flags, beside))
    assert verdicts.FORBIDDEN in open_reasons(half)
    lapsed = samples.RESTRICTION._replace(decision={**verdicts.DONE, "lapsed": "the text changed"})
    assert verdicts.FORBIDDEN in open_reasons(verdicts.SETTLED._replace(flags=(lapsed,)))


def test_a_reason_with_a_flag_of_its_own_is_told_by_it():
    assert untold(verdicts.BLOCKED) == [verdicts.FORBIDDEN, verdicts.EXPIRED]
    assert untold(verdicts.OWED) == []
    assert len(untold(verdicts.OWED._replace(flags=()))) == 3


def test_a_verdict_rests_on_the_reasons_that_have_it():
    assert deciding(verdicts.BLOCKED) == [verdicts.FORBIDDEN]
    assert deciding(verdicts.SETTLED) == [verdicts.EXPIRED]
    assert deciding(verdicts.CLEAR) == [verdicts.COVERED, verdicts.OVER]
    assert deciding(verdicts.BLOCKED._replace(reasons=())) == []


def test_a_place_is_that_of_a_fact_a_flag_or_a_match_which_begins_there():
    fact = Fact(samples.NOTICE.kind, "x", Span(10, 20), "", {}, Position(2, 7), Severity.NOTE, samples.NOTICE.confidence)
    match = Match(MatchKind.VERBATIM, Span(50, 60), Span(0, 10), 1.0, position=Position(5, 1))
    whole = samples.flag("", "x", span=Span(70, 70), position=Position(9, 9))
    report = verdicts.WAITING._replace(facts=(fact,), matches=(match,), flags=(samples.AGAIN, whole))
    place = places(report)
    reason = verdicts.EXPIRED
    assert [place(reason._replace(span=Span(start, 99))) for start in (10, 50, 400, 70, 11)] == [
        Position(2, 7),
        Position(5, 1),
        Position(31, 5),
        None,
        None,
    ]
    assert place(verdicts.COUNT) is None


def test_a_phrase_names_what_is_missing_and_the_entry():
    assert spoken(verdicts.EXPIRED) == "The licence Norda wire ended on 2030-12-31 (missing: whether it was extended; ledger: norda-7)"
    assert spoken(verdicts.FORBIDDEN).endswith("(missing: a licence of Fjordland Media Inc. that grants to publish)")
    assert spoken(verdicts.OVER) == verdicts.OVER.message


def test_the_head_tells_the_gravest_reason():
    written = " ".join(shown(verdicts.BLOCKED).split())
    assert "because The text forbids to publish, and nothing in the ledger grants it (missing: a licence of Fjordland" in written
    assert "3 more with --explain-verdict" in written
    assert "policy.embargo-over" not in written
    assert "because" not in shown(samples.FOUNDING)


@pytest.mark.parametrize("verdict", [Verdict.BLOCKED, Verdict.REVIEW, Verdict.DUTIES])
def test_a_document_with_reasons_and_no_flag_is_seen(verdict):
    report = verdicts.WAITING._replace(verdict=verdict, reasons=(verdicts.EXPIRED._replace(verdict=verdict),))
    assert "feed.jsonl#4" in shown(report)


def test_a_clear_document_is_explained_when_asked_for():
    assert "desk/covered.md" not in shown(verdicts.CLEAR)
    written = shown(verdicts.CLEAR, explain=True)
    assert "   CLEAR  desk/covered.md" in written
    assert "   clear  The licence Norda wire covers it\n          policy.covered\n  ledger  norda-7" in written
    assert "desk/own-copy.md" not in shown(samples.CLEAR, explain=True)
    assert "because  The licence Norda wire covers it" in shown(verdicts.CLEAR, verbose=True)


def test_the_whole_chain_names_rule_place_entry_missing_fact_and_evidence():
    written = shown(verdicts.BLOCKED, explain=True)
    assert "because" not in written
    assert re.findall(r"^ *(blocked|review|duties|clear)  ", written, re.MULTILINE) == ["blocked", "review", "duties", "clear"]
    assert "          wire/harbour.txt:14:71 · policy.prohibited\n missing  a licence of Fjordland Media Inc. that grants" in written
    assert "          policy.licence-expired\n  ledger  norda-7\n missing  whether it was extended" in written
    assert "          the document as a whole · policy.count-use" in written
    assert "evidence  the text says: 7 am CET" in written


def test_a_settled_reason_stays_in_the_chain_with_the_decision():
    written = shown(verdicts.SETTLED, explain=True)
    assert " settled  by a decision on a flag at its place" in written
    assert " settled  waived: They said yes by telephone." in written
    assert written.count(" settled  ") == 2


def test_what_is_to_be_pasted_stands_alone_and_unbroken():
    written = shown(verdicts.OWED)
    assert "  remedy  Put this at the bottom:\n   paste  Reporting by Norda.\n" in written
    assert f"\n{verdicts.PIXEL.values['paste']}\n" in written
    assert "\nالمصدر: وكالة الميناء\n" in written
    assert "\nالمصدر: وكالة الميناء\n" in shown(verdicts.OWED, colour=True)


def test_a_line_to_paste_cannot_end_itself_or_command():
    lines = shown(verdicts.HOSTILE).splitlines()
    assert "   paste" in lines
    assert "\\x3a:error::\\x1b[2J::error::" in lines
    assert not [line for line in lines if line.lstrip().startswith("::")]


def test_a_remedy_that_does_not_end_with_what_to_paste_is_prose():
    flag = verdicts.CREDIT._replace(remedy="Ask Norda.")
    assert "  remedy  Ask Norda.\n" in shown(verdicts.OWED._replace(flags=(flag,)))
    assert "paste  " not in shown(verdicts.OWED._replace(flags=(flag,)), explain=False)
    odd = verdicts.CREDIT._replace(values={"paste": ["x"]})
    assert "  remedy  Put this at the bottom: Reporting by Norda." in shown(verdicts.OWED._replace(flags=(odd,)))


def test_why_is_told_once_and_each_remedy():
    written = shown(verdicts.OWED)
    assert written.count("A licence that asks for something holds only where that is given.") == 1
    assert written.count("remedy  ") == 3


def test_what_the_judgement_says_of_a_flag_stands_apart_from_its_evidence():
    weighed = samples.RESTRICTION._replace(evidence=(*samples.RESTRICTION.evidence, verdicts.FORBIDDEN.message))
    written = shown(verdicts.BLOCKED._replace(flags=(weighed,)))
    assert " because  The text forbids to publish, and nothing in the ledger grants it\n     why  " in written
    assert "evidence  footers of regional television sites\n" in written
    silent = verdicts.BLOCKED._replace(flags=(weighed,), reasons=())
    assert "evidence  footers of regional television sites; The text forbids" in shown(silent)


def test_both_sides_of_a_contradiction_are_shown_one_below_the_other():
    assert "evidence  the text says: All rights ↵ reserved.\n          the text says: CC BY 4.0\n" in shown(verdicts.REVIEW)


def test_an_open_judgement_says_what_is_missing():
    assert " missing  the holder of “Lamps”\n  ledger  norda-7\n" in shown(verdicts.REVIEW)


def test_our_quotation_marks_fit_a_stream_without_them_and_what_to_paste_stays():
    flag = verdicts.CREDIT._replace(values={"paste": "“Lamps”"}, remedy="Put this in: “Lamps”")
    written = render("terminal", [verdicts.OWED._replace(flags=(flag,))], Screen(encoding="ascii"), explain=True).decode("ascii")
    assert 'asks for the credit "Reporting by Norda." at the bottom' in written
    assert "   paste  \\u201cLamps\\u201d" in written


@settings(deadline=None)
@given(st.text(), st.text(), st.sampled_from([40, 60, 80]), st.sampled_from(Verdict), st.booleans())
def test_no_line_is_wider_than_the_screen(text, other, columns, verdict, explain):
    reason = verdicts.FORBIDDEN._replace(verdict=verdict, message=text, evidence=(other, text), licence=other, missing=text)
    flag = samples.flag("x", text, kind=Finding.CONTRADICTION, evidence=(text, other))
    report = verdicts.WAITING._replace(verdict=verdict, reasons=(reason,), flags=(flag,))
    for line in shown(report, width=columns, explain=explain).split("\n"):
        # What would be a workflow command may grow by an escape where it stands.
        assert width(line) <= columns or "\\x3a" in line or "\\x5b" in line


@settings(deadline=None)
@given(st.text(), st.sampled_from([40, 80]))
def test_what_to_paste_comes_out_whole_where_nothing_in_it_is_hostile(text, columns):
    paste = re.sub(r"[^\w ]", "", text).strip() or "x"
    flag = verdicts.CREDIT._replace(values={"paste": paste}, remedy=f"Put this in: {paste}")
    lines = shown(verdicts.OWED._replace(flags=(flag,), reasons=()), width=columns).split("\n")
    assert any(line.removeprefix("   paste  ") == paste for line in lines)
