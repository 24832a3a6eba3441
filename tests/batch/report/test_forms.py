"""Every form of report on a run, byte by byte, on what is honest and what is hostile."""

import csv
import io
import json
import re

import openpyxl
import pyarrow.parquet as pq
import pytest

from compliance.batch.report import allowed, csv_, lists, rowsets, xlsx
from tests.batch.report import golden
from tests.batch.report.conftest import TABLES


def rows_of(run, form):
    stream = io.StringIO(newline="")
    table = rowsets.FORMS[form](run)
    csv_.write_csv(stream, table.columns, table.rows)
    return stream.getvalue()


@pytest.mark.parametrize("form", rowsets.FORMS)
def test_csv(opened, form):
    golden.check(f"{form}.csv", rows_of(opened, form).encode())


def test_the_command_writes_the_same(opened, out):
    assert (out / "documents.csv").read_bytes() == rows_of(opened, "documents").encode()


@pytest.mark.parametrize("form", ["documents", "flags", "facts"])
def test_no_cell_of_csv_is_a_formula(opened, form):
    text = rows_of(opened, form)
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert any("calc" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert "\u202e" not in text


def test_markdown(out):
    golden.check("report.md", (out / "report.md").read_bytes())


def test_markdown_holds_nothing_of_documents_outside_of_code(out):
    text = (out / "report.md").read_text("utf-8")
    plain = re.sub(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "", text)
    assert "script" in text and not [word for word in ("script", "@everyone", "\u202e", "calc", "Kestrel") if word in plain]
    tables = [line for line in text.splitlines() if line.startswith("| review | `")]
    assert {line.count("|") for line in tables} == {6}


def test_json(out):
    text = (out / "report.json").read_text("utf-8")
    record = json.loads(text)
    assert text.count("\n") == 1 and record["manifest"]["inputs"] == {"count": 1}
    golden.check("report.json", (json.dumps(record, indent=1) + "\n").encode())


@pytest.mark.parametrize("form", TABLES)
@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_for_curators(out, form, suffix):
    golden.check(f"{form}.{suffix}", (out / f"{form}.{suffix}").read_bytes())


@pytest.mark.parametrize("form", TABLES)
def test_parquet_says_what_jsonl_says(out, form):
    told = [json.loads(line) for line in (out / f"{form}.jsonl").read_text("utf-8").splitlines()]
    assert told and pq.read_table(out / f"{form}.parquet").to_pylist() == told


@pytest.mark.parametrize("by", lists.BY)
def test_every_name_is_on_one_of_the_lists_with_its_reason(opened, by):
    told = {}
    for is_allowed in (True, False):
        names, reasons = io.StringIO(), io.StringIO()
        table, _ = lists.table(opened, allowed.Policy(), by, is_allowed)
        count, left = lists.write_names(names, reasons, table)
        rows = [json.loads(line) for line in reasons.getvalue().splitlines()]
        told[is_allowed] = names.getvalue().splitlines()
        assert left == 0 and count == len(rows) and [row["name"] for row in rows] == told[is_allowed] and all(row["reason"] for row in rows)
    every = {value for (value,) in opened.rows(f"SELECT DISTINCT {by} FROM chosen WHERE {by} <> ''")}
    assert not set(told[True]) & set(told[False]) and set(told[True]) | set(told[False]) == every
    golden.check(f"lists-{by}.txt", "\n".join(["allow:", *told[True], "deny:", *told[False], ""]).encode())


def test_a_domain_is_allowed_only_where_all_its_documents_are(opened):
    table, unnamed = lists.table(opened, allowed.Policy(), "domain", False)
    assert {row[0]: row[1:3] for row in table.rows}["open.example"] == (3, 2)
    assert unnamed == 3


def test_a_name_with_a_line_end_is_only_beside_the_list():
    names, reasons = io.StringIO(), io.StringIO()
    listed = lists.Table(lists._COLUMNS, iter([("a", 1, 0, "x"), ("b\nc", 1, 0, "x"), (" d", 1, 0, "x"), ("e\u2028f", 1, 0, "x")]))
    assert lists.write_names(names, reasons, listed) == (4, 3)
    assert names.getvalue() == "a\n" and [json.loads(line)["name"] for line in reasons.getvalue().splitlines()] == ["a", "b\nc", " d", "e\u2028f"]


def test_workbook(out):
    book = openpyxl.load_workbook(out / "book.xlsx")
    assert book.sheetnames == ["summary", "documents", "flags", "holders", "skipped", "licences"]
    lines = []
    for sheet in book:
        lines.append(f"== {sheet.title}")
        for row in sheet.iter_rows():
            assert not [cell for cell in row if cell.data_type == "f" or cell.hyperlink]
            lines.append(" | ".join("" if cell.value is None else str(cell.value).replace("\n", "⏎") for cell in row).rstrip(" |"))
    golden.check("workbook.txt", ("\n".join(lines) + "\n").encode())


def test_a_workbook_is_the_same_bytes_twice_and_goes_on_to_further_sheets(opened, numbers, out, tmp_path):
    xlsx.write_xlsx(str(tmp_path / "again.xlsx"), opened, numbers)
    assert (tmp_path / "again.xlsx").read_bytes() == (out / "book.xlsx").read_bytes()
    sheets = xlsx.write_xlsx(str(tmp_path / "small.xlsx"), opened, numbers, rows=4)
    assert [name for name in sheets if name.startswith("documents")] == ["documents", "documents (2)", "documents (3)"]
    book = openpyxl.load_workbook(tmp_path / "small.xlsx", read_only=True)
    ids = [row[0] for name in sheets if name.startswith("documents") for row in list(book[name].values)[1:]]
    assert ids == [f"a/{number}" for number in range(11)]
    book.close()


@pytest.mark.parametrize("text", ["x" * 40_000, "\U0001f600" * 20_000, "a" * 32_766 + "\U0001f600b"])
def test_a_cell_holds_what_a_spreadsheet_lets_it(text):
    cut = xlsx.shortened(text)
    assert len(cut.encode("utf-16-le")) // 2 <= xlsx.CELL and cut.endswith("…") and text.startswith(cut[:-1])
