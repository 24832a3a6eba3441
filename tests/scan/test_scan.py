"""From a text to candidates: what each type of rule finds, and what its keys change."""

import pytest

from compliance.scan import scan as module
from compliance.scan.scan import scan


def cores(book, text):
    return [(candidate.rule.id, text[slice(*candidate.core)]) for candidate in scan(text, book).candidates]


def spans(book, text):
    return [text[candidate.start : candidate.end] for candidate in scan(text, book).candidates]


def test_a_phrase_is_found_wherever_it_stands_whatever_its_capitals(packs):
    book = packs.book(packs.rule())
    text = "RED FLAG. A red\nflag; the Red  Flag, a redflag and a red flagpole.\n\nred flag"
    assert spans(book, text) == ["RED FLAG", "red\nflag", "Red  Flag", "red flag"]


def test_nothing_is_found_across_a_blank_line(packs):
    assert spans(packs.book(packs.rule()), "red\n\nflag") == []


def test_a_capture_named_span_is_the_passage_and_the_others_are_values(packs):
    book = packs.book(packs.rule(type="pattern", patterns=["by (?P<span>(?P<party>{name}) flag)"], values={"role": "x"}))
    text = "made by Fen Post flag today"
    (candidate,) = scan(text, book).candidates
    assert text[candidate.start : candidate.end] == "Fen Post flag"
    assert candidate.values == {"role": "x", "party": "Fen Post"}
    assert text[slice(*candidate.captures["party"])] == "Fen Post"


def test_a_clause_is_the_sentence_around_the_match_once(packs):
    book = packs.book(packs.rule(type="clause", patterns=["red~flag"]))
    text = "One is white. This red and blue flag is red, a flag. The next is green."
    (candidate,) = scan(text, book).candidates
    assert text[candidate.start : candidate.end] == "This red and blue flag is red, a flag."
    assert text[slice(*candidate.core)] == "red and blue flag"
    assert spans(book, "It is red. A flag falls.") == []


def test_alone_wants_a_line_of_its_own(packs):
    book = packs.book(packs.rule(alone=True))
    text = "red flag\n• Red flag:\na red flag\nred flag | x\n*** RED FLAG ***\n"
    assert spans(book, text) == ["red flag", "Red flag", "RED FLAG"]


@pytest.mark.parametrize("type_", ["phrase", "pattern", "clause"])
def test_what_disarms_counts_in_the_same_sentence_only(packs, type_):
    wording = {"phrases": ["red flag"]} if type_ == "phrase" else {"patterns": ["red flag"]}
    book = packs.book(packs.rule(type=type_, disarmed_by=["court"], **wording))
    assert cores(book, "The court banned the red flag. A red flag fell. A court sat.") == [("t.flag", "red flag")]
    assert cores(book, "A red flag fell, the court said.") == []


def test_two_passages_in_one_sentence_are_disarmed_together(packs):
    book = packs.book(packs.rule(disarmed_by=["court"]))
    assert cores(book, "red flag, red flag, said the court; red flag. red flag") == []
    assert len(cores(book, "Red flag, red flag, said the court. Red flag. Red flag")) == 2


def test_a_hostile_text_is_folded_and_the_map_kept(packs):
    book = packs.book(packs.rule())
    found = scan("a r\u200bed f\u00adlag &amp; more", book)
    assert found.folded is not None
    (candidate,) = found.candidates
    assert found.text[candidate.start : candidate.end] == "red flag"
    start, end = found.folded.span(candidate.start, candidate.end)
    assert "a r\u200bed f\u00adlag &amp; more"[start:end] == "r\u200bed f\u00adlag"


def test_no_break_spaces_are_spaces_and_move_nothing(packs):
    text = "a\u00a0red\u00a0flag, a red\u202fflag"
    assert [(c.start, c.end) for c in scan(text, packs.book(packs.rule())).candidates] == [(2, 10), (14, 22)]


HEAVY = "red (?:a|a?){0,60}#flag"


def test_a_rule_that_runs_over_its_time_is_named_and_the_others_go_on(packs, monkeypatch):
    monkeypatch.setattr(module, "TIMEOUT", 0.05)
    book = packs.book(
        packs.rule(id="t.heavy", type="pattern", patterns=[HEAVY]),
        packs.rule(id="t.sentence", type="clause", patterns=[HEAVY]),
        packs.rule(id="t.disarmed", disarmed_by=[HEAVY]),
        packs.rule(id="t.light"),
    )
    text = "a red flag, red " + "a" * 60 + "flag"
    found = scan(text + "#flag", book)
    assert set(found.overruns) == {"t.heavy", "t.sentence", "t.disarmed"}
    assert [candidate.rule.id for candidate in found.candidates] == ["t.light"]


def test_an_empty_text_and_one_of_nothing_but_white_space(packs):
    book = packs.book(packs.rule())
    for text in ("", " ", "\n\n", "\u200b", "\x00"):
        assert scan(text, book).candidates == []


def test_a_notice_word_hands_over_to_the_reader_of_notices(packs):
    book = packs.book(packs.rule(type="notice", kind="copyright_notice", words=["eigenrecht"]))
    text = "Some prose. Eigenrecht 2019-2024 Fen Post Ltd. More prose."
    (candidate,) = scan(text, book).candidates
    assert text[candidate.start : candidate.end] == "Eigenrecht 2019-2024 Fen Post Ltd."
    assert candidate.values == {"years": [2019, 2024], "holder": "Fen Post Ltd.", "mark": "Eigenrecht"}
