"""Files and folders: what is found, how it is put together, and what is told of what cannot be read."""

import gzip
import os
import pickle
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.batch.inputs import FIELDS, Input, Reading, cut, find_inputs, read
from compliance.documents import read_file
from compliance.model import Document, Outcome, Unread

USUAL = Reading()


def found(*paths: str, reading: Reading = USUAL) -> list[tuple[str, str]]:
    return [(item.uri, item.format) if isinstance(item, Input) else (item.id, item.outcome.value) for item in find_inputs(paths, reading)]


def write(here: Path, *names: str) -> None:
    for name in names:
        path = here / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Words of {name}")


def test_a_folder_gives_texts_and_tables_and_leaves_out_the_rest(here: Path) -> None:
    write(here, "in/a.txt", "in/b.jsonl", "in/c.ndjson.gz", "in/d.CSV", "in/e.tsv", "in/f.parquet", "in/g.warc", "in/h.warc.gz", "in/i.wet.gz", "in/j.html.gz")
    write(here, "in/k.tar.gz", "in/l.png", "in/.hidden.txt", "in/node_modules/m.txt", "in/n/o.md", "in/compliance-decisions.jsonl", "in/p.json", "in/q.gz")
    assert found("in") == [
        ("in/a.txt", "file"),
        ("in/b.jsonl", "jsonl"),
        ("in/c.ndjson.gz", "jsonl"),
        ("in/d.CSV", "csv"),
        ("in/e.tsv", "csv"),
        ("in/f.parquet", "parquet"),
        ("in/g.warc", "warc"),
        ("in/h.warc.gz", "warc"),
        ("in/i.wet.gz", "warc"),
        ("in/j.html.gz", "file"),
        ("in/n/o.md", "file"),
    ]
    assert found("in", reading=Reading(format="jsonl")) == [("in/b.jsonl", "jsonl"), ("in/c.ndjson.gz", "jsonl")]
    assert found("in", reading=Reading(format="markdown")) == [("in/a.txt", "file"), ("in/j.html.gz", "file"), ("in/n/o.md", "file")]


def test_gitignore_exclude_and_include(here: Path) -> None:
    write(here, "in/a.txt", "in/b.txt", "in/c.txt", "in/drafts/d.txt", "in/e.jsonl")
    (here / "in/.gitignore").write_text("b.txt\n")
    assert found("in", reading=Reading(exclude=("drafts/", "c.*"))) == [("in/a.txt", "file"), ("in/e.jsonl", "jsonl")]
    assert found("in", reading=Reading(include=("*.jsonl", "/in/drafts/"))) == [("in/drafts/d.txt", "file"), ("in/e.jsonl", "jsonl")]
    assert found("in/a.txt", reading=Reading(include=("*.jsonl",))) == [("in/a.txt", "file")]


def test_patterns_and_the_order_and_each_once(here: Path) -> None:
    write(here, "in/b.log", "in/a.log", "in/sub/c.log", "in/sub/d.txt", "x.txt")
    assert found("in/*.log", "x.txt", "in/a.log", "in") == [("in/a.log", "file"), ("in/b.log", "file"), ("x.txt", "file"), ("in/sub/d.txt", "file")]
    assert found("in/**/*.log") == [("in/a.log", "file"), ("in/b.log", "file"), ("in/sub/c.log", "file")]
    assert found((here / "x.txt").as_uri()) == [(str(here / "x.txt"), "file")]


def test_nothing_there_is_told_with_what_may_have_been_meant(here: Path) -> None:
    write(here, "archive.jsonl", "pictures/a.png", "zips/a.tar.gz")
    items = list(find_inputs(["archiv.jsonl", "*.warc", "pictures", "zips", "in\0put"], Reading()))
    assert [(item.outcome, item.reason.split(" (")[0]) for item in items if isinstance(item, Unread)] == [
        (Outcome.FAILED, 'no such file or folder; did you mean "archive.jsonl"?'),
        (Outcome.FAILED, "a pattern that no file matches"),
        (Outcome.SKIPPED, "no file to check in this folder"),
        (Outcome.SKIPPED, "nothing to check here"),
        (Outcome.FAILED, "no such file or folder"),
    ]


def test_what_another_run_wrote_is_no_input(here: Path) -> None:
    write(here, "in/a.txt", "in/out/work/plan.json", "in/out/work/log.jsonl", "in/out/findings/facts/00000000.parquet", "in/other/work/b.txt")
    assert found("in") == [("in/a.txt", "file"), ("in/other/work/b.txt", "file")]


@pytest.mark.parametrize(("content", "format"), [(b'\n {"text": "a"}', "jsonl"), (b"WARC/1.0\r\n", "warc"), (b"Just words", "file")])
def test_what_is_in_a_gz_that_does_not_say_is_told_by_its_content(here: Path, content: bytes, format: str) -> None:
    (here / "a.gz").write_bytes(gzip.compress(content))
    (here / "b.gz").write_bytes(content)
    assert found("a.gz", "b.gz") == [("a.gz", format), ("b.gz", format)]


def test_documents_are_those_that_a_check_reads(here: Path, everything: "Callable[..., list[Document | Unread]]") -> None:
    (here / "a.md").write_text("---\ntitle: A title\n---\n> quoted\n")
    (here / "b.html").write_bytes("<title>B</title><p>Größe".encode("cp1252"))
    (here / "c.txt").write_text("")
    (here / "d.txt").write_bytes(b"%PDF-1.4")
    (here / "e.txt").write_text("paragraph of words\n\n" * 1_800_000)
    assert everything(".") == [item for name in ("a.md", "b.html", "c.txt", "d.txt", "e.txt") for item in read_file(name)]
    assert everything("a.md", reading=Reading(format="text")) == list(read_file("a.md", format="text"))


def test_zipped_texts_go_by_the_name_without_gz(here: Path, everything: "Callable[..., list[Document | Unread]]") -> None:
    (here / "a.html.gz").write_bytes(gzip.compress(b"<title>A</title><p>Words"))
    (item,) = everything("a.html.gz")
    assert isinstance(item, Document) and (item.id, item.path, item.text) == ("a.html.gz", "a.html.gz", "Words")
    (here / "b.txt.gz").write_bytes(gzip.compress(random.Random(1).randbytes(4000).hex().encode())[:-900])
    (bad,) = everything("b.txt.gz")
    assert isinstance(bad, Unread) and bad.outcome is Outcome.FAILED and bad.id == "b.txt.gz"


def test_files_that_vanish_or_turn_into_something_else_between_finding_and_reading(here: Path) -> None:
    names = [f"{letter}.{end}" for letter, end in zip("abcdefgh", ("txt", "jsonl", "csv", "parquet", "warc", "txt.gz", "md", "jsonl"), strict=True)]
    write(here, *names)
    (unit,) = cut([item for item in find_inputs(names, Reading()) if isinstance(item, Input)])
    for name in names[:6]:
        (here / name).unlink()
    (here / "g.md").unlink()
    (here / "g.md").mkdir()
    (here / "h.jsonl").unlink()
    os.mkfifo(here / "h.jsonl")
    items = list(read(unit, Reading()))
    assert [(item.id, item.reason) for item in items if isinstance(item, Unread)] == [
        *((name, "no such file") for name in names[:6]),
        ("g.md", "a folder, not a file"),
        ("h.jsonl", "a pipe, not a file: give its content on standard input"),
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(here: Path, everything: "Callable[..., list[Document | Unread]]") -> None:
    write(here, "in/a.jsonl", "in/b/c.txt")
    (here / "in/a.jsonl").chmod(0)
    (here / "in/b").chmod(0)
    try:
        items = everything("in")
    finally:
        (here / "in/b").chmod(0o700)
    assert sorted((item.id, item.reason) for item in items if isinstance(item, Unread)) == [
        ("in/a.jsonl", "permission denied"),
        ("in/b", "folder cannot be listed: permission denied"),
    ]


def test_small_files_share_a_unit_and_a_file_at_the_end_changes_the_last_unit_only(here: Path) -> None:
    sizes = random.Random(3)
    inputs = [Input(f"f{n:05}.txt", "file", sizes.randrange(1, 9000), "") for n in range(3000)]
    units = list(cut(inputs, 400_000))
    assert [unit.name for unit in units] == [f"{n:08}" for n in range(len(units))]
    assert [piece.uri for unit in units for piece in unit.pieces] == [item.uri for item in inputs]
    assert all(unit.size <= 400_000 for unit in units) and all(unit.size > 390_000 for unit in units[:-1])
    more = list(cut([*inputs, Input("g.txt", "file", 1, "")], 400_000))
    assert more[: len(units) - 1] == units[:-1]
    assert max(len(unit.pieces) for unit in cut([item._replace(size=0) for item in inputs])) == 500


def test_relative_paths_are_read_from_the_folder_they_were_found_in(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, "a.txt", "b.html")
    (here / "c.jsonl").write_text('{"text": "words"}\n')
    (unit,) = cut([item for item in find_inputs(["a.txt", "b.html", "c.jsonl"], Reading()) if isinstance(item, Input)])
    (here / "elsewhere").mkdir()
    monkeypatch.chdir(here / "elsewhere")
    items = list(read(unit, Reading(root=str(here))))
    assert [(item.id, item.path) for item in items if isinstance(item, Document)] == [("a.txt", "a.txt"), ("b.html", "b.html"), ("c.jsonl:1", "c.jsonl")]


def test_readings_and_units_travel_to_other_processes() -> None:
    reading = Reading(text_field="body", fields={"title": "head"})
    (unit,) = cut([Input("a.txt", "file", 10, "1")])
    assert pickle.loads(pickle.dumps((reading, unit))) == (reading, unit)
    assert tuple(Reading().fields) == FIELDS
