"""`compliance batch --since`: only what has changed is checked, and the findings are those of checking everything."""

import json
import os
import pickle
import random
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow")
pytest.importorskip("duckdb")

import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.batch import plan as plans
from compliance.batch.engines import Lost
from compliance.batch.since import Since, stored
from compliance.batch.since.index import make
from compliance.batch.since.state import NONE, SIZE, state_of
from compliance.batch.tasks.check import _Passing
from compliance.cli import batch, main
from compliance.documents import from_text
from compliance.model import Document, Field
from compliance.reuse.archive import Archive, Text
from compliance.rulebook import shelf

PACK = '''
[pack]
id = "since"
language = "en"

[[rule]]
id = "since.reserved"
type = "phrase"
kind = "rights_reserved"
severity = "warning"
phrases = ["all marrow rights reserved"]
source = "invented for a test"
fires = ["All marrow rights reserved."]
quiet = ["The marrow was reserved."]

[[rule]]
id = "since.embargo"
type = "pattern"
kind = "embargo"
severity = "error"
patterns = ['marrow embargo until (?P<until>[\\w :,]+)']
source = "invented for a test"
fires = [{ text = "Marrow embargo until 27 August 2026, 08:00 UTC.", values = { until = "2026-08-27T08:00:00+00:00" } }]
quiet = ["The marrow was reserved."]
'''
PHRASES = ("All marrow rights reserved.", "The marrow won a prize.", "Rain at the show.")


class Serial:
    """An engine that does one task after the other, here."""

    def run(self, work: Callable[[Any], Any], tasks: Iterable[Any], memory: int = 0) -> Iterator[tuple[Any, Any]]:
        for task in tasks:
            try:
                yield task, work(task)
            except ValueError as error:
                yield task, Lost(str(error))

    def close(self) -> None:
        return None


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A working directory of its own, with one rule; units so small that a few texts make several."""
    folder = tmp_path_factory.mktemp("since")
    (folder / "rules").mkdir()
    (folder / "rules" / "pack.toml").write_text(PACK, "utf-8")
    (folder / ".git").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        patch.setattr(shelf, "rules_folder", lambda: str(folder / "rules"))
        patch.setattr(batch, "_engine", lambda *given: (Serial(), 0, 1))
        patch.setattr(plans, "LEAST", 1000)
        yield folder


@pytest.fixture
def corpus(desk: Path) -> Iterator[Path]:
    """An empty folder `corpus` in the working directory, which holds nothing else of an earlier test."""
    for name in ("corpus", "one", "two", "all", "three"):
        shutil.rmtree(desk / name, ignore_errors=True)
    (desk / "corpus").mkdir()
    yield desk / "corpus"


def run(*arguments: str) -> int:
    return main(["batch", "corpus", "--quiet", *arguments])


def tables(folder: str) -> dict[str, bytes]:
    """Every file below findings/ but what says what is gone."""
    root = Path(folder, "findings")
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*.parquet")) if path.name != "gone.parquet"}


def told(folder: str) -> dict[str, Any]:
    return json.loads(Path(folder, "manifest.json").read_text("utf-8"))


def counts(folder: str) -> tuple[int, int, int, int]:
    since = told(folder)["since"]
    return since["new"], since["changed"], since["unchanged"], since["gone"]


def text(number: int, words: int = 20) -> str:
    chance = random.Random(number)
    said = " ".join(chance.choices(("marrow", "hedge", "vicar", "rain", "fête", "prize"), k=words))
    return f"{said}.\n\n{PHRASES[number % 3]}\n\n{said[::-1]}.\n"


def records(path: Path, rows: Iterable[tuple[str, str]]) -> None:
    path.write_text("".join(json.dumps({"id": id, "text": words, "title": id.upper()}) + "\n" for id, words in rows), "utf-8")


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the documents that reach the checker."""
    found: list[str] = []
    pass_on = _Passing._cut

    def watching(self: _Passing, items: Any) -> Any:
        for item in pass_on(self, items):
            if isinstance(item, Document):
                found.append(item.id)
            yield item

    monkeypatch.setattr(_Passing, "_cut", watching)
    return found


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The inputs that are opened to be read."""
    from compliance.batch.tasks import check

    found: list[str] = []
    read = check.read

    def watching(unit: Any, reading: Any) -> Any:
        found.extend(piece.uri for piece in unit.pieces)
        return read(unit, reading)

    monkeypatch.setattr(check, "read", watching)
    return found


def some(corpus: Path) -> None:
    """Files of several formats, and records."""
    for number in range(12):
        (corpus / f"{number:02}.txt").write_text(text(number), "utf-8")
    (corpus / "page.html").write_text(f"<title>Show</title><p>{text(1)}</p><p>{text(0)}</p>", "utf-8")
    (corpus / "empty.txt").write_text("  \n", "utf-8")
    records(corpus / "feed.jsonl", [(f"n{number}", text(number)) for number in range(24)])


def test_nothing_is_read_where_nothing_has_changed(corpus: Path, checked: list[str], reading: list[str]) -> None:
    some(corpus)
    assert run("--out", "one") == 0
    assert len(list(Path("one/findings/documents").iterdir())) > 5
    checked.clear(), reading.clear()
    assert run("--out", "two", "--since", "one/manifest.json") == 0
    assert (checked, reading) == ([], [])
    assert tables("two") == tables("one")
    assert counts("two") == (0, 0, 38, 0)
    assert told("two")["counts"]["copied"] == 38
    assert told("two")["since"]["checked_again"] == []


def test_only_what_changed_is_checked(corpus: Path, checked: list[str]) -> None:
    some(corpus)
    assert run("--out", "one") == 0
    (corpus / "03.txt").write_text(text(300), "utf-8")
    (corpus / "04.txt").unlink()
    (corpus / "000.txt").write_text(text(400), "utf-8")
    rows = [(f"n{number}", text(number)) for number in range(24) if number != 7]
    rows[20] = ("n21", text(210))
    records(corpus / "feed.jsonl", [("fresh", text(500)), *rows])
    checked.clear()
    assert run("--out", "two", "--since", "one/manifest.json") == 0
    assert sorted(checked) == sorted(["corpus/000.txt", "corpus/03.txt", "fresh", "n21"])
    assert counts("two") == (2, 2, 34, 2)
    gone = pq.read_table("two/findings/gone.parquet").to_pylist()
    assert gone == [
        {"id": "corpus/04.txt", "path": "corpus/04.txt", "input": "corpus/04.txt"},
        {"id": "n7", "path": "corpus/feed.jsonl", "input": "corpus/feed.jsonl"},
    ]
    assert run("--out", "all") == 0
    assert tables("two") == tables("all")


def test_a_run_can_follow_one_that_followed_another(corpus: Path, checked: list[str]) -> None:
    some(corpus)
    run("--out", "one")
    (corpus / "03.txt").write_text(text(300), "utf-8")
    run("--out", "two", "--since", "one")
    (corpus / "05.txt").write_text(text(305), "utf-8")
    checked.clear()
    assert run("--out", "three", "--since", "two/manifest.json") == 0
    assert "corpus/05.txt" in checked and "corpus/03.txt" not in checked and "n3" not in checked
    run("--out", "all")
    assert tables("three") == tables("all")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--off", "since.reserved"), "--off"),
        (("--rules", "more.toml"), "--rules"),
        (("--text-format", "markdown"), "--text-format"),
        (("--config", "other.toml"), "--config"),
    ],
)
def test_everything_is_checked_again_under_other_settings(corpus: Path, checked: list[str], arguments: tuple[str, ...], why: str) -> None:
    some(corpus)
    Path("more.toml").write_text(PACK.replace("marrow rights", "hedge rights").replace('"since"', '"more"').replace("since.", "more."), "utf-8")
    Path("other.toml").write_text('[rules."since.reserved"]\nseverity = "error"\n', "utf-8")
    run("--out", "one")
    checked.clear()
    assert run("--out", "two", "--since", "one/manifest.json", *arguments) == 0
    assert len(checked) == 37
    assert why in told("two")["since"]["checked_again"]
    assert counts("two") == (0, 0, 38, 0)
    run("--out", "all", *arguments)
    assert tables("two") == tables("all")


def test_everything_is_checked_again_where_a_configuration_says_otherwise_by_now(corpus: Path, checked: list[str]) -> None:
    some(corpus)
    config = corpus / "compliance.toml"
    config.write_text('[rules."since.reserved"]\nseverity = "error"\n', "utf-8")
    run("--out", "one")
    config.write_text('[rules."since.reserved"]\nseverity = "note"\n', "utf-8")
    checked.clear()
    run("--out", "two", "--since", "one/manifest.json")
    assert len(checked) == 37
    assert [why for why in told("two")["since"]["checked_again"] if "compliance.toml" in why]
    assert b"note" in b"".join(tables("two").values())


def test_everything_is_compared_again_where_the_archive_has_changed(corpus: Path, checked: list[str]) -> None:
    lifted = "Nobody on the quay could say when the bell had last been rung, and nobody much wanted to know who had rung it then."
    (corpus / "a.txt").write_text(f"An opening.\n\n{lifted}\n", "utf-8")
    shutil.rmtree("known", ignore_errors=True)
    given = ("--archive", "known")
    with Archive.open("known", create=True) as archive:
        archive.add([Text("old", "Other words that stand in no text of anybody at all, so far as we know.", holder="Post")])
    run("--out", "one", *given)
    checked.clear()
    run("--out", "two", "--since", "one", *given)
    assert checked == []
    with Archive.open("known") as archive:  # as many texts and letters as before
        archive.add([Text("old", lifted[:70] + ".", holder="Post")])
        archive.add([Text("new", lifted, holder="Post")])
        archive.remove(["old"])
    run("--out", "three", "--since", "one/manifest.json", *given)
    assert checked == ["corpus/a.txt"]
    assert told("three")["since"]["checked_again"] == ["what the archives hold"]
    assert [row["source_id"] for row in pq.read_table("three/findings/matches").to_pylist()] == ["new"]
    with Archive.open("known") as archive:
        archive.add([Text("new", lifted, holder="Post Ltd")])
    shutil.rmtree("two")
    run("--out", "two", "--since", "three", *given)
    assert checked == ["corpus/a.txt"] * 2


def test_a_run_that_was_ended_goes_on_and_comes_to_the_same(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some(corpus)
    run("--out", "one")
    for number in (2, 5, 9):
        (corpus / f"{number:02}.txt").write_text(text(300 + number), "utf-8")

    class Ending(Serial):
        """An engine that is ended after a few units."""

        def run(self, work: Callable[[Any], Any], tasks: Iterable[Any], memory: int = 0) -> Iterator[tuple[Any, Any]]:
            for number, done in enumerate(super().run(work, tasks, memory)):
                if number == 3:
                    raise KeyboardInterrupt
                yield done

    with monkeypatch.context() as patch:
        patch.setattr(batch, "_engine", lambda *given: (Ending(), 0, 1))
        assert run("--out", "two", "--since", "one/manifest.json") == 130
    assert not Path("two/manifest.json").exists()
    shutil.rmtree("two/work/since")
    assert run("--out", "two", "--since", "one/manifest.json") == 0
    run("--out", "all")
    assert tables("two") == tables("all")
    assert counts("two") == (0, 3, 35, 0)


def test_what_another_markup_moves_is_checked_though_the_words_are_the_same(corpus: Path, checked: list[str]) -> None:
    page = "<title>Show</title>{}<p>All marrow rights reserved.</p>"
    (corpus / "page.html").write_text(page.format(""), "utf-8")
    run("--out", "one")
    (corpus / "page.html").write_text(page.format("\n\n\n"), "utf-8")
    checked.clear()
    run("--out", "two", "--since", "one/manifest.json")
    assert checked == ["corpus/page.html"]
    (flag,) = pq.read_table("two/findings/flags").to_pylist()
    assert flag["line"] == 4


def test_what_failed_is_tried_again(corpus: Path, checked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from compliance import checker

    (corpus / "a.txt").write_text(text(1), "utf-8")
    (corpus / "b.txt").write_text(text(3), "utf-8")
    find_facts = checker.find_facts

    def failing(document: Document, book: Any) -> Any:
        if document.id == "corpus/b.txt":
            raise RuntimeError("out of order")
        return find_facts(document, book)

    with monkeypatch.context() as patch:
        patch.setattr(checker, "find_facts", failing)
        assert run("--out", "one") == 3
    checked.clear()
    assert run("--out", "two", "--since", "one/manifest.json") == 0
    assert checked == ["corpus/b.txt"]
    run("--out", "all")
    assert tables("two") == tables("all")
    assert counts("two") == (0, 0, 2, 0)


LEDGER = """
[[licence]]
id = "post"
holder = "The Marrow Post"
source = "invented"
acts = ["publish"]
"""


def test_time_matters_only_where_something_is_judged(corpus: Path, checked: list[str]) -> None:
    some(corpus)
    Path("ledger.toml").write_text(LEDGER, "utf-8")
    given = ("--ledger", "ledger.toml", "--at", "2026-11-24T08:00Z")
    if run("--out", "one", *given) not in (0, 1):
        pytest.fail("the ledger of the test cannot be used")
    checked.clear()
    run("--out", "two", "--since", "one/manifest.json", *given)
    assert checked == []
    shutil.rmtree("one"), shutil.rmtree("two")
    run("--out", "one", *given[:2])
    path = Path("one/work/plan.json")
    path.write_text(path.read_text("utf-8").replace('"moment": "20', '"moment": "19'), "utf-8")
    checked.clear()
    run("--out", "two", "--since", "one/manifest.json", *given[:2])
    flagged = {row["id"] for row in pq.read_table("two/findings/documents").to_pylist() if row["facts"]}
    assert flagged and flagged == set(checked)
    assert counts("two") == (0, 0, 38, 0)


def test_an_embargo_that_has_ended_is_noticed(corpus: Path, checked: list[str]) -> None:
    some(corpus)
    (corpus / "held.txt").write_text("Marrow embargo until 27 August 2026, 08:00 UTC.\n\nA vicar won.\n", "utf-8")
    Path("ledger.toml").write_text(LEDGER, "utf-8")
    given = ("--ledger", "ledger.toml", "--at")
    run("--out", "one", *given, "2026-08-01T08:00Z")
    checked.clear()
    run("--out", "two", "--since", "one", *given, "2026-09-01T08:00Z")
    assert "corpus/held.txt" in checked and len(checked) < 30
    assert told("two")["since"]["checked_again"] == []
    run("--out", "all", *given, "2026-09-01T08:00Z")
    assert tables("two") == tables("all")
    said = [{row["id"]: row["reasons"] for row in pq.read_table(f"{name}/findings/documents").to_pylist()}["corpus/held.txt"] for name in ("one", "two")]
    assert "policy.embargo" in said[0] and said[0] != said[1]


@pytest.mark.parametrize("gone", ["one/work/states", "one/findings/flags"])
def test_what_is_lost_of_the_earlier_run_is_checked(corpus: Path, gone: str) -> None:
    some(corpus)
    run("--out", "one")
    shutil.rmtree(gone)
    (corpus / "02.txt").write_text(text(302), "utf-8")
    assert run("--out", "two", "--since", "one/manifest.json") == 0
    run("--out", "all")
    assert tables("two") == tables("all")


def test_an_order_that_looking_up_cannot_follow_is_checked_again(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "WASTE", 20)
    monkeypatch.setattr(stored, "WASTE_EACH", 1)
    rows = [(f"n{number}", text(number)) for number in range(120)]
    records(corpus / "feed.jsonl", rows)
    run("--out", "one")
    random.Random(1).shuffle(rows)
    records(corpus / "feed.jsonl", rows)
    run("--out", "two", "--since", "one/manifest.json")
    copied = told("two")["counts"]["copied"]
    assert 0 < copied < 60
    run("--out", "all")
    assert tables("two") == tables("all")
    assert counts("two") == (0, 0, 120, 0)


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("nowhere/manifest.json", "there is no nowhere/manifest.json"),
        ("two/manifest.json", "name another --out"),
        ("corpus", "there is no corpus/manifest.json"),
        ("bare/manifest.json", "bare/work is gone"),
    ],
)
def test_what_is_no_earlier_run_is_refused(corpus: Path, capsys: pytest.CaptureFixture[str], since: str, said: str) -> None:
    (corpus / "a.txt").write_text(text(1), "utf-8")
    run("--out", "two")
    shutil.rmtree("bare", ignore_errors=True)
    shutil.copytree("two", "bare")
    shutil.rmtree("bare/work")
    capsys.readouterr()
    assert run("--out", "two", "--fresh", "--since", since) == 2
    assert since != "two/manifest.json" or Path(since).exists()
    assert said in capsys.readouterr().err


def test_units_whose_number_has_changed_are_taken_over_unread(corpus: Path, checked: list[str], reading: list[str]) -> None:
    for name in "bcd":
        records(corpus / f"{name}.jsonl", [(f"{name}{number}", text(number)) for number in range(8)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plans, "LEAST", 1500)
        run("--out", "one")
        records(corpus / "a.jsonl", [(f"a{number}", text(number)) for number in range(8)])
        checked.clear(), reading.clear()
        run("--out", "two", "--since", "one/manifest.json")
        assert set(reading) == {"corpus/a.jsonl"} and len(checked) == 8
        run("--out", "all")
    assert tables("two") == tables("all")
    assert counts("two") == (8, 0, 24, 0)


@st.composite
def edits(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """A corpus before and after: files by name, a number for a text, a list of ids and numbers for records."""
    numbers, ids = st.integers(0, 30), st.sampled_from([f"i{it}" for it in range(12)])
    names = st.sampled_from(["a.txt", "b.md", "c.html", "d/e.txt", "d/f.txt", "g.txt", "h.txt"])
    feeds = st.lists(st.tuples(ids, numbers), max_size=12)
    before: dict[str, Any] = {**draw(st.dictionaries(names, numbers)), **draw(st.dictionaries(st.sampled_from(["r.jsonl", "a.jsonl"]), feeds))}
    after = dict(before)
    for name in draw(st.lists(st.sampled_from(sorted(before)), max_size=4)) if before else ():
        if not draw(st.booleans()):
            after.pop(name, None)
        elif isinstance(before[name], list):
            rows = list(before[name])
            after[name] = draw(st.permutations(rows)) if draw(st.booleans()) else rows[: draw(st.integers(0, 12))] + draw(feeds)
        else:
            after[name] = draw(numbers)
    after |= draw(st.dictionaries(names, numbers, max_size=2))
    return before, after


def lay(corpus: Path, files: dict[str, Any]) -> None:
    """Makes a folder hold these files, and leaves those alone that are there already as they should be."""
    for path in corpus.rglob("*"):
        if path.is_file() and str(path.relative_to(corpus)) not in files:
            path.unlink()
    for name, what in files.items():
        path = corpus / name
        path.parent.mkdir(exist_ok=True)
        if isinstance(what, list):
            content = "".join(json.dumps({"id": id, "text": text(number), "title": f"T{number % 2}"}) + "\n" for id, number in what)
        else:
            content = f"<p>{text(what)}</p>" if name.endswith(".html") else text(what)
        if not path.exists() or path.read_text("utf-8") != content:
            path.write_text(content, "utf-8")
            lay.clock += 1_000_000_000  # type: ignore[attr-defined]  # never the moment of another version
            os.utime(path, ns=(lay.clock, lay.clock))  # type: ignore[attr-defined]


lay.clock = 1_700_000_000_000_000_000  # type: ignore[attr-defined]


@given(edits(), st.sampled_from([300, 900, 100_000]))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_the_findings_are_those_of_checking_everything(desk: Path, made: tuple[dict[str, Any], dict[str, Any]], least: int) -> None:
    for name in ("corpus", "one", "two", "all"):
        shutil.rmtree(desk / name, ignore_errors=True)
    (desk / "corpus").mkdir()
    before, after = made
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plans, "LEAST", least)
        lay(desk / "corpus", before)
        run("--out", "one")
        lay(desk / "corpus", after)
        run("--out", "two", "--since", "one/manifest.json")
        run("--out", "all")
    assert tables("two") == tables("all")
    new, changed, unchanged, gone = counts("two")
    documents = [pq.read_table(path).num_rows if Path(path).exists() else 0 for path in ("one/findings/documents", "all/findings/documents")]
    assert changed + unchanged + gone == documents[0] and new + changed + unchanged == documents[1]
    assert not (changed or new or gone) or before != after


@given(st.lists(st.binary(min_size=SIZE, max_size=SIZE), max_size=60), st.integers(1, 40))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_index_finds_what_was_put_in(tmp_path: Path, digests: list[bytes], rows: int) -> None:
    cut = len(digests) // 2
    halves = [digests[:cut], digests[cut:]]
    index = make(str(tmp_path / "index"), len(digests), lambda: (b"".join(it) for it in halves), rows)
    for digest in digests:
        found = index.find(digest)
        assert (found is None) if digest == NONE else found is not None and halves[found[0]][found[1]] == digest
    other = bytes(reversed(range(SIZE)))
    assert other in digests or index.find(other) is None


def test_what_is_taken_over_travels_to_other_processes(corpus: Path) -> None:
    records(corpus / "feed.jsonl", [("a", text(0)), ("b", text(1))])
    run("--out", "one")
    (corpus / "other.txt").write_text(text(2), "utf-8")
    os.utime(corpus / "feed.jsonl", ns=(1, 1))
    since = Since.open("one/manifest.json")
    run("--out", "two", "--since", "one")
    plan = plans.read_plan("two")
    assert plan is not None
    taking = pickle.loads(pickle.dumps(since.against("two", plan)))
    fields = (Field("title", "A", 1, 1),)
    document = Document("a", "corpus/feed.jsonl", text(0), fields=fields)
    rows = taking.rows(document)
    assert rows is not None and [row[0] for row in rows.flags] == ["since.reserved"] and rows.text == text(0).encode()
    assert taking.rows(document._replace(fields=())) is None and taking.rows(document._replace(text="x")) is None


def test_a_state_tells_apart_all_that_a_check_reads() -> None:
    plain = Document("a", "a.txt", "Some words.")
    others = [
        plain._replace(id="b"), plain._replace(path=None), plain._replace(text="Some words!"), plain._replace(fields=(Field("title", "x", 1, 1),)),
        plain._replace(breaks=((3, 2, 1),)), plain._replace(line=2), plain._replace(column=2), from_text("> Some words.", id="a", format="markdown"),
    ]  # fmt: skip
    states = [state_of(it) for it in (plain, *others)]
    assert len(set(states)) == len(states) and all(len(it) == SIZE for it in states)
    assert state_of(plain._replace(more=True)) == state_of(plain._replace(offset=9)) == NONE
