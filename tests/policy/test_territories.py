import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.policy import territories

codes = st.sampled_from(sorted(territories.CODES))
places = st.sampled_from(territories.vocabulary())


def test_there_are_249_codes_each_with_a_name_of_its_own() -> None:
    names = territories.names()
    assert len(territories.CODES) == 249 == len(names)
    assert {territories.normal(name) for name in names} == territories.CODES


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("gb", "GB"), ("UK", "GB"), ("u.k.", "GB"), ("European Union", "EU"), ("north america", "NORTH-AMERICA"), ("worldwide", "WORLDWIDE"),
        ("the Netherlands", "NL"), ("Österreich", "AT"), ("osterreich", "AT"), ("Quebec", ""), ("", ""), ("XX", ""),
    ],
)
def test_what_a_name_means(written: str, means: str) -> None:
    assert territories.normal(written) == means


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("Full editorial rights UK, US, Ireland, Canada (not Quebec)", {"GB", "US", "IE", "CA"}, set()),
        ("*** World Rights Except Italy ***", {"WORLDWIDE"}, {"IT"}),
        ("ITALY, FRANCE OUT", set(), {"IT", "FR"}),
        ("Deutschland, Österreich und Schweiz", {"DE", "AT", "CH"}, set()),
        ("Trinidad and Tobago", {"TT"}, set()),
        ("no sales", set(), set()),
        ("France only", {"FR"}, set()),
        ("not for use in the UK or Ireland", set(), {"GB", "IE"}),
    ],
)  # fmt: skip
def test_places_that_a_caption_names(text: str, inside: set[str], outside: set[str]) -> None:
    assert territories.read(text) == (inside, outside)


def test_a_limited_licence_in_an_unknown_place_is_unknown() -> None:
    assert territories.covers("", ["EU"]) is None
    assert territories.covers("Quebec", [], ["FR"]) is None
    assert territories.covers("", []) is True
    assert territories.covers("", ["worldwide"]) is True


def test_a_group_is_covered_when_all_of_it_is() -> None:
    assert territories.covers("DACH", ["EU"]) is False
    assert territories.covers("DACH", ["EU", "CH"]) is True
    assert territories.covers("EU", ["worldwide"], ["FR"]) is False


@given(codes, st.frozensets(places, max_size=4), st.frozensets(places, max_size=3))
def test_a_place_is_covered_where_it_is_in_and_not_out(code: str, inside: frozenset[str], outside: frozenset[str]) -> None:
    expected = (not inside or code in territories.expand(inside)) and code not in territories.expand(outside)
    assert territories.covers(code, inside, outside) is expected


@given(codes, st.frozensets(places, max_size=4), st.frozensets(places, max_size=3), places)
def test_keeping_out_one_more_place_never_covers_more(code: str, inside: frozenset[str], outside: frozenset[str], more: str) -> None:
    assert territories.covers(code, inside, outside) or not territories.covers(code, inside, outside | {more})


@given(st.text(max_size=60))
def test_reading_never_fails_and_names_only_places(text: str) -> None:
    found = territories.read(text)
    assert found.inside | found.outside <= set(territories.vocabulary())
