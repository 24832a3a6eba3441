import os
import subprocess
import sys
from pathlib import Path

import pytest

from compliance.decisions import LogError, open_log, write_entry
from compliance.decisions.lock import appending

from .conftest import decision, flag

ROOT = Path(__file__).parents[2]

WRITER = """
import sys
from compliance.decisions import Action, decision_on, now, open_log
from compliance.model import Confidence, Flag, Kind, Position, Severity, Span
path, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
log = open_log(path)
for number in range(count):
    text = f"{name} {number} " + "marrow " * 20
    flag = Flag("desk.reserved", Kind.STATUS, Severity.NOTE, Confidence.HIGH, Span(0, 1), text, {}, Position(1, 1), "", "", "", (), f"{name}/{number}")
    log.append([decision_on(flag, "quay.md", Action.ACCEPTED, "because", name, revision=1, time=now())] * 2)
    print(number, flush=True)
"""


def writer(path, name, count):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", WRITER, path, name, str(count)], env=environment, stdout=subprocess.PIPE, encoding="utf-8")


def test_a_log_that_is_not_there_is_empty_and_the_first_decision_makes_it(log, lines):
    assert (len(log.decisions), log.problems, os.path.exists(log.path)) == (0, [], False)
    entry = decision(flag())
    log.append([entry])
    assert lines() == [write_entry(entry)]
    assert list(log.decisions) == list(open_log(log.path).decisions) == [entry]


def test_lines_are_appended_and_none_is_rewritten(log, lines):
    log.append([decision(flag()), decision(flag("Another marrow"))])
    before = lines()
    log.append([decision(flag("A third marrow"))])
    assert lines()[:2] == before and len(lines()) == 3
    log.append([])
    assert len(lines()) == 3


def test_folders_on_the_way_are_made(tmp_path):
    log = open_log(str(tmp_path / "desk/2026/decisions.jsonl"))
    log.append([decision(flag())])
    assert len(open_log(log.path).decisions) == 1


def test_editors_who_write_at_once_lose_nothing(log):
    writers = [writer(log.path, name, 40) for name in ("ada", "bo", "cyd", "dov")]
    assert [it.wait(60) for it in writers] == [0, 0, 0, 0]
    for it in writers:
        it.stdout.close()
    log.refresh()
    assert log.problems == []
    assert len(log.decisions) == 160
    assert {entry.flag for entry in log.decisions} == {f"{name}/{n}" for name in ("ada", "bo", "cyd", "dov") for n in range(40)}
    assert Path(log.path).read_bytes().count(b"\n") == 320


def test_whoever_is_killed_loses_nothing_that_was_acknowledged(log):
    one = writer(log.path, "ada", 100_000)
    other = writer(log.path, "bo", 60)
    said = [one.stdout.readline() for _ in range(40)]
    one.kill()
    said += one.stdout.readlines()
    one.wait(60)
    assert other.wait(60) == 0
    for it in (one, other):
        it.stdout.close()
    log.refresh()
    flags = {entry.flag for entry in log.decisions}
    assert {f"ada/{number.strip()}" for number in said if number.endswith("\n")} <= flags
    assert {f"bo/{number}" for number in range(60)} <= flags


def test_half_a_line_is_named_and_costs_no_other(log, lines):
    log.append([decision(flag())])
    with open(log.path, "ab") as file:
        file.write(write_entry(decision(flag("Cut short")))[:50])
    log.refresh()
    assert [(it.line, "not a whole line" in it.message) for it in log.problems] == [(2, True)]
    third = decision(flag("A third marrow"))
    log.append([third])
    assert lines()[2] == write_entry(third)
    again = open_log(log.path)
    assert [str(it).startswith(f"{log.path}:2: ") for it in again.problems] == [True]
    assert log.problems == again.problems
    assert list(again.decisions) == list(log.decisions) and len(again.decisions) == 2


def test_a_last_line_without_its_newline_counts(log):
    entry = decision(flag())
    Path(log.path).write_bytes(write_entry(entry)[:-1])
    log.refresh()
    assert list(log.decisions) == [entry] and log.problems == []
    log.append([decision(flag("Another marrow"))])
    assert len(log.decisions) == 2 and log.problems == []


def test_blank_lines_carriage_returns_and_a_byte_order_mark_do_no_harm(log):
    entries = [decision(flag()), decision(flag("Another marrow"))]
    Path(log.path).write_bytes(b"\xef\xbb\xbf" + b"\r\n\r\n".join(write_entry(it).strip() for it in entries) + b"\r\n")
    log.refresh()
    assert len(log.decisions) == 2 and log.problems == []


def test_what_others_append_is_read_on(log):
    log.append([decision(flag())])
    other = open_log(log.path)
    other.append([decision(flag("Another marrow"))])
    assert log.refresh() is True
    assert len(log.decisions) == 2
    assert log.refresh() is False


@pytest.mark.parametrize("how", ["replaced", "rewritten", "cut", "removed"])
def test_a_log_that_git_has_put_in_place_of_the_old_one_is_read_anew(log, tmp_path, how):
    log.append([decision(flag()), decision(flag("Another marrow"))])
    new = [decision(flag(f"Marrow of another branch, number {n}")) for n in range(1 if how == "cut" else 4)]
    content = b"".join(map(write_entry, new))
    if how == "replaced":
        (tmp_path / "beside").write_bytes(content)
        os.replace(tmp_path / "beside", log.path)
    elif how == "removed":
        os.remove(log.path)
        new = []
    else:
        Path(log.path).write_bytes(content)
    assert log.refresh() is True
    assert sorted(log.decisions) == sorted(new)


def test_who_waited_for_a_file_that_was_replaced_writes_to_the_new_one(log, tmp_path):
    log.append([decision(flag())])
    with appending(log.path):
        waiting = writer(log.path, "ada", 1)
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(1)
        (tmp_path / "beside").write_bytes(Path(log.path).read_bytes())
        os.replace(tmp_path / "beside", log.path)
    assert waiting.wait(60) == 0
    waiting.stdout.close()
    log.refresh()
    assert len(log.decisions) == 2


def test_a_writer_who_never_lets_go_is_named_and_not_waited_for_for_ever(log):
    with appending(log.path), pytest.raises(TimeoutError, match="another process"), appending(log.path, wait=0.05):
        pass


def test_a_disk_that_is_full_leaves_the_log_as_it_was(log, lines, monkeypatch):
    log.append([decision(flag())])
    before = lines()
    write = os.write

    def full(descriptor, data):
        if len(data) <= 20:
            raise OSError(28, "No space left on device")
        return write(descriptor, data[:-20])

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(LogError, match="no space left"):
        log.append([decision(flag("Another marrow"))])
    monkeypatch.undo()
    assert lines() == before


def test_a_folder_is_no_log(tmp_path):
    with pytest.raises(LogError, match="cannot be read"):
        open_log(str(tmp_path))


def test_git_keeps_the_decisions_of_both_sides_of_a_merge(log, tmp_path):
    def git(*words):
        subprocess.run(["git", "-C", str(tmp_path), "-c", "user.name=Ada", "-c", "user.email=a@example.org", *words], check=True, capture_output=True)

    try:
        git("init", "-q", "-b", "main")
    except FileNotFoundError:
        pytest.skip("git is not installed")
    (tmp_path / ".gitattributes").write_text("decisions.jsonl merge=union\n")
    log.append([decision(flag())])
    git("add", ".")
    git("commit", "-qm", "first")
    git("checkout", "-qb", "desk")
    log.append([decision(flag("Decided at the desk"))])
    git("commit", "-qam", "desk")
    git("checkout", "-q", "main")
    log.refresh()
    log.append([decision(flag("Decided in the office"))])
    git("commit", "-qam", "office")
    git("merge", "-q", "desk", "-m", "both")
    log.refresh()
    assert log.problems == []
    assert {entry.text for entry in log.decisions} == {"All marrow rights reserved", "Decided at the desk", "Decided in the office"}
