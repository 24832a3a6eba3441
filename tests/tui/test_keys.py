"""Every key of the desk does what its command says."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.desk.commands import COMMANDS
from compliance.desk.grouping import Grouping
from tests.tui.editor import Editor
from tui.dialogs import Choose, Dialog, Reading

Sit = Callable[..., None]


def lines(editor: Editor) -> list[dict[str, str]]:
    path = editor.stage.folder / "compliance-decisions.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def test_the_desk_opens_on_the_first_flag_with_its_words_in_sight(sit: Sit) -> None:
    async def doing(editor: Editor) -> None:
        assert editor.place.startswith("1 of 9 · 9 open · by document")
        page = editor.screen.query_one("#page")
        assert page.text[slice(*page.here)] == editor.desk.item.flag.text  # type: ignore[attr-defined]
        top, height = round(page.scroll_y), page.size.height
        row = page._rows.row_of(page.here.start)  # type: ignore[attr-defined]
        assert top <= row < top + height

    sit(doing)


@pytest.mark.parametrize("keys", [("n", "p"), ("j", "k"), ("down", "up")])
def test_next_and_previous(sit: Sit, keys: tuple[str, str]) -> None:
    async def doing(editor: Editor) -> None:
        await editor.press(keys[0])
        assert editor.desk.at == 1
        assert editor.place.startswith("2 of 9")
        await editor.press(keys[1])
        assert editor.desk.at == 0
        await editor.press(keys[1])
        assert (editor.desk.at, editor.said) == (0, "this is the first flag")

    sit(doing)


def test_first_last_and_groups(sit: Sit) -> None:
    async def doing(editor: Editor) -> None:
        await editor.press("end")
        assert editor.desk.at == 8
        await editor.press("home")
        assert editor.desk.at == 0
        for key in ("right_square_bracket", "right"):
            before = editor.desk.group
            await editor.press(key)
            assert editor.desk.group == before + 1
        for key in ("left_square_bracket", "left"):
            before = editor.desk.group
            await editor.press(key)
            assert editor.desk.group == before - 1

    sit(doing)


def test_next_open_passes_over_what_is_decided(sit: Sit) -> None:
    async def doing(editor: Editor) -> None:
        await editor.press("n", "a")
        await editor.answer("ours")
        await editor.press("home", "o")
        assert editor.desk.at == 2
        await editor.press("O")
        assert editor.desk.at == 0

    sit(doing)


@pytest.mark.parametrize(("key", "action"), [("a", "accepted"), ("d", "dismissed")])
def test_a_decision_is_in_the_file_when_its_dialog_has_closed(sit: Sit, key: str, action: str) -> None:
    async def doing(editor: Editor) -> None:
        flag = editor.desk.item.flag
        await editor.press(key)
        assert isinstance(editor.app.screen, Dialog)
        assert lines(editor) == []
        await editor.answer("our own notice")
        (line,) = lines(editor)
        assert (line["action"], line["reason"], line["scope"], line["flag"]) == (action, "our own notice", "here", flag.identity)
        assert editor.desk.at == 1
        assert "u takes it back" in editor.said

    sit(doing)


def test_the_key_that_asks_does_not_confirm(sit: Sit) -> None:
    async def doing(editor: Editor) -> None:
        await editor.press("a")
        await editor.pilot.press("a", "a")
        assert isinstance(editor.app.screen, Dialog)
        assert editor.app.screen.told == {"reason": "aa"}
        await editor.pilot.press("escape")
        await editor.settle()
        assert lines(editor) == []

    sit(doing)


def test_a_decision_without_a_reason_is_refused(sit: Sit) -> None:
    async def doing(editor: Editor) -> None:
        await editor.press("a")
        await editor.answer("")
        assert isinstance(editor.app.screen, Dialog)
        assert "reason" in str(editor.app.screen.query_one(".problem").render())
        assert lines(editor) == []

    sit(doing)


def test_waive_until(sit: Sit) -> None:
    async def doing(editor: Editor) -> None:
        await editor.press("w")
        await editor.answer("2020-01-01", "asked")
        assert "is over" in str(editor.app.screen.query_one(".problem").render())
        await editor.pilot.press("escape")
        await editor.press("w")
        await editor.answer("2099-01-31", "asked the owner")
        (line,) = lines(editor)
        assert (line["action"], line["until"]) == ("waived", "2099-01-31")

    sit(doing)


@pytest.mark.parametrize(("key", "action", "told"), [("A", "accepted", ["why"]), ("D", "dismissed", ["why"]), ("W", "waived", ["10d", "why"])])
def test_the_same_text_everywhere(sit: Sit, key: str, action: str, told: list[str]) -> None:
    async def doing(editor: Editor) -> None:
        editor.desk.jump("5")
        while editor.desk.item.flag.text != "All rights reserved.":
            editor.desk.go(editor.desk.at + 1)
        editor.screen.moved()
        await editor.settle()
        await editor.press(key)
        await editor.answer(*told)
        (line,) = lines(editor)
        assert (line["action"], line["scope"]) == (action, "everywhere")
        states = [item.flag.decision is not None for item in editor.desk.items if item.flag.text == "All rights reserved."]
        assert states == [True, True, True]
        await editor.press("u")
        assert not any(item.flag.decision for item in editor.desk.items)

    sit(doing)


def test_a_whole_group_at_once(sit: Sit) -> None:
    async def doing(editor: Editor) -> None:
        await editor.press("v", "s")
        assert isinstance(editor.app.screen, Choose)
        await editor.pilot.press("d")
        await editor.pilot.pause()
        await editor.answer("never mind")
        decided = [item.flag.rule for item in editor.desk.items if item.flag.decision]
        assert decided == ["t.notice", "t.notice"]
        assert len(lines(editor)) == 2
        await editor.press("u")
        assert editor.desk.open == 9
        assert len(editor.desk.stack.undone) == 1

    sit(doing)


def test_repeat(sit: Sit) -> None:
    async def doing(editor: Editor) -> None:
        await editor.press("r")
        assert editor.said == "nothing has been decided yet"
        await editor.press("d")
        await editor.answer("a false alarm")
        await editor.press("r", "r")
        assert [(line["action"], line["reason"]) for line in lines(editor)] == [("dismissed", "a false alarm")] * 3

    sit(doing)


def test_undo_and_redo_go_back_to_where_it_was_done(sit: Sit) -> None:
    async def doing(editor: Editor) -> None:
        await editor.press("u")
        assert editor.said == "there is nothing to take back"
        await editor.press("a")
        await editor.answer("ours")
        await editor.press("end", "u")
        assert editor.desk.at == 0 and editor.desk.item.open
        assert editor.said.startswith("taken back: accepted: ours")
        await editor.press("U")
        assert not editor.desk.item.open
        assert [line["action"] for line in lines(editor)] == ["accepted", "undone", "undone"]
        assert not editor.stage.desk().items[0].open
        await editor.press("h")
        assert isinstance(editor.app.screen, Reading)

    sit(doing)


def test_a_note_decides_nothing_and_stays(sit: Sit) -> None:
    async def doing(editor: Editor) -> None:
        await editor.press("m")
        await editor.answer("ask legal")
        assert editor.desk.item.open
        assert next(row.text for row in editor.screen.query_one("#panel").rows if row.word == "note").startswith("ask legal (Ada")  # type: ignore[attr-defined]
        assert lines(editor) == []

    sit(doing)


def test_group_by(sit: Sit) -> None:
    async def doing(editor: Editor) -> None:
        flag = editor.desk.item.flag
        for grouping in (Grouping.RULE, Grouping.TEXT, Grouping.DOCUMENT):
            await editor.press("v")
            assert editor.desk.grouping is grouping
            assert editor.desk.item.flag == flag
            assert f"by {grouping}" in editor.place

    sit(doing)


def test_filter_and_show_all(sit: Sit) -> None:
    async def doing(editor: Editor) -> None:
        await editor.press("f")
        await editor.answer("eror")
        assert 'did you mean "error"' in str(editor.app.screen.query_one(".problem").render())
        await editor.pilot.press("escape")
        await editor.press("f")
        await editor.answer("error")
        assert editor.desk.count == 2
        assert "showing severity=error" in editor.place
        await editor.press("F")
        assert editor.desk.count == 9

    sit(doing)


def test_a_filter_that_lets_nothing_through_says_so(sit: Sit) -> None:
    async def doing(editor: Editor) -> None:
        await editor.press("f")
        await editor.answer("holder=nobody")
        assert "no flag is shown" in editor.place
        assert "F shows all" in str(editor.screen.query_one("#nothing").render())
        for key in ("a", "n", "x", "e", "c", "g"):
            await editor.press(key)
            assert editor.said == "no flag is shown"
        await editor.press("F")
        assert editor.desk.count == 9

    sit(doing)


def test_search_goes_on_and_back(sit: Sit) -> None:
    async def doing(editor: Editor) -> None:
        await editor.press("slash")
        await editor.answer("rights")
        first = editor.desk.at
        await editor.press("greater_than_sign")
        second = editor.desk.at
        assert second != first and "ights" in editor.desk.item.flag.message
        await editor.press("less_than_sign")
        assert editor.desk.at == first
        await editor.press("slash")
        await editor.press("escape")
        assert editor.desk.at == first

    sit(doing)


def test_jump_by_number_and_by_name(sit: Sit) -> None:
    async def doing(editor: Editor) -> None:
        await editor.press("g")
        await editor.answer("7")
        assert editor.place.startswith("7 of 9")
        await editor.press("g")
        await editor.answer("lamps")
        assert editor.desk.report.id == "lamps.md"
        await editor.press("g")
        await editor.answer("99")
        assert editor.said == "there is no flag 99"

    sit(doing)


def test_both_sides_of_a_reuse_flag(sit: Sit) -> None:
    async def doing(editor: Editor) -> None:
        await editor.press("b")
        assert editor.said == "the flag is about no source"
        editor.desk.jump("lamps")
        editor.screen.moved()
        await editor.settle()
        beside, page = editor.screen.query_one("#beside"), editor.screen.query_one("#page")
        assert beside.display and not page.display
        shown = str(beside._static.content)  # type: ignore[attr-defined]
        assert "Bells" in shown and "[-pier-]" in shown and "{+quay+}" in shown
        await editor.press("b")
        assert page.display and not beside.display
        await editor.press("b")
        assert beside.display

    sit(doing)


def test_copy(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    async def doing(editor: Editor) -> None:
        copied: list[str] = []
        monkeypatch.setattr(editor.app, "copy_to_clipboard", copied.append)
        await editor.press("c", "C")
        assert copied[0] == editor.desk.item.flag.text
        assert copied[1].endswith("[t.notice]") and ":3:1: warning: " in copied[1]

    sit(doing)


def test_zoom_and_panes(sit: Sit) -> None:
    async def doing(editor: Editor) -> None:
        left = editor.screen.query_one("#left")
        await editor.press("z")
        assert left.size.width == 0 or not left.display
        await editor.press("z")
        assert left.display
        panel = editor.screen.query_one("#panel")
        await editor.press("tab", "pagedown")
        assert panel.scroll_y > 0
        await editor.press("pageup")
        assert panel.scroll_y == 0
        await editor.press("tab")
        editor.desk.jump("hostile")
        editor.screen.moved()
        await editor.settle()
        page = editor.screen.query_one("#page")
        await editor.press("space")
        assert page.scroll_y > 0
        await editor.press("backspace")
        assert page.scroll_y == 0

    sit(doing)


def test_export_with_what_was_decided(sit: Sit, tmp_path: Path) -> None:
    async def doing(editor: Editor) -> None:
        await editor.press("a")
        await editor.answer("ours")
        await editor.press("E")
        await editor.answer(f"jsonl:{tmp_path / 'out.jsonl'}")
        assert editor.said.startswith("written to")
        told = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
        assert [flag["decision"]["reason"] for report in told for flag in report["flags"] if flag["decision"]] == ["ours"]
        await editor.press("E")
        await editor.answer("nonsense:x")
        assert "nonsense" in editor.said

    sit(doing)


def test_themes(sit: Sit) -> None:
    async def doing(editor: Editor) -> None:
        before = editor.app.theme
        await editor.press("t")
        assert editor.app.theme != before
        assert editor.said == f"colours: {editor.app.theme}"

    sit(doing)


def test_help_says_what_cannot_be_done_now_and_why(sit: Sit) -> None:
    async def doing(editor: Editor) -> None:
        for key in ("question_mark", "f1"):
            await editor.press(key)
            assert isinstance(editor.app.screen, Reading)
            from rich.console import Console

            console = Console(width=100, record=True, file=io.StringIO())
            console.print(editor.app.screen.body)
            text = console.export_text()
            assert "there is nothing to take back" in text
            assert all(command.about.split(",")[0][:30] in text for command in COMMANDS.values())
            await editor.pilot.press("escape")
            await editor.pilot.pause()

    sit(doing)


def test_the_palette_carries_commands_out(sit: Sit) -> None:
    async def doing(editor: Editor) -> None:
        await editor.pilot.press("colon")
        await editor.pilot.pause(0.2)
        await editor.type("group by")
        await editor.pilot.pause(0.5)
        await editor.pilot.press("enter")
        await editor.pilot.pause(0.2)
        if editor.desk.grouping is Grouping.DOCUMENT:
            await editor.pilot.press("enter")
            await editor.pilot.pause(0.2)
        assert editor.desk.grouping is Grouping.RULE

    sit(doing)


def test_not_checked(sit: Sit) -> None:
    async def doing(editor: Editor) -> None:
        (editor.stage.folder / "arabic.txt").write_bytes(b"")
        await editor.press("R")
        assert "could not be checked again" in editor.said
        await editor.press("i")
        assert "arabic.txt" in str(editor.app.screen.body)  # type: ignore[attr-defined]

    sit(doing)


def test_quit(sit: Sit) -> None:
    async def doing(editor: Editor) -> None:
        await editor.press("n")
        await editor.pilot.press("q")
        await editor.pilot.pause()

    sit(doing)


def test_every_command_has_a_key_and_every_key_one_command(sit: Sit) -> None:
    keys = [key for command in COMMANDS.values() for key in command.keys.split(",")]
    assert len(keys) == len(set(keys))
    assert not [key for key in keys if "ctrl" in key]

    async def doing(editor: Editor) -> None:
        for command in COMMANDS.values():
            assert callable(getattr(editor.screen, f"do_{command.word}"))

    sit(doing)
