import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from compliance.batch.reuse.grouping import label

PAIRS = st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=40)


@given(PAIRS, st.randoms())
def test_what_hangs_together_has_the_label_of_its_first(pairs, random) -> None:
    groups = [{text} for text in range(30)]
    for one, other in pairs:
        if groups[one] is not groups[other]:
            groups[one] |= groups[other]
            for text in groups[other]:
                groups[text] = groups[one]
    random.shuffle(pairs)
    ones, others = (np.array([pair[side] for pair in pairs], np.int64) for side in (0, 1))
    assert label(30, ones, others).tolist() == [min(group) for group in groups]


def test_a_long_chain_is_one_group() -> None:
    row = np.arange(5000)
    shuffled = np.random.default_rng(1).permutation(5000)
    assert set(label(5001, shuffled, shuffled + 1).tolist()) == {0}
    assert label(3, row[:0], row[:0]).tolist() == [0, 1, 2]
