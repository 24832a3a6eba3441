"""A run from inputs to manifest: what it writes, that it goes on where it was, and what it refuses."""

import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow")
pytest.importorskip("duckdb")

import pyarrow.parquet as pq

from compliance.batch import plan as plans
from compliance.batch.engines.local import LocalEngine
from compliance.batch.errors import BatchError
from compliance.batch.findings.read import Findings
from compliance.batch.inputs import Reading
from compliance.batch.lock import at_work
from compliance.batch.run import Job, State, run
from compliance.batch.tasks import check
from compliance.batch.tasks.check import is_done
from compliance.model import Document

from .standing import Finding, job, records, result

TEXTS = [f"A quince, number {number}. " * (number % 4) + "And a pear." for number in range(60)]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Units so small that a few texts make several."""
    monkeypatch.setattr(plans, "LEAST", 500)


def go(given: Job, jobs: int = 2, memory: int = 0) -> dict[str, Any]:
    with at_work(given.folder):
        return run(given, LocalEngine(jobs, memory))


def test_the_manifest_says_what_was_done_and_what_it_came_to(tmp_path: Path, small: None) -> None:
    source = records(tmp_path / "in/a.jsonl", TEXTS)
    (tmp_path / "in/b.txt").write_text("One quince.")
    (tmp_path / "in/c.left-out.txt").write_text("One quince.")
    (tmp_path / "in/empty.txt").write_text(" ")
    manifest = go(job(tmp_path / "out", tmp_path / "in", tmp_path / "gone.txt", settings={"version": "7", "options": {"off": []}}))
    assert manifest == json.loads((tmp_path / "out/manifest.json").read_text())
    assert (manifest["version"], manifest["moment"], manifest["options"]) == ("7", "2026-03-10T08:00:00Z", {"off": []})
    flags = sum(text.count("quince") for text in TEXTS) + 1
    assert manifest["counts"] == {
        "documents": 63, "characters": sum(map(len, TEXTS)) + 11, "copied": 0, "outcomes": {"checked": 61, "failed": 1, "skipped": 1},
        "verdicts": {"clear": 15, "review": 46}, "facts": {"status": flags}, "matches": {}, "flags": {"warning": {"t.quince": flags}}, "open": {"warning": flags},
    }  # fmt: skip
    inputs = manifest["inputs"]
    assert (inputs["count"], inputs["formats"], inputs["not_found"]) == (3, {"file": 2, "jsonl": 1}, 1)
    assert {Path(it["uri"]).name: it["size"] for it in inputs["first"]} == {"a.jsonl": source.stat().st_size, "b.txt": 11, "empty.txt": 1}
    assert manifest["set_aside"] == {"count": 0, "first": []}
    with Findings.open(tmp_path / "out") as findings:
        entries = list(findings.reports())
    assert [entry.report.id for entry in entries][:60] == [f"n{number}" for number in range(60)]
    assert entries[-1].report.reason.startswith("no such file or folder") and entries[-1].unit == "unread"
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"findings", "work", "manifest.json"}


def test_the_bytes_depend_on_the_inputs_alone(tmp_path: Path, small: None) -> None:
    source = records(tmp_path / "in/a.jsonl", TEXTS)
    go(job(tmp_path / "one", source), jobs=1)
    go(job(tmp_path / "two", source), jobs=3)
    assert result(tmp_path / "one") == result(tmp_path / "two")
    assert len(result(tmp_path / "one")) > 20


def test_a_rerun_does_only_what_is_missing(tmp_path: Path, small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    source = records(tmp_path / "in/a.jsonl", TEXTS)
    out = tmp_path / "out"
    go(job(out, source))
    before = result(out)
    done = sorted((out / "work/done").iterdir())
    done[1].unlink()
    (out / "findings/flags" / f"{done[3].stem}.parquet").write_bytes(b"")
    (out / "findings/flags/.x.parquet.1-2.part").write_bytes(b"half")
    (out / "manifest.json").unlink()
    asked: list[str] = []

    class Watching(LocalEngine):
        def run(self, work: Any, tasks: Any, memory: int = 0) -> Any:
            for task, found in super().run(work, tasks, memory):
                if isinstance(task, check.Check):
                    asked.append(task.unit.name)
                yield task, found

    with at_work(str(out)):
        run(job(out, source), Watching(2))
    assert sorted(asked) == sorted([done[1].stem, done[3].stem])
    assert result(out) == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"settings": {"version": "2", "options": {}}}, r"other settings \(version\)"),
        ({"settings": {"version": "1", "options": {"off": ["x"]}}}, r"other settings \(--off\)"),
        ({"checks": "ledger"}, r"other settings \(the ledger .*ledger.toml\)"),
    ],
)
def test_other_settings_are_refused_with_the_way_out(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    ledger = tmp_path / "ledger.toml"
    ledger.write_text("one")

    class Judging(Finding):
        def sources(self, path: str) -> list[tuple[str, str]]:
            return [("ledger", str(ledger))]

    source = records(tmp_path / "in/a.jsonl", TEXTS)
    checks = Judging() if change.get("checks") else Finding()
    go(job(tmp_path / "out", source, checks=checks))
    before = result(tmp_path / "out")
    ledger.write_text("two")
    with pytest.raises(BatchError, match=said) as refused:
        go(job(tmp_path / "out", source, **{**change, "checks": checks}))
    assert "--fresh" in str(refused.value) and "--out" in str(refused.value)
    assert result(tmp_path / "out") == before


def test_inputs_that_have_changed_are_refused(tmp_path: Path) -> None:
    source = records(tmp_path / "in/a.jsonl", TEXTS)
    go(job(tmp_path / "out", source))
    records(source, TEXTS[1:])
    with pytest.raises(BatchError, match="inputs have changed"):
        go(job(tmp_path / "out", source))
    with at_work(str(tmp_path / "out"), fresh=True):
        assert run(job(tmp_path / "out", source), LocalEngine(2))["counts"]["documents"] == 59
    with Findings.open(tmp_path / "out") as findings:
        assert len(list(findings.reports())) == 59


def test_two_runs_at_once_in_one_folder_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.batch.lock.WAIT", 0.0)
    with at_work(str(tmp_path / "out")), pytest.raises(BatchError, match="another run is at work"), at_work(str(tmp_path / "out")):
        pass
    with at_work(str(tmp_path / "out")):
        pass


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(BatchError, match="holds something else"), at_work(str(tmp_path), fresh=True):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


POISON = ["raise! quince", "die! quince"]


@pytest.mark.parametrize("poison", POISON)
def test_a_poisoned_document_is_set_aside_and_costs_no_other(tmp_path: Path, small: None, poison: str) -> None:
    texts = [*TEXTS[:20], poison, *TEXTS[20:], poison, poison]
    out = tmp_path / "out"
    manifest = go(job(out, records(tmp_path / "in/a.jsonl", texts), moment=job(out).moment))
    bad = [20, 61, 62]
    with Findings.open(out) as findings:
        entries = list(findings.reports())
    assert [entry.report.id for entry in entries] == [f"n{number}" for number in range(63)]
    assert [place for place, entry in enumerate(entries) if entry.report.outcome == "failed"] == bad
    for place, entry in enumerate(entries):
        if place not in bad:
            assert len(entry.report.flags) == texts[place].count("quince"), entry
    reason = entries[20].report.reason
    expected = "the checker failed on it: RuntimeError: a quince too many" if poison.startswith("raise") else "it was given up: its process was ended twice (SIGKILL)"
    assert reason == expected
    assert entries[20].row["characters"] == len(poison) and entries[20].row["digest"]
    aside = manifest["set_aside"]
    assert aside["count"] == 3
    assert [(it["id"], it["reason"]) for it in aside["first"]] == [("n20", expected), ("n61", expected), ("n62", expected)]
    assert not list((out / "work/careful").iterdir())


def test_what_dies_once_is_checked_after_all(tmp_path: Path, small: None) -> None:
    out = tmp_path / "out"
    texts = [*TEXTS, "die once! quince"]
    go(job(out, records(tmp_path / "in/a.jsonl", texts)))
    assert (out / "died").exists()
    with Findings.open(out) as findings:
        assert {entry.report.outcome for entry in findings.reports()} == {"checked"}


def test_reading_that_breaks_costs_the_rest_of_its_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abc":
        records(tmp_path / f"in/{name}.jsonl", [f"quince {name}"] * 5)
    read = check.read

    def breaking(unit: Any, reading: Reading) -> Any:
        for item in read(unit, reading):
            if isinstance(item, Document) and item.text == "quince b" and item.id == "n2":
                raise MemoryError
            yield item

    monkeypatch.setattr(check, "read", breaking)
    manifest = go(job(tmp_path / "out", tmp_path / "in"))
    with Findings.open(tmp_path / "out") as findings:
        found = [(Path(entry.report.path or "").name, entry.report.id[-2:], str(entry.report.outcome)) for entry in findings.reports()]
    checked = [("a.jsonl", f"n{number}", "checked") for number in range(5)]
    assert found == [*checked, ("b.jsonl", "n0", "checked"), ("b.jsonl", "n1", "checked"), ("b.jsonl", "nl", "failed"), *[("c.jsonl", *it[1:]) for it in checked]]
    assert manifest["set_aside"]["first"][0]["reason"] == "it could not be read on: MemoryError"


def test_the_careful_way_gives_the_bytes_of_the_straight_one(tmp_path: Path) -> None:
    source = records(tmp_path / "in/a.jsonl", [*TEXTS, ""])
    (tmp_path / "in/b.txt").write_text("quince " * 2000)
    for name in ("one", "two"):
        go(job(tmp_path / name, tmp_path / "in"))
    given = job(tmp_path / "two", source)
    work = check.Checking(given.folder, given.reading, given.checks)
    before = result(tmp_path / "two")
    states = {path.name: path.read_bytes() for path in (tmp_path / "two/work/states").iterdir()}
    for unit in plans.units(given.folder):
        (tmp_path / "two/work/done" / f"{unit.name}.json").unlink()
        work(check.Check(unit, careful=True))
        assert is_done(given.folder, unit.name)
    assert result(tmp_path / "two") == before == result(tmp_path / "one")
    assert {path.name: path.read_bytes() for path in (tmp_path / "two/work/states").iterdir()} == states


def test_a_very_long_record_is_checked_in_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "LIMIT", 1000)
    monkeypatch.setattr(check, "WINDOW", 700)
    text = "".join(f"Line {number}, a quince.\n\n" for number in range(200))
    go(job(tmp_path / "out", records(tmp_path / "in/a.jsonl", ["short", text])))
    with Findings.open(tmp_path / "out") as findings:
        _, entry = findings.reports(texts=True)
    assert entry.text == text
    assert [text[flag.span.start : flag.span.end] for flag in entry.report.flags] == ["quince"] * 200
    assert [flag.position.line for flag in entry.report.flags] == list(range(1, 400, 2))


def test_a_run_tells_how_far_it_is(tmp_path: Path, small: None) -> None:
    told: list[State] = []
    given = job(tmp_path / "out", records(tmp_path / "in/a.jsonl", TEXTS))
    with at_work(given.folder):
        run(given, LocalEngine(2), told.append)
    assert told[0].stage == "listing" and told[-1].stage == "finished"
    checking = [state for state in told if state.stage == "checking"]
    assert [state.done for state in checking] == sorted(state.done for state in checking)
    assert checking[0].done == 0 and checking[-1].done == checking[-1].total > 0 and checking[-1].documents == 60


def test_a_disk_that_is_full_ends_the_run_with_the_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*given: Any) -> None:
        raise OSError(28, "No space left on device")

    given = job(tmp_path / "out", records(tmp_path / "in/a.jsonl", TEXTS))
    with monkeypatch.context() as patch:
        patch.setattr("compliance.batch.findings.write.publish", full)
        with pytest.raises(BatchError, match=r"cannot write below .*: no space left on device; .* goes on from here"):
            go(given)
    assert go(given)["counts"]["documents"] == 60


def test_tables_have_the_columns_of_the_schema(tmp_path: Path) -> None:
    from compliance.batch.findings.schema import TABLES

    go(job(tmp_path / "out", records(tmp_path / "in/a.jsonl", TEXTS)))
    for table in ("documents", "facts", "flags", "texts"):
        (file,) = (tmp_path / "out/findings" / table).iterdir()
        assert pq.read_schema(file).equals(TABLES[table])
