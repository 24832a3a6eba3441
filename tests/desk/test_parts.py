"""The parts of the desk: rows of text, remedies, notes, places, dates, editors, reports read back."""

import io
import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.decisions import LogError
from compliance.desk.dates import DateError, until
from compliance.desk.detail import rows
from compliance.desk.editor import NoEditor, editor_command
from compliance.desk.notes import Notes
from compliance.desk.reading import ReportError, is_report, read_reports, report_from_record
from compliance.desk.remedy import NoRemedy, carry_out, mend, take_back, take_out
from compliance.desk.resume import Place, name_of, recall, remember, state_file
from compliance.desk.signs import rows_of, shown
from compliance.documents import read_file
from compliance.model import Confidence, Document, Finding, Flag, Outcome, Position, Reason, Report, Severity, Span, Verdict
from compliance.output.encode import encode
from compliance.output.records import report_to_record
from compliance.output.wrap import width
from tests.desk.stage import SOURCE_TEXT, Stage, check

TEXT = st.text(st.one_of(st.characters(), st.sampled_from(" \t\n\r語한é\u0301👩\u200d\u0627\x1b\u202e")), max_size=400)


@given(TEXT, st.integers(8, 60))
def test_rows_hold_every_character_once_and_fit(text: str, columns: int) -> None:
    rows = rows_of(text, columns)
    assert rows.starts[0] == 0 and rows.starts == sorted(set(rows.starts))
    for row in range(len(rows.starts)):
        start, end = rows.span(row)
        # An escape is never broken; it may be wider than the rest of a row.
        assert width(shown(text[start:end])) <= columns + 12
        following = rows.starts[row + 1] if row + 1 < len(rows.starts) else len(text)
        assert text[end:following].strip("\r\n") == ""


@given(TEXT)
def test_what_is_shown_moves_no_cursor(text: str) -> None:
    assert not any(char in shown(text) for char in "\x1b\x07\n\r\t\u202e\u2066\x9b")


def test_rows_break_at_words_and_between_wide_characters() -> None:
    rows = rows_of("one two three\n月曜日に橋が", 8)
    assert [rows.text[slice(*rows.span(row))] for row in range(len(rows.starts))] == ["one two ", "three", "月曜日に", "橋が"]


def test_tabs_go_to_the_next_stop() -> None:
    assert shown("a\tb") == "a" + " " * 7 + "b"
    assert shown("\tb", 8) == " " * 8 + "b"


@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        ("One.\n\nLeave a Comment\n\nTwo.\n", "Leave a Comment", "One.\n\nTwo.\n"),
        ("One. Leave a Comment Two.\n", "Leave a Comment", "One. Two.\n"),
        ("One. Leave a Comment\n", "Leave a Comment", "One.\n"),
        ("Leave a Comment\n", "Leave a Comment", ""),
        ("\ufeffLeave a Comment\r\nTwo.\r\n", "Leave a Comment", "\ufeffTwo.\r\n"),
    ],
)
def test_the_remedy_takes_the_blanks_along(tmp_path: Path, before: str, words: str, after: str) -> None:
    path = tmp_path / "draft.txt"
    path.write_bytes(before.encode())
    document = next(read_file(str(path)))
    assert isinstance(document, Document)
    flag = next(flag for flag in check(document).flags if flag.text == words)
    edit = take_out(document, flag)
    os.chmod(path, 0o640)
    carry_out(edit)
    assert path.read_bytes() == after.encode()
    assert path.stat().st_mode & 0o777 == 0o640
    take_back(edit)
    assert path.read_bytes() == before.encode()
    assert [it.name for it in tmp_path.iterdir()] == ["draft.txt"]


@pytest.mark.parametrize(
    ("place", "before", "after"),
    [
        ("top", "One.\n", "By Kestrel Wire\n\nOne.\n"),
        ("top", "---\ntitle: T\n---\nOne.\n", "---\ntitle: T\n---\n\nBy Kestrel Wire\n\nOne.\n"),
        ("", "One.\n", "One.\n\nBy Kestrel Wire\n"),
        ("bottom", "One.\r\nTwo.", "One.\r\nTwo.\r\n\r\nBy Kestrel Wire\r\n"),
    ],
)
def test_what_a_licence_asks_for_is_put_in(tmp_path: Path, place: str, before: str, after: str) -> None:
    path = tmp_path / "draft.md"
    path.write_bytes(before.encode())
    document = next(read_file(str(path)))
    assert isinstance(document, Document)
    flag = _duty({"paste": "By Kestrel Wire", "place": place})
    edit = mend(document, flag)
    assert not edit.gone
    carry_out(edit)
    assert path.read_bytes() == after.encode()
    take_back(edit)
    assert path.read_bytes() == before.encode()
    with pytest.raises(NoRemedy, match="so many words"):
        mend(document, _duty({}))
    with pytest.raises(NoRemedy, match="for an editor"):
        mend(document, flag._replace(kind=Finding.CONTRADICTION))


def test_the_verdict_and_the_ledger_stand_beside_a_flag() -> None:
    flag = _duty({})
    reasons = (
        Reason(Verdict.DUTIES, "policy.duty-missing", "said by the flag", flag.span, licence="kestrel-web", flag=flag.identity),
        Reason(Verdict.REVIEW, "policy.no-licence", "Nobody has a licence", Span(2, 4), ("a sentence",), missing="a licence"),
        Reason(Verdict.REVIEW, "policy.other", "elsewhere", Span(50, 60)),
    )
    report = Report("d", "d", Outcome.CHECKED, "", Verdict.REVIEW, (), (flag,), (), reasons)
    told = [(row.word, row.text) for row in rows(flag, report)]
    assert ("verdict", "review: an editor must decide") in told and ("ledger", "kestrel-web") in told
    assert ("because", "review: Nobody has a licence (missing: a licence)") in told
    assert not any("elsewhere" in text for _, text in told)
    assert report_from_record(json.loads(encode(report_to_record(report)))).reasons == reasons


def _duty(values: dict[str, str]) -> Flag:
    return Flag(
        "policy.duty-missing", Finding.DUTY, Severity.WARNING, Confidence.HIGH, Span(0, 4), "One.", values, Position(1, 1), "a credit is missing", "why",
        "put it in", (), "0123456789abcdef",
    )  # fmt: skip


def test_no_remedy_where_markup_stands_among_the_words(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<p>All <b>rights</b> reserved.</p>", "utf-8")
    document = next(read_file(str(path)))
    assert isinstance(document, Document)
    (flag,) = check(document).flags
    with pytest.raises(NoRemedy, match="markup"):
        take_out(document, flag)
    with pytest.raises(NoRemedy, match="not a file"):
        take_out(document._replace(path=None), flag)


def test_nothing_is_written_where_the_file_has_changed(stage: Stage) -> None:
    path = stage.folder / "bridge.txt"
    document = next(read_file(str(path)))
    assert isinstance(document, Document)
    edit = take_out(document, check(document).flags[0])
    path.write_text("Changed.\n", "utf-8")
    with pytest.raises(NoRemedy, match="changed"):
        carry_out(edit)
    assert path.read_text("utf-8") == "Changed.\n"


def test_notes_stay_and_can_be_taken_back(tmp_path: Path) -> None:
    path = str(tmp_path / "a" / "notes.jsonl")
    notes = Notes(path)
    first = notes.add("draft.txt", "f1", "ask\n legal", "Ada", "2026-01-01T00:00:00Z")
    notes.add("draft.txt", "f1", "and photo", "Bo", "2026-01-02T00:00:00Z")
    assert [note.note for note in notes.on("draft.txt", "f1")] == ["ask legal", "and photo"]
    gone = notes.take_back(first.id, "Ada", "2026-01-03T00:00:00Z")
    assert [note.note for note in Notes(path).on("draft.txt", "f1")] == ["and photo"]
    Notes(path).take_back(gone.id, "Ada", "2026-01-04T00:00:00Z")
    with open(path, "ab") as file:
        file.write(b'{"half a li')
    again = Notes(path)
    assert [note.note for note in again.on("draft.txt", "f1")] == ["ask legal", "and photo"]
    assert again.passed_over == 1
    again.add("draft.txt", "f2", "after the broken line", "Ada", "2026-01-05T00:00:00Z")
    assert len(Notes(path).on("draft.txt", "f2")) == 1


def test_notes_that_cannot_be_written_say_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LogError, match="cannot be"):
        Notes(str(tmp_path / "file" / "notes.jsonl")).add("d", "f", "words", "Ada", "2026-01-01T00:00:00Z")


def test_a_place_is_remembered_by_paths_and_log(tmp_path: Path) -> None:
    path = str(tmp_path / "state" / "desk.json")
    name = name_of(["drafts"], "log.jsonl")
    assert recall(path, name) == Place()
    place = Place("a", "r", "i", "rule", "error", "nord")
    assert remember(path, name, place)
    assert recall(path, name) == place
    assert recall(path, name_of(["drafts"], "other.jsonl")) == Place()
    Path(path).write_text("broken", "utf-8")
    assert recall(path, name) == Place()
    (tmp_path / "file").write_text("")
    assert not remember(str(tmp_path / "file" / "desk.json"), name, place)


def test_the_state_is_the_users() -> None:
    assert state_file({"XDG_STATE_HOME": "/elsewhere"}) == "/elsewhere/compliance/desk.json"
    assert state_file({"XDG_STATE_HOME": "relative"}).startswith(os.path.expanduser("~"))


@pytest.mark.parametrize(
    ("words", "day"), [("2027-01-31", "2027-01-31"), ("10d", "2026-12-10"), ("+2w", "2026-12-14"), ("3m", "2027-02-28"), ("1 year", "2027-11-30"), ("0d", "2026-11-30")]
)
def test_dates(words: str, day: str) -> None:
    assert until(words, date(2026, 11, 30)) == day


@pytest.mark.parametrize("words", ["", "soon", "2026-02-30", "2026-11-29", "9999y"])
def test_no_dates(words: str) -> None:
    with pytest.raises(DateError):
        until(words, date(2026, 11, 30))


@pytest.mark.parametrize(
    ("editor", "command"),
    [
        ("vim", ["vim", "+7", "a b.md"]),
        ("/usr/bin/nvim -p", ["/usr/bin/nvim", "-p", "+7", "a b.md"]),
        ("code", ["code", "--wait", "--goto", "a b.md:7:3"]),
        ("subl -n", ["subl", "-n", "--wait", "a b.md:7:3"]),
        ("my-editor", ["my-editor", "a b.md"]),
    ],
)
def test_the_editor_is_told_the_line(editor: str, command: list[str]) -> None:
    assert editor_command("a b.md", Position(7, 3), {"EDITOR": editor}) == command


def test_visual_comes_first_and_a_name_that_looks_like_an_option_is_a_name() -> None:
    assert editor_command("-x", Position(1, 1), {"EDITOR": "nano", "VISUAL": "vi"}) == ["vi", "+1", os.path.join(".", "-x")]
    with pytest.raises(NoEditor):
        editor_command("x", Position(1, 1), {"PATH": "/nowhere"})


def test_reports_are_read_back_as_they_were_written(stage: Stage) -> None:
    for report in stage.reports(lambda done, total: None):
        told = report_from_record(json.loads(encode(report_to_record(report))))
        assert told == report._replace(flags=tuple(flag._replace(before="", after="") for flag in report.flags))


def test_what_is_no_report_is_named_by_line(tmp_path: Path) -> None:
    path = tmp_path / "report.jsonl"
    path.write_text('{"verdict": "clear", "flags": []}\n', "utf-8")
    assert is_report(str(path))
    with pytest.raises(ReportError, match=r"r\.jsonl:1: .*schema"):
        list(read_reports(io.BytesIO(path.read_bytes()), "r.jsonl"))
    with pytest.raises(ReportError, match=r":2: "):
        list(read_reports(io.BytesIO(b"\nnonsense\n"), "r.jsonl"))
    path.write_text('{"id": 1, "text": "a record"}\n', "utf-8")
    assert not is_report(str(path)) and not is_report(str(tmp_path / "missing.jsonl"))


def test_both_sides(stage: Stage) -> None:
    desk = stage.desk()
    desk.jump("lamps.md")
    assert desk.item is not None
    sides = stage.sides(desk.item.flag)
    assert sides is not None and sides.theirs in SOURCE_TEXT and sides.source.holder == "Port Ansgar Post"
    from compliance.desk.sides import sides_of

    missing, shorter = sides_of(desk.item.flag, lambda id: None), sides_of(desk.item.flag, lambda id: "short")
    assert missing is not None and not missing.theirs and "--archive" in missing.reason
    assert shorter is not None and not shorter.theirs and "another version" in shorter.reason
    assert sides_of(desk.items[0].flag, lambda id: "") is None
