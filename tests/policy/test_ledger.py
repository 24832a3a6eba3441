"""Ledgers in TOML: what they say, what is wrong with them and where."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.model import Act
from compliance.policy.entries import KEYS
from compliance.policy.ledger import LedgerError, Loaded, expiring, load_ledger, public_licences, read_ledger, read_text
from compliance.policy.ledger_write import to_toml
from compliance.policy.terms import Channel, Duty, DutyKind, Licence, Part
from compliance.policy.territories import GROUPS

SEEDS = Path(__file__).parents[2] / "seeds" / "ledgers"
NAMES = {"Kestrel Wire": "kestrel", "Tern Pictures": "tern"}
HEAD = '[publisher]\nnames = ["Weirside Gazette"]\n'
FULL = """\
[publisher]
names = ["Weirside Gazette"]
sisters = ["Weirside Evening Post"]
domains = ["weirside.example"]
commercial = true
country = "UK"

[[licence]]
id = "kestrel"
holder = "Kestrel Wire"
name = "Wire contract"
parts = ["text", "quotation"]
acts = ["publish", "quote", "translate"]
prohibits = ["mine"]
channels = ["web", "app"]
territories = ["EU", "Norway"]
not_territories = "FR"
from = 2026-01-01
until = "2026-12-31"
max_words = 900
max_uses = 3
archive_days = 0
quote_words = 50
commercial = true
paywall = false
ads = true
no_derivatives = true
share_alike = false
credit = [{ text = "Kestrel Wire", place = "top" }, "The desk"]
link = true
tagline = "Kestrel Wire reports from the north."
pixel = "https://kestrel.example/p.gif"
canonical = "https://kestrel.example/"
noindex = true
title_named = true
licence_named = true
changes_noted = true
contract = "KW-12"
contact = "desk@kestrel.example"
source = "the contract of 2025-11-03"
address = "https://kestrel.example/terms"
"""


def read(text: str) -> Loaded:
    return read_text(text, "ledger.toml", NAMES.get, NAMES)


def entry(text: str) -> Licence:
    return read(HEAD + text).ledger.licences[0]


def problems(text: str) -> list[str]:
    with pytest.raises(LedgerError) as caught:
        read(text)
    assert str(caught.value).splitlines() == [str(it) for it in caught.value.problems]
    return [str(it) for it in caught.value.problems]


def test_every_key_is_read() -> None:
    ledger, warnings = read(FULL)
    assert warnings == ()
    house = ledger.publisher
    assert house == (("Weirside Gazette",), ("Weirside Evening Post",), ("weirside.example",), True, "GB")
    (found,) = ledger.licences
    assert (found.id, found.holder, found.holder_id, found.path, found.line) == ("kestrel", "Kestrel Wire", "kestrel", "ledger.toml", 8)
    assert found.parts == {Part.TEXT, Part.QUOTATION}
    assert found.acts == {Act.PUBLISH, Act.QUOTE, Act.TRANSLATE} and found.prohibited == {Act.MINE}
    assert found.channels == {Channel.WEB, Channel.APP}
    assert found.territories == {"EU", "NO"} and found.not_territories == {"FR"}
    assert (found.starts, found.ends) == (date(2026, 1, 1), date(2026, 12, 31))
    assert (found.max_words, found.max_uses, found.archive_days, found.quote_words) == (900, 3, 0, 50)
    assert (found.commercial, found.paywall, found.ads, found.no_derivatives, found.share_alike) == (True, False, True, True, False)
    assert found.duties[:3] == (Duty(DutyKind.CREDIT, "Kestrel Wire", "top"), Duty(DutyKind.CREDIT, "The desk"), Duty(DutyKind.LINK))
    assert [duty.kind for duty in found.duties[3:]] == [
        DutyKind.TAGLINE, DutyKind.PIXEL, DutyKind.CANONICAL, DutyKind.NOINDEX, DutyKind.TITLE, DutyKind.LICENCE, DutyKind.CHANGES,
    ]  # fmt: skip
    assert (found.contract, found.contact, found.address) == ("KW-12", "desk@kestrel.example", "https://kestrel.example/terms")


def test_what_is_not_said_is_none_or_empty() -> None:
    found = entry('[[licence]]\nid = "a"\nholder = "Kestrel Wire"\nacts = "publish"')
    assert (found.commercial, found.paywall, found.ads, found.max_words, found.starts) == (None,) * 5
    assert found.channels == found.territories == frozenset() and found.duties == ()


@pytest.mark.parametrize(
    ("line", "where", "message"),
    [
        ('acts = ["publish", "publsh"]', "6:21", 'there is no act "publsh"; did you mean "publish"?'),
        ('acts = [\n  "publish",\n  # "eat",\n  "eat",\n]', "9:4", 'there is no act "eat"; there are use, reproduce,'),
        ('channels = ["webb"]', "6:14", 'did you mean "web"?'),
        ('channels = ["fax"]', "6:14", "there are web, print, app"),
        ('parts = ["txt"]', "6:11", 'did you mean "text"?'),
        ('territories = ["Germny"]', "6:17", 'did you mean "Germany"?'),
        ('not_territories = ["Q1"]', "6:21", "write an ISO 3166-1 code such as GB, or one of WORLDWIDE, EU"),
        ('contrct = "x"', "6:1", 'unknown key "contrct"; did you mean "contract"?'),
        ('expires = "x"', "6:1", 'unknown key "expires"; the key is "until"'),
        ("until = 2026-01-01T00:00:00Z", "6:1", "until must be a day such as 2026-03-31, not a date with a time"),
        ('from = "soon"', "6:1", 'from must be a day such as 2026-03-31, not "soon"'),
        ("max_words = 0", "6:1", "max_words must be a whole number from 1 on, not 0"),
        ("archive_days = -1", "6:1", "archive_days must be a whole number from 0 on, not -1"),
        ('ads = "yes"', "6:1", "ads must be true or false, not a string"),
        ('link = "kestrel.example"', "6:1", "link must be true or an address that begins with https://"),
        ('credit = { text = "x", place = "middle" }', "6:1", 'place must be "top" or "bottom", not "middle"'),
        ('credit = { txt = "x" }', "6:12", 'unknown key "txt"; did you mean "text"?'),
        ("tagline = true", "6:1", "tagline must be its text or false"),
        ("pixel = true", "6:1", "pixel must be its address or tag or false"),
        ('pixel = "p.gif"', "6:1", "pixel must be an address, or a tag with one, that begins with https://"),
        ('noindex = "yes"', "6:1", "noindex must be true or false"),
        ("contact = 3", "6:1", "contact must be a string, not a number"),
        ("acts = 3", "6:1", "acts must be a list of strings, not a number"),
        ('extends = "CC-BY-9"', "6:1", 'there is no entry "CC-BY-9"; did you mean "CC-BY-'),
        ('extends = "b"', "6:1", 'there is no entry "b"'),
        ("from = 2026-02-01\nuntil = 2026-01-31", "7:1", "until (2026-01-31) is before from (2026-02-01)"),
        ('territories = ["FR"]\nnot_territories = ["EU"]', "7:1", "takes away everything that territories gives"),
    ],
)
def test_a_wrong_line_is_named_with_its_place_and_the_way_out(line: str, where: str, message: str) -> None:
    found = problems(f'{HEAD}[[licence]]\nid = "a"\nholder = "Kestrel Wire"\n{line}\n')
    assert len(found) == 1
    assert found[0].startswith(f"ledger.toml:{where}: ")
    assert message in found[0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[licence]]\nholder = 'x'\n", "ledger.toml:1:1: an entry needs an id without blanks"),
        ("[[licence]]\nid = 'a b'\nholder = 'x'\n", "ledger.toml:2:1: an entry needs an id without blanks"),
        ("[[licence]]\nid = 'a'\n", 'ledger.toml:1:1: the entry "a" needs a holder'),
        ("[licence]\nid = 'a'\n", "ledger.toml:1:1: entries are written in double brackets: [[licence]]"),
        ("[[license]]\nid = 'a'\n", 'ledger.toml:1:1: unknown key "license"; did you mean "licence"?'),
        ("publisher = 3\n", "ledger.toml:1:1: publisher is written [publisher], a table, not a number"),
        ("[publisher]\nnames = ['x']\ncountry = 'EU'\n", 'ledger.toml:3:12: country: "EU" is no country'),
        ("[publisher]\nname = ['x']\n", 'ledger.toml:2:1: unknown key "name"; did you mean "names"?'),
        ("x = \n", "ledger.toml:1:5: not valid TOML: invalid value"),
        ("[[licence]]\nid = 'a'\nholder = 'x'\n[[licence]]\nid = 'a'\nholder = 'y'\n", 'ledger.toml:5:1: the id "a" is used twice; the first is on line 1'),
    ],
)
def test_a_wrong_ledger_is_refused(text: str, message: str) -> None:
    assert any(it.startswith(message) for it in problems(text))


def test_all_problems_come_at_once_in_the_order_of_the_file() -> None:
    found = problems(HEAD + '[[licence]]\nid = "a"\nholder = 3\nacts = ["x1"]\nads = 1\n[[licence]]\nid = "b"\nextnds = "a"\nholder = "Kestrel Wire"\n')
    lines = [int(it.split(":")[1]) for it in found]
    assert lines == sorted(lines) and len(found) >= 4


def test_words_in_strings_and_comments_are_not_taken_for_keys() -> None:
    text = HEAD + '[[licence]]\nid = "a"\nholder = "Kestrel Wire"\nsource = """\n[[licence]]\nads = 3\n"""\n# ads = 4\nads = 5\n'
    assert problems(text) == ["ledger.toml:11:1: ads must be true or false, not a number"]


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="the ledger cannot be read: no such file"):
        load_ledger(str(tmp_path / "none.toml"))
    (tmp_path / "latin.toml").write_bytes(b'[publisher]\nnames = ["\xe9"]\n')
    with pytest.raises(LedgerError, match=r":2:1: is not UTF-8 text"):
        load_ledger(str(tmp_path / "latin.toml"))


def test_an_entry_extends_another_in_any_order() -> None:
    ledger = read(HEAD + '[[licence]]\nid = "b"\nextends = "a"\nads = true\ncredit = false\n[[licence]]\nid = "a"\nholder = "Kestrel Wire"\nacts = ["publish"]\ncredit = "K"\nlink = true\n').ledger
    b, a = ledger.licences
    assert (b.id, b.holder, b.holder_id, b.acts, b.ads) == ("b", "Kestrel Wire", "kestrel", a.acts, True)
    assert [duty.kind for duty in b.duties] == [DutyKind.LINK]
    assert len(a.duties) == 2


def test_entries_in_a_circle_are_refused() -> None:
    found = problems(HEAD + '[[licence]]\nid = "a"\nextends = "b"\nholder = "x"\n[[licence]]\nid = "b"\nextends = "a"\nholder = "x"\n')
    assert any("entries extend each other in a circle: a → b → a" in it for it in found)


def test_a_holders_own_entry_may_extend_a_public_licence() -> None:
    found = entry('[[licence]]\nid = "tern"\nextends = "cc by-nc-nd 4.0"\nholder = "Tern Pictures"\ncommercial = true\n')
    assert (found.spdx, found.commercial, found.no_derivatives, found.holder_id) == ("CC-BY-NC-ND-4.0", True, True, "tern")


def test_an_entry_with_the_id_of_a_ready_made_one_changes_that_one() -> None:
    ledger = read(HEAD + '[[licence]]\nid = "CC-BY-4.0"\nlink = false\n').ledger
    assert ledger.licences == ()
    changed = ledger.public["https://creativecommons.org/licenses/by/4.0/"]
    assert changed is ledger.public["CC-BY-4.0"] is ledger.public["CC BY 4.0"]
    assert DutyKind.LINK not in {duty.kind for duty in changed.duties} and DutyKind.CREDIT in {duty.kind for duty in changed.duties}
    assert changed.path == "ledger.toml"
    assert len(ledger.public) == len(public_licences())
    assert any(duty.kind is DutyKind.LINK for duty in public_licences()["CC-BY-4.0"].duties)


def test_what_is_odd_is_a_warning() -> None:
    text = '[publisher]\ncommercial = true\n[[licence]]\nid = "a"\nholder = "Kestral Wire"\nprohibits = ["sell"]\ncommercial = false\n[[licence]]\nid = "b"\nholder = "Kestrel Wire"\nacts = ["sell"]\nprohibits = ["sell"]\n'
    told = [str(it) for it in read(text).warnings]
    assert told[0].startswith("ledger.toml:1:1: [publisher] has no names")
    assert any(it.startswith("ledger.toml:5:1: the registry of holders does not know") and "known are Kestrel Wire" in it for it in told)
    assert any('"a" grants nothing' in it for it in told)
    assert any(it.startswith("ledger.toml:7:1:") and "the publisher is commercial" in it for it in told)
    assert any("both granted and prohibited, and so prohibited: sell" in it for it in told)
    assert len(told) == 5


def test_what_ends_soon() -> None:
    rows = [("a", "2026-03-01"), ("b", "2026-05-30"), ("c", "2026-05-31"), ("d", "2026-02-28"), ("e", "")]
    text = "".join(f'[[licence]]\nid = "{id}"\nholder = "Kestrel Wire"\n' + (f"until = {day}\n" if day else "") for id, day in rows)
    ledger = read(HEAD + text).ledger
    found = expiring(ledger, date(2026, 3, 1), timedelta(90))
    assert [(it.licence.id, it.days) for it in found] == [("a", 0), ("b", 90)]


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 900), st.integers(0, 900))
def test_a_longer_time_never_finds_less(on: date, days: int, more: int) -> None:
    ledger = read(HEAD + '[[licence]]\nid = "a"\nholder = "Kestrel Wire"\nuntil = 2026-06-30\n').ledger
    assert len(expiring(ledger, on, timedelta(days))) <= len(expiring(ledger, on, timedelta(days + more)))


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.toml")), ids=lambda path: path.name)
def test_seeds_are_right_and_survive_being_written(path: Path) -> None:
    ledger, warnings = read_ledger(str(path))
    assert ledger.licences and not warnings
    again = read_text(to_toml(ledger)).ledger
    assert again.publisher == ledger.publisher
    assert [it._replace(path="", line=0) for it in again.licences] == [it._replace(path="", line=0) for it in ledger.licences]


def test_what_is_written_is_read_back() -> None:
    ledger = read(FULL).ledger
    again = read_text(to_toml(ledger, ["a note\nof two lines"]), resolve=NAMES.get).ledger
    assert again.licences[0]._replace(path="", line=0) == ledger.licences[0]._replace(path="", line=0)


@given(st.text())
def test_no_text_makes_the_reader_fail_otherwise(text: str) -> None:
    try:
        read_text(text)
    except LedgerError as error:
        assert error.problems


json = st.recursive(st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5), lambda it: st.lists(it, max_size=3), max_leaves=4)


@given(st.dictionaries(st.sampled_from(KEYS), json.filter(lambda it: it is not None), max_size=6))
def test_no_value_makes_the_reader_fail_otherwise(table: dict[str, object]) -> None:
    def toml(value: object) -> str:
        if isinstance(value, list):
            return "[" + ", ".join(toml(it) for it in value if it is not None) + "]"
        return str(value).lower() if isinstance(value, bool) else str(value) if isinstance(value, int) else '"' + "".join(f"\\U{ord(c):08x}" if not "\ud800" <= c <= "\udfff" else "?" for c in str(value)) + '"'

    text = "[[licence]]\n" + "".join(f"{key} = {toml(value)}\n" for key, value in table.items())
    try:
        read_text(text)
    except LedgerError as error:
        assert all(1 <= it.line <= len(table) + 2 and it.column >= 1 for it in error.problems)


def test_the_manual_is_right() -> None:
    manual = (SEEDS.parents[1] / "docs" / "ledger.md").read_text(encoding="utf-8")
    first, second = re.findall(r"```toml\n(.*?)```", manual, re.DOTALL)
    ledger, warnings = read(first)
    assert ledger.licences and not warnings
    ledger = read(HEAD + second).ledger
    assert ledger.public["the-conversation"].paywall is True and ledger.licences[0].commercial is True
    table = manual[manual.index("## The keys") : manual.index("## Ready-made")]
    named = {key for row in re.findall(r"^\| (`.*?`) \|", table, re.MULTILINE) for key in re.findall(r"`(\w+)`", row)}
    assert named == set(KEYS)
    houses = {entry.holder for entry in public_licences().values() if entry.holder}
    assert all(re.sub(r"\s+", " ", holder) in re.sub(r"\s+", " ", manual) for holder in houses)
    assert set(re.findall(r"`([A-Z-]{2,})`", manual[manual.index("Groups of places") : manual.index("## Duties")])) == set(GROUPS)
