import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.output.csv_ import COLUMNS

from . import samples, verdicts
from .rendering import render


def rows(*reports):
    return list(csv.DictReader(io.StringIO(render("csv", reports).decode("utf-8"), newline="")))


def test_a_row_a_flag_and_a_row_for_what_was_not_checked():
    made = rows(samples.FOUNDING, samples.CLEAR, samples.FAILED, samples.SKIPPED)
    assert [row["outcome"] for row in made] == ["checked"] * 4 + ["failed", "skipped"]
    assert [row["rule"] for row in made[:2]] == ["en.copyright-notice", "en.restriction-forbidden"]
    assert made[4]["reason"] == "cannot be read: \\x1b[31mpermission denied"
    assert made[4]["verdict"] == made[4]["rule"] == ""


def test_every_row_has_every_column_and_ends_as_rfc_4180_says():
    written = render("csv", samples.REPORTS).decode("utf-8")
    assert all(len(row) == len(COLUMNS) for row in csv.reader(io.StringIO(written, newline="")))
    assert written.startswith("id,path,")
    assert written.endswith("\r\n")


def test_a_span_over_lines_stays_in_its_cell():
    assert rows(samples.FOUNDING)[2]["text"] == samples.CHROME.text


def test_decisions_have_their_columns():
    row = rows(samples.DECIDED)[0]
    assert (row["decision"], row["decision_reason"]) == ("waived", "Licence NORDA-7 covers it.")


def test_a_reason_stands_in_the_row_of_its_flag_or_else_in_one_of_its_own():
    made = rows(verdicts.BLOCKED, verdicts.CLEAR, verdicts.UNFLAGGED)
    assert [(row["rule"], row["kind"], row["reason_verdict"]) for row in made] == [
        ("en.copyright-notice", "copyright_notice", ""),
        ("en.restriction-forbidden", "redistribution_restriction", ""),
        ("policy.count-use", "judgement", "duties"),
        ("policy.prohibited", "reason", "blocked"),
        ("policy.licence-expired", "reason", "review"),
        ("policy.stale", "reason", "blocked"),
    ]
    assert made[2]["missing"] == "how often it has been used"
    assert (made[3]["line"], made[3]["column"], made[3]["severity"]) == ("14", "71", "")
    assert made[3]["evidence"].endswith("; the ledger has no licence of Fjordland Media Inc.")
    assert (made[4]["licence"], made[4]["line"], made[4]["start"]) == ("norda-7", "", "10")


def test_reasons_that_speak_for_the_text_have_rows_where_they_are_asked_for():
    written = render("csv", [verdicts.CLEAR, verdicts.SETTLED], explain=True).decode("utf-8")
    made = list(csv.DictReader(io.StringIO(written, newline="")))
    assert [row["reason_verdict"] for row in made] == ["clear", "clear", "", "duties", "blocked", "review", "clear"]
    assert [row["rule"] for row in rows(verdicts.SETTLED)][2:] == ["policy.licence-expired"]


@settings(deadline=None)
@given(st.text(st.characters()))
def test_no_cell_is_a_formula(text):
    flag = samples.flag(text, text, why=text, remedy=text, evidence=(text,), values={"holder": text})
    reason = verdicts.FORBIDDEN._replace(rule=text, message=text, evidence=(text,), missing=text, licence=text)
    report = samples.CLEAR._replace(id=text, path=text, reason=text, flags=(flag,), reasons=(reason, reason._replace(flag=flag.identity)))
    for row in rows(report):
        assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for value in row.values())
