import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from . import samples, verdicts
from .rendering import render

SCHEMA = Path(__file__).parents[1] / "schemas" / "sarif-schema-2.1.0.json"


@pytest.fixture(scope="module")
def validator():
    return Draft4Validator(
        json.loads(SCHEMA.read_text(encoding="utf-8")), format_checker=Draft4Validator.FORMAT_CHECKER
    )


def log(*reports):
    return json.loads(render("sarif", reports))


def run(*reports):
    return log(*reports)["runs"][0]


def test_it_is_valid(validator):
    validator.validate(log(*samples.REPORTS))
    validator.validate(log(*verdicts.REPORTS, *verdicts.REPORTS))
    validator.validate(log())


def test_the_schema_would_notice(validator):
    broken = log(samples.FOUNDING)
    broken["runs"][0]["results"][0]["level"] = "grave"
    assert not validator.is_valid(broken)


def test_results_point_to_their_rules():
    made = run(*samples.REPORTS)
    rules = made["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in made["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_result_says_where_and_what():
    result = run(samples.FOUNDING)["results"][1]
    assert result["level"] == "error"
    assert result["partialFingerprints"] == {"complianceIdentity/v1": "5f0e3c2a9b7d4416"}
    physical = result["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"] == {"uri": "wire/harbour.txt", "index": 0}
    assert physical["region"] == {
        "startLine": 14,
        "startColumn": 71,
        "snippet": {"text": samples.RESTRICTION.text},
    }
    assert (result["properties"]["start"], result["properties"]["end"]) == (100, 229)
    assert run()["columnKind"] == "unicodeCodePoints"


def test_decided_flags_are_suppressed_and_lapsed_ones_are_not():
    waived, ours = (result["suppressions"] for result in run(samples.DECIDED)["results"])
    assert waived == [
        {"kind": "external", "status": "accepted", "justification": "waived: Licence NORDA-7 covers it."}
    ]
    assert ours[0]["kind"] == "inSource"
    lapsed = run(samples.LAPSED)["results"][0]
    assert "suppressions" not in lapsed
    assert lapsed["properties"]["decision"]["lapsed"] == "the text changed"


def test_a_reused_passage_is_related_to_its_source():
    (result,) = run(samples.REUSED)["results"]
    (related,) = result["relatedLocations"]
    address = "https://norda.example/lamps?%5Ba%5D=%E2%80%AE1"
    assert related["physicalLocation"] == {"artifactLocation": {"uri": address}}
    assert related["message"]["text"].startswith("Lamps go out [everywhere] (https")
    source = samples.LAMPS._replace(address="javascript:alert(1)")
    (flag,) = samples.REUSED.flags
    elsewhere = flag._replace(values={"source": source._asdict()})
    (related,) = run(samples.REUSED._replace(flags=(elsewhere,)))["results"][0]["relatedLocations"]
    assert related["physicalLocation"] == {"artifactLocation": {"uri": "wire/lamps.md"}}
    assert all("relatedLocations" not in it for it in run(samples.FOUNDING)["results"])


def test_a_document_is_an_artifact_with_its_verdict_and_the_whole_chain():
    made = run(samples.FAILED, verdicts.CLEAR, verdicts.BLOCKED, verdicts.BLOCKED)
    clear, blocked, again = made["artifacts"]
    assert clear["location"] == {"uri": "desk/covered.md", "index": 0}
    assert (clear["properties"]["verdict"], len(clear["properties"]["reasons"])) == ("clear", 2)
    assert [reason["verdict"] for reason in blocked["properties"]["reasons"]] == ["blocked", "review", "duties", "clear"]
    assert blocked["properties"]["reasons"] == again["properties"]["reasons"]
    found = [result["locations"][0]["physicalLocation"]["artifactLocation"] for result in made["results"]]
    assert found == [{"uri": "wire/harbour.txt", "index": index} for index in (1, 2) for _ in range(5)]


def test_an_open_reason_that_no_flag_tells_is_a_result():
    made = run(verdicts.BLOCKED)
    prohibited, expired = made["results"][3:]
    assert (prohibited["ruleId"], prohibited["level"]) == ("policy.prohibited", "error")
    assert prohibited["locations"][0]["physicalLocation"]["region"] == {"startLine": 14, "startColumn": 71}
    assert prohibited["properties"]["missing"] == verdicts.FORBIDDEN.missing
    assert expired["level"] == "warning"
    assert expired["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}
    rule = made["tool"]["driver"]["rules"][expired["ruleIndex"]]
    assert rule["shortDescription"] == {"text": "Licence expired"}
    assert run(verdicts.CLEAR)["results"] == []


def test_what_one_document_is_to_paste_is_no_help_with_another():
    made = run(verdicts.OWED)
    assert made["results"][0]["message"]["text"].endswith("which is not there. Put this at the bottom: Reporting by Norda.")
    (rule,) = made["tool"]["driver"]["rules"]
    assert "help" not in rule


def test_what_was_not_checked_is_a_notification():
    invocation = run(samples.FAILED, samples.SKIPPED)["invocations"][0]
    assert invocation["executionSuccessful"] is False
    failed, skipped = invocation["toolExecutionNotifications"]
    assert (failed["level"], skipped["level"]) == ("error", "note")
    assert failed["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "in/broken%FF.html"
    assert skipped["message"]["text"] == "pictures/harbour.jpg: binary"
    assert run(samples.SKIPPED, samples.CLEAR)["invocations"][0]["executionSuccessful"] is True


def test_no_link_can_be_hidden_in_a_message():
    for result in run(*samples.REPORTS, *verdicts.REPORTS)["results"]:
        assert "](" not in result["message"]["text"]


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters()), st.text(st.characters()))
def test_any_text_is_valid(validator, text, name):
    reason = verdicts.EXPIRED._replace(rule=text, message=text, missing=name, licence=text, evidence=(text, name))
    report = samples.FOUNDING._replace(id=name, path=name, flags=(samples.flag(text, text),), reasons=(reason,))
    validator.validate(log(report))
