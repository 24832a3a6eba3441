"""Where two passages differ, word by word."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Myanmar}\p{Khmer}"
_TOKEN = rf"[[{_UNSPACED}]--\p{{M}}]\p{{M}}*|[[\p{{L}}\p{{N}}\p{{M}}_]--[{_UNSPACED}]]+|\S"
"""A letter of a script that is written without spaces, with its marks; else a word; else one sign. White space is none."""

_CLOSES = "\"'”’»)]」』）"
_END = re.compile(rf"[.!?…।؟۔][{re.escape(_CLOSES)}]*\s+\Z|[。！？][{re.escape(_CLOSES)}]*\s*\Z")
_TAIL = 12  # code points before the end of a sentence that are looked at

_CELLS = 200_000_000
"""Product of the numbers of tokens up to which two runs are compared as they are (a bit each, 25 megabytes)."""
_RUN = 4
"""Tokens that, standing once on either side, are taken for the same place in a larger comparison."""


class Piece(NamedTuple):
    """A stretch of both passages: their words where they agree, or what stands on either side where they do not.

    White space after a stretch belongs to it, so that the pieces of a side, put together, are that passage. A stretch
    on which both agree ends with a sentence at the latest.
    """

    same: bool
    draft: str
    source: str


def pieces(draft: str, source: str) -> list[Piece]:
    """Two passages as stretches that agree and stretches that differ. Capitals and white space make no difference.

    Time and memory stay within bounds for passages of a megabyte.
    """
    token = _token()
    ours, theirs = list(token.finditer(draft)), list(token.finditer(source))
    if not ours or not theirs:
        return [Piece(not ours and not theirs, draft, source)] if draft or source else []
    a, b = [it[0].casefold() for it in ours], [it[0].casefold() for it in theirs]
    found: list[Piece] = []
    at, on = 0, 0
    blocks = [block for block in _blocks(a, b) if block[2]]
    starts = [it.start() for it in ours] + [len(draft)], [it.start() for it in theirs] + [len(source)]
    starts[0][0] = starts[1][0] = 0
    for first, second, length in [*blocks, (len(a), len(b), 0)]:
        if first > at or second > on:
            found.append(Piece(False, draft[starts[0][at] : starts[0][first]], source[starts[1][on] : starts[1][second]]))
        at, on = first, second
        for step in _sentences(draft, starts[0][first : first + length + 1]):
            found.append(Piece(True, draft[starts[0][at] : starts[0][at + step]], source[starts[1][on] : starts[1][on + step]]))
            at, on = at + step, on + step
    return found


def ends_sentence(text: str) -> bool:
    """Whether a text ends where a sentence does, as far as its signs tell."""
    return _END.search(text, max(0, len(text) - _TAIL)) is not None


def _sentences(text: str, starts: Sequence[int]) -> Iterator[int]:
    """How many tokens each sentence has, given where the tokens of a stretch start and where it ends."""
    begun = 0
    for at in range(1, len(starts) - 1):
        if text[starts[at]] not in _CLOSES and _END.search(text, max(starts[begun], starts[at] - _TAIL), starts[at]):
            yield at - begun
            begun = at
    if begun < len(starts) - 1:
        yield len(starts) - 1 - begun


@cache
def _token() -> Any:
    import regex

    return regex.compile(_TOKEN, regex.VERSION1)


def _blocks(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Runs that both have, in the order of both: where in `a`, where in `b`, how many."""
    if a == b:
        yield 0, 0, len(a)
    elif len(a) * len(b) <= _CELLS:
        yield from _common(a, b, 0, 0)
    else:
        at, on = 0, 0
        for first, second in [*_anchors(a, b), (len(a), len(b))]:
            if first < at or second < on:
                continue
            if (first - at) * (second - on) <= _CELLS:
                yield from _common(a[at:first], b[on:second], at, on)
            length = 0
            while first + length < len(a) and second + length < len(b) and a[first + length] == b[second + length]:
                length += 1
            yield first, second, length
            at, on = first + length, second + length


def _common(a: Sequence[str], b: Sequence[str], at: int, on: int) -> Iterator[tuple[int, int, int]]:
    if not a or not b:
        return
    from rapidfuzz.distance import LCSseq

    for code in LCSseq.opcodes(a, b):
        if code.tag == "equal":
            yield at + code.src_start, on + code.dest_start, code.src_end - code.src_start


def _anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Places where a run of tokens stands that is there once on either side; the longest row of them that ascends on both
    (as in patience diff, by Bram Cohen)."""
    there = _unique(b)
    pairs = [(at, there[run]) for run, at in _unique(a).items() if run in there]
    pairs.sort()
    tails: list[int] = []  # the least last place in `b` of an ascending row of each length
    chain: list[int] = []
    before: list[int] = []
    for number, (_, on) in enumerate(pairs):
        length = bisect_left(tails, on)
        before.append(chain[length - 1] if length else -1)
        if length == len(tails):
            tails.append(on)
            chain.append(number)
        else:
            tails[length], chain[length] = on, number
    row: list[tuple[int, int]] = []
    number = chain[-1] if chain else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]


def _unique(tokens: Sequence[str]) -> dict[tuple[str, ...], int]:
    seen: dict[tuple[str, ...], int] = {}
    for at in range(len(tokens) - _RUN + 1):
        run = tuple(tokens[at : at + _RUN])
        seen[run] = -1 if run in seen else at
    return {run: at for run, at in seen.items() if at >= 0}
