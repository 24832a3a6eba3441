import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.decisions import Action, BadEntry, Scope, read_entry, undo_of, write_entry

from .conftest import decision, flag

KEYS = ["schema", "id", "time", "by", "action", "reason", "scope", "rule", "revision", "flag", "digest", "before", "after", "document", "text"]


def test_a_decision_is_one_line_whose_keys_keep_their_order():
    line = write_entry(decision(flag(), until="2026-12-31"))
    assert line.count(b"\n") == 1 and line.endswith(b"\n")
    assert list(json.loads(line)) == [*KEYS[:6], "until", *KEYS[6:]]
    assert list(json.loads(write_entry(decision(flag())))) == KEYS


def test_a_line_holds_no_place_in_the_text():
    here = write_entry(decision(flag(), until="2026-12-31"))
    moved = flag()._replace(position=flag().position._replace(line=90, column=7), span=flag().span._replace(start=400, end=426))
    there = write_entry(decision(moved, until="2026-12-31"))
    drop = ("id",)
    assert {k: v for k, v in json.loads(here).items() if k not in drop} == {k: v for k, v in json.loads(there).items() if k not in drop}


@given(text=st.text(min_size=1).filter(str.strip), reason=st.text(min_size=1).filter(str.strip), unseen=st.booleans(), scope=st.sampled_from(Scope))
def test_what_is_written_is_read_again(text, reason, unseen, scope):
    entry = decision(flag(text), reason=reason, unseen=unseen, scope=scope)
    assert read_entry(write_entry(entry)) == entry
    assert b"\n" not in write_entry(entry)[:-1]


def test_a_name_that_is_no_unicode_is_kept():
    entry = decision(flag(), document="drafts/\udcff.md")
    assert read_entry(write_entry(entry)).document == "drafts/\udcff.md"


def test_an_undoing_names_what_it_undoes_and_nothing_else():
    entry = decision(flag())
    undoing = undo_of(entry, "wrong flag", "Bo Reed", time="2026-06-02T09:00:00Z")
    assert (undoing.action, undoing.of, undoing.by) == (Action.UNDONE, entry.id, "Bo Reed")
    assert list(json.loads(write_entry(undoing))) == [*KEYS[:6], "of"]
    assert undoing.id != entry.id


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"reason": "  "}, 'no "reason"'),
        ({"by": ""}, 'no "by"'),
        ({"action": Action.WAIVED}, 'needs "until"'),
        ({"until": "soon"}, '"until" is no date'),
        ({"time": "2026-06-01 09:00"}, '"time" is no moment'),
    ],
)
def test_a_decision_without_what_it_needs_is_refused(more, words):
    with pytest.raises(BadEntry, match=words):
        decision(flag(), **more)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b'{"schema": 1, "id": "5', "not a whole line"),
        (b"\xff\xfe", "not a whole line"),
        (b"[" * 100_000, "not a whole line"),
        (b"[]", "no JSON object"),
        (b"{}", '"schema" is no number'),
        (b'{"schema": 2}', "newer version"),
        (b'{"schema": 1, "action": "blessed"}', '"action" is none of'),
        (b"<<<<<<< HEAD", "unfinished merge"),
    ],
)
def test_a_line_that_is_no_decision_says_why(line, words):
    with pytest.raises(BadEntry, match=words):
        read_entry(line)


@given(st.binary())
def test_no_bytes_do_anything_but_be_refused(line):
    try:
        read_entry(line)
    except BadEntry as error:
        assert str(error)


def test_keys_of_a_later_version_are_passed_over():
    record = json.loads(write_entry(decision(flag()))) | {"mood": "sunny"}
    assert read_entry(json.dumps(record).encode()).reason == "licence 12"
