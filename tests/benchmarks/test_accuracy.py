"""Floors: held, lifted, and lowered on purpose only."""

import tomllib

import pytest

from benchmarks import accuracy
from benchmarks.accuracy import FLOORS, Score, below, main, rewritten
from benchmarks.corpus import Case

TEXT = "© 2024 Fen Post Ltd.\nAll rights reserved.\n"


def counts(score, kind):
    return score.right[kind], score.wrong[kind], score.missed[kind]


def test_a_finding_is_right_where_kind_and_passage_are_the_labels():
    score = Score()
    score.add(Case(TEXT, (("copyright_notice", "© 2024 Fen Post Ltd."), ("rights_reserved", "All rights reserved.")), "en"))
    assert counts(score, "copyright_notice") == counts(score, "rights_reserved") == (1, 0, 0)
    assert score.figures() == {"copyright_notice": 1.0, "rights_reserved": 1.0}
    assert score.misses == []


def test_what_is_missed_and_what_is_wrong_counts_against_it():
    score = Score()
    score.add(Case(TEXT, (("embargo", "All rights reserved."), ("copyright_notice", "© 2024 Fen Post Ltd.")), "en"))
    score.add(Case(TEXT, (("copyright_notice", "reserved."),), "en"))
    assert counts(score, "embargo") == (0, 0, 1)
    assert counts(score, "rights_reserved") == (0, 2, 0)
    assert counts(score, "copyright_notice") == (1, 1, 1)
    assert score.rates("copyright_notice") == (0.5, 0.5, 0.5)
    assert any("missed embargo (en): All rights reserved." in miss for miss in score.misses)


def test_clean_texts_stay_quiet_or_do_not():
    score = Score()
    score.add(Case("The ferry was late.\n", (), ""))
    score.add(Case(TEXT, (), ""))
    assert score.figures() == {"clean_texts_quiet": 0.5}


def test_what_is_below_its_floor_is_named():
    figures = {"generated": {"a": 0.9, "b": 0.95004, "new": 0.1}}
    floors = {"generated": {"a": 0.95, "b": 0.95, "gone": 1.0}}
    assert below(figures, floors) == ["generated.a 0.9000 < 0.9500"]


def test_floors_are_rewritten_and_what_else_is_in_the_file_stays():
    text = "# why\n[passages]\nmost_noisy = 2\n\n[generated]\na = 0.5\nb = 0.5\n\n[pages]\nf1 = 0.92\n"
    new = rewritten(text, {"generated": {"a": 0.61234}, "examples": {"fire": 1.0}})
    assert new.startswith("# why\n[passages]\nmost_noisy = 2\n")
    assert tomllib.loads(new) == {
        "passages": {"most_noisy": 2}, "pages": {"f1": 0.92}, "generated": {"a": 0.6123}, "examples": {"fire": 1.0},
    }  # fmt: skip
    assert rewritten(new, {"generated": {"a": 0.61234}, "examples": {"fire": 1.0}}) == new


@pytest.fixture
def measured(tmp_path, monkeypatch):
    """A file of floors, and figures as the test says."""
    path = tmp_path / "floors.toml"
    path.write_text("[generated]\na = 0.9\nb = 0.9\n")
    monkeypatch.setattr(accuracy, "FLOORS", path)

    def measuring(a, b):
        monkeypatch.setattr(accuracy, "measure", lambda count: ({"generated": {"a": a, "b": b}}, Score()))
        return path

    return measuring


def test_check_fails_below_a_floor_and_writes_nothing(measured, capsys):
    path = measured(0.95, 0.89)
    before = path.read_text()
    assert main(["--check"]) == 1
    assert "generated.b 0.8900 < 0.9000" in capsys.readouterr().err
    measured(0.95, 0.9)
    assert main(["--check"]) == 0
    assert path.read_text() == before


def test_floors_are_lifted_and_never_lowered_unasked(measured, capsys):
    path = measured(0.95, 0.89)
    assert main(["--raise"]) == 1
    assert "lower ones need --lower" in capsys.readouterr().err
    assert tomllib.loads(path.read_text()) == {"generated": {"a": 0.9, "b": 0.9}}
    assert main(["--raise", "--lower"]) == 0
    assert tomllib.loads(path.read_text()) == {"generated": {"a": 0.95, "b": 0.89}}
    measured(0.97, 0.9)
    assert main(["--raise"]) == 0
    assert tomllib.loads(path.read_text()) == {"generated": {"a": 0.97, "b": 0.9}}


def test_the_floors_that_are_committed_are_those_of_the_figures():
    floors = tomllib.loads(FLOORS.read_text("utf-8"))
    assert set(floors) == {"passages", "pages", "generated", "examples"}
    assert all(0.9 <= floor <= 1 for set_ in ("generated", "examples") for floor in floors[set_].values())


def test_a_small_run_reaches_the_floors():
    figures, score = accuracy.measure(80, share=25)
    floors = tomllib.loads(FLOORS.read_text("utf-8"))
    slack = {set_: {name: floor - 0.05 for name, floor in floors[set_].items()} for set_ in ("generated", "examples")}
    assert below(figures, slack) == [], score.misses
