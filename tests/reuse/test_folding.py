"""Folding for reuse: what is one to a comparison, and the way back."""

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.reuse.fold import fold

texts = st.text(st.characters(), max_size=200)


def units(text):
    return fold(text).units.tolist()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Quay, at 10!", "the quay at 10"),
        ("ÉTÉ à Genève", "ete a Geneve"),
        ("Straße", "STRASSE"),
        ("ﬁne ofﬁce", "fine office"),
        ("ｆｕｌｌ ｗｉｄｔｈ", "full width"),
        ("𝐛𝐨𝐥𝐝 𝓼𝓬𝓻𝓲𝓹𝓽", "bold script"),
        ("pа\u200byp\u00adal", "paypal"),  # a Cyrillic letter, a zero-width space, a soft hyphen
        ("Μοscοw", "Moscow"),  # Greek capital mu and omicrons
        ("l0ok al1ke", "look alike"),
        ("r e a d   a l l", "read all"),
        ("won-\nderful", "wonderful"),
        ("Łódź Ørsted Đorđe", "Lodz Orsted Dorde"),
        ("½", "1⁄2"),
        ("١٢٣", "123"),
        ("الكـــتاب", "الكتاب"),
        ("كتاب علي", "کتاب علی"),  # Arabic and Persian letters
        ("ガギグ", "カキク"),
        ("ｶﾀｶﾅ", "かたかな"),
        (unicodedata.normalize("NFD", "한국어"), "한국어"),
        ("İstanbul ISPARTA", "istanbul ısparta"),
    ],
)
def test_what_is_the_same_to_a_reader_is_the_same(one, other):
    assert units(one) == units(other)


@pytest.mark.parametrize(("one", "other"), [("form", "from"), ("日本", "日木"), ("हिन्दी", "हन्दु"), ("กา", "กิ"), ("12", "13"), ("한", "할")])
def test_what_differs_stays_different(one, other):
    assert units(one) != units(other)


def test_only_letters_digits_and_vowel_signs_are_left():
    assert units("…, — “ ” \u200b\u0301 😀 \ufe0f\n") == []
    assert len(fold("कि").units) == 2


@pytest.mark.parametrize(("char", "count"), [("a", 1), ("日", 3), ("か", 2), ("한", 3), ("하", 2), ("я", 1), ("ß", 2), ("\U00020000", 3)])
def test_a_character_that_says_more_has_more_units(char, count):
    folded = fold(char)
    assert len(folded.units) == count and folded.at.tolist() == [0] * count


def test_units_of_one_character_differ():
    assert len(set(units("日"))) == 3


@given(texts)
def test_every_unit_comes_from_a_place_of_the_text_in_order(text):
    folded = fold(text)
    assert len(folded.units) == len(folded.at)
    assert (np.diff(folded.at) >= 0).all()
    assert not len(folded.at) or (0 <= folded.at[0] and folded.at[-1] < len(text))


@given(texts, texts)
def test_each_character_is_folded_by_itself(one, other):
    assert units(one + other) == units(one) + units(other)


@given(st.text(st.characters(max_codepoint=127), max_size=200))
def test_ascii_takes_the_short_way_to_the_same_end(text):
    long_way = fold(text + "é")
    assert units(text) == long_way.units.tolist()[:-1]
    assert fold(text).at.tolist() == long_way.at.tolist()[:-1]


def test_a_long_text_is_folded_in_pieces_to_the_same_end(monkeypatch):
    text = "Übermäßig 日本 𝔘! " * 50
    whole = fold(text)
    monkeypatch.setattr("compliance.reuse.fold._PIECE", 64)
    pieces = fold(text)
    assert pieces.units.tolist() == whole.units.tolist() and pieces.at.tolist() == whole.at.tolist()


def test_a_lone_surrogate_is_dropped():
    assert units("a\ud800b") == units("ab")
