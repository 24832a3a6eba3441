"""The benchmark of the report runs on next to nothing and says what it measured."""

import re
from pathlib import Path

import pytest

from benchmarks import batch_report
from benchmarks.browser import BROWSER


def test_it_says_what_it_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert batch_report.main(["--documents", "8", "--times", "1", "--folder", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    for name in ("documents  ", "numbers", "pages", "memory, at most", "size"):
        assert re.search(rf"^{name} +[\d.,]+", told, re.MULTILINE)
    assert (tmp_path / "report" / "index.html").is_file()
    for name in ("empty", "first", "documents", "document", "whole list") if BROWSER else ():
        assert re.search(rf"^{name} +[\d,]+ ms$", told, re.MULTILINE)
