"""Configuration: what is found where, what is refused and how, and what it comes to for a file."""

import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.config import Config, ConfigError, Lookup, Reuse
from compliance.config.files import read
from compliance.config.names import in_force, unknown_rules
from compliance.config.places import places
from compliance.model import Severity


def written(folder: Path, text: str, name: str = "compliance.toml") -> str:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def problems(folder: Path, text: str, name: str = "compliance.toml") -> list[str]:
    """Each problem as `line:column: message`."""
    with pytest.raises(ConfigError) as caught:
        read(written(folder, text, name))
    assert [str(it) for it in caught.value.problems] == str(caught.value).splitlines()
    return [f"{it.line}:{it.column}: {it.message}" for it in caught.value.problems]


EVERYTHING = """\
packs = ["house.toml"]
off = ["en.page-*"]
threshold = "error"
exclude = ["archive/**"]

[rules."en.rights-reserved"]
severity = "note"

[rules."de.*"]
off = true

[[paths]]
match = ["wire/**", "*.wire.txt"]
off = ["mul.credit"]
threshold = "note"

[paths.rules."en.rights-reserved"]
severity = "error"
"""


def test_every_key_is_read(tmp_path: Path) -> None:
    (tmp_path / "house.toml").touch()
    config = read(written(tmp_path, EVERYTHING))
    assert config.packs == (str(tmp_path / "house.toml"),)
    assert config.off == ("en.page-*", "de.*")
    assert config.threshold is Severity.ERROR
    assert config.exclude == ("archive/**",)
    assert config.severities == {"en.rights-reserved": Severity.NOTE}
    (override,) = config.overrides
    assert override.match == ("wire/**", "*.wire.txt")
    assert override.off == ("mul.credit",)
    assert override.threshold is Severity.NOTE
    assert override.severities == {"en.rights-reserved": Severity.ERROR}


def test_pyproject_says_the_same(tmp_path: Path) -> None:
    (tmp_path / "house.toml").touch()
    table = EVERYTHING.replace("[[paths]]", "[[tool.compliance.paths]]").replace(
        "[paths.", "[tool.compliance.paths."
    )
    table = "[tool.compliance]\n" + table.replace("[rules.", "[tool.compliance.rules.")
    apart = {"source": None, "mentions": ()}
    own = read(written(tmp_path, EVERYTHING))
    shared = read(written(tmp_path, "[project]\nname = 'x'\n" + table, "pyproject.toml"))
    assert shared._replace(**apart) == own._replace(**apart)
    assert [(it.pattern, it.line) for it in shared.mentions] == [
        (it.pattern, it.line + 3) for it in own.mentions
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('treshold = "note"', '1:1: unknown key "treshold"; did you mean "threshold"?'),
        (
            "zebra = 1",
            '1:1: unknown key "zebra"; the keys here are packs, off, threshold, exclude, rules, paths, reuse, decisions, policy',
        ),
        ('threshold = "fatal"', '1:1: threshold must be error, warning or note, not "fatal"'),
        ("threshold = 3", "1:1: threshold must be error, warning or note, not a number"),
        ('off = "en.x"', "1:1: off must be a list of strings, not a string"),
        ('off = ["en.x",\n  7]', "2:3: off must hold strings, not a number"),
        ('exclude = [ "a", " " ]', "1:18: exclude holds an empty string"),
        (
            'exclude = ["../other"]',
            '1:12: "../other" leaves the folder of this file, which patterns are relative to',
        ),
        ('exclude = ["!"]', '1:12: "!" selects nothing'),
        ('packs = ["gone.toml"]', '1:10: there is no "gone.toml"; a pack is a path relative to this file'),
        ("rules = []", "1:1: rules must be a table, not a list"),
        ('[rules]\n"en.x" = "note"', '2:1: rules."en.x" must be a table, not a string'),
        ('[rules.en.x]\nseverity = "note"', '1:8: a rule id has a dot and needs quotes: [rules."en.x"]'),
        ('[rules."en.x"]\nseverty = "note"', '2:1: unknown key "severty"; did you mean "severity"?'),
        ('[rules."en.x"]\noff = false', "2:1: off can only be true; rules are on unless turned off"),
        ('[paths]\nmatch = ["a"]', "1:2: paths is written in double brackets: [[paths]]"),
        (
            '[[paths]]\nmatch = ["a"]\n[[paths]]\noff = ["x"]',
            '3:3: a [[paths]] table needs match, e.g. match = ["wire/**"]',
        ),
        (
            '[[paths]]\nmatch = ["a"]\npacks = ["b"]',
            '3:1: unknown key "packs"; the keys here are match, off, threshold, rules, policy',
        ),
        ("decisions = 7", "1:1: decisions must be the path of a file, not a number"),
        ('decisions = " "', "1:1: decisions must be the path of a file, not an empty string"),
        ('reuse = ["known"]', "1:1: reuse must be a table, not a list"),
        (
            '[reuse]\narchive = ["known"]',
            '2:1: unknown key "archive"; did you mean "archives"?',
        ),
        (
            '[reuse]\narchives = ["gone"]',
            '2:13: there is no "gone"; an archive is a folder, relative to this file, that `compliance archive add` makes',
        ),
        ('[reuse]\npublisher = "x"', "2:1: reuse.publisher must be a list of strings, not a string"),
        ("[reuse]\nquotation_limit = -1", "2:1: reuse.quotation_limit must be a whole number from 0 on, not -1"),
        ("[reuse]\nquotation_limit = true", "2:1: reuse.quotation_limit must be a whole number from 0 on, not true or false"),
        ("[reuse]\ncommon = 1", "2:1: reuse.common must be a whole number from 2 on, not 1"),
        ('[reuse]\ncommon = "ten"', "2:1: reuse.common must be a whole number from 2 on, not a string"),
        ('threshold = "note', "1:18: not valid TOML: illegal character '\\n'"),
    ],
)
def test_what_is_refused_and_where(tmp_path: Path, text: str, expected: str) -> None:
    assert problems(tmp_path, text + "\n")[0] == expected


def test_what_is_said_about_reuse(tmp_path: Path) -> None:
    assert read(written(tmp_path, "off = []\n")).reuse == Reuse()
    (tmp_path / "known").mkdir()
    text = '[reuse]\narchives = ["known"]\npublisher = ["Fen Post", "Fen Post Online"]\nquotation_limit = 0\ncommon = 25\n'
    known = read(written(tmp_path, text)).reuse
    assert known == Reuse((known.archives[0],), ("Fen Post", "Fen Post Online"), 0, 25)
    assert os.path.samefile(known.archives[0], tmp_path / "known")


def test_all_problems_are_reported_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = '[[paths]]\nmatsh = ["a"]\n\n[rules."en.x"]\nseverity = "grave"\n'
    assert [it.split(":")[0] for it in problems(tmp_path, text)] == ["1", "2", "5"]


def test_a_table_of_pyproject_is_placed_where_it_stands(tmp_path: Path) -> None:
    text = '[project]\nname = "x"\n[tool.compliance]\nof = ["en.x"]\n'
    assert problems(tmp_path, text, "pyproject.toml") == ['4:1: unknown key "of"; did you mean "off"?']


def test_files_that_are_no_text_or_not_there(tmp_path: Path) -> None:
    (tmp_path / "compliance.toml").write_bytes(b'off = [\n"\xff"]\n')
    with pytest.raises(ConfigError, match=r":2:1: is not UTF-8 text"):
        read(str(tmp_path / "compliance.toml"))
    with pytest.raises(ConfigError, match=r"gone\.toml:1:1: cannot be read: no such file"):
        read(str(tmp_path / "gone.toml"))
    with pytest.raises(ConfigError, match=r"has no \[tool\.compliance\] table"):
        read(written(tmp_path, "[tool.other]\n", "pyproject.toml"))


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    (tmp_path / "compliance.toml").write_bytes('\ufeffoff = [\r\n  "en.x",\r\n]\r\n'.encode())
    config = read(str(tmp_path / "compliance.toml"))
    assert [(it.pattern, it.line, it.column) for it in config.mentions] == [("en.x", 2, 3)]


def test_nothing_found_is_nothing_configured(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert Lookup().of_folder(str(tmp_path)) == Config()


def test_the_nearest_configuration_upwards_holds(tmp_path: Path) -> None:
    written(tmp_path, 'threshold = "error"')
    written(tmp_path / "desk", 'threshold = "note"')
    (tmp_path / "desk/drafts").mkdir()
    (tmp_path / "other").mkdir()
    lookup = Lookup()
    assert lookup.effective(str(tmp_path / "desk/drafts/a.txt")).threshold is Severity.NOTE
    assert lookup.effective(str(tmp_path / "other/a.txt")).threshold is Severity.ERROR


def test_the_search_ends_at_the_folder_of_the_repository(tmp_path: Path) -> None:
    written(tmp_path, 'threshold = "error"')
    (tmp_path / "repository/.git").mkdir(parents=True)
    (tmp_path / "repository/drafts").mkdir()
    assert Lookup().effective(str(tmp_path / "repository/drafts/a.txt")).threshold is None
    written(tmp_path / "repository", 'threshold = "note"')
    assert Lookup().effective(str(tmp_path / "repository/drafts/a.txt")).threshold is Severity.NOTE


def test_a_pyproject_that_does_not_speak_of_us_is_passed_by(tmp_path: Path) -> None:
    written(tmp_path, 'threshold = "error"')
    written(tmp_path / "desk", "[tool.other]\nname = 'compliance'\n", "pyproject.toml")
    assert Lookup().effective(str(tmp_path / "desk/a.txt")).threshold is Severity.ERROR


def test_compliance_toml_is_preferred_to_the_pyproject_beside_it(tmp_path: Path) -> None:
    written(tmp_path, 'threshold = "error"')
    written(tmp_path, '[tool.compliance]\nthreshold = "note"', "pyproject.toml")
    assert Lookup().effective(str(tmp_path / "a.txt")).threshold is Severity.ERROR


def test_relative_and_absolute_paths_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, 'threshold = "error"\n[[paths]]\nmatch = ["/desk/*.txt"]\nthreshold = "note"')
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    for path in ("a.txt", "./a.txt", "../desk/a.txt", str(tmp_path / "desk/a.txt")):
        assert Lookup().effective(path).threshold is Severity.NOTE, path
    assert Lookup().effective("a.md").threshold is Severity.ERROR
    assert Lookup().effective(None).threshold is Severity.ERROR


def test_a_fixed_configuration_holds_wherever_the_file_lies(tmp_path: Path) -> None:
    written(tmp_path / "desk", 'threshold = "note"')
    lookup = Lookup(Config(threshold=Severity.ERROR))
    assert lookup.effective(str(tmp_path / "desk/a.txt")).threshold is Severity.ERROR


def test_later_tables_of_paths_win(tmp_path: Path) -> None:
    written(
        tmp_path,
        '[rules."en.*"]\nseverity = "warning"\n'
        '[[paths]]\nmatch = ["*.txt"]\noff = ["en.a"]\n[paths.rules."en.b"]\nseverity = "note"\n'
        '[[paths]]\nmatch = ["x.txt"]\n[paths.rules."en.*"]\nseverity = "error"\n',
    )
    lookup = Lookup()
    both = lookup.effective(str(tmp_path / "x.txt"))
    assert in_force("en.a", "note", both) == "off"
    assert in_force("en.b", "note", both) == "error"
    one = lookup.effective(str(tmp_path / "y.txt"))
    assert in_force("en.b", "error", one) == "note"
    assert in_force("en.c", "error", one) == "warning"
    assert in_force("de.c", "error", one) == "error"


def test_what_is_excluded(tmp_path: Path) -> None:
    written(tmp_path, 'exclude = ["archive/**", "*.bak", "!keep.bak"]')
    lookup = Lookup()
    excluded = [
        it
        for it in ("archive/a/b.txt", "c.bak", "desk/d.bak", "keep.bak", "desk/archive/e.txt")
        if lookup.excluded(str(tmp_path / it))
    ]
    assert excluded == ["archive/a/b.txt", "c.bak", "desk/d.bak"]


def test_a_rule_that_is_not_there_is_pointed_at(tmp_path: Path) -> None:
    config = read(
        written(tmp_path, 'off = ["en.rights-*", "en.rihgts-reserved", "compliance.unused-suppression"]\n')
    )
    (problem,) = unknown_rules(config, ["en.rights-reserved", "de.rights-reserved"])
    assert (problem.line, problem.column) == (1, 23)
    nearest = "the nearest: en.rights-reserved, de.rights-reserved"
    assert problem.message == f'no rule is called "en.rihgts-reserved"; {nearest}'


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=6)
VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(-99, 99), WORDS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=3)),
    max_leaves=8,
)


def toml(value: object, gap: str) -> str:
    """The value in TOML, with `gap` (white space, line ends, comments) wherever lists allow it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        quoted = "".join(f"\\U{ord(it):08x}" if it < " " or it in '"\\\x7f' else it for it in value)
        return f'"{quoted}"'
    if isinstance(value, list):
        return "[" + gap + ("," + gap).join(toml(it, gap) + gap for it in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml(name, gap)} = {toml(it, gap)}" for name, it in value.items()) + "}"
    return str(value)


def keys(value: object, at: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    found = {at} if at else set()
    if isinstance(value, dict):
        found = found.union(*(keys(it, (*at, name)) for name, it in value.items()))
    elif isinstance(value, list):
        found = found.union(*(keys(it, (*at, number)) for number, it in enumerate(value)))
    return found


@given(st.dictionaries(WORDS, VALUES, max_size=4), st.sampled_from(["", " ", "\n", " # ]}\"'\n", "\n\n\t"]))
def test_every_key_of_any_toml_has_its_place(table: dict[str, object], gap: str) -> None:
    source = "".join(f"{toml(name, gap)} = {toml(value, gap)}\n" for name, value in table.items())
    assert tomllib.loads(source) == table
    found = places(source)
    assert set(found) == keys(table)
    lines = source.split("\n")
    for key, (line, column) in found.items():
        if isinstance(key[-1], str):
            assert lines[line - 1][column - 1 :].startswith(toml(key[-1], gap))


def test_places_of_headers_and_the_four_kinds_of_string() -> None:
    source = """\
a.b = '''x ]
" # '''''
[table."dotted.name"]
c = \"\"\"y \\\"\"\" "\"\"\" # [no]
d = 1979-05-27 07:32:00
[[list]]
[[list]]
[list.inner]
e = 'f'
"""
    assert places(source) == {
        ("a",): (1, 1),
        ("a", "b"): (1, 3),
        ("table",): (3, 2),
        ("table", "dotted.name"): (3, 8),
        ("table", "dotted.name", "c"): (4, 1),
        ("table", "dotted.name", "d"): (5, 1),
        ("list",): (6, 3),
        ("list", 0): (6, 3),
        ("list", 1): (7, 3),
        ("list", 1, "inner"): (8, 7),
        ("list", 1, "inner", "e"): (9, 1),
    }
    assert tomllib.loads(source)["list"][1] == {"inner": {"e": "f"}}
