"""Rows of packed things, in memory and in a file."""

import marshal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.rulebook.packed import Unpacked, filed, from_file, packed, parted, unpacked

THINGS = st.recursive(st.none() | st.integers() | st.text() | st.binary(), lambda some: st.lists(some) | st.tuples(some), max_leaves=8)


def never():
    pytest.fail("nothing is damaged")


@given(st.dictionaries(st.text(max_size=5), st.lists(THINGS, max_size=6), max_size=4), THINGS)
def test_what_was_filed_comes_back(tmp_path_factory, things, head):
    path = tmp_path_factory.mktemp("rows") / "rows.bin"
    path.write_bytes(filed(head, {name: packed(row) for name, row in things.items()}))
    again, rows = from_file(str(path), never)
    assert again == head
    assert {name: [unpacked(piece) for piece in row] for name, row in rows.items()} == things


def test_a_damaged_piece_is_made_anew_and_no_other(tmp_path):
    path = tmp_path / "rows.bin"
    rows = {"a": [b"first", b"second"], "b": [b"third"]}
    path.write_bytes(filed((), rows).replace(b"second", b"zecond"))
    asked = []
    _, read = from_file(str(path), lambda: asked.append(1) or rows)
    assert (read["a"][0], read["b"][0], asked) == (b"first", b"third", [])
    assert (read["a"][1], asked) == (b"second", [1])
    assert list(read["a"]) == [b"first", b"second"]


def test_a_row_is_a_sequence(tmp_path):
    path = tmp_path / "rows.bin"
    path.write_bytes(filed((), {"a": [b"0", b"1", b"2"], "none": []}))
    _, rows = from_file(str(path), never)
    assert (len(rows["a"]), rows["a"][1:], list(rows["none"])) == (3, [b"1", b"2"], [])
    for wrong in (3, -1):
        with pytest.raises(IndexError):
            rows["a"][wrong]


@pytest.mark.parametrize("content", [b"", b"1234567", marshal.dumps((1, {})), filed((1,), {})[:-1], b"\xff" * 40])
def test_a_file_with_a_damaged_head_is_refused(tmp_path, content):
    path = tmp_path / "rows.bin"
    path.write_bytes(content)
    with pytest.raises((ValueError, EOFError, TypeError)):
        from_file(str(path), never)


def test_a_mapping_in_parts():
    whole = {"a": [1, 2], "b": {"x": "y"}}
    again = Unpacked(parted(whole))
    assert dict(again) == whole and len(again) == 2 and "c" not in again
    assert again["a"] is again["a"], "unpacked once"
    with pytest.raises(KeyError):
        again["c"]
