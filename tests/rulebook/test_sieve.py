"""The compiled sieve answers as the slow way does, whatever the text; and no damaged table leads it astray."""

import gc
import random
import sys
import tracemalloc

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from compliance.checker import shipped_rules
from compliance.rulebook import native
from compliance.rulebook.gate import Gate, Wording, tables
from compliance.rulebook.hostile import _ASCII, _BEYOND
from compliance.rulebook.linear import asks
from compliance.rulebook.plain import Plain
from compliance.rulebook.sifting import LAYOUT

sieve = native.sieve
pytestmark = pytest.mark.skipif(sieve is None, reason="there is no compiled sieve")

LETTERS = "ab é—’`\n\r\tİΣς 0_x.«В版\x1c\x0b"
TEXTS = st.text(alphabet=LETTERS, max_size=80) | st.text(max_size=60)
STRINGS = st.text(alphabet="ab ’é0.В版", min_size=1, max_size=14).filter(str.strip)
SETS = st.lists(STRINGS, min_size=1, max_size=4).map(tuple)
WORDINGS = st.builds(Wording, st.lists(SETS, min_size=1, max_size=3).map(tuple), st.booleans(), st.booleans(), st.booleans())


@pytest.fixture(scope="module", params=[True, False], ids=["many at a time", "one at a time"])
def ways(request):
    """As on processors that look at many places at a time, and as on others."""
    was_wide = sieve.widen(request.param)
    if request.param and not sieve.widen(True):
        pytest.skip("this processor looks at one place at a time")
    yield
    sieve.widen(was_wide)


both_ways = pytest.mark.usefixtures("ways")


def hits(asker, plain, beside=False, start=0, end=10**9):
    """What an asker finds: block, and each place with its slots, in an order of their own."""
    if asker is not None and hasattr(asker, "warm"):
        found = asker.hits(plain, beside, start, end)
    else:
        found = asker.hits(plain.raw, plain.quiet, plain.is_ascii, beside, start, end)
    return sorted((begin, stop, cut, at, slot) for begin, stop, cut, places in found for at, slots in places for slot in slots)


def same(gate, text):
    plain = Plain(text)
    if plain.cased:  # others the gate never gives to the sieve
        for beside in (False, True):
            assert hits(gate._sieve, plain, beside) == hits(gate._slow, plain, beside)


@both_ways
@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4), st.lists(WORDINGS, min_size=1, max_size=8))
@example(["a" + " " * 40 + "\n\n\nb  a\n\n a"], [Wording((("a",), ("b", " a")), False), Wording((("a b",),), False)])
@example(["ab", "a", "", " "], [Wording((("a",),), False), Wording((("ab",),), True), Wording(((" a b ",),), False)])
@example(["в\n\nab x\n\r\ny"], [Wording((("ab",),), False, False, True)])
@example(["É「ab」", "É\u3000ab", "「ab」", "éa\ud800b"], [Wording((("ab", "é"),), False, False, True)])
@example(["ab ẞ", "ABẞ"], [Wording((("ab",), ("ẞ",)), True), Wording((("ẞ",),), True)])
def test_it_finds_what_the_slow_way_finds(texts, wordings):
    gate = Gate(tables(wordings))
    for text in texts:
        same(gate, text)


@st.composite
def spliced(draw):
    """Examples of the rules that ship, cut and put together, with white space and signs of all kinds between."""
    pieces = []
    for _ in range(draw(st.integers(1, 6))):
        text = draw(st.sampled_from(examples()))
        start = draw(st.integers(0, len(text)))
        pieces.append(draw(st.sampled_from([text, text.upper(), text[start:], text[:start]])))
        pieces.append(draw(st.sampled_from(["", " ", "  ", "\n", ".\n", "\n\n", "\n \n", "\r\n\r\n", " — ", "\t\n", "…"])))
    return "".join(pieces) * draw(st.sampled_from([1, 1, 1, 4]))


def examples():
    return [example.text for rule in shipped_rules() for example in rule.fires][::7]


@both_ways
@settings(max_examples=100, deadline=None)
@given(spliced())
def test_so_it_does_with_the_rules_that_ship(text):
    same(shipped_rules().gate, text)


@both_ways
@pytest.mark.parametrize("size", [*range(545, 556), *range(2045, 2056), 4000])
@pytest.mark.parametrize("begin", ["", "é ", "a  b ", "\n\n", "a\r\n\r\nb"])
def test_long_stretches_are_cut_where_sentences_end_lines(size, begin):
    gate = Gate(tables([Wording((("red",), ("blue", "é")), False), Wording((("red",),), False)]))
    line = "A red one, it says here.\nAnd a blue one.\n"
    for text in (begin + (line * 200)[: size - len(begin)], begin + (line.replace("\n", "\n ") * 200)[: size - len(begin)]):
        same(gate, text)
        same(gate, f"{text}\n\nred blue")


@both_ways
def test_a_part_of_a_text_has_what_stands_in_it():
    gate = Gate(tables([Wording((("red",),), False, True)]))
    plain = Plain("red " + "x" * 50 + " red " + "y" * 50 + " red")
    assert [at for *_, at, _ in hits(gate._sieve, plain, True, 10, 100)] == [55]
    assert hits(gate._sieve, plain, True, 10, 100) == hits(gate._slow, plain, True, 10, 100)
    assert hits(gate._sieve, plain, True, -10, -1) == hits(gate._sieve, plain, True, 900, 1000) == []


def test_a_string_of_very_many_wordings_names_them_all():
    gate = Gate(tables([Wording((("red",),), False)] * 200))
    assert gate._sieve.hits(b"a red one", None, True, False, 0, 9) == [(0, 9, False, [(2, tuple(range(200)))])]


@both_ways
@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="aZ0|!$ ._*-&#;cÂéÃ€“”·\u00ad\u0301\x0b\n\r\t©Вв×ſİ", max_size=40) | st.text(max_size=40))
@example("a\x0b")
@example("I a m h e r e")
@example("end a-")
def test_what_may_be_hostile_is_looked_at(text):
    data = text.encode("utf-8", "replace")
    if asks(_ASCII if text.isascii() else f"{_ASCII}|{_BEYOND}")(data):
        assert sieve.may_fold(data)


@both_ways
@pytest.mark.parametrize("at", [0, 1015, 1020, 1023, 1024, 1025, 2047, 2048])
@pytest.mark.parametrize("text", ["r1ghts", " a b c d e ", "re-\nserved", "&copy;", "\x0b", "\u200b", "Â©"])
def test_so_is_what_stands_anywhere_in_a_long_text(text, at):
    assert sieve.may_fold(("x" * at + text).encode())
    assert sieve.may_fold(("x" * at + text + "x" * 30).encode()) or text == "\x0b"
    assert not sieve.may_fold(b"x" * (at + 20))


@both_ways
@pytest.mark.parametrize("text", ["Fish & chips, the U.S. and a U.S. view – “so”: 12 € in São Paulo, Łódź; 50 °C © 2024", "e.g. B2B, 2001: a $10 note!"])
def test_ordinary_prose_is_not_looked_at_twice(text):
    assert not sieve.may_fold(text.encode())


@both_ways
def test_damaged_tables_are_refused_or_do_no_harm():
    """Any byte of the tables may be another: they are refused, or lead nowhere else."""
    wordings = [Wording((("red flag", "ab"), ("blue", "©")), False), Wording((("копия",), ("б",)), True, False, True), Wording(((" x ",),), False, True)]
    whole = tables(wordings).sieve[0]
    plain = Plain("A red flag, blue; ab копия б © x.\n\n" * 3)
    rng = random.Random(5)
    refused = 0
    for _ in range(6000):
        damaged = bytearray(whole)
        for _ in range(rng.choice((1, 1, 4))):
            at = rng.randrange(0, rng.choice((64, len(whole))) - 4, 4)
            damaged[at : at + 4] = rng.choice((0, 1, 7, 24, 25, 255, 2**31, 2**32 - 1, rng.randrange(len(whole)), rng.randrange(2**32))).to_bytes(4, sys.byteorder)
        try:
            made = sieve.Sieve(bytes(damaged))
        except ValueError:
            refused += 1
            continue
        for beside in (False, True):
            made.hits(plain.raw, plain.quiet, plain.is_ascii, beside, 0, len(plain.raw))
    assert refused > 1000
    for size in range(0, len(whole), 97):
        with pytest.raises(ValueError, match="damaged"):
            sieve.Sieve(whole[:size])


def test_an_extension_of_another_version_is_not_used():
    made = tables([Wording((("red",),), False)])
    other = bytearray(made.sieve[0])
    other[28:32] = (LAYOUT + 1).to_bytes(4, sys.byteorder)
    gate = Gate(made._replace(sieve=[bytes(other)]))
    assert gate._sieve is None
    assert [places for _, places in gate.hits(Plain("a red one"))] == [[(2, (0,))]]


def test_a_finalizer_that_asks_the_same_sieve_disturbs_nothing():
    """Before Python 3.12 the collector, and with it any finalizer, may run wherever an object is made."""
    made = Gate(tables([Wording((("red",),), False)]))._sieve
    small, big = b"red one\n\n" * 3000, b"x" * 300_000 + b"red " * 5000
    expected = made.hits(small, None, True, False, 0, len(small))

    class Rings:
        def __init__(self):
            self.ring = self

        def __del__(self):
            made.hits(big, None, True, False, 0, len(big))

    before = gc.get_threshold()
    gc.set_threshold(100)
    try:
        for _ in range(20):
            Rings()
            assert made.hits(bytes(bytearray(small)), None, True, False, 0, len(small)) == expected
    finally:
        gc.set_threshold(*before)
        gc.collect()


def test_one_text_with_two_forms_is_asked_twice():
    made = Gate(tables([Wording((("é",),), False)]))._sieve
    text = "É".encode()
    assert made.hits(text, "é".encode(), False, False, 0, 2) == [(0, 2, False, [(0, (0,))])]
    assert made.hits(text, None, False, False, 0, 2) == []


def test_a_large_text_leaves_no_memory_behind():
    made = Gate(tables([Wording((("red", "x"), ("blue", "flag")), False)]))._sieve
    text = b"x red flag" * 500_000
    tracemalloc.start()
    try:
        assert len(made.hits(text, None, True, False, 0, len(text))[0][3]) == 1_000_000
        left, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak > 4 * len(text)
    assert left < 1_000_000


def test_wrong_arguments_are_refused():
    made = Gate(tables([Wording((("red",),), False)]))._sieve

    class Other(bytes):
        pass

    for wrong in ("text", None, 5, Other(b"text")):
        with pytest.raises(TypeError):
            made.hits(wrong, None, True, False, 0, 1)
        with pytest.raises(TypeError):
            sieve.Sieve(wrong)
    with pytest.raises(TypeError):
        sieve.Sieve(b"", more=1)
    for ask in (sieve.may_fold, sieve.plain_signs):
        with pytest.raises(TypeError):
            ask("text")
    with pytest.raises(ValueError, match="length"):
        made.hits(b"abc", b"ab", False, False, 0, 3)
