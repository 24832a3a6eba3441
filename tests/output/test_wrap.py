import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.output.wrap import Segment, isolate, width, wrap


def lines(text, columns):
    return ["".join(segment.text for segment in line) for line in wrap([Segment("", text)], columns)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("abc", 3), ("", 0), ("世界", 4), ("e\u0301", 1), ("ｶﾅ", 2), ("한국", 4), ("a\u200d", 1), ("é", 1)],
)
def test_width(text, expected):
    assert width(text) == expected


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 8, ["one two", "three"]),
        ("unbreakable", 4, ["unbr", "eaka", "ble"]),
        ("a unbreakable", 4, ["a", "unbr", "eaka", "ble"]),
        ("港は火曜日に再開した", 8, ["港は火曜", "日に再開", "した"]),
        ("火曜日。した", 6, ["火曜", "日。し", "た"]),
        ("「火曜」日", 4, ["「火", "曜」", "日"]),
        ("", 8, [""]),
        ("word   ", 8, ["word"]),
    ],
)
def test_wrap(text, columns, expected):
    assert lines(text, columns) == expected


def test_styles_survive_wrapping():
    line, second = wrap([Segment("", "a "), Segment("mark", "bb cc"), Segment("", " d")], 5)
    assert line == [Segment("", "a "), Segment("mark", "bb")]
    assert second == [Segment("mark", "cc"), Segment("", " d")]


@settings(deadline=None)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zs", "Zl", "Zp"]) | st.just(" ")),
    st.integers(2, 30),
)
def test_wrapping_loses_only_spaces_and_keeps_to_the_columns(text, columns):
    wrapped = lines(text, columns)
    assert "".join(wrapped).replace(" ", "") == text.replace(" ", "")
    assert all(width(line) <= columns for line in wrapped)


def test_isolation_is_for_right_to_left_text_only():
    latin = [Segment("", "abc")]
    assert isolate(latin) == latin
    assert [segment.text for segment in isolate([Segment("", "שלום")])] == ["\u2068", "שלום", "\u2069"]
