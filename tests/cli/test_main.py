"""The command as a whole: what is not worth a case of its own, or cannot be one."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import compliance
from compliance.cli import COMMANDS, completion, load, pipeline

from .conftest import Ran


def test_no_arguments_show_the_help_but_are_no_success(run: Callable[..., Ran]) -> None:
    bare = run()
    assert (bare.status, bare.stdout, bare.stderr) == (2, run("--help").stdout, "")
    group = run("rules")
    assert group.status == 2
    assert "rules test" in group.stdout
    assert run("help", "rules", "list") == run("rules", "list", "--help")
    assert run("help") == run("--help")


def test_the_version_is_that_of_the_package(run: Callable[..., Ran]) -> None:
    assert run("--version") == (0, f"compliance {compliance.__version__}\n", "")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_refuses_what_it_does_not_know(command: str, run: Callable[..., Ran]) -> None:
    ran = run(*command.split(), "--frobnicate")
    assert ran.status == 2
    assert ran.stdout == ""
    assert ran.stderr.startswith("compliance: error: ")
    assert load(command).parser().prog == f"compliance {command}"


def test_json_of_the_rules_is_the_text_of_the_rules(run: Callable[..., Ran]) -> None:
    rows = json.loads(run("rules", "list", "--format", "json").stdout)
    text = run("rules", "list").stdout
    assert [[row["id"], row["kind"], row["language"], row["severity"]] for row in rows] == [
        line.split() for line in text.splitlines()
    ]
    shown = json.loads(run("rules", "show", "desk.share", "--format", "json").stdout)
    assert shown["fires"] == ["Share this marrow"]


def test_several_processes_report_the_same_in_the_same_order(desk: Path, run: Callable[..., Ran]) -> None:
    for number in range(150):
        text = ("All marrow rights reserved.", "A quiet day.", "", "Share this marrow")[number % 4]
        (desk / f"{number:03}.txt").write_text(f"{number}\n\n{text}\n" if text else "")
    (desk / "z.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    one = run("check", ".", "gone.txt", "-o", "jsonl")
    assert one.status == 3
    assert len(one.stdout.splitlines()) == 152
    assert run("check", ".", "gone.txt", "-o", "jsonl", "--jobs", "2") == one
    records = "".join(
        json.dumps({"id": it, "text": "All marrow rights reserved."}) + "\n" for it in range(100)
    )
    one = run("check", "-", "--input", "jsonl", "-o", "jsonl", stdin=records)
    assert one.status == 1
    assert run("check", "-", "--input", "jsonl", "-o", "jsonl", "-j2", stdin=records) == one


def test_jobs_is_a_number(run: Callable[..., Ran]) -> None:
    for word in ("x", "-1", "1.5", "²"):
        ran = run("check", ".", f"--jobs={word}")
        assert (ran.status, f"{word!r} is no number of processes" in ran.stderr) == (2, True)


def test_ctrl_c_reports_what_was_checked_until_then(
    desk: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abc":
        (desk / f"{name}.txt").write_text("All marrow rights reserved.\n")
    read_file = pipeline.read_file

    def interrupted(path: str, **options: Any) -> Any:
        if path.endswith("c.txt"):
            raise KeyboardInterrupt
        return read_file(path, **options)

    monkeypatch.setattr(pipeline, "read_file", interrupted)
    ran = run("check", ".", "-o", "json:out.json", "-o", "terminal")
    assert ran.status == 130
    assert ran.stderr == "compliance: interrupted; the report covers what was checked until then\n"
    assert "2 documents" in ran.stdout
    assert [it["path"][-5:] for it in json.loads((desk / "out.json").read_text())["reports"]] == [
        "a.txt",
        "b.txt",
    ]


def test_a_defect_is_one_line_with_the_way_to_the_traceback(
    desk: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Any:
        raise LookupError("\x1b[2Jsurprise")

    monkeypatch.setattr(pipeline, "check_documents", broken)
    (desk / "a.txt").write_text("A quiet day.\n")
    ran = run("check", "a.txt", "-o", "csv:out.csv")
    assert ran.status == 70
    assert "LookupError: \\x1b[2Jsurprise" in ran.stderr
    assert "COMPLIANCE_DEBUG=1" in ran.stderr
    assert not (desk / "out.csv").exists()
    monkeypatch.setenv("COMPLIANCE_DEBUG", "1")
    with pytest.raises(LookupError):
        run("check", "a.txt")


def test_a_configuration_that_is_found_on_the_way_and_cannot_be_used_ends_the_run(
    desk: Path, run: Callable[..., Ran]
) -> None:
    for name in "ab":
        (desk / name).mkdir()
        (desk / name / "x.txt").write_text("All marrow rights reserved.\n")
    (desk / "b/compliance.toml").write_text("of = []\n")
    ran = run("check", ".", "-o", "csv:out.csv", "-q")
    assert (ran.status, ran.stdout) == (2, "")
    assert (
        ran.stderr
        == f'compliance: error: {Path("b/compliance.toml")}:1:1: unknown key "of"; did you mean "off"?\n'
    )
    assert not (desk / "out.csv").exists()


def test_init_that_may_not_write_says_so(desk: Path, run: Callable[..., Ran]) -> None:
    if os.geteuid() == 0:
        (desk / "compliance.toml").mkdir()
        ran = run("init", "--force")
    else:
        desk.chmod(0o555)
        ran = run("init")
    assert ran.status == 2
    assert ran.stderr.startswith("compliance: error: compliance.toml cannot be written: ")
    assert [it.name for it in desk.iterdir() if it.name.startswith(".compliance")] == []


@pytest.mark.parametrize("shell", completion.SHELLS)
def test_completion_knows_every_command_and_option(shell: str, run: Callable[..., Ran]) -> None:
    ran = run("completion", shell)
    assert ran.status == 0
    for word in ("check", "explain", "rules", "list", "show", "init", "stdin-name", "sarif"):
        assert re.search(rf"\b{word}\b", ran.stdout), word
