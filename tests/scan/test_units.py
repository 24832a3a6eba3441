"""Paragraphs and sentences: where the units end that wordings are matched in."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from compliance.scan import units as module
from compliance.scan.units import LONGEST, paragraphs, sentences


def said(text):
    return [text[start:end] for start, end in sentences(text)]


def blocks(text):
    return [text[start:end] for start, end in paragraphs(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\n \t\n\n Two.\n\n\n", ["One.", "Two."]),
        ("one line\nthe next", ["one line\nthe next"]),
        ("One.\r\n\r\nTwo.", ["One.", "Two."]),
        ("\n\nOnly.", ["Only."]),
        ("", []),
        ("\n\n\n", []),
    ],
)
def test_paragraphs_stand_between_blank_lines(text, found):
    assert [block.rstrip("\r") for block in blocks(text)] == found


def test_a_paragraph_of_many_thousands_is_cut_at_the_end_of_a_line_that_ends_a_sentence():
    text = "\n".join("The ferry was late again today." for _ in range(400))
    cut = blocks(text)
    assert len(cut) > 2
    assert all(block.startswith("The") and block.endswith("today.") for block in cut)


@pytest.mark.parametrize(
    ("piece", "end"),
    [("The ferry was late. ", "late. "), ("word ", "word "), ("渡し船は遅れた。", "。"), ("unbroken", "")],
)
def test_a_line_of_many_thousands_is_cut_behind_a_sentence_or_a_word(piece, end):
    cut = blocks(piece * 3000)
    assert "".join(cut) == piece * 3000
    assert all(0 < len(block) <= LONGEST for block in cut)
    assert all(block.endswith(end) for block in cut[:-1])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # full stops
        ("The tide turned. Nobody saw it.", ["The tide turned.", "Nobody saw it."]),
        ("It cost 3.50 crowns. No more.", ["It cost 3.50 crowns.", "No more."]),
        ("Great!!! Now. Why?! So.", ["Great!!!", "Now.", "Why?!", "So."]),
        ("She asked: “Why?” He left.", ["She asked: “Why?”", "He left."]),
        ("one. two small. Three", ["one. two small.", "Three"]),
        ("Ihr Text. Öffentlich. Ça va. Łódź.", ["Ihr Text.", "Öffentlich.", "Ça va.", "Łódź."]),
        ("fenpost.example is ours. Visit.", ["fenpost.example is ours.", "Visit."]),
        ("Version 2.0 is out. Go.", ["Version 2.0 is out.", "Go."]),
        ("Alt. 2024 wurde es neu.", ["Alt.", "2024 wurde es neu."]),
        # abbreviations, initials and company forms
        ("Bez zgody Łąka sp. z o.o. (ŁM) jest zabronione. Tak.", ["Bez zgody Łąka sp. z o.o. (ŁM) jest zabronione.", "Tak."]),
        ("Fen Post Inc. All rights reserved. Copying is banned.", ["Fen Post Inc.", "All rights reserved.", "Copying is banned."]),
        ("Mr. Vale and Dr. Moss left.", ["Mr. Vale and Dr. Moss left."]),
        ("See No. 5 and Vol. 3. It ends.", ["See No. 5 and Vol. 3.", "It ends."]),
        ("J. R. Moss wrote it. Then left.", ["J. R. Moss wrote it.", "Then left."]),
        ("Texte, Bilder usw. Alles bleibt hier.", ["Texte, Bilder usw. Alles bleibt hier."]),
        ("Fen S.A. Todos los derechos. Fin.", ["Fen S.A.", "Todos los derechos.", "Fin."]),
        ("и т.д. Конец.", ["и т.д. Конец."]),
        ("Zob. łąki. Dalej.", ["Zob. łąki.", "Dalej."]),
        # scripts with full stops of their own
        ("第一句。第二句！第三句？完", ["第一句。", "第二句！", "第三句？", "完"]),
        ("「引用。」次の文。", ["「引用。」", "次の文。"]),
        ("저작권자입니다. 무단 전재를 금합니다.", ["저작권자입니다.", "무단 전재를 금합니다."]),
        ("هل هذا صحيح؟ نعم. انتهى", ["هل هذا صحيح؟", "نعم.", "انتهى"]),
        ("یہ پہلا ہے۔ یہ دوسرا ہے۔", ["یہ پہلا ہے۔", "یہ دوسرا ہے۔"]),
        ("पहला वाक्य। दूसरा वाक्य॥ तीसरा", ["पहला वाक्य।", "दूसरा वाक्य॥", "तीसरा"]),
        ("প্রথম বাক্য। দ্বিতীয়", ["প্রথম বাক্য।", "দ্বিতীয়"]),
        ("Առաջինը։ Երկրորդը։", ["Առաջինը։", "Երկրորդը։"]),
        ("አንደኛ። ሁለተኛ።", ["አንደኛ።", "ሁለተኛ።"]),
        ("ပထမ။ ဒုတိယ။", ["ပထမ။", "ဒုတိယ။"]),
        ("ទីមួយ។ ទីពីរ។", ["ទីមួយ។", "ទីពីរ។"]),
        # the furniture of footers
        ("Imprint | Terms • Contact", ["Imprint |", "Terms •", "Contact"]),
        ("One\n- two\n- three", ["One", "- two", "- three"]),
        ("Our terms:\nno copies", ["Our terms:", "no copies"]),
        ("left\t\tright", ["left", "right"]),
        ("Story ends --- All rights reserved", ["Story ends ---", "All rights reserved"]),
    ],
)
def test_sentences(text, found):
    assert said(text) == found


def test_a_line_end_within_a_sentence_ends_none():
    assert said("All rights\nreserved by the\nFen Post.") == ["All rights\nreserved by the\nFen Post."]


TEXTS = st.one_of(
    st.text(max_size=80),
    st.text(alphabet=". !?\n\t|•-。।؟aÀbZ1©\u00a0\u2028Mr", max_size=80),
)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_units_are_in_order_apart_and_leave_out_white_space_only(text):
    for units in (list(paragraphs(text)), sentences(text)):
        at = 0
        for start, end in units:
            assert at <= start < end <= len(text)
            assert not text[at:start].strip()
            at = end
        assert not text[at:].strip()


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_sentences_are_trimmed_and_no_paragraph_holds_a_blank_line(text):
    assert all(sentence == sentence.strip() for sentence in said(text))
    assert not any("\n\n" in block for block in blocks(text))


@pytest.mark.parametrize(("text", "number"), [("ข่าวหนึ่ง\nข่าวสอง", 2), ("ახალი ამბავი\nგრძელდება აქ", 1), ("한국 뉴스\n다음 줄", 2), ("new story\ngoes on", 1)])
def test_a_line_end_ends_a_sentence_beside_scripts_without_spaces(text, number):
    assert len(sentences(text)) == number


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="aB .!?…。|•·-–*_=\n\r\t\u00a0»)\"1©", max_size=60))
@example("a   \n | b")
@example("a       | b")
@example("a .\n\n • b --- c\n- d")
def test_ends_are_those_of_the_pattern(text):
    assert [end.end() for end in module._ends(text)] == [end.end() for end in module._END.finditer(text)]
