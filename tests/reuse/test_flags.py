"""From matches to flags: which rule, how grave, what is said, and what makes it the same flag tomorrow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.model import Document, Finding, Match, MatchKind, Position, Severity, Source, Span
from compliance.reuse.flags import flags_of, identity, values
from compliance.reuse.rules import BOILERPLATE_LIMIT, LONG, RULES

WIRE = Source("wire/7", "Lamps go out", "Kestrel Wire", "all rights reserved", "https://kestrel.example/7", "2025-03-01")
PAPER = Source("paper/1", "Dark quay", "Fen Post", date="2025-03-02")
OURS = Source("own/3", "Our lamps", "Weirside Gazette", date="2025-02-01")
TEXT = "Before it. " + "The lamps on the mole went out one after another. " * 4 + "After it."
DRAFT = Document("draft.md", "draft.md", TEXT)


def match(kind=MatchKind.VERBATIM, words=LONG, of=WIRE, **more):
    span = more.pop("draft", Span(11, 60))
    made = Match(kind, span, Span(5, 54), 0.98, words, of, text=TEXT[slice(*span)], position=Position(1, span.start + 1), share=0.25, **more)
    return made if made.earliest else made._replace(earliest=of)


def flags(*matches, publisher="Weirside Gazette", limit=300, common=10):
    return flags_of(matches, DRAFT, lambda holder: holder == publisher, limit, common)


@pytest.mark.parametrize(
    ("kind", "words", "rule", "severity"),
    [
        (MatchKind.VERBATIM, LONG, "reuse.verbatim", Severity.ERROR),
        (MatchKind.VERBATIM, LONG - 1, "reuse.verbatim", Severity.WARNING),
        (MatchKind.NEAR_VERBATIM, LONG, "reuse.near-verbatim", Severity.ERROR),
        (MatchKind.NEAR_VERBATIM, LONG - 1, "reuse.near-verbatim", Severity.WARNING),
        (MatchKind.REWRITTEN, 500, "reuse.rewritten", Severity.WARNING),
    ],
)
def test_words_of_others_are_as_grave_as_they_are_close_and_many(kind, words, rule, severity):
    (flag,) = flags(match(kind, words))
    assert (flag.rule, flag.kind, flag.severity) == (rule, Finding.REUSE, severity)
    assert (flag.span, flag.position, flag.text) == (Span(11, 60), Position(1, 12), TEXT[11:60])
    assert flag.before.endswith("Before it. ")
    assert flag.after.startswith(" The lamps")
    assert flag.why and flag.remedy


def test_a_flag_names_source_holder_kind_share_and_both_spans():
    (flag,) = flags(match(also=(PAPER,), common=2, earliest=PAPER))
    assert flag.message == (
        '30 words (25% of the text) stand word for word in "Lamps go out" (Kestrel Wire, 2025-03-01), and in 1 more, '
        'the earliest "Dark quay" (Fen Post, 2025-03-02)'
    )
    assert flag.values == {
        "match": "verbatim", "similarity": 0.98, "words": 30, "share": 0.25, "common": 2, "also": ["paper/1"], "earliest": "paper/1",
        "source": {**WIRE._asdict(), "start": 5, "end": 54},
    }  # fmt: skip
    assert flag.evidence == (
        "Lamps go out, Kestrel Wire, 2025-03-01, all rights reserved, https://kestrel.example/7, id wire/7",
        "Dark quay, Fen Post, 2025-03-02, id paper/1",
    )


def test_what_is_not_known_is_said_to_be_unknown_or_left_out():
    (flag,) = flags(match(of=Source("x.txt"))._replace(share=0.0, earliest=None))
    assert flag.message == '30 words stand word for word in "x.txt" (holder unknown)'
    assert "share" not in flag.values
    assert flag.values["source"] == {"id": "x.txt", "start": 5, "end": 54}


def test_many_sources_are_counted_and_a_few_are_named():
    others = tuple(Source(f"s{n}") for n in range(9))
    (flag,) = flags(match(also=others))
    assert len(flag.evidence) == 6
    assert flag.evidence[-1] == "and 5 more"
    assert flag.values["also"] == [other.id for other in others]


def test_several_passages_of_one_source_are_added_up():
    one, two, other = flags(match(), match(MatchKind.REWRITTEN, draft=Span(61, 100)), match(of=PAPER, draft=Span(120, 150)))
    for flag in (one, two):
        assert flag.message.endswith("; 2 passages of it in all, 50% of the text")
        assert (flag.values["passages"], flag.values["share_in_all"]) == (2, 0.5)
    assert "in all" not in other.message
    assert not {"passages", "share_in_all"} & set(other.values)


# --- whose


def test_the_houses_own_copy_is_a_note():
    (flag,) = flags(match(of=OURS))
    assert (flag.rule, flag.kind, flag.severity) == ("reuse.own", Finding.OWN_COPY, Severity.NOTE)
    assert 'stand in our own "Our lamps"' in flag.message


def test_without_a_publisher_nothing_is_our_own():
    (flag,) = flags(match(of=OURS), publisher=None)
    assert flag.rule == "reuse.verbatim"


@pytest.mark.parametrize(
    ("of", "also", "earliest", "rule"),
    [
        (OURS, WIRE, OURS, "reuse.own"),
        (WIRE, OURS, OURS, "reuse.own"),
        (OURS, WIRE, WIRE, "reuse.verbatim"),
        (OURS, WIRE, None, "reuse.verbatim"),
        (WIRE, PAPER, PAPER, "reuse.verbatim"),
    ],
)
def test_an_own_text_excuses_only_where_it_was_there_first(of, also, earliest, rule):
    (flag,) = flags(match(of=of, also=(also,))._replace(earliest=earliest))
    assert flag.rule == rule


# --- boilerplate


def test_a_short_passage_that_many_texts_share_is_boilerplate():
    (flag,) = flags(match(words=20, common=10))
    assert (flag.rule, flag.kind, flag.severity) == ("reuse.common", Finding.BOILERPLATE, Severity.NOTE)
    assert flag.message.startswith("20 words stand in 10 texts of the archive, such as")
    assert flags(match(words=20, common=9))[0].rule == "reuse.verbatim"
    assert flags(match(words=20, common=10), common=11)[0].rule == "reuse.verbatim"


def test_a_story_that_many_have_reprinted_is_no_boilerplate():
    assert flags(match(words=BOILERPLATE_LIMIT + 1, common=500))[0].rule == "reuse.verbatim"


# --- quotations


def test_quotations_are_flagged_past_the_limit_and_once_a_source():
    quotes = [
        match(MatchKind.QUOTATION, words, draft=Span(start, start + 40))
        for words, start in ((100, 11), (150, 61), (60, 111))
    ]
    assert flags(*quotes, limit=310) == []
    (flag,) = flags(*quotes, limit=309)
    assert (flag.rule, flag.kind, flag.severity) == ("reuse.quotation", Finding.QUOTATION, Severity.WARNING)
    assert flag.span == Span(61, 101)
    assert flag.message.startswith("310 words are quoted in 3 passages")
    assert (flag.values["quoted"], flag.values["limit"]) == (310, 309)


def test_quotations_of_several_sources_are_not_added_up():
    ours = match(MatchKind.QUOTATION, 200)
    theirs = match(MatchKind.QUOTATION, 200, of=PAPER, draft=Span(61, 100))
    assert flags(ours, theirs) == []
    assert len(flags(ours, theirs, limit=199)) == 2


def test_what_the_house_or_everybody_said_is_no_quotation_to_worry_about():
    assert flags(match(MatchKind.QUOTATION, 80, of=OURS), match(MatchKind.QUOTATION, 80, common=12), limit=0) == []


# --- order and identity


def test_flags_come_in_the_order_of_the_text():
    spans = [Span(61, 100), Span(11, 60), Span(120, 150)]
    assert [flag.span for flag in flags(*(match(draft=span) for span in spans))] == sorted(spans)


def test_spans_of_a_window_find_their_context():
    window = DRAFT._replace(offset=1000)
    shifted = match()._replace(draft=Span(1011, 1060))
    (flag,) = flags_of([shifted], window, lambda holder: False, 300, 10)
    assert (flag.span, flag.before) == (Span(1011, 1060), "Before it. ")


def test_identity_is_rule_words_and_source_whatever_the_place():
    (one,) = flags(match())
    (two,) = flags(match()._replace(draft=Span(500, 549), position=Position(9, 9), share=0.5))
    assert one.identity == two.identity == identity("reuse.verbatim", f"  {TEXT[11:60].upper()}\n", "wire/7")
    (three,) = flags(match(of=PAPER))
    (four,) = flags(match()._replace(text="The lamps on the mole went out."))
    assert len({one.identity, three.identity, four.identity}) == 3


def test_identity_is_the_same_in_another_process_and_version():
    assert identity("reuse.verbatim", "The lamps went out.", "wire/7") == "b8ca45b4fd3709b6"


@given(st.text(), st.text(), st.text())
def test_identity_never_fails(rule, text, source):
    assert len(identity(rule, text, source)) == 16


def test_every_rule_says_what_it_finds_why_and_what_to_do():
    assert set(RULES) == {"reuse.verbatim", "reuse.near-verbatim", "reuse.rewritten", "reuse.quotation", "reuse.common", "reuse.own"}
    for rule in RULES.values():
        assert rule.about and rule.why and rule.remedy
        assert rule.kind in Finding


def test_values_hold_no_empty_thing():
    assert values(Match(MatchKind.REWRITTEN, Span(0, 1), Span(0, 1), 0.5)) == {
        "match": "rewritten", "similarity": 0.5, "source": {"start": 0, "end": 1},
    }  # fmt: skip
