"""Reprints and near-duplicates of one another."""

import random

import pytest

from compliance.reuse.archive import Text
from tests.reuse.archive.conftest import prose


def edited(text, seed, words):
    """The text with so many of its words replaced, in one place."""
    rng = random.Random(seed)
    found = text.split()
    at = rng.randrange(len(found) - words)
    return " ".join([*found[:at], *prose(("edit", seed), words).split(), *found[at + words :]])


def ids(clusters):
    return [sorted(source.id for source in cluster.sources) for cluster in clusters]


def test_reprints_are_found_the_largest_group_first(archive):
    archive.add(Text(f"alone{n}", prose(("alone", n))) for n in range(20))
    archive.add(Text(f"pair{n}", edited(prose("pair"), n, 10 * n), date=f"2024-01-0{9 - n}") for n in range(2))
    archive.add(Text(f"many{n}", edited(prose("many"), n, 5), date=f"2024-02-{28 - n}" if n else "") for n in range(7))
    many, pair = archive.clusters()
    assert sorted(source.id for source in many.sources) == [f"many{n}" for n in range(7)]
    assert many.origin.id == "many6" and many.sources[-1].id == "many0" and len(many) == 7  # no date comes last
    assert sorted(source.id for source in pair.sources) == ["pair0", "pair1"] and pair.origin.id == "pair1"
    assert 0.5 <= pair.containment < 1


def test_groups_hang_together_over_others(archive):
    """Each version is like the next one, the first not like the last."""
    parts = [prose(("part", n), 60) for n in range(8)]
    archive.add(Text(f"v{n}", " ".join(parts[n : n + 3])) for n in range(6))
    assert ids(archive.clusters(share=0.5)) == [[f"v{n}" for n in range(6)]]
    assert archive.clusters(share=0.9) == []


def test_a_text_within_a_longer_one_is_like_it(archive):
    archive.add([Text("short", prose(1, 60)), Text("long", prose(2, 300) + prose(1, 60) + prose(3, 300))])
    assert ids(archive.clusters(share=0.8)) == [["long", "short"]]


def test_boilerplate_ties_nothing_together(archive):
    boilerplate = prose("boilerplate", 30)
    archive.add(Text(f"t{n}", prose(n, 90) + boilerplate) for n in range(200))
    assert archive.clusters() == []


@pytest.mark.parametrize("count", [24, 25, 150])
def test_many_copies_are_one_group(archive, count):
    archive.add(Text(f"t{n}", edited(prose("story"), n, 12)) for n in range(count))
    archive.add(Text(f"other{n}", prose(n)) for n in range(30))
    (cluster,) = archive.clusters(share=0.6)
    assert len(cluster) == count


def test_groups_stay_whole_where_pairs_that_share_little_are_let_go(archive, monkeypatch):
    monkeypatch.setattr("compliance.reuse.archive.clusters._PENDING", 50)
    monkeypatch.setattr("compliance.reuse.archive.clusters._CROWDED", 10)
    archive.add(Text(f"t{n}", prose(n, 500) + prose(("shared", n // 2), 60)) for n in range(40))
    archive.add(Text(f"copy{n}", edited(prose(n, 500), n, 60)) for n in range(0, 40, 5))
    assert sorted(ids(archive.clusters())) == sorted([f"copy{n}", f"t{n}"] for n in range(0, 40, 5))


def test_what_was_removed_or_replaced_ties_nothing(filled):
    filled.add([Text("copy", prose((0, 1))), Text("copy2", prose((1, 1)))])
    assert ids(filled.clusters()) == [["copy", "t0-1"], ["copy2", "t1-1"]]
    filled.remove(["copy"])
    filled.add([Text("copy2", prose("anew"))])
    assert filled.clusters() == []


def test_small_groups_can_be_left_out(filled):
    filled.add([Text("copy", prose((0, 1)))])
    assert filled.clusters(smallest=3) == [] and len(filled.clusters(smallest=2)) == 1


def test_an_empty_archive_has_none(archive):
    assert archive.clusters() == []


def test_texts_without_fingerprints_are_alone(archive):
    archive.add([Text("a", "few"), Text("b", "few"), Text("c", "")])
    assert archive.clusters() == []


def test_progress_is_told(filled):
    seen = []
    filled.clusters(progress=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] == filled.stats().fingerprints
