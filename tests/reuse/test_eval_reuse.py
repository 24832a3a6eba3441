"""What comparing two texts reaches on real pairs, which are third parties' and not a part of this project: without them nothing is measured."""

from pathlib import Path

import pytest

from benchmarks.reuse import Score, plagdet, read, score

EVAL = Path(__file__).parents[2].parent / "shared" / "eval" / "reuse"
pytestmark = pytest.mark.skipif(not EVAL.is_dir(), reason="the evaluation data is not beside this checkout")

MOST_DRAWN = 15  # of 300 pairs of independent reports of one event


def test_independent_reports_of_one_event_draw_little_but_quotations():
    (group,) = score(read(EVAL / "same-story-dev.jsonl.xz")).values()
    assert len(group.pairs) == 300
    assert (1 - group.figures()["quiet"]) * 300 <= MOST_DRAWN + 0.5
    assert sum(bool(matches) for matches in group.found) >= 80  # most share speeches that are long enough to be found


def test_planted_passages_are_found():
    group = Score()
    for pair in list(read(EVAL / "pan13-train.jsonl.xz"))[::20]:
        group.add(pair)
    boxes = [[(*match.draft, *match.source) for match in matches] for matches in group.found]
    assert plagdet([pair.passages for pair in group.pairs], boxes)[0] >= 0.9
    assert sum(bool(matches) for pair, matches in zip(group.pairs, group.found, strict=True) if pair.category == "no-plagiarism") <= 1
