"""Decisions from the command line to the next check."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import Ran

Run = Callable[..., Ran]
LOG = "compliance-decisions.jsonl"
DRAFT = "All marrow rights reserved.\n\nThis column is not to be passed over the hedge.\n\nShare this marrow\n"
WHY = ("--reason", "licence 12")


@pytest.fixture
def draft(desk: Path) -> Path:
    path = desk / "drafts" / "quay.txt"
    path.parent.mkdir()
    path.write_text(DRAFT, encoding="utf-8")
    return path


def entries(path: str | Path = LOG) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def flags(run: Run, *args: str) -> list[dict[str, Any]]:
    return [flag for line in run("check", "-o", "jsonl", "-q", *args).stdout.splitlines() for flag in json.loads(line)["flags"]]


def test_all_that_exists_is_accepted_once_and_what_is_new_still_counts(run: Run, draft: Path) -> None:
    assert run("check", "drafts").status == 1
    decided = run("decide", "drafts", "--all-existing", "--accept", *WHY)
    assert decided.status == 0 and decided.stdout.count("\n") == 3
    assert [(it["document"], it["unseen"]) for it in entries()] == [("drafts/quay.txt", True)] * 3
    assert run("check", "drafts").status == 0
    assert run("check", "drafts", "--strict").status == 1
    again = run("decide", "drafts", "--all-existing", "--accept", *WHY)
    assert (again.status, len(entries()), "no flag to decide" in again.stderr) == (0, 3, True)
    draft.write_text("All marrow rights reserved, also by the frost.\n\n" + DRAFT, encoding="utf-8")
    assert run("check", "drafts").status == 1


def test_the_verdict_comes_of_what_nobody_has_settled(run: Run, draft: Path) -> None:
    verdicts = []
    for rule in ("desk.share", "desk.reserved", "desk.forbidden"):
        assert run("decide", "drafts", "--rule", rule, "--accept", *WHY).status == 0
        verdicts.append(json.loads(run("check", "drafts", "-o", "jsonl", "-q").stdout)["verdict"])
    assert verdicts == ["review", "review", "clear"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_every_process_sees_the_decisions(run: Run, draft: Path, jobs: str) -> None:
    (draft.parent / "lamp.txt").write_text(DRAFT, encoding="utf-8")
    run("decide", "drafts", "--all-existing", "--accept", "-j", jobs, *WHY)
    assert len(entries()) == 6
    assert run("check", "drafts", "-j", jobs).status == 0


def test_it_does_not_matter_where_one_stands(run: Run, draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("decide", "drafts", "--all-existing", "--accept", *WHY)
    monkeypatch.chdir(draft.parent)
    assert run("check", "quay.txt").status == 0
    assert run("check", str(draft)).status == 0
    monkeypatch.chdir("/")
    assert run("check", str(draft)).status == 0
    assert not os.path.exists(draft.parent / LOG)


def test_here_is_not_everywhere(run: Run, draft: Path) -> None:
    other = draft.parent / "lamp.txt"
    other.write_text("Before it, something else. " + DRAFT, encoding="utf-8")
    run("decide", "drafts/quay.txt", "--rule", "*", "--accept", *WHY)
    assert run("check", "drafts/lamp.txt").status == 1
    wide = run("decide", "drafts", "--rule", "*", "--dismiss", "--everywhere", "--again", *WHY)
    assert wide.stdout.count("everywhere") == 3, wide  # once for each text, not for each place
    assert run("check", "drafts").status == 0
    assert {it["decision"]["action"] for it in flags(run, "drafts")} == {"dismissed"}


def test_an_edit_elsewhere_keeps_a_decision_and_other_words_around_it_lapse_it(run: Run, draft: Path) -> None:
    run("decide", "drafts", "--all-existing", "--accept", *WHY)
    draft.write_text("A new first paragraph about the frost.\n\n\n" + DRAFT.replace("All marrow", "ALL\nMARROW"), encoding="utf-8")
    assert [bool(it["decision"].get("lapsed")) for it in flags(run, "drafts")] == [False, False, False]
    draft.write_text("Frost, says The Other Paper: all marrow rights reserved, and no mistake.\n", encoding="utf-8")
    assert run("check", "drafts").status == 1
    (found,) = flags(run, "drafts")
    assert (found["decision"]["reason"], found["decision"]["lapsed"]) == ("licence 12", "the words around it have changed")


def test_a_flag_is_decided_by_its_id_and_decided_anew(run: Run, draft: Path) -> None:
    id = next(it["identity"] for it in flags(run, "drafts") if it["rule"] == "desk.forbidden")
    assert run("decide", "drafts", "--flag", id[:8], "--accept", *WHY).status == 0
    assert run("decide", "drafts", "--flag", id[:8].upper(), "--dismiss", "--reason", "second thoughts").status == 0
    assert [(it["action"], it["flag"]) for it in entries()] == [("accepted", id), ("dismissed", id)]
    found = {it["rule"]: it["decision"] for it in flags(run, "drafts")}
    assert found["desk.forbidden"]["reason"] == "second thoughts"
    assert found["desk.reserved"] is None


def test_undo_and_redo_are_lines_behind_the_others(run: Run, draft: Path) -> None:
    run("decide", "drafts", "--all-existing", "--accept", *WHY)
    before = Path(LOG).read_bytes()
    (first, *_) = entries()
    assert run("decide", "--undo", first["id"][:6], "--reason", "wrong flag").status == 0
    assert run("check", "drafts").status == 1
    assert run("decide", "--undo", first["id"], "--reason", "again").status == 2
    undoing = entries()[-1]
    assert (undoing["action"], undoing["of"], undoing["by"]) == ("undone", first["id"], "Ada Quill <ada@example.org>")
    assert run("decide", "--undo", undoing["id"], "--reason", "it was right").status == 0
    assert run("check", "drafts").status == 0
    assert Path(LOG).read_bytes().startswith(before)


def test_a_fix_is_on_record_and_the_flag_counts_until_it_is_gone(run: Run, draft: Path) -> None:
    run("decide", "drafts", "--all-existing", "--fix", "--reason", "taken out")
    assert run("check", "drafts").status == 1
    assert flags(run, "drafts")[0]["decision"]["lapsed"] == "the text was to be changed, and it is still there"
    draft.write_text("Nothing but frost.\n", encoding="utf-8")
    assert run("check", "drafts").status == 0


def test_a_comment_in_the_text_is_left_alone(run: Run, draft: Path) -> None:
    draft.write_text("# compliance: ignore[desk.reserved] -- our own\nAll marrow rights reserved.\n", encoding="utf-8")
    assert "1 flag decided before" in run("decide", "drafts", "--all-existing", "--accept", "--again", *WHY).stderr
    assert not os.path.exists(LOG)


def test_records_go_by_their_ids(run: Run, desk: Path) -> None:
    record = json.dumps({"id": "story-7", "text": DRAFT}) + "\n"
    Path("feed.jsonl").write_text(record, encoding="utf-8")
    run("decide", "feed.jsonl", "--input", "jsonl", "--all-existing", "--accept", *WHY)
    assert {it["document"] for it in entries()} == {"id:story-7"}
    assert run("check", "-", "--input", "jsonl", stdin="\n" + record).status == 0
    checked = run("check", ".", "--input", "jsonl", "-o", "jsonl", "-q")  # the log is no feed, though its lines are JSON with a text
    assert [json.loads(line)["id"] for line in checked.stdout.splitlines()] == ["story-7"]


def test_a_log_named_in_the_configuration(run: Run, draft: Path) -> None:
    Path("compliance.toml").write_text('decisions = "records/house.jsonl"\n', encoding="utf-8")
    assert run("check", "drafts").status == 1  # it need not be there yet
    run("decide", "drafts", "--all-existing", "--accept", *WHY)
    assert {it["document"] for it in entries("records/house.jsonl")} == {"../drafts/quay.txt"}
    assert run("check", "drafts").status == 0
    assert run("check", "drafts", "--no-config").status == 1
    assert run("check", "drafts", "--no-config", "--decisions", "records/house.jsonl").status == 0


def test_the_nearest_log_holds_and_a_first_one_is_made_at_the_top(run: Run, draft: Path) -> None:
    run("decide", "drafts", "--rule", "desk.share", "--accept", *WHY)
    Path(LOG).rename(draft.parent / LOG)
    run("decide", "drafts", "--rule", "desk.reserved", "--accept", *WHY)
    assert [it["rule"] for it in entries(draft.parent / LOG)] == ["desk.share", "desk.reserved"]
    assert not os.path.exists(LOG)


def test_outside_a_repository_the_log_is_made_where_one_stands(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "plain" / "site"
    site.mkdir(parents=True)
    (site / "quay.txt").write_text(DRAFT, encoding="utf-8")
    monkeypatch.chdir(site.parent)
    run("decide", "site", "--all-existing", "--accept", *WHY)
    assert {it["document"] for it in entries(site.parent / LOG)} == {"site/quay.txt"}
    monkeypatch.chdir(site)
    assert run("check", "quay.txt").status == 0


def test_a_log_that_cannot_be_read_ends_the_run_before_it_begins(run: Run, draft: Path) -> None:
    Path(LOG).mkdir()
    ran = run("check", "drafts")
    assert (ran.status, ran.stdout) == (2, "") and "cannot be read" in ran.stderr


def test_somebody_must_answer_for_it(run: Run, draft: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("COMPLIANCE_REVIEWER", "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", "")  # so that there is no git
    ran = run("decide", "drafts", "--all-existing", "--accept", *WHY)
    assert ran.status == 2 and "COMPLIANCE_REVIEWER" in ran.stderr
    assert run("decide", "drafts").status == 0  # to list, nobody is needed


def test_what_could_not_be_read_is_told_and_the_rest_decided(run: Run, draft: Path) -> None:
    ran = run("decide", "drafts", "gone.txt", "--all-existing", "--accept", *WHY)
    assert (ran.status, len(entries())) == (3, 3)
    assert "gone.txt: no such file" in ran.stderr
    assert run("decide", "drafts/none*", "--all-existing", "--accept", *WHY).status == 3


def test_list_shows_who_decided_what_and_when(run: Run, draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("decide", "drafts", "--rule", "desk.share", "--accept", *WHY)
    monkeypatch.setenv("COMPLIANCE_REVIEWER", "Bo Reed")
    run("decide", "drafts", "--rule", "desk.forbidden", "--dismiss", "--reason", "a pun")
    run("decide", "--undo", entries()[0]["id"], "--reason", "it was read")
    listed = run("decisions", "list")
    assert listed.status == 0
    assert listed.stdout.count("\n") == 2 and "dismissed  desk.forbidden  drafts/quay.txt" in listed.stdout
    assert "Bo Reed: a pun  [not to be passed over the hedge]" in listed.stdout
    everything = run("decisions", "list", "--all")
    assert everything.stdout.count("\n") == 6 and "accepted (undone)" in everything.stdout
    assert run("decisions", "list", "--all", "--by", "ada", "-o", "jsonl").stdout == Path(LOG).read_text("utf-8").splitlines(keepends=True)[0]
    assert run("decisions", "list", "--rule", "desk.share").stdout == ""
    assert run("decisions", "list", "--since", "2999-01-01").stdout == ""
    assert run("decisions", "list", "--since", "soon").status == 2


def test_audit_and_prune(run: Run, draft: Path) -> None:
    run("decide", "drafts", "--rule", "desk.share", "--dismiss", "--reason", "wanted")
    run("decide", "drafts", "--rule", "desk.forbidden", "--accept", *WHY)
    run("decide", "drafts", "--rule", "desk.reserved", "--accept", "--everywhere", *WHY)
    draft.write_text("Share this marrow\n", encoding="utf-8")
    without = json.loads(run("decisions", "audit", "-o", "json").stdout)["logs"][0]
    assert {it["state"] for it in without["decisions"]} == {"in_force"}
    audit = json.loads(run("decisions", "audit", "drafts", "-o", "json").stdout)["logs"][0]
    assert {it["rule"]: it["state"] for it in audit["decisions"]} == {"desk.share": "lapsed", "desk.forbidden": "unused", "desk.reserved": "unused"}
    assert {it["rule"]: it["precision"] for it in audit["rules"]} == {"desk.share": 0.0, "desk.forbidden": 1.0, "desk.reserved": 1.0}
    page = run("decisions", "audit", "drafts").stdout
    assert "1 lapsed, 2 unused" in page and "100%" in page and "2 accepted, 1 dismissed" in page
    before = Path(LOG).read_bytes()
    assert run("decisions", "prune", "drafts", "-n").stdout.count("desk.forbidden") == 1
    assert Path(LOG).read_bytes() == before
    assert "desk.reserved" not in run("decisions", "prune", "drafts").stdout
    assert "desk.reserved" in run("decisions", "prune", "drafts", "--everywhere").stdout
    assert Path(LOG).read_bytes().startswith(before) and [it["action"] for it in entries()[3:]] == ["pruned", "pruned"]
    after = json.loads(run("decisions", "audit", "drafts", "-o", "json").stdout)["logs"][0]
    assert after["rules"] == audit["rules"]
    assert run("decisions", "prune", "drafts", "--lapsed").stdout.count("desk.share") == 1


def test_nothing_is_pruned_where_not_everything_was_checked(run: Run, draft: Path) -> None:
    run("decide", "drafts", "--all-existing", "--accept", *WHY)
    draft.write_text("Frost.\n", encoding="utf-8")
    before = Path(LOG).read_bytes()
    ran = run("decisions", "prune", "drafts", "gone.txt")
    assert ran.status == 3 and Path(LOG).read_bytes() == before
    assert run("decisions", "prune").status == 2


def test_names_and_words_that_would_steer_a_terminal_are_written_out(run: Run, draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPLIANCE_REVIEWER", "Ada\x1b[31m")
    run("decide", "drafts", "--rule", "desk.share", "--accept", "--reason", "a\x1b]0;b\x07")
    for shown in (run("decisions", "list"), run("decisions", "audit"), run("check", "drafts", "-v")):
        assert "\x1b" not in shown.stdout and "\x07" not in shown.stdout
