import io
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from . import samples, verdicts
from .rendering import render

SCHEMA = Path(__file__).parents[1] / "schemas" / "junit-10.xsd"


def suite(*reports):
    root = ElementTree.fromstring(render("junit", reports))
    assert root.tag == "testsuites"
    return root[0]


def test_it_is_valid():
    xmlschema = pytest.importorskip("xmlschema", reason="xmlschema is not installed")
    xmlschema.XMLSchema(str(SCHEMA)).validate(io.BytesIO(render("junit", (*samples.REPORTS, *verdicts.REPORTS))))


def test_a_case_a_document_and_counts_that_add_up():
    made = suite(*samples.REPORTS)
    cases = made.findall("testcase")
    assert len(cases) == len(samples.REPORTS) == int(made.get("tests"))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        assert int(made.get(name)) == len(made.findall(f"testcase/{tag}")) > 0


def test_errors_and_warnings_fail_and_notes_do_not():
    assert suite(samples.FOUNDING)[0].find("failure").get("type") == "error"
    assert suite(samples.DUTIES)[0].find("failure").get("type") == "warning"
    only_a_note = samples.CLEAR._replace(flags=(samples.NOTICE,))
    case = suite(only_a_note)[0]
    assert case.find("failure") is None
    assert "Copyright notice of Fjordland Media Inc." in case.find("system-out").text


def test_one_failure_tells_of_all_flags():
    failure = suite(samples.FOUNDING)[0].find("failure")
    assert failure.get("message").endswith("(and 2 more)")
    for flag in (samples.RESTRICTION, samples.CHROME, samples.AGAIN):
        assert flag.message in failure.text
    assert "wire/harbour.txt:31:5: error: " in failure.text


def test_settled_flags_do_not_fail():
    case = suite(samples.DECIDED)[0]
    assert case.find("failure") is None
    assert "waived: Licence NORDA-7 covers it." in case.find("system-out").text


def test_a_blocked_document_fails_with_its_reasons():
    flagged, unflagged = suite(verdicts.BLOCKED, verdicts.UNFLAGGED)
    failure = flagged.find("failure")
    assert (failure.get("type"), failure.get("message")) == ("blocked", f"{verdicts.FORBIDDEN.message} (missing: {verdicts.FORBIDDEN.missing})")
    assert failure.text.startswith("verdict: blocked\nblocked: ")
    assert "\nclear: The embargo ended at 2031-03-02 06:00 UTC [policy.embargo-over]\n" in failure.text
    assert samples.RESTRICTION.message in failure.text
    assert unflagged.find("failure").get("message").startswith("A later version of the item is known")
    bare = verdicts.UNFLAGGED._replace(reasons=())
    assert suite(bare)[0].find("failure").get("message") == "Must not run as it is"


def test_reasons_of_a_document_that_is_not_blocked_are_told_and_fail_nothing():
    waiting, clear, none = suite(verdicts.WAITING, verdicts.CLEAR, samples.CLEAR)
    assert waiting.find("failure") is None
    assert waiting.find("system-out").text == (
        "verdict: review\nreview: The licence Norda wire ended on 2030-12-31 (missing: whether it was extended; ledger: norda-7) "
        "[policy.licence-expired]"
    )
    assert clear.find("system-out").text.startswith("verdict: clear\nclear: The licence Norda wire covers it")
    assert none.find("system-out") is None


def test_what_was_not_checked_says_why():
    failed, partly, skipped = suite(samples.FAILED, samples.PARTLY, samples.SKIPPED)
    assert failed.find("error").get("message") == "cannot be read: \\x1b[31mpermission denied"
    assert "Not for republication." in partly.find("error").text
    assert partly.find("failure") is None
    assert skipped.find("skipped").get("message") == "binary"


@settings(deadline=None)
@given(st.text(st.characters()))
def test_any_text_makes_xml(text):
    report = samples.FOUNDING._replace(id=text, reason=text, flags=(samples.flag(text, text),))
    reason = verdicts.FORBIDDEN._replace(rule=text, message=text, missing=text, licence=text)
    report = report._replace(reasons=(reason, reason._replace(verdict=verdicts.C)))
    assert suite(report, samples.FAILED._replace(reason=text)).get("tests") == "2"
