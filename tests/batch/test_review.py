"""`compliance review DIR` on a run of `compliance batch`: what lies on the desk, and how what is decided comes back into reports."""

import asyncio
import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

pytest.importorskip("pyarrow")
pytest.importorskip("duckdb")

import pyarrow as pa
import pyarrow.parquet as pq

from compliance.batch.desk import OnDesk
from compliance.batch.findings.read import Findings
from compliance.batch.findings.rows import Text, rows_of
from compliance.batch.findings.schema import CLUSTERS
from compliance.batch.findings.write import UnitWriter
from compliance.batch.laid import laid, unflagged
from compliance.cli import main, review
from compliance.cli.bench import FilesBench
from compliance.cli.logs import Logs
from compliance.cli.pipeline import Checks
from compliance.desk.detail import rows
from compliance.desk.docket import Docket
from compliance.desk.notes import Notes
from compliance.model import Confidence, Document, Flag, Kind, Outcome, Position, Report, Severity, Span, Verdict
from compliance.rulebook import shelf
from tui.app import ReviewApp
from tui.desk_screen import DeskScreen
from tui.page import PageView

RULES = Path(__file__).parents[1] / "cli" / "rules"
ROWS = [
    {"id": "one", "title": "One", "text": "One.\n\nAll marrow rights reserved.\n"},
    {"id": "two", "title": "Two", "text": "Nothing at all.\n"},
    {"id": "three", "title": "Three", "text": "This column is not to be passed over the hedge.\n\nShare this marrow\n"},
]


class Ran(NamedTuple):
    """What a command line came to."""

    status: int
    stdout: str
    stderr: str


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command line in this process, in a folder of its own, on a rulebook of three rules."""
    (tmp_path / "desk" / ".git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "desk")
    for name, value in (("XDG_CACHE_HOME", "cache"), ("XDG_STATE_HOME", "state")):
        monkeypatch.setenv(name, str(tmp_path / value))
    monkeypatch.setenv("COMPLIANCE_REVIEWER", "Ada Quill <ada@example.org>")
    monkeypatch.setattr(shelf, "rules_folder", lambda: str(RULES))

    def running(*arguments: str, stdin: str = "") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        capsys.readouterr()
        status = main(arguments)
        return Ran(status, *capsys.readouterr())

    return running


@pytest.fixture
def checked(run: Run) -> Path:
    """A run over two files and three records, in the folder `found`."""
    desk = Path.cwd()
    (desk / "news").mkdir()
    (desk / "news" / "a.txt").write_text("All marrow rights reserved.\n\nMore.\n", "utf-8")
    (desk / "news" / "b.txt").write_text(" \n", "utf-8")
    (desk / "news" / "feed.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    assert run("batch", "news", "--out", "found", "-q", "-j", "1").status == 0
    return desk


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "compliance-decisions.jsonl").read_text("utf-8").splitlines()]


def test_what_is_decided_is_known_to_the_next_report_and_to_a_check(checked: Path, run: Run) -> None:
    said = "accept ours\ndismiss no notice\naccept theirs\naccept theirs\nquit\n"
    ran = run("review", "found", "--plain", stdin=said)
    assert ran.stdout.startswith("1 of 4 · 4 open · by document · 1 text not checked.")
    assert "1 document of the run without flags is not on the desk" in ran.stderr
    assert ran.status == 0, ran
    assert [(line["document"], line["action"]) for line in lines(checked)] == [
        ("news/a.txt", "accepted"), ("id:one", "dismissed"), ("id:three", "accepted"), ("id:three", "accepted"),
    ]  # fmt: skip
    assert run("report", "found", "--output", "json:report.json", "-q").status == 0
    report = json.loads((checked / "report.json").read_text("utf-8"))
    told = sorted((it["by"], it["action"], it["stand"], it["documents"]) for it in report["deciders"])
    assert told == [("Ada Quill <ada@example.org>", "accepted", 3, 2), ("Ada Quill <ada@example.org>", "dismissed", 1, 1)]
    assert report["verdicts"]["clear"] == 4 and report["found"]["clear"] == 1
    again = run("check", "news/feed.jsonl", "--input", "jsonl", "--output", "jsonl")
    decided = {made["id"]: [flag["decision"]["action"] for flag in made["flags"]] for made in map(json.loads, again.stdout.splitlines())}
    assert decided == {"one": ["dismissed"], "two": [], "three": ["accepted", "accepted"]}
    file = json.loads(run("check", "news/a.txt", "--output", "jsonl").stdout)
    assert [flag["decision"]["action"] for flag in file["flags"]] == ["accepted"]


def test_the_same_flags_lie_on_the_desk_as_of_a_report(checked: Path, run: Run) -> None:
    written = run("check", "news/a.txt", "--output", "jsonl").stdout + run("check", "news/feed.jsonl", "--input", "jsonl", "--output", "jsonl").stdout
    (checked / "report.jsonl").write_text(written, "utf-8")
    one, other = (run("review", path, "--plain", stdin="list\nnext\nlist\nnext\nlist\nquit\n").stdout for path in ("found", "report.jsonl"))
    assert one.replace(" · 1 text not checked", "") == other


def test_texts_come_from_the_run_though_their_files_are_gone(checked: Path, run: Run) -> None:
    shutil.rmtree(checked / "news")
    ran = run("review", "found", "--plain", stdin="text\nrecheck\nnext\ntext\nnext\ntext\nrecheck\nquit\n")
    assert "[[All marrow rights reserved]].\n\nMore." in ran.stdout
    assert "One.\n\n[[All marrow rights reserved]]." in ran.stdout
    assert "[[not to be passed over the hedge]]" in ran.stdout
    assert "No: the text is no file of this machine; the next compliance batch checks it again." in ran.stdout
    assert "No: no such file." in ran.stdout


def test_what_is_edited_is_checked_again_and_read_from_its_file(checked: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    program = checked / "my-editor"
    program.write_text("#!/bin/sh\nprintf 'Fresh words. Share this marrow\\n' > \"$1\"\n")
    program.chmod(0o755)
    monkeypatch.setenv("VISUAL", "")
    monkeypatch.setenv("EDITOR", str(program))
    ran = run("review", "found", "--plain", stdin="edit\ntext\nquit\n")
    assert "Checked again: 1 flags" in ran.stdout
    assert "Fresh words. [[Share this marrow]]" in ran.stdout


def test_a_record_is_checked_again(checked: Path, run: Run) -> None:
    rows = [{**row, "text": row["text"].replace("marrow", "pumpkin")} for row in ROWS]
    (checked / "news" / "feed.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    ran = run("review", "found", "--plain", stdin="next\nrecheck\nquit\n")
    assert "Checked again: 0 flags" in ran.stdout


def test_a_row_of_a_table_is_read_again_as_the_run_has_read_it(checked: Path, run: Run) -> None:
    (checked / "rows.csv").write_text("key,body\nr1,Nothing.\nr2,All marrow rights reserved.\n", "utf-8")
    assert run("batch", "rows.csv", "--out", "other", "-q", "-j", "1", "--id-field", "key", "--text-field", "body").status == 0
    (checked / "rows.csv").write_text("key,body\nr2,Share this marrow and nothing else.\n", "utf-8")
    ran = run("review", "other", "--plain", stdin="text\nrecheck\ntext\nquit\n")
    assert "[[All marrow rights reserved]]." in ran.stdout
    assert "Checked again: 1 flags" in ran.stdout and "[[Share this marrow]] and nothing else." in ran.stdout
    (checked / "rows.csv").write_text("key,body\nr3,Nothing.\n", "utf-8")
    ran = run("review", "other", "--plain", stdin="recheck\nquit\n")
    assert "the record is gone" in ran.stdout + ran.stderr


def test_an_export_has_all_that_was_found(checked: Path, run: Run) -> None:
    run("review", "found", "--plain", stdin="accept ours\nexport jsonl:out.jsonl\nquit\n")
    reports = [json.loads(line) for line in (checked / "out.jsonl").read_text("utf-8").splitlines()]
    (file,) = (it for it in reports if it["id"] == "news/a.txt")
    (expected,) = [json.loads(run("check", "news/a.txt", "--output", "jsonl").stdout)]
    assert file["facts"] == expected["facts"] != []
    assert file["flags"][0]["decision"]["reason"] == "ours" and file["verdict"] == "clear"


def test_a_run_that_has_not_ended_says_so(checked: Path, run: Run) -> None:
    (checked / "found" / "manifest.json").unlink()
    for more in ((), ("--plain",), ("--serve", "8123")):
        ran = run("review", "found", *more, stdin="quit\n")
        assert (ran.status, "the run in found has not ended" in ran.stderr) == (2, True), ran


@pytest.mark.parametrize("table", ["documents", "flags"])
def test_a_run_that_is_damaged_says_so(checked: Path, run: Run, table: str) -> None:
    next((checked / "found" / "findings" / table).iterdir()).write_bytes(b"PAR1 and nothing else")
    ran = run("review", "found", "--plain", stdin="quit\n")
    assert (ran.status, "in found cannot be read" in ran.stderr) == (3, True), ran


def test_a_run_with_nothing_flagged_is_no_mistake(checked: Path, run: Run) -> None:
    (checked / "plain.txt").write_text("Nothing.\n", "utf-8")
    assert run("batch", "plain.txt", "--out", "other", "-q", "-j", "1").status == 0
    assert run("review", "other", "--plain", stdin="quit\n").status == 0


def test_the_screen_shows_a_run(checked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(checked / "news")
    monkeypatch.delenv("NO_COLOR", raising=False)

    async def seen() -> tuple[int, str]:
        options = review.parser().read(["found"])
        checks = Checks(options)
        logs = Logs(options, checks, makes=True)
        bench = FilesBench(options, checks, logs)
        app = ReviewApp(bench, Docket(logs.log, "Ada Quill", lambda rule, path: 1), Notes(str(checked / "notes.jsonl")))
        async with app.run_test(size=(100, 30)) as pilot:
            while not any(isinstance(screen, DeskScreen) for screen in app.screen_stack) or app.desk.shown < 0:
                await pilot.pause(0.02)
            await pilot.press("n")
            while app.desk.shown != 1:
                await pilot.pause(0.02)
            text = app.desk.query_one(PageView).text
            bench.close()
            return len(app.laid.items), text

    count, text = asyncio.run(asyncio.wait_for(seen(), 30))
    assert count == 4 and text == "One.\n\nAll marrow rights reserved.\n"


def flag(number: int) -> Flag:
    return Flag(
        f"r.{number % 3}", Kind.STATUS, Severity.NOTE, Confidence.LOW, Span(4 * number, 4 * number + 4), f"{number:04}", {"status": "kill", "n": [number]}, Position(1, 1 + number),
        "A message", "Why", "Do it", ("seen", "there"), f"{number:016x}", "be", "fore", {"action": "suppressed", "reason": "x", "line": 1} if number % 5 == 0 else None,
    )  # fmt: skip


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """Findings of two units, written by hand: many flags, a failure, twins with one name, and a cluster."""
    number = 0
    for unit in ("00000000", "00000001"):
        writer = UnitWriter(str(tmp_path), unit)
        for place in range(60):
            count = 0 if place % 3 == 0 else 300 if place == 31 else place % 4
            flags = tuple(flag(number + it) for it in range(count))
            number += count
            id = "twin" if place in (1, 2) and unit == "00000001" else f"{unit}-{place}"
            text = Text()
            text.add(Document(id, "feed.jsonl", " " * (flags[0].span.start if flags else 0) + "".join(it.text for it in flags) + id + unit + str(place)))
            failed = place == 6
            report = Report(
                id, "feed.jsonl", Outcome.FAILED if failed else Outcome.CHECKED, "broken" if failed else "", Verdict.REVIEW, (), flags
            )
            writer.put(place, rows_of(report, text))
        writer.close()
    (tmp_path / "manifest.json").write_text('{"schema": 1}', "utf-8")
    members = [(0, 0, "00000000", 1, "00000000-1", "2024-05-01", 0.9), (0, 1, "00000001", 3, "00000001-3", "", 0.9)]
    columns = zip(*members, strict=True)
    pq.write_table(pa.table([pa.array(it, field.type) for it, field in zip(columns, CLUSTERS, strict=True)], schema=CLUSTERS), tmp_path / "findings" / "clusters.parquet")
    return tmp_path


def test_reports_for_the_desk_are_those_of_the_findings(made: Path) -> None:
    with Findings.open(made) as findings:
        expected = {(it.unit, it.number): it.report for it in findings.reports(lambda row: row["flags"] or row["outcome"] != "checked")}
        found = {it.key: it.report for it in laid(findings)}
        total = sum(1 for _ in findings.reports())
        assert found == expected and len(found) > 60
        assert unflagged(findings) == total - len(found)
        whys = {id(it.why) for report in found.values() for it in report.flags}
        assert len(whys) == 1  # what many flags have in common is in memory once


def test_a_cluster_is_named_beside_its_flags_and_nowhere_else(made: Path) -> None:
    on_desk = OnDesk(str(made))
    reports = {report.id: report for report in on_desk.reports(lambda done, total: None)}
    report = reports["00000000-1"]
    told = [row.text for row in rows(report.flags[0], report) if row.word == "cluster"]
    assert told == ["2 texts share passages, the earliest first: 00000000-1 (2024-05-01) / 00000001-3"]
    assert not any("cluster" in it.values for it in reports["00000000-2"].flags)
    assert all("cluster" not in it.values for it in on_desk.whole(report).flags)
    assert [it.identity for it in on_desk.whole(report).flags] == [it.identity for it in report.flags]
    on_desk.close()


def test_of_texts_with_one_name_each_flag_has_its_own(made: Path) -> None:
    on_desk = OnDesk(str(made))
    twins = [report for report in on_desk.reports(lambda done, total: None) if report.id == "twin"]
    assert len(twins) == 2
    for twin, place in zip(twins, (1, 2), strict=True):
        text = on_desk.text(twin)
        assert text is not None and text.endswith(f"twin00000001{place}")
        assert on_desk.is_ambiguous(twin)
    on_desk.checked_again(twins[0])
    assert on_desk.text(twins[0]) is None
    on_desk.close()
