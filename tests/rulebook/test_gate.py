"""The gate's promise: it never keeps a wording from a text in which the exact pattern would find it.

Everything that a check finds passes the gate first, so what it misses is lost without a trace. The rules that ship are
held against it with every example of every rule, as it stands and mangled.
"""

from bisect import bisect_right
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.checker import shipped_rules
from compliance.rulebook.book import OWN_LETTERS
from compliance.rulebook.gate import Gate, Wording, tables
from compliance.rulebook.pattern import TURKIC
from compliance.scan.fold import fold
from compliance.scan.units import paragraphs

DOTS = str.maketrans("ıİ", "\x01\x01")


@lru_cache(maxsize=1)
def exacts():
    """Every exact pattern in use, with its slot."""
    book = shipped_rules()
    return [(slot, rule, book.regex(pattern.exact, rule.cased)) for slot, found in enumerate(book.slots) if found for rule, pattern in [found]]


@lru_cache(maxsize=1)
def examples():
    """Paragraphs of every example that must fire, as they reach the gate."""
    texts = (fold(example.text).text for rule in shipped_rules() for example in rule.fires)
    return list(dict.fromkeys(text[start:end] for text in texts for start, end in paragraphs(text)))


def asked(units):
    """Slots that the gate lets pass, by the number of the paragraph: on the first question, or on the second."""
    gate = shipped_rules().gate
    let = {}
    for index, slots in (*gate.ask(units), *gate.ask(units, beside=True)):
        let.setdefault(index, set()).update(slots)
    return let


def missed(units):
    """Wordings that stand in one of the paragraphs and that the gate did not let pass, and how many it did."""
    joined = "\n\n".join(units)
    starts, at = [], 0
    for unit in units:
        starts.append(at)
        at += len(unit) + 2
    let = asked(units)
    lost, held = [], 0
    for slot, rule, exact in exacts():
        seen = set()
        for match in exact.finditer(joined):
            index = bisect_right(starts, match.start()) - 1
            if index in seen:
                continue
            seen.add(index)
            if slot in let.get(index, ()):
                held += 1
                continue
            # `regex` takes a dotless i for an i in every language, which only Turkic wordings mean
            unit = units[index] if rule.language.startswith(TURKIC) else units[index].translate(DOTS)
            if unit.isascii() and rule.language.partition("-")[0] in OWN_LETTERS:
                continue
            alone = exact.search(unit)
            if alone:
                lost.append((rule.id, alone.group()))
    return lost, held


def test_every_example_of_every_rule_passes_to_all_wordings_that_stand_in_it():
    lost, held = missed(examples())
    assert lost == []
    assert held > 2000, "the examples hold wordings at all"


PROSE = [
    "The ferry was late again, and nobody on the quay could say why.", "Der Nebel lag den ganzen Tag über dem Moor.",
    "Le bac est arrivé avec deux heures de retard.", "El transbordador llegó tarde otra vez.", "Паром снова опоздал на два часа.",
    "渡し船はまた遅れて着いた。", "وصلت العبارة متأخرة مرة أخرى.", "המעבורת איחרה שוב.", "Το πλοίο άργησε πάλι.", "नाव फिर देर से पहुँची।", "2024", "© ",
]  # fmt: skip
AS_IT_IS = str
MANGLED = st.sampled_from([
    AS_IT_IS, str.upper, str.lower, str.title, str.swapcase, lambda text: text.replace(" ", "\n"), lambda text: text.replace(" ", "  "),
    lambda text: text.replace(" ", "\t"), lambda text: text.replace(".", ""), lambda text: text + text, lambda text: text[: len(text) * 2 // 3],
    lambda text: text[len(text) // 3 :], lambda text: text.replace("'", "’").replace('"', "“"), lambda text: text.replace("-", "–"),
    lambda text: "“" + text + "”", lambda text: "<" + text + ">", lambda text: "_" + text + "_",
])  # fmt: skip


@st.composite
def paragraph(draw):
    """Examples, mangled, one behind another and in the midst of prose, with and without white space between."""
    pieces = []
    for _ in range(draw(st.integers(1, 3))):
        pieces.append(draw(st.sampled_from(PROSE)))
        pieces.append(draw(MANGLED)(draw(st.sampled_from(examples()))))
    text = draw(st.sampled_from([" ", "", "\n", " | "])).join(pieces)
    return fold("\n".join(line for line in text.split("\n") if line.strip())).text


@settings(max_examples=25, deadline=None)
@given(st.lists(paragraph(), min_size=8, max_size=20))
def test_examples_mangled_and_in_the_midst_of_prose(units):
    lost, held = missed(units)
    assert lost == []


HOSTILE = [
    "Соpyright", "al\u200bl rights", "ri\u00adghts", "All\u2003rights", "ＡＬＬ", "𝐀𝐥𝐥", "re\u0301serve\u0301", "حُقوق", "حـقوق", "r1ghts of", "C o p y r i g h t",
    "A l l  r i g h t s", "版 权 所 有", "Всe права", "В с е  п р а в а", "re-\nserved", "re\u00ad\nserved", "&copy; 2024", "&#169; 2024", "&copy 2024", "Â© 2024",
    "2024Â Fen", "rÃ©servÃ©s", "â€œFen", "Все".encode().decode("latin-1"), "حق".encode().decode("latin-1"), "All\u2028rights", "All\x0brights", "\ufeff© 2024",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_what_must_be_folded_is_told(text):
    assert fold(text).text != text
    assert shipped_rules().gate.is_hostile(f"The ferry. {text} and more.")


@pytest.mark.parametrize(
    "text",
    ["The ferry was late; fish & chips, a well-known dish.", "“Quoted” – and so on…", "I am a b c d.", "COVID19 and B2B, 50% (AT&T)", "Fen\nand Moor"],
)
def test_ordinary_prose_is_not_folded(text):
    assert not shipped_rules().gate.is_hostile(text)


def gate(*wordings):
    return Gate(tables(wordings))


def test_it_names_the_wordings_of_each_paragraph():
    asked_of = gate(
        Wording((("red",), ("flag", "banner")), False), Wording((("blue",),), False), Wording((("RED",),), True), Wording((("красн",),), False)
    ).ask  # fmt: skip
    assert asked_of(["a Red house", "a red flag", "BLUE", "a RED BANNER", "красный", "КРАСНЫЙ red flag", ""]) == [
        (1, [0]), (2, [1]), (3, [0, 2]), (4, [3]), (5, [0, 3]),
    ]  # fmt: skip
    assert asked_of([]) == []
    assert asked_of([""]) == []


def test_a_string_across_two_paragraphs_stands_in_neither():
    assert gate(Wording((("red flag",),), False)).ask(["a red", "flag", "\x01", "red  flag", "red\nflag"]) == [(3, [0]), (4, [0])]


def test_a_text_that_is_no_unicode_is_asked_like_any_other():
    asked_of = gate(Wording((("red",),), False), Wording((("знак",),), False)).ask
    assert asked_of(["a \ud800 red flag \x00", "\ud800знак"]) == [(0, [0]), (1, [1])]


def test_a_wording_of_a_language_with_letters_of_its_own_is_not_asked_of_ascii():
    assert gate(Wording((("photo", "фото"),), False, foreign=True)).ask(["photo", "photo – фото", "фото"]) == [(1, [0]), (2, [0])]


def test_what_counts_only_beside_a_fact_is_asked_apart():
    one = gate(Wording((("red",),), False), Wording((("blue",),), False, beside=True), Wording((("синий",),), False, beside=True))
    texts = ["red", "blue", "red blue", "синий red"]
    assert one.ask(texts) == [(0, [0]), (2, [0]), (3, [0])]
    assert one.ask(texts, beside=True) == [(1, [1]), (2, [1]), (3, [2])]
    assert gate(Wording((("red",),), False)).ask(texts, beside=True) == []
