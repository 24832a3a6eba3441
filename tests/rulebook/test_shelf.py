"""Packs on the shelf: those that ship, a user's own on top, and the cache between them and the next run."""

import marshal
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from compliance.rulebook import Rulebook, RuleError, build, load, rules_folder, shelf
from compliance.rulebook.packed import from_file
from compliance.scan.scan import scan

ROOT = Path(__file__).parents[2]


def found(book, text):
    return [candidate.rule.id for candidate in scan(text, book).candidates]


@pytest.fixture
def shelved(packs, tmp_path, monkeypatch):
    """A shelf with one pack that ships, and an empty cache; gives the folder of the cache."""
    (tmp_path / "rules").mkdir()
    packs.write(packs.head + packs.rule(), "rules/ours.toml")
    monkeypatch.setattr(shelf, "rules_folder", lambda: str(tmp_path / "rules"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "editorial-compliance"


def test_the_packs_that_ship_are_all_there():
    book = load()
    assert len(book.rules) > 500
    assert {"common.sign", "en.rights-reserved", "de.rights-all"} <= set(book.rules)
    names = {name for name in os.listdir(rules_folder()) if name.endswith(".toml")} - set(shelf.DATA)
    assert {os.path.basename(rule.path) for rule in book} == names - {
        name for name in names if "[[rule]]" not in (Path(rules_folder()) / name).read_text("utf-8")
    }


def test_a_pack_of_ones_own_adds_and_replaces_by_id(packs, shelved):
    own = packs.write(
        packs.head + packs.rule(phrases=["blue flag"], severity="error") + packs.rule(id="t.more", phrases=["green flag"])
    )
    book = load([own])
    assert found(book, "A red flag, a blue flag and a green flag.") == ["t.flag", "t.more"]
    assert book.rules["t.flag"].severity == "error"
    assert found(load(), "A red flag, a blue flag and a green flag.") == ["t.flag"]


def test_the_last_of_several_packs_wins_and_a_folder_is_read_in_order(packs, shelved, tmp_path):
    (tmp_path / "own").mkdir()
    packs.write(packs.head + packs.rule(phrases=["flag one"]), "own/1.toml")
    packs.write(packs.head + packs.rule(phrases=["flag two"]), "own/2.toml")
    packs.write("not a pack", "own/notes.txt")
    assert found(load([str(tmp_path / "own")]), "flag one, flag two") == ["t.flag"]
    book = load([str(tmp_path / "own" / "2.toml"), str(tmp_path / "own" / "1.toml")])
    assert [c.core for c in scan("flag one, flag two", book).candidates] == [(0, 8)]


def test_a_pack_of_ones_own_gives_its_own_words_for_a_kind(packs, shelved):
    own = packs.head.replace('"t"', '"u"') + '[defaults.embargo]\nseverity = "note"\nmessage = "wait"\n'
    book = load([packs.write(own + packs.rule(id="u.wait", kind="embargo", leave_out=("severity",)))])
    assert (book.rules["u.wait"].severity, book.rules["u.wait"].message) == ("note", "wait")


def without_atoms(rule):
    return rule._replace(patterns=tuple(pattern._replace(atoms=()) for pattern in rule.patterns))


def test_a_second_load_comes_from_the_cache_and_is_the_same(shelved, monkeypatch):
    first = load()
    (written,) = shelved.glob("rules-*.bin")
    assert oct(shelved.stat().st_mode & 0o777) == "0o700"
    monkeypatch.setattr(shelf, "build", lambda *_: pytest.fail("it was read again"))
    second = load()
    assert [without_atoms(rule) for rule in second] == [without_atoms(rule) for rule in first]
    assert (second.reads, second.digest) == (first.reads, first.digest)
    assert found(second, "a red flag") == ["t.flag"]
    assert list(shelved.glob("*")) == [written]


@pytest.mark.parametrize("content", [b"", b"\x00", b"nonsense", marshal.dumps(None)[:-1] + b"\xff"])
def test_a_cache_that_is_damaged_is_ignored_and_written_anew(shelved, content):
    load()
    (written,) = shelved.glob("rules-*.bin")
    whole = written.read_bytes()
    written.write_bytes(content)
    assert found(load(), "a red flag") == ["t.flag"]
    assert written.read_bytes() == whole


def test_a_cache_cut_off_in_the_middle_is_ignored(shelved):
    load()
    (written,) = shelved.glob("rules-*.bin")
    whole = written.read_bytes()
    for cut in range(0, len(whole), max(1, len(whole) // 25)):
        written.write_bytes(whole[:cut])
        assert found(load(), "a red flag") == ["t.flag"]
    assert written.read_bytes() == whole


def test_a_piece_of_a_cache_with_one_byte_wrong_is_made_anew_when_it_is_asked_for(shelved):
    load()
    (written,) = shelved.glob("rules-*.bin")
    whole = written.read_bytes()
    places = [at for at in range(len(whole)) if whole.startswith(b"red", at)]
    assert len(places) > 3
    for at in places:
        written.write_bytes(whole[:at] + b"bed" + whole[at + 3 :])
        assert found(load(), "a red flag, a bed flag") == ["t.flag"]
        everything = load().plain()
        assert written.read_bytes() == whole
        assert everything == load().plain()


@pytest.mark.parametrize("plain", [None, 7, [], ("x",), ({}, {}, {}, {}, ""), ([("x",)], {}, {}, {}, "d")])
def test_a_cache_that_holds_something_else_is_ignored(shelved, plain):
    load()
    (written,) = shelved.glob("rules-*.bin")
    written.write_bytes(marshal.dumps(plain))
    assert found(load(), "a red flag") == ["t.flag"]


def test_a_changed_pack_is_read_again(packs, shelved, tmp_path):
    assert found(load(), "a red flag, a blue flag") == ["t.flag"]
    path = tmp_path / "rules" / "ours.toml"
    before = path.stat()
    packs.write(packs.head + packs.rule(phrases=["big flag"]), "rules/ours.toml")
    assert found(load(), "a red flag, a big flag") == ["t.flag"]
    assert [c.core for c in scan("red flag, big flag", load()).candidates] == [(10, 18)]
    # of the same length and written at another time
    packs.write(packs.head + packs.rule(phrases=["new flag"]), "rules/ours.toml")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert [c.core for c in scan("red flag, new flag", load()).candidates] == [(10, 18)]


def test_a_pack_that_has_gone_bad_stops_the_run_in_spite_of_the_cache(packs, shelved):
    own = packs.write(packs.head + packs.rule(id="t.own"))
    load([own])
    Path(own).write_text("[[rule]\n", encoding="utf-8")
    with pytest.raises(RuleError, match="not valid TOML"):
        load([own])
    Path(own).unlink()
    with pytest.raises(RuleError, match="cannot be read"):
        load([own])


def test_a_machine_without_a_cache_folder_does_without(shelved, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert found(load(), "a red flag") == ["t.flag"]


def test_the_caches_that_were_made_last_stay_and_the_rest_go(shelved):
    shelved.mkdir(parents=True)
    now = time.time()
    for age in range(shelf.KEPT + 2):
        for ending in ("bin", "compiled"):
            path = shelved / f"rules-{age}.{ending}"
            path.write_bytes(b"")
            os.utime(path, (now - 60 * age - 60, now - 60 * age - 60))
    other = shelved / "notes.bin"
    other.write_bytes(b"")
    os.utime(other, (0, 0))
    load()
    left = {path.name for path in shelved.iterdir()}
    assert {f"rules-{age}.bin" for age in range(shelf.KEPT - 1)} < left
    assert not left & {f"rules-{age}.{ending}" for age in range(shelf.KEPT - 1, shelf.KEPT + 2) for ending in ("bin", "compiled")}
    assert other.exists()


def test_several_that_write_at_once_leave_one_whole_cache(packs, shelved, tmp_path):
    body = (
        "import sys; from compliance.rulebook import shelf, load; "
        f"shelf.rules_folder = lambda: {str(tmp_path / 'rules')!r}; "
        "print(*load().rules)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = [subprocess.Popen([sys.executable, "-c", body], env=environment, stdout=subprocess.PIPE) for _ in range(6)]
    assert [process.communicate()[0] for process in running] == [b"t.flag\n"] * 6
    assert [path.name[:6] for path in shelved.iterdir()] == ["rules-"]
    assert Rulebook.from_plain(from_file(str(next(shelved.iterdir())), dict)).rules == load().rules


def test_the_digest_tells_contents_apart(packs):
    one = build((), [packs.write(packs.head + packs.rule(), "1.toml")])
    same = build((), [packs.write(packs.head + packs.rule(), "2.toml")])
    other = build((), [packs.write(packs.head + packs.rule(phrases=["flags"]), "3.toml")])
    assert one.digest == same.digest != other.digest
