from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.output.spool import Spool


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_what_goes_in_comes_out_once(texts):
    spool = Spool()
    for text in texts:
        spool.write(text)
    assert "".join(spool.pieces()) == "".join(texts)
    assert list(spool.pieces()) == []


def test_lines_are_what_newlines_end():
    spool = Spool()
    spool.write("a\x85b\u2028c\n\nd\n")
    assert list(spool.lines()) == ["a\x85b\u2028c", "", "d"]


def test_more_than_memory_takes_comes_back_whole():
    spool = Spool()
    line = "é" * 999
    for _ in range(2000):
        spool.write(line + "\n")
    assert sum(kept == line for kept in spool.lines()) == 2000
