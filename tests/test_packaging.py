"""What is installed: the package with the rules in it, the command, the types, and nothing else at the top."""

import ast
import email
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
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


EXTENSION = "compliance/rulebook/" + ("_sieve.pyd" if sys.platform == "win32" else "_sieve.abi3.so")


def built(target: str, folder: Path, *flags: str, root: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Builds a target into a folder without a network, by the backend that is installed; skips where it is not."""
    pytest.importorskip("hatchling", reason="hatchling is not installed, so nothing can be built offline")
    inherited = {name: value for name, value in os.environ.items() if name != "COMPLIANCE_PURE"}
    return subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder), *flags],
        cwd=root, env={**inherited, **environment}, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, with the extension where it can be compiled."""
    folder = tmp_path_factory.mktemp("wheel")
    built("wheel", folder)
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """As much of a checkout as a build asks for, with an extension of an earlier build in it."""
    root = tmp_path / "tree"
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "NOTICE", "compliance/rulebook/sieve"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, root / name)
    for name in ("compliance", "tui", "rules"):
        (root / name).mkdir(exist_ok=True)
        (root / name / "__init__.py").touch()
    (root / EXTENSION).write_bytes(b"of an earlier build")
    return root


def compiler() -> str | None:
    """Why nothing can be compiled here, if so."""
    if sys.platform == "win32":
        return "whether there is a compiler is not asked on Windows"
    name = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(name) is None:
        return f"there is no compiler ({name})"
    return None if Path(sysconfig.get_path("include"), "Python.h").is_file() else "the headers of Python are missing"


compiles = pytest.mark.skipif(compiler() is not None, reason=str(compiler()))


def test_the_wheel_holds_the_package_and_its_screen_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    assert {name.split("/")[0] for name in wheel.namelist()} == {"compliance", "tui", f"editorial_compliance-{compliance.__version__}.dist-info"}


def test_every_rule_file_rides_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    packs = {name.rpartition("/")[2] for name in wheel.namelist() if name.startswith("compliance/rules/")}
    assert packs == {path.name for path in (ROOT / "rules").iterdir()}


def test_every_module_rides_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    modules = {path.relative_to(ROOT).as_posix() for room in ("compliance", "tui") for path in (ROOT / room).rglob("*.py")}
    assert modules == {name for name in wheel.namelist() if name.endswith(".py")}
    assert "compliance/py.typed" in wheel.namelist()


@compiles
def test_the_extension_rides_in_a_wheel_for_the_platform(wheel: zipfile.ZipFile) -> None:
    pytest.importorskip("setuptools", reason="setuptools is not installed, so nothing can be compiled offline")
    said = email.message_from_bytes(wheel.read(f"editorial_compliance-{compliance.__version__}.dist-info/WHEEL"))
    assert re.fullmatch(r"cp311-abi3-(?!any)\w+", said["Tag"]) and said["Root-Is-Purelib"] == "false"
    assert said["Tag"] in str(wheel.filename)
    assert EXTENSION in wheel.namelist()


def test_the_sources_of_the_extension_stay_at_home(wheel: zipfile.ZipFile) -> None:
    assert [name for name in wheel.namelist() if name.endswith((".c", ".h"))] == []


@pytest.mark.parametrize(
    ("environment", "why"),
    [({"COMPLIANCE_PURE": "1"}, "COMPLIANCE_PURE is 1"), ({"CC": "no-such-compiler"}, "compiling failed: .*no-such-compiler.*")],
    ids=["unwanted", "no compiler"],
)
@pytest.mark.skipif(sys.platform == "win32", reason="CC names no compiler on Windows")
def test_a_wheel_without_the_extension_says_so_and_holds_none(tree: Path, environment: dict[str, str], why: str) -> None:
    pytest.importorskip("setuptools", reason="setuptools is not installed, so nothing can be compiled offline")
    ran = built("wheel", tree / "dist", root=tree, **environment)
    (path,) = (tree / "dist").iterdir()
    assert path.name.endswith("-py3-none-any.whl")
    names = zipfile.ZipFile(path).namelist()
    assert "compliance/__init__.py" in names
    assert [name for name in names if name.endswith((".so", ".pyd"))] == []
    (line,) = [line for line in ran.stderr.splitlines() if line.startswith("compliance:")]
    assert re.fullmatch(rf"compliance: built without its compiled part, so checks will be slower: {why}", line)


@compiles
def test_an_editable_install_builds_the_extension_beside_its_sources_and_leaves_nothing_else(tree: Path) -> None:
    pytest.importorskip("setuptools", reason="setuptools is not installed, so nothing can be compiled offline")
    before = {path for path in tree.rglob("*") if "__pycache__" not in path.parts}
    built("wheel:editable", tree.parent / "dist", "--hooks-only", root=tree)
    assert {path for path in tree.rglob("*") if "__pycache__" not in path.parts} == before
    assert (tree / EXTENSION).read_bytes() != b"of an earlier build"
    built("wheel:editable", tree.parent / "dist", "--hooks-only", root=tree, COMPLIANCE_PURE="1")
    assert not (tree / EXTENSION).exists()


def test_the_extension_can_be_built_from_the_source_distribution(tree: Path) -> None:
    built("sdist", tree / "dist", root=tree)
    (path,) = (tree / "dist").iterdir()
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    sources = {source.relative_to(ROOT).as_posix() for source in (ROOT / "compliance/rulebook/sieve").glob("*.[ch]")}
    assert sources and {"hatch_build.py", *sources} <= names
    assert EXTENSION not in names


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
