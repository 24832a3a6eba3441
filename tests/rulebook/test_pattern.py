"""The signs of a pattern: what each stands for, and what it lets pass."""

import pytest
import regex

from compliance.rulebook.pattern import PatternError, Translator


def matches(pattern, text, language="en", unit="paragraph", **lexicon):
    exact = Translator(lexicon, language).translate(pattern, unit).exact
    return regex.search(exact, text, regex.IGNORECASE | regex.MULTILINE) is not None


SIGNS = [
    # a space is any run of white space
    ("red flag", "red flag", "red  flag", "red\nflag", "red\t flag", "red\u00a0flag", "red\u3000flag"),
    # a question mark behind a space lets it be left out
    ("red ?flag", "redflag", "red flag"),
    # a gap
    ("red~flag", "red flag", "redflag", "red and blue, or any other flag"),
    # marks of one sort
    ("don't", "don't", "don’t", "don‘t", "donʼt", "don´t", "don`t"),
    ('"red"', '"red"', "“red”", "«red»", "„red“", "「red」"),
    ("red-flag", "red-flag", "red–flag", "red—flag", "red‑flag", "red−flag"),
    # accents
    ("réservés", "réservés", "reserves", "RÉSERVÉS", "Reservés"),
    ("für", "für", "fur", "FÜR"),
    ("łąka", "łąka", "laka"),
    ("δικαίωμα", "δικαίωμα", "δικαιωμα"),
    ("[éa]x", "éx", "ex", "ax"),
    # Arabic letters
    ("حقوقي", "حقوقي", "حقوقى", "حقوقی"),
    ("أحمد", "أحمد", "احمد", "إحمد", "آحمد"),
    ("كتابة", "كتابة", "کتابه"),
    # the usual
    (r"\bred\b", "a red flag", "red"),
    (r"\p{Lu}{2} flag", "XX flag"),
    (r"(?:red|blue) flags?", "red flag", "BLUE FLAGS"),
    (r"red (?:\w+ ){0,2}flag", "red flag", "red and white flag"),
    (r"red(?= flag)", "red flag"),
    (r"(?<!no )red flag", "a red flag"),
    (r"red\.", "red."),
    ("rÉd", "réd", "red"),
]


@pytest.mark.parametrize("row", SIGNS, ids=lambda row: row[0])
def test_what_a_sign_stands_for(row):
    pattern, *texts = row
    assert [text for text in texts if not matches(pattern, text)] == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("red flag", "redflag"),
        ("red~flag", "red" + "x" * 241 + "flag"),
        ("red~flag", "It was red. The flag fell."),
        ("red-flag", "red flag"),
        ("reserve", "réservé"),
        (r"\bred\b", "bored"),
        (r"(?<!no )red flag", "no red flag"),
        (r"red\.", "redx"),
        (r"red (?:\w+ ){0,2}flag", "red and white and blue flag"),
    ],
)
def test_and_what_it_does_not(pattern, text):
    assert not matches(pattern, text)


def test_a_gap_reaches_over_full_stops_only_where_the_unit_is_a_sentence():
    assert matches("red~flag", "red No. 5 of 3. flag", unit="sentence")
    assert not matches("red~flag", "red No. 5 of 3. flag", unit="paragraph")


def test_word_lists_stand_for_any_of_their_entries():
    lists = {"colour": ["red", "dark {shade}"], "shade": ["blue", "green"]}
    assert all(matches("{colour} flag", f"{colour} flag", **lists) for colour in ("red", "dark blue", "dark green"))
    assert not matches("{colour} flag", "blue flag", **lists)
    assert matches("{colour}{1,2} flag", "redred flag", **lists)


def test_the_i_of_turkic_languages():
    for text in ("SINIR", "sınır", "sinir", "Sınır", "SİNİR"):
        assert matches("sınır", text, language="tr")
    assert matches("sınır", "SINIR", language="az-Latn")


def test_letters_spelt_with_two_where_a_language_does_so():
    for text in ("für die Größe", "fuer die Groesse", "FUER DIE GROESSE", "fur die Grosse"):
        assert matches("für die größe", text, language="de")
    assert matches("på øen", "paa oeen", language="da")
    assert not matches("für", "fuer", language="fr")


def test_vietnamese_keeps_its_marks():
    assert matches("bản quyền", "Bản Quyền", language="vi")
    assert not matches("bản quyền", "ban quyen", language="vi")


@pytest.mark.parametrize(
    ("word_class", "texts"),
    [
        ("{name}", ["Fen Post", "Fen Post Inc.", "J. R. Moss", "Bank of the North", "ООО «Вестник»", "葦原新聞社", "Fen & Moor", "fen.test"]),
        ("{email}", ["ada@fen.test", "ada.moreau+desk@mail.fen.test"]),
        ("{url}", ["https://fen.test/a?b=c", "www.fen.test", "fen.test/terms"]),
        ("{year}", ["1899", "1999", "2024"]),
        ("{years}", ["2024", "2019-2024", "2019, 2024"]),
    ],
)
def test_word_classes(word_class, texts):
    for text in texts:
        assert matches(f"^by {word_class}$", f"by {text}"), text


def test_no_word_class_takes_what_is_none():
    assert not matches("by {name}", "by the sea")
    assert not matches("by {email}", "by ada at fen")
    assert not matches("in {year}", "in 1066")


def atoms(pattern, language="en", **lexicon):
    return Translator(lexicon, language).translate(pattern).atoms


def test_a_pattern_without_a_fixed_letter_has_no_atoms():
    assert atoms(r"\w+ \d+") == ()
    assert atoms(".{3,9}") == ()


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("red flag", "red flag"),
        ("red.flag", "red-flag"),
        ("re[dn] flags?", "ren flag"),
        ("(?:red|blue)? ?flag", "flag"),
        ("(?:red|blue)~flag", "blue and flag"),
        ("(?:red ){2}flag", "red red flag"),
        ("r(?:e|ée)d", "réed"),
        ("fl(?:ag){1,3}", "flagagag"),
        ("red(?= flag) flag", "red flag"),
        ("für größe", "fur große"),
    ],
)
def test_one_string_of_each_set_stands_in_what_the_pattern_matches(pattern, text):
    assert matches(pattern, text)
    sets = atoms(pattern)
    assert sets
    squeezed = " ".join(text.lower().split())
    for strings in sets:
        assert any(string.strip().lower() in squeezed for string in strings), strings


def test_what_is_not_closed_is_refused():
    for wrong in ("(red", "red)", "[red", "{red", "red\\", r"\pL", r"(a)\1", "(?P=x)", "(?(1)a|b)", "(?#x)", "a{x}"):
        with pytest.raises(PatternError):
            Translator({}).translate(wrong)
