"""The screen on a small newsroom, driven as by an editor."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from compliance.desk.resume import Place
from tests.desk.stage import Stage
from tests.tui.editor import Editor
from tui.app import ReviewApp
from tui.desk_screen import DeskScreen


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.delenv("NO_COLOR", raising=False)
    folder = tmp_path / "drafts"
    folder.mkdir()
    return Stage(folder)


@pytest.fixture
def remembered() -> list[Place]:
    """The places that the application asked to be remembered."""
    return []


@pytest.fixture
def sit(stage: Stage, remembered: list[Place]) -> Callable[..., None]:
    """Runs what an editor does at the screen: `sit(doing, size=(80, 24), place=Place())`."""

    def sitting(doing: Callable[[Editor], Awaitable[None]], size: tuple[int, int] = (80, 24), place: Place | None = None) -> None:
        async def run() -> None:
            app = ReviewApp(stage, stage.docket(), stage.notes(), place, remembered.append)
            async with app.run_test(size=size) as pilot:
                for _ in range(500):
                    if any(isinstance(screen, DeskScreen) for screen in app.screen_stack):
                        break
                    await asyncio.sleep(0.01)
                editor = Editor(app, pilot, stage)
                await editor.settle()
                await doing(editor)

        asyncio.run(run())

    return sitting
