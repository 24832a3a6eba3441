import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.prose import article
from compliance.batch.reuse import sampling
from compliance.batch.reuse.sampling import ALWAYS, WINDOW, sample
from compliance.reuse.fingerprint import LENGTH, run_hashes, values
from compliance.reuse.fold import fold


def prints(texts: list[str]) -> list[set[int]]:
    found: list[set[int]] = [set() for _ in texts]
    for key in sample(texts).keys.tolist():
        found[key & 0xFFFFFF].add(key >> 24)
    return found


def winnowed(text: str) -> set[int]:
    """Window by window."""
    hashes = run_hashes(fold(text).units)
    windows = [hashes[at : at + WINDOW] for at in range(max(1, len(hashes) - WINDOW + 1))] if len(hashes) else []
    return {int(values(window.min(keepdims=True))[0]) for window in windows}


def cuts(seed: int, count: int) -> list[str]:
    """Texts of all lengths, some with letters beyond ASCII."""
    rng = random.Random(seed)
    return [article(rng, rng.choice((5, 23, 24, 60, 100, 110, 400, 3000))).replace("e", rng.choice("eeé")) for _ in range(count)]


def test_fingerprints_of_many_texts_are_those_of_each_window_by_window() -> None:
    texts = ["", *cuts(1, 60), "", "..."]
    assert prints(texts) == [winnowed(text) for text in texts]
    assert sample(texts).prints.tolist() == [len(winnowed(text)) for text in texts]
    assert sample(texts).letters.tolist() == [len(fold(text).units) for text in texts]


@pytest.mark.parametrize("piece", [50, 90, 333])
def test_a_long_text_in_pieces_is_one_text(piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [*cuts(2, 30), "-" * 1000, "Quay." + " " * 900 + article(random.Random(3), 500)]
    whole = sample(texts)
    monkeypatch.setattr(sampling, "PIECE", piece)
    for one, other in zip(whole, sample(texts), strict=True):
        assert np.array_equal(one, other)


@given(st.integers(0, 10**6), st.integers(0, 40), st.integers(0, 40))
def test_two_texts_that_share_a_run_of_always_share_a_fingerprint(seed: int, before: int, after: int) -> None:
    rng = random.Random(seed)
    letters = ["".join(rng.choices("abcdefgh", k=count)) for count in (ALWAYS, before, after, after, before)]
    one, other = prints([letters[1] + letters[0] + letters[2], letters[3] + letters[0] + letters[4]])
    assert one & other


def test_the_sum_of_letters_is_equal_for_texts_that_differ_in_case_blanks_and_marks_alone() -> None:
    text = article(random.Random(4), 700)
    other = text.replace(" ", "  ").replace(",", " –").upper()
    changed = text.replace("the", "tha", 1)
    sums = sample([text, other, changed, text[:-1] if text[-1].isalnum() else text[:-2], "short"]).sums.tolist()
    assert sums[0] == sums[1]
    assert len(set(sums)) == 4
    assert sums[4] == 0 and len("short") < LENGTH
