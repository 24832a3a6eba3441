"""What is installed: the package with the rules in it, the command, the types, and nothing else at the top."""

import ast
import email
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import compliance
from compliance.cli import main

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

NAMES = {"google-re2": "re2", "charset-normalizer": "charset_normalizer"}
"""Distributions that are imported by another name."""
BROUGHT = {"aiohttp": "textual_serve", "markupsafe": "jinja2"}
"""What a distribution of an extra brings along."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built without a network by the backend that is installed; skips where it is not."""
    pytest.importorskip("hatchling", reason="hatchling is not installed, so no wheel can be built offline")
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, capture_output=True, check=True)
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


def test_the_wheel_holds_the_package_and_its_screen_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    assert {name.split("/")[0] for name in wheel.namelist()} == {"compliance", "tui", f"editorial_compliance-{compliance.__version__}.dist-info"}


def test_every_rule_file_rides_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    packs = {name.rpartition("/")[2] for name in wheel.namelist() if name.startswith("compliance/rules/")}
    assert packs == {path.name for path in (ROOT / "rules").iterdir()}


def test_every_module_rides_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    modules = {path.relative_to(ROOT).as_posix() for room in ("compliance", "tui") for path in (ROOT / room).rglob("*.py")}
    assert modules == {name for name in wheel.namelist() if name.endswith(".py")}
    assert "compliance/py.typed" in wheel.namelist()


def test_the_metadata_say_what_it_is(wheel: zipfile.ZipFile) -> None:
    folder = f"editorial_compliance-{compliance.__version__}.dist-info"
    said = email.message_from_bytes(wheel.read(f"{folder}/METADATA"))
    assert (said["Name"], said["License-Expression"], said["Requires-Python"]) == ("editorial-compliance", "Apache-2.0", ">=3.11")
    assert f"{folder}/licenses/LICENSE" in wheel.namelist()
    assert "compliance = compliance.cli:main" in wheel.read(f"{folder}/entry_points.txt").decode()


def test_the_package_works_from_the_wheel_alone(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path / "site")
    (tmp_path / "draft.txt").write_text("Ferries run again.\n\n© 2024 Kestrel Wire Inc.\n", "utf-8")
    program = f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r}); from compliance.cli import main; sys.exit(main(['check', 'draft.txt', '--output', 'csv']))"
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path, env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ran.returncode == 1, ran.stderr
    assert "Kestrel Wire Inc." in ran.stdout


def test_the_version_is_said_once_in_each_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert PROJECT["project"]["version"] == compliance.__version__
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"compliance {compliance.__version__}\n"
    assert f"## {compliance.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_promised_pythons_are_the_classified_ones() -> None:
    said = [it.rpartition(" ")[2] for it in PROJECT["project"]["classifiers"] if re.search(r"Python :: 3\.\d+$", it)]
    assert said == ["3.11", "3.12", "3.13", "3.14"]
    assert PROJECT["project"]["requires-python"] == f">={said[0]}"


def imported() -> set[str]:
    """The top-level names that the package imports from outside."""
    found: set[str] = set()
    for path in (*(ROOT / "compliance").rglob("*.py"), *(ROOT / "tui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found |= {name.partition(".")[0] for name in names}
    return {name for name in found if name not in sys.stdlib_module_names} - {"compliance", "tui"}


def named(requirements: list[str]) -> set[str]:
    """The modules of some requirements, without their own extras and versions."""
    names = {re.split(r"[<>=~!;\[ ]", it)[0] for it in requirements}
    return {NAMES.get(name, name.replace("-", "_")) for name in names} - {"editorial_compliance"}


def test_what_is_imported_is_what_is_required() -> None:
    required = named(PROJECT["project"]["dependencies"])
    extras = named([it for name, extra in PROJECT["project"]["optional-dependencies"].items() if name != "dev" for it in extra])
    brought = {name for name, by in BROUGHT.items() if by in extras}
    assert (required | extras) - imported() == set()
    assert imported() - required - extras - brought == set()


def test_all_that_pages_are_made_of_rides_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    folder = ROOT / "compliance" / "batch" / "report" / "html"
    made_of = {path.relative_to(ROOT).as_posix() for path in folder.rglob("*") if path.suffix in (".j2", ".css", ".js")}
    assert made_of and made_of <= set(wheel.namelist())


def test_every_dependency_says_what_it_is_for() -> None:
    source = (ROOT / "pyproject.toml").read_text("utf-8")
    block = re.search(r"^dependencies = \[\n(.*?)^\]", source, re.MULTILINE | re.DOTALL)
    assert block is not None
    assert [line for line in block[1].splitlines() if "#" not in line] == []


def test_public_names_are_there_and_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sorted(compliance.__all__) == compliance.__all__
    for name in compliance.__all__:
        assert getattr(compliance, name).__module__.startswith("compliance.")
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        compliance.chekc  # noqa: B018 - the access is what raises


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_no_path_of_a_machine_stands_in_the_project() -> None:
    places = re.compile(rb"(?<![\w.])/(?:home|Users|root|work|tmp)/\w")
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout.decode().split("\0")
    if not any(names):
        pytest.skip("not a git checkout")
    said = [name for name in names if name and (ROOT / name).is_file() and places.search((ROOT / name).read_bytes())]
    assert said == []
