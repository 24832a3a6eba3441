"""Folding: every hostile form comes back plain, and every span finds its way home."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.scan.fold import fold

FORMS = [
    # compatibility forms
    ("ＡＬＬ ＲＩＧＨＴＳ", "ALL RIGHTS"),
    ("𝐀𝐥𝐥 𝐫𝐢𝐠𝐡𝐭𝐬", "All rights"),
    ("𝘙𝘦𝘴𝘦𝘳𝘷𝘦𝘥", "Reserved"),
    ("oﬃce ﬁle", "office file"),
    ("Ⓒopyright", "Copyright"),
    ("①", "1"),
    ("ﷲ", "الله"),
    ("ﻛﺘﺎﺏ", "كتاب"),
    ("ｶﾞｽ", "ガス"),
    ("ｃ ２０２４", "c 2024"),
    # white space of other kinds
    ("All\u2003rights\u00a0reserved\u202fhere", "All rights reserved here"),
    ("著作権\u3000所有", "著作権 所有"),
    ("All rights\u2028reserved\u2029here\x0bnow\x85", "All rights\nreserved\nhere\nnow\n"),
    # zero-width and directional marks
    ("Co\u200bpy\u200cri\u200dght", "Copyright"),
    ("\ufeff© 2024", "© 2024"),
    ("\u202aAll\u202c \u2066rights\u2069", "All rights"),
    ("ri\u00adghts", "rights"),
    ("©\ufe0f 2024", "© 2024"),
    # combining marks
    ("re\u0301serve\u0301s", "réservés"),
    ("r\u0336i\u0336g\u0336h\u0336t\u0336s\u0336", "rights"),
    ("حُقُوق", "حقوق"),
    ("حـقـوق", "حقوق"),
    ("שָׁלוֹם", "שלום"),
    # look-alike letters, a whole word of which belongs to one alphabet
    ("Соpyright", "Copyright"),
    ("resеrvеd", "reserved"),
    ("rіghts", "rights"),
    ("Κopyright ρeople", "Kopyright ρeople"),
    ("Все прaва", "Все права"),
    ("всe права защищeны", "все права защищены"),
    ("прaвa зaщищeны", "права защищены"),
    ("Вce права защищены", "Все права защищены"),
    ("the Сo of all", "the Co of all"),
    # digits and signs for letters
    ("r1ghts reserved", "rights reserved"),
    ("c0pyright", "copyright"),
    ("al|ow", "allow"),
    ("u$ed", "used"),
    # letters set apart
    ("C o p y r i g h t 2024", "Copyright 2024"),
    ("r-i-g-h-t-s", "rights"),
    ("R.E.S.E.R.V.E.D.", "RESERVED."),
    ("A l l  r i g h t s  r e s e r v e d", "All  rights  reserved"),
    ("В с е  п р а в а", "Все  права"),
    ("版 权 所 有", "版权所有"),
    ("저 작 권 자", "저작권자"),
    # words broken at a line's end
    ("All rights re-\nserved", "All rights reserved"),
    ("re-  \r\n   served", "reserved"),
    ("re\u00ad\nserved", "reserved"),
    ("re‐\nserved", "reserved"),
    ("re¬\nserved", "reserved"),
    # entities
    ("&copy; 2024 Fen &amp; Moor", "© 2024 Fen & Moor"),
    ("&#169; &#xA9; &#x000a9;", "© © ©"),
    ("All&nbsp;rights", "All rights"),
    ("&copy 2024", "© 2024"),
    ("&lt;b&gt;", "<b>"),
    # mojibake of UTF-8 read as Windows-1252 or Latin-1
    ("Â© 2024Â\u00a0Fen", "© 2024 Fen"),
    ("2024Â Fen", "2024 Fen"),
    ("rÃ©servÃ©s", "réservés"),
    ("â€œFenâ€\x9d â€“ Moor", "“Fen” – Moor"),
    ("Â®", "®"),
    ("Все права".encode().decode("latin-1"), "Все права"),
    ("حقوق".encode().decode("latin-1"), "حقوق"),
    ("著作権".encode().decode("latin-1"), "著作権"),
]


@pytest.mark.parametrize(("hostile", "plain"), FORMS)
def test_each_form_comes_back_plain(hostile, plain):
    assert fold(hostile).text == plain


@pytest.mark.parametrize(("hostile", "plain"), FORMS)
def test_a_span_over_all_of_it_leads_back_to_all_that_shows(hostile, plain):
    folded = fold(f"So it ran. {hostile} And so on.")
    assert folded.text == f"So it ran. {plain} And so on."
    start = folded.text.index(plain)
    first, last = folded.span(start, start + len(plain))
    back = f"So it ran. {hostile} And so on."[first:last]
    assert fold(back).text == plain
    assert hostile.strip("\u202a\u202c\u2066\u2069\ufeff\u0336") in back or back in hostile


LEFT = [
    "© 2024 Fen Post ® ™ ℗ ⓒ",
    "An ordinary sentence, with a well-known hyphen; a dash – and “quotes”.",
    "I am a b c d person; plan A or B; U.S.A. and e.g. this",
    "ABC1 BBC2 B2B covid19 h1n1 route66 4chan",
    "Привет, мир. Γεια σου Κόσμε. שלום עולם",
    "ĄĆĘŁŃÓŚŹŻ äöüß éèê ñ çğış İstanbul",
    "第一句。第二句！第三句？",
    "हिन्दी में वाक्य। ภาษาไทย မြန်မာ",
    "AT&T and R&D; &unknownentity; fish & chips",
    "¿Qué? ¡No! ½ 20°",
    "un-\n2024 and 2023-\n24",
    "the colour Â and the letter Ã stand alone",
]


@pytest.mark.parametrize("text", LEFT)
def test_what_is_plain_stays_as_it_is(text):
    folded = fold(text)
    assert folded.text == text
    assert folded.span(2, 7) == (2, 7)


def test_a_word_keeps_its_place_among_folded_ones():
    text = "x\u200b\u200b&copy; re-\nserved ﬃ"
    folded = fold(text)
    assert folded.text == "x© reserved ffi"
    assert [text[slice(*folded.span(at, at + 1))] for at in range(len(folded.text))] == [
        "x", "&copy;", " ", "r", "e", "s", "e", "r", "v", "e", "d", " ", "ﬃ", "ﬃ", "ﬃ",
    ]  # fmt: skip


PIECES = st.sampled_from(
    ["a", "re", "Copy", "право", "Соpy", "rеd", "著", "ﬁ", "２", "\u200b", "\u00ad", "\u0301", "\u0336", "é", "É", "İ",
     " ", "  ", "\u3000", "\u00a0", "\n", "\r\n", "-\n", "\u2028", ".", "·", "_", "&amp;", "&copy", "&#169;", "&#0;",
     "&#1114112;", "Â©", "Ã©", "Â", "â€œ", "Ð\u00bf", "1", "0", "|", "$", "ـ", "حُ", "ﷺ", "\U0001d400", "한", "ﾞ", "\ud800", "\x00"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=24).map("".join))


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_spans_lie_inside_the_text_and_never_turn_back(text):
    folded = fold(text)
    before = (0, 0)
    for at in range(len(folded.text)):
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert start >= before[0] and end >= before[1]
        before = start, end


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_a_folded_letter_that_did_not_change_is_the_letter_it_points_to(text):
    folded = fold(text)
    if folded.text == text:
        assert all(folded.span(at, at + 1) == (at, at + 1) for at in range(len(text)))
    for start, end in [(at, at + 1) for at in range(len(folded.text))]:
        first, last = folded.span(start, end)
        if last - first > 1:  # folded from several: their plain form holds this letter
            assert folded.text[start:end] in fold(text).text
        elif folded.text[start:end] != text[first:last]:
            assert text[first:last] not in ("", " ")


CHUNKS = st.lists(st.sampled_from([pair for pair in FORMS if "\n" not in pair[1]]), min_size=1, max_size=6)


@settings(max_examples=300, deadline=None)
@given(CHUNKS)
def test_hostile_pieces_in_a_row_each_lead_back_to_themselves(chunks):
    between = " (ee) "
    text = between + between.join(hostile for hostile, _ in chunks) + between
    folded = fold(text)
    plain = between + between.join(plain for _, plain in chunks) + between
    assert folded.text == plain
    at = source = len(between)
    for hostile, bare in chunks:
        start, end = folded.span(at, at + len(bare))
        piece = text[source : source + len(hostile)]
        assert piece == hostile
        assert source <= start < end <= source + len(hostile)
        assert fold(text[start:end]).text == bare
        at += len(bare) + len(between)
        source += len(hostile) + len(between)
