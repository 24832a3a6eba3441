"""Bytes to text: encodings that newsrooms meet, and what is no text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.documents.decode import NotText, choose, decode

RUSSIAN = "Библиотека портового города продлит часы работы. Перепечатка запрещена. Все права защищены."
JAPANESE = (
    "港町の図書館は来週から開館時間を延長すると発表した。夜九時まで本を借りられる。無断転載を禁じます。"
)
CHINESE = "港口城市的图书馆下周起延长开放时间，市政府将增加五名工作人员。未经授权不得转载。版权所有。"
TRADITIONAL = "港口城市的圖書館下週起延長開放時間，市政府將增加五名工作人員。未經授權不得轉載。版權所有。"
KOREAN = "항구 도시의 도서관이 다음 주부터 개관 시간을 연장한다고 밝혔다. 무단 전재 및 재배포 금지."
GERMAN = "Die Bücherei öffnet ab nächster Woche länger. Die Stadt stellt fünf Leute ein. © 2024 Küstenblatt"
FRENCH = (
    "La bibliothèque prolonge ses horaires dès la semaine prochaine. Tous droits réservés. © 2024 Le Phare"
)
POLISH = (
    "Biblioteka wydłuży godziny otwarcia od przyszłego tygodnia. Wszelkie prawa zastrzeżone. Wróćcie późno."
)
TURKISH = (
    "Liman kentinin kütüphanesi çalışma saatlerini uzatacak. Beş kişi işe alınacak. Tüm hakları saklıdır."
)
CZECH = "Knihovna v přístavním městě prodlouží otevírací dobu. © 2024 Maják. Všechna práva vyhrazena."
HUNGARIAN = "A kikötőváros könyvtára meghosszabbítja a nyitvatartást. Minden jog fenntartva. Őszi fűszer."
LATVIAN = "Ostas pilsētas bibliotēka pagarinās darba laiku. © 2024 Bāka. Visas tiesības aizsargātas."
ICELANDIC = "Bókasafnið í hafnarbænum lengir opnunartímann. Öll réttindi áskilin. Þýðing bönnuð."
GREEK = "Η βιβλιοθήκη επεκτείνει το ωράριό της από την επόμενη εβδομάδα. Με επιφύλαξη παντός δικαιώματος."


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (CHINESE, "gb18030"),
        (TRADITIONAL, "big5"),
        (KOREAN, "euc_kr"),
        (GERMAN, "cp1252"),
        (FRENCH, "cp1252"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859_2"),
        (TURKISH, "cp1254"),
        (GREEK, "cp1253"),
        (CZECH, "cp1250"),
        (HUNGARIAN, "cp1250"),
        (LATVIAN, "cp1257"),
        (ICELANDIC, "cp1252"),
        (FRENCH, "mac_roman"),
        (GERMAN, "mac_roman"),
        ("© 2024", "cp1252"),
        ("Café. Tous droits réservés.", "cp1252"),
        ("“Quoted” words – © 2024 The Lantern… It’s long enough to be a text of its own.", "cp1252"),
    ],
)
def test_legacy_encodings_are_found_out(text, codec):
    assert decode(text.encode(codec)) == text


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks_are_read_and_taken_off(codec):
    assert decode((RUSSIAN + "\r\n" + CHINESE).encode(codec)) == RUSSIAN + "\r\n" + CHINESE


@pytest.mark.parametrize("codec", ["utf-16-be", "utf-32-be"])
def test_big_endian_marks(codec):
    assert decode(("\ufeff" + GERMAN).encode(codec)) == GERMAN


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(codec):
    assert decode(GERMAN.encode(codec)) == GERMAN


def test_utf_8_with_a_little_damage_stays_utf_8():
    data = RUSSIAN.encode() + b"\xff" + RUSSIAN.encode()
    assert decode(data) == RUSSIAN + "\ufffd" + RUSSIAN
    assert decode(RUSSIAN.encode()[:-2]) == RUSSIAN[:-2] + "\ufffd"


@pytest.mark.parametrize(
    ("declared", "codec"),
    [("iso-8859-1", "cp1252"), ("Shift_JIS", "cp932"), ("gb2312", "gb18030"), ("windows-1257", "cp1257")],
)
def test_html_declares_its_charset_as_browsers_read_it(declared, codec):
    words = {"cp1252": "“ï”", "cp932": "①髙", "gb18030": "镕", "cp1257": "ąžuolas"}[codec]
    for head in (
        f'<meta charset="{declared}">',
        f"<meta http-equiv='x' content='text/html; charset={declared}'>",
    ):
        page = f"<html><head>{head}</head><body>{words}</body>"
        assert decode(page.encode(codec), html=True) == page


@pytest.mark.parametrize("declared", ["nonsense", "rot13", "base64", "utf-16", "idna"])
def test_charsets_that_are_none_are_not_believed(declared):
    page = f"<meta charset={declared}><p>{GERMAN}</p>"
    assert decode(page.encode("cp1252"), html=True) == page


def test_valid_utf_8_beats_what_a_page_declares():
    page = f"<meta charset=iso-8859-1><p>{GERMAN}</p>"
    assert decode(page.encode(), html=True) == page


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n...", "PDF"),
        (b"{\\rtf1 text}", "RTF"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"text\x00\x01\x02\x00\x00more", "zero bytes"),
        (b"\x00" * 100, "zero bytes"),
        (b"\x81\x02\x03\x9d\x04\xff\x05" * 40, "control"),
        (b"\xff\xfe\x00\xd8\x00\xd8\x00\xd8\x00\xd8\x00\xd8", "neither"),
    ],
)
def test_what_is_no_text_is_named(data, reason):
    with pytest.raises(NotText, match=reason):
        decode(data)


def test_a_head_may_end_inside_a_character():
    data = ("a" + RUSSIAN).encode()
    assert choose(data[:30], whole=False).codec == "utf-8"
    assert choose(data[:30][:-1] + b"\xd0", whole=False).codec == "utf-8"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\x1b")))
def test_utf_8_round_trips(text):
    data = text.encode()
    try:
        assert decode(data) == text.removeprefix("\ufeff")
    except NotText:
        assert data.startswith((b"{\\rtf", b"%PDF-", b"%!PS-", b"PK", b"ID3", b"GIF8", b"BZh", b"\x7fELF"))


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_text_or_named(data, html):
    try:
        assert isinstance(decode(data, html=html), str)
    except NotText as error:
        assert str(error).startswith("binary")
