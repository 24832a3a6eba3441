"""The commands about a ledger, as an editor and a CI job use them."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran

LEDGER = """\
[publisher]
names = ["Weirside Gazette"]

[[licence]]
id = "kestrel"
holder = "Kestrel Wire"
acts = ["publish", "quote"]
channels = ["web"]
territories = ["GB", "IE"]
until = 2026-06-30
max_words = 500
credit = "Kestrel Wire"
contract = "KW-12"
contact = "desk@kestrel.example"

[[licence]]
id = "tern"
holder = "Tern Pictures"
parts = ["photo"]
acts = ["publish"]
until = 2027-06-30
"""

Run = Callable[..., Ran]


@pytest.fixture
def house(desk: Path) -> Path:
    """A desk with a ledger."""
    (desk / "ledger.toml").write_text(LEDGER)
    return desk


# --- list and show


def test_the_list_says_what_is_held_and_until_when(house: Path, run: Run) -> None:
    ran = run("ledger", "list")
    assert ran.status == 0
    head, kestrel, tern = ran.stdout.splitlines()
    assert head.split() == ["id", "holder", "acts", "channels", "territories", "from", "until", "duties"]
    assert kestrel.split("  ")[0] == "kestrel" and "2026-06-30" in kestrel and "credit" in kestrel
    assert tern.startswith("tern") and "-" in tern
    assert ran.stderr == "2 entries\n"


def test_the_list_as_csv_and_json(house: Path, run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("ledger", "list", "-o", "csv").stdout)))
    assert [(row["id"], row["acts"], row["territories"]) for row in rows] == [("kestrel", "publish, quote", "GB, IE"), ("tern", "publish", "")]
    assert json.loads(run("ledger", "list", "--output", "json").stdout)[0]["duties"] == ["credit"]


def test_all_adds_the_ready_made_entries_and_needs_no_ledger(desk: Path, run: Run) -> None:
    ids = [row["id"] for row in json.loads(run("ledger", "list", "--all", "-o", "json").stdout)]
    assert {"CC-BY-SA-3.0-AT", "CC0-1.0", "InC-EDU", "the-conversation"} <= set(ids)
    assert len(ids) == len(set(ids)) > 600


def test_the_configuration_names_the_ledger(desk: Path, run: Callable[..., Ran]) -> None:
    (desk / "rights").mkdir()
    (desk / "rights" / "ours.toml").write_text('[[licence]]\nid = "quay"\nholder = "Quay Wire"\nacts = ["publish"]\n', "utf-8")
    (desk / "compliance.toml").write_text('[policy]\nledger = "rights/ours.toml"\n', "utf-8")
    ran = run("ledger", "list", "-o", "json")
    assert ran[0] == 0 and '"quay"' in ran[1]
    (desk / "a.txt").write_text("Fog.\n", "utf-8")
    (report,) = map(json.loads, run("check", "a.txt", "-o", "jsonl")[1].splitlines())
    assert (report["verdict"], report["reasons"][0]["rule"]) == ("review", "policy.unmarked")  # the ledger does not say who we are


def test_without_a_ledger_the_way_out_is_told(desk: Path, run: Run) -> None:
    ran = run("ledger", "list")
    assert ran == (2, "", "compliance: error: no configuration names a ledger, and there is no ledger.toml here; name yours with --ledger FILE\n")


def test_one_entry_in_full(house: Path, run: Run) -> None:
    ran = run("ledger", "show", "kestrel")
    assert ran.status == 0
    told = dict(line.split(None, 1) for line in ran.stdout.splitlines())
    assert told["territories"] == "GB, IE" and told["duties"] == "credit · Kestrel Wire" and told["line"] == "4"
    assert json.loads(run("ledger", "show", "tern", "-o", "json").stdout)["parts"] == ["photo"]


def test_a_ready_made_entry_by_name(desk: Path, run: Run) -> None:
    told = json.loads(run("ledger", "show", "cc by-nd 3.0", "-o", "json").stdout)
    assert told["id"] == "CC-BY-ND-3.0" and {"kind": "title"} in told["duties"] and told["no_derivatives"] is True


def test_an_entry_that_is_not_there_is_refused_with_the_nearest(house: Path, run: Run) -> None:
    ran = run("ledger", "show", "kestral")
    assert ran == (2, "", 'compliance: error: there is no entry "kestral"; did you mean "kestrel"?\n')


# --- check


def test_a_wrong_ledger(house: Path, run: Run) -> None:
    (house / "ledger.toml").write_text(LEDGER.replace('"web"', '"webb"').replace("max_words", "max_wrds"))
    ran = run("ledger", "check")
    assert ran.status == 2
    assert ran.stdout.splitlines() == [
        'ledger.toml:8:14: error: channels: there is no channel "webb"; did you mean "web"?',
        'ledger.toml:11:1: error: unknown key "max_wrds"; did you mean "max_words"?',
    ]
    assert run("ledger", "list").status == 2


def test_an_odd_ledger(house: Path, run: Run) -> None:
    (house / "ledger.toml").write_text(LEDGER.replace('acts = ["publish"]\n', ""))
    ran = run("ledger", "check", "-o", "json")
    assert ran.status == 1
    assert [(row["line"], row["severity"]) for row in json.loads(ran.stdout) if "grants nothing" in row["message"]] == [(16, "warning")]


def test_a_ledger_elsewhere(desk: Path, run: Run) -> None:
    (desk / "rights").mkdir()
    (desk / "rights" / "all.toml").write_text('[publisher]\nnames = ["Weirside Gazette"]\n')
    ran = run("ledger", "check", "--ledger", "rights/all.toml")
    assert (ran.status, ran.stdout, ran.stderr) == (0, "", "0 entries, 0 odd\n")
    ran = run("ledger", "check", "--ledger", "rights/none.toml")
    assert ran.status == 2 and "rights/none.toml:1:1: error: the ledger cannot be read: no such file" in ran.stdout


# --- expiring


@pytest.mark.parametrize(
    ("on", "within", "status", "ids"),
    [("2026-04-01", "90d", 1, ["kestrel"]), ("2026-03-31", "90", 0, []), ("2026-06-30", "0d", 1, ["kestrel"]), ("2026-01-01", "2y", 1, ["kestrel", "tern"])],
)
def test_what_ends_soon(house: Path, run: Run, on: str, within: str, status: int, ids: list[str]) -> None:
    ran = run("ledger", "expiring", "--on", on, "--within", within, "-o", "json")
    assert (ran.status, [row["id"] for row in json.loads(ran.stdout)]) == (status, ids)


def test_what_has_ended_is_told_apart(house: Path, run: Run) -> None:
    ran = run("ledger", "expiring", "--on", "2026-07-01")
    assert ran == (0, "", "0 of 2 entries end by 2026-09-29; 1 ended before\n")


@pytest.mark.parametrize(("option", "value"), [("--within", "soon"), ("--on", "today")])
def test_a_time_that_is_none_is_refused(house: Path, run: Run, option: str, value: str) -> None:
    ran = run("ledger", "expiring", option, value)
    assert ran.status == 2 and f'"{value}" is no' in ran.stderr


# --- ODRL


def test_out_as_odrl_and_back(house: Path, run: Run) -> None:
    ran = run("ledger", "export")
    assert ran.status == 1
    assert ran.stderr == "compliance: warning: not carried over: kestrel: max_words 500\n"
    (house / "policy.json").write_text(ran.stdout)
    again = run("ledger", "import", "policy.json")
    assert again.status == 1
    (house / "again.toml").write_text(again.stdout)
    assert "# Not carried over: kestrel: max_words 500\n" in again.stdout
    both = [json.loads(run("ledger", "show", "kestrel", "--ledger", name, "-o", "json").stdout) for name in ("ledger.toml", "again.toml")]
    del both[0]["max_words"], both[0]["path"], both[1]["path"], both[0]["line"], both[1]["line"]
    assert both[0] == both[1]


def test_a_public_licence_as_odrl(desk: Path, run: Run) -> None:
    ran = run("ledger", "export", "CC0-1.0")
    assert json.loads(ran.stdout)["@graph"][0]["dct:title"] == "CC0"


@pytest.mark.parametrize("text", ["{", "[]", '"x"', '{"a": 1}'])
def test_what_is_no_policy_is_refused(desk: Path, run: Run, text: str) -> None:
    ran = run("ledger", "import", "-", stdin=text)
    assert ran.status == 2 and ran.stdout == ""
