"""The picture in the README: made of a seed, so that it shows what the program does now."""

import asyncio
import re
from pathlib import Path

import pytest

from compliance.checker import Settings, check_documents, shipped_rules
from compliance.decisions import Action
from compliance.desk.docket import Choice
from compliance.desk.filters import Filter
from compliance.desk.sides import Sides
from compliance.documents import read_file
from compliance.model import Flag, Report
from tests.desk.stage import Stage
from tui.app import ReviewApp

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "docs" / "review.svg"


class Seeds(Stage):
    """The seeds, checked as the command does."""

    def reports(self, told):  # type: ignore[no-untyped-def]
        names = ("captions.txt", "embargo.txt", "kill.txt", "languages/arabic.txt", "languages/japanese.txt", "page.html", "republished.md", "wire-article.txt")
        for name in names:
            yield from check_documents(read_file(str(ROOT / "seeds" / name), id=f"seeds/{name}"), shipped_rules(), lambda path: Settings())

    def sides(self, flag: Flag) -> Sides | None:
        return None

    def recheck(self, report: Report) -> Report:
        return report


def drawn(stage: Stage) -> str:
    """The screen as SVG, after a few decisions."""

    async def run() -> str:
        app = ReviewApp(stage, stage.docket(), stage.notes())
        async with app.run_test(size=(110, 34)) as pilot:
            while app.laid is None:
                await asyncio.sleep(0.01)
            await pilot.pause(0.2)
            desk = app.laid
            # Names as the command has them where it is run in the checkout.
            desk.reports = [report._replace(path=report.id) for report in desk.reports]
            desk.refilter(Filter())
            desk.jump("wire-article")
            app.desk.changed()
            await pilot.pause(0.3)
            desk.decide(Choice(Action.ACCEPTED, "we are their client"))
            desk.go(desk.at + 2)
            app.desk.changed_flags()
            app.desk.say("accepted: we are their client · u takes it back")
            for _ in range(100):
                await pilot.pause(0.02)
                if app.desk.shown == desk.order[desk.at]:
                    break
            return app.export_screenshot(title="compliance review seeds")

    return asyncio.run(run())


def words(svg: str) -> str:
    """What stands in a picture, without how it is drawn: numbers of colours and ids change with Textual."""
    return re.sub(r"\s+", " ", " ".join(re.findall(r">([^<>]+)</text>", svg)).replace("&#160;", " "))


def test_the_picture_shows_what_the_desk_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.chdir(ROOT)
    svg = drawn(Seeds(tmp_path, {}))
    shown = words(svg)
    picture = words(PICTURE.read_text("utf-8"))
    for part in ("Forbidden: publish, broadcast", "redistributed", "u takes it back", "by document", "accept", "dismiss", "wire-article.txt"):
        assert part in shown
        assert part in picture, "python -m tests.tui.test_screenshot draws it anew"


if __name__ == "__main__":
    import os
    import tempfile

    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        PICTURE.write_text(drawn(Seeds(Path(folder), {})), "utf-8")
