"""Runs the cases of `cases/`."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .cases import CASES, agrees, lay_out, load
from .conftest import Ran


@pytest.mark.parametrize("path", sorted(CASES.glob("*.toml")), ids=lambda path: path.stem)
def test_case(path: Path, desk: Path, run: Callable[..., Ran]) -> None:
    case = load(path)
    lay_out(case, desk)
    status, stdout, stderr = run(*case["args"], stdin=case.get("stdin", ""))
    shown = f"--- status {status}\n--- stdout\n{stdout}--- stderr\n{stderr}---"
    assert agrees(stdout, case.get("stdout", "")), shown
    assert agrees(stderr, case.get("stderr", "")), shown
    assert status == case["status"], shown
    for name, expected in case.get("after", {}).items():
        if not expected:
            assert not (desk / name).exists()
        else:
            assert agrees((desk / name).read_text(encoding="utf-8"), expected), (desk / name).read_text()


def test_the_notation_of_the_cases() -> None:
    assert agrees("a\nb\nc\n", "a\n...\nc\n")
    assert agrees("a\nc\n", "a\n...\nc\n")
    assert agrees("at 12:30 sharp\n", "at [..] sharp\n")
    assert not agrees("at 12:30\n", "at [..] sharp\n")
    assert not agrees("a\nb\n", "a\n")
    assert not agrees("a+b\n", "aab\n")
