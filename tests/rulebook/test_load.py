"""What a pack may say, and how what it may not is refused: with file, line, and the nearest right word."""

import pytest

from compliance.rulebook import RuleError, build
from compliance.scan.scan import scan

HEAD = '[pack]\nid = "t"\nlanguage = "en"\n'


def refused(packs, text):
    """The line and the words of the refusal; it must name the file."""
    path = packs.write(text)
    with pytest.raises(RuleError) as error:
        build((), [path])
    assert error.value.path == path
    assert str(error.value) == f"{path}:{error.value.line}: {error.value.message}"
    line = text.split("\n")[error.value.line - 1]
    return line, error.value.message


KEYS = [
    # (what is changed in a rule that is right, the key on whose line it is reported, words of the refusal)
    ({"mesage": "Red"}, "mesage", "unknown key 'mesage'; did you mean \"message\"?"),
    ({"qiet": ["x"]}, "qiet", "unknown key 'qiet'; did you mean \"quiet\"?"),
    ({"zzz": 1}, "zzz", "unknown key 'zzz'"),
    ({"id": "Red Flag"}, "id", "an id is the pack's id, a dot, and a name in small letters"),
    ({"id": "flag"}, "id", "an id is the pack's id, a dot"),
    ({"id": 7}, "id", "id is a text in quotation marks"),
    ({"kind": "copyright"}, "kind", 'did you mean "copyright_notice"?'),
    ({"kind": "zzz"}, "kind", "'zzz' is none of copyright_notice, rights_reserved"),
    ({"type": "phrases"}, "type", 'did you mean "phrase"?'),
    ({"severity": "warn"}, "severity", 'did you mean "warning"?'),
    ({"confidence": "hihg"}, "confidence", 'did you mean "high"?'),
    ({"case": "exct"}, "case", 'did you mean "exact"?'),
    ({"message": 3}, "message", "message is a text in quotation marks"),
    ({"why": ["a"]}, "why", "why is a text in quotation marks"),
    ({"typos": "1"}, "typos", "typos wants a whole number"),
    ({"alone": "yes"}, "alone", "alone wants true or false"),
    ({"priority": [1]}, "priority", "priority wants a whole number"),
    ({"values": "all"}, "values", "values wants a table"),
    ({"phrases": "red flag"}, "phrases", "phrases is a list of texts"),
    ({"phrases": [""]}, "phrases", "phrases is a list of texts"),
    ({"phrases": []}, "phrases", "a rule of type 'phrase' needs phrases"),
    ({"words": ["flag"]}, "id", "a rule of type 'phrase' needs phrases"),
    ({"phrases": ["red flag"], "patterns": ["red"]}, "patterns", "patterns belongs to another type"),
    ({"beside": ["copyright_notices"]}, "beside", 'did you mean "copyright_notice"?'),
    ({"beside": "status"}, "beside", "beside is a list of texts"),
    ({"source": ""}, "source", "source is missing"),
    ({"fires": []}, "fires", "fires is missing"),
    ({"quiet": []}, "quiet", "quiet is missing"),
    ({"fires": "A red flag."}, "fires", "fires is missing"),
    ({"fires": [{"txt": "A red flag."}]}, "fires", "an example in fires is a text"),
    ({"fires": [{"text": "A red flag.", "fond": "red"}]}, "fires", 'did you mean "found"?'),
    ({"fires": [{"text": "A red flag.", "found": "blue"}]}, "fires", "does not stand in the example's text"),
]


@pytest.mark.parametrize(("keys", "place", "words"), KEYS)
def test_a_wrong_key_or_value_is_refused_where_it_stands(packs, keys, place, words):
    first = packs.rule(id="t.first")
    line, message = refused(packs, HEAD + first + packs.rule(**keys))
    assert line.startswith(place) or (place == "id" and line == "[[rule]]"), line
    assert words in message


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("fires", "fires is missing: give at least one text on which the rule must fire"),
        ("quiet", "quiet is missing: give at least one text on which the rule must stay quiet"),
        ("source", "source is missing"),
        ("kind", "kind is missing: one of copyright_notice"),
        ("type", "type is missing: one of phrase"),
        ("severity", "severity is missing: one of error, warning, note"),
        ("phrases", "needs phrases"),
        ("id", "an id is the pack's id"),
    ],
)
def test_a_missing_key_is_reported_at_its_rule(packs, missing, words):
    text = HEAD + packs.rule(id="t.first") + packs.rule(leave_out=(missing,))
    line, message = refused(packs, text)
    assert line == "[[rule]]"
    assert words in message


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("red (flag", "a ')' is missing"),
        ("red flag)", "a ')' too many"),
        ("red [flag", "is not closed: a ']' is missing"),
        ("red {flog}", "no word list {flog}; did you mean \"flag\"?"),
        ("red {flag", "brace is not closed"),
        ("red {zzzzz}", "no word list {zzzzz}"),
        ("red flag{x", "brace is not closed"),
        ("red flag{2,y}", "neither a word list nor a repeat"),
        (r"(red) \1", "back-references are not allowed"),
        ("(?P<what>red) (?P=what)", "back-references"),
        (r"red \pL", r"write the property in braces"),
        ("red flag\\", "lone backslash"),
        ("(?:\\w+ )*flag", "it can run away"),
        ("(?:red+)+ flag", "it can run away"),
        ("(?:(?:red ?)+|x)* flag", "it can run away"),
        ("(?P<colour>red) flag", "unknown capture 'colour'"),
        ("(?P<holdr>red) flag", 'did you mean "holder"?'),
        (r"\w+ \d+", "has no fixed letters"),
        (".*", "has no fixed letters"),
        ("red **flag", "does not compile"),
        ("red [z-a] flag", "does not compile"),
        ("(?<=re+)d flag", None),
        (r"red \p{Nonsense} flag", "does not compile"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_refused_on_its_line(packs, pattern, words):
    head = HEAD + '\n[lexicon]\nflag = ["flag", "banner"]\n'
    text = head + packs.rule(id="t.first") + packs.rule(type="pattern", patterns=["red flag", pattern])
    if words is None:
        build((), [packs.write(text)])  # a look-behind of any width, which `regex` can do
        return
    line, message = refused(packs, text)
    assert line.startswith("patterns")
    assert words in message
    assert "t.flag" in message or repr(pattern) in message


TABLES = [
    ("", "", "a pack begins with a [pack] table"),
    ("title = 'x'\n", "title", "unknown table"),
    ('[pack]\nid = "t"\n', "[pack]", "[pack] needs language"),
    ('[pack]\nlanguage = "en"\n', "[pack]", "[pack] needs id"),
    ('[pack]\nid = "t"\nlanguage = "en"\nlangage = "en"\n', "langage", 'did you mean "language"?'),
    (HEAD + "[lexicn]\nx = ['y']\n", "[lexicn]", 'did you mean "lexicon"?'),
    (HEAD + '[lexicon]\nflag = "flag"\n', "flag", "a list of one or more patterns is wanted"),
    (HEAD + "[lexicon]\nflag = []\n", "flag", "a list of one or more patterns is wanted"),
    (HEAD + "[acts]\nreproduse = ['cop']\n", "reproduse", "unknown act 'reproduse'; did you mean \"reproduce\"?"),
    (HEAD + "[reads]\nunles = ['x']\n", "unles", 'did you mean "unless"?'),
    (HEAD + "[reads]\nunless = ['(x']\n", "unless", "a ')' is missing"),
    (HEAD + "[names]\nstop = ['x']\n", "stop", 'did you mean "stops"?'),
    (HEAD + "id = 3\n", "id", "not valid TOML"),
    (HEAD + "[lexicon\n", "[lexicon", "not valid TOML"),
]


@pytest.mark.parametrize(("text", "place", "words"), TABLES)
def test_what_is_wrong_with_the_pack_itself(packs, text, place, words):
    line, message = refused(packs, text)
    assert words in message
    assert line.startswith(place)


def test_an_id_used_twice_in_a_pack_names_both_lines(packs):
    text = HEAD + packs.rule() + packs.rule()
    lines = [number for number, line in enumerate(text.split("\n"), 1) if line == "[[rule]]"]
    with pytest.raises(RuleError) as error:
        build((), [packs.write(text)])
    assert error.value.line == lines[1]
    assert f"'t.flag' is used twice; the first is on line {lines[0]}" in str(error.value)


def test_an_id_used_twice_in_the_packs_that_ship_names_both_files(packs):
    first, second = packs.write(HEAD + packs.rule(), "a.toml"), packs.write(HEAD + packs.rule(), "b.toml")
    with pytest.raises(RuleError, match=r"b\.toml:5: rule id 't\.flag' stands in .*a\.toml:5 too"):
        build([first, second])


def test_a_word_list_that_names_itself(packs):
    text = HEAD + '[lexicon]\na = ["x{b}"]\nb = ["y{a}"]\n' + packs.rule(type="pattern", patterns=["red {a}"])
    assert "contains itself" in refused(packs, text)[1]


def test_a_pack_that_is_not_utf8(tmp_path):
    path = tmp_path / "pack.toml"
    path.write_bytes(b'[pack]\nid = "\xff"\n')
    with pytest.raises(RuleError, match=r"pack\.toml:1: the pack is not UTF-8: byte 13"):
        build((), [str(path)])


def test_a_pack_that_is_not_there(tmp_path):
    with pytest.raises(RuleError, match="cannot be read: No such file"):
        build((), [str(tmp_path / "gone.toml")])
    with pytest.raises(RuleError, match="cannot be read"):
        build((), [str(tmp_path)])


def test_a_pack_that_is_empty_of_rules_is_none_the_worse(packs):
    assert list(build((), [packs.write(HEAD)])) == []


def test_keys_reach_the_rule(packs):
    text = (
        HEAD.replace("language", "revision = 4\nlanguage")
        + '[defaults.status]\nseverity = "error"\nmessage = "of the kind"\nwhy = "w"\nremedy = "r"\n'
        + packs.rule(leave_out=("severity",))
        + packs.rule(id="t.own", language="de", confidence="low", message="own", case="exact", priority=3, alone=True, revision=7,
               values={"status": "kill"}, beside=["embargo"], disarmed_by=["white"])
    )  # fmt: skip
    book = build((), [packs.write(text)])
    plain, own = book.rules["t.flag"], book.rules["t.own"]
    assert (plain.severity, plain.message, plain.why, plain.remedy) == ("error", "of the kind", "w", "r")
    assert (plain.language, plain.confidence, plain.revision, plain.cased) == ("en", "high", 4, False)
    assert (own.language, own.confidence, own.message, own.cased, own.priority) == ("de", "low", "own", True, 3)
    assert (own.alone, own.beside, own.values, own.revision) == (True, ("embargo",), {"status": "kill"}, 7)
    assert own.line == text[: text.index('id = "t.own"')].count("\n")


def test_a_pattern_that_is_heavy_but_bounded_is_taken(packs):
    text = HEAD + packs.rule(type="pattern", patterns=["red (?:\\w+ ){0,4}flag"], fires=["red and blue flag"])
    book = build((), [packs.write(text)])
    assert [c.rule.id for c in scan("a red and very blue flag", book).candidates] == ["t.flag"]
