import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.prose import article
from compliance.batch.reuse import coarse
from compliance.batch.reuse.letters import Shared, find_shared, lay
from compliance.batch.reuse.sampling import sample
from compliance.reuse.archive.runs import Probe
from compliance.reuse.fingerprint import ALWAYS, LENGTH
from compliance.reuse.fold import fold


def shared(texts: list[str], pairs: list[tuple[int, int]]) -> list[Shared]:
    return find_shared(lay(texts), *(np.array([pair[side] for pair in pairs], np.int64) for side in (0, 1)))


def edited(rng: random.Random, text: str) -> str:
    words = text.split(" ")
    for _ in range(rng.randrange(8)):
        at = rng.randrange(len(words))
        words[at : at + rng.randrange(3)] = ["Ünsel"] * rng.randrange(3)
    start = rng.randrange(len(words))
    words = words[start:] + words[:start] if rng.random() < 0.2 else words
    return " ".join(words)


def family(seed: int, count: int = 6) -> list[str]:
    rng = random.Random(seed)
    text = article(rng, rng.choice((80, 400, 2500)))
    return [edited(rng, text) if rng.random() < 0.8 else article(rng, 300) for _ in range(count)]


@given(st.integers(0, 10**6))
def test_runs_are_equal_letters_from_end_to_end_and_all_that_are_guaranteed(seed: int) -> None:
    texts = family(seed)
    pairs = [(one, other) for one in range(6) for other in range(one + 1, 6)]
    units = [fold(text).units.tolist() for text in texts]
    for (one, other), found in zip(pairs, shared(texts, pairs), strict=True):
        ours, theirs = units[one], units[other]
        for run in found.runs:
            assert run.units >= LENGTH
            assert ours[run.draft : run.draft + run.units] == theirs[run.source : run.source + run.units]
            assert not (run.draft and run.source and ours[run.draft - 1] == theirs[run.source - 1])
            end, their_end = run.draft + run.units, run.source + run.units
            assert not (end < len(ours) and their_end < len(theirs) and ours[end] == theirs[their_end])
        every = Probe(fold(texts[one])).runs([fold(texts[other])])[0]
        assert {run for run in every if run.units >= ALWAYS} <= set(found.runs)


@given(st.integers(0, 10**6))
def test_what_a_pair_shares_does_not_depend_on_the_other_texts_and_pairs(seed: int) -> None:
    texts = family(seed)
    pairs = [(4, 1), (0, 1), (2, 2), (0, 5)]
    together = shared(texts, pairs)
    for pair, found in zip(pairs, together, strict=True):
        assert shared([texts[pair[0]], texts[pair[1]]], [(0, 1)]) == [found]


@given(st.integers(0, 10**6))
def test_fingerprints_in_common_are_those_of_the_samples(seed: int) -> None:
    texts = family(seed)
    found = sample(texts)
    prints: list[set[int]] = [set() for _ in texts]
    for key in found.keys.tolist():
        prints[key & 0xFFFFFF].add(key >> 24)
    pairs = [(one, other) for one in range(6) for other in range(6)]
    assert [row.prints for row in shared(texts, pairs)] == [len(prints[one] & prints[other]) for one, other in pairs]
    assert lay(texts).prints.tolist() == found.prints.tolist()


def test_a_text_that_repeats_itself_is_paired_place_by_place() -> None:
    line = "Water in the harbour of Fenwick Bay stands high tonight, says the office. "
    (found,) = shared([line * 40, line * 30], [(0, 1)])
    assert max(run.units for run in found.runs) == 30 * len(fold(line).units)


def test_texts_without_letters_share_nothing() -> None:
    assert shared(["", "...", "a"], [(0, 1), (1, 2), (0, 0)]) == [Shared(0, [])] * 3


def test_a_long_text_has_the_same_passages_read_in_pieces(monkeypatch) -> None:
    monkeypatch.setattr(coarse, "PIECE", 1000)
    rng = random.Random(7)
    lifted = article(rng, 3000)
    one = article(rng, 4000) + "\n\n" + lifted + "\n\n“Né ça” — " + article(rng, 4000)
    other = article(rng, 2500) + "\n\n" + lifted + "\n\n" + article(rng, 1500)
    seeds = [coarse.read_seeds(memoryview(text.encode())) for text in (one, other)]
    prints, runs = coarse.find_shared(*seeds)
    (exact,) = shared([one, other], [(0, 1)])
    assert prints == exact.prints > 20
    longest = max(runs, key=lambda run: run.units)
    real = max(exact.runs, key=lambda run: run.units)
    assert real.draft <= longest.draft < real.draft + ALWAYS * 3
    assert real.units - 200 < longest.units <= real.units
    span = seeds[0].span(longest.draft, longest.draft + longest.units)
    assert one[slice(*span)] in lifted and len(one[slice(*span)]) > 2700
    assert coarse.find_shared(seeds[0], coarse.read_seeds(memoryview(b""))) == (0, [])
