"""The figures of reuse: plagdet, kinds, quiet pairs; floors held, lifted, and lowered on purpose only."""

import json
import lzma
import tomllib

import pytest

from benchmarks import reuse
from benchmarks.accuracy import below
from benchmarks.reuse import FLOORS, Pair, main, measure, pairs, plagdet, read, score
from compliance.model import MatchKind

CATEGORIES = {"verbatim", "near_verbatim", "shuffled", "quotation", "one_topic", "independent"}


def test_plagdet_of_what_was_found_exactly_is_one():
    boxes = [[(0, 100, 50, 150)], []]
    assert plagdet(boxes, boxes) == (1.0, 1.0, 1.0, 1.0)
    assert plagdet(boxes, [[], []]) == (0.0, 0.0, 0.0, 1.0)


def test_a_passage_found_in_two_pieces_costs_granularity():
    figure, precision, recall, granularity = plagdet([[(0, 100, 0, 100)]], [[(0, 50, 0, 50), (50, 100, 50, 100)]])
    assert (precision, recall, granularity) == (1.0, 1.0, 2.0) and figure == pytest.approx(1 / 1.58496, abs=1e-4)


def test_precision_and_recall_count_both_sides_and_only_what_meets_on_both():
    figure, precision, recall, _ = plagdet([[(0, 100, 0, 100)]], [[(50, 150, 0, 100)]])
    assert precision == recall == figure == 0.75
    assert plagdet([[(0, 100, 0, 100)]], [[(0, 100, 500, 600)]])[:3] == (0.0, 0.0, 0.0)


def test_generated_pairs_hold_the_passages_that_they_say():
    seen = set()
    for pair in pairs(2, seed=3):
        seen.add(pair.category)
        for start, end, first, last in pair.passages:
            assert pair.draft[start - 2 : start] == pair.source[first - 2 : first] == "\n\n" == pair.draft[end : end + 2] == pair.source[last : last + 2]
            assert (pair.draft[start:end] == pair.source[first:last]) == (pair.category == "verbatim")
    assert seen == CATEGORIES
    assert list(pairs(2, seed=3)) == list(pairs(2, seed=3)) != list(pairs(2, seed=4))


def test_kinds_and_quiet_pairs_are_counted():
    (verbatim,) = (pair for pair in pairs(1) if pair.category == "verbatim")
    (quotation,) = (pair for pair in pairs(1) if pair.category == "quotation")
    groups = score([verbatim, verbatim._replace(category="wrong", kind=MatchKind.REWRITTEN), quotation, Pair("loud", verbatim.draft, verbatim.draft), Pair("still", "a", "b")])
    figures = {category: group.figures() for category, group in groups.items()}
    assert figures["verbatim"]["kind"] == figures["quotation"]["kind"] == figures["quotation"]["quiet"] == 1.0
    assert figures["wrong"]["kind"] == 0.0 and "quiet" not in figures["verbatim"]
    assert figures["loud"] == {"quiet": 0.0} and figures["still"] == {"quiet": 1.0}


@pytest.mark.parametrize("packed", [True, False])
def test_evaluation_files_are_read_and_shown(tmp_path, capsys, packed):
    (pair,) = (pair for pair in pairs(1) if pair.category == "verbatim")
    rows = [
        {"kind": "text", "name": "a", "text": pair.draft},
        {"kind": "pair", "category": "copies", "draft": "a", "source": "b", "cases": [list(pair.passages[0])]},
        {"kind": "pair", "category": "none", "draft": "b", "source": "c"},
        {"kind": "text", "name": "b", "text": pair.source},
        {"kind": "text", "name": "c", "text": "Nothing."},
    ]
    path = tmp_path / ("rows.jsonl.xz" if packed else "rows.jsonl")
    text = "\n".join(map(json.dumps, rows))
    path.write_bytes(lzma.compress(text.encode()) if packed else text.encode())
    assert next(iter(read(path))) == pair._replace(category="copies", kind=None)
    assert main(["--data", str(path)]) == 0
    shown = capsys.readouterr().out
    assert "copies" in shown and "plagdet 0.9" in shown and "0 of 1 pairs drew" in shown and "verbatim 1" in shown and "pairs a CPU second" in shown


@pytest.fixture
def measured(tmp_path, monkeypatch):
    """A file of floors, and figures as the test says."""
    path = tmp_path / "floors.toml"
    path.write_text("# why\n[verbatim]\nplagdet = 0.9\n")
    monkeypatch.setattr(reuse, "FLOORS", path)

    def measuring(figure):
        monkeypatch.setattr(reuse, "measure", lambda count: ({"verbatim": {"plagdet": figure}}, {}))
        return path

    return measuring


def test_floors_are_checked_lifted_and_never_lowered_unasked(measured, capsys):
    path = measured(0.8)
    assert main(["--check"]) == 1 and main(["--raise"]) == 1
    assert "verbatim.plagdet 0.8000 < 0.9000" in capsys.readouterr().err
    assert tomllib.loads(path.read_text()) == {"verbatim": {"plagdet": 0.9}}
    assert main(["--raise", "--lower"]) == 0 and main(["--check"]) == 0
    measured(0.95)
    assert main(["--raise"]) == 0
    assert path.read_text().startswith("# why\n") and tomllib.loads(path.read_text()) == {"verbatim": {"plagdet": 0.95}}


def test_a_small_run_reaches_the_committed_floors():
    floors = tomllib.loads(FLOORS.read_text("utf-8"))
    assert set(floors) == CATEGORIES and all(0.9 <= floor <= 1 for named in floors.values() for floor in named.values())
    figures, _ = measure(8)
    slack = {category: {name: floor - 0.07 for name, floor in named.items()} for category, named in floors.items()}
    assert below(figures, slack) == []
