"""Words as numbers: what counts as one, where it stands, and what parts it from the next."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.reuse.align.words import Words, read_words

ZERO = "\u200b"


def _texts(text: str, words: Words) -> list[str]:
    return [text[start:end] for start, end in zip(words.starts.tolist(), words.ends.tolist(), strict=True)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The ferry, at 7.30!", ["The", "ferry", "at", "7", "30"]),
        ("", []),
        (" … — !\n", []),
        ("ca\u00adble wi" + ZERO + "re", ["ca\u00adble", "wi" + ZERO + "re"]),
        ("an exam-\nple of it", ["an", "exam-\nple", "of", "it"]),
        ("Smo\u0308rgås", ["Smo\u0308rgås"]),
        ("東京都に。行く", ["東京", "京都", "都に", "に", "行く", "く"]),
        ("abc東京def", ["abc", "東京", "京", "def"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
    ],
)
def test_words_stand_where_they_stand(text: str, words: list[str]) -> None:
    assert _texts(text, read_words(text)) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ferry", "fERRY"),
        ("straße", "STRASSE"),
        ("o\ufb03ce", "office"),
        ("Zürich", "Zu\u0308rich"),
        ("Zürich", "Zurich"),
        ("cable", "c\u0430bl\u0435"),  # two letters are Cyrillic
        ("quay", "q" + ZERO + "uay"),
        ("\uff51\uff55\uff41\uff59", "quay"),
        ("example", "exam-\nple"),
        ("ﻛﺘﺎﺏ", "كتاب"),
        ("Москва", "МОСКВА"),
    ],
)
def test_forms_of_one_word_are_one_word(one: str, other: str) -> None:
    assert read_words(one).whole.tolist() == read_words(other).whole.tolist()


def test_other_words_are_other_words() -> None:
    hashes = read_words("quay quays key yauq 東京 京東 кий").whole
    assert len(np.unique(hashes)) == len(hashes)


def test_endings_do_not_change_a_stem() -> None:
    stems = read_words("harbour harbours harbouring hares").stems.tolist()
    assert stems[0] == stems[1] == stems[2] != stems[3]


@pytest.mark.parametrize(
    ("gap", "part"),
    [(" ", 0), (", ", 0), (". ", 2), (".", 0), ("?” ", 2), ("\n", 1), ("\r\n", 1), (".\n", 2), ("\n\n", 3), ("。", 2), ("\u2028", 1)],
)
def test_what_parts_words(gap: str, part: int) -> None:
    assert read_words(f"one{gap}two").breaks.tolist() == [3, part, 3]


@given(st.text(max_size=200))
def test_words_are_in_order_and_within_the_text(text: str) -> None:
    words = read_words(text)
    starts, ends = words.starts.tolist(), words.ends.tolist()
    assert starts == sorted(starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(starts, ends, strict=True))
    assert len(words.whole) == len(words.stems) == len(starts) == len(words.breaks) - 1


def test_lone_surrogates_are_read() -> None:
    assert len(read_words("one \ud800 two").starts) == 2
