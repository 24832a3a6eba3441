"""CSV and TSV: line ends and quotation marks in texts, encodings, and rows that are no records."""

import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.batch.inputs import Input, Reading, cut, find_inputs, read
from compliance.model import Document, Outcome, Unread

USUAL = Reading()


def of(path: Path, reading: Reading = USUAL) -> list[Document | Unread]:
    inputs = [item for item in find_inputs([str(path)], reading) if isinstance(item, Input)]
    return [item for unit in cut(inputs, 64, reading) for item in read(unit, reading)]


def table(rows: list[list[str]], delimiter: str = ",") -> str:
    made = io.StringIO()
    csv.writer(made, delimiter=delimiter).writerows(rows)
    return made.getvalue()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.text("ab1", min_size=1), st.text('a,;\t"\n\r é€', max_size=12).filter(lambda it: it.strip())), min_size=1),
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_any_text_comes_back(tmp_path: Path, rows: list[tuple[str, str]], delimiter: str, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(table([["id", "text"], *map(list, rows)], delimiter).encode(encoding))
    assert [(item.id, item.text) for item in of(path) if isinstance(item, Document)] == rows


def test_a_record_is_named_by_the_line_it_begins_in(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('title,text\nOne,"first\nsecond\n"\n\nTwo,third\n')
    one, two = of(path)
    assert (one.id, two.id) == (f"{path}:2", f"{path}:6")
    assert isinstance(one, Document) and one.text == "first\nsecond\n" and one.fields[0].value == "One"


def test_rows_that_are_no_records_are_told_and_reading_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,text\na,one, and more\nb,two\nc\nd,"qu"oted\ne,\nf,stray\rreturn\ng,three\n', newline="")
    items = of(path)
    assert [(item.id, item.outcome, item.reason) for item in items if isinstance(item, Unread)] == [
        (f"{path}:2", Outcome.FAILED, "line 2: 3 fields, and the header has 2"),
        (f"{path}:4", Outcome.FAILED, "line 4: 1 fields, and the header has 2"),
        (f"{path}:5", Outcome.FAILED, "line 5: not CSV: ',' expected after '\"'"),
        ("e", Outcome.SKIPPED, "line 6: empty text"),
        (f"{path}:7", Outcome.FAILED, items[5].reason if isinstance(items[5], Unread) else ""),
    ]
    assert [item.id for item in items if isinstance(item, Document)] == ["b", "g"]


def test_a_mark_that_nothing_closes_does_not_make_one_text_of_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,text\na,one\nb,"two\nc,three\n')
    good, bad = of(path)
    assert good.id == "a"
    assert isinstance(bad, Unread) and bad.reason == "line 3: a quotation mark that nothing closes: the record goes on to the end of the file"


def test_a_field_of_megabytes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'id,text\na,"{"word " * 1_000_000}"\n')
    (item,) = of(path)
    assert isinstance(item, Document) and len(item.text) == 5_000_000


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-16"])
@pytest.mark.parametrize("before", [0, 20_000])
def test_encodings_are_found_out(tmp_path: Path, encoding: str, before: int) -> None:
    path = tmp_path / "a.tsv"
    plain = "".join(f"{n}\tplain words of the row\n" for n in range(before))
    path.write_bytes(f"id\ttext\n{plain}x\tGrüße aus München, schöne Straße für Übermut\n".encode(encoding))
    item = of(path)[-1]
    assert isinstance(item, Document) and item.text == "Grüße aus München, schöne Straße für Übermut"


def test_old_macs_ended_lines_with_returns(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,text\ra,one\rb,two\r")
    assert [item.id for item in of(path)] == ["a", "b"]


def test_a_column_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id;body;published\n1;words;2026\n")
    (bad,) = of(path, Reading(text_field="bdoy"))
    assert isinstance(bad, Unread) and bad.outcome is Outcome.FAILED
    assert bad.reason == "no column 'bdoy' for the text; did you mean \"body\"? (columns: 'id', 'body', 'published')"
    (bad,) = of(path, Reading(text_field="body", fields={"date": "publishd"}))
    assert isinstance(bad, Unread) and "no column 'publishd' for the date" in bad.reason
    (good,) = of(path, Reading(text_field="body", fields={"date": "published", "title": "title"}))
    assert isinstance(good, Document) and [tuple(field[:2]) for field in good.fields] == [("date", "2026")]


def test_gzip_whole_and_broken_off(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    packed = gzip.compress(table([["id", "text"], *([f"{n * 7919:x}", f"{n * n * 31337:x}"] for n in range(5000))]).encode())
    path.write_bytes(packed)
    assert len(of(path)) == 5000
    path.write_bytes(packed[:-2000])
    *good, bad = of(path)
    assert len(good) > 100 and isinstance(bad, Unread) and bad.outcome is Outcome.FAILED and bad.id == str(path)


def test_what_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"%PDF-1.7\n...")
    assert of(path) == [Unread(str(path), str(path), Outcome.SKIPPED, "binary (PDF): convert it to text first")]
