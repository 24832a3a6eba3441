"""Which texts hang together by pairs."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def label(count: int, ones: NDArray[Any], others: NDArray[Any]) -> NDArray[np.uint32]:
    """For each of so many texts the first of those that hang together with it: itself, where none does.

    Labels go along the pairs and are halved on their way, all at once, until nothing changes, so that the order of the pairs says
    nothing.
    """
    labels = np.arange(count, dtype=np.uint32)
    ones, others = ones.astype(np.int64), others.astype(np.int64)
    while len(ones):
        first, second = labels[ones], labels[others]
        apart = first != second
        if not apart.any():
            break
        ones, others, first, second = ones[apart], others[apart], first[apart], second[apart]
        np.minimum.at(labels, np.maximum(first, second), np.minimum(first, second))
        while True:
            further = labels[labels]
            if np.array_equal(further, labels):
                break
            labels = further
    return labels
