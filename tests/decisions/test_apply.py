import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.decisions import Action, Decisions, Scope, decide, undo_of
from compliance.output.settled import lapse, settled

from .conftest import TODAY, decision, flag, report

DOCUMENT = "drafts/quay.md"


def decided(report_, *entries, document=DOCUMENT, revision=1, moment=TODAY):
    return decide(report_, Decisions(entries), document, lambda rule: revision, moment)


def only(report_):
    return report_.flags[0].decision


def test_a_decision_settles_its_flag_and_says_who_why_and_when():
    entry = decision(flag(), until="2026-12-31")
    found = decided(report(flag(), flag("Another marrow")), entry)
    assert [settled(it) for it in found.flags] == [True, False]
    assert only(found) == {
        "action": "accepted", "reason": "licence 12", "by": "Ada Quill", "time": "2026-06-01T09:00:00Z", "scope": "here", "until": "2026-12-31", "id": entry.id,
    }  # fmt: skip


def test_without_decisions_the_report_is_the_same_object():
    before = report(flag())
    assert decided(before) is before
    assert decided(before, decision(flag("Another marrow", rule="desk.other"))) is before


def test_a_flag_that_moves_keeps_its_decision():
    moved = flag()._replace(position=flag().position._replace(line=90, column=7), span=flag().span._replace(start=400, end=426))
    assert settled(decided(report(moved), decision(flag())).flags[0])


@pytest.mark.parametrize(
    ("action", "until", "moment", "holds"),
    [
        (Action.ACCEPTED, "", TODAY, True),
        (Action.DISMISSED, "", TODAY, True),
        (Action.WAIVED, "2026-06-15", "2026-06-15T23:59:59Z", True),
        (Action.WAIVED, "2026-06-15", "2026-06-16T00:00:00Z", False),
        (Action.ACCEPTED, "2026-06-15T12:00:00Z", TODAY, False),
        (Action.FIXED, "", TODAY, False),
    ],
)
def test_what_holds_and_what_has_lapsed(action, until, moment, holds):
    found = decided(report(flag()), decision(flag(), action=action, until=until), moment=moment).flags[0]
    assert settled(found) is holds
    assert found.decision["reason"] == "licence 12"
    assert bool(lapse(found)) is not holds


def test_a_new_revision_of_the_rule_asks_again_and_shows_the_old_decision():
    found = decided(report(flag()), decision(flag()), revision=2).flags[0]
    assert not settled(found)
    assert lapse(found) == "accepted: licence 12 (Ada Quill, 2026-06-01; lapsed: the rule was at revision 1, and is at 2 now)"


def test_a_decision_on_the_rule_as_it_is_holds_though_a_later_one_was_on_an_older():
    now, old_branch = decision(flag(), revision=2), decision(flag(), revision=1, time="2026-06-03T09:00:00Z")
    assert settled(decided(report(flag()), now, old_branch, revision=2).flags[0])


def test_a_text_that_was_edited_shows_what_was_decided_on_the_old_one():
    edited = flag("All the marrow rights are reserved")
    found = decided(report(edited), decision(flag())).flags[0]
    assert not settled(found)
    assert (found.decision["lapsed"], found.decision["was"]) == ("the text has changed", "All marrow rights reserved")


def test_other_words_of_the_same_rule_are_no_edit():
    assert only(decided(report(flag("© Xyz Quux")), decision(flag()))) is None


def test_an_edit_is_not_looked_for_while_the_old_text_is_there():
    found = decided(report(flag(), flag("All the marrow rights are reserved")), decision(flag()))
    assert [it.decision is None for it in found.flags] == [False, True]


def between(before, after):
    return flag(identity=f"{before}/{after}", before=before, after=after)


def test_other_words_on_both_sides_lapse_a_decision_for_here():
    found = decided(report(between("Said Ada: ", " That was all.")), decision(between("Said Bo: ", " He left."))).flags[0]
    assert found.decision["lapsed"] == "the words around it have changed"
    assert "was" not in found.decision


@pytest.mark.parametrize("now", [("Said Ada: ", " He left."), ("Said Bo: ", " That was all."), ("SAID  BO:", ""), ("", " he left.")])
def test_a_paragraph_put_in_before_or_after_does_not(now):
    old = decision(between("Said Bo: ", " He left."))
    assert settled(decided(report(between(*now)), old).flags[0])
    assert decided(report(between(*now)), old, revision=2).flags[0].decision["lapsed"].startswith("the rule was at")


@pytest.mark.parametrize("next_to_nothing", ["", " ", ".", ".\n\n1)"])
def test_next_to_nothing_on_either_side_is_no_likeness(next_to_nothing):
    old = decision(between(" He left.", next_to_nothing))
    found = decided(report(between(" That was all.", next_to_nothing)), old).flags[0]
    assert found.decision["lapsed"] == "the words around it have changed"


def test_one_decision_settles_one_of_two_that_have_moved():
    old = decision(between("Said Bo: ", " He left."))
    found = decided(report(between("Said Ada: ", " He left."), between("Said Cyd: ", " He left.")), old)
    assert [settled(it) for it in found.flags] == [True, False]


def test_two_edits_go_to_the_decisions_that_they_are_most_like():
    old = [decision(flag("Marrow rights reserved by Ada"), reason="ada"), decision(flag("Marrow rights reserved by Cornelius"), reason="cornelius")]
    found = decided(report(flag("Marrow rights reserved for Cornelius"), flag("Marrow rights reserved for Ada")), *old)
    assert [it.decision["reason"] for it in found.flags] == ["cornelius", "ada"]


def test_a_decision_for_another_document_is_shown_and_does_not_hold():
    found = decided(report(flag()), decision(flag(), document="drafts/old.md")).flags[0]
    assert found.decision["lapsed"] == "it holds for drafts/old.md only"
    assert not settled(found)


def test_a_decision_for_everywhere_holds_in_every_document_and_around_any_words():
    wide = decision(flag(), document="drafts/old.md", scope=Scope.EVERYWHERE)
    assert settled(decided(report(flag(identity="elsewhere in the text")), wide).flags[0])
    edited = decided(report(flag("All marrow rights reserved!!")), wide).flags[0]
    assert edited.decision["lapsed"] == "the text has changed"


def test_the_later_of_here_and_everywhere_counts():
    here = decision(flag(), action=Action.DISMISSED, time="2026-06-02T09:00:00Z")
    wide = decision(flag(), scope=Scope.EVERYWHERE, time="2026-06-03T09:00:00Z")
    assert only(decided(report(flag()), here, wide))["action"] == "accepted"
    assert only(decided(report(flag()), here, wide._replace(time="2026-06-01T09:00:00Z")))["action"] == "dismissed"


def test_what_was_undone_is_not_shown():
    entry = decision(flag())
    assert only(decided(report(flag()), entry, undo_of(entry, "wrong flag", "Bo Reed", time="2026-06-02T09:00:00Z"))) is None


def test_a_comment_in_the_text_comes_first():
    silenced = flag(decision={"action": "suppressed", "reason": "our own"})
    assert only(decided(report(silenced), decision(flag())))["action"] == "suppressed"


TEXTS = st.lists(st.text("marow", min_size=1, max_size=12), min_size=1, max_size=8)


@given(texts=TEXTS, done=TEXTS, data=st.data())
def test_only_what_was_decided_is_settled_and_nothing_else_changes(texts, done, data):
    before = report(*map(flag, texts))
    entries = [decision(flag(text)) for text in done]
    after = decided(before, *data.draw(st.permutations(entries)))
    assert [settled(it) for it in after.flags] == [text in done for text in texts]
    assert [it._replace(decision=None) for it in after.flags] == list(before.flags)
    assert all(it.decision is None or it.decision["reason"] == "licence 12" for it in after.flags)
