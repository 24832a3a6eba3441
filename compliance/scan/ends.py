"""The ends of texts, which are the same in thousands of them: what was found in one is kept, and it is not asked about again."""

from collections.abc import Iterable
from typing import NamedTuple

from compliance.rulebook import LONG, Block, Rulebook
from compliance.scan.candidates import Candidate
from compliance.scan.folded import Folded


class Known(NamedTuple):
    """What was found in a last stretch of a text: candidates, and the folded stretch, where it was folded, whose code points they are in."""

    candidates: tuple[Candidate, ...]
    folded: Folded | None = None


class End(NamedTuple):
    """A last stretch of a text that is known: where it begins, and the text of it."""

    start: int
    text: str
    candidates: tuple[Candidate, ...]
    folded: Folded | None


def known_ends(text: str, book: Rulebook) -> list[End]:
    """The last stretches of a text between blank lines, as far as all that is found in them is known.

    They are the blocks of the whole text: where a blank line is written with returns, others are none; and what is long may be cut in one
    text and not in another.
    """
    kept = book.kept("ends")
    gap = "\n\r\n" if "\r" in text and "\n\r\n" in text else "\n\n"
    ends: list[End] = []
    stop = len(text)
    while (start := text.rfind(gap, 0, stop)) >= 0 and stop - start <= LONG:
        stretch = text[start:stop]
        bare = stretch.strip()
        if bare:
            known = kept.get(bare)
            if known is None:
                break
            ends.append(End(start + stretch.index(bare[0]), bare, *known))
        stop = start
    return ends[::-1]


def keep_ends(blocks: Iterable[tuple[Block, tuple[Candidate, ...]]], written: str, folded: Folded | None, book: Rulebook) -> None:
    """Keeps what was found in whole stretches between blank lines, for texts that end with them."""
    kept = book.kept("ends")
    for block, candidates in blocks:
        if block.is_cut:
            continue
        if folded is None:
            kept.put(block.text, Known(candidates))
            continue
        from compliance.scan.fold import folded_alone

        start, end = folded.span(block.start, block.start + len(block.text))
        stretch = written[start:end]
        alone = folded_alone(stretch, book.gate.is_hostile)
        if alone is not None and alone.text == block.text and stretch == stretch.strip():
            kept.put(stretch, Known(candidates, None if alone.text == stretch else alone))
