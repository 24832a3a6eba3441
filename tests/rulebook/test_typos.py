"""How much misspelling a phrase forgives, and how much it does not."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from compliance.rulebook.typos import SHORTEST, phrase_pattern, slack_word


def fits(phrase, text, typos=1):
    return regex.search(phrase_pattern(phrase, typos).replace(" ", r"\s+"), text, regex.IGNORECASE) is not None


SLIPS = [
    "All rights reserved", "All rigths reserved", "All rights resderved", "All right reserved", "All rights resered", "All rights rezerved",
    "All rihgts reserved", "All rightss reserved", "ALL RIGTHS RESDERVED", "All rights reserveed",
]  # fmt: skip


@pytest.mark.parametrize("text", SLIPS)
def test_one_slip_a_word_is_forgiven(text):
    assert fits("all rights reserved", text)


@pytest.mark.parametrize("text", ["all mights reserved", "al rights reserved", "all rights preserved", "all rights in ours", "all rights deserved", "all reserved"])
def test_another_word_is_no_slip(text):
    assert not fits("all rights reserved", text)


def test_without_typos_every_letter_counts():
    assert fits("all rights reserved", "All rights reserved", typos=0)
    assert not fits("all rights reserved", "All rigths reserved", typos=0)


def test_a_phrase_is_bounded_by_word_ends():
    assert not fits("rights reserved", "copyrights reserved", typos=0)
    assert not fits("rights reserved", "rights reservedly", typos=0)
    assert fits("版权所有", "本站版权所有者", typos=0)


def test_a_word_with_a_pattern_sign_is_a_pattern():
    assert fits("rights? reserved", "right reserved", typos=0)


WORDS = st.text(alphabet="abcdefgh", min_size=SHORTEST, max_size=10)


@given(WORDS, st.data())
def test_each_of_the_four_slips_behind_the_first_letter_is_covered(word, data):
    at = data.draw(st.integers(1, len(word) - 1 - 2 * (len(word) < 7)))
    letter = data.draw(st.sampled_from("xyz"))
    slack = regex.compile(slack_word(word) + r"\Z")
    assert slack.match(word)
    assert slack.match(word[:at] + word[at + 1 :]), "a letter is missing"
    assert slack.match(word[:at] + letter + word[at:]), "a letter too many"
    assert slack.match(word[:at] + letter + word[at + 1 :]), "a wrong letter"
    if at + 1 < len(word) - 2 * (len(word) < 7):
        assert slack.match(word[:at] + word[at + 1] + word[at] + word[at + 2 :]), "two letters swapped"
    assert not slack.match("x" + word[1:]), "never in its first letter"
