"""Archives of invented texts."""

import random

import pytest

from compliance.reuse.archive import Archive, Text

WORDS = [a + b + c for a in "b d f g k l m n p r s t".split() for b in "a e i o u".split() for c in "ck nd lt sh rm st".split()]


def prose(seed: object, words: int = 120) -> str:
    """Sentences that no other seed gives."""
    rng = random.Random(ascii(seed))
    chosen = [rng.choice(WORDS) for _ in range(words)]
    return ". ".join(" ".join(chosen[at : at + 12]).capitalize() for at in range(0, words, 12)) + "."


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "archive"


@pytest.fixture
def archive(folder):
    with Archive.open(folder, create=True) as opened:
        yield opened


@pytest.fixture
def filled(archive):
    """Thirty texts in three segments."""
    for part in range(3):
        archive.add(Text(f"t{part}-{n}", prose((part, n)), title=f"Title {part}-{n}", date=f"2024-0{part + 1}-10") for n in range(10 - 4 * part))
    return archive
