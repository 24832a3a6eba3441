"""What README.md shows is what happens: its commands, its excerpts, its links."""

import io
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from compliance.checker import shipped_rules
from compliance.cli import COMMANDS, main
from compliance.output import FORMATS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
CUT = "[…]"
"""A line that stands for lines left out of an excerpt."""

FOUND, USED = 1, 0
STATUSES = {
    "check": FOUND, "compare": FOUND, "archive": USED, "explain": USED, "rules": USED, "init": USED, "decide": USED, "batch": USED, "report": USED,
    "review": FOUND,
}  # fmt: skip
SILENT = {"archive", "batch", "report"}
"""What says on stderr what it has done."""


def fences(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def commands() -> Iterator[str]:
    for block in fences("sh"):
        for line in block.splitlines():
            if line.startswith("compliance "):
                yield line.split("#")[0].partition(">")[0].strip()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the texts that the commands name; 80 columns, no colour."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    for copy in ("draft.md", "drafts/draft.txt", "wire/today/item.txt"):
        (tmp_path / copy).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "seeds" / "wire-article.txt", tmp_path / copy)
    lines = (ROOT / "seeds" / "archive.jsonl").read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "archive.jsonl").write_text("".join(line for line in lines if line.endswith("}\n")), "utf-8")
    shutil.copy(ROOT / "seeds" / "ledgers" / "duties.toml", tmp_path / "rights.toml")
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["archive", "add", "known", "wire", "--quiet"]) == USED
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("COMPLIANCE_REVIEWER", "Ines Falk <ines@example.org>")
    for name in ("NO_COLOR", "FORCE_COLOR", "COMPLIANCE_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.mark.parametrize("command", [*commands()])
def test_the_commands_run_as_they_stand(
    command: str, desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (ROOT / "seeds" / "page.html").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(page), "utf-8"))
    program, *arguments = shlex.split(command)
    if "run/" in arguments[1:2] or "run/manifest.json" in arguments:
        pytest.importorskip("pyarrow", reason="the extra batch is not installed")
        assert main(["batch", "archive.jsonl", "--out", "run/", "--quiet"]) == USED
    if arguments[0] == "review":  # as with the screen, but without a terminal
        arguments.append("--plain")
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"q\n"), "utf-8"))
    status = main(arguments)
    printed = capsys.readouterr()
    assert program == "compliance"
    assert status == STATUSES[arguments[0]], printed.err
    assert printed.out or arguments[0] in SILENT and printed.err


def test_the_commands_cover_what_an_editor_needs_first() -> None:
    assert {shlex.split(command)[1] for command in commands()} == {"check", "compare", "archive", "explain", "rules", "decide", "batch", "report", "review"} <= {name.split()[0] for name in COMMANDS}


def test_the_excerpt_is_what_the_command_prints(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for block in fences("console"):
        as_printed(block, capsys)


def as_printed(block: str, capsys: pytest.CaptureFixture[str]) -> None:
    prompt, _, excerpt = block.partition("\n")
    program, *arguments = shlex.split(prompt.removeprefix("$ "))
    assert program == "compliance"
    assert main(arguments) == FOUND
    printed = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    at = 0
    for piece in excerpt.split(f"{CUT}\n"):
        lines = piece.rstrip("\n").splitlines()
        at = next((n for n in range(at, len(printed)) if printed[n : n + len(lines)] == lines), -1)
        assert at >= 0, "not in the output:\n" + piece
        at += len(lines)
    assert at == len(printed) or excerpt.endswith(f"{CUT}\n"), "the excerpt ends before the output does"
    assert excerpt.startswith("\n".join(printed[:3]))


def test_the_python_example_prints_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    (program,), (expected,) = fences("python"), fences("text")
    exec(program, {})
    assert capsys.readouterr().out == expected


def test_it_names_every_output_format() -> None:
    sentence = re.search(r"The formats are (.*?);", README, re.DOTALL)
    assert sentence is not None
    assert re.findall(r"`(\w+)`", sentence[1]) == list(FORMATS)


def test_it_promises_no_more_languages_than_there_are() -> None:
    assert "some seventy languages" in README
    languages = {rule.language for rule in shipped_rules()} - {"mul"}
    assert len(languages) >= 66


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "seeds/README.md", *sorted(f"docs/{it.name}" for it in (ROOT / "docs").glob("*.md"))])
def test_links_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)#\s]+)\)", (ROOT / page).read_text("utf-8"))
    for link in links:
        if "://" not in link:
            assert ((ROOT / page).parent / link).exists(), link


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
@pytest.mark.parametrize("target", sorted(set(re.findall(r"^make (\w+)", README + (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.MULTILINE))))
def test_the_targets_of_make_exist(target: str) -> None:
    ran = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout
