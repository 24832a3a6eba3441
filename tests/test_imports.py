"""What a check of one text loads: nothing that it can do without, and no room that may not know of the others."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"

HEAVY = {
    "rich", "textual", "rapidfuzz", "charset_normalizer", "pathspec", "shtab", "tomli", "tomllib", "dataclasses", "inspect", "asyncio", "multiprocessing",
    "concurrent", "xml", "html.parser", "email", "http", "urllib.request", "socket", "ssl", "logging", "difflib", "importlib.metadata", "importlib.resources",
    "unittest", "sqlite3", "numpy", "regex", "pickle", "html", "datetime", "hashlib", "string", "compliance.rulebook.reading", "compliance.rulebook.pattern",
    "compliance.rulebook.atoms", "compliance.rulebook.frequent", "compliance.rulebook.typos", "compliance.rulebook.holder_file", "compliance.scan.fold",
}  # fmt: skip
"""Modules that take milliseconds to import, and that a plain text without anything in it gives no reason for."""

PROGRAM = """
import json, sys
before = set(sys.modules)
try:
    {body}
finally:
    print(json.dumps(sorted(set(sys.modules) - before)), file=sys.stderr)
"""
COMMAND = "from compliance.cli import main; main({arguments!r})"


def loaded(body: str, cache: Path) -> set[str]:
    """Modules that a program loads beyond those of a bare interpreter; there is no configuration to be read."""
    environment = {"PATH": "", "XDG_CACHE_HOME": str(cache), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(body=body)], cwd=cache, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    return set(json.loads(ran.stderr.splitlines()[-1]))


def heavy(modules: set[str]) -> set[str]:
    return {name for name in HEAVY if name in modules or any(module.startswith(name + ".") for module in modules)}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with the seeds, and in it a cache with the compiled rules, as after a first run."""
    folder = tmp_path_factory.mktemp("cache")
    assert "compliance.rulebook" in loaded(COMMAND.format(arguments=["rules", "list", "--no-config"]), folder)
    assert list(folder.rglob("*.bin"))
    (folder / ".git").mkdir()
    for seed in SEEDS.glob("*.*"):
        shutil.copy(seed, folder)
    return folder


def test_a_check_of_a_plain_text_loads_nothing_heavy(cache: Path) -> None:
    modules = loaded(COMMAND.format(arguments=["check", "house-article.txt"]), cache)
    assert "compliance.checker" in modules
    assert heavy(modules) == set()


def test_patterns_that_were_compiled_once_need_no_compiler(cache: Path) -> None:
    loaded(COMMAND.format(arguments=["check", "wire-article.txt", "--output", "jsonl"]), cache)
    modules = loaded(COMMAND.format(arguments=["check", "wire-article.txt", "--output", "jsonl"]), cache)
    assert {"compliance.scan.notices", "regex._regex"} <= modules
    assert heavy(modules) - {"hashlib"} == {"regex"} and not any(name in modules for name in ("regex", "regex._main", "regex._regex_core"))


def test_it_loads_no_other_reader_renderer_or_command(cache: Path) -> None:
    modules = loaded(COMMAND.format(arguments=["check", "house-article.txt"]), cache)
    others = {
        "compliance.documents.html", "compliance.documents.markdown", "compliance.documents.jsonl", "compliance.output.sarif", "compliance.output.junit",
        "compliance.output.csv_", "compliance.cli.explain", "compliance.cli.init", "compliance.cli.completion", "compliance.scan.dates",
        "compliance.scan.licences", "compliance.rulebook.holders",
    }  # fmt: skip
    assert modules & others == set()


def test_a_report_that_goes_into_a_pipe_loads_no_colour(cache: Path) -> None:
    modules = loaded(COMMAND.format(arguments=["check", "kill.txt"]), cache)
    assert "compliance.output.terminal" in modules
    assert heavy(modules) & {"rich", "textual", "dataclasses", "logging"} == set()


@pytest.mark.parametrize("seed", ["kill.txt", "page.html", "republished.md", "embargo.txt"])
def test_no_command_but_the_review_loads_the_screen(seed: str, cache: Path) -> None:
    modules = loaded(COMMAND.format(arguments=["check", seed, "--color", "always"]), cache)
    assert "textual" not in modules


def test_version_and_help_load_neither_rules_nor_readers(cache: Path) -> None:
    for arguments in (["--version"], ["--help"]):
        modules = loaded(COMMAND.format(arguments=arguments), cache)
        assert not any(name.startswith(("compliance.rulebook", "compliance.documents", "compliance.scan")) for name in modules)
        assert heavy(modules) == set()


def test_the_package_loads_its_names_on_first_use(cache: Path) -> None:
    assert {name for name in loaded("import compliance", cache) if name.startswith("compliance")} == {"compliance"}
    assert "compliance.checker" in loaded("import compliance; compliance.check", cache)


@pytest.mark.parametrize(
    ("room", "known"),
    [
        ("model", set()),
        ("documents", {"model"}),
        ("rulebook", {"model"}),
        ("scan", {"model", "rulebook"}),
        ("reuse", set()),
        ("reuse.compare", {"model"}),
        ("reuse.archive", {"model"}),
        ("reuse.flags", {"model"}),
        ("output", {"model"}),
        ("config", {"model", "rulebook"}),
        ("policy", set()),
        ("policy.judge", {"model"}),
        ("policy.ledger", {"model"}),
        ("decisions", {"model"}),
        ("stages.judged", {"model", "rulebook", "output"}),
        ("checker", {"model", "documents", "rulebook", "scan", "output", "stages"}),
    ],
)
def test_a_room_loads_only_those_it_may_know(room: str, known: set[str], cache: Path) -> None:
    modules = loaded(f"import compliance.{room}", cache)
    rooms = {name.split(".")[1] for name in modules if name.startswith("compliance.")}
    assert rooms <= {room.partition(".")[0], *known}


def test_only_a_check_with_an_archive_loads_reuse(cache: Path) -> None:
    for arguments in (["check", "house-article.txt"], ["check", "kill.txt", "--off", "en.*"], ["rules", "list"]):
        modules = loaded(COMMAND.format(arguments=arguments), cache)
        assert not any(name.startswith(("compliance.reuse", "numpy", "sqlite3")) for name in modules)
    loaded(COMMAND.format(arguments=["archive", "add", "known", "kill.txt"]), cache)
    modules = loaded(COMMAND.format(arguments=["check", "kill.txt", "--archive", "known"]), cache)
    assert {"compliance.reuse.flags", "numpy"} <= modules
    assert "textual" not in modules
