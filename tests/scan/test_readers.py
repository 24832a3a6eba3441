"""From captured words to values: acts, conditions, names, years, dates, licences and holders."""

import pytest

import compliance
from compliance.model import Document
from compliance.rulebook import build
from compliance.scan import find_facts

HEAD = (
    '[pack]\nid = "t"\nlanguage = "en"\n'
    '[acts]\npublish = ["published?", "post"]\nbroadcast = ["broadcast"]\ndistribute = ["(?:re)?distribut\\\\w*"]\nsell = ["sold", "sell"]\n'
    '[reads]\nunless = ["without (?P<unless>(?:\\\\w+ ){0,3}permission)"]\nscope = ["(?P<scope>all \\\\w+) of"]\n'
)


def values(book, text):
    (fact,) = find_facts(Document("x", None, text), book).facts
    return fact.values


@pytest.fixture
def ban(packs):
    return packs.book(packs.rule(kind="redistribution_restriction", type="clause", patterns=["may not~"]), head=HEAD)


def test_acts_are_read_off_the_clause_in_the_order_of_the_vocabulary_and_once(ban):
    assert values(ban, "It may not be redistributed, sold, published, broadcast or distributed.")["acts"] == [
        "publish", "broadcast", "distribute", "sell",
    ]  # fmt: skip


def test_a_clause_without_an_act_has_no_acts(ban):
    assert "acts" not in values(ban, "It may not be flown.")


def test_conditions_are_read_and_an_act_in_them_is_none(ban):
    read = values(ban, "It may not be sold without prior distribution permission.")
    assert read == {"acts": ["sell"], "unless": "prior distribution permission"}


def test_scope_and_white_space(ban):
    assert values(ban, "It may not be sold, all\n  content of ours, without  written\npermission.") == {
        "acts": ["sell"], "scope": "all content", "unless": "written permission",
    }  # fmt: skip


def test_acts_that_the_rule_gives_are_not_read(packs):
    book = packs.book(
        packs.rule(kind="redistribution_restriction", type="clause", patterns=["may not~"], values={"acts": ["mine"]}), head=HEAD
    )
    assert values(book, "It may not be sold.") == {"acts": ["mine"]}


def test_a_phrase_is_not_read_for_acts_unless_its_kind_has_some(packs):
    book = packs.book(packs.rule(phrases=["not to be sold"]), head=HEAD)
    assert values(book, "not to be sold") == {}


@pytest.mark.parametrize(
    ("pattern", "text", "read"),
    [
        ("by (?P<party>{name})", 'by "Fen Post",', {"party": "Fen Post"}),
        ("by (?P<holder>[^.]+)", "by  Fen\n Post |.", {"holder": "Fen Post"}),
        ("by (?P<agency>[^.]*)\\.", "by  - .", {}),
        ("in (?P<years>{years})", "in 2019-2024", {"years": [2019, 2024]}),
        ("in (?P<years>[^.]+)", "in no year", {}),
        ("sign (?P<terms>no [a-z]+)", "sign NO   SALES", {"terms": ["no sales"]}),
        ("sign (?P<contact>{email})", "sign ada@fen.test", {"contact": "ada@fen.test"}),
        ("for (?P<conditions>[^.]+)", "for use at sea , ", {"conditions": "use at sea"}),
    ],
)
def test_captures(packs, pattern, text, read):
    assert values(packs.book(packs.rule(type="pattern", patterns=[pattern])), text) == read


def embargo(packs, text):
    book = packs.book(packs.rule(kind="embargo", type="pattern", patterns=["embargo until (?P<until>{when})", "embargo\\b(?! until)"]))
    return [(fact.text, dict(fact.values)) for fact in find_facts(Document("x", None, text), book).facts]


def test_an_embargo_ends_where_its_date_does(packs):
    ((text, read),) = embargo(packs, "Embargo until 12 March 2024, 10:00 GMT. The ferry was late.")
    assert text == "Embargo until 12 March 2024, 10:00 GMT"
    assert (read["until"], read["zone"]) == ("2024-03-12T10:00:00+00:00", "GMT")


def test_an_embargo_until_an_event_has_words_and_no_moment(packs):
    ((_, read),) = embargo(packs, "Embargo until the end of the speech.")
    assert "until" not in read
    assert read["words"] == "the end of the speech"


def test_an_embargo_that_is_lifted_is_none(packs):
    assert embargo(packs, "Embargo until lifted: for immediate release") == []


def test_an_embargo_without_a_moment_stays_one(packs):
    assert embargo(packs, "Under embargo.") == [("embargo", {})]


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("This text is licensed under CC BY-SA 4.0.", "CC-BY-SA-4.0"),
        ("This work is licensed under a Creative Commons Attribution-NonCommercial 4.0 International License.", "CC-BY-NC-4.0"),
        ("https://creativecommons.org/licenses/by-nc/3.0/", "CC-BY-NC-3.0"),
    ],
)
def test_a_licence_is_told_by_its_spdx_id(text, licence):
    (fact,) = [fact for fact in compliance.check(text + "\n").facts if fact.kind == "licence_grant"]
    assert fact.values["licence"] == licence




@pytest.mark.parametrize("name", ["AP", "The Associated Press", "Associated Press."])
def test_holders_are_told_by_their_id_however_they_are_written(name):
    facts = compliance.check(f"© 2024 {name}\n").facts
    assert [fact.values.get("holder_id") for fact in facts] == [facts[0].values["holder_id"]] != [None]
    assert facts[0].values["holder_id"] == compliance.check("© 2024 The Associated Press\n").facts[0].values["holder_id"]


def test_a_holder_that_nobody_knows_has_no_id():
    (fact,) = compliance.check("© 2024 Quagmire Fen Herald\n").facts
    assert "holder_id" not in fact.values


def test_a_reader_that_runs_over_its_time_names_the_rule(packs, monkeypatch):
    from compliance.scan import readers

    monkeypatch.setattr(readers, "TIMEOUT", 0.05)
    head = packs.head + '[reads]\nunless = ["x(?:a|a?){0,60}!y"]\n'
    book = build((), [packs.write(head + packs.rule(type="clause", kind="redistribution_restriction", patterns=["may not"]))])
    found = find_facts(Document("x", None, "It may not x" + "a" * 60 + "."), book)
    assert found.facts == ()
    assert found.overruns == ("t.flag",)
