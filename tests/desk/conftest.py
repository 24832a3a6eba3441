"""A small newsroom in a folder of its own."""

from pathlib import Path

import pytest

from tests.desk.stage import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """The texts and what a desk asks for."""
    folder = tmp_path / "drafts"
    folder.mkdir()
    return Stage(folder)
