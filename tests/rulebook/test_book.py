"""The rulebook: by id, with rules off, and there and back through its plain form."""

import marshal

from compliance.rulebook import Rulebook, load
from compliance.scan.scan import scan


def found(book, text):
    return [candidate.rule.id for candidate in scan(text, book).candidates]


def three(packs):
    return packs.book(
        packs.rule(id="t.red", phrases=["red flag"]),
        packs.rule(id="t.blue", phrases=["blue flag"]),
        packs.rule(id="t.deep.blue", phrases=["deep blue flag"]),
    )


TEXT = "A red flag and a blue flag; further on a deep blue flag."


def test_rules_switched_off_find_nothing_and_the_others_go_on(packs):
    book = three(packs)
    assert found(book, TEXT) == ["t.red", "t.blue", "t.deep.blue", "t.blue"]
    assert found(book.without(["t.blue"]), TEXT) == ["t.red", "t.deep.blue"]
    assert found(book.without(["t.*blue"]), TEXT) == ["t.red"]
    assert found(book.without(["t.blue"]).without(["t.red"]), TEXT) == ["t.deep.blue"]
    assert found(book.without(["*"]), TEXT) == []
    assert found(book.without(["x.*"]), TEXT) == found(book, TEXT)
    assert found(book, TEXT) == ["t.red", "t.blue", "t.deep.blue", "t.blue"], "the book itself has not changed"


def test_a_book_says_which_rules_are_off(packs):
    book = three(packs)
    off = book.without(["t.deep.*"])
    assert off.is_off("t.deep.blue") and not off.is_off("t.blue") and not book.is_off("t.deep.blue")
    assert book.without([]) is book
    assert [rule.id for rule in off] == ["t.red", "t.blue", "t.deep.blue"], "a rule that is off can still be shown"


def test_there_and_back_through_the_plain_form():
    load()
    book = load()  # from the cache, where patterns have no atoms any more
    again = Rulebook.from_plain(marshal.loads(marshal.dumps(book.plain())))
    assert again.rules == book.rules
    assert again.reads == book.reads
    assert (again.stops, again.not_holders, again.digest) == (book.stops, book.not_holders, book.digest)
    text = "© 2024 Fen Post. All rights reserved. This material may not be published or broadcast."
    assert found(again, text) == found(book, text) != []
    assert again.registry.to_plain() == book.registry.to_plain()


def test_capitals_count_only_where_the_rule_says_so(packs):
    book = packs.book(
        packs.rule(id="t.any", phrases=["red flag"]),
        packs.rule(id="t.exact", phrases=["BLUE FLAG"], case="exact"),
    )
    assert found(book, "RED FLAG Red Flag BLUE FLAG Blue Flag") == ["t.any", "t.any", "t.exact"]
