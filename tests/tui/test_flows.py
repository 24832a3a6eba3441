"""What an editor does from beginning to end, on texts that are not kind."""

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from compliance.decisions import Action
from compliance.desk.docket import Choice
from compliance.desk.resume import Place
from compliance.model import Report
from tests.desk.stage import Stage
from tests.tui.editor import Editor
from tui.app import ReviewApp
from tui.dialogs import Reading
from tui.page import PageView
from tui.queue import Queue

Sit = Callable[..., None]


def rows(editor: Editor, widget: str) -> list[str]:
    """What stands on the rows of a widget that draws them itself."""
    found = editor.screen.query_one(f"#{widget}")
    return ["".join(segment.text for segment in found.render_line(y)) for y in range(found.size.height)]


async def to(editor: Editor, name: str, more: int = 0) -> None:
    editor.desk.jump(name)
    editor.desk.go(editor.desk.at + more)
    editor.screen.moved()
    await editor.settle()


def test_the_remedy_shows_what_goes_takes_it_out_and_can_be_taken_back(sit: Sit, stage: Stage) -> None:
    path = stage.folder / "bridge.txt"
    before = path.read_bytes()

    async def doing(editor: Editor) -> None:
        await to(editor, "bridge.txt", 2)
        await editor.press("x")
        assert isinstance(editor.app.screen, Reading)
        assert "[-Leave a Comment\n-]" in editor.app.screen.body.plain  # type: ignore[attr-defined]
        assert path.read_bytes() == before
        await editor.press("escape")
        assert path.read_bytes() == before
        await editor.press("x", "enter")
        await editor.settle()
        assert path.read_text("utf-8") == "The bridge opened on Monday.\n\n© 2024 Kestrel Wire Inc.\n\nAll rights reserved.\n\n"
        assert editor.desk.count == 8
        assert [entry.action for entry in stage.log.decisions] == [Action.FIXED]
        await editor.press("u")
        await editor.settle()
        assert path.read_bytes() == before
        assert editor.desk.count == 9
        assert editor.desk.item.open

    sit(doing)


def test_a_remedy_is_refused_where_the_file_has_changed_since(sit: Sit, stage: Stage) -> None:
    async def doing(editor: Editor) -> None:
        await to(editor, "bridge.txt", 2)
        await editor.press("x")
        (stage.folder / "bridge.txt").write_text("Somebody else was here.\n", "utf-8")
        await editor.press("enter")
        assert "has changed since" in editor.said
        assert (stage.folder / "bridge.txt").read_text("utf-8") == "Somebody else was here.\n"
        assert len(stage.log.decisions) == 0

    sit(doing)


def test_editing_opens_the_line_and_checks_again(sit: Sit, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "vim -n")
    monkeypatch.delenv("VISUAL", raising=False)
    commands: list[list[str]] = []

    def edit(command: list[str]) -> int:
        commands.append(command)
        (stage.folder / "bridge.txt").write_text("A line more.\n\nThe bridge opened.\n\nAll rights reserved.\n", "utf-8")
        return 0

    async def doing(editor: Editor) -> None:
        from contextlib import nullcontext

        await to(editor, "bridge.txt", 1)
        monkeypatch.setattr(editor.screen, "open_editor", edit)
        monkeypatch.setattr(editor.app, "suspend", nullcontext)
        await editor.press("e")
        assert commands == [["vim", "-n", "+5", str(stage.folder / "bridge.txt")]]
        assert stage.checks == 1
        assert editor.said == "checked again: 3 flags before, 1 now"
        assert (editor.desk.report.id, editor.desk.item.flag.rule) == ("bridge.txt", "t.rights")
        assert "A line more." in editor.screen.query_one(PageView).text

    sit(doing)


def test_a_check_that_fails_leaves_the_desk_as_it_was(sit: Sit, stage: Stage) -> None:
    async def doing(editor: Editor) -> None:
        stage.failing = "the disk is gone"
        await editor.press("R")
        assert "the disk is gone" in editor.said
        assert editor.desk.count == 9
        stage.failing = ""
        await editor.press("R")
        assert "checked again" in editor.said

    sit(doing)


def test_without_a_terminal_of_its_own_the_editor_is_not_opened(sit: Sit) -> None:
    async def doing(editor: Editor) -> None:
        await editor.press("e")
        assert "no editor here" in editor.said

    sit(doing)


def test_hostile_text_is_shown_as_text(sit: Sit) -> None:
    async def doing(editor: Editor) -> None:
        await to(editor, "hostile.txt")
        shown = rows(editor, "page")
        assert any(r"[bold]Not markup[/bold] \x1b[31mnot" in row for row in shown)
        assert r"\u202e" in "".join(shown)
        assert not any(char in "".join(shown) for char in "\x1b\u202e")
        page = editor.screen.query_one(PageView)
        assert all(cell_len(row) == page.scrollable_content_region.width for row in shown)
        tab = next(row for row in shown if "All rights" in row)
        assert tab.split("All")[0].endswith(" " * 8)

    sit(doing)


def test_a_line_of_a_hundred_thousand_characters_is_laid_out_around_the_words(sit: Sit, stage: Stage) -> None:
    (stage.folder / "long.txt").write_text("long " * 40_000 + "All rights reserved. " + "tail " * 40_000, "utf-8")

    async def doing(editor: Editor) -> None:
        await to(editor, "long.txt")
        page = editor.screen.query_one(PageView)
        assert any("All rights reserved." in row for row in rows(editor, "page"))
        assert page.virtual_size.height < 3_000
        assert page.here is not None and page.text[slice(*page.here)] == "All rights reserved."

    sit(doing)


@pytest.mark.parametrize(("name", "words"), [("arabic.txt", "© 2024 كيستريل واير"), ("kyoto.txt", "無断転載禁止")])
def test_other_scripts_are_marked_where_they_stand(sit: Sit, name: str, words: str) -> None:
    async def doing(editor: Editor) -> None:
        await to(editor, name)
        page = editor.screen.query_one(PageView)
        strips = [page.render_line(y) for y in range(page.size.height)]
        here = page.get_component_rich_style("page--here", partial=True)
        marked = [segment.text for strip in strips for segment in strip if segment.style and here.reverse and segment.style.reverse]
        assert "".join(marked).strip() == words
        assert all(strip.cell_length == page.scrollable_content_region.width for strip in strips)

    sit(doing)


def test_letters_from_right_to_left_are_set_apart(sit: Sit) -> None:
    async def doing(editor: Editor) -> None:
        await to(editor, "arabic.txt")
        lines = [row for row in rows(editor, "page") if "افتتح" in row]
        assert lines and all("\u2068" in row and "\u2069" in row for row in lines)
        listed = [row for row in rows(editor, "queue") if "كيستريل" in row]
        assert listed and all(row.count("\u2068") == row.count("\u2069") == 1 for row in listed)

    sit(doing, size=(160, 30))


def test_every_flag_of_the_document_is_marked(sit: Sit) -> None:
    async def doing(editor: Editor) -> None:
        await to(editor, "bridge.txt")
        page = editor.screen.query_one(PageView)
        assert [(page.text[mark.start : mark.end], mark.kind) for mark in page.marks] == [
            ("© 2024 Kestrel Wire Inc.", "here"), ("All rights reserved.", "warning"), ("Leave a Comment", "note"),
        ]  # fmt: skip
        await editor.press("d")
        await editor.answer("no")
        assert [mark.kind for mark in page.marks] == ["settled", "here", "note"]

    sit(doing)


def test_the_words_are_in_the_middle(sit: Sit, stage: Stage) -> None:
    (stage.folder / "many.txt").write_text("\n".join(["A line."] * 200 + ["All rights reserved."] + ["A line."] * 200), "utf-8")

    async def doing(editor: Editor) -> None:
        await to(editor, "many.txt")
        page = editor.screen.query_one(PageView)
        row = next(y for y, text in enumerate(rows(editor, "page")) if "All rights" in text)
        assert abs(row - page.size.height // 2) <= 1

    sit(doing)


def test_the_mouse_does_what_keys_do(sit: Sit) -> None:
    async def doing(editor: Editor) -> None:
        listed = rows(editor, "queue")
        row = next(y for y, text in enumerate(listed) if "3:1" in text and y > 2)
        await editor.pilot.click(Queue, offset=(6, row))
        await editor.settle()
        assert editor.desk.at > 0
        await to(editor, "bridge.txt")
        shown = rows(editor, "page")
        row = next(y for y, text in enumerate(shown) if "All rights" in text)
        await editor.pilot.click(PageView, offset=(shown[row].index("All") + 2, row))
        await editor.settle()
        assert editor.desk.item.flag.rule == "t.rights"
        await editor.press("a")
        await editor.type("ours")
        await editor.pilot.click("#confirm")
        await editor.settle()
        assert len(editor.stage.log.decisions) == 1

    sit(doing)


def test_leaving_and_coming_back_resumes_at_the_same_flag(sit: Sit, remembered: list[Place]) -> None:
    async def leave(editor: Editor) -> None:
        await editor.press("v", "n", "n")
        await editor.press("f")
        await editor.answer("warning")
        await editor.press("n")
        leave.flag = editor.desk.item.flag  # type: ignore[attr-defined]
        await editor.pilot.press("q")

    sit(leave)
    assert remembered

    async def come_back(editor: Editor) -> None:
        assert editor.desk.item.flag.identity == leave.flag.identity  # type: ignore[attr-defined]
        assert "by rule" in editor.place and "showing severity=warning" in editor.place

    sit(come_back, place=remembered[-1])


def test_decisions_are_there_the_next_time(sit: Sit, stage: Stage) -> None:
    async def decide(editor: Editor) -> None:
        await editor.press("a")
        await editor.answer("ours")

    async def look(editor: Editor) -> None:
        assert editor.place.startswith("1 of 9 · 8 open")
        assert [row.word for row in editor.screen.query_one("#panel").rows][2:4] == ["decided", "by"]  # type: ignore[attr-defined]
        await editor.press("u")
        assert editor.said == "there is nothing to take back"

    sit(decide)
    sit(look)


def test_what_somebody_else_decides_is_taken_over(sit: Sit, stage: Stage) -> None:
    async def doing(editor: Editor) -> None:
        other = stage.desk("Bo Marsh")
        other.decide(Choice(Action.DISMISSED, "ours since 1950"))
        editor.screen._look_at_others()
        await editor.settle()
        assert "somebody else has decided" in editor.said
        assert editor.desk.items[0].flag.decision["by"] == "Bo Marsh"
        await editor.press("a")
        await editor.answer("no, licensed")
        assert [entry.by for entry in stage.log.decisions] == ["Bo Marsh", "Ada Quill <ada@example.org>"]

    sit(doing)


def test_a_log_that_cannot_be_written_is_said_and_nothing_is_decided(sit: Sit, stage: Stage) -> None:
    async def doing(editor: Editor) -> None:
        (stage.folder / "compliance-decisions.jsonl").mkdir()
        await editor.press("a")
        await editor.answer("ours")
        assert "cannot be" in editor.said
        assert editor.desk.open == 9 and editor.desk.stack.done == []

    sit(doing)


def test_a_text_that_is_gone_is_replaced_by_what_the_report_has(sit: Sit, stage: Stage) -> None:
    async def doing(editor: Editor) -> None:
        (stage.folder / "bridge.txt").unlink()
        await to(editor, "bridge.txt")
        shown = "".join(rows(editor, "page"))
        assert "not at hand" in shown and "Kestrel Wire" in shown

    sit(doing)


def test_a_text_that_has_changed_says_so(sit: Sit, stage: Stage) -> None:
    async def doing(editor: Editor) -> None:
        (stage.folder / "bridge.txt").write_text("Quite another text.\n", "utf-8")
        await to(editor, "bridge.txt")
        assert "has changed" in "".join(rows(editor, "page"))
        await editor.press("R")
        assert editor.desk.report.id != "bridge.txt"
        assert editor.desk.count == 6

    sit(doing)


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (200, 50), (300, 90)])
def test_it_fits_every_terminal(sit: Sit, size: tuple[int, int]) -> None:
    async def doing(editor: Editor) -> None:
        for _ in range(9):
            await editor.press("n")
        page = editor.screen.query_one(PageView)
        assert page.size.width > 0 and page.size.height > 0
        assert editor.screen.size == size
        assert editor.screen.query_one("#stack").display == (size[1] >= 36)

    sit(doing, size=size)


def test_it_works_in_monochrome(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def doing(editor: Editor) -> None:
        await to(editor, "bridge.txt")
        assert any(row.startswith(">") for row in rows(editor, "queue"))
        page = editor.screen.query_one(PageView)
        here = page.get_component_rich_style("page--here", partial=True)
        assert here.reverse and here.bold
        await editor.press("d")
        await editor.answer("no")
        assert any("✗" in row for row in rows(editor, "queue"))

    sit(doing)


def test_while_it_loads_there_is_progress_and_a_way_out(stage: Stage) -> None:
    async def run() -> None:
        app = ReviewApp(Slow(stage), stage.docket(), stage.notes())
        async with app.run_test() as pilot:
            await pilot.pause(0.3)
            assert "checking" in str(app.screen.query("Static").first().render()).casefold()
            await pilot.press("q")
            await pilot.pause(0.3)
        assert app.laid is None

    asyncio.run(run())


def test_what_keeps_it_from_opening_is_handed_on(stage: Stage) -> None:
    class Broken(Slow):
        def reports(self, told):  # type: ignore[no-untyped-def]
            raise OSError("the report is gone")

    async def run() -> Exception | None:
        app = ReviewApp(Broken(stage), stage.docket(), stage.notes())
        async with app.run_test() as pilot:
            await pilot.pause(0.3)
        return app.return_value

    assert str(asyncio.run(run())) == "the report is gone"


def test_nothing_flagged_is_said(tmp_path: Path) -> None:
    stage = Stage(tmp_path, {"clean.txt": "Nothing to see here.\n"})

    async def run() -> None:
        app = ReviewApp(stage, stage.docket(), stage.notes())
        async with app.run_test() as pilot:
            await pilot.pause(0.5)
            assert "Nothing is flagged in 1 text." in str(app.desk.query_one("#nothing").render())
            await pilot.press("n", "a", "u", "e", "x")
            assert app.desk.said == "no flag is shown"

    asyncio.run(run())


class Slow:
    """A check that takes its time."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def reports(self, told):  # type: ignore[no-untyped-def]
        import time

        for number in range(200):
            told(number, 200)
            time.sleep(0.02)
            yield Report("x", "x", *next(self._stage.reports(told))[2:])

    def __getattr__(self, name: str) -> object:
        return getattr(self._stage, name)


def test_the_log_is_json_lines(sit: Sit, stage: Stage) -> None:
    async def doing(editor: Editor) -> None:
        for key in ("a", "d"):
            await editor.press(key)
            await editor.answer(f"{key} reason")
        await editor.press("u", "u", "U", "U")

    sit(doing)
    told = [json.loads(line) for line in (stage.folder / "compliance-decisions.jsonl").read_text("utf-8").splitlines()]
    assert len(told) == 6
    assert [item.flag.decision and item.flag.decision["reason"] for item in stage.desk().items[:2]] == ["a reason", "d reason"]
    assert "textual" in sys.modules
