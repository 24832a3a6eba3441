"""What a process says when it ends: nothing that is not about the texts."""

import subprocess
import sys
from pathlib import Path

import pytest

SEED = Path(__file__).parents[2] / "seeds" / "house-article.txt"


@pytest.mark.parametrize("commands", [["batch", "draft.txt", "--out", "run", "--no-config"], ["report", "run"]], ids=lambda it: it[0])
def test_a_run_and_its_report_end_without_a_word_of_libraries(commands: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    pytest.importorskip("duckdb", reason="the extra batch is not installed")
    folder = tmp_path_factory.mktemp("ending")
    (folder / "draft.txt").write_bytes(SEED.read_bytes())
    first = ["batch", "draft.txt", "--out", "run", "--no-config", "--quiet"]
    for arguments in ([commands] if commands[0] == "batch" else [first, commands]):
        done = subprocess.run([sys.executable, "-m", "compliance", *arguments], cwd=folder, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        assert "leaked" not in done.stderr
        assert len(done.stderr.splitlines()) <= 3, done.stderr
