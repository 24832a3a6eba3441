"""An archive in which some articles are near copies and reprints of others, and some hold a passage of another: who is which is known.

Every tenth article belongs to a family of 2 to 50 that were edited from one text: a sentence put before it, paragraphs cut, words
replaced, another tail. One in fifty is its own but for 60 to 150 words of another. All are articles of `benchmarks.library`, with its
stock phrases and its agency's lines, which are no reuse.
"""

import random
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from benchmarks.library import article
from benchmarks.prose import COMMON, sentence

_OWN = 10**8  # articles that are passages' homes or begin a family have numbers from here on


class Planted(NamedTuple):
    """An article with what was done to it: `family` and `lifted` are None where it is in none, and holds nothing of another's."""

    number: int
    text: str
    date: str
    family: int | None = None
    lifted: int | None = None  # the number of the article of which it holds a passage


@lru_cache(maxsize=2)
def roles(count: int, seed: int = 5) -> list[tuple[str, int]]:
    """What each of so many articles is: ("own", itself), ("family", which) or ("lifted", whose words it holds)."""
    rng = random.Random(seed)
    families: list[tuple[str, int]] = []
    which = 0
    while len(families) < count // 10:
        families += [("family", which)] * rng.randint(2, 50)
        which += 1
    row: list[tuple[str, int]] = families[: count // 10]
    row += [("lifted", -1)] * (count // 50)
    row += [("own", -1)] * (count - len(row))
    rng.shuffle(row)
    own = [number for number, (kind, _) in enumerate(row) if kind == "own"]
    return [(kind, rng.choice(own) if kind == "lifted" else which if kind == "family" else number) for number, (kind, which) in enumerate(row)]


def planted(count: int, seed: int = 5, size: int = 4096, first: int = 0, last: int | None = None) -> Iterator[Planted]:
    """The articles from `first` to before `last` of an archive of so many."""
    assigned = roles(count, seed)
    for number in range(first, count if last is None else last):
        kind, of = assigned[number]
        rng = random.Random(f"{seed}:{number}")
        date = f"20{rng.randint(10, 25)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        if kind == "family":
            yield Planted(number, edited(article(_OWN + of, size), rng, size), date, family=of)
        elif kind == "lifted":
            yield Planted(number, _with_passage(article(number, size), article(of, size), rng, size), date, lifted=of)
        else:
            yield Planted(number, article(number, size), date)


def edited(text: str, rng: random.Random, size: int) -> str:
    """A text as another house runs it; one in five as it came."""
    if rng.random() < 0.2:
        return text
    paragraphs = text.split("\n\n")
    if rng.random() < 0.5 and len(paragraphs) > 5:
        del paragraphs[-rng.randint(1, len(paragraphs) // 4) :]
    if rng.random() < 0.3 and len(paragraphs) > 5:
        del paragraphs[rng.randrange(1, len(paragraphs) - 1)]
    words = "\n\n".join(paragraphs).split(" ")
    for _ in range(int(len(words) * rng.choice((0, 0.005, 0.01, 0.02, 0.03)))):
        words[rng.randrange(len(words))] = rng.choice(COMMON)
    return f"{sentence(rng)}\n\n{' '.join(words)}"[:size]


def _with_passage(text: str, other: str, rng: random.Random, size: int) -> str:
    words = other.split(" ")
    length = rng.randint(60, 150)
    at = rng.randrange(0, len(words) // 2)
    middle = text.index(" ", size // 3)
    return f"{text[:middle]} {' '.join(words[at : at + length])}{text[middle:]}"[:size]
