"""The desk: going about, grouping, filtering, deciding on the record, and taking back."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.decisions import Action
from compliance.desk.desk import Desk, DeskError, Reach
from compliance.desk.docket import Choice
from compliance.desk.filters import Filter, FilterError, parse
from compliance.desk.grouping import Grouping
from compliance.desk.remedy import take_out
from tests.desk.stage import Stage

YES = Choice(Action.ACCEPTED, "ours")
NO = Choice(Action.DISMISSED, "a false alarm")


def rules(desk: Desk) -> list[str]:
    return [desk.items[number].flag.rule for number in desk.order]


def test_it_opens_on_the_first_flag_of_the_first_document(stage: Stage) -> None:
    desk = stage.desk()
    assert (desk.at, desk.count, desk.open, len(desk.reports)) == (0, 9, 9, 6)
    assert desk.report is not None and desk.report.id == "arabic.txt"
    assert [group.size for group in desk.groups] == [2, 3, 1, 1, 2]


@pytest.mark.parametrize("grouping", Grouping)
def test_groups_cover_everything_once_and_the_place_stays_at_the_flag(stage: Stage, grouping: Grouping) -> None:
    desk = stage.desk()
    desk.go(4)
    item = desk.item
    desk.regroup(grouping)
    assert desk.item == item
    assert sorted(desk.order) == list(range(9))
    assert sum(group.size for group in desk.groups) == 9
    assert [group.start for group in desk.groups] == [sum(it.size for it in desk.groups[:n]) for n in range(len(desk.groups))]
    assert all(desk.group_of(at) == number for number, group in enumerate(desk.groups) for at in range(group.start, group.start + group.size))


def test_rules_and_texts_stand_by_how_many_flags_they_have(stage: Stage) -> None:
    desk = stage.desk()
    desk.regroup(Grouping.RULE)
    assert [(group.title, group.size) for group in desk.groups][:2] == [("t.rights", 4), ("t.notice", 2)]
    desk.regroup(Grouping.TEXT)
    assert (desk.groups[0].title, desk.groups[0].size) == ("All rights reserved.", 3)


def test_the_ends_are_the_ends(stage: Stage) -> None:
    desk = stage.desk()
    assert not desk.go(-1)
    assert desk.go(100) and desk.at == 8
    assert not desk.go(9)
    assert not desk.next_group()
    assert desk.next_group(-1) and desk.at == 7 - 1


def test_a_part_of_a_name_goes_from_document_to_document(stage: Stage) -> None:
    desk = stage.desk()
    seen = []
    for _ in range(6):
        assert desk.jump(".TXT")
        assert desk.report is not None
        seen.append(desk.report.id)
    assert seen == ["bridge.txt", "hostile.txt", "kyoto.txt", "arabic.txt", "bridge.txt", "hostile.txt"]
    assert not desk.jump("nowhere") and not desk.jump("") and not desk.jump("0") and not desk.jump("10")
    assert desk.jump(" 9 ") and desk.at == 8
    desk.regroup(Grouping.RULE)
    assert desk.jump("kyoto.txt") and desk.report is not None and desk.report.id == "kyoto.txt"


def test_next_open_goes_round_and_says_when_there_is_none(stage: Stage) -> None:
    desk = stage.desk()
    desk.go(8)
    assert desk.next_open() and desk.at == 0
    assert desk.next_open(-1) and desk.at == 8
    desk.refilter(parse("note"))
    assert not desk.next_open()


@pytest.mark.parametrize(
    ("words", "chosen"),
    [
        ("error", Filter(severity=("error",))),  # type: ignore[arg-type]
        ("errors warnings", None),
        ("open", Filter(decided="no")),
        ("page_chrome", Filter(kind=("page_chrome",))),
        ('holder="Kestrel Wire" decided=yes', Filter(holder="Kestrel Wire", decided="yes")),
        ("severity=error,warning rule=t. document=lamps", None),
        ("", Filter()),
    ],
)
def test_filters_are_read_and_written_alike(words: str, chosen: Filter | None) -> None:
    found = parse(words)
    assert chosen is None or found == chosen
    assert parse(str(found)) == found


@pytest.mark.parametrize(
    ("words", "said"), [("eror", '"error"'), ("holdr=x", '"holder"'), ("severity=grave", "error, warning, note"), ('"', "not closed"), ("decided=maybe", "yes, no, lapsed")]
)
def test_a_wrong_filter_names_the_right_word(words: str, said: str) -> None:
    with pytest.raises(FilterError, match=said):
        parse(words)


def test_filters(stage: Stage) -> None:
    desk = stage.desk()
    counts = {words: (desk.refilter(parse(words)), desk.count)[1] for words in ("error", "holder=kestrel", "document=bridge.txt", "rule=reuse", "note error", "decided=yes")}
    assert counts == {"error": 2, "holder=kestrel": 1, "document=bridge.txt": 3, "rule=reuse": 1, "note error": 3, "decided=yes": 0}
    assert desk.item is None and desk.open == 0
    desk.refilter(Filter())
    assert desk.count == 9


def test_what_is_decided_stays_in_sight_until_the_filter_is_set_again(stage: Stage) -> None:
    desk = stage.desk()
    desk.refilter(parse("open"))
    desk.decide(YES)
    assert (desk.count, desk.open) == (9, 8)
    desk.refilter(parse("open"))
    assert desk.count == 8


def test_a_decision_is_on_disk_and_beside_the_flag(stage: Stage) -> None:
    desk = stage.desk()
    step = desk.decide(YES)
    (entry,) = stage.log.decisions
    assert (entry.action, entry.reason, entry.document.removeprefix("id:"), entry.by) == (Action.ACCEPTED, "ours", "arabic.txt", "Ada Quill <ada@example.org>")
    assert desk.item is not None and desk.item.flag.decision is not None
    assert step.flags == 1
    again = stage.desk()
    assert again.items[0].flag.decision == desk.items[0].flag.decision


def test_the_same_text_everywhere_is_one_line_and_holds_for_what_comes(stage: Stage) -> None:
    desk = stage.desk()
    desk.search("All rights reserved")
    assert desk.decide(NO, Reach.EVERYWHERE).flags == 3
    assert len(stage.log.decisions) == 1
    (stage.folder / "new.txt").write_text("Another.\n\nALL RIGHTS  RESERVED.\n\nAll rights reserved.\n", "utf-8")
    states = [item.open for item in stage.desk().items if item.flag.text == "All rights reserved."]
    assert states == [False] * 4


def test_a_group_is_decided_in_one_step(stage: Stage) -> None:
    desk = stage.desk()
    desk.go(2)
    desk.decide(YES)
    step = desk.decide(NO, Reach.GROUP)
    assert (step.flags, len(desk.stack.done)) == (2, 2)
    assert [item.flag.decision["reason"] for item in desk.flags_of(1) if item.flag.decision] == ["ours", "a false alarm", "a false alarm"]
    with pytest.raises(DeskError, match="has been decided"):
        desk.decide(NO, Reach.GROUP)


def test_undo_and_redo_are_lines_of_their_own(stage: Stage) -> None:
    desk = stage.desk()
    desk.decide(YES)
    desk.decide(NO)
    desk.undo()
    assert desk.item is not None and desk.item.flag.decision is not None and desk.item.flag.decision["reason"] == "ours"
    assert stage.desk().items[0].flag.decision == desk.item.flag.decision
    desk.undo()
    assert desk.open == 9 and stage.desk().open == 9
    desk.redo()
    desk.redo()
    assert stage.desk().items[0].flag.decision["reason"] == "a false alarm"  # type: ignore[index]
    assert len(stage.log.decisions) == 6
    desk.undo()
    desk.decide(YES)
    assert desk.stack.undone == []
    with pytest.raises(DeskError):
        desk.redo()


def test_repeat_needs_something_to_repeat(stage: Stage) -> None:
    desk = stage.desk()
    with pytest.raises(DeskError):
        desk.repeat()
    desk.decide(NO)
    desk.go(3)
    desk.repeat()
    assert desk.items[3].flag.decision["reason"] == "a false alarm"  # type: ignore[index]


def test_what_others_decide_is_taken_over_and_what_they_take_back(stage: Stage) -> None:
    mine, theirs = stage.desk(), stage.desk("Bo Marsh")
    theirs.decide(YES)
    assert mine.refresh() and not mine.refresh()
    assert mine.items[0].flag.decision["by"] == "Bo Marsh"  # type: ignore[index]
    mine.go(1)
    mine.decide(NO)
    theirs.undo()
    assert mine.refresh()
    assert mine.items[0].open and not mine.items[1].open
    assert theirs.refresh()
    assert not theirs.items[1].open


def test_a_decision_after_somebody_elses_counts_though_the_clock_is_behind(stage: Stage) -> None:
    ahead = stage.docket("Bo Marsh")
    ahead._moment = lambda: "2999-01-01T00:00:00.000000Z"
    Desk(stage.reports(lambda done, total: None), ahead).decide(YES)
    desk = stage.desk()
    desk.decide(NO)
    assert stage.desk().items[0].flag.decision["reason"] == "a false alarm"  # type: ignore[index]


def test_a_new_check_keeps_the_place_and_the_stack(stage: Stage) -> None:
    desk = stage.desk()
    desk.jump("bridge.txt")
    desk.decide(YES)
    desk.go(desk.at + 1)
    (stage.folder / "bridge.txt").write_text("New.\n\nAll rights reserved.\n\n© 2024 Kestrel Wire Inc.\n", "utf-8")
    report = desk.report
    assert report is not None
    desk.replace(1, stage.recheck(report))
    assert desk.item is not None and desk.item.flag.rule == "t.rights"
    assert desk.count == 8
    lapsed = next(item for item in desk.flags_of(1) if item.flag.rule == "t.notice")
    assert lapsed.open and lapsed.flag.decision is not None and lapsed.flag.decision["lapsed"]
    desk.undo()
    assert stage.desk().open == 8


def test_the_remedy_is_carried_out_recorded_and_taken_back(stage: Stage) -> None:
    desk = stage.desk()
    desk.jump("bridge.txt")
    item, report = desk.item, desk.report
    assert item is not None and report is not None
    path = stage.folder / "bridge.txt"
    before = path.read_bytes()
    document = stage.page(report, item.flag).document
    assert document is not None
    desk.fix(take_out(document, item.flag), "taken out")
    assert b"Kestrel" not in path.read_bytes()
    desk.replace(1, stage.recheck(report))
    desk.undo()
    desk.replace(1, stage.recheck(report))
    assert path.read_bytes() == before and stage.desk().open == 9
    desk.redo()
    assert b"Kestrel" not in path.read_bytes()


@given(st.integers(0, 2**32), st.lists(st.sampled_from("decide everywhere group undo redo move regroup filter clear".split()), max_size=25))
def test_whatever_is_done_the_desk_says_what_is_on_disk(tmp_path_factory: pytest.TempPathFactory, seed: int, doing: list[str]) -> None:
    chance = random.Random(seed)
    stage = Stage(tmp_path_factory.mktemp("desk"))
    desk = stage.desk()
    for word in doing:
        try:
            match word:
                case "decide" | "everywhere" | "group":
                    desk.decide(chance.choice([YES, NO]), Reach("here" if word == "decide" else word))
                case "undo":
                    desk.undo()
                case "redo":
                    desk.redo()
                case "move":
                    desk.go(chance.randrange(9))
                case "regroup":
                    desk.regroup(chance.choice(list(Grouping)))
                case "filter":
                    desk.refilter(parse(chance.choice(["open", "error", "decided=yes", "rule=t.rights"])))
                case _:
                    desk.refilter(Filter())
        except DeskError:
            pass
        assert desk.open == sum(desk.items[number].open for number in desk.order)
        assert not desk.order or 0 <= desk.at < desk.count
    assert [item.flag.decision for item in desk.items] == [item.flag.decision for item in stage.desk().items]
