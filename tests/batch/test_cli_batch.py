"""`compliance batch` as people and programs call it: statuses, what is said, and what is refused."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

pytest.importorskip("pyarrow")
pytest.importorskip("duckdb")

from compliance.batch.findings.read import Findings
from compliance.batch.run import State
from compliance.cli import main, pace
from compliance.rulebook import shelf

from .standing import records

PACK = '''
[pack]
id = "t"
language = "en"

[[rule]]
id = "t.reserved"
type = "phrase"
kind = "rights_reserved"
severity = "warning"
phrases = ["all quince rights reserved"]
source = "invented for a test"
fires = ["All quince rights reserved."]
quiet = ["The quince was reserved."]
'''
FLAGGED = "The orchard sold well.\n\nAll quince rights reserved.\n"
LEDGER = '[publisher]\nnames = ["Orchard Post"]\n\n[[licence]]\nid = "hedge"\nholder = "Hedge Wire"\nacts = ["publish"]\n'


class Ran(NamedTuple):
    """What a command line came to."""

    status: int
    out: str
    err: str


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory of its own, with one rule."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/pack.toml").write_text(PACK, "utf-8")
    folder = tmp_path / "desk"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(shelf, "rules_folder", lambda: str(tmp_path / "rules"))
    for name in ("CI", "COMPLIANCE_DEBUG", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def batch(desk: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs `compliance batch` in this process, its work in two others."""

    def running(*arguments: str) -> Ran:
        capsys.readouterr()
        status = main(["batch", *arguments, *(["--jobs", "2"] if "--out" in arguments else [])])
        return Ran(status, *capsys.readouterr())

    return running


def test_a_run_says_what_it_came_to_on_stderr_alone(desk: Path, batch: Callable[..., Ran]) -> None:
    records(desk / "in/a.jsonl", [FLAGGED, "Nothing.", FLAGGED])
    ran = batch("in", "--out", "run")
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.splitlines()[-1] == "3 documents: 2 review, 1 clear; the findings are in run"
    with Findings.open("run") as findings:
        assert [[flag.rule for flag in entry.report.flags] for entry in findings.reports()] == [["t.reserved"], [], ["t.reserved"]]
    assert batch("in", "--out", "run", "--quiet") == Ran(0, "", "")


@pytest.mark.parametrize(
    ("files", "arguments", "status", "said"),
    [
        ({"a.txt": FLAGGED}, ["a.txt", "--threshold", "warning"], 1, "1 document: 1 review"),
        ({"a.txt": FLAGGED}, ["a.txt", "--threshold", "error"], 0, "1 document: 1 review"),
        ({"a.txt": FLAGGED}, ["a.txt", "gone.txt", "--threshold", "warning"], 3, "error: gone.txt: no such file or folder"),
        ({"a.jsonl": '{"text": 1}\n'}, ["a.jsonl"], 3, "error: a.jsonl:1 (a.jsonl): line 1: the text in 'text' is a number"),
        ({"a.txt": " "}, ["a.txt"], 4, "error: there is nothing to check in a.txt"),
        ({"a.txt": FLAGGED}, [], 2, "name files, folders, patterns"),
        ({"a.txt": FLAGGED}, ["-"], 2, "standard input cannot be read twice"),
        ({"a.txt": FLAGGED}, ["a.txt", "--memory", "lots"], 2, "'lots' is no size; write it as 2GB"),
        ({"a.txt": FLAGGED}, ["a.txt", "--address", "h:1"], 2, "--address goes with --engine ray"),
        ({"a.txt": FLAGGED}, ["a.txt", "--outt", "x"], 2, "unknown option --outt"),
        ({"a.txt": FLAGGED, "ledger.toml": "[[licence]]\n"}, ["a.txt", "--ledger", "ledger.toml"], 2, "ledger.toml:1"),
        ({"a.txt": FLAGGED}, ["a.txt", "--archive", "gone"], 2, "gone"),
        ({"a.txt": FLAGGED}, ["a.txt", "--off", "t.other"], 2, "t.other"),
        ({"in/a.txt": FLAGGED, "in/sub/b.txt": FLAGGED, "in/sub/compliance.toml": "[severty]\n"}, ["in"], 2, "compliance.toml:1:"),
    ],
)
def test_statuses_and_messages(desk: Path, batch: Callable[..., Ran], files: dict[str, str], arguments: list[str], status: int, said: str) -> None:
    for name, content in files.items():
        (desk / name).parent.mkdir(parents=True, exist_ok=True)
        (desk / name).write_text(content, "utf-8")
    ran = batch(*arguments, "--out", "run")
    assert (ran.status, said in ran.err) == (status, True), ran.err
    assert "Traceback" not in ran.err and "Error:" not in ran.err


def test_a_folder_for_the_findings_must_be_named(desk: Path, batch: Callable[..., Ran]) -> None:
    ran = batch("in")
    assert ran.status == 2 and "--out DIR is missing" in ran.err


def test_a_rerun_with_other_settings_is_refused_and_fresh_starts_over(desk: Path, batch: Callable[..., Ran]) -> None:
    (desk / "a.txt").write_text(FLAGGED, "utf-8")
    (desk / "ledger.toml").write_text(LEDGER, "utf-8")
    assert batch("a.txt", "--out", "run").status == 0
    ran = batch("a.txt", "--out", "run", "--ledger", "ledger.toml", "--channel", "print")
    assert ran.status == 2 and "--ledger" in ran.err and "--channel" in ran.err and "--fresh" in ran.err
    assert batch("a.txt", "--out", "run", "--ledger", "ledger.toml", "--fresh").status == 0
    manifest = json.loads(Path("run/manifest.json").read_text())
    assert [it["path"] for it in manifest["sources"] if it["what"] == "ledger"] == ["ledger.toml"]
    (desk / "ledger.toml").write_text(LEDGER + "# changed\n", "utf-8")
    ran = batch("a.txt", "--out", "run", "--ledger", "ledger.toml")
    assert ran.status == 2 and "the ledger ledger.toml" in ran.err


def test_a_run_keeps_its_moment(desk: Path, batch: Callable[..., Ran]) -> None:
    (desk / "a.txt").write_text(FLAGGED, "utf-8")
    batch("a.txt", "--out", "run")
    plan = Path("run/work/plan.json")
    plan.write_text(plan.read_text().replace('"moment": "20', '"moment": "19'))
    Path("run/manifest.json").unlink()
    assert batch("a.txt", "--out", "run").status == 0
    assert json.loads(Path("run/manifest.json").read_text())["moment"].startswith("19")


def test_what_the_configuration_leaves_out_is_left_out(desk: Path, batch: Callable[..., Ran]) -> None:
    (desk / "compliance.toml").write_text('exclude = ["old/"]\n', "utf-8")
    records(desk / "in/a.jsonl", [FLAGGED])
    records(desk / "in/old/b.jsonl", [FLAGGED])
    assert batch("in", "--out", "run").status == 0
    assert json.loads(Path("run/manifest.json").read_text())["counts"]["documents"] == 1


def test_fields_and_a_ledger_are_read_as_told(desk: Path, batch: Callable[..., Ran]) -> None:
    row = {"key": "k1", "body": FLAGGED, "head": "Orchards", "link": "https://www.orchard.example/1", "when": "2026-03-01"}
    (desk / "a.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    options = ["--id-field", "key", "--text-field", "body", "--title-field", "head", "--address-field", "link", "--date-field", "when"]
    assert batch("a.jsonl", "--out", "run", *options).status == 0
    with Findings.open("run") as findings:
        (entry,) = findings.reports()
    told = {name: entry.row[name] for name in ("id", "title", "domain", "date")}
    assert told == {"id": "k1", "title": "Orchards", "domain": "orchard.example", "date": "2026-03-01"}


def test_without_its_libraries_the_command_says_what_to_install(desk: Path, batch: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    ran = batch("a.txt", "--out", "run")
    assert ran.status == 2 and "pip install 'editorial-compliance[batch]'" in ran.err
    assert not Path("run").exists()


def test_checking_one_file_imports_nothing_of_a_batch() -> None:
    code = "import sys, compliance.cli as c; c.main(['check', '--quiet', '-o', 'jsonl', 'README.md']); print([m for m in sys.modules if 'batch' in m or m in ('pyarrow', 'duckdb')])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[2], check=True)
    assert ran.stdout.splitlines()[-1] == "[]"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


CHECKING = State("checking", 2_000, 8_000, 0, 500)


def shown(stream: io.StringIO, **environment: str) -> list[str]:
    """What a stream shows in the course of five minutes."""
    made = pace.pace(stream, quiet=bool(environment.pop("quiet", "")), no_progress=bool(environment.pop("no_progress", "")), environment=environment)
    now = 0.0
    made._clock = lambda: now
    made.tell(State("listing"))
    made.tell(State("checking", 0, 8_000))
    for minute in range(1, 6):
        now = minute * 60.0
        made.tell(CHECKING._replace(done=1_000 * minute, documents=250 * minute))
        made.beat()
    made.tell(State("finished"))
    made.close()
    return [it for it in stream.getvalue().replace("\r\x1b[K", "\n").splitlines() if it]


def test_a_terminal_gets_a_bar_with_rate_and_time_left() -> None:
    lines = shown(Terminal())
    assert lines[-1] == f"checking  {'━' * 15}{' ' * 9}   62%  1,250 documents  4 a second  about 3:00 left"[:79]
    assert len(lines) > 6 and all(len(line) < 80 for line in lines)


def test_a_log_gets_a_line_a_minute() -> None:
    assert shown(io.StringIO()) == [
        "compliance: checking    0%",
        *[f"compliance: checking  {share}%  {250 * minute:,} documents  4 a second  about {8 - minute}:00 left" for minute, share in ((1, " 12"), (2, " 25"), (3, " 38"), (4, " 50"), (5, " 62"))],
    ]


@pytest.mark.parametrize(("stream", "environment"), [(Terminal(), {"CI": "true"}), (io.StringIO(), {"CI": "1"}), (io.StringIO(), {"no_progress": "1"})])
def test_ci_gets_the_beginning_alone_and_then_the_end(stream: io.StringIO, environment: dict[str, str]) -> None:
    assert shown(stream, **environment) == ["compliance: checking    0%"]


def test_who_asks_for_quiet_gets_it() -> None:
    assert shown(Terminal(), quiet="1") == []
