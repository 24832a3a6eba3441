"""`compliance report` as somebody types it: what it writes where, what it refuses, and what it says."""

import io
import json
import os
import shutil

import pytest

from compliance.batch.report.opening import Unreadable, readable
from compliance.cli.reporting import Bar
from compliance.decisions import Action, decision_on, open_log
from compliance.model import Kind, Outcome, Reason, Report, Verdict
from tests.batch.report import crafted
from tests.batch.sample import write


@pytest.fixture
def copy(made, tmp_path):
    """The run, to be changed."""
    shutil.copytree(made, tmp_path / "copy")
    return tmp_path / "copy"


def test_html_is_what_is_written_where_nobody_says(report, copy):
    pytest.importorskip("jinja2")
    ran = report(run=copy)
    assert ran.status == 0 and ran.stdout == "" and "wrote " in ran.stderr
    assert (copy / "report.html").read_text("utf-8").lower().startswith("<!doctype html>")


def test_a_folder_that_is_no_run(report, desk):
    ran = report("--output", "json", run="nowhere")
    assert ran.status == 2 and "there is no folder nowhere" in ran.stderr
    ran = report("--output", "json", run=desk)
    assert ran.status == 2 and "is no run of compliance batch" in ran.stderr and ran.stdout == ""


def test_a_run_that_is_not_finished_says_how_far_it_is_and_how_to_go_on(report, copy):
    (copy / "manifest.json").unlink()
    (copy / "work").mkdir()
    (copy / "work" / "plan.json").write_text(json.dumps({"schema": 1, "found": {"units": 3}}), encoding="utf-8")
    assert "is not finished: 0 of 3 parts are done" in report("--output", "json", run=copy).stderr
    (copy / "work" / "done").mkdir()
    (copy / "work" / "done" / "00000000.json").write_text("{}", encoding="utf-8")
    ran = report("--output", "json", run=copy)
    assert ran.status == 2 and "is not finished: 1 of 3 parts are done" in ran.stderr and f"--out {copy}" in ran.stderr


@pytest.mark.parametrize("manifest", ["", "[]", '{"schema": 99}', '{"sche'])
def test_a_manifest_that_is_none(report, copy, manifest):
    (copy / "manifest.json").write_text(manifest, encoding="utf-8")
    ran = report("--output", "json", run=copy)
    assert ran.status in (2, 3) and "manifest.json" in ran.stderr and ran.stdout == ""


def test_damaged_findings_are_named_and_leave_earlier_reports_as_they_were(report, copy, desk):
    assert report("--output", "json:r.json", run=copy).status == 0
    before = (desk / "r.json").read_bytes()
    table = copy / "findings" / "documents" / "00000001.parquet"
    table.write_bytes(table.read_bytes()[:-40])
    ran = report("--output", "json:r.json", "--output", "csv:d.csv", run=copy)
    assert ran.status == 3 and "cannot be read" in ran.stderr and "00000001.parquet" in ran.stderr
    assert (desk / "r.json").read_bytes() == before and sorted(os.listdir(desk)) == [".git", "r.json"]


def test_what_fails_halfway_leaves_nothing_behind(report, copy, desk):
    table = copy / "findings" / "facts" / "00000001.parquet"
    table.write_bytes(table.read_bytes()[:4] + b"\0" * (len(table.read_bytes()) - 12) + table.read_bytes()[-8:])
    (desk / "c.csv").write_text("as it was", encoding="utf-8")
    ran = report("--output", "curators:c.csv", run=copy)
    assert ran.status == 3 and "cannot be read" in ran.stderr
    assert (desk / "c.csv").read_text("utf-8") == "as it was" and sorted(os.listdir(desk)) == [".git", "c.csv"]


def test_nothing_in_it(report):
    ran = report("--output", "markdown", "--section", "no such")
    assert ran.status == 4 and "There are no such documents." in ran.stdout and "with section no such" in ran.stderr


def test_several_forms_in_one_run_and_filters(report, desk):
    ran = report("--verdict", "review", "--holder", "kestrel", "--output", "csv:d.csv", "--output", "json", "--output", "markdown:r.md")
    assert ran.status == 0 and json.loads(ran.stdout)["filter"] == "verdict review, holder kestrel"
    rows = (desk / "d.csv").read_text("utf-8").splitlines()
    assert [row.partition(",")[0] for row in rows[1:]] == ["a/4", "a/6"]
    assert "2 documents checked: 2 to review." in (desk / "r.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--output", "pdf"], "unknown output format 'pdf'"),
        (["--output", "htm:x"], "did you mean"),
        (["--output", "xlsx:-"], "xlsx goes to a file"),
        (["--output", "html:-"], "html goes to a file"),
        (["--output", "curators:c.txt"], "ends in .csv or .jsonl or .parquet"),
        (["--output", "deny:names"], "ends in .txt or .csv"),
        (["--output", "csv", "--output", "json"], "both csv and json would write to standard output"),
        (["--output", "json:no/such/folder.json"], "there is no folder"),
        (["--top", "0"], "is no number"),
        (["--at", "yesterday"], "is no time"),
        (["--memory", "much"], "is no size"),
        (["--ledger", "none.toml"], "none.toml"),
        (["--decisions", "none.jsonl"], "there is no none.jsonl"),
        (["--verdcit", "clear"], "--verdict"),
    ],
)
def test_what_is_refused(report, desk, args, said):
    ran = report(*args, *([] if "--output" in args else ["--output", "json"]))
    assert ran.status == 2 and said in ran.stderr and ran.stdout == ""
    assert sorted(os.listdir(desk)) == [".git"]


def test_a_command_without_a_run(desk, capfd):
    from compliance.cli import main

    assert main(["report"]) == 2 and "name the folder of a run" in capfd.readouterr().err


def test_decisions_flow_in_from_the_log_that_is_found(report, desk):
    open_ = json.loads(report("--output", "json").stdout)
    entry = decision_on(crafted.REUSE, "id:a/6", Action.ACCEPTED, "they wrote to us", "Ada", revision=1, time="2026-03-01T00:00:00Z", until="2026-04-01")
    open_log(str(desk / "compliance-decisions.jsonl")).append([entry])
    found = json.loads(report("--output", "json").stdout)
    assert (open_["verdicts"]["review"], found["verdicts"]["review"], found["found"]["review"]) == (3, 2, 3)
    assert found["deciders"][1] == {"by": "Ada", "action": "accepted", "stand": 1, "lapsed": 0, "documents": 1, "last": "2026-03-01T00:00:00Z"}
    assert json.loads(report("--output", "json", "--strict").stdout)["verdicts"] == open_["verdicts"]
    later = json.loads(report("--output", "json", "--at", "2026-05-01").stdout)
    assert later["verdicts"] == open_["verdicts"] and later["flags"]["lapsed"] == 1


def test_the_ledger_of_the_run_is_taken_where_none_is_named(report, copy, made):
    manifest = json.loads((copy / "manifest.json").read_text("utf-8"))
    path = made.parent / "ledger.toml"
    manifest["sources"] = [{"what": "rules", "path": "x"}, {"what": "ledger", "path": str(path), "digest": ""}]
    (copy / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    states = {it["id"]: it["state"] for it in json.loads(report("--output", "json", run=copy).stdout)["leases"]}
    assert states["quay"] == "ended" and states["kestrel"] == "ending"
    soon = json.loads(report("--output", "json", "--expiring-within", "20", run=copy).stdout)
    assert {it["id"]: it["state"] for it in soon["leases"]}["kestrel"] == "in force" and soon["within"] == 20
    manifest["sources"][1]["path"] = "gone.toml"
    (copy / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    ran = report("--output", "json", run=copy)
    assert ran.status == 0 and "the ledger of the run cannot be used" in ran.stderr
    assert {it["state"] for it in json.loads(ran.stdout)["leases"]} == {"not in the ledger"}


def test_licences_of_ones_own_choice(report):
    assert report("--output", "allow").stdout == "a/3\n"
    assert report("--output", "allow", "--licence", "CC-BY-NC-ND").stdout == ""
    assert report("--output", "allow:yes.txt", "--list-by", "domain").stderr.count("3 documents have no domain and are on neither list") == 1


def test_a_folder_whose_name_looks_like_a_pattern(made, report, tmp_path):
    odd = tmp_path / "it's [a] *run*?"
    shutil.copytree(made, odd)
    assert json.loads(report("--output", "json", run=odd).stdout)["documents"] == 11


def test_a_run_without_documents_makes_every_form(report, desk, tmp_path):
    write(tmp_path / "empty", [], 4, {"moment": crafted.AT})
    specs = ["json", "csv:d.csv", "markdown:r.md", "xlsx:b.xlsx", "curators:c.parquet", "domains:d.jsonl", "allow:a.txt", "deny:n.csv", "html:h.html"]
    ran = report(*[option for spec in specs for option in ("--output", spec)], run=tmp_path / "empty")
    assert ran.status == 4 and "there are no documents in" in ran.stderr and json.loads(ran.stdout)["documents"] == 0
    assert {"d.csv", "r.md", "b.xlsx", "c.parquet", "d.jsonl", "a.txt", "a.reasons.jsonl", "n.csv", "h.html"} <= set(os.listdir(desk))
    for rows in ("documents", "flags", "facts", "passages"):
        assert report("--output", "csv", "--rows", rows, run=tmp_path / "empty").stdout.count("\n") == 1


def test_too_little_memory_says_what_to_do():
    import duckdb

    with pytest.raises(Unreadable, match="give them more, e.g. --memory"), readable("run"):
        raise duckdb.OutOfMemoryException("failed")


def test_what_unicode_cannot_hold_stops_no_report(report, tmp_path, desk):
    """Half a surrogate pair, as damaged text and decoded file names have it, in every place that a document can put it."""
    lone = "b\ud800\\ud83d\\\udc00 \ud83d\ud83d"
    named = crafted.fact(Kind.COPYRIGHT_NOTICE, f"© {lone}", 0, "common.sign", holder=lone)
    flag = crafted.flag(named, "09", decision={"action": "suppressed", "reason": lone, "by": lone, "lapsed": lone})
    why = Reason(Verdict.REVIEW, "policy.no-licence", f"It is of {lone}", named.span, (lone,), lone, lone)
    match = crafted.LIFTED._replace(of=crafted.WIRE._replace(holder=lone, title=lone))
    made = Report("a", "f", Outcome.CHECKED, "", Verdict.REVIEW, (named,), (flag, crafted.REUSE), (match,), (why,))
    write(tmp_path / "odd", [(made, crafted.document("a", lone * 9, title=lone, section=lone, address=f"https://{lone}.example/"))], 4, {})
    decision = decision_on(crafted.REUSE, "id:a", Action.ACCEPTED, lone, lone, revision=1, time="2026-03-01T00:00:00Z")
    open_log(str(desk / "compliance-decisions.jsonl")).append([decision])
    specs = ["json", "csv:d.csv", "markdown:r.md", "xlsx:b.xlsx", "curators:c.parquet", "domains:d.jsonl", "allow:a.txt", "deny:n.csv", "html:h.html"]
    ran = report(*[option for spec in specs for option in ("--output", spec)], "--rows", "flags", "--rule", "policy.*", run=tmp_path / "odd")
    found = json.loads(ran.stdout)
    assert ran.status == 0 and found["documents"] == 1 and len(found["holders"]["listed"]) == 1 and found["flags"]["decided"] == found["flags"]["lapsed"] == 1
    assert found["causes"][0]["rule"] == "policy.no-licence" and "b\ufffd" in found["causes"][0]["message"]


@pytest.mark.parametrize("shown", [True, False])
def test_how_far_the_writing_is_and_nothing_left_of_it(monkeypatch, shown):
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr("compliance.cli.reporting.AFTER", 0.0)
    monkeypatch.setattr("compliance.cli.reporting.EVERY", 0.0)
    bar = Bar(3, shown)
    assert list(bar.watch(iter("abc"))) == ["a", "b", "c"]
    bar.close()
    assert stream.getvalue().endswith("\r\x1b[K") is ("3 of 3 texts" in stream.getvalue()) is shown
