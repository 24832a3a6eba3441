"""Passages of a draft in a source: where they begin and end, what is never missed and what is never told. All texts are invented."""

import random
import time
import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.prose import article, sentence
from compliance.model import Span
from compliance.reuse.align import Passage, align


def _prose(seed: int, words: int) -> list[str]:
    rng = random.Random(seed)
    found: list[str] = []
    while len(found) < words:
        found += sentence(rng).split()
    return found[:words]


def _texts(seed: int, mine: str, theirs: str) -> tuple[str, str, Span, Span]:
    """The two passages in articles of their own, and where they stand."""
    rng = random.Random(seed)
    before, after, above, below = (article(rng, size).replace("\n\n", " ") for size in (2500, 1800, 1200, 2600))
    draft, source = f"{before}. {mine} {after}", f"{above}. {theirs} {below}"
    here, there = len(before) + 2, len(above) + 2
    return draft, source, Span(here, here + len(mine)), Span(there, there + len(theirs))


def _covers(passages: list[Passage], draft: Span, source: Span) -> float:
    """The share of both spans that the passages over both hold."""
    over = [p for p in passages if p.draft.end > draft.start and p.draft.start < draft.end and p.source.end > source.start and p.source.start < source.end]
    held = 0
    for span, others in ((draft, [p.draft for p in over]), (source, [p.source for p in over])):
        held += len({place for other in others for place in range(max(span.start, other.start), min(span.end, other.end))})
    return held / (draft.end - draft.start + source.end - source.start)


def _shuffled(words: list[str], rng: random.Random, window: int = 12) -> list[str]:
    mixed = []
    for at in range(0, len(words), window):
        part = words[at : at + window]
        rng.shuffle(part)
        mixed += part
    return mixed


@pytest.mark.parametrize("seed", range(8))
def test_a_copy_is_found_to_the_word(seed: int) -> None:
    copied = " ".join(_prose(seed, 60))
    draft, source, here, there = _texts(100 + seed, copied, copied)
    (passage,) = align(draft, source)
    assert abs(passage.draft.start - here.start) + abs(passage.draft.end - here.end) <= 12
    assert abs(passage.source.start - there.start) + abs(passage.source.end - there.end) <= 12
    at, other, length = passage.runs[0]
    assert draft[at : at + length] == source[other : other + length]


@pytest.mark.parametrize("seed", range(8))
def test_every_tenth_word_changed(seed: int) -> None:
    words = _prose(seed, 60)
    changed = [f"other{i}" if i % 10 == 9 else word for i, word in enumerate(words)]
    draft, source, here, there = _texts(200 + seed, " ".join(changed), " ".join(words))
    assert _covers(align(draft, source), here, there) > 0.9


@pytest.mark.parametrize("seed", range(8))
def test_shuffled_and_replaced_words(seed: int) -> None:
    rng = random.Random(seed)
    words = _prose(seed, 110)
    other = [word if rng.random() > 0.2 else "".join(rng.choices("abdeilnorst", k=7)) for word in _shuffled(words, rng)]
    draft, source, here, there = _texts(300 + seed, " ".join(other), " ".join(words))
    passages = align(draft, source)
    assert len(passages) == 1
    assert _covers(passages, here, there) > 0.8


@pytest.mark.parametrize("seed", range(20))
def test_unrelated_texts_share_nothing(seed: int) -> None:
    assert align(article(random.Random(400 + seed), 6000), article(random.Random(500 + seed), 5000)) == []


def test_swapped_paragraphs_are_two_passages() -> None:
    first, second = " ".join(_prose(1, 90)), " ".join(_prose(2, 70))
    found = align(f"{second}\n\n{first}", f"{first}\n\n{second}")
    assert [passage.draft.start for passage in found] == [0, len(second) + 2]
    assert [passage.source.start for passage in found] == [len(first) + 2, 0]


def test_a_copied_sentence_in_a_short_message() -> None:
    copied = "the harbour board closed two of the five berths without telling the crews who sleep aboard"
    source = article(random.Random(7), 5000) + " Last night " + copied + " this winter. " + article(random.Random(8), 3000)
    (passage,) = align("Unbelievable: " + copied + "!", source)
    assert source[passage.source.start : passage.source.end] == copied


def test_a_phrase_in_long_texts_is_none() -> None:
    phrase = "the minister of fisheries and inland waters of the southern islands said"
    draft, source, _, _ = _texts(9, phrase, phrase)
    assert align(draft, source) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.translate(str.maketrans("aeocp", "\u0430\u0435\u043e\u0441\u0440")),
        lambda text: "\u200b".join(text),
        lambda text: text.replace("er", "e\u00adr"),
        lambda text: text.upper(),
        lambda text: text.replace("a", "á"),
        lambda text: text.replace(" ", "\n", 30),
        lambda text: "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text),
    ],
    ids=["look-alikes", "zero-width", "soft hyphens", "capitals", "accents", "lines", "full-width"],
)
def test_hostile_letters_hide_nothing(change: Callable[[str], str]) -> None:
    copied = " ".join(_prose(3, 80))
    hostile = change(copied)
    draft, source, here, there = _texts(600, hostile, copied)
    assert _covers(align(draft, source), here, there) > 0.95


def test_misread_letters() -> None:
    rng = random.Random(11)
    copied = " ".join(_prose(4, 150))
    misread = "".join(rng.choice("cilnru") if c.isalpha() and rng.random() < 0.04 else c for c in copied)
    draft, source, here, there = _texts(700, misread, copied)
    assert _covers(align(draft, source), here, there) > 0.9


def _spaceless(rng: random.Random, first: int, letters: int, size: int, stop: str) -> str:
    return "".join(chr(first + min(letters - 1, int(rng.paretovariate(0.5)))) + (stop if rng.random() < 0.04 else "") for _ in range(size))


@pytest.mark.parametrize(("first", "letters", "stop"), [(0x4E00, 3000, "。"), (0x3042, 80, "。"), (0x0E01, 40, " ")], ids=["Han", "kana", "Thai"])
def test_scripts_without_blanks(first: int, letters: int, stop: str) -> None:
    rng = random.Random(12)
    copied, draft, source = (_spaceless(rng, first, letters, size, stop) for size in (90, 1600, 1200))
    found = align(draft[:700] + copied + draft[700:], source[:300] + copied + source[300:])
    assert _covers(found, Span(700, 700 + len(copied)), Span(300, 300 + len(copied))) > 0.95
    if letters > 1000:
        assert align(draft, source) == []


def test_a_paragraph_that_sums_up_the_source() -> None:
    rng = random.Random(13)
    parts = [" ".join(_prose(800 + i, 60)) for i in range(10)]
    summary = " ".join(" ".join(part.split()[at : at + 8]) for part in parts for at in (rng.randrange(50),))
    source = ". ".join(parts) + "."
    before, after = (article(random.Random(seed), 2500) for seed in (14, 15))
    found = align(f"{before}\n\n{summary}.\n\n{after}", source)
    assert _covers(found, Span(len(before) + 2, len(before) + 2 + len(summary)), Span(0, len(source))) > 0.8


@pytest.mark.parametrize(
    ("draft", "source"), [("", ""), ("", "one two"), ("…", "!"), ("word", "word"), ("word " * 5, "word " * 5), ("\ud800 " * 50, "\ud800 " * 50)]
)
def test_next_to_nothing_is_nothing(draft: str, source: str) -> None:
    assert align(draft, source) == []


def test_one_word_again_and_again() -> None:
    (passage, *_) = align("spam " * 3000, "spam " * 2500)
    assert passage.source == Span(0, 5 * 2500 - 1)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(25, 70), st.integers(0, 300), st.integers(0, 300))
def test_twenty_five_words_in_a_row_are_always_found(seed: int, words: int, before: int, after: int) -> None:
    copied = " ".join(_prose(seed, words))
    draft = " ".join([*_prose(seed + 1, before), copied, *_prose(seed + 2, after)])
    source = " ".join([*_prose(seed + 3, after), copied, *_prose(seed + 4, before)])
    at = draft.index(copied)
    held = [passage.draft for passage in align(draft, source)]
    assert any(span.start <= at + 1 and span.end >= at + len(copied.rstrip(".,?!”")) - 1 for span in held)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab. \n", max_size=300), st.text(alphabet="ab. \n", max_size=300))
def test_passages_lie_within_the_texts(draft: str, source: str) -> None:
    found = align(draft, source)
    assert found == sorted(found)
    for passage in found:
        assert 0 <= passage.draft.start < passage.draft.end <= len(draft)
        assert 0 <= passage.source.start < passage.source.end <= len(source)
        for at, other, length in passage.runs:
            assert passage.draft.start <= at < at + length <= passage.draft.end
            assert passage.source.start <= other < passage.source.end


def test_aligning_twice_gives_the_same() -> None:
    words = _prose(5, 120)
    draft, source, _, _ = _texts(900, " ".join(_shuffled(words, random.Random(1))), " ".join(words))
    assert align(draft, source) == align(draft, source) != []


def test_long_texts_take_bounded_time_and_memory() -> None:
    """Another text, the same words shuffled, rows of a table, and refrains."""
    rng = random.Random(16)
    text = article(rng, 400_000)
    rows = [f"Revenue of the quarter by region and unit: {rng.randrange(10**6)}\n" for _ in range(8_000)]
    tracemalloc.start()
    started = time.process_time()
    assert align(text, article(rng, 400_000)) == []
    shuffled = align(" ".join(_shuffled(text.split(), rng, 25)), text)
    align("".join(rows[:4_000]), "".join(rows[4_000:]))
    refrains = [article(rng, 90) for _ in range(16)]
    align(" ".join(rng.choices(refrains, k=4_000)), " ".join(rng.choices(refrains, k=4_000)))
    spent, (_, peak) = time.process_time() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sum(passage.draft.end - passage.draft.start for passage in shuffled) > 360_000
    assert spent < 25  # seconds for all four, on a busy machine under tracemalloc; a quiet one takes four
    assert peak < 200e6  # bytes
