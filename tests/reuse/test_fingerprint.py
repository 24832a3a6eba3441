"""The guarantee of fingerprints, as docs/reuse.md gives it: what is always shared, what never, and how likely what is between."""

import random

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from compliance.reuse.fingerprint import ALWAYS, BITS, DOCUMENT_BITS, LENGTH, WINDOW, chosen, fingerprints, of_texts, run_hashes, values
from compliance.reuse.fold import fold

LETTERS = "abcdefghjkmnopqrstuvwxyz"
letters = st.text(LETTERS, max_size=120)


def kept(text):
    return set(fingerprints(fold(text).units).values.tolist())


def noise(rng, count, alphabet=LETTERS):
    return "".join(rng.choice(alphabet) for _ in range(count))


@given(st.text(LETTERS, min_size=ALWAYS, max_size=ALWAYS), letters, letters, letters, letters)
def test_a_shared_run_of_the_guaranteed_length_is_always_found(shared, before, after, other_before, other_after):
    assert kept(before + shared + after) & kept(other_before + shared + other_after)


@given(st.text("ab", min_size=ALWAYS, max_size=ALWAYS), st.text("ab", max_size=80), st.text("ab", max_size=80))
def test_it_is_found_among_repetitions_too(shared, before, after):
    assert kept(before + shared) & kept(shared + after)


@given(st.text("日本語新聞記事港町", min_size=ALWAYS // 3, max_size=ALWAYS // 3), st.text("天地人", max_size=40), st.text("花鳥風月", max_size=40))
def test_thirteen_ideographs_are_always_found(shared, before, other):
    assert ALWAYS == 39
    assert kept(before + shared) & kept(other + shared)


@settings(max_examples=60)
@given(st.integers(0, 10**9))
def test_shorter_runs_than_a_fingerprint_are_never_found(seed):
    """Two texts that share runs of LENGTH - 1 units, each set off by a letter that is not the other's."""
    rng = random.Random(seed)
    shared = [noise(rng, LENGTH - 1) for _ in range(40)]
    assert not kept("й".join(shared)) & kept("ж".join(shared))


@pytest.mark.parametrize(("length", "least", "most"), [(LENGTH, 0.005, 0.12), (30, 0.4, 0.75), (35, 0.75, 0.97), (ALWAYS, 1, 1)])
def test_the_chance_in_between_grows_with_the_length(length, least, most):
    rng = random.Random(length)
    found = 0
    for _ in range(400):
        shared = noise(rng, length)
        one = noise(rng, 60) + shared + noise(rng, 60)
        other = noise(rng, 60) + shared + noise(rng, 60)
        found += bool(kept(one) & kept(other))
    assert least <= found / 400 <= most


def test_a_fingerprint_does_not_depend_on_where_it_stands():
    rng = random.Random(3)
    text = noise(rng, 70_000)  # longer than a block
    tail = text[65_000:]
    assert run_hashes(fold(text).units)[65_000:].tolist() == run_hashes(fold(tail).units).tolist()
    assert kept(tail) - kept(text) <= set(values(run_hashes(fold(tail).units)[: WINDOW - 1]).tolist())


def test_about_two_in_seventeen_are_kept():
    hashes = run_hashes(fold(noise(random.Random(4), 50_000)).units)
    assert len(chosen(hashes)) / len(hashes) == pytest.approx(2 / (WINDOW + 1), rel=0.03)


def test_kept_fingerprints_are_spread_evenly():
    found = fingerprints(fold(noise(random.Random(5), 200_000)).units).values
    assert int(found.max()) < 1 << BITS
    assert np.bincount((found >> np.uint64(BITS - 2)).astype(int)).min() > len(found) / 4.5


@settings(max_examples=200)
@example(["", "a" * ALWAYS])
@given(st.lists(st.one_of(letters, st.text(max_size=80), st.text(LETTERS, min_size=20, max_size=44)), max_size=12))
def test_many_texts_at_once_have_the_fingerprints_of_each(texts):
    keys = of_texts(texts)
    found = [set() for _ in texts]
    for key in keys.tolist():
        found[key & ((1 << DOCUMENT_BITS) - 1)].add(key >> DOCUMENT_BITS)
    assert found == [kept(text) for text in texts]
    assert (np.diff(keys) > 0).all()


def test_texts_that_fill_blocks_have_the_same_fingerprints():
    rng = random.Random(6)
    texts = [noise(rng, rng.choice([10, 39, 4000, 90_000])) + rng.choice(["", "é"]) for _ in range(60)]
    keys = of_texts(texts)
    for index, text in enumerate(texts):
        of_text = keys[(keys & np.uint64((1 << DOCUMENT_BITS) - 1)) == index] >> np.uint64(DOCUMENT_BITS)
        assert set(of_text.tolist()) == kept(text)


def test_a_long_text_in_parts_has_the_same_fingerprints(monkeypatch):
    monkeypatch.setattr("compliance.reuse.fingerprint._PART", 1000)
    rng = random.Random(7)
    for size in (1999, 2000, 2001, 2999, 3000, 3038, 3039, 66_000):
        text = noise(rng, size) + rng.choice(["", "é"])
        assert set((of_texts([text]) >> np.uint64(DOCUMENT_BITS)).tolist()) == kept(text)


@pytest.mark.parametrize("text", ["", "a", "a" * (LENGTH - 1)])
def test_a_text_shorter_than_a_fingerprint_has_none(text):
    assert not kept(text) and not len(of_texts([text]))
