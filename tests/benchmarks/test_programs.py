"""The benchmarks run, each on next to nothing, and say what they measured."""

import re

import pytest

from benchmarks import files, memory, speed, startup
from benchmarks.corpus import TAILS

NUMBER = r"\s*[\d.]+"


def test_speed_shows_ours_the_peer_and_the_ratio(capsys, packs, monkeypatch):
    rights = [phrase.rstrip(".") for phrase, _ in TAILS.values()]
    monkeypatch.setattr(speed, "load", lambda: packs.book(packs.rule(phrases=rights)))
    speed.main(["--count", "4", "--passes", "1", "--for-peer", "1"])
    rows = capsys.readouterr().out.splitlines()
    assert [row.split()[0] for row in rows] == ["plain", "new", "sites"]
    for row in rows:
        assert re.search(rf"check{NUMBER} MB/s \(first pass{NUMBER}; \d+ facts\)\s+regex rule by rule{NUMBER} MB/s\s+ratio \d+", row)
    assert "; 0 facts" in rows[0]
    assert "; 2 facts" in rows[1] and "; 2 facts" in rows[2]


def test_files_shows_files_a_second(capsys):
    files.main(["--files", "12"])
    rows = capsys.readouterr().out.splitlines()
    assert [row.split()[0] for row in rows] == ["plain", "sites", "new"]
    for row, facts in zip(rows, (0, 18, 18), strict=True):
        assert re.search(rf"jsonl{NUMBER} files/s \({facts} facts; starting takes \d+ ms of \d+\)", row)


def test_files_says_that_the_peer_is_not_there(tmp_path):
    with pytest.raises(FileNotFoundError):
        files.main(["--files", "4", "--scancode", str(tmp_path / "scancode")])


def test_startup_shows_the_ratio(capsys):
    startup.main(["--runs", "1"])
    assert re.search(rf"FILE{NUMBER} ms\s+python -c pass{NUMBER} ms\s+ratio{NUMBER}", capsys.readouterr().out)


def test_memory_shows_both_peaks_and_that_the_end_was_read(capsys, monkeypatch):
    monkeypatch.setattr(memory, "SMALL", 1)
    memory.main(["--megabytes", "2"])
    first, second, ratio = capsys.readouterr().out.splitlines()
    for row in (first, second):
        assert re.search(rf"MB\s+peak{NUMBER} MB .* checked, 1 facts, the last one found", row)
    assert re.fullmatch(rf"ratio of the peaks{NUMBER}", ratio)
