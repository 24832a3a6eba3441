"""Plain text in memory: code point for code point, with the right lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.documents import from_text
from compliance.model import Position


def test_text_is_kept_as_given():
    text = "\ufeffOne\r\ntwo\rthree\u2028four \ud800\x00"
    document = from_text(text, id="a", path="b.txt")
    assert document.text == text
    assert (document.id, document.path, document.zones, document.fields) == ("a", "b.txt", (), ())


def test_lines_of_crlf_text_count_by_line_feeds():
    document = from_text("One\r\ntwo three\r\n")
    assert document.breaks == ()
    assert document.position(document.text.index("three")) == Position(2, 5)


def test_lone_carriage_returns_end_lines_where_there_is_no_line_feed():
    document = from_text("One\rtwo\r\rfour")
    assert document.position(0) == Position(1, 1)
    assert document.position(document.text.index("wo")) == Position(2, 2)
    assert document.position(document.text.index("four")) == Position(4, 1)
    assert document.position(len(document.text)) == Position(4, 5)


def test_a_stray_carriage_return_ends_no_line():
    document = from_text("One\rtwo\nthree")
    assert document.position(document.text.index("three")) == Position(2, 1)
    assert document.position(document.text.index("two")) == Position(1, 5)


@pytest.mark.parametrize("format", ["jsonl", "pdf", ""])
def test_unknown_formats_are_refused(format):
    with pytest.raises(ValueError, match="unknown format"):
        from_text("x", format=format)


@given(st.text(alphabet="ab \r\n"), st.sampled_from(["\n", "\r\n", "\r"]))
def test_positions_are_those_of_universal_newlines(text, end):
    """Whatever ends the lines, as long as one thing does, positions are the same."""
    lines = text.replace("\r", "").split("\n")
    document = from_text(end.join(lines))
    at = 0
    for number, line in enumerate(lines, 1):
        assert document.position(at) == Position(number, 1)
        assert document.position(at + len(line)) == Position(number, len(line) + 1)
        at += len(line) + len(end)
