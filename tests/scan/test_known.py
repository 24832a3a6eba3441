"""What is kept of passages that come again: it changes what a check costs, never what it finds."""

import gc
import random
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from compliance.checker import check_document, shipped_rules
from compliance.documents import from_text
from compliance.rulebook.kept import LONGEST, MOST, Kept
from compliance.rulebook.plain import Block, Plain
from compliance.rulebook.slow import Forms
from compliance.scan import find_facts
from compliance.scan import scan as module
from compliance.scan.scan import scan

PIECES = [
    "The ferry left at noon.", "© 2024 Harbour Post Ltd.", "© 2024 Harbour Post Ltd.\nAll rights reserved.", "All rights reserved.", "All rigths resderved.",
    "This material may not be published, broadcast, rewritten or redistributed.", "Alle Rechte vorbehalten.", "Your email address will not be published.",
    "Required fields are marked *", "Leave a Comment", "Všechna práva vyhrazena. Šíření obsahu bez písemného souhlasu vydavatele je zakázáno.",
    "(AP)", "Все права защищены.", "&copy; 2020 Fen Post", "All r\u200bights reserved", "Copy-\nright 2021 Kestrel Wire Inc.", "“Quoted,” she said.", "Licence: CC BY\u00a04.0",
    "Соpyright 2024 Kestrel", "ao", "©\u00a02023 Fen Post", "A l l rights r e s e r v e d", "Photo: Ada Moreau", "Embargoed until 5 May 2026, 10:00 GMT", "版权所有 未经授权不得转载。", " ".join(["The quay was empty that night."] * 20), "A line.\nAnd a next one.\n" * 25,
]  # fmt: skip
GAPS = ["\n\n", "\n", "\n \n", "\r\n\r\n", "\n\n\n\n", " ", "\n\n  "]


def found(text):
    report = check_document(from_text(text), shipped_rules())
    return report.outcome, report.facts, report.flags


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(GAPS)), min_size=1, max_size=6), min_size=2, max_size=5))
@example([[("Все права защищены.", "\n\n")], [("Noon.", "\r\n\r\n"), ("(AP)", "\n\n"), ("Все права защищены.", "\n\n")]])
@example([[("© 2024 Harbour Post Ltd.", "\n\n"), ("Leave a Comment", "\n\n")], [("Copy-\nright 2021 Kestrel Wire Inc.", "\n\n"), ("© 2024 Harbour Post Ltd.", "")]])
def test_what_was_checked_before_changes_nothing(documents):
    texts = ["".join(piece + gap for piece, gap in pieces) for pieces in documents]
    fresh = []
    for text in texts:
        shipped_rules().forget()
        fresh.append(found(text))
    shipped_rules().forget()
    assert [found(text) for text in [*texts, *texts]] == [*fresh, *fresh]


def test_a_known_end_is_found_behind_any_text(packs):
    book = packs.book(packs.rule())
    end = "\n\nA red flag.\n"
    for body in ("One.", "Two\u00a0two.", "Thrée.", "Fo&amp;ur.", "A red flag.\n\nFive.", "", "\r\n\r\nSix."):
        text = body + end
        fact = find_facts(from_text(text), book).facts[-1]
        assert (fact.text, fact.span.start) == ("red flag", len(text) - len("red flag.\n"))


def test_a_known_end_that_is_folded_is_found_behind_any_text_and_before_any_end(packs):
    book = packs.book(packs.rule())
    end = "A r\u200bed flag &amp; more."
    for body in ("One &amp;c.\n\n", "Two\u00a0two.\n\n", "Thrée.\n\n\n", "Fo\u00adur.\r\n\n\n", "A red flag.\n\nFive.\n\n  ", ""):
        for more in ("", "\n\nA red flag.", f"\n\n{end}\n", "\n\n&copy; A red flag.\n\n"):
            text = body + end + more
            facts = find_facts(from_text(text), book).facts
            assert [fact.text for fact in facts] == [text[fact.span.start : fact.span.end] for fact in facts]
            at = text.index(end) + 2
            assert (at, at + 9, "r\u200bed flag") in [(*fact.span, fact.text) for fact in facts]
            assert len(facts) == text.count("red flag") + text.count("r\u200bed flag")


def test_a_known_end_is_not_asked_again(packs, monkeypatch):
    book = packs.book(packs.rule())
    scan("One.\n\nA red flag.", book)
    monkeypatch.setattr(module, "_run", lambda *_: pytest.fail("a pattern ran"))
    assert [c.core for c in scan("Another one.\n\nA red flag.", book).candidates] == [(16, 24)]


def test_nor_is_one_that_is_folded(packs, monkeypatch):
    book = packs.book(packs.rule())
    scan("One.\n\nA red&nbsp;flag.", book)
    monkeypatch.setattr(module, "_run", lambda *_: pytest.fail("a pattern ran"))
    found = scan("An&nbsp;other one.\n\nA red&nbsp;flag.", book)
    assert found.text == "An other one.\n\nA red flag."
    assert [c.core for c in found.candidates] == [(17, 25)]
    assert found.folded.span(17, 25) == (22, 35)


def test_what_counts_beside_a_known_end_is_found(packs):
    book = packs.book(packs.rule(), packs.rule(id="t.beside", kind="credit_line", phrases=["white sail"], beside=["redistribution_restriction", "status"]))
    end = "\n\nA red flag."
    scan("One." + end, book)
    assert [c.rule.id for c in scan("A white sail." + end, book).candidates] == ["t.beside", "t.flag"]


def test_a_rule_that_ran_out_of_time_is_asked_again(packs, monkeypatch):
    book = packs.book(packs.rule())

    def late(*_):
        raise TimeoutError

    with monkeypatch.context() as patch:
        patch.setattr(module, "_passages", late)
        assert scan("A red flag.", book).overruns == ("t.flag",)
    assert [c.core for c in scan("A red flag.", book).candidates] == [(2, 10)]


def test_a_passage_that_is_cut_into_paragraphs_is_another_one(packs):
    rules = packs.rule(), packs.rule(id="t.across", kind="credit_line", type="pattern", patterns=["sail\\W+here"])
    passage = "A red flag, a sail!\nHere it ends."
    whole, long = f"One.\n\n{passage}", "The ferry left at noon that day.\n" * 30 + f"{passage}\nAnd so on.\n" + "It came back.\n" * 30
    book = packs.book(*rules)
    for texts in ((whole, long), (long, whole)):
        book.forget()
        told = {text: [fact.rule for fact in find_facts(from_text(text), book).facts] for text in texts}
        assert told == {whole: ["t.flag", "t.across"], long: ["t.flag"]}


def test_facts_are_their_readers_own():
    text = "The ferry left.\n\nThis material may not be published, broadcast, rewritten or redistributed."
    for _ in range(3):
        (fact,) = check_document(from_text(text), shipped_rules()).facts
        assert fact.values["acts"] == ["publish", "broadcast", "distribute", "rewrite"]
        fact.values["acts"].clear()
        fact.values["more"] = 1


def test_the_oldest_is_forgotten_and_what_is_asked_for_stays():
    kept = Kept()
    for number in range(3 * MOST):
        kept.put(str(number), number)
        assert kept.get("0") == 0
    assert kept.get("1") is None
    assert kept.get(str(3 * MOST - 1)) == 3 * MOST - 1
    assert sum(kept.get(str(number)) is not None for number in range(3 * MOST)) <= 2 * MOST
    kept.put("x" * (LONGEST + 1), 1)
    assert kept.get("x" * (LONGEST + 1)) is None


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(GAPS)), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_a_block_is_a_stretch_of_the_text(pieces, rng: random.Random):
    text = "".join(piece + gap for piece, gap in pieces)
    plain = Plain(text)
    forms = Forms(plain)
    letters = [place for place, byte in enumerate(forms.whole) if chr(byte).isalnum() and byte < 128 or 0xC2 <= byte < 0xF5]
    for place in sorted(rng.choice(letters) for _ in range(20)):
        stretch = forms.around(place)
        block = Block(plain, stretch.start, stretch.end, stretch.is_cut)
        assert text[block.start : block.start + len(block.text)] == block.text == block.text.strip()
        letter = block.text[block.at(forms.spread(place))]
        assert letter.encode()[0] == forms.whole[place] or letter in "“”©—"


def test_a_check_leaves_no_rings_that_only_the_collector_frees():
    """A run over an archive puts the collector off; what it alone could free would fill the memory."""
    texts = [f"{piece}{gap}{other}" for gap in GAPS for piece, other in pairwise(PIECES)]
    for _ in range(2):  # the first compiles
        shipped_rules().forget()
        gc.collect()
        gc.disable()
        try:
            for text in texts:
                check_document(from_text(text), shipped_rules())
            left = gc.collect()
        finally:
            gc.enable()
    assert left == 0
