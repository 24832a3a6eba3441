"""Quotations near a passage, quoted words counted, and texts without their quotations with the way back."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.model import Span, Zone, Zoned
from compliance.reuse.quotations import find_quotations
from compliance.reuse.quotations.shared import quoted_part, quoted_share, set_aside
from compliance.reuse.quotations.wording import Prose, Wording, around, covered, quotations_near, quotations_within, quoted_words

TEXT = "The port is old. “We will rebuild the quay,” she said. ‘Soon,’ he added. Nobody else spoke up."


def wording(text: str) -> Wording:
    return Wording(text, Span(0, len(text)), find_quotations(text))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="“”„\"'‘’«»「」>,` \nabc.", max_size=120), st.integers(0, 120), st.integers(0, 120))
def test_no_quotation_of_a_passage_is_overlooked_for_want_of_marks(text, one, two):
    span = Span(*sorted((min(one, len(text)), min(two, len(text)))))
    touching = [q for q in find_quotations(text) if q.span.start < span.end and span.start < q.span.end and q.closed]
    near = quotations_near(text, (), span)
    assert [q for q in touching if q not in near] == []


def test_a_passage_deep_in_a_long_text_is_looked_at_with_its_surroundings_only():
    text = "Words and words.\n" * 5000 + "“We will rebuild,” she said.\n" + "Words and words.\n" * 5000
    at = text.index("We will")
    part = around(text, Span(at, at + 15))
    assert part.start < at < part.end and part.end - part.start < 4000
    (only,) = quotations_near(text, (), Span(at, at + 15))
    assert text[slice(*only.span)] == "We will rebuild," and only.attributed
    assert quotations_near(text, (), Span(0, 500)) == []


def test_a_long_line_is_not_read_whole_for_a_passage_in_it():
    text = "words " * 100_000
    part = around(text, Span(300_000, 300_100))
    assert part.start <= 300_000 and part.end >= 300_100 and part.end - part.start < 10_000


def test_zones_are_cut_to_the_part_that_is_read():
    text = "Words. " * 100
    zones = [Zoned(0, 70, Zone.QUOTE), Zoned(600, 700, Zone.QUOTE)]
    assert [q.span for q in quotations_within(text, zones, Span(35, 650))] == [Span(35, 70), Span(600, 650)]


def test_quoted_words_and_letters_of_a_span_count_nested_ones_once():
    text = "“He said ‘not yet’ to me,” she said."
    quotations = find_quotations(text)
    assert len(quotations) == 2
    assert quoted_words(text, quotations, Span(0, len(text))) == 6
    assert covered(quotations, Span(0, len(text))) == len("He said ‘not yet’ to me,")
    assert covered(quotations, Span(1, 3)) == 2 and covered(quotations, Span(30, 35)) == 0


def test_words_are_marked_as_quoted_and_as_somebodys():
    words = wording("They sell “smart lamps” here and have done so since the spring of the year before last, when the shop in the high street opened "
                    "its doors to the crowd outside. She said: “We will rebuild. Soon or late.")  # fmt: skip
    quoted = [words.text[start:end] for start, end, mark in zip(words.starts, words.ends, words.quoted, strict=True) if mark]
    assert quoted == ["smart", "lamps", "We", "will", "rebuild", "Soon", "or", "late"]
    assert not words.theirs[words.reach(Span(len(words.text) - 25, len(words.text)))[0] :].any()


def test_prose_is_the_text_without_quotations_and_knows_the_way_back():
    words = wording(TEXT)
    prose = Prose(words, words.theirs)
    assert prose.text == "The port is old. “,” she said. ‘,’ he added. Nobody else spoke up."
    at = prose.text.index("Nobody")
    assert TEXT[slice(*prose.back(Span(at, len(prose.text)), 1))] == "Nobody else spoke up."
    assert TEXT[slice(*prose.back(Span(0, len(prose.text)), 1))] == TEXT
    assert TEXT[slice(*prose.back(Span(0, len(prose.text)), 4))] == TEXT
    assert TEXT[slice(*prose.back(Span(0, len(prose.text)), 5))] == "he added. Nobody else spoke up."


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=1, max_size=30), st.data())
def test_the_way_back_leads_to_the_same_letters(rows, data):
    text = " ".join("abcdefghi"[:size] for size, _ in rows)
    prose = Prose(wording(text), np.array([gone for _, gone in rows]))
    if len(prose.text.strip()):
        start = data.draw(st.sampled_from([at for at, char in enumerate(prose.text) if char.isalnum()]))
        back = prose.back(Span(start, start + 1), 1)
        assert text[slice(*back)] == prose.text[start]


def test_the_quoted_share_is_of_what_is_shared():
    ours, theirs = wording("He said: “one two three four five six”. Alpha beta gamma."), wording("“One two three four five six,” he said. Other words.")
    whole, other = Span(0, len(ours.text)), Span(0, len(theirs.text))
    assert quoted_share(ours, theirs, whole, other) == 1.0
    part = quoted_part(ours, theirs, whole, other)
    assert part and [ours.text[slice(*part[0])], theirs.text[slice(*part[1])]] == ["one two three four five six", "One two three four five six"]
    assert quoted_share(ours, wording("Alpha beta gamma."), whole, Span(0, 17)) == 0.0
    assert quoted_part(ours, wording("Alpha beta gamma."), whole, Span(0, 17)) is None
    assert quoted_share(ours, wording(""), whole, Span(0, 0)) == 0.0


def test_words_in_marks_that_nobody_is_named_for_are_set_aside_where_the_other_text_has_them_in_marks():
    far = "and the harbour was as grey as ever, the boats lay still, the gulls sat on the cranes and nothing moved for a long while on the grey water"
    ours = wording(f"{far}. “one two three four” {far}.")
    assert not ours.theirs.any()
    assert set_aside(ours, wording(f"{far} “zero one two three four” {far}")).sum() == 4
    assert set_aside(ours, wording(f"{far} zero one two three four {far}")).sum() == 0
