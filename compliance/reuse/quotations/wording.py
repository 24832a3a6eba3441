"""Words of a text with what of them is quoted, and the text without its quotations."""

import re
from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from compliance.model import Span, Zoned
from compliance.reuse.align.words import read_words
from compliance.reuse.quotations import Quotation, find_quotations
from compliance.reuse.quotations.words import count_words

GRAM = 3
"""Words in a row that count as shared; single ones and pairs are in any two texts on one subject."""

AROUND = 600
"""Code points before and after a passage in which the marks of its quotations are looked for."""

_SIGNS = re.compile(r"""["“”„‟«»‹›‘‚‛「『《〈＂〝〟״｢﹁﹃`>]|''|,,|(?<!\w)['’](?=\w)|(?:^|\n)(?:[ ]{4}|\t|\u3000\u3000|[—–―])""")

_STEP, _LEAP = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)  # odd, well mixed: splitmix64's


def around(text: str, span: Span) -> Span:
    """The paragraphs of a passage, and those before and after it within reach."""
    start = text.rfind("\n", 0, max(0, span.start - AROUND)) + 1
    end = text.find("\n", min(len(text), span.end + AROUND))
    start = max(start, span.start - 4 * AROUND)
    return Span(start, min(len(text) if end < 0 else end, span.end + 4 * AROUND))


def quotations_near(text: str, zones: Sequence[Zoned], span: Span) -> list[Quotation]:
    """The quotations in and near a passage; none where nothing near it looks like a mark."""
    if not zones and not _SIGNS.search(text, max(0, span.start - AROUND), span.end):
        return []
    return quotations_within(text, zones, around(text, span))


def quotations_within(text: str, zones: Sequence[Zoned], span: Span) -> list[Quotation]:
    """The quotations of a part of a text, as spans of the whole; time is linear in the part."""
    quotes = [
        Zoned(max(0, zone.start - span.start), min(span.end, zone.end) - span.start, zone.zone)
        for zone in zones
        if zone.start < span.end and span.start < zone.end
    ]
    found = find_quotations(text[span.start : span.end], quotes)
    if not span.start:
        return found
    return [quotation._replace(span=Span(quotation.span.start + span.start, quotation.span.end + span.start)) for quotation in found]


def is_settled(quotation: Quotation) -> bool:
    """Whether the quotation is beyond doubt by itself: closed, and somebody is named for it."""
    return quotation.closed and (quotation.attributed or quotation.block)


class Wording:
    """The words of a part of a text, folded and numbered, and which of them are quoted; offsets are those of the whole text.

    `quoted` marks the words in quotations, `theirs` those in quotations that are closed and attributed: the words of somebody
    whom the text names.
    """

    def __init__(self, text: str, part: Span, quotations: Sequence[Quotation]) -> None:
        self.text = text
        self.part = part
        words = read_words(text[part.start : part.end])
        self.words = words.whole
        self.starts = words.starts + part.start
        self.ends = words.ends + part.start
        self.grams = words.whole[:-2] * _STEP + words.whole[1:-1] * _LEAP + words.whole[2:]
        self.quoted = np.zeros(len(self.words), dtype=np.bool_)
        self.theirs = np.zeros(len(self.words), dtype=np.bool_)
        for quotation in quotations:
            begin, end = self.reach(quotation.span)
            self.quoted[begin:end] = True
            if is_settled(quotation):
                self.theirs[begin:end] = True

    def reach(self, span: Span) -> tuple[int, int]:
        """The words that begin in a span, half open."""
        begin, end = np.searchsorted(self.starts, span)
        return int(begin), int(end)

    def grams_of(self, span: Span) -> slice:
        """The grams that lie in a span."""
        begin, end = self.reach(span)
        return slice(begin, max(begin, end - GRAM + 1))


def whole(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The grams all of whose words are marked."""
    return mask[:-2] & mask[1:-1] & mask[2:]


def covered(quotations: Sequence[Quotation], span: Span) -> int:
    """How many code points of a span are quoted."""
    return sum(end - start for start, end in _parts(quotations, span))


def quoted_words(text: str, quotations: Sequence[Quotation], span: Span) -> int:
    """How many words of a span are quoted."""
    return sum(count_words(text, start, end) for start, end in _parts(quotations, span))


def _parts(quotations: Sequence[Quotation], span: Span) -> list[tuple[int, int]]:
    """The quoted stretches of a span, what is quoted within a quotation with it; quotations come sorted."""
    parts = []
    done = span.start
    for quotation in quotations:
        start, end = max(done, quotation.span.start), min(span.end, quotation.span.end)
        if start < end:
            parts.append((start, end))
            done = end
    return parts


class Prose:
    """A text without the words marked in `gone`, and the way back to it."""

    def __init__(self, wording: Wording, gone: NDArray[np.bool_]) -> None:
        edges = np.flatnonzero(np.diff(np.concatenate(([False], gone, [False])))).reshape(-1, 2)
        pieces = []
        self._at: list[int] = []
        self._from: list[int] = []
        last = wording.part.start
        length = 0
        cuts = [(int(wording.starts[begin]), int(wording.ends[end - 1])) for begin, end in edges.tolist()]
        for begin, end in [*cuts, (wording.part.end, wording.part.end)]:
            self._at.append(length)
            self._from.append(last)
            pieces.append(wording.text[last:begin])
            length += max(0, begin - last)
            last = end
        self.text = "".join(pieces)

    def back(self, span: Span, least: int) -> Span:
        """A span of this text as one of the whole text, without pieces of fewer than `least` words before the first or after the last
        longer one: "she said" beside a quotation."""
        pieces = []
        piece = bisect_right(self._at, span.start) - 1
        start = span.start
        while start < span.end:
            end = min(span.end, self._at[piece + 1]) if piece + 1 < len(self._at) else span.end
            if start < end:
                pieces.append((start, end))
            start, piece = end, piece + 1
        long = [row for row in pieces if count_words(self.text, *row) >= least] or pieces
        start, end = long[0][0], long[-1][1]
        while start < end - 1 and not self.text[start].isalnum():
            start += 1
        while end > start + 1 and self.text[end - 1].isspace():
            end -= 1
        return Span(self._place(start), self._place(end - 1) + 1)

    def _place(self, at: int) -> int:
        piece = bisect_right(self._at, at) - 1
        return self._from[piece] + at - self._at[piece]
