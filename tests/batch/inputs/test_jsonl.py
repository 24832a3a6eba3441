"""JSON Lines: cut or not, the same documents under the same ids."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.batch.inputs import Input, Piece, Reading, Unit, cut, find_inputs, read
from compliance.documents import read_jsonl
from compliance.model import Document, Outcome, Unread

USUAL = Reading()


def of(path: Path, size: int, reading: Reading = USUAL) -> list[Document | Unread]:
    inputs = [item for item in find_inputs([str(path)], reading) if isinstance(item, Input)]
    return [item for unit in cut(inputs, size, reading) for item in read(unit, reading)]


def record(id: str | None, text: str) -> bytes:
    return json.dumps({"text": text} | ({"id": id} if id is not None else {}), ensure_ascii=False).encode()


LINES = st.one_of(
    st.builds(record, st.one_of(st.none(), st.text("abz:1", max_size=4)), st.text("aé€\n \U0001f600", max_size=30)),
    st.sampled_from([b"", b"  ", b"{", b"[1]", b'{"id": "x"}', b'{"text": 3}', b'{"text": "\xff"}', b"\r"]),
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINES, max_size=25), st.integers(1, 400), st.booleans(), st.booleans())
def test_cut_anywhere_the_documents_are_the_same(tmp_path: Path, lines: list[bytes], size: int, ends: bool, marked: bool) -> None:
    path = tmp_path / "records.jsonl"
    path.write_bytes((b"\xef\xbb\xbf" if marked else b"") + b"\n".join(lines) + (b"\n" if ends else b""))
    whole = list(read_jsonl(str(path)))
    assert [item for item in of(path, size) if item.id != str(path)] == whole
    assert [item for item in of(path, size, Reading(id_field="key")) if item.id != str(path)] == list(read_jsonl(str(path), id_field="key"))


def test_lines_are_counted_when_a_file_is_cut_and_only_where_that_is_needed(tmp_path: Path) -> None:
    nameless, named = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    nameless.write_bytes(b"".join(record(None, f"text {n}") + b"\n" for n in range(9000)))
    named.write_bytes(b"".join(record(f"id{n}" if n != 8000 else None, f"text {n}") + b"\n" for n in range(9000)))
    inputs = [item for item in find_inputs([str(nameless), str(named)], Reading()) if isinstance(item, Input)]
    pieces = [piece for unit in cut(inputs, 20_000) for piece in unit.pieces]
    assert {piece.line > 0 for piece in pieces if piece.uri == str(nameless) and piece.start} == {True}
    assert {piece.line for piece in pieces if piece.uri == str(named)} == {0}
    assert [item.id for item in of(nameless, 20_000)][::3000] == [f"{nameless}:{n}" for n in (1, 3001, 6001)]
    assert of(named, 20_000)[8000].id == f"{named}:8001"


def test_a_record_longer_than_a_unit_belongs_to_the_unit_it_begins_in(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    path.write_bytes(record("a", "x" * 50_000) + b"\n" + record("b", "short") + b"\n")
    units = list(cut([Input(str(path), "jsonl", path.stat().st_size, "")], 10_000))
    assert len(units) > 4
    assert [[item.id for item in read(unit, Reading())] for unit in units] == [["a"], *([[]] * (len(units) - 2)), ["b"]]


def test_gzip_and_utf16_are_read_whole(tmp_path: Path) -> None:
    lines = b"".join(record(None, f"déjà {n}") + b"\n" for n in range(50))
    zipped, wide = tmp_path / "a.jsonl.gz", tmp_path / "b.ndjson"
    zipped.write_bytes(gzip.compress(lines))
    wide.write_bytes(lines.decode().encode("utf-16"))
    for path in (zipped, wide):
        items = of(path, 100)
        assert [item.id for item in items] == [f"{path}:{n}" for n in range(1, 51)]
        assert isinstance(items[49], Document) and items[49].text == "déjà 49"


def test_gzip_under_a_name_that_does_not_say_so_is_told_by_its_first_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(gzip.compress(record("a", "one") + b"\n" + record("b", "two")))
    assert [item.id for item in of(path, 10)] == ["a", "b"]


def test_a_truncated_gzip_gives_what_it_has_and_says_where_it_broke_off(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    packed = gzip.compress(b"".join(record(f"{n * 7919 % 10007:x}", f"{n * 31337:x}" * 9) + b"\n" for n in range(20_000)), 1)
    path.write_bytes(packed[: len(packed) // 2])
    *good, bad = of(path, 1 << 20)
    assert len(good) > 1000 and all(isinstance(item, Document) for item in good)
    assert isinstance(bad, Unread) and bad.outcome is Outcome.FAILED and "cannot be read on" in bad.reason
    assert bad.id == f"{path}:{len(good) + 1}"


def test_metadata_come_from_the_members_that_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": 7, "body": {"text": "words"}, "meta": {"head": "A title"}, "date": "2026-01-02", "section": None}))
    fields = {"title": "meta.head", "date": "date", "section": "section"}
    (item,) = of(path, 1 << 20, Reading(text_field="body.text", fields=fields))
    assert isinstance(item, Document)
    assert (item.id, item.text) == ("7", "words")
    assert [(field.name, field.value) for field in item.fields] == [("title", "A title"), ("date", "2026-01-02")]


def test_pages_in_records_keep_the_fields_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "<title>Page</title><p>Words", "title": "Record"}))
    (item,) = of(path, 1 << 20, Reading(text_format="html"))
    assert isinstance(item, Document)
    assert [field.value for field in item.fields if field.name == "title"] == ["Record", "Page"]


def test_a_file_that_has_shrunk_since_it_was_planned_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(record("a", "one") + b"\n")
    size = path.stat().st_size
    unit = Unit("00000000", (Piece(str(path), "jsonl", 0, size + 10), Piece(str(path), "jsonl", size + 10, size + 50)), 0)
    first, *lost = read(unit, Reading())
    assert first.id == "a"
    assert [(item.id, item.reason.split(",")[0]) for item in lost if isinstance(item, Unread)] == [(str(path), f"ends at byte {size}")] * 2


@pytest.mark.parametrize("content", [b"", b"\n\n \n"])
def test_nothing_is_told_too(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)
    assert of(path, 100) == [Unread(str(path), str(path), Outcome.SKIPPED, "nothing to check in it")]
