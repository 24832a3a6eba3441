import pytest

from compliance.decisions import Action, Decisions, Scope, decide, undo_of
from compliance.decisions.audit import State, Usage, reviewers, standings, verdicts
from compliance.model import Outcome

from .conftest import TODAY, decision, flag, report


def states(entries, *reports, there=lambda document: True):
    decisions = Decisions(entries)
    usage = Usage(decisions)
    for it in reports:
        usage.see(it.id, decide(it, decisions, it.id, lambda rule: 1, TODAY))
    found = standings(decisions, TODAY, usage if reports else None, there)
    return {it.entry.text: it.state for it in found}


def test_what_has_become_of_decisions():
    entries = [
        decision(flag("Held marrow")),
        decision(flag("Gone from the text")),
        decision(flag("Waived pumpkin"), action=Action.WAIVED, until="2026-06-10"),
        decision(flag("In another text"), "drafts/lamp.md"),
        decision(flag("In a text that is gone"), "drafts/gone.md"),
        decision(flag("Everywhere and nowhere"), scope=Scope.EVERYWHERE),
        decision(flag("Everywhere, unchecked"), "drafts/lamp.md", scope=Scope.EVERYWHERE),
    ]
    seen = report(flag("Held marrow"), flag("Waived pumpkin"))
    assert states(entries, seen, there=lambda document: document != "drafts/gone.md") == {
        "Held marrow": State.IN_FORCE,
        "Gone from the text": State.UNUSED,
        "Waived pumpkin": State.LAPSED,
        "In another text": State.UNCHECKED,
        "In a text that is gone": State.UNUSED,
        "Everywhere and nowhere": State.UNUSED,
        "Everywhere, unchecked": State.UNCHECKED,
    }


def test_without_a_check_only_dates_tell():
    entries = [decision(flag("Held marrow")), decision(flag("Waived pumpkin"), action=Action.WAIVED, until="2026-06-10")]
    assert states(entries) == {"Held marrow": State.IN_FORCE, "Waived pumpkin": State.LAPSED}


def test_a_text_that_failed_proves_nothing_unused():
    failed = report()._replace(outcome=Outcome.FAILED)
    assert states([decision(flag())], failed) == {"All marrow rights reserved": State.UNCHECKED}


def test_a_decision_that_is_shown_elsewhere_has_not_lapsed_for_that():
    entry = decision(flag(), "drafts/old.md")
    assert states([entry], report(flag())) == {entry.text: State.UNCHECKED}


def test_what_is_undone_or_replaced():
    first, second = decision(flag(), time="2026-06-01T09:00:00Z"), decision(flag(), time="2026-06-02T09:00:00Z")
    decisions = Decisions([first, second])
    assert [it.state for it in standings(decisions, TODAY)] == [State.REPLACED, State.IN_FORCE]
    decisions.add(undo_of(second, "hasty", "Ada Quill", time="2026-06-03T09:00:00Z"))
    assert [it.state for it in standings(decisions, TODAY)] == [State.IN_FORCE, State.UNDONE]


def test_precision_is_the_share_that_was_right():
    entries = [decision(flag(f"Right {n}"), action=Action.ACCEPTED) for n in range(3)]
    entries += [decision(flag("Wrong"), action=Action.DISMISSED), decision(flag("Wrong"), action=Action.DISMISSED, time="2026-06-02T09:00:00Z")]
    entries += [decision(flag("Fixed"), action=Action.FIXED), decision(flag("Waived"), action=Action.WAIVED, until="2026-12-31")]
    (row,) = verdicts(Decisions(entries))
    assert (row.right, row.wrong, row.unseen) == (5, 1, 0)
    assert row.precision == pytest.approx(5 / 6)


def test_a_rule_that_is_always_right_has_all_and_one_that_nobody_looked_at_none():
    entries = [decision(flag(rule="desk.good")), decision(flag(rule="desk.bad"), action=Action.DISMISSED), decision(flag(rule="desk.old"), unseen=True)]
    assert [(row.rule, row.precision) for row in verdicts(Decisions(entries))] == [("desk.bad", 0.0), ("desk.good", 1.0), ("desk.old", None)]


def test_the_last_word_on_a_flag_counts_though_it_was_pruned_and_not_if_it_was_undone():
    old = decision(flag(), action=Action.DISMISSED, time="2026-06-01T09:00:00Z")
    new = decision(flag(), time="2026-06-02T09:00:00Z")
    for action, right, wrong in ((Action.PRUNED, 1, 0), (Action.UNDONE, 0, 1)):
        (row,) = verdicts(Decisions([old, new, undo_of(new, "x", "Ada Quill", time="2026-06-03T09:00:00Z", action=action)]))
        assert (row.right, row.wrong) == (right, wrong)


def test_who_decided_how_often_and_when_last():
    entries = [decision(flag(f"Marrow {n}"), by="Bo Reed", time=f"2026-06-0{n}T09:00:00Z") for n in (1, 2)] + [decision(flag())]
    entries.append(undo_of(entries[0], "hasty", "Bo Reed", time="2026-06-09T09:00:00Z"))
    assert reviewers(entries) == [
        ("Bo Reed", {Action.ACCEPTED: 2, Action.UNDONE: 1}, "2026-06-09T09:00:00Z"),
        ("Ada Quill", {Action.ACCEPTED: 1}, "2026-06-01T09:00:00Z"),
    ]
