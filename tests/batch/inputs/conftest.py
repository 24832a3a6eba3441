"""From paths to documents, as a run goes about it."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from compliance.batch.inputs import Input, Reading, Unit, cut, find_inputs, read
from compliance.model import Document, Unread

USUAL = Reading()
Item = Document | Unread
Everything = Callable[..., list[Item]]


def found(paths: Sequence[str], reading: Reading = USUAL) -> list[Input | Unread]:
    return list(find_inputs([str(path) for path in paths], reading))


def units(paths: Sequence[str], reading: Reading, size: int) -> list[Unit]:
    return list(cut([item for item in found(paths, reading) if isinstance(item, Input)], size, reading))


@pytest.fixture
def everything() -> Everything:
    """Documents of some paths in order, by units of a size in bytes; what was not found comes first."""

    def all_of(*paths: str | Path, reading: Reading = USUAL, size: int = 8 << 20) -> list[Item]:
        inputs = found([str(path) for path in paths], reading)
        lost: list[Item] = [item for item in inputs if isinstance(item, Unread)]
        for unit in cut([item for item in inputs if isinstance(item, Input)], size, reading):
            lost.extend(read(unit, reading))
        return lost

    return all_of


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
