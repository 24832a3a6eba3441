import json

from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.output.records import report_to_record

from . import samples, verdicts
from .rendering import render


def test_jsonl_is_an_object_a_document():
    written = render("jsonl", samples.REPORTS).decode("utf-8")
    records = [json.loads(line) for line in written.splitlines()]
    assert [record["id"] for record in records] == [report.id for report in samples.REPORTS]
    assert written.endswith("}\n")


def test_the_keys_are_those_that_are_promised():
    record = json.loads(render("jsonl", [samples.FOUNDING]))
    assert list(record) == [
        "schema",
        "id",
        "path",
        "outcome",
        "reason",
        "verdict",
        "facts",
        "flags",
        "matches",
        "reasons",
    ]
    assert record["reasons"] == []
    assert record["schema"] == 1
    assert list(record["facts"][0]) == (
        ["kind", "rule", "start", "end", "line", "column", "text", "values", "confidence", "zone"]
    )
    assert list(record["flags"][0]) == (
        ["rule", "kind", "severity", "confidence", "start", "end", "line", "column", "text", "values"]
        + ["message", "why", "remedy", "evidence", "identity", "decision"]
    )
    assert record["matches"] == [
        {"kind": "near_verbatim", "start": 0, "end": 120, "similarity": 0.9375, "source": {"start": 40, "end": 158}}
    ]


def test_a_match_says_whose_words_they_are_and_leaves_out_what_is_not_known():
    whole, short = json.loads(render("jsonl", [samples.REUSED]))["matches"]
    assert whole == {
        "kind": "verbatim", "start": 100, "end": 182, "line": 14, "column": 1, "text": samples.LIFTED, "similarity": 1.0,
        "words": 15, "share": 0.25, "source": {**samples.LAMPS._asdict(), "start": 7, "end": 89}, "common": 2,
        "also": ["=1+1"], "earliest": "wire/lamps.md",
    }  # fmt: skip
    assert set(short) == {"kind", "start", "end", "line", "column", "text", "similarity", "words", "source"}
    assert short["source"] == {"id": "b", "start": 0, "end": 20}
    assert short["similarity"] == 0.9877


def test_a_reason_says_what_it_rests_on_and_leaves_out_what_is_not_known():
    prohibited, expired, count, over = json.loads(render("jsonl", [verdicts.BLOCKED]))["reasons"]
    assert prohibited == {
        "verdict": "blocked", "rule": "policy.prohibited", "message": verdicts.FORBIDDEN.message, "start": 100, "end": 229, "line": 14, "column": 71,
        "evidence": list(verdicts.FORBIDDEN.evidence), "missing": verdicts.FORBIDDEN.missing,
    }  # fmt: skip
    assert expired == {
        "verdict": "review", "rule": "policy.licence-expired", "message": verdicts.EXPIRED.message, "start": 10, "end": 34, "licence": "norda-7",
        "missing": "whether it was extended",
    }  # fmt: skip
    assert set(count) == {"verdict", "rule", "message", "licence", "missing", "flag"}
    assert over["verdict"] == "clear"


def test_a_record_says_what_the_report_says():
    record = json.loads(render("jsonl", [samples.FAILED]))
    assert record["outcome"] == "failed"
    assert record["reason"] == "cannot be read: \x1b[31mpermission denied"
    assert record["path"] == "in/broken\udcff.html"
    decided = json.loads(render("jsonl", [samples.DECIDED]))
    assert decided["flags"][0]["decision"]["action"] == "waived"


def test_json_is_one_document_with_the_same_records_and_the_summary():
    document = json.loads(render("json", samples.REPORTS))
    lines = render("jsonl", samples.REPORTS).decode("utf-8").splitlines()
    assert document["reports"] == [json.loads(line) for line in lines]
    assert document["schema"] == 1
    assert document["tool"] == {"name": "compliance", "version": "1.2.3"}
    assert document["summary"] == {
        "documents": {"checked": 8, "skipped": 1, "failed": 2},
        "verdicts": {"blocked": 1, "review": 4, "duties": 1, "clear": 2},
        "flags": {"error": 6, "warning": 5, "note": 3},
        "suppressed": 2,
    }


def test_json_without_a_document_is_still_a_document():
    assert json.loads(render("json", []))["reports"] == []


@settings(deadline=None)
@given(st.text(st.characters()), st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_as_it_was(broken, text):
    report = samples.CLEAR._replace(id=text, reason=broken, flags=(samples.flag(text, text),))
    report = report._replace(reasons=(verdicts.EXPIRED._replace(message=text, missing=text, evidence=(text,), licence=text),))
    record = json.loads(render("jsonl", [report]))
    assert record["reasons"][0]["message"] == text
    assert record["id"] == record["flags"][0]["text"] == text
    assert record["reason"] == json.loads(json.dumps(broken))


def test_values_are_words_not_names_of_members():
    record = report_to_record(samples.FOUNDING)
    assert record["verdict"] == "blocked"
    assert f"{record['flags'][0]['severity']}" == "note"
