import json
import re
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.output.encode import encode
from compliance.output.escape import (
    cell,
    uri,
    visible,
    visible_lines,
    workflow_data,
    workflow_property,
    xml_attribute,
    xml_text,
)

ANY = st.text(st.characters())  # lone surrogates included
COMMAND = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)
ACTED_ON = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain – “text” 世界", "plain – “text” 世界"),
        ("\x1b[31m", "\\x1b[31m"),
        ("a\nb\tc", "a\\x0ab\\x09c"),
        ("\u202egpj.exe", "\\u202egpj.exe"),
        ("\x9b2J", "\\x9b2J"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("a\u200bb", "a\\u200bb"),
        ("Namen\u200cش", "Namen\u200cش"),
        ("std::string", "std::string"),
        ("::error::x", "\\x3a:error::x"),
        ("##vso[x]", "##vso\\x5bx]"),
    ],
)
def test_visible(text, expected):
    assert visible(text) == expected


def test_lines_are_kept_where_they_may_be():
    assert visible_lines("a\r\nb\tc\rd\n ::set-env::") == "a\nb\tc\\x0dd\n \\x3a:set-env::"


@settings(deadline=None)
@given(ANY)
def test_what_is_visible_acts_on_nothing(text):
    for safe in (visible(text), visible_lines(text)):
        assert not ACTED_ON.search(safe.replace("\t", "").replace("\n", ""))
        assert not COMMAND.search(safe)
        safe.encode("utf-8")


@settings(deadline=None)
@given(
    st.recursive(ANY | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(ANY, inner))
)
def test_json_is_safe_to_print_and_means_the_same(value):
    written = encode(value)
    assert not ACTED_ON.search(written)
    assert "\n" not in written
    assert not re.search(r"##\w*\[", written)
    # Two lone surrogates side by side are one character to a JSON reader, as they are to UTF-16.
    assert json.loads(written) == json.loads(json.dumps(value))
    written.encode("utf-8")


def test_json_keeps_letters_as_they_are():
    assert encode({"a": "©世界é"}) == '{"a": "©世界é"}'


def test_json_takes_what_values_may_hold():
    from types import MappingProxyType

    assert encode(MappingProxyType({"a": frozenset({"y", "x"}), "b": (1,)})) == '{"a": ["x", "y"], "b": [1]}'


@settings(deadline=None)
@given(ANY)
def test_a_workflow_command_is_one_line_and_ends_where_it_should(text):
    assert not set(workflow_data(text)) & {"\r", "\n"}
    assert not set(workflow_property(text)) & {"\r", "\n", ":", ","}


def test_percent_signs_are_escaped_first():
    assert workflow_data("100%0A\n") == "100%250A%0A"
    assert workflow_property("a:b,c") == "a%3Ab%2Cc"


@settings(deadline=None)
@given(ANY)
def test_xml_takes_any_text(text):
    element = ElementTree.fromstring(f'<a b="{xml_attribute(text)}">{xml_text(text)}</a>')
    assert (element.text or "") == visible_lines(text)
    assert element.get("b") == visible_lines(text)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_cell_is_never_a_formula(start):
    assert cell(f"{start}1+1").startswith("'")


def test_other_cells_are_left_alone():
    assert cell("1=1") == "1=1"
    assert cell("") == ""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/b.txt", "a/b.txt"),
        ("./a b.txt", "a%20b.txt"),
        ("C:x", "C%3Ax"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("/srv/é.txt", "file:///srv/%C3%A9.txt"),
        ("//host/share", "file://host/share"),
        ("a#b?c%d", "a%23b%3Fc%25d"),
        ("bad\udcff", "bad%FF"),
        ("../up.txt", "../up.txt"),
    ],
)
def test_uri(path, expected):
    assert uri(path) == expected


@settings(deadline=None)
@given(ANY)
def test_any_path_makes_a_uri(path):
    made = uri(path)
    assert re.fullmatch(r"(file:)?[A-Za-z0-9%/._~-]*", made)
    unquote_to_bytes(made)
