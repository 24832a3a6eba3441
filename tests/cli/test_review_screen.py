"""`compliance review` in a terminal: the command opens the screen, keys decide, and it ends with a status."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
ROOT = Path(__file__).parents[2]
ASKED = b"it stays on the record"
"""Words of the dialog that asks for a reason."""


def until(there: Callable[[], bool]) -> None:
    for _ in range(600):
        if there():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come within a minute")


def test_keys_in_a_terminal_decide_and_the_status_says_what_is_open(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "draft.txt").write_text("The bridge opened.\n\nAll rights reserved.\n", "utf-8")
    environment = {
        **os.environ, "COMPLIANCE_REVIEWER": "Ada Quill", "XDG_STATE_HOME": str(tmp_path / "state"), "PYTHONPATH": str(ROOT), "TERM": "xterm-256color",
        "LINES": "24", "COLUMNS": "80",
    }  # fmt: skip
    master, slave = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "compliance", "review", "draft.txt", "--no-config"], cwd=tmp_path, env=environment, stdin=slave, stdout=slave, stderr=slave
    )
    os.close(slave)
    shown = bytearray()

    def drain() -> None:
        try:
            while piece := os.read(master, 65536):
                shown.extend(piece)
        except OSError:  # the program has ended
            return

    reader = threading.Thread(target=drain, daemon=True)
    reader.start()
    try:
        until((tmp_path / "state" / "compliance" / "desk.json").exists)
        os.write(master, b"d")
        until(lambda: ASKED in shown)
        os.write(master, b"ours\r")
        log = tmp_path / "compliance-decisions.jsonl"
        until(lambda: log.exists() and log.read_bytes().endswith(b"\n"))
        os.write(master, b"q")
        assert program.wait(30) == 0
    finally:
        program.kill()
        program.wait()
        reader.join(10)
        os.close(master)
    assert json.loads(log.read_text("utf-8"))["reason"] == "ours"
    assert b"1 of 1" in shown
    assert shown.count(b"\x1b[?1049h") == shown.count(b"\x1b[?1049l") == 1  # the terminal is as it was
