"""The facts of a document: spans in its own text, places in its source, zones, context."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.checker import shipped_rules
from compliance.model import CONTEXT, Document, Position, Zone, Zoned
from compliance.scan import find_facts


def test_a_fact_says_where_it_stands_and_what_around_it(packs):
    text = "One line.\nA second with a red flag in it.\n"
    (fact,) = find_facts(Document("x", None, text), packs.book(packs.rule(confidence="low", severity="error"))).facts
    assert (fact.rule, fact.kind, fact.text, fact.severity, fact.confidence) == ("t.flag", "status", "red flag", "error", "low")
    assert text[fact.span.start : fact.span.end] == "red flag"
    assert fact.position == (2, 17)
    assert (fact.before, fact.after) == ("One line.\nA second with a ", " in it.\n")


def test_context_is_short(packs):
    (fact,) = find_facts(Document("x", None, "a " * 200 + "red flag" + " b" * 200), packs.book(packs.rule())).facts
    assert len(fact.before) == len(fact.after) == CONTEXT


def test_a_folded_passage_is_given_as_it_stands(packs):
    text = "Line one.\nA r\u200bed\n  f\u00adlag &amp; all."
    (fact,) = find_facts(Document("x", None, text), packs.book(packs.rule())).facts
    assert fact.text == "r\u200bed\n  f\u00adlag" == text[slice(*fact.span)]
    assert fact.position == (2, 3)


def test_a_window_of_a_larger_source_counts_from_its_beginning(packs):
    document = Document("x", None, "a red flag\nred flag", offset=1000, line=41, column=7)
    facts = find_facts(document, packs.book(packs.rule())).facts
    assert [(fact.span, fact.position) for fact in facts] == [((1002, 1010), (41, 9)), ((1011, 1019), (42, 1))]


def test_positions_go_by_the_rows_of_a_text_that_is_not_its_source(packs):
    document = Document("x", None, "a red flag\nred flag", breaks=((2, 10, 5), (11, 20, 1)))
    assert [fact.position for fact in find_facts(document, packs.book(packs.rule())).facts] == [(10, 5), (20, 1)]


def test_zones_are_told_and_code_is_left_alone(packs):
    text = "red flag / red flag / red flag / red flag"
    zones = (Zoned(0, 8, Zone.QUOTE), Zoned(11, 19, Zone.CODE), Zoned(20, 41, Zone.BODY), Zoned(30, 41, Zone.FOOTER))
    facts = find_facts(Document("x", None, text, zones=zones), packs.book(packs.rule())).facts
    assert [(fact.span.start, fact.zone) for fact in facts] == [(0, Zone.QUOTE), (22, Zone.BODY), (33, Zone.FOOTER)]


def test_of_zones_within_one_another_the_last_given_counts(packs):
    text = "red flag, red flag, red flag"
    zones = (Zoned(0, 28, Zone.FOOTER), Zoned(10, 18, Zone.QUOTE))
    facts = find_facts(Document("x", None, text, zones=zones), packs.book(packs.rule())).facts
    assert [fact.zone for fact in facts] == [Zone.FOOTER, Zone.QUOTE, Zone.FOOTER]


def test_a_wording_that_reaches_into_code_is_none(packs):
    document = Document("x", None, "red flag", zones=(Zoned(6, 8, Zone.CODE),))
    assert find_facts(document, packs.book(packs.rule())).facts == ()


def test_a_document_without_anything_costs_nothing_and_finds_nothing(packs):
    assert find_facts(Document("x", None, ""), packs.book(packs.rule())) == ((), ())


PIECES = st.lists(
    st.sampled_from([
        "© 2024 Fen Post.", "All rights reserved.", "All r\u200bights re\u00adserved", "This text may not be published or broadcast.", "Copyright Â© 2019-2024 Fen & Moor Ltd.",
        "NO ARCHIVES - NO SALES", "Embargoed until 12 March 2024", "Все права защищены.", "版 权 所 有", "جميع الحقوق محفوظة", "Photo: Ada Moreau / Fen Post",
        "The ferry was late.", "\n", "\n\n", "\r\n", " ", "\t", "\u2028", "|", "re-\nserved", "CC BY 4.0", "Leave a Comment", "é", "\ud800", "𝐀𝐥𝐥 𝐫𝐢𝐠𝐡𝐭𝐬 𝐫𝐞𝐬𝐞𝐫𝐯𝐞𝐝",
    ]),
    max_size=14,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(PIECES)
def test_every_span_slices_to_the_text_and_every_place_is_where_it_says(pieces):
    text = "".join(pieces)
    found = find_facts(Document("x", None, text), shipped_rules())
    assert found.overruns == ()
    before = 0
    for fact in found.facts:
        assert text[fact.span.start : fact.span.end] == fact.text != ""
        assert fact.position == Document("x", None, text).position(fact.span.start)
        assert fact.position == Position(text.count("\n", 0, fact.span.start) + 1, fact.span.start - text.rfind("\n", 0, fact.span.start))
        assert fact.span.start >= before
        before = fact.span.start


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n", " "])
def test_what_follows_does_not_matter(end):
    text = f"© 2024 Fen Post Ltd.{end}The ferry was late."
    (fact,) = find_facts(Document("x", None, text), shipped_rules()).facts
    assert fact.text == "© 2024 Fen Post Ltd."
