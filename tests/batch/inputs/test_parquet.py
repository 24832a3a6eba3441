"""Parquet: row groups, nested columns, and files that are damaged."""

import datetime
import decimal
import io
from pathlib import Path
from typing import Any

import pytest

from compliance.batch.inputs import Input, Reading, Unit, cut, find_inputs, read
from compliance.model import Document, Outcome, Unread

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

USUAL = Reading()


def units(path: Path, reading: Reading, size: int) -> list[Unit]:
    return list(cut([item for item in find_inputs([str(path)], reading) if isinstance(item, Input)], size, reading))


def of(path: Path, reading: Reading = USUAL, size: int = 1 << 20) -> list[Document | Unread]:
    return [item for unit in units(path, reading, size) for item in read(unit, reading)]


def write(path: Path, columns: dict[str, Any], rows: int = 1000, **options: Any) -> Path:
    pq.write_table(pa.table(columns), path, row_group_size=rows, **options)
    return path


def test_cut_between_row_groups_the_documents_are_the_same(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"text": [f"text {n} {n * 31337:x}" * 20 for n in range(1000)], "title": [f"T{n}" for n in range(1000)]}, 90)
    whole = of(path)
    assert [item.id for item in whole] == [f"{path}:{n}" for n in range(1, 1001)]
    assert isinstance(whole[999], Document) and whole[999].fields[0].value == "T999"
    parts = units(path, Reading(), 20_000)
    assert len(parts) > 5
    assert of(path, size=20_000) == whole
    assert of(path, size=1) == whole


def test_nested_columns_by_their_dotted_names(tmp_path: Path) -> None:
    stories = [{"body": {"plain": f"words {n}"}, "length": n} for n in range(3)]
    path = write(tmp_path / "a.parquet", {"story": stories, "meta.id": ["a", "b", "c"], "other": [1, 2, 3]})
    items = of(path, Reading(text_field="story.body.plain", id_field="meta.id", fields={"section": "story.length"}))
    assert [(item.id, item.text, item.fields[0].value) for item in items if isinstance(item, Document)] == [
        ("a", "words 0", "0"),
        ("b", "words 1", "1"),
        ("c", "words 2", "2"),
    ]


def test_types_that_are_no_strings(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.parquet",
        {
            "id": pa.array([1, None, 3]),
            "text": pa.array([b"plain", "Grüße aus München".encode("cp1252"), b"%PDF-1.4"]),
            "date": pa.array([datetime.datetime(2026, 1, 2, 3, 4, 5, 678901, datetime.UTC)] * 3, pa.timestamp("ns", "UTC")),
            "section": pa.array(["news", None, "sport"]).dictionary_encode(),
            "source": pa.array([decimal.Decimal("1.50")] * 3),
            "title": pa.array([datetime.date(2026, 1, 2)] * 3),
            "author": pa.array([b"Ada"] * 3),
        },
    )
    one, two, three = of(path)
    assert isinstance(one, Document) and isinstance(two, Document)
    assert (one.id, two.id, three.id) == ("1", f"{path}:2", f"{path}:3")
    assert two.text == "Grüße aus München"
    assert {field.name: field.value for field in one.fields} == {
        "date": "2026-01-02T03:04:05Z",
        "section": "news",
        "source": "1.50",
        "title": "2026-01-02",
        "author": "Ada",
    }
    assert isinstance(three, Unread) and three.reason == "row 3: binary (PDF): convert it to text first"


@pytest.mark.parametrize("kind", ["large_string", "string_view"])
def test_other_strings(tmp_path: Path, kind: str) -> None:
    path = write(tmp_path / "a.parquet", {"text": pa.array(["one", None, " "], getattr(pa, kind)())})
    one, two, three = of(path)
    assert isinstance(one, Document) and one.text == "one"
    assert [item.reason for item in (two, three) if isinstance(item, Unread)] == ["row 2: the text in 'text' is null, not a string", "row 3: empty text"]


@pytest.mark.parametrize("plain", [True, False])
def test_strings_that_are_no_utf8_are_read_as_any_text(tmp_path: Path, plain: bool) -> None:
    texts = pa.array([b"one", "Grüße aus München".encode("cp1252"), b"\xff\xfe\x00\x01", b"four"])
    strings = pa.Array.from_buffers(pa.string(), 4, texts.buffers())
    path = write(tmp_path / "a.parquet", {"text": strings if plain else strings.dictionary_encode(), "title": strings})
    items = of(path)
    assert [item.text for item in items if isinstance(item, Document)][:2] == ["one", "Grüße aus München"]
    assert [item.text for item in items if isinstance(item, Document)][-1] == "four"
    assert isinstance(items[1], Document) and items[1].fields[0].value == "Gr\ufffd\ufffde aus M\ufffdnchen"


def test_columns_that_are_not_there_or_hold_no_texts(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"body": ["x"], "story": [{"text": "y"}], "tags": [["a"]]})
    for reading, reason in (
        (Reading(text_field="bodi"), "no column 'bodi' for the text; did you mean \"body\"? (columns: 'body', 'story', 'story.text', 'tags')"),
        (Reading(text_field="story.txt"), 'did you mean "story.text"?'),
        (Reading(text_field="tags"), "the column 'tags' holds list<element: string>, not texts"),
        (Reading(text_field="body", id_field="key"), "no column 'key' for the id"),
    ):
        (bad,) = of(path, reading)
        assert isinstance(bad, Unread) and bad.outcome is Outcome.FAILED and reason in bad.reason


def test_damage_costs_no_more_than_the_rows_around_it(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"text": [f"text {n} {n * 31337:x}" * 20 for n in range(300)]}, 100, compression="zstd")
    first = pq.ParquetFile(path).metadata.row_group(1).column(0)
    content = bytearray(path.read_bytes())
    at = first.data_page_offset
    content[at : at + 400] = bytes(400)
    path.write_bytes(content)
    items = of(path)
    (bad,) = [item for item in items if isinstance(item, Unread)]
    assert bad.id == f"{path}:101" and "rows 101 to 200 cannot all be read" in bad.reason
    assert [item.id for item in items if isinstance(item, Document)][-100:] == [f"{path}:{n}" for n in range(201, 301)]


@pytest.mark.parametrize("content", [b"", b"PAR1", b"no parquet at all, but long enough to have a footer of some kind", b"PAR1" + bytes(100)])
def test_what_is_no_parquet(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(content)
    for size in (10, 1 << 20):
        (bad,) = of(path, size=size)
        assert isinstance(bad, Unread) and bad.outcome is Outcome.FAILED and bad.id == str(path) and "arquet" in bad.reason


def test_no_rows(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"text": pa.array([], pa.string())})
    assert of(path) == [Unread(str(path), str(path), Outcome.SKIPPED, "nothing to check in it")]


def test_only_the_columns_that_are_needed_are_read(tmp_path: Path) -> None:
    noise = [bytes([n % 251]) * 50_000 for n in range(100)]
    path = write(tmp_path / "a.parquet", {"text": [f"t{n}" for n in range(100)], "image": noise}, 100, compression="none", use_dictionary=False)
    chunk = pq.ParquetFile(path).metadata.row_group(0).column(1)
    content = bytearray(path.read_bytes())
    content[chunk.data_page_offset : chunk.data_page_offset + 1000] = bytes(1000)
    path.write_bytes(content)
    assert len(of(path)) == 100 and all(isinstance(item, Document) for item in of(path))
    with pytest.raises((OSError, pa.ArrowInvalid)):
        pq.read_table(io.BytesIO(bytes(content)))
