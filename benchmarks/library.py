"""A library of articles for archives: article n is always the same, so that any of a million can be had without the others.

Words are drawn by their rank, as in Zipf's law, from the vocabulary of `benchmarks.prose`; stock phrases, as news has them, stand in
many articles; every second ends in one and the same agency line, and every third in one of a hundred others.
"""

import random
from functools import lru_cache
from itertools import accumulate

import numpy as np

from benchmarks.prose import COMMON, _words, sentence

SIZE = 4096
"""Code points of an article."""
PHRASES = 3_000
AGENCY = (
    "This report was written with the help of the Harbour Wire. Harbour Wire content may be used by subscribers only and may not be stored in "
    "archives without an agreement. Questions about corrections are answered by the duty editor at any hour of the day."
)


@lru_cache(maxsize=1)
def _parts() -> tuple[list[str], np.ndarray, list[str], list[str]]:
    words, weights = _words()
    rng = random.Random(11)
    phrases = [" ".join(rng.choices(COMMON[:200] + words[:2000], k=rng.randint(5, 8))) for _ in range(PHRASES)]
    tails = [" ".join(sentence(rng) for _ in range(2)) for _ in range(100)]
    return words, np.array(weights) / weights[-1], phrases, tails


def article(number: int, size: int = SIZE) -> str:
    """The article of a number."""
    words, weights, phrases, tails = _parts()
    rng = np.random.default_rng(number)
    chosen = [words[at] for at in np.searchsorted(weights, rng.random(size // 5)).tolist()]
    for at, rank in zip(rng.integers(0, len(chosen), 5).tolist(), rng.random(5).tolist(), strict=True):
        chosen[at] = phrases[int(PHRASES ** rank) - 1]
    lengths = accumulate(rng.integers(7, 27, len(chosen) // 7).tolist())
    start, sentences = 0, []
    for end in lengths:
        if start < len(chosen):
            sentences.append(" ".join(chosen[start:end]).capitalize() + ".")
        start = end
    text = "\n\n".join(" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4))
    tail = AGENCY if number % 2 else tails[number % 100] if number % 3 else ""
    return text[: size - len(tail) - 2] + "\n\n" + tail if tail else text[:size]


def draft(number: int, passage: str, size: int = 5000) -> str:
    """A draft of its own with a passage in its middle."""
    own = article(10**9 + number, size)
    middle = own.index(" ", size // 2)
    return f"{own[:middle]}\n\n{passage}\n\n{own[middle:]}"[: size + len(passage)]


def passage(number: int, words: int, changed: int = 0) -> str:
    """So many words out of the article of a number, every `changed`th of them another one."""
    of_article = article(number).split()
    rng = random.Random(number)
    at = rng.randrange(20, len(of_article) - words - 60)
    taken = of_article[at : at + words]
    if changed:
        vocabulary = _parts()[0]
        for place in range(changed - 1, words, changed):
            taken[place] = rng.choice(vocabulary)
    return " ".join(taken)
