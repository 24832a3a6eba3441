"""The benchmark of the desk runs on next to nothing, and says what it measured."""

import re

import pytest

from benchmarks import desk


def test_it_shows_the_first_screen_each_key_and_the_memory(capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.main(["--documents", "4", "--flags", "3", "--rounds", "1"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert rows[0] == "12 flags in 4 documents"
    assert re.fullmatch(r"loaded in [\d.]+ s, first screen [\d.]+ s later, \d+ MB at most", rows[1])
    assert re.match(r"a key \d+ ms \(median\), \d+ ms", rows[2])
    assert {row[2:22].strip() for row in rows[3:] if row.startswith("  ")} >= {"next", "previous", "next group", "next open", "scroll", "decide", "undo"}
