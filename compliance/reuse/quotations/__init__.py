"""The words of a text that are somebody else's, and say so: quotation marks of all national styles, dialogue
after dashes, and block quotes.

    for quotation in find_quotations(text): quotation.span, quotation.words, quotation.attributed

Which marks open and close where follows the Unicode Standard, chapter 6.2 ("Quotation Marks"), and the styles listed in CLDR
(`delimiters`). A mark that is never closed ends with its paragraph, so that one slip hides no more than that.
"""

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from compliance.model import Span, Zone, Zoned
from compliance.reuse.quotations.blocks import find_blocks
from compliance.reuse.quotations.dialogue import find_dialogue
from compliance.reuse.quotations.marks import find_marks, pair_marks
from compliance.reuse.quotations.paragraphs import split
from compliance.reuse.quotations.speech import find_attributed
from compliance.reuse.quotations.words import count_words

__all__ = ["Quotation", "find_quotations"]


class Quotation(NamedTuple):
    """Quoted words.

    `span` lies inside the marks (of a block quote: the block). `attributed` says that words near it name a speaker or a source.
    `closed` is False where the closing mark is missing and the end of the paragraph was taken. `block` tells a block quote.
    """

    span: Span
    words: int
    attributed: bool
    closed: bool = True
    block: bool = False


def find_quotations(text: str, zones: Iterable[Zoned] = ()) -> list[Quotation]:
    """All quotations of `text`, sorted by start, the outer before the inner; time is linear in the text.

    `zones` are those of the Document that the text comes from, if any: its zones of kind QUOTE are block quotes. A quotation that
    runs over paragraphs, each opened again and only the last one closed, is one quotation.
    """
    marks = find_marks(text)
    found = [(start, end, True, True) for start, end in find_blocks(text)]
    found += [(start, end, True, False) for start, end in find_dialogue(text) if start < end]
    found += [(zone.start, zone.end, True, True) for zone in zones if zone.zone is Zone.QUOTE and 0 <= zone.start < zone.end <= len(text)]
    if not found and not marks:
        return []
    bounds = split(text)
    found += [(start, end, closed, False) for start, end, closed in pair_marks(text, marks, bounds)]
    found = sorted(set(found), key=lambda row: (row[0], -row[1]))
    spoken_of = find_attributed(text, [row[:2] for row in found])
    made = []
    for (start, end, closed, block), attributed in zip(found, spoken_of, strict=True):
        words = count_words(text, start, end)
        if words:
            made.append(Quotation(Span(start, end), words, attributed, closed, block))
    # One speaker for a paragraph: “Not yet,” she said. “Nor tomorrow.”
    paragraphs = [bisect_right(bounds, quotation.span.start) for quotation in made]
    spoken = {paragraph for paragraph, quotation in zip(paragraphs, made, strict=True) if quotation.attributed and quotation.closed}
    return [
        quotation._replace(attributed=quotation.attributed or paragraph in spoken) for paragraph, quotation in zip(paragraphs, made, strict=True)
    ]
