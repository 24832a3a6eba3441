"""What docs/report.md says is what there is."""

import re
from pathlib import Path

import pytest

from compliance.batch.report import curators, domains, lists, rowsets
from compliance.batch.report.allowed import OPEN, Policy
from compliance.batch.report.model import STATES, Summary
from compliance.cli.report import FORMATS

MANUAL = (Path(__file__).parents[3] / "docs" / "report.md").read_text(encoding="utf-8")


def section(title):
    return re.split(r"^## ", MANUAL.partition(f"\n## {title}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def words(text):
    return set(re.findall(r"`([\w -]+)`", text))


def test_every_form_is_named():
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", MANUAL.partition("\n## ")[0], re.MULTILINE)
    assert tuple(re.findall(r"\w+", " ".join(rows))) == FORMATS


def test_every_member_of_the_json_object_is_explained():
    assert set(Summary._fields) <= words(section("The numbers")) and set(STATES) <= words(section("The numbers"))


@pytest.mark.parametrize("form", rowsets.FORMS)
def test_every_column_is_named(form, opened):
    row = re.search(rf"^\| `{form}` \| (.*) \|$", section("The tables"), re.MULTILINE)
    shared = set(rowsets._KEY) | set(rowsets._PLACE) | {"unit", "number"} if form != "documents" else set()
    assert row and set(rowsets.FORMS[form](opened).columns) - shared <= words(row[1])


def test_every_column_for_curators_is_named(opened):
    said = words(section("For data sets"))
    for table in (curators.table(opened), domains.table(opened, Policy()), lists.table(opened, Policy(), "id", True)[0]):
        assert {name for name, _ in table.columns} - {"blocked", "review", "duties", "clear", "domain"} <= said
    assert set(OPEN) <= said
