"""Years as notices write them: forms, scripts, calendars."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from compliance.scan.years import BARE_YEARS, FIRST, LAST, YEARS, read_years, to_gregorian

PATTERN = regex.compile(YEARS)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2019", [2019]),
        ("1998 - 2023", [1998, 2023]),
        ("2005—2020", [2005, 2020]),
        ("2000–2026", [2000, 2026]),
        ("1997/2004", [1997, 2004]),
        ("1997～2024", [1997, 2024]),
        ("2017-18", [2017, 2018]),
        ("1998–99, 2001–03", [1998, 1999, 2001, 2003]),
        ("1999-02", [1999, 2002]),
        ("1992, 1993, 2007", [1992, 1993, 2007]),
        ("1994-2006, 2011", [1994, 2006, 2011]),
        ("1997, 1998,\n   1999 and 2003", [1997, 1998, 1999, 2003]),
        ("2024 - 2024", [2024]),
    ],
)
def test_ranges_and_lists(text: str, years: list[int]) -> None:
    assert read_years(text) == years
    assert PATTERN.fullmatch(text)


@pytest.mark.parametrize(
    "text", ["1997 - ,", "1997-present", "1997 to the present", "1997 – heute", "1997-至今", "1997-"]
)
def test_an_open_range_gives_its_beginning(text: str) -> None:
    assert read_years(text) == [1997]
    assert PATTERN.match(text)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("13.07.2021", [2021]),
        ("2021-07-13", [2021]),
        ("2021/07/13", [2021]),
        ("02/2019", [2019]),
        ("15 March 2020", [2020]),
        ("December 5, 2016", [2016]),
        ("1998-Fri Mar 04 07:21:09 EST 2011", [1998, 2011]),
        ("2024年3月5日", [2024]),
    ],
)
def test_a_date_gives_its_year(text: str, years: list[int]) -> None:
    assert read_years(text) == years
    assert PATTERN.fullmatch(text)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("٢٠١٩", 2019),
        ("२०२४", 2024),
        ("২০২৪", 2024),
        ("２０２０", 2020),
        ("۱۳۹۸", 2019),
        ("1402", 2023),
        ("١٤٢٠ هـ", 1999),
        ("١٤٤١ هـ", 2019),
        ("১৪৩১", 2024),
        ("२०८१", 2024),
        ("๒๕๖๔", 2021),
        ("2564", 2021),
        ("令和6年", 2024),
        ("平成元年", 1989),
        ("民國113年", 2024),
        ("二〇二四年", 2024),
        ("MCMXCVIII", 1998),
        ("MMXXIV", 2024),
    ],
)
def test_scripts_and_calendars(text: str, year: int) -> None:
    assert read_years(text) == [year]
    assert PATTERN.fullmatch(text)


def test_a_calendar_that_is_named_beats_the_digits() -> None:
    assert read_years("1420", "lunar-hijri") == [1999]
    assert read_years("1420", "solar-hijri") == [2041]
    assert read_years("2081", "vikram") == [2024]
    assert to_gregorian(2081) == 2081
    assert to_gregorian(2081, digit="२") == 2024


@pytest.mark.parametrize("text", ["0", "", "501", "12345", "2,000", "20210713", "MMMM", "MIX", "CIVIC"])
def test_what_is_no_year_gives_none(text: str) -> None:
    assert read_years(text) == []


def test_a_lone_zero_is_an_expression_without_years() -> None:
    assert PATTERN.match("0 Harbour Press")[0] == "0"
    assert PATTERN.match("0800 Harbour Press") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2017-180", "2017"),
        ("20 Minutes 2019", "2019"),
        ("2005 – Today Online", "2005"),
        ("1996- Harbour.com", "1996"),
        ("1997 - , Harbour Publishing", "1997"),
        ("Studio 54, 2020", "2020"),
    ],
)
def test_the_expression_ends_where_the_years_end(text: str, found: str) -> None:
    assert PATTERN.search(text)[0] == found


@pytest.mark.parametrize("text", ["20 Minutes", "1440 Media", "12345", "Channel 4", "120190"])
def test_numbers_that_are_no_years_are_no_expression(text: str) -> None:
    assert PATTERN.search(text) is None


def test_the_bare_pattern_is_one_that_re2_takes() -> None:
    re2 = pytest.importorskip("re2")
    assert re2.search(BARE_YEARS, "© 1998–2023 Harbour Press")[0] == "1998–2023"


@pytest.mark.parametrize("text", ["2019-" * 40_000, "1990, " * 40_000, "12" * 40_000, "20.20." * 40_000])
def test_long_texts_take_no_longer_than_their_length(text: str) -> None:
    assert len(read_years(text)) <= 1
    assert PATTERN.search(text, timeout=20) or not text.startswith(("2019", "1990"))


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    years = read_years(text)
    assert all(FIRST <= year <= LAST for year in years)
    assert len(years) == len(set(years))


@given(st.text(alphabet="0123456789٠١٢۱۲०१२๒๕ -–—/,.年令和平成 هـMCDXLVI", max_size=60))
def test_years_are_found_in_what_the_pattern_matches(text: str) -> None:
    for match in PATTERN.finditer(text):
        assert match[0] == match[0].strip()
        read_years(match[0])


@given(st.integers(FIRST, LAST), st.integers(FIRST, LAST), st.sampled_from("-–—"))
def test_a_range_gives_both_ends(first: int, last: int, dash: str) -> None:
    assert read_years(f"{first}{dash}{last}") == list(dict.fromkeys([first, last]))
