import itertools
import random

import pytest

from compliance.decisions import Action, Decisions, Scope, undo_of
from compliance.decisions.identity import digest

from .conftest import decision, flag

DOCUMENT = "drafts/quay.md"


def on(decisions, what=None, document=DOCUMENT):
    what = what or flag()
    return decisions.on(document, what.identity, digest(what))


def test_the_latest_counts_whatever_the_order_of_the_lines():
    old = decision(flag(), action=Action.ACCEPTED, time="2026-06-01T09:00:00Z")
    new = decision(flag(), action=Action.DISMISSED, time="2026-06-01T09:00:00.000001Z")
    for order in itertools.permutations([old, new]):
        assert on(Decisions(order)) == [new, old]


def test_decisions_of_one_moment_have_one_order():
    rivals = [decision(flag(), reason=f"reason {n}") for n in range(5)]
    found = [on(Decisions(random.Random(n).sample(rivals, 5))) for n in range(20)]
    assert all(it == found[0] for it in found)


def test_a_line_that_a_merge_has_doubled_counts_once():
    entry = decision(flag())
    decisions = Decisions([entry, entry])
    assert len(decisions) == 1 and on(decisions) == [entry]


def test_here_is_this_document_and_everywhere_is_all():
    here, wide = decision(flag()), decision(flag(), scope=Scope.EVERYWHERE)
    assert on(Decisions([here]), document="drafts/lamp.md") == []
    assert on(Decisions([wide]), document="drafts/lamp.md") == [wide]
    assert on(Decisions([wide]), flag(identity="other words around it")) == [wide]
    assert on(Decisions([here]), flag(identity="other words around it")) == []
    assert on(Decisions([wide]), flag(rule="desk.other")) == []


def test_undoing_and_doing_again_any_number_of_times():
    entry = decision(flag())
    chain = [entry]
    for step in range(1, 3001):
        chain.append(undo_of(chain[-1], "again", "Ada Quill", time="2026-06-02T09:00:00Z"))
        if step in (1, 2, 3, 2999, 3000):
            decisions = Decisions(random.Random(step).sample(chain, len(chain)))
            assert decisions.stands(entry) is (step % 2 == 0)
            assert bool(on(decisions)) is (step % 2 == 0)


def test_an_undoing_counts_though_its_clock_was_behind():
    entry = decision(flag(), time="2026-06-05T09:00:00Z")
    early = undo_of(entry, "wrong flag", "Bo Reed", time="2026-06-01T09:00:00Z")
    assert on(Decisions([early, entry])) == []


def test_two_who_undo_the_same_undo_it_once_each():
    entry = decision(flag())
    one, other = (undo_of(entry, "wrong flag", by, time="2026-06-02T09:00:00Z") for by in ("Ada Quill", "Bo Reed"))
    again = undo_of(one, "it was right", "Ada Quill", time="2026-06-03T09:00:00Z")
    assert not Decisions([entry, one, other, again]).stands(entry)
    assert Decisions([entry, one, again]).stands(entry)


def test_in_a_circle_of_undoings_nothing_stands():
    entry = decision(flag())
    one = undo_of(entry, "x", "Ada Quill", time="2026-06-02T09:00:00Z")
    other = undo_of(one, "x", "Ada Quill", time="2026-06-02T09:00:00Z")
    circle = other._replace(id=entry.id)  # nobody writes such a thing; somebody may forge it
    assert not Decisions([entry, one, circle]).stands(entry)


def test_an_undone_decision_gives_way_to_the_one_before():
    old = decision(flag(), action=Action.DISMISSED, time="2026-06-01T09:00:00Z")
    new = decision(flag(), time="2026-06-02T09:00:00Z")
    undoing = undo_of(new, "hasty", "Ada Quill", time="2026-06-03T09:00:00Z")
    decisions = Decisions([old, new])
    assert decisions.replaced(old) and not decisions.replaced(new)
    decisions.add(undoing)
    assert on(decisions) == [old] and not decisions.replaced(old)


def test_what_was_pruned_holds_no_longer_but_was_said():
    entry = decision(flag())
    pruned = Decisions([entry, undo_of(entry, "not needed", "Ada Quill", time="2026-06-03T09:00:00Z", action=Action.PRUNED)])
    undone = Decisions([entry, undo_of(entry, "wrong flag", "Ada Quill", time="2026-06-03T09:00:00Z")])
    assert (pruned.stands(entry), pruned.said(entry)) == (False, True)
    assert (undone.stands(entry), undone.said(entry)) == (False, False)


@pytest.mark.parametrize(("prefix", "count"), [("", 0), ("no such id", 0)])
def test_an_id_that_means_nothing_finds_nothing(prefix, count):
    assert len(Decisions([decision(flag())]).find(prefix)) == count


def test_an_id_is_found_by_its_first_digits():
    entry = decision(flag())
    assert Decisions([entry]).find(entry.id[:5]) == [entry]
    assert Decisions([entry]).get(entry.id) == entry
