"""Where a name begins and ends, forwards from a sign and backwards to one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.scan.names import LONGEST, is_name_like, read_name
from compliance.scan.names_back import read_name_back

STOPS = frozenset(("all", "rights", "terms", "alle", "published"))


def read(text, stops=STOPS):
    found = read_name(text, 0, len(text), stops)
    return (found.text, text[found.start : found.end]) if found else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # what ends a name
        ("Fen Post | Imprint", "Fen Post"),
        ("Fen Post • Imprint", "Fen Post"),
        ("Fen Post – Imprint", "Fen Post"),
        ("Fen Post\nImprint", "Fen Post"),
        ("Fen Post\t\tImprint", "Fen Post"),
        ("Fen Post       Imprint", "Fen Post"),
        ("Fen Post. The ferry", "Fen Post"),
        ("Fen Post; the ferry", "Fen Post"),
        ("Fen Post: news", "Fen Post"),
        ("Fen Post, which was", "Fen Post"),
        ("Fen Post runs the ferry", "Fen Post"),
        ("Fen Post All rights", "Fen Post"),
        ("Fen Post Terms", "Fen Post"),
        ("Fen Post https://fenpost.example", "Fen Post"),
        ("Fen Post <info@fenpost.example>", "Fen Post"),
        ("Fen Post 0123456789abcdef", "Fen Post"),
        ("Fen Post (see below)", "Fen Post"),
        # what does not
        ("Fen & Moor", "Fen & Moor"),
        ("Fen and Moor", "Fen and Moor"),
        ("Bank of the North", "Bank of the North"),
        ("Editorial del Valle de los Ríos", "Editorial del Valle de los Ríos"),
        ("Verlag für Moor und Fenn", "Verlag für Moor und Fenn"),
        ("J. R. Moss", "J. R. Moss"),
        ("St. Brook Press", "St. Brook Press"),
        ("Moor! News", "Moor! News"),
        ("Fen Post, Inc.", "Fen Post, Inc."),
        ("Fen Post Pty. Ltd.", "Fen Post Pty. Ltd."),
        ("Moorblatt GmbH & Co. KG", "Moorblatt GmbH & Co. KG"),
        ("Rét Lapkiadó Zrt.", "Rét Lapkiadó Zrt."),
        ("Łąka Media Sp. z o.o.", "Łąka Media Sp. z o.o."),
        ("Louka s.r.o.", "Louka s.r.o."),
        ("Louka, a. s., člen skupiny", "Louka, a. s."),
        ("Polje, d. o. o., 2023", "Polje, d. o. o."),
        ("Louka, spol. s r.o. Všechna", "Louka, spol. s r.o."),
        ("Łąka Media sp. z o.o. sp. k. Wszystkie", "Łąka Media sp. z o.o. sp. k."),
        ("Ливада новине и магазини д.о.о. 2020", "Ливада новине и магазини д.о.о."),
        ("S.C. Lunca Media S.R.L. 2020", "S.C. Lunca Media S.R.L."),
        ("LIVADA d.o.o. Sva prava", "LIVADA d.o.o."),
        ('ООО "Лес и поле". Все', 'ООО "Лес и поле"'),
        ('ФГУП "МИА "Поле сегодня"', 'ФГУП "МИА "Поле сегодня"'),
        ("Fundacja „Nowe łąki dla wszystkich” | RSS", "Fundacja „Nowe łąki dla wszystkich”"),
        ("24 часа. Всички", "24 часа"),
        ("вестник „Гора“. Всички", "вестник „Гора“"),
        ("в. „Гора“. Всички", "в. „Гора“"),
        ("Łąka Telewizja S.A. w likwidacji", "Łąka Telewizja S.A. w likwidacji"),
        ("LOUKA a.s. a dodavatelé obsahu ISSN", "LOUKA a.s. a dodavatelé obsahu"),
        ("Prado S.A. de C.V.", "Prado S.A. de C.V."),
        ("Fen Post (Moor Group)", "Fen Post (Moor Group)"),
        ("Fen, Moor and Brook", "Fen, Moor and Brook"),
        ("Fen Ltd d/b/a The Moor Post", "Fen Ltd d/b/a The Moor Post"),
        ("Fen Inc. d/b/a The Moor Post", "Fen Inc. d/b/a The Moor Post"),
        ("Palude S.p.A. I diritti", "Palude S.p.A."),
        ("Pantano, Compañía Nacional. De no existir", "Pantano, Compañía Nacional"),
        ("Pantano S.A. Se prohíbe", "Pantano S.A."),
        ("Fen Post - You may print this", "Fen Post"),
        ("Fen - Moor runs", "Fen"),
        ("Fen Post - The Moor Daily runs", "Fen Post - The Moor Daily"),
        ("Fen Inc.®. All", "Fen Inc."),
        ("Fen Media Inc. and Moor Post", "Fen Media Inc. and Moor Post"),
        ("Fen Media Inc. and may not", "Fen Media Inc."),
        ("Mýri ohf. Allur", "Mýri ohf."),
        ("Pantano Media S.A.C. Lima", "Pantano Media S.A.C."),
        ("Fen/Moor", "Fen/Moor"),
        ("Fen - Moor", "Fen - Moor"),
        ("eFen Media", "eFen Media"),
        ("20 Fens", "20 Fens"),
        ("fenpost.example", "fenpost.example"),
        ("«Вестник озёрного края»", "Вестник озёрного края"),
        ("ООО «Вестник озёрного края»", "ООО «Вестник озёрного края»"),
        ("葦原新聞社", "葦原新聞社"),
        ("葦原新聞社。次の文", "葦原新聞社"),
        ("صحيفة الضفة", "صحيفة الضفة"),
        # none at all
        ("| Imprint", None),
        ("the ferry", None),
        ("all of it", None),
        ("...", None),
        ("", None),
    ],
)
def test_forwards(text, name):
    found = read(text)
    assert (found and found[0]) == name


def test_the_span_holds_the_name_and_no_white_space_at_its_ends():
    assert read("Fen and\nMoor, Inc. | x") == ("Fen and Moor, Inc.", "Fen and\nMoor, Inc.")
    found = read_name("xx Fen Post yy", 3, 11)
    assert found == ("Fen Post", 3, 11)


def test_nothing_behind_the_limit_is_read():
    found = read_name("Fen Post Group Holdings", 0, 8)
    assert found and found.text == "Fen Post"


def test_a_name_has_an_end_even_where_the_text_has_none():
    found = read("Fen " * 60)
    assert found and len(found[0].split()) == LONGEST


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Fen Post ", "Fen Post"),
        ("Read more. Fen Post ", "Fen Post"),
        ("The ferry is run by Fen Post ", "Fen Post"),
        ("Imprint | Fen Post ", "Fen Post"),
        ("Imprint\nFen Post ", "Fen Post"),
        ("Rét Lapkiadó Zrt. ", "Rét Lapkiadó Zrt."),
        ("Bank of the North, ", "Bank of the North"),
        ("ends here.\n\n", None),
        ("of the ferry ", None),
        ("", None),
    ],
)
def test_backwards(text, name):
    found = read_name_back(text, len(text), 0, STOPS)
    assert (found and found.text) == name


def test_backwards_it_goes_no_further_than_the_floor():
    found = read_name_back("Fen Post Group ", 15, 9)
    assert found and found.text == "Group"


@pytest.mark.parametrize("text", ["Fen", "«Fen»", "20 Fens", "葦原", "صحيفة", "fenpost.example", "eFen"])
def test_what_begins_as_a_name_does(text):
    assert is_name_like(text)


@pytest.mark.parametrize("text", ["fen", "the Fen", "", "«the fen»"])
def test_what_does_not(text):
    assert not is_name_like(text)


WORDS = st.lists(
    st.sampled_from(["Fen", "and", "of", "Inc.", "GmbH", "|", "•", ",", "«", "»", "“Moor", "post”", "(Moor", "Group)", "(", ")", "-", "&",
                     "2024", "葦原。", "\n", "\t", "...", "J.", "www.fen.example", "0123456789abcdef", "All", "é", "\ud800"]),
    max_size=24,
).map(" ".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(WORDS, st.text(max_size=60)))
def test_every_name_is_found_where_its_span_says(text):
    for found in (read_name(text, 0, len(text), STOPS), read_name_back(text, len(text), 0, STOPS)):
        if found is None:
            continue
        assert 0 <= found.start < found.end <= len(text)
        assert found.text.split() and " ".join(found.text.split()) == found.text
        assert found.text in " ".join(text[found.start : found.end].split())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Zálesské listy s.r.o.", "Zálesské listy s.r.o."), ("Zálesské listy. Všechna práva", "Zálesské listy"), ("Заречни вести ЕООД | 2021", "Заречни вести ЕООД"),
        ("Upės krašto žinios | 2020", "Upės krašto žinios"), ("Il ponte quotidiano", "Il ponte quotidiano"), ("La voz de Faro S.A.", "La voz de Faro S.A."),
        ("Novi obzor d.d. Sva prava", "Novi obzor d.d."), ("Fen wyborcza sp. z o.o. 2020", "Fen wyborcza sp. z o.o."), ("Kestrel-ATS 2022 - Die Weitergabe", "Kestrel-ATS 2022"),
        ("fpa-dienst GmbH", "fpa-dienst GmbH"), ("Balita ng Ilog. All rights", "Balita ng Ilog"), ("მდინარის ამბები", "მდინარის ამბები"), ("روزنامہ دریا۔ جملہ", "روزنامہ دریا"),
        ("नदी मीडिया प्रा. लि. 2020", "नदी मीडिया प्रा. लि."), ("नदी मीडिया लिमिटेड.", "नदी मीडिया लिमिटेड"), ("Serikali ya Mto", "Serikali ya Mto"), ("J. R. Moss", "J. R. Moss"),
        ("Radio Faro S.A.S. | 2022", "Radio Faro S.A.S."), ("Harbour S.A.All rights", "Harbour S.A."),
        # small words that are no part of a name
        ("Fen Post website may be copied", "Fen Post"), ("Fen Post media may be copied", "Fen Post"), ("Harbour staff and agencies", "Harbour"), ("Zálesské listy píší", "Zálesské"),
    ],
)  # fmt: skip
def test_titles_whose_later_words_are_small(text, name):
    found = read_name(text, 0, len(text), frozenset(("by", "all")))
    assert found and found.text == name


def test_a_title_with_small_words_is_read_backwards():
    for text, name in (("Upės diena ", "Upės diena"), ("Szólj! Folyó lapkiadó Kft. ", "Folyó lapkiadó Kft."), ("they say the diena ", None)):
        found = read_name_back(text, len(text.rstrip()), 0)
        assert (found and found.text) == name
