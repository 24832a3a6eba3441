"""The moment that an embargo ends: forms, languages, zones, and what must stay unread."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.scan.dates import HEAD, Until, read_until


def read(text: str, language: str | None = None) -> Until:
    found = read_until(text, language)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("12noon on Thursday, May 8, 2025.", "2025-05-08T12:00:00"),
        ("7:15 a.m. (ET) Thursday, May 8, 2025", "2025-05-08T07:15:00-04:00"),
        ("7:15 a.m. (ET) Thursday, January 9, 2025", "2025-01-09T07:15:00-05:00"),
        ("0001 GMT, 5 March 2025", "2025-03-05T00:01:00+00:00"),
        ("00:01HRS Monday 3 June 2024", "2024-06-03T00:01:00"),
        ("052208 143000 est", "2008-05-22T14:30:00-05:00"),
        ("6pm BST on 4 July 2024", "2024-07-04T18:00:00+01:00"),
        ("@ 10:00 CET 12/03/2024", "2024-03-12T10:00:00+01:00"),
        ("Wednesday, March 5th, 2025", "2025-03-05"),
        ("5th of March 2025 at 10.30am", "2025-03-05T10:30:00"),
        ("May 8 at 12noon, 2025", "2025-05-08T12:00:00"),
        ("2025-03-05T10:00:00Z", "2025-03-05T10:00:00+00:00"),
        ("2025-03-05 10:00 +01:00", "2025-03-05T10:00:00+01:00"),
        ("20250305T100000Z", "2025-03-05T10:00:00+00:00"),
        ("1200Z 5 Mar 2025", "2025-03-05T12:00:00+00:00"),
        ("12 a.m. on 5 March 2025", "2025-03-05T00:00:00"),
        ("12:30 p.m. on 5 March 2025", "2025-03-05T12:30:00"),
        ("5 March 2025 at 9 o'clock in the evening", "2025-03-05T21:00:00"),
        ("24:00 on 5 March 2025", "2025-03-06T00:00:00"),
    ],
)
def test_english_and_machine_forms(text: str, until: str) -> None:
    found = read(text)
    assert found.until == until
    assert found.status == "dated"


@pytest.mark.parametrize(
    ("language", "text", "until"),
    [
        ("de", "Montag, 3. März 2025, 10.00 Uhr (MEZ)", "2025-03-03T10:00:00+01:00"),
        ("de", "05.03.25, 12 Uhr", "2025-03-05T12:00:00"),
        ("fr", "mardi 4 mars 2025 à 17 heures (heure de Paris)", "2025-03-04T17:00:00+01:00"),
        ("fr", "le 1er mars 2025 à 6h30", "2025-03-01T06:30:00"),
        ("es", "3 de marzo de 2025 a las 10:00 horas (hora peninsular)", "2025-03-03T10:00:00+01:00"),
        ("it", "martedì 4 marzo 2025 ore 15", "2025-03-04T15:00:00"),
        ("pt", "terça-feira, 4 de março de 2025, às 10h30", "2025-03-04T10:30:00"),
        ("ro", "marți, 4 martie 2025, ora 10:00", "2025-03-04T10:00:00"),
        ("nl", "10.00 uur dinsdag 4 maart 2025", "2025-03-04T10:00:00"),
        ("sv", "tisdag 4 mars 2025 kl. 10.00", "2025-03-04T10:00:00"),
        ("da", "tirsdag 4. marts 2025 kl. 10", "2025-03-04T10:00:00"),
        ("no", "tirsdag 4. mars 2025 kl. 10", "2025-03-04T10:00:00"),
        ("is", "4. mars 2025 klukkan 10:00", "2025-03-04T10:00:00"),
        ("fi", "3.4.2025 klo 10.00", "2025-04-03T10:00:00"),
        ("fi", "tiistaina 4. maaliskuuta 2025 klo 10", "2025-03-04T10:00:00"),
        ("et", "teisipäeval, 4. märtsil 2025 kell 10", "2025-03-04T10:00:00"),
        ("lv", "2025. gada 5. marts plkst. 10.00", "2025-03-05T10:00:00"),
        ("lt", "2025 m. kovo 5 d. 10 val.", "2025-03-05T10:00:00"),
        ("pl", "środy 5 marca 2025 r., godz. 10.00", "2025-03-05T10:00:00"),
        ("cs", "úterý 4. března 2025 v 10.00 hodin", "2025-03-04T10:00:00"),
        ("sk", "utorok 4. marca 2025 o 10:00", "2025-03-04T10:00:00"),
        ("hu", "2025. március 5. 10 óra", "2025-03-05T10:00:00"),
        ("ru", "вторник, 4 марта 2025 г., 10:00 по московскому времени", "2025-03-04T10:00:00+03:00"),
        ("uk", "5 березня 2025 року о 10:00 за київським часом", "2025-03-05T10:00:00+02:00"),
        ("bg", "5 март 2025 г., 10:00 ч.", "2025-03-05T10:00:00"),
        ("el", "5 Μαρτίου 2025, ώρα 10:00", "2025-03-05T10:00:00"),
        ("tr", "5 Mart 2025 saat 10:00", "2025-03-05T10:00:00"),
        ("ar", "٥ مارس ٢٠٢٥ الساعة 10:00 صباحا", "2025-03-05T10:00:00"),
        ("ar", "5 كانون الثاني 2025", "2025-01-05"),
        ("he", "5 במרץ 2025 בשעה 10:00", "2025-03-05T10:00:00"),
        ("hi", "5 मार्च 2025 सुबह 10 बजे", "2025-03-05T10:00:00"),
        ("th", "5 มีนาคม 2568 เวลา 10.00 น.", "2025-03-05T10:00:00"),
        ("vi", "ngày 5 tháng 3 năm 2025 10 giờ", "2025-03-05T10:00:00"),
        ("id", "Senin, 3 Maret 2025 pukul 10.00 WIB", "2025-03-03T10:00:00+07:00"),
        ("zh", "北京时间2025年3月5日10时", "2025-03-05T10:00:00+08:00"),
        ("zh", "2025年3月5日下午3点半", "2025-03-05T15:30:00"),
        ("ja", "令和7年3月5日（水）午前10時30分", "2025-03-05T10:30:00"),
        ("ko", "2025년 3월 5일 오전 9시", "2025-03-05T09:00:00"),
        ("fa", "ساعت ۱۰ صبح ۱۵ اسفند ۱۴۰۳", "2025-03-05T10:00:00"),
        ("fa", "1404/01/01 ساعت 8", "2025-03-21T08:00:00"),
        ("fa", "۳۰ اسفند ۱۳۹۹", "2021-03-20"),
        ("fa", "سه‌شنبه ۲۰ خرداد ۱۴۰۴", "2025-06-10"),
        ("ar", "10:00 صباحاً بتوقيت غرينتش، الأربعاء 5 آذار/مارس 2025", "2025-03-05T10:00:00+00:00"),
        ("el", "ΤΕΤΑΡΤΗ 5 ΜΑΡΤΙΟΥ 2025, ΩΡΑ 10:00", "2025-03-05T10:00:00"),
        ("sr", "5. марта 2025. године у 12 часова", "2025-03-05T12:00:00"),
        ("hr", "5. ožujka 2025. u 10 sati", "2025-03-05T10:00:00"),
        ("vi", "9h sáng thứ Tư, ngày 5 tháng 3 năm 2025 (giờ Hà Nội)", "2025-03-05T09:00:00+07:00"),
        ("zh", "2025年3月5日（三）上午十時半", "2025-03-05T10:30:00"),
        ("zh", "2025年3月5日二十一时", "2025-03-05T21:00:00"),
        ("ms", "jam 12 tengah hari, 5 Mac 2025", "2025-03-05T12:00:00"),
        ("fi", "ke 5.3.2025 klo 9.00", "2025-03-05T09:00:00"),
        ("tr", "05.03.2025 / 10:00", "2025-03-05T10:00:00"),
    ],
)
def test_languages(language: str, text: str, until: str) -> None:
    found = read(text, language)
    assert found.until == until
    assert not found.weekday_wrong


def test_the_zone_is_that_of_the_season() -> None:
    assert read("10:00 London time, 5 July 2024").until.endswith("+01:00")
    assert read("10:00 London time, 5 January 2024").until.endswith("+00:00")
    assert read("10 p.m. Eastern Daylight Time on June 5, 2024").until == "2024-06-05T22:00:00-04:00"
    assert read("9 a.m. Eastern U.S. time, May 8, 2025").zone == "America/New_York"
    assert read("10 Uhr Pariser Zeit am 5. März 2025", "de").zone == "Europe/Paris"


def test_a_zone_out_of_season_keeps_its_offset_and_is_told() -> None:
    found = read("10 a.m. EST, July 5, 2024")
    assert found.until == "2024-07-05T10:00:00-05:00"
    assert found.zone_wrong
    assert not read("10 a.m. EST, January 5, 2024").zone_wrong


@pytest.mark.parametrize(
    "text", ["10 a.m. IST, 5 March 2025", "10:00 local time, 5 March 2025", "5 March 2025, 10:00"]
)
def test_a_zone_that_names_no_one_offset_gives_none(text: str) -> None:
    found = read(text)
    assert found.until == "2025-03-05T10:00:00"
    assert found.zone is None


def test_india_settles_ist() -> None:
    assert read("10am IST (India) 5 March 2025").until == "2025-03-05T10:00:00+05:30"


def test_a_second_clock_for_the_same_moment_is_read_over() -> None:
    found = read("6 a.m. EST / 11 a.m. GMT on 4 March 2025. Contact us")
    assert found.until == "2025-03-04T06:00:00-05:00"
    assert found.words.endswith("4 March 2025")


@pytest.mark.parametrize(
    "text",
    [
        "6pm BST on 4 July",
        "Tuesday 4 March",
        "noon",
        "12:05 a.m. on Sunday",
        "5 March 1900 GMT",
        "Dienstag, 4.3., 12 Uhr",
    ],
)
def test_a_missing_year_is_not_guessed(text: str) -> None:
    found = read(text)
    assert (found.until, found.status) == ("", "partial")
    assert found.words == text


def test_day_and_month_are_not_swapped() -> None:
    assert read("03/04/2025").until == ""
    assert read("03/04/2025", "en").until == ""
    assert read("03/04/2025", "en-US").until == "2025-03-04"
    assert read("03/04/2025", "en-GB").until == "2025-04-03"
    assert read("03/04/2025", "fr").until == "2025-04-03"
    assert read("13/04/2025").until == "2025-04-13"
    assert read("04/13/2025").until == "2025-04-13"
    assert read("25.03.24").until == ""


def test_the_weekday_settles_the_order() -> None:
    assert read("Thursday 03/04/2025").until == "2025-04-03"
    assert read("Tuesday 03/04/2025").until == "2025-03-04"


def test_a_weekday_at_odds_with_its_date_is_told() -> None:
    assert read("Friday, May 8, 2025").weekday_wrong
    assert not read("Thursday, May 8, 2025").weekday_wrong


def test_midnight_may_be_either_end_of_the_day() -> None:
    assert read("midnight on 5 March 2025").until == "2025-03-05"
    assert read("00:00 on 5 March 2025").until == "2025-03-05T00:00:00"


def test_a_solar_day_that_does_not_exist_is_not_read() -> None:
    assert read("30 اسفند 1404", "fa").until == ""
    assert read("5 March 2025. U 10 the harbour opens", "en").until == "2025-03-05"


def test_a_month_name_of_two_languages_needs_the_language() -> None:
    assert read("5 listopada 2025", "pl").until == "2025-11-05"
    assert read("5. listopada 2025", "hr").until == "2025-10-05"
    assert read("5 listopada 2025").until == ""


@pytest.mark.parametrize(
    "text",
    [
        *("For immediate release", "immediate", "none", "lifted", "5 March 2025 – now lifted"),
        *("keine", "aucun", "ninguno", "нет", "なし"),
    ],
)
def test_lifted(text: str) -> None:
    assert read(text).status == "lifted"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the opening ceremony.", "the opening ceremony"),
        ("the end of the press conference", "the end of the press conference"),
        ("3 p.m. London time when it is out. More", "3 p.m. London time when it is out"),
        ("24 hours after create date and time)", "24 hours after create date and time"),
        ("immediately after the speech", "immediately after the speech"),
    ],
)
def test_events(text: str, words: str) -> None:
    found = read(text)
    assert (found.status, found.until, found.words) == ("event", "", words)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("12noon\n            on Thursday, May 8, 2025. For more", ". For more"),
        ("7:15 a.m. (ET) Thursday, May 8, 2025\nPRICES - APRIL 2025", "\nPRICES - APRIL 2025"),
        ("5 March 2025\nMonday's figures", "\nMonday's figures"),
        ("5 March 2025\n\n10:00 is the time", "\n\n10:00 is the time"),
        ("5 March 2025 at the Ritz", " at the Ritz"),
    ],
)
def test_it_takes_no_more_than_the_moment(text: str, rest: str) -> None:
    assert text[read(text).end :] == rest


@pytest.mark.parametrize("text", ["31 February 2025", "2025-13-45", "99/99/2025", "5 March 9525"])
def test_dates_that_do_not_exist_are_not_read(text: str) -> None:
    assert read(text).until == ""


@pytest.mark.parametrize("text", ["", "   ", "…", "---", "\n\n"])
def test_nothing_is_nothing(text: str) -> None:
    assert read_until(text) is None


LANGUAGES = st.sampled_from([None, "", "en", "en-US", "de", "ja", "ar", "hr", "xx-YY", "mul"])
PIECES = """
5 12 31 2025 1900 0001 March marzo 3月 5日 Montag Friday ET EST CET est GMT +01:00
UTC+2 a.m. pm noon midnight Uhr kl. 10:00 24:00 25:61 052208 143000
2025-03-05T10:00Z 03/04/2025 3.4.25 ( ) , / - on at the until time London heure
de Paris 令和7年 오전 9시 北京时间 ۵ ٢٠٢٥ للساعة immediately none ２０２５ İ ß
"""
PARTS = st.lists(
    st.sampled_from([*PIECES.split(), "\n", "\u200f"]),
    max_size=14,
)


def well_formed(text: str, found: Until | None) -> None:
    if found is None:
        assert not any(c.isalnum() for c in text[:HEAD])
        return
    assert 0 <= found.end <= min(len(text), HEAD)
    assert found.words == " ".join(text[: found.end].split())
    assert (found.status == "dated") == bool(found.until)
    if "T" in found.until:
        datetime.fromisoformat(found.until)
    elif found.until:
        date.fromisoformat(found.until)


@given(st.text(), LANGUAGES)
def test_any_text_can_be_read(text: str, language: str | None) -> None:
    well_formed(text, read_until(text, language))


@given(PARTS, LANGUAGES)
def test_any_heap_of_parts_can_be_read(parts: list[str], language: str | None) -> None:
    text = " ".join(parts)
    well_formed(text, read_until(text, language))


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.times())
def test_what_is_written_is_what_is_read(day: date, moment: time) -> None:
    clock = f"{moment:%H:%M}"
    english = f"{clock} GMT on {day:%A}, {day.day} {day:%B} {day.year}"
    found = read(english)
    assert found.until == f"{day.isoformat()}T{clock}:00+00:00"
    assert (found.words, found.weekday_wrong) == (english, False)
    assert read(f"{day.isoformat()}T{clock}:00Z").until == found.until
    german = f"{day.day}.{day.month}.{day.year}, {clock} Uhr"
    assert read(german, "de").until == f"{day.isoformat()}T{clock}:00"
