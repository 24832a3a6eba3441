"""The commands of an archive, from the first text to the last, as a newcomer would use them."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran

LAMPS = (
    "For a hundred winters somebody has walked the breakwater at dusk with a pole and a tin of oil, and on Friday the last of them "
    "lit the nineteen lamps for the final time while a harbour engineer in a yellow jacket waited beside the switch."
)
GOATS = (
    "The keeper of the toll house, who has lived behind the gate with two goats and a kettle since the spring of the great flood, "
    "may stay until he chooses otherwise, the county treasurer told a meeting that had come to hear the opposite."
)
WIRE = f"---\ntitle: Lamps\nholder: Kestrel Wire\nlicence: all rights reserved\ndate: 2025-03-01\n---\n\nPORT ANSGAR. {LAMPS}\n"
OWN = f"<html><head><title>Goats</title><meta property='og:site_name' content='Weirside Gazette'></head><body><p>{GOATS}</p>"
DRAFT = f"# Notes\n\nA quiet week, if you leave out the lamps.\n\n{LAMPS}\n\n{GOATS}\n"

Run = Callable[..., Ran]


@pytest.fixture
def known(desk: Path, run: Run) -> Path:
    """An archive of two texts, and a draft that holds both."""
    (desk / "wire").mkdir()
    (desk / "wire" / "lamps.md").write_text(WIRE)
    (desk / "wire" / "goats.html").write_text(OWN)
    (desk / "draft.md").write_text(DRAFT)
    assert run("archive", "add", "known", "wire") == (0, "", "texts: 2 added\n")
    return desk / "known"


# --- adding


def test_what_a_text_says_of_itself_is_kept(known: Path, run: Run) -> None:
    status, out, _ = run("archive", "show", "known", "wire/lamps.md", "--format", "json")
    assert status == 0
    assert json.loads(out) == {
        "id": "wire/lamps.md", "text": f"PORT ANSGAR. {LAMPS}\n", "title": "Lamps", "holder": "Kestrel Wire",
        "licence": "all rights reserved", "date": "2025-03-01",
    }  # fmt: skip
    assert run("archive", "list", "known", "-q").stdout.splitlines() == [
        "wire/goats.html  -  Weirside Gazette  Goats",
        "wire/lamps.md  2025-03-01  Kestrel Wire  Lamps",
    ]


def test_adding_again_changes_nothing_and_a_new_version_replaces(known: Path, desk: Path, run: Run) -> None:
    assert run("archive", "add", "known", "./wire/").stderr == "texts: 2 there already\n"
    (desk / "wire" / "lamps.md").write_text(WIRE + "More.\n")
    assert run("archive", "add", "known", "wire").stderr == "texts: 1 replaced by a new version, 1 there already\n"


def test_what_an_option_says_holds_for_all(known: Path, run: Run) -> None:
    options = ["--holder", "Fen Post", "--licence", "CC0-1.0", "--address", "https://fen.example", "--date", "2024", "--title", "T"]
    assert run("archive", "add", "known", "wire", *options).status == 0
    record = json.loads(run("archive", "show", "known", "wire/lamps.md", "--format", "json").stdout)
    assert [record[name] for name in ("holder", "licence", "address", "date", "title")] == [
        "Fen Post", "CC0-1.0", "https://fen.example", "2024", "T",
    ]  # fmt: skip


def test_records_with_fields_of_any_name(desk: Path, run: Run) -> None:
    rows = [
        {"no": 1, "body": {"text": LAMPS}, "name": "Lamps", "owner": {"name": "Kestrel Wire"}, "url": "https://k.example/1", "when": "2025-03-01"},
        {"no": 2, "body": {"text": GOATS}, "name": None, "when": 2025},
        {"no": 3},
    ]
    (desk / "feed.jsonl").write_text("\n".join(map(json.dumps, rows)))
    fields = ["--id-field", "no", "--text-field", "body.text", "--title-field", "name", "--holder-field", "owner.name", "--address-field", "url"]
    ran = run("archive", "add", "known", "feed.jsonl", "--input", "jsonl", *fields, "--date-field", "when")
    assert ran.status == 3
    assert ran.stderr.splitlines() == [
        "compliance: error: 3: line 3: no text in 'body.text' (fields: 'no')",
        "texts: 2 added, 1 could not be read",
    ]
    one, two = map(json.loads, run("archive", "list", "known", "-o", "jsonl").stdout.splitlines())
    assert one == {"id": "1", "text": LAMPS, "title": "Lamps", "holder": "Kestrel Wire", "address": "https://k.example/1", "date": "2025-03-01"}
    assert (two["id"], two["date"]) == ("2", "2025")


def test_standard_input_is_a_text_with_a_name(desk: Path, run: Run) -> None:
    assert run("archive", "add", "known", "-", "--stdin-name", "story.html", stdin=OWN).status == 0
    assert run("archive", "list", "known", "-q").stdout == "story.html  -  Weirside Gazette  Goats\n"


def test_what_cannot_be_read_is_named_and_the_rest_is_added(desk: Path, run: Run) -> None:
    (desk / "a.txt").write_text(LAMPS)
    (desk / "b.txt").write_bytes(b"\0\1\2\3")
    ran = run("archive", "add", "known", "a.txt", "b.txt", "c.txt")
    assert ran.status == 3
    assert "b.txt: binary" in ran.stderr
    assert "compliance: error: c.txt: no such file or folder" in ran.stderr
    assert ran.stderr.endswith("texts: 1 added, 1 could not be read, 1 skipped\n")


def test_a_long_text_is_one_text(desk: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from compliance.documents import files

    monkeypatch.setattr(files.read_file, "__kwdefaults__", {**files.read_file.__kwdefaults__, "limit": 2000, "window": 1000})
    text = "".join(f"Gull {n} of many came over the weir and went away again.\n\n" for n in range(90))
    (desk / "long.txt").write_text(text)
    assert run("archive", "add", "known", "long.txt").stderr == "texts: 1 added\n"
    assert run("archive", "show", "known", "long.txt", "-q").stdout == text


def test_nothing_to_add_makes_no_archive(desk: Path, run: Run) -> None:
    (desk / "empty").mkdir()
    (desk / "blank.txt").write_text(" \n")
    assert run("archive", "add", "known", "gone.txt").status == 3
    assert run("archive", "add", "known", "blank.txt").status == 4
    assert not (desk / "known").exists()


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["add", "known"], "name what to add behind the archive's folder"),
        (["add", "a.txt", "a.txt"], "a.txt: this is a file; an archive is a folder"),
        (["add", ".", "a.txt"], "and no archive; choose an empty folder"),
        (["add", "known", "-", "-"], "standard input (-) can be read only once"),
        (["add", "known", "a.txt", "--date", "1 March"], "'1 March' is no date in the form of 2026-01-31"),
        (["add", "known", "a.txt", "--title-field", "x"], "go with --input jsonl"),
        (["add", "known", "a.txt", "--stdin-name", "x"], "- is not among the paths"),
        (["stats", "gone"], "no archive is there; `compliance archive add`"),
        (["search", ".", "a.txt"], "no archive is there"),
        (["search", "gone", "a.txt", "--stdin-name", "x"], "the draft is not -"),
        (["remove", "gone"], "name the ids of the texts to remove"),
        (["clusters"], "name an archive, or files and folders"),
        (["clusters", "a.txt", "--share", "2"], "'2' is no share from 0.05 to 1"),
        (["serch"], 'did you mean "archive search"?'),
    ],
)
def test_wrong_usage_is_refused_with_the_way_out(args: list[str], words: str, desk: Path, run: Run) -> None:
    (desk / "a.txt").write_text(LAMPS)
    ran = run("archive", *args)
    assert (ran.status, ran.stdout) == (2, "")
    assert words in ran.stderr


# --- searching


def test_a_draft_is_held_against_every_text(known: Path, run: Run) -> None:
    status, out, err = run("archive", "search", "known", "draft.md")
    assert (status, err) == (1, "")
    assert "2 passages of 2 texts" in out
    assert re.search(r"verbatim  \d+ words word for word\n +draft.md:5:1\n +in  \"Lamps\", Kestrel Wire, 2025-03-01, all rights reserved, id", out)
    assert re.search(r"walked the breakwater.*│", out)
    records = [json.loads(line) for line in run("archive", "search", "known", "-", "-o", "jsonl", stdin=DRAFT).stdout.splitlines()]
    assert [record["source"]["id"] for record in records] == ["wire/lamps.md", "wire/goats.html"]
    assert records[0]["text"] in DRAFT
    document = json.loads(run("archive", "search", "known", "draft.md", "-o", "json").stdout)
    assert (document["id"], document["matches"]) == ("draft.md", records)


def test_a_text_of_the_archive_does_not_match_itself(known: Path, run: Run) -> None:
    for path in ("wire/lamps.md", "./wire/lamps.md"):
        ran = run("archive", "search", "known", path)
        assert ran.status == 0
        assert "No passage of it stands in the archive." in ran.stdout
    assert run("archive", "search", "known", "-", stdin=WIRE).status == 1


def test_a_draft_that_cannot_be_read(known: Path, desk: Path, run: Run) -> None:
    assert run("archive", "search", "known", "gone.md") == (3, "", "compliance: error: gone.md: no such file\n")
    assert run("archive", "search", "known", "-", stdin=" ").status == 4


# --- checking


def test_a_check_flags_what_stands_in_an_archive(known: Path, run: Run) -> None:
    ran = run("check", "draft.md", "--archive", "known", "--publisher", "Weirside Gazette", "-o", "jsonl", "-q")
    assert ran.status == 1
    report = json.loads(ran.stdout)
    assert [(flag["rule"], flag["severity"]) for flag in report["flags"]] == [("reuse.verbatim", "error"), ("reuse.own", "note")]
    assert [match["source"]["id"] for match in report["matches"]] == ["wire/lamps.md", "wire/goats.html"]
    assert report["verdict"] == "review"


def test_what_a_person_sees_of_it(known: Path, run: Run) -> None:
    out = run("check", "draft.md", "--archive", "known", "--publisher", "Weirside Gazette").stdout
    said = " ".join(out.split())
    assert re.search(r'error \d+ words \(\d+% of the text\) stand word for word in "Lamps" \(Kestrel Wire, 2025-03-01\)', said)
    assert "compliance explain reuse.verbatim" in said
    assert re.search(r'note 7:1 \d+ words \(\d+% of the text\) stand in our own "Goats"', said)


def test_the_configuration_names_archives_publisher_and_limits(known: Path, desk: Path, run: Run) -> None:
    (desk / "compliance.toml").write_text('[reuse]\narchives = ["known"]\npublisher = ["Weirside Gazette"]\n\n[rules."reuse.verbatim"]\nseverity = "note"\n')
    ran = run("check", "draft.md", "-o", "jsonl", "-q")
    assert ran.status == 0
    assert [(flag["rule"], flag["severity"]) for flag in json.loads(ran.stdout)["flags"]] == [("reuse.verbatim", "note"), ("reuse.own", "note")]
    (desk / "compliance.toml").write_text('off = ["reuse.*"]\n[reuse]\narchives = ["known"]\n')
    assert json.loads(run("check", "draft.md", "-o", "jsonl", "-q").stdout)["flags"] == []
    (desk / "compliance.toml").write_text('off = ["reuse.verbtim"]\n')
    ran = run("check", "draft.md")
    assert (ran.status, ran.stderr) == (
        2, 'compliance: error: compliance.toml:1:8: no rule is called "reuse.verbtim"; the nearest: reuse.verbatim\n',
    )  # fmt: skip


def test_several_processes_report_the_same(known: Path, desk: Path, run: Run) -> None:
    (desk / "drafts").mkdir()
    for number in range(70):
        (desk / "drafts" / f"{number:02}.md").write_text(DRAFT if number % 3 else f"A quiet day, the {number}th.\n")
    args = ("check", "drafts", "--archive", "known", "-o", "jsonl", "-q")
    alone, together = run(*args), run(*args, "--jobs", "2")
    assert together == alone
    assert sum(bool(json.loads(line)["matches"]) for line in alone.stdout.splitlines()) == 46


def test_an_archive_that_is_none_stops_the_check(desk: Path, run: Run) -> None:
    (desk / "draft.md").write_text(DRAFT)
    ran = run("check", "draft.md", "--archive", "known")
    assert (ran.status, ran.stdout) == (2, "")
    assert "known: no archive is there" in ran.stderr


def test_a_damaged_archive_fails_the_check_and_verify_names_the_way_out(known: Path, run: Run) -> None:
    (segment,) = (known / "segments").iterdir()
    content = bytearray(segment.read_bytes())
    content[len(content) // 2] ^= 255
    segment.write_bytes(content)
    ran = run("archive", "verify", "known")
    assert ran.status == 3
    assert segment.name in ran.stdout
    assert "compliance archive rebuild known makes them anew" in ran.stderr
    (damage,) = json.loads(run("archive", "verify", "known", "--format", "json").stdout)
    assert (damage["part"], segment.name in damage["name"]) == ("segment", True)
    assert run("archive", "rebuild", "known") == (0, "", "made 1 segment anew\n")
    assert run("archive", "verify", "known") == (0, "", "2 texts, all as they were written\n")
    assert run("archive", "search", "known", "draft.md").status == 1


# --- keeping


def test_removed_texts_are_found_no_more(known: Path, run: Run) -> None:
    ran = run("archive", "remove", "known", "-", stdin="wire/lamps.md\n\ngone\n")
    assert ran == (0, "", "compliance: warning: there is no text 'gone' in known\nremoved 1 text\n")
    assert run("archive", "remove", "known", "gone").status == 4
    assert run("archive", "compact", "known").status == 0
    assert "Lamps" not in run("archive", "search", "known", "draft.md").stdout.replace("# Lamps", "")


def test_the_numbers_of_an_archive(known: Path, run: Run) -> None:
    out = run("archive", "stats", "known").stdout
    assert re.search(r"^texts: +2 \(\d+ characters\)$", out, re.MULTILINE)
    assert "2025-03-01 to 2025-03-01" in out
    assert json.loads(run("archive", "stats", "known", "--format", "json").stdout)["texts"] == 2


def test_a_text_is_shown_as_it_is_and_an_id_that_is_not_there_refused(known: Path, run: Run) -> None:
    ran = run("archive", "show", "known", "wire/lamps.md")
    assert ran.stdout == f"PORT ANSGAR. {LAMPS}\n"
    assert "holder: Kestrel Wire\n" in ran.stderr
    ran = run("archive", "show", "known", "wire/lamp.md")
    assert (ran.status, ran.stdout) == (2, "")
    assert 'did you mean "wire/lamps.md"?' in ran.stderr


def test_clusters_of_an_archive_and_of_a_folder(desk: Path, run: Run) -> None:
    (desk / "wire").mkdir()
    for name, date in (("late", "2025-03-09"), ("early", "2025-03-01"), ("undated", "")):
        head = f"---\ndate: {date}\n---\n" if date else ""
        (desk / "wire" / f"{name}.md").write_text(f"{head}{LAMPS} {GOATS} And {name}.\n")
    (desk / "wire" / "alone.md").write_text("Nobody on our side of the river had heard of it before this morning, nor asked. " * 3)
    ran = run("archive", "clusters", "wire", "-o", "jsonl")
    assert (ran.status, ran.stderr) == (0, "1 cluster of 3 texts; 1 text in none\n")
    cluster = json.loads(ran.stdout)
    assert (cluster["size"], cluster["origin"]) == (3, "wire/early.md")
    assert [text["id"] for text in cluster["texts"]] == ["wire/early.md", "wire/late.md", "wire/undated.md"]
    run("archive", "add", "known", "wire")
    assert run("archive", "clusters", "known", "-o", "jsonl").stdout == ran.stdout
    out = run("archive", "clusters", "known").stdout
    assert re.search(r" cluster  3 texts, at least \d+% in common\n  origin  .*wire/early.md", out)


def test_hostile_names_and_titles_do_not_reach_the_terminal(desk: Path, run: Run) -> None:
    row = {"id": "a\x1b[2J\u202e", "text": f"{LAMPS} \x1b]0;x\x07", "title": "::error::\x9b31m", "holder": "##[add-mask]x"}
    (desk / "r.jsonl").write_text(json.dumps(row))
    (desk / "draft.md").write_text(DRAFT)
    run("archive", "add", "known", "r.jsonl", "--input", "jsonl")
    for args in (["search", "known", "draft.md"], ["list", "known"], ["clusters", "known"], ["show", "known", "nope"]):
        ran = run("archive", *args)
        printed = ran.stdout + ran.stderr
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", printed)
        assert not re.search(r"##\w*\[", ran.stdout)
    printed = run("check", "draft.md", "--archive", "known").stdout
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", printed)
