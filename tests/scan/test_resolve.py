"""Which of the rules that claim the same words keep them, and how far each reaches."""

import itertools

import pytest

from compliance.model import Document
from compliance.scan import find_facts


def found(book, text):
    return [(fact.rule, fact.text) for fact in find_facts(Document("x", None, text), book).facts]


CASES = [
    ("the higher priority", {"priority": 1}, {"phrases": ["big red flag"]}, "t.one"),
    ("the higher confidence", {"confidence": "high"}, {"phrases": ["big red flag"], "confidence": "medium"}, "t.one"),
    ("priority over confidence", {"priority": 1, "confidence": "low"}, {"confidence": "high"}, "t.one"),
    ("else the longer", {}, {"phrases": ["big red flag"]}, "t.two"),
]


@pytest.mark.parametrize(("_", "one", "two", "winner"), CASES)
def test_of_two_rules_of_a_kind_on_the_same_words_one_stays(packs, _, one, two, winner):
    book = packs.book(packs.rule(id="t.one", **one), packs.rule(id="t.two", **two))
    assert [rule for rule, _ in found(book, "A big red flag.")] == [winner]


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ("status", "embargo", True),
        ("copyright_notice", "rights_reserved", True),
        ("redistribution_restriction", "licence_grant", False),
        ("redistribution_restriction", "usage_terms", False),
        ("licence_grant", "usage_terms", False),
        ("copyright_notice", "credit_line", False),
        ("credit_line", "syndication", False),
        ("credit_line", "usage_terms", True),
    ],
)
def test_kinds_of_one_group_exclude_one_another(packs, first, second, both):
    book = packs.book(packs.rule(id="t.one", kind=first), packs.rule(id="t.two", kind=second))
    assert len(found(book, "A red flag.")) == 1 + both


def test_what_stands_apart_stays_apart(packs):
    book = packs.book(packs.rule(id="t.one"), packs.rule(id="t.two", phrases=["blue flag"], priority=9))
    assert [rule for rule, _ in found(book, "A red flag. A blue flag, a red flag.")] == ["t.one", "t.two", "t.one"]


def test_page_furniture_takes_in_what_stands_in_it(packs):
    book = packs.book(
        packs.rule(id="t.form", kind="page_chrome", type="pattern", patterns=["begin~end"]), packs.rule(id="t.flag", kind="embargo", priority=9)
    )
    assert found(book, "begin the red flag end, red flag") == [("t.form", "begin the red flag end"), ("t.flag", "red flag")]


def test_furniture_in_a_row_is_one_piece(packs):
    book = packs.book(packs.rule(id="t.form", kind="page_chrome"), packs.rule(id="t.more", kind="page_chrome", phrases=["blue flag"]))
    text = "Red flag\n\nBlue flag * | red flag\nand so on: blue flag"
    assert [passage for _, passage in found(book, text)] == ["Red flag\n\nBlue flag * | red flag", "blue flag"]


def test_terms_in_a_row_on_a_line_are_one_set(packs):
    terms = [
        packs.rule(id=f"t.{name}", kind="usage_terms", type="pattern", patterns=[f"(?P<terms>no {name})"]) for name in ("sales", "archives", "mags")
    ]
    facts = find_facts(Document("x", None, "NO SALES; NO ARCHIVES - no sales\nNO MAGS"), packs.book(*terms)).facts
    assert [(fact.text, fact.values["terms"]) for fact in facts] == [
        ("NO SALES; NO ARCHIVES - no sales", ["no sales", "no archives"]),
        ("NO MAGS", ["no mags"]),
    ]


def test_a_clause_gives_up_the_words_at_its_ends_that_are_facts_of_their_own(packs):
    book = packs.book(
        packs.rule(id="t.ban", kind="redistribution_restriction", type="clause", patterns=["must not be flown"]),
        packs.rule(id="t.rights", kind="rights_reserved", phrases=["all flags reserved"]),
    )
    text = "All flags reserved, they must not be flown (all flags reserved)."
    assert found(book, text) == [("t.rights", "All flags reserved"), ("t.ban", "they must not be flown"), ("t.rights", "all flags reserved")]


def test_two_wordings_of_one_kind_in_one_sentence_are_one_clause(packs):
    ban = {"kind": "redistribution_restriction", "type": "clause"}
    book = packs.book(packs.rule(id="t.a", patterns=["must not fly"], **ban), packs.rule(id="t.b", patterns=["may not sell"], **ban))
    text = "You must not fly it and may not sell it. You may not sell it."
    assert [text for _, text in found(book, text)] == ["You must not fly it and may not sell it", "You may not sell it"]


def test_beside_wants_company_of_the_kind_within_four_hundred(packs):
    book = packs.book(packs.rule(id="t.flag", beside=["embargo"]), packs.rule(id="t.wait", kind="embargo", phrases=["blue flag"]))
    assert found(book, "a red flag") == []
    assert [rule for rule, _ in found(book, "a red flag\n\n" + "word " * 70 + "\n\na blue flag")] == ["t.flag", "t.wait"]
    assert [rule for rule, _ in found(book, "a red flag\n\n" + "word " * 90 + "\n\na blue flag")] == ["t.wait"]
    assert [rule for rule, _ in found(book, "a blue flag\n\n" + "word " * 70 + "\n\na red flag")] == ["t.wait", "t.flag"]


def test_a_rule_is_no_company_for_itself(packs):
    book = packs.book(packs.rule(kind="embargo", beside=["embargo"]))
    assert found(book, "a red flag") == []


def test_facts_of_a_kind_do_not_overlap_and_come_in_order(packs):
    book = packs.book(
        packs.rule(id="t.one"), packs.rule(id="t.two", phrases=["flag red"]), packs.rule(id="t.three", phrases=["red flag red"], confidence="low")
    )
    facts = find_facts(Document("x", None, "red flag red flag red, flag red flag. Red flag red."), book).facts
    spans = [fact.span for fact in facts]
    assert len(spans) == 4
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
