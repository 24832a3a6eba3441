"""The command on a rulebook of three rules, in a folder of its own."""

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from compliance.cli import main
from compliance.rulebook import shelf

RULES = Path(__file__).parent / "rules"


class Ran(NamedTuple):
    """What a command line came to."""

    status: int
    stdout: str
    stderr: str


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, a repository of its own, 80 columns wide."""
    folder = tmp_path / "desk"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("COMPLIANCE_REVIEWER", "Ada Quill <ada@example.org>")
    for name in ("NO_COLOR", "FORCE_COLOR", "COMPLIANCE_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(shelf, "rules_folder", lambda: str(RULES))
    return folder


@pytest.fixture
def run(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Ran]]:
    """Runs a command line in this process."""

    def running(*args: str, stdin: str | bytes = "") -> Ran:
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
        capsys.readouterr()
        status = main(args)
        return Ran(status, *capsys.readouterr())

    yield running
