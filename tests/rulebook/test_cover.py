"""Covering a set of strings by fewer: whatever holds one of the set holds one of the cover."""

from hypothesis import given
from hypothesis import strategies as st

from compliance.rulebook.cover import cover


def test_many_strings_with_one_rare_stretch_become_that_stretch():
    found = cover(["is a violation", "is violation", "constitutes a violation", "in violation of"], lambda stretch: 0.0 if "viola" in stretch else 1.0, 0.01)
    assert found == ("violation",)


def test_what_prose_is_full_of_stands_in_for_nothing():
    strings = ("the house rules", "the house of", "the house is")
    assert set(cover(strings, lambda stretch: 0.02, 0.01)) == set(strings)


@given(st.lists(st.text(alphabet="abc ", min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=20), st.integers(0, 5))
def test_a_cover_misses_none_of_its_strings(strings, salt):
    found = cover(strings, lambda stretch: 0.0 if (len(stretch) + salt) % 3 else 1.0, 0.01)
    assert all(any(part in string for part in found) for string in strings)
    assert len(found) <= len(set(strings))
