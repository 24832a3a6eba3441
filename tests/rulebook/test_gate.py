"""The gate's promise: it never keeps a wording from a text in which the exact pattern would find it.

Everything that a check finds passes the gate first, so what it misses is lost without a trace. The rules that ship are
held against it with every example of every rule, as it stands and mangled.
"""

import re
from bisect import bisect_right
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.checker import shipped_rules
from compliance.rulebook import native
from compliance.rulebook.book import OWN_LETTERS
from compliance.rulebook.gate import Gate, Wording, tables
from compliance.rulebook.pattern import TURKIC
from compliance.rulebook.plain import Plain
from compliance.scan.fold import fold
from compliance.scan.units import paragraphs

DOTS = str.maketrans("ıİ", "\x01\x01")


@lru_cache(maxsize=1)
def exacts():
    """Every exact pattern in use, with its slot."""
    book = shipped_rules()
    return [(slot, rule, book.regex(pattern.exact, rule.cased)) for slot in range(sum(len(rule.patterns) for rule in book)) if (found := book.wording(slot)) for rule, pattern in [found]]


@lru_cache(maxsize=1)
def examples():
    """Paragraphs of every example that must fire, as they reach the gate."""
    texts = (fold(example.text).text for rule in shipped_rules() for example in rule.fires)
    return list(dict.fromkeys(text[start:end] for text in texts for start, end in paragraphs(text)))


def find(gate, text, beside=False):
    """Where wordings could stand, in code points of the text, with their slots."""
    return sorted((block.start + at, slots) for block, places in gate.hits(Plain(text), beside) for at, slots in places)


def ask(gate, units, beside=False):
    """Slots that a gate lets pass, by the number of the paragraph."""
    text, starts = "", []
    for unit in units:
        starts.append(len(text))
        text += unit + "\n\n"
    let = {}
    for at, slots in find(gate, text, beside=beside):
        let.setdefault(bisect_right(starts, at) - 1, set()).update(slots)
    return [(index, sorted(slots)) for index, slots in sorted(let.items())]


def asked(units):
    """Slots that the gate of the shipped rules lets pass: on the first question, or on the second."""
    gate = shipped_rules().gate
    let = {}
    for index, slots in (*ask(gate, units), *ask(gate, units, beside=True)):
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
            if not re.search("[^\x00-\u036f\u2000-\u2bff]", unit) and rule.language.partition("-")[0] in OWN_LETTERS:
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


WAYS = {"first texts": 0, "many texts": 1, "compiled": 2}


def gate(*wordings, way):
    made = Gate(tables(wordings))
    if way == WAYS["compiled"]:
        if native.sieve is None:
            pytest.skip("there is no compiled sieve")
        return made
    made._sieve = None
    if way:
        made.warm()
    return made


every_way = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())


@every_way
def test_it_names_the_wordings_of_each_paragraph(way):
    one = gate(
        Wording((("red",), ("flag", "banner")), False), Wording((("blue",),), False), Wording((("RED",),), True), Wording((("красн",),), False), way=way
    )  # fmt: skip
    assert ask(one, ["a Red house", "a red flag", "BLUE", "a RED BANNER", "красный", "КРАСНЫЙ red flag", ""]) == [
        (1, [0]), (2, [1]), (3, [0, 2]), (4, [3]), (5, [0, 3]),
    ]  # fmt: skip
    assert ask(one, []) == []
    assert ask(one, [""]) == []


@every_way
def test_letters_that_shift_one_another_hide_nothing(way):
    one = gate(Wording(((" e-mail us ",),), False), Wording((("RED FLAG",),), True), way=way)
    text = "ẞ e-mail us, RED FLAG Ⱥ"  # as long in small letters, byte for byte, but not letter for letter
    assert find(one, text) == [(2, (0,)), (13, (1,))]


@every_way
def test_white_space_of_any_length_stands_for_a_blank(way):
    assert ask(gate(Wording((("red flag",),), False), way=way), ["a red", "\x01", "flag", "red  flag", "red\nflag", "red" + " " * 500 + "flag"]) == [
        (3, [0]), (4, [0]), (5, [0]),
    ]  # fmt: skip


@every_way
def test_a_blank_at_an_end_is_the_end_of_a_word_whatever_stands_there(way):
    units = ["red", "(red)", "reddish", "hundred", "hundreds", "red-hot", "“red”", "réred"]
    one = gate(Wording(((" red ",),), False), Wording((("red ",),), False), Wording(((" red",),), False), way=way)
    found = dict(ask(one, units))
    assert [found.get(index, []) for index in range(len(units))] == [[0, 1, 2], [0, 1, 2], [2], [1], [], [0, 1, 2], [0, 1, 2], [0, 1, 2]]


@every_way
def test_strings_within_and_across_one_another_are_all_found(way):
    strings = ["all rights reserved", "rights", "right", "rights reserved by", "all", "reserved by us"]
    one = gate(*(Wording(((string,),), False) for string in strings), way=way)
    assert ask(one, ["ALL rights\nreserved  by us"]) == [(0, [0, 1, 2, 3, 4, 5])]


@every_way
def test_places_are_code_points_of_the_text(way):
    text = "«Ein»  –  größer   als 12 € :\n\n   Ωmega RED\tflag — “red  flag”"
    one = gate(Wording((("red flag",),), False), Wording((("RED flag",),), True), way=way)
    first, second = text.index("RED"), text.index("red")
    assert find(one, text) == [(first, (0,)), (first, (1,)), (second, (0,))]
    plain = " a  red\r\n flag"
    assert find(one, plain) == [(plain.index("red"), (0,))]


@every_way
def test_a_text_that_is_no_unicode_is_asked_like_any_other(way):
    one = gate(Wording((("red",),), False), Wording((("знак",),), False), way=way)
    assert ask(one, ["a \ud800 red flag \x00", "\ud800знак"]) == [(0, [0]), (1, [1])]


@every_way
def test_letters_that_count_as_the_same_are_found(way):
    one = gate(Wording((("δικαιώματος",),), False), Wording((("İzin",),), False), Wording((("straße",),), False), way=way)
    assert ask(one, ["ΔΙΚΑΙΏΜΑΤΟΣ", "İZİN", "STRAẞE", "İZIN"]) == [(0, [0]), (2, [2]), (3, [1])]


@every_way
def test_a_wording_of_a_language_with_letters_of_its_own_is_not_asked_of_ascii(way):
    assert ask(gate(Wording((("photo", "фото"),), False, foreign=True), way=way), ["photo", "photo – фото", "фото"]) == [(1, [0]), (2, [0])]


@every_way
def test_what_counts_only_beside_a_fact_is_asked_apart(way):
    one = gate(
        Wording((("red",),), False), Wording((("blue",),), False, beside=True), Wording((("синий",),), False, beside=True), way=way
    )  # fmt: skip
    texts = ["red", "blue", "red blue", "синий red"]
    assert ask(one, texts) == [(0, [0]), (2, [0]), (3, [0])]
    assert ask(one, texts, beside=True) == [(1, [1]), (2, [1]), (3, [2])]
    assert ask(gate(Wording((("red",),), False), way=way), texts, beside=True) == []
