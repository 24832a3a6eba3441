"""Common runs and their chains, and which of them are copies."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from compliance.reuse.align.copies import COPIED, find_copies, settle
from compliance.reuse.align.runs import GRAM, Chain, find_chains, make_chain


def _words(*parts: range | list[int]) -> NDArray[np.uint64]:
    """A text of numbered words, hashed so that every bit counts."""
    numbers = np.array([number for part in parts for number in part], dtype=np.uint64)
    return numbers * np.uint64(0x9E3779B97F4A7C15) ^ np.uint64(0xABCDEF)


def test_a_run_is_as_long_as_it_can_be() -> None:
    chains = find_chains(_words(range(100, 140), range(30), range(200, 220)), _words(range(300, 310), range(30)))
    assert chains == [Chain((40, 70), (10, 40), 30, ((40, 10, 30),))]


def test_sequences_that_are_too_short_are_nothing() -> None:
    assert find_chains(_words(range(GRAM - 1)), _words(range(GRAM - 1))) == []
    assert find_chains(_words(range(100, 120), range(GRAM - 1)), _words(range(200, 220), range(GRAM - 1))) == []


def test_runs_chain_over_a_word_that_was_changed_and_not_over_much_text() -> None:
    changed = [*range(10), 500, *range(11, 20), *range(600, 640), *range(20, 30)]
    chains = find_chains(_words(changed), _words(range(30)))
    assert [(chain.draft, chain.source, chain.words) for chain in chains] == [((0, 20), (0, 20), 19), ((60, 70), (20, 30), 10)]


def test_swapped_parts_are_two_chains() -> None:
    chains = find_chains(_words(range(30, 60), range(30)), _words(range(60)))
    assert [(chain.draft, chain.source) for chain in chains] == [((0, 30), (30, 60)), ((30, 60), (0, 30))]


def test_one_word_again_and_again_is_one_run() -> None:
    chains = find_chains(_words([7] * 500), _words([7] * 400))
    assert max(chain.words for chain in chains) >= 400
    assert len(chains) < 100


def test_a_phrase_in_long_texts_is_no_copy_and_in_a_short_one_it_is() -> None:
    phrase = make_chain(((0, 50, 13),))
    assert find_copies([phrase], 1000) == []
    assert find_copies([phrase], 60) == [phrase]
    assert find_copies([make_chain(((0, 50, COPIED),))], 100_000) != []
    assert find_copies([make_chain(((0, 50, 11),))], 11) == []


def test_what_lies_in_a_longer_copy_is_not_told_again() -> None:
    long, within, beside = make_chain(((0, 0, 90),)), make_chain(((10, 400, 30),)), make_chain(((200, 300, 30),))
    assert find_copies([within, beside, long], 1000) == [long, beside]


def test_a_copy_that_ends_in_a_thin_chain_is_found() -> None:
    thin = tuple((40 + 18 * i, 40 + 18 * i, 6) for i in range(20))
    found = find_copies([make_chain(((0, 0, 30), *thin))], 5000)
    assert any(copy.draft[0] == 0 and copy.draft[1] >= 30 for copy in found)


def test_a_rewritten_passage_takes_in_the_copies_that_it_kept() -> None:
    copy = make_chain(((90, 90, 30),))
    assert settle([(0, 100, 0, 100)], [copy]) == ([(0, 120, 0, 120)], [])
    assert settle([(85, 125, 80, 125)], [copy]) == ([], [copy])


@given(st.lists(st.integers(0, 3), max_size=60), st.lists(st.integers(0, 3), max_size=60))
def test_what_runs_say_is_so(ours: list[int], theirs: list[int]) -> None:
    for chain in find_chains(_words(ours), _words(theirs)):
        for at, other, words in chain.runs:
            assert words > 0
            assert ours[at : at + words] == theirs[other : other + words]
        assert all(a[0] + a[2] <= b[0] and a[1] + a[2] <= b[1] for a, b in zip(chain.runs, chain.runs[1:], strict=False))
