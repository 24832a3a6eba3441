"""`compliance review` from the command line: its statuses, what it refuses, and the plain prompt on standard input."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .conftest import Ran

Run = Callable[..., Ran]


@pytest.fixture
def drafts(desk: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Two texts with flags and one without, and a state of one's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (desk / "drafts").mkdir()
    (desk / "drafts" / "a.txt").write_text("All marrow rights reserved.\n\nMore.\n\nShare this marrow\n", "utf-8")
    (desk / "drafts" / "b.txt").write_text("This column is not to be passed over the hedge.\n", "utf-8")
    (desk / "drafts" / "c.txt").write_text("Nothing.\n", "utf-8")
    yield desk



def test_the_prompt_decides_and_a_check_knows_it(drafts: Path, run: Run) -> None:
    before = run("check", "drafts", "--output", "jsonl")
    count = before.stdout.count('"identity"')
    assert count >= 1
    said = "".join("accept ours\n" for _ in range(count)) + "quit\n"
    ran = run("review", "drafts", "--plain", stdin=said)
    assert ran.status == 0, ran
    assert ran.stdout.startswith(f"1 of {count} · {count} open · by document.")
    assert "Every flag that is shown has been decided." in ran.stdout
    lines = [json.loads(line) for line in (drafts / "compliance-decisions.jsonl").read_text("utf-8").splitlines()]
    assert {line["by"] for line in lines} == {"Ada Quill <ada@example.org>"} and len(lines) == count
    assert run("check", "drafts").status == 0
    assert run("check", "drafts", "--strict").status == before.status


def test_what_is_left_open_is_in_the_status(drafts: Path, run: Run) -> None:
    checked = run("check", "drafts", "--threshold", "note").status
    assert checked == 1
    assert run("review", "drafts", "--plain", "--threshold", "note", stdin="next\n").status == 1


def test_a_written_report_can_be_reviewed(drafts: Path, run: Run) -> None:
    written = run("check", "drafts", "--output", "jsonl").stdout
    (drafts / "report.jsonl").write_text(written, "utf-8")
    ran = run("review", "report.jsonl", "--plain", stdin="text\naccept ours\nrecheck\nquit\n")
    assert "[[All marrow rights reserved]]" in ran.stdout
    assert "Saved: accepted: ours" in ran.stdout and "Checked again" in ran.stdout
    assert (drafts / "compliance-decisions.jsonl").exists()


def test_a_report_with_a_broken_line_is_refused_with_its_number(drafts: Path, run: Run) -> None:
    written = run("check", "drafts", "--output", "jsonl").stdout
    (drafts / "report.jsonl").write_text(written + "{broken\n", "utf-8")
    ran = run("review", "report.jsonl", "--plain", stdin="quit\n")
    assert ran.status == 3
    assert "report.jsonl:4: not a report" in ran.stderr


def test_records_can_be_reviewed(drafts: Path, run: Run) -> None:
    rows = [{"id": "one", "text": "One.\n\nAll marrow rights reserved."}, {"id": "two", "text": "Nothing."}]
    (drafts / "feed.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    ran = run("review", "feed.jsonl", "--input", "jsonl", "--plain", stdin="text\naccept ours\nrecheck\nquit\n")
    assert "[[All marrow rights reserved]]" in ran.stdout and "Checked again: 1 flags in" in ran.stdout


def test_it_resumes_where_it_was_left(drafts: Path, run: Run) -> None:
    first = run("review", "drafts", "--plain", stdin="last\nquit\n")
    place = next(line for line in reversed(first.stdout.splitlines()) if line.startswith("where: "))
    again = run("review", "drafts", "--plain", stdin="quit\n")
    assert place in again.stdout
    fresh = run("review", "drafts", "--plain", "--from-the-start", stdin="quit\n")
    assert fresh.stdout.startswith("1 of ")


def test_export_has_the_verdict_that_comes_of_the_decisions(drafts: Path, run: Run) -> None:
    said = "".join("dismiss no\n" for _ in range(9)) + "export jsonl:out.jsonl\nquit\n"
    ran = run("review", "drafts/b.txt", "--plain", stdin=said)
    assert "1 reports written to out.jsonl." in ran.stdout
    (report,) = [json.loads(line) for line in (drafts / "out.jsonl").read_text("utf-8").splitlines()]
    assert report["verdict"] == "clear"
    assert report["flags"][0]["decision"]["action"] == "dismissed"


def test_the_editor_is_opened_at_the_line(drafts: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    program = drafts / "my-editor"
    program.write_text("#!/bin/sh\nprintf 'Nothing.\\n' > \"$1\"\n")
    program.chmod(0o755)
    monkeypatch.setenv("VISUAL", "")
    monkeypatch.setenv("EDITOR", str(program))
    ran = run("review", "drafts/b.txt", "--plain", stdin="edit\nquit\n")
    assert "Checked again: 0 flags" in ran.stdout
    assert ran.status == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name a file, a folder or a report"),
        (("-",), "standard input is for what you decide"),
        (("drafts",), "needs a terminal"),
        (("drafts", "--plain", "--serve", "8000"), "not allowed with"),
    ],
)
def test_what_makes_no_sense_is_refused(drafts: Path, run: Run, arguments: tuple[str, ...], said: str) -> None:
    ran = run("review", *arguments)
    assert (ran.status, said in ran.stderr) == (2, True), ran.stderr


def test_nobody_decides_for_nobody(drafts: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMPLIANCE_REVIEWER")
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    ran = run("review", "drafts", "--plain", stdin="quit\n")
    assert ran.status == 2 and "COMPLIANCE_REVIEWER" in ran.stderr


def test_nothing_to_review(drafts: Path, run: Run) -> None:
    (drafts / "empty").mkdir()
    ran = run("review", "empty", "--plain", stdin="quit\n")
    assert (ran.status, "nothing is flagged" in ran.stdout) == (4, True)
    assert run("review", "missing.txt", "--plain", stdin="quit\n").status == 3
