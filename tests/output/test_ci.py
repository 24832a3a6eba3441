"""The formats of code review services: GitHub, GitLab, reviewdog."""

import json
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from . import samples, verdicts
from .rendering import render


def github(*reports):
    return render("github", reports).decode("utf-8").splitlines()


def gitlab(*reports):
    return json.loads(render("gitlab", reports))


def rdjson(*reports):
    return json.loads(render("rdjson", reports))


def test_github_annotates_the_gravest_first_and_counts_at_the_end():
    *lines, last = github(samples.FOUNDING)
    assert [line.split(" ")[0] for line in lines] == ["::error", "::error", "::warning", "::notice"]
    assert lines[0].startswith(
        "::error file=wire/harbour.txt,line=14,col=71,"
        "title=en.restriction-forbidden (high confidence)::Forbidden"
    )
    assert last == "compliance: checked 1 document: 1 blocked; flagged 2 errors, 1 warning, 1 note."


def test_github_leaves_out_what_is_settled_and_keeps_what_failed():
    assert github(samples.DECIDED) == [
        "compliance: checked 1 document: 1 clear; flagged nothing (2 more settled by decisions)."
    ]
    failed, last = github(samples.FAILED)
    assert failed.startswith("::error file=in/broken\\udcff.html,title=not checked::")
    assert last == "compliance: nothing was checked; not checked 1 failed."


def test_a_record_without_a_file_is_named_in_the_message():
    assert "file=" not in github(samples.SCRIPTS)[0]
    assert "::feed/世界.jsonl#7: " in github(samples.SCRIPTS)[0]


@settings(deadline=None)
@given(st.text(st.characters()))
def test_no_text_makes_a_second_command(text):
    flag = samples.flag(text, text, rule=text or "x", remedy=text)
    report = samples.CLEAR._replace(id=text, path=text, flags=(flag,))
    reason = verdicts.FORBIDDEN._replace(rule=text, message=text, missing=text, licence=text)
    verdict, *lines = render("github", [report._replace(reasons=(reason,), verdict=verdicts.B)]).decode("utf-8").split("\n")
    assert len(lines) == 3
    assert re.match(r"::error file=[^:,]*(,line=14,col=1)?,title=verdict%3A blocked::", verdict)
    assert re.match(r"::error file=[^:,]*,line=14,col=1,title=[^:,]*::", lines[0])


def test_github_says_each_verdict_that_has_reasons_in_a_line():
    blocked = github(verdicts.BLOCKED)[0]
    assert blocked.startswith("::error file=wire/harbour.txt,line=14,col=71,title=verdict%3A blocked::Must not run as it is.%0A- The text forbids")
    assert "missing: a licence of Fjordland Media Inc. that grants to publish) [policy.prohibited]%0A- The licence Norda wire" in blocked
    assert github(verdicts.UNFLAGGED)[0].startswith("::error file=desk/killed.txt,title=verdict%3A blocked::")
    assert github(verdicts.OWED)[0].startswith("::notice file=desk/credit.md,line=30,col=1,title=verdict%3A duties::May run once")
    waiting = github(verdicts.WAITING)[0]
    assert waiting.startswith("::notice file=feed.jsonl,title=verdict%3A review::feed.jsonl#4: An editor must decide.%0A- ")
    assert len(github(verdicts.CLEAR)) == 1
    assert "verdict" not in github(samples.FOUNDING)[0]


def test_github_tells_the_gravest_reasons_and_counts_the_others():
    many = [verdicts.EXPIRED._replace(message=f"Reason {number}") for number in range(5)]
    (line, _) = github(verdicts.WAITING._replace(reasons=(verdicts.OVER, *many)))
    assert line.count("%0A- ") == 4
    assert line.endswith("%0A- and 2 more")
    assert "Reason 3" not in line


def test_a_settled_reason_is_told_to_no_service():
    assert len(github(verdicts.SETTLED)) == 2
    assert "policy.prohibited" not in github(verdicts.SETTLED)[0]
    assert [issue["check_name"] for issue in gitlab(verdicts.SETTLED)] == ["policy.licence-expired"]
    assert [it["code"]["value"] for it in rdjson(verdicts.SETTLED)["diagnostics"]] == ["policy.licence-expired"]


def test_a_reason_that_no_flag_tells_is_an_issue_and_a_diagnostic():
    issues = gitlab(verdicts.BLOCKED, verdicts.OWED)
    assert [(issue["check_name"], issue["severity"]) for issue in issues[3:5]] == [("policy.prohibited", "critical"), ("policy.licence-expired", "major")]
    assert issues[3]["description"].startswith("blocked: The text forbids to publish")
    assert [issue["location"]["lines"]["begin"] for issue in issues[3:5]] == [14, 1]
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 8
    found = rdjson(verdicts.BLOCKED)["diagnostics"][3:]
    assert [entry["severity"] for entry in found] == ["ERROR", "WARNING"]
    assert found[0]["location"] == {"path": "wire/harbour.txt", "range": {"start": {"line": 14}}}
    assert found[1]["location"] == {"path": "wire/harbour.txt"}


def test_a_flag_that_is_a_reasons_own_says_what_is_missing_and_which_entry_decided():
    told = "Norda wire covers one use: count this one (missing: how often it has been used; ledger: norda-7). Get permission"
    assert gitlab(verdicts.BLOCKED)[2]["description"].startswith(told)
    assert rdjson(verdicts.BLOCKED)["diagnostics"][2]["message"].startswith(told)


def test_gitlab_gives_every_issue_a_fingerprint_of_its_own():
    issues = gitlab(samples.FOUNDING, samples.FOUNDING._replace(id="b.txt", path="b.txt"))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 8


def test_a_gitlab_fingerprint_does_not_move_with_the_lines():
    moved = samples.RESTRICTION._replace(position=samples.RESTRICTION.position._replace(line=99))
    before = gitlab(samples.CLEAR._replace(flags=(samples.RESTRICTION,)))[0]
    after = gitlab(samples.CLEAR._replace(flags=(moved,)))[0]
    assert before["fingerprint"] == after["fingerprint"]
    assert (before["location"]["lines"], after["location"]["lines"]) == ({"begin": 14}, {"begin": 99})


def test_gitlab_has_the_fields_that_it_reads():
    issue = gitlab(samples.LAPSED)[0]
    assert issue["description"] == "Left-over page furniture: comment form. Delete it."
    assert issue["check_name"] == "en.comment-form"
    assert issue["severity"] == "major"
    assert [found["severity"] for found in gitlab(samples.FOUNDING)] == [
        "info",
        "critical",
        "major",
        "critical",
    ]
    assert gitlab(samples.DECIDED) == []
    assert gitlab(samples.FAILED)[0]["check_name"] == "document-failed"
    named = samples.FOUNDING._replace(path="./wire/a.txt")
    assert gitlab(named)[0]["location"]["path"] == "wire/a.txt"


def test_rdjson_has_a_diagnostic_for_each_open_flag():
    made = rdjson(samples.FOUNDING, samples.DECIDED, samples.FAILED)
    assert made["source"] == {"name": "compliance"}
    assert [entry["severity"] for entry in made["diagnostics"]] == [
        "INFO",
        "ERROR",
        "WARNING",
        "ERROR",
        "ERROR",
    ]
    assert made["diagnostics"][2] == {
        "message": "Left-over page furniture: comment form. Delete it.",
        "location": {"path": "wire/harbour.txt", "range": {"start": {"line": 16}}},
        "severity": "WARNING",
        "code": {"value": "en.comment-form"},
    }
