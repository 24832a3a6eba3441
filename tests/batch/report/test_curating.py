"""What a document says of its own rights, and which documents a policy lets into a data set."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.batch.report.allowed import OPEN, Policy, policy_of
from compliance.batch.report.curating import agree, place_of, rights_of
from compliance.checker import check
from compliance.model import Confidence, Kind, Outcome, Verdict, Zone
from tests.batch.report.crafted import BAN, CLOSED, MINING, NOTICE, PHOTO, PLAIN, RESERVED, fact
from tests.batch.report.crafted import OPEN as BY

WORDS = "The ferry left at nine with eleven passengers and a goat. " * 12


def rights(text):
    return rights_of(check(text + "\n").facts, len(text))


def answer(text):
    report = check(text + "\n")
    return Policy().answer(report.outcome, report.reason, Verdict.CLEAR, rights_of(report.facts, len(text)))


def test_a_text_that_says_nothing():
    assert rights(WORDS) == rights_of((), 0)
    assert answer(WORDS) == (False, "no licence")


def test_notice_licence_place_and_confidence():
    found = rights(f"{WORDS}\n\n© 2025 Harbour Post Ltd. This work is licensed under CC BY-SA 4.0.")
    assert (found.notice, found.holder, found.licence, found.covers) == ("© 2025 Harbour Post Ltd.", "Harbour Post Ltd.", "CC-BY-SA-4.0", "text")
    assert (found.place, found.confidence) == ("tail", "high") and found.at and found.at > 0.9
    assert found.disagreement == ()


@pytest.mark.parametrize(
    "words",
    [
        "Photo: Petra Lund / CC BY 4.0",
        "The harbour at dawn. Foto: Jonas Lind (CC BY-SA 3.0 DE)",
        "Dieses Bild ist gemeinfrei.",
        "The figure is made available under a CC-BY 4.0 International license.",
    ],
)
def test_a_licence_of_a_picture_is_none_of_the_text(words):
    found = rights(f"{WORDS}\n\n{words}\n\n{WORDS}")
    assert found.covers == "part" and found.disagreement[0].startswith("the licence is of a part only: ")
    assert answer(f"{WORDS}\n\n{words}").reason.startswith("the licence is of a part only")


def test_a_notice_behind_a_credit_is_of_the_text_where_a_sentence_ends_between_them():
    found = rights(f"{WORDS}\n\nPhoto: Petra Lund, licensed under CC BY-NC-ND 4.0. Story © 2025 Fen Post.")
    assert (found.covers, found.holder) == ("part", "Fen Post")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Licensed under CC BY 4.0.\n\nThis work is licensed under CC BY-NC 4.0.", "licences differ: CC-BY-4.0"),
        ("This work is licensed under CC BY 4.0. All rights reserved.", "a licence and all rights reserved: CC-BY-4.0"),
        ("This work is licensed under CC BY 4.0.\n\nThis material may not be published.", "a licence and a restriction: CC-BY-4.0"),
        ("© 2025 Harbour Post Ltd.\n\n© 2024 Kestrel Wire Inc.", "holders differ: Harbour Post Ltd., Kestrel Wire Inc."),
    ],
)
def test_statements_that_contradict_each_other(words, said):
    found = rights(f"{WORDS}\n\n{words}")
    assert [it for it in found.disagreement if it.startswith(said)], found
    assert not answer(f"{WORDS}\n\n{words}").allowed


@pytest.mark.parametrize(("start", "end", "characters", "place"), [(0, 10, 10_000, "head"), (499, 600, 10_000, "head"), (500, 600, 10_000, "body"),
                                                                  (9_000, 9_500, 10_000, "body"), (9_000, 9_501, 10_000, "tail"), (15, 30, 100, "head"), (20, 80, 100, "body")])  # fmt: skip
def test_places(start, end, characters, place):
    assert place_of(fact(Kind.STATUS, "x" * (end - start), start), characters) == place


@pytest.mark.parametrize(("zone", "place"), [(Zone.CAPTION, "caption"), (Zone.FOOTER, "footer"), (Zone.FRONT_MATTER, "metadata"), (Zone.COMMENT, "comment"), (Zone.QUOTE, "quote")])
def test_parts_of_a_page_are_places_of_their_own(zone, place):
    assert place_of(fact(Kind.STATUS, "x", 0, zone=zone), 100) == place


@pytest.mark.parametrize(("one", "other", "same"), [("CC-BY", "CC-BY-4.0", True), ("CC-BY", "CC-BY-NC-4.0", False), ("Creative Commons", "CC-BY-4.0", True),
                                                   ("CC-BY-3.0", "CC-BY-4.0", False), ("MIT OR Apache-2.0", "MIT", True), ("CC0-1.0", "CC0-1.0", True)])  # fmt: skip
def test_names_of_one_licence(one, other, same):
    assert agree(one, other) is agree(other, one) is same


def test_what_a_licence_forbids_itself_is_no_contradiction():
    sale = fact(Kind.REDISTRIBUTION_RESTRICTION, "No sales.", 90, acts=["sell"])
    assert rights_of([CLOSED, sale], 200).disagreement == ()
    assert rights_of([BY, sale], 200).disagreement == ("a licence and a restriction: CC-BY-4.0 (head), sell (body)",)


LICENCES = {
    True: ("CC-BY-4.0", "CC-BY", "CC-BY-3.0-AT", "CC-BY-SA-2.5-SCOTLAND", "CC0-1.0", "CC-PDM-1.0", "public domain", "CC-BY-4.0 OR MIT", "cc-by-4.0"),
    False: ("CC-BY-NC-4.0", "CC-BY-ND-4.0", "CC-BY-NC-SA-4.0", "Creative Commons", "MIT", "", "terms of its own", "CC-BY-4.0 AND MIT", "CC-BYE-4.0", "InC"),
}


@pytest.mark.parametrize(("licence", "allowed"), [(licence, yes) for yes, listed in LICENCES.items() for licence in listed])
def test_the_open_licences(licence, allowed):
    assert Policy().allows(licence) is allowed


def test_a_policy_of_ones_own_takes_the_place_of_the_open_one():
    assert policy_of(["MIT", "CC-BY-NC"]).allows("CC-BY-NC-4.0") and not policy_of(["MIT"]).allows("CC-BY-4.0")
    assert policy_of([]).licences == OPEN


FACTS = (NOTICE, PLAIN, BAN, RESERVED, BY, CLOSED, PHOTO, MINING, BY._replace(confidence=Confidence.LOW))


@given(st.lists(st.sampled_from(FACTS), max_size=6), st.sampled_from(Outcome), st.sampled_from(Verdict), st.integers(0, 400))
def test_what_is_not_known_is_never_allowed(facts, outcome, verdict, characters):
    found = rights_of(facts, characters)
    allowed, reason = Policy().answer(outcome, "why", verdict, found)
    assert reason
    if allowed:
        assert outcome is Outcome.CHECKED and verdict is not Verdict.BLOCKED and found.covers == "text" and not found.disagreement and not found.mining
        assert found.licences and all(map(Policy().allows, found.licences)) and found.confidence != "low"
    if not any(it.kind is Kind.LICENCE_GRANT for it in facts):
        assert not allowed and not found.licence


@given(st.lists(st.sampled_from(FACTS), max_size=5), st.sampled_from([BAN, RESERVED, CLOSED, MINING]))
def test_one_more_statement_against_it_never_lets_a_document_in(facts, more):
    def allowed(listed):
        return Policy().answer(Outcome.CHECKED, "", Verdict.CLEAR, rights_of(listed, 400)).allowed

    assert allowed(facts) or not allowed([*facts, more])
