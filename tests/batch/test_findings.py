"""Reports to tables and back: nothing is lost, equal findings give equal bytes, and what was not found is an empty table."""

import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow")
pytest.importorskip("duckdb")

import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.batch.errors import BatchError
from compliance.batch.findings import read, schema, write
from compliance.batch.findings.read import Findings
from compliance.batch.findings.rows import Text, domain_of, rows_of
from compliance.batch.findings.write import UnitWriter
from compliance.model import (
    Confidence,
    Document,
    Fact,
    Field,
    Finding,
    Flag,
    Kind,
    Match,
    MatchKind,
    Outcome,
    Position,
    Reason,
    Report,
    Severity,
    Source,
    Span,
    Verdict,
    Zone,
)

words = st.text(st.characters(codec="utf-8"), max_size=30)
values = st.dictionaries(st.sampled_from(["holder", "holder_id", "licence", "years", "acts"]), st.one_of(words, st.lists(st.integers(0, 3000), max_size=3)), max_size=4)
spans = st.tuples(st.integers(0, 1 << 40), st.integers(0, 99)).map(lambda it: Span(it[0], it[0] + it[1]))
positions = st.builds(Position, st.integers(1, 1 << 30), st.integers(1, 1 << 30))
facts = st.builds(
    Fact, st.sampled_from(Kind), words, spans, words, values, positions, st.sampled_from(Severity), st.sampled_from(Confidence), st.sampled_from(Zone), words, words
)
flags = st.builds(
    Flag, st.sampled_from([*Kind, *Finding]), st.sampled_from([*Kind, *Finding]), st.sampled_from(Severity), st.sampled_from(Confidence), spans, words, values,
    positions, words, words, words, st.lists(words, max_size=3).map(tuple), words, words, words, st.none() | st.dictionaries(words, words, max_size=2),
).map(lambda it: it._replace(rule=str(it.rule)))  # fmt: skip
sources = st.builds(Source, words.filter(bool), words, words, words, words, words)
matches = st.builds(
    Match, st.sampled_from(MatchKind), spans, spans, st.floats(0, 1), st.integers(0, 9999), st.none() | sources, st.integers(0, 99),
    st.lists(sources, max_size=3, unique_by=lambda it: it.id).map(tuple), st.none(), words, positions, st.floats(0, 1),
)  # fmt: skip
reasons = st.builds(
    Reason, st.sampled_from(Verdict), words, words, st.none() | spans, st.lists(words, max_size=2).map(tuple), words, words, words
)
reports = st.builds(
    Report, words.filter(bool), st.none() | words, st.sampled_from(Outcome), words, st.sampled_from(Verdict), st.lists(facts, max_size=3).map(tuple),
    st.lists(flags, max_size=3).map(tuple), st.lists(matches, max_size=3).map(tuple), st.lists(reasons, max_size=3).map(tuple),
)  # fmt: skip


def text_of(text: str, **more: Any) -> Text:
    made = Text()
    made.add(Document("d", None, text, **more))
    return made


def written(folder: Path, *found: tuple[Report, str], unit: str = "00000000", every: bool = False) -> Findings:
    """Writes reports on texts, and opens them."""
    writer = UnitWriter(str(folder), unit)
    for number, (report, text) in enumerate(found):
        writer.put(number, rows_of(report, text_of(text), every))
    writer.close()
    (folder / "manifest.json").write_text(json.dumps({"schema": schema.VERSION}))
    return Findings.open(folder)


def plain(id: str, *, flagged: int = 0, fields: Any = ()) -> Report:
    flag = Flag("t.x", Kind.STATUS, Severity.NOTE, Confidence.LOW, Span(0, 1), "x", {}, Position(1, 1), "m", "w", "r", (), "0" * 16)
    return Report(id, f"{id}.txt", Outcome.CHECKED, "", Verdict.CLEAR, (), (flag,) * flagged)


@settings(max_examples=30, deadline=None)
@given(st.lists(reports, max_size=4))
def test_a_report_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, some: list[Report]) -> None:
    folder = tmp_path_factory.mktemp("run")
    with written(folder, *[(report, f"Text {number}.") for number, report in enumerate(some)]) as findings:
        assert [entry.report for entry in findings.reports()] == some
        for number, report in enumerate(some):
            assert findings.report("00000000", number) == report
            kept = bool(report.facts or report.flags or report.matches)
            assert findings.text("00000000", number) == (f"Text {number}." if kept else None)


def test_equal_findings_give_equal_bytes(tmp_path: Path) -> None:
    found = [(plain(f"d{number}", flagged=number % 3), "Word. " * number) for number in range(300)]
    written(tmp_path / "one", *found), written(tmp_path / "two", *found)
    one, two = ({path.name + path.parent.name: path.read_bytes() for path in (tmp_path / name).rglob("*.parquet")} for name in ("one", "two"))
    assert one == two and len(one) == 3
    assert not list((tmp_path / "one").rglob(".*")), "nothing unfinished is left"


def test_documents_stand_in_row_groups_and_are_found_in_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "GROUP", 7)
    monkeypatch.setattr(write, "TEXT_BYTES", 100)
    monkeypatch.setattr(read, "ROWS", 3)
    found = [(plain(f"d{number}", flagged=number % 5), f"{number} " * 9) for number in range(60)]
    with written(tmp_path, *found) as findings:
        assert pq.ParquetFile(tmp_path / "findings/documents/00000000.parquet").num_row_groups == 9
        assert pq.ParquetFile(tmp_path / "findings/texts/00000000.parquet").num_row_groups > 5
        assert [entry.report for entry in findings.reports()] == [report for report, _ in found]
        for number in (59, 0, 31, 4):
            assert findings.entry("00000000", number, text=True).report == found[number][0]
            assert findings.text("00000000", number) == (found[number][1] if number % 5 else None)
        with pytest.raises(KeyError):
            findings.report("00000000", 60)
        with pytest.raises(KeyError):
            findings.report("00000009", 0)


def test_reports_can_be_chosen_and_come_with_their_texts(tmp_path: Path) -> None:
    written(tmp_path, (plain("a"), "A"), (plain("b", flagged=2), "B"), unit="00000000")
    with written(tmp_path, (plain("c", flagged=1), "C"), unit="00000001") as findings:
        chosen = list(findings.reports(lambda row: row["flags"] > 0, texts=True))
        assert [(entry.unit, entry.number, entry.report.id, entry.text) for entry in chosen] == [("00000000", 1, "b", "B"), ("00000001", 0, "c", "C")]
        assert [entry.report.id for entry in findings.reports(units=["00000001"])] == ["c"]
        assert findings.units() == ["00000000", "00000001"]


def test_every_text_is_kept_where_texts_are_compared(tmp_path: Path) -> None:
    with written(tmp_path, (plain("a"), "Nothing here."), every=True) as findings:
        assert findings.text("00000000", 0) == "Nothing here."


def test_tables_without_rows_are_empty_and_there(tmp_path: Path) -> None:
    with written(tmp_path, (plain("a"), "A")) as findings, findings.connect(memory=200_000_000, threads=1) as connection:
        assert not (tmp_path / "findings/flags").exists() or not list((tmp_path / "findings/flags").iterdir())
        for table in (*schema.TABLES, "pairs", "clusters", "inputs"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchall() == [(1 if table == "documents" else 0,)]
        names = [name for name, *_ in connection.execute("DESCRIBE flags").fetchall()]
        assert names == schema.FLAGS.names


def test_a_folder_whose_name_is_a_pattern_is_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "it's [old] *"
    folder.mkdir()
    with written(folder, (plain("a"), "A")) as findings, findings.connect() as connection:
        assert connection.execute("SELECT id FROM documents").fetchall() == [("a",)]
        assert findings.units() == ["00000000"]


def test_a_second_attempt_leaves_nothing_of_the_first(tmp_path: Path) -> None:
    written(tmp_path, (plain("a", flagged=1), "A"))
    with written(tmp_path, (plain("a"), "A")) as findings:
        assert list((tmp_path / "findings/flags").iterdir()) == []
        assert findings.report("00000000", 0) == plain("a")


def test_what_utf8_cannot_hold_is_replaced_and_offsets_stay(tmp_path: Path) -> None:
    report = plain("a\ud800b", flagged=1)
    with written(tmp_path, (report, "x\udfffy"), (plain("c", flagged=1), "x\udffey")) as findings:
        first, second = findings.reports(texts=True)
        assert (first.report.id, first.text, second.text) == ("a\ufffdb", "x\ufffdy", "x\ufffdy")
        assert first.row["digest"] != second.row["digest"], "two texts that differ have two digests"


def test_metadata_go_to_their_columns(tmp_path: Path) -> None:
    fields = [Field(name, value, 1, 1) for name, value in {
        "title": "Ferry  late", "author": "Ada Moreau", "address": "https://user@WWW.Weir.example:8080/a?b=1", "date": "2026-03-01 09:30", "section": "harbour",
    }.items()]  # fmt: skip
    writer = UnitWriter(str(tmp_path), "u")
    writer.put(0, rows_of(plain("a"), text_of("Text", fields=tuple(fields))))
    writer.put(1, rows_of(plain("b"), text_of("Text", fields=(Field("og:title", "Og", 1, 1), Field("dc.creator", "C", 1, 1)))))
    writer.put(2, rows_of(plain("in/c")._replace(path="in/c"), text_of("Text")))
    writer.close()
    first, second, third = pq.read_table(tmp_path / "findings/documents/u.parquet").to_pylist()
    told = {name: first[name] for name in ("title", "author", "address", "date", "section", "domain", "source", "characters")}
    assert told == {
        "title": "Ferry late", "author": "Ada Moreau", "address": "https://user@WWW.Weir.example:8080/a?b=1", "date": "2026-03-01T09:30",
        "section": "harbour", "domain": "weir.example", "source": "weir.example", "characters": 4,
    }  # fmt: skip
    assert (second["title"], second["author"], second["date"], second["source"]) == ("Og", "C", "", "b.txt")
    assert (third["source"], third["input"]) == ("in", "in/c")


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://www.a.example/x", "a.example"), ("HTTP://A.EXAMPLE.", "a.example"), ("//a.example:80", "a.example"), ("a.example/x", ""), ("", ""),
        ("https://[2001:db8::1]/x", "[2001:db8::1]"), ("mailto:x@a.example", ""), ("https://u:p@a.example", "a.example"),
    ],
)  # fmt: skip
def test_a_domain_is_that_of_the_address(address: str, domain: str) -> None:
    assert domain_of(address) == domain


def test_windows_are_one_text(monkeypatch: pytest.MonkeyPatch) -> None:
    from compliance.batch.findings import rows

    made = Text()
    for at, part in enumerate(("first ", "sécond ", "third")):
        made.add(Document("d", None, part, offset=at))
    assert (made.data(), made.characters, made.digest()) == ("first sécond third".encode(), 18, text_of("first sécond third").digest())
    monkeypatch.setattr(rows, "KEPT", 10)
    long = text_of("first sécond third")
    assert long.data() is None and long.digest() == made.digest(), "what is too long is not kept, and is known again"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "no folder of compliance batch"),
        ({"work/plan.json": "{}"}, "give its command again"),
        ({"manifest.json": "{"}, "cannot be read"),
        ({"manifest.json": '{"schema": 99}'}, "another version"),
        ({"manifest.json": "[]"}, "another version"),
    ],
)
def test_what_is_no_run_is_refused_with_the_way_out(tmp_path: Path, files: dict[str, str], said: str) -> None:
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content)
    with pytest.raises(BatchError, match=said):
        Findings.open(tmp_path)
