import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import batch_reference
from benchmarks.prose import article
from benchmarks.reprints import planted, roles
from compliance.batch import beside
from compliance.batch.engines.interface import Lost
from compliance.batch.engines.local import LocalEngine
from compliance.batch.errors import BatchError
from compliance.batch.findings.schema import CLUSTERS, PAIRS
from compliance.batch.reuse import aligning, buckets, choosing, fingerprints, stage
from compliance.batch.reuse.stage import Clustered, cluster
from compliance.reuse.fold import fold
from tests.batch.reuse.corpora import Engine, Stopped, clusters_of, results, rows_of, write_run

pytest.importorskip("duckdb")

SIZE = 3000


@pytest.fixture(scope="module")
def archive() -> list[str]:
    return [text.text for text in planted(400, size=SIZE)]


def variants(seed: int, count: int, size: int = 900) -> list[str]:
    """One story as so many houses run it: near copies of one another, no two with the same letters."""
    rng = random.Random(seed)
    story = article(rng, size)
    return [f"{story[: size - rng.randrange(size // 6)]} {article(rng, 60)}" for _ in range(count)]


def mixed(seed: int) -> list[str]:
    """A small archive in which much is shared: stories, parts of stories, the same boilerplate, the same text twice."""
    rng = random.Random(seed)
    stories = [article(rng, rng.choice((250, 700, 1500))) for _ in range(4)]
    tail = article(rng, 350)
    texts = []
    for _ in range(rng.randint(5, 24)):
        parts = []
        for story in rng.sample(stories, rng.randint(0, 2)):
            start = rng.randrange(len(story) // 2) if rng.random() < 0.5 else 0
            parts.append(story[start : start + rng.randint(len(story) // 4, len(story))])
        parts += [article(rng, rng.choice((30, 300)))] if rng.random() < 0.6 else []
        parts += [tail] if rng.random() < 0.3 else []
        rng.shuffle(parts)
        texts.append(" ".join(parts))
    return texts + rng.sample(texts, 2)


def test_clusters_of_an_archive_are_those_of_all_pairs_compared_one_by_one(archive: list[str], tmp_path: Path) -> None:
    write_run(tmp_path, archive, [0, 7, 7, 150, 390])
    found = cluster(tmp_path, Engine())
    families: dict[int, set[int]] = {}
    for number, (kind, which) in enumerate(roles(400)):
        if kind == "family":
            families.setdefault(which, set()).add(number)
    expected = batch_reference.clusters(archive)
    assert clusters_of(tmp_path) == expected == {frozenset(family) for family in families.values() if len(family) > 1}
    assert found.texts == 400 and found.clustered == sum(map(len, expected)) and found.clusters == len(expected)


def test_a_passage_of_sixty_words_is_found_with_its_place(archive: list[str], tmp_path: Path) -> None:
    write_run(tmp_path, archive, [200])
    cluster(tmp_path, Engine())
    found = {}
    for row in rows_of(tmp_path, "pairs"):
        pair = int(row["unit"]) * 200 + row["number"] // 2, int(row["other_unit"]) * 200 + row["other_number"] // 2
        found[pair] = json.loads(row["passages"])
    lifted = [(number, of) for number, (kind, of) in enumerate(roles(400)) if kind == "lifted"]
    assert len(lifted) == 8
    for number, of in lifted:
        one, other = min(number, of), max(number, of)
        passages = found[one, other]
        start, end, other_start, other_end, similarity, kind = max(passages, key=lambda row: row[1] - row[0])
        assert len(archive[one][start:end].split()) >= 58
        assert fold(archive[one][start:end]).units.tolist() == fold(archive[other][other_start:other_end]).units.tolist()
        assert (similarity, kind) == (1.0, "verbatim")


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), cuts=st.lists(st.integers(0, 5), max_size=3), order=st.integers(0, 99), first=st.booleans())
def test_small_archives_have_the_clusters_of_all_pairs_however_they_are_cut(
    seed: int, cuts: list[int], order: int, first: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    texts = mixed(seed)
    folder = write_run(tmp_path_factory.mktemp("run"), texts, cuts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aligning, "AT_ONCE", 3)
        patch.setattr(stage, "_KEYS", 300)
        patch.setattr(stage, "_LEAST_KEYS", 50)
        patch.setattr(stage, "_TEXTS", 9)
        if first:
            patch.setattr(choosing, "NEAREST", 1)
        cluster(folder, Engine(order))
    expected = batch_reference.clusters(texts)
    assert clusters_of(folder) == expected
    if not first:
        plain = write_run(tmp_path_factory.mktemp("run"), texts)
        cluster(plain, Engine())
        assert keyless(plain) == keyless(folder)


def keyless(folder: Path) -> list[list[object]]:
    """What the tables say, without the keys, which depend on how the input was cut into units."""
    ids = {(row["unit"], row["number"]): row["id"] for table in folder.glob("findings/documents/*.parquet") for row in rows_of(folder, f"documents/{table.stem}")}
    pairs = [[ids[row["unit"], row["number"]], ids[row["other_unit"], row["other_number"]], row["shared"], row["share"], row["passages"]] for row in rows_of(folder, "pairs")]
    return [*pairs, *([row[name] for name in ("cluster", "place", "id", "share")] for row in rows_of(folder, "clusters"))]


def test_a_run_that_was_killed_at_any_moment_ends_with_the_same_bytes(archive: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aligning, "AT_ONCE", 100)
    texts = archive[:120] + variants(1, 12)
    whole = write_run(tmp_path / "whole", texts, [50])
    engine = Engine()
    counts = cluster(whole, engine)
    stopped = write_run(tmp_path / "stopped", texts, [50])
    for seed in range(len(engine.done)):
        try:
            assert cluster(stopped, Engine(seed, stop=1 + 2 * seed)) == counts
            break
        except Stopped:
            continue
    assert seed > 2
    assert results(stopped) == results(whole)


def test_a_run_that_was_killed_as_it_puts_any_file_in_place_ends_with_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = variants(14, 4) + variants(15, 3)
    whole = write_run(tmp_path / "whole", texts, [5])
    cluster(whole, Engine())
    stopped = write_run(tmp_path / "stopped", texts, [5])
    publish = beside.publish
    left = step = 0

    def killed(*names: object) -> None:
        nonlocal left
        left -= 1
        if left > 0 or step % 2:
            publish(*names)
        if left <= 0:
            raise Stopped

    monkeypatch.setattr(beside, "publish", killed)
    for step in range(1, 100):
        left = step
        try:
            cluster(stopped, Engine())
            break
        except Stopped:
            continue
    assert step > 5
    assert results(stopped) == results(whole)


def test_a_run_that_is_done_does_nothing_again_and_keeps_no_work(archive: list[str], tmp_path: Path) -> None:
    write_run(tmp_path, archive[:60], [30])
    first = cluster(tmp_path, Engine())
    again = Engine()
    assert cluster(tmp_path, again) == first and not again.done
    assert sum(path.stat().st_size for path in (tmp_path / "work").rglob("*")  if path.is_file()) < 5000
    before = results(tmp_path)
    (tmp_path / "findings" / "pairs.parquet").unlink()
    assert cluster(tmp_path, again) == first and again.done
    assert results(tmp_path) == before


def test_another_share_or_another_text_is_another_join(tmp_path: Path) -> None:
    story = article(random.Random(1), 1000)
    texts = [story + article(random.Random(2), 900), story[:400] + article(random.Random(3), 900)]
    write_run(tmp_path, texts)
    assert cluster(tmp_path, Engine()).clusters == 0
    assert cluster(tmp_path, Engine(), share=0.2).clusters == 1
    write_run(tmp_path / "other", [*texts, texts[0]])
    assert cluster(tmp_path / "other", Engine()).clusters == 1


def test_processes_come_to_the_same_bytes(archive: list[str], tmp_path: Path) -> None:
    one = write_run(tmp_path / "one", archive[:200], [90])
    two = write_run(tmp_path / "two", archive[:200], [90])
    engine = LocalEngine(2, 1 << 30)
    try:
        assert cluster(one, Engine(3)) == cluster(two, engine, 1 << 30, 2)
    finally:
        engine.close()
    assert results(one) == results(two)


def test_the_earliest_comes_first_and_the_undated_last(tmp_path: Path) -> None:
    texts = variants(2, 5)
    dates = ["", "2024-05-02", "2024-05-02T01:00:00+03:00", "", "2023"]
    write_run(tmp_path, [*texts, *variants(3, 2)], [2], [*dates, "2020", "2019"])
    cluster(tmp_path, Engine())
    rows = rows_of(tmp_path, "clusters")
    assert [(row["cluster"], row["place"], row["id"]) for row in rows] == [(0, 0, "4"), (0, 1, "2"), (0, 2, "1"), (0, 3, "0"), (0, 4, "3"), (1, 0, "6"), (1, 1, "5")]
    assert [row["date"] for row in rows][:3] == ["2023", "2024-05-02T01:00:00+03:00", "2024-05-02"]
    assert all(row["share"] > 0.8 for row in rows)
    place = {(row["unit"], row["number"]): row["place"] for row in rows}
    assert all(place[row["unit"], row["number"]] < place[row["other_unit"], row["other_number"]] for row in rows_of(tmp_path, "pairs"))


def test_texts_with_the_same_letters_are_one_text(tmp_path: Path) -> None:
    story, own = article(random.Random(4), 800), article(random.Random(5), 800)
    texts = [story.upper() if number % 3 else f"“{story}”" for number in range(300)] + [own, story[:700] + own[:100], "Yes.", "Yes."]
    write_run(tmp_path, texts, [100, 200])
    found = cluster(tmp_path, Engine())
    assert (found.twins, found.clusters, found.clustered) == (299, 1, 301)
    assert found.aligned <= 3
    twins = [row for row in rows_of(tmp_path, "pairs") if row["share"] == 1.0]
    assert len(twins) == 299 and {(row["unit"], row["number"]) for row in twins} == {("00000000", 0)}
    assert twins[0]["passages"] == f'[[0,{len(story) + 2},0,{len(story)},1.0,"verbatim"]]'


def test_a_story_that_more_run_than_any_pair_of_them_is_counted_for_is_one_cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aligning, "AT_ONCE", 50)
    count = buckets.FEW + 60
    texts = variants(6, count, 600)
    tail = " " + article(random.Random(7), 200)
    others = [article(random.Random(100 + number), 700) + tail for number in range(2 * buckets.FEW)]
    write_run(tmp_path, [text for pair in zip(texts, others, strict=False) for text in pair] + others[count:], [40, 200])
    found = cluster(tmp_path, Engine())
    assert [len(group) for group in clusters_of(tmp_path)] == [count]
    assert found.common > 10
    # Every text with the first and with its nearest, not all with all.
    assert count - 1 <= found.aligned < count * (choosing.NEAREST + NEXT_AND_FIRST)
    first = {(row["unit"], row["number"]) for row in rows_of(tmp_path, "clusters") if row["place"] == 0}
    with_first = [row for row in rows_of(tmp_path, "pairs") if (row["unit"], row["number"]) in first]
    assert len(with_first) == count - 1


NEXT_AND_FIRST = buckets.NEXT + 1


def test_what_both_quote_is_a_quotation(tmp_path: Path) -> None:
    rng = random.Random(8)
    speech = article(rng, 500).replace("“", "").replace("”", "").replace("\n", " ")
    texts = [f'{article(rng, 900)}\n\nThe mayor said: “{speech}”\n\n{article(rng, 900)}' for _ in range(2)]
    write_run(tmp_path, [*texts, f"{article(rng, 900)}\n\n{speech}\n\n{article(rng, 900)}"])
    cluster(tmp_path, Engine())
    kinds = {(row["number"], row["other_number"]): [passage[5] for passage in json.loads(row["passages"])] for row in rows_of(tmp_path, "pairs")}
    assert kinds == {(0, 2): ["quotation"], (0, 4): ["verbatim"], (2, 4): ["verbatim"]}


def test_long_texts_are_aligned_by_their_fingerprints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aligning, "LONG", 2000)
    rng = random.Random(9)
    book = article(rng, 6000)
    write_run(tmp_path, [book, article(rng, 200) + book[:5000], book[2000:2800] + article(rng, 500), article(rng, 5000)])
    cluster(tmp_path, Engine())
    assert clusters_of(tmp_path) == {frozenset((0, 1, 2))}
    pairs = {(row["number"], row["other_number"]): row for row in rows_of(tmp_path, "pairs")}
    (start, end, other_start, other_end, similarity, kind), = json.loads(pairs[0, 2]["passages"])
    assert start < 100 and 200 < other_start < 300 + 100 and 4800 < end <= 5000 and end - start == other_end - other_start
    assert similarity == 1.0 and kind == "near_verbatim"  # nobody has compared every letter


def test_many_edits_in_a_long_text_leave_it_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aligning, "MOST", 5)
    rng = random.Random(16)
    words = article(rng, 100_000).split(" ")
    edited = [word if at % 25 else "quay" for at, word in enumerate(words)]
    write_run(tmp_path, [" ".join(words), " ".join(edited), " ".join(word for at, word in enumerate(words) if at % 800 > 40 * (at % 1600 > 800))])
    cluster(tmp_path, Engine())
    assert clusters_of(tmp_path) == {frozenset((0, 1, 2))}
    assert all(len(json.loads(row["passages"])) <= 5 and row["share"] > 0.8 for row in rows_of(tmp_path, "pairs"))


def test_an_empty_run_has_empty_tables(tmp_path: Path) -> None:
    assert cluster(tmp_path, Engine()) == Clustered()
    assert rows_of(tmp_path, "pairs") == rows_of(tmp_path, "clusters") == []
    write_run(tmp_path / "one", ["", "Yes.", article(random.Random(1), 500)])
    assert cluster(tmp_path / "one", Engine()).texts == 3
    import pyarrow.parquet as pq

    for folder in (tmp_path, tmp_path / "one"):
        assert pq.read_schema(folder / "findings" / "pairs.parquet").equals(PAIRS)
        assert pq.read_schema(folder / "findings" / "clusters.parquet").equals(CLUSTERS)


def test_a_unit_and_a_pair_that_cannot_be_done_are_set_aside_and_the_rest_is_not(tmp_path: Path) -> None:
    texts = variants(10, 6)
    write_run(tmp_path, [*texts, *variants(11, 3)], [6])

    def poisoned(task: object) -> Lost | None:
        bad = isinstance(task, aligning.Task) and task.first <= 2 < task.last
        return Lost("it breaks") if bad or (isinstance(task, fingerprints.Task) and task.unit == "00000001") else None

    found = cluster(tmp_path, Engine(lost=poisoned))
    assert found.set_aside == (("alignment of pair 2 of turn 000", "it breaks"), ("fingerprints of unit 00000001", "it breaks"))
    assert cluster(tmp_path, Engine(lost=poisoned)) == found
    assert clusters_of(tmp_path) == {frozenset(range(6))}
    healed = Engine()
    assert cluster(tmp_path, healed).set_aside == () and healed.done
    assert clusters_of(tmp_path) == {frozenset(range(6)), frozenset((6, 7, 8))}


def test_a_step_that_all_rests_on_stops_the_run_and_says_how_to_go_on(tmp_path: Path) -> None:
    write_run(tmp_path, variants(12, 3))
    with pytest.raises(BatchError, match=r"shared fingerprints: it took too much; what is done is kept: give it more memory \(--memory\)"):
        cluster(tmp_path, Engine(lost=lambda task: Lost("it took too much", memory=True) if isinstance(task, buckets.Task) else None))
    assert cluster(tmp_path, Engine()).clusters == 1


def test_progress_tells_every_step(tmp_path: Path) -> None:
    write_run(tmp_path, variants(13, 4), [2])
    told: list[tuple[str, int, int]] = []
    cluster(tmp_path, Engine(), progress=lambda *row: told.append(row))
    assert told[:2] == [("fingerprints", 1, 2), ("fingerprints", 2, 2)]
    assert told[-1] == ("table of clusters", 1, 1)
    assert all(done <= total for _, done, total in told)
