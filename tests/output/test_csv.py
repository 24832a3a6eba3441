import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.output.csv_ import COLUMNS

from . import samples
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


@settings(deadline=None)
@given(st.text(st.characters()))
def test_no_cell_is_a_formula(text):
    flag = samples.flag(text, text, why=text, remedy=text, evidence=(text,), values={"holder": text})
    for row in rows(samples.CLEAR._replace(id=text, path=text, reason=text, flags=(flag,))):
        assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for value in row.values())
