"""Golden files: what a form of report was when somebody last looked at it and found it right.

To change them on purpose, run `REGENERATE_GOLDEN=1 pytest tests/batch/report`, then read the difference in git. The run fails, so that
it cannot be mistaken for a test.
"""

import os
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "golden"


def check(name: str, produced: bytes) -> None:
    """Holds `produced` against the golden file, byte by byte."""
    path = FOLDER / name
    if os.environ.get("REGENERATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(produced)
        pytest.fail(f"wrote {path}; now read it", pytrace=False)
    assert produced.decode("utf-8") == path.read_bytes().decode("utf-8")
