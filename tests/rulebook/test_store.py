"""Compiled patterns kept for other runs: what is kept is what was compiled, and what is damaged is compiled again."""

import pytest
import regex

from compliance.rulebook import store as module
from compliance.rulebook.store import CompiledStore


def keep(path, *sources, cased=False):
    store = CompiledStore(str(path))
    for source in sources:
        store.put(source, cased, regex.compile(source, 0 if cased else regex.IGNORECASE))
    store.flush()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "rules-x.compiled"


def test_a_pattern_comes_back_as_it_was_compiled(path):
    keep(path, "red (?P<what>flag)", "é+\\ud800?")
    keep(path, "red (?P<what>flag)", cased=True)
    store = CompiledStore(str(path))
    assert store.get("red (?P<what>flag)", False).search("a RED FLAG")["what"] == "FLAG"
    assert store.get("red (?P<what>flag)", True).search("a RED FLAG") is None
    assert store.get("red", False) is None


def test_what_one_process_keeps_stays_when_another_keeps_more(path):
    one, two = CompiledStore(str(path)), CompiledStore(str(path))
    assert one.get("a", False) is two.get("b", False) is None
    one.put("a", False, regex.compile("a"))
    two.put("b", False, regex.compile("b"))
    one.flush()
    two.flush()
    kept = CompiledStore(str(path))
    assert kept.get("a", False) is not None
    assert kept.get("b", False) is not None


def test_two_sources_of_one_key_are_told_apart(path, monkeypatch):
    monkeypatch.setattr(module, "_key", lambda source, cased: 1)
    keep(path, "red")
    store = CompiledStore(str(path))
    assert store.get("blue", False) is None
    assert store.get("red", False) is not None


def test_damage_costs_the_damaged_pattern_and_no_other(path):
    keep(path, "red", "blue")
    content = bytearray(path.read_bytes())
    content[-3] ^= 1
    path.write_bytes(content)
    store = CompiledStore(str(path))
    assert store.get("blue", False) is None
    assert store.get("red", False) is not None
    keep(path, "green")
    assert [CompiledStore(str(path)).get(source, False) is not None for source in ("red", "blue", "green")] == [True, False, True]


@pytest.mark.parametrize("content", [b"", b"x", b"x" * 100])
def test_half_a_file_is_none(path, content):
    path.write_bytes(content)
    assert CompiledStore(str(path)).get("red", False) is None
    keep(path, "red")
    assert CompiledStore(str(path)).get("red", False) is not None
