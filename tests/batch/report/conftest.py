"""The command on the run made by hand, in a folder of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

from compliance.batch.report import Run, Summary, open_run, summarise
from compliance.cli import main
from compliance.policy.ledger import load_ledger
from compliance.rulebook import shelf
from tests.batch.report import crafted

RULES = Path(__file__).parents[2] / "cli" / "rules"
TABLES = ("curators", "domains", "allow", "deny")


class Ran(NamedTuple):
    """What a command line came to."""

    status: int
    stdout: str
    stderr: str


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run; nobody may change it."""
    return crafted.make(tmp_path_factory.mktemp("crafted"))


@pytest.fixture(scope="session")
def opened(made: Path) -> Iterator[Run]:
    """The run, opened with its ledger."""
    with open_run(str(made), crafted.AT, ledger=load_ledger(str(made.parent / "ledger.toml"))) as run:
        yield run


@pytest.fixture(scope="session")
def numbers(opened: Run) -> Summary:
    """Its numbers."""
    return summarise(opened)


@pytest.fixture(scope="session")
def out(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every form of report on it, written by one command line."""
    folder = tmp_path_factory.mktemp("out")
    (folder / ".git").mkdir()
    names = ["report.md", "report.json", "documents.csv", "book.xlsx", *(f"{form}.{end}" for form in TABLES for end in ("csv", "jsonl", "parquet"))]
    forms = {"report": {"md": "markdown", "json": "json"}, "documents": {"csv": "csv"}, "book": {"xlsx": "xlsx"}}
    specs = [f"{forms.get(stem, {}).get(end, stem)}:{folder / name}" for name in names for stem, _, end in [name.partition(".")]]
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        patched.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        options = [option for spec in specs for option in ("--output", spec)]
        assert main(["report", str(made), "--ledger", str(made.parent / "ledger.toml"), "--at", crafted.AT, *options]) == 0
    return folder


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, a repository of its own, where no configuration and no log of anybody is found."""
    folder = tmp_path / "desk"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(shelf, "rules_folder", lambda: str(RULES))  # three rules load at once
    return folder


@pytest.fixture
def report(desk: Path, made: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs `compliance report` on the run made by hand, or on another."""

    def running(*args: str, run: Path | str | None = None) -> Ran:
        capfd.readouterr()
        at = [] if "--at" in args else ["--at", crafted.AT]
        ledger = ["--ledger", str(made.parent / "ledger.toml")] if run is None else []
        status = main(["report", str(run or made), *at, *ledger, *args])
        return Ran(status, *capfd.readouterr())

    return running
