"""JSON Lines: records to documents, and bad lines to outcomes that name them."""

import gzip
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.documents import read_jsonl
from compliance.model import Document, Outcome, Unread


def read(text, **options):
    data = text if isinstance(text, bytes) else text.encode()
    return list(read_jsonl(io.BytesIO(data), path="in.jsonl", **options))


def test_records_become_documents():
    items = read(
        '{"id": "a", "text": "One"}\n\n  \n{"text": "Two\\nlines", "id": 7}\r\n{"id": 2.5, "text": "x"}'
    )
    assert items == [
        Document("a", "in.jsonl", "One"),
        Document("7", "in.jsonl", "Two\nlines"),
        Document("2.5", "in.jsonl", "x"),
    ]
    assert items[1].position(5) == (2, 2)


@pytest.mark.parametrize(
    "record", ['{"text": "One"}', '{"text": "One", "id": null}', '{"text": "One", "id": ""}']
)
def test_a_record_without_an_id_is_named_by_its_line(record):
    assert [item.id for item in read("\n" + record)] == ["in.jsonl:2"]
    assert next(read_jsonl(io.BytesIO(record.encode()))).id == "<stream>:1"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "line 2: not JSON: Expecting property name"),
        ("[1, 2]", "line 2: a list, not an object"),
        ("null", "line 2: null, not an object"),
        ("true", "line 2: a boolean, not an object"),
        ("3", "line 2: a number, not an object"),
        ('"x"', "line 2: a string, not an object"),
        ('{"body": "x", "head": 1}', "line 2: no text in 'text' (fields: 'body', 'head')"),
        ("{}", "line 2: no text in 'text' (fields: none)"),
        ('{"text": null}', "line 2: the text in 'text' is null, not a string"),
        ('{"text": ["x"]}', "line 2: the text in 'text' is a list, not a string"),
        ('{"text": "x", "id": {}}', "line 2: the id in 'id' is an object, not a string or a number"),
        ('{"text": "x", "id": true}', "line 2: the id in 'id' is a boolean"),
        (b'{"text": "\xff"}', "line 2: not UTF-8 (byte 11 of the line)"),
        ("[" * 100_000, "line 2: JSON that cannot be held"),
        ('{"id": ' + "9" * 5000 + "}", "line 2: JSON that cannot be held"),
    ],
)
def test_bad_lines_are_named_and_reading_goes_on(line, reason):
    line = line if isinstance(line, bytes) else line.encode()
    items = read(b'{"id": "a", "text": "One"}\n' + line + b'\n{"id": "b", "text": "Two"}\n')
    assert [item.id for item in items] == ["a", "in.jsonl:2", "b"]
    assert items[1].outcome is Outcome.FAILED
    assert items[1].path == "in.jsonl"
    assert items[1].reason.startswith(reason)


def test_a_bad_record_keeps_its_id():
    assert read('{"id": "a"}')[0].id == "a"


@pytest.mark.parametrize("text", ["", " \n"])
def test_empty_texts_are_skipped(text):
    (item,) = read(json.dumps({"id": "a", "text": text}))
    assert (item.id, item.outcome, item.reason) == ("a", Outcome.SKIPPED, "line 1: empty text")


def test_field_names_may_be_dotted():
    record = json.dumps({"meta": {"guid": "g", "n": 1}, "story.body": "Flat", "story": {"body": "Deep"}})
    (document,) = read(record, id_field="meta.guid", text_field="story.body")
    assert (document.id, document.text) == ("g", "Flat")
    (document,) = read('{"story": {"body": {"text": "Deep"}}}', text_field="story.body.text")
    assert document.text == "Deep"
    (item,) = read(record, text_field="meta.n.x")
    assert isinstance(item, Unread)


def test_texts_may_be_markup():
    (document,) = read('{"id": "a", "text": "<p>One<p>&copy;"}', format="html")
    assert document.text == "One\n\n©"
    (item,) = read('{"id": "a", "text": "<hr>"}', format="html")
    assert item.reason == "line 1: no text in the page"
    with pytest.raises(ValueError, match="unknown format"):
        read("", format="xml")


def test_lone_surrogates_survive():
    (document,) = read('{"id": "\\ud800", "text": "a\\udfffb"}')
    assert (document.id, document.text) == ("\ud800", "a\udfffb")


def test_nothing_yields_nothing():
    assert read("") == []
    assert read("\n \n\n") == []


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks(codec):
    assert read('{"id": "a", "text": "é"}\n{"id": "b", "text": "ü"}\n'.encode(codec)) == [
        Document("a", "in.jsonl", "é"),
        Document("b", "in.jsonl", "ü"),
    ]


def test_paths(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One"}\n')
    assert list(read_jsonl(path)) == [Document(f"{path}:1", str(path), "One")]
    (item,) = read_jsonl(str(tmp_path / "gone.jsonl"))
    assert (item.outcome, item.reason) == (Outcome.FAILED, "no such file")
    (item,) = read_jsonl(tmp_path)
    assert item.reason == "a folder, not a file"


def test_gzip_is_told_by_its_first_bytes(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(
        gzip.compress(b'{"id": "a", "text": "One"}\n') + gzip.compress(b'{"id": "b", "text": "Two"}')
    )
    assert [document.text for document in read_jsonl(path)] == ["One", "Two"]


@pytest.mark.parametrize("damage", ["cut", "zeros", "header"])
def test_a_damaged_gzip_says_where_it_breaks_off(damage):
    lines = b"".join(b'{"id": %d, "text": "%d"}\n' % (n, n * n * n) for n in range(20_000))
    data = gzip.compress(lines)
    middle = len(data) // 2
    items = read(
        {"cut": data[:-100], "zeros": data[:middle] + bytes(len(data) - middle), "header": data[:12]}[damage]
    )
    assert isinstance(items[-1], Unread)
    assert items[-1].outcome is Outcome.FAILED
    assert f"line {len(items)}: cannot be read on" in items[-1].reason
    assert (len(items) > 1000) == (damage != "header")


def test_a_line_that_is_too_long_is_not_held():
    good = '{"id": "a", "text": "One"}\n'
    items = read(good + '{"text": "' + "x" * 5_000_000 + '"}\n' + good, line_limit=100)
    assert [type(item) for item in items] == [Document, Unread, Document]
    assert items[1].reason == "line 2: longer than 100 bytes"
    exact = '{"text": "' + "x" * 88 + '"}'
    assert len(exact) == 100
    assert [type(item) for item in read(exact + "\n" + exact + " \n" + exact, line_limit=100)] == [
        Document,
        Unread,
        Document,
    ]


def test_a_stream_is_read_as_it_comes_and_stays_open():
    class Slow(io.RawIOBase):
        def __init__(self):
            self.given = 0

        def readable(self):
            return True

        def readinto(self, buffer):
            line = b'{"id": %d, "text": "x"}\n' % self.given
            self.given += 1
            buffer[: len(line)] = line
            return len(line)

    stream = io.BufferedReader(Slow())
    items = read_jsonl(stream)
    assert [next(items).id for _ in range(3)] == ["0", "1", "2"]
    items.close()
    assert not stream.closed


@given(st.binary(max_size=200))
def test_any_bytes_are_read_to_the_end(data):
    marker = b'\n{"id": "last", "text": "x"}'
    items = read(data + marker)
    if not data.startswith((b"\x1f\x8b", b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        assert items[-1].id == "last"


@given(st.lists(st.tuples(st.text(min_size=1), st.text(min_size=1).filter(lambda text: not text.isspace()))))
def test_records_round_trip(records):
    data = "".join(json.dumps({"id": id, "text": text}) + "\n" for id, text in records)
    assert [(item.id, item.text) for item in read(data)] == records


def test_other_members_become_fields_where_they_are_asked_for():
    rows = [
        {"id": "a", "text": "one", "owner": {"name": "Fen Post"}, "year": 2025, "ok": True, "tags": ["x"], "gone": None},
        {"id": "b", "text": "two", "owner.name": "dotted", "year": ""},
    ]
    stream = io.BytesIO("\n".join(map(json.dumps, rows)).encode())
    wanted = {"holder": "owner.name", "date": "year", "flag": "ok", "list": "tags", "none": "gone", "missing": "nowhere"}
    one, two = read_jsonl(stream, fields=wanted)
    assert [(field.name, field.value) for field in one.fields] == [("holder", "Fen Post"), ("date", "2025")]
    assert [(field.name, field.value) for field in two.fields] == [("holder", "dotted")]
    (plain,) = read_jsonl(io.BytesIO(b'{"id": "a", "text": "one", "owner": "x"}'))
    assert plain.fields == ()
