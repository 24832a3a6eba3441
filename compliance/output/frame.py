"""The frame that all lines for people share: a gutter with a word in it, and text beside it.

The gutter says what stands right of it: a verdict, a severity, `why`. Scanning down the gutter is reading the
outline.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from compliance.output.wrap import LRI, Line, Segment, isolate, wrap

GUTTER = 8  # columns, and two more before the text


class Glyphs(NamedTuple):
    """The signs that a stream can show; `open` and `close` mark a span where no colour does."""

    open: str = "⟦"
    close: str = "⟧"
    bar: str = "│"
    rule: str = "─"
    ellipsis: str = "…"
    newline: str = "↵"
    dot: str = "·"


ASCII = Glyphs("[[", "]]", "|", "-", "...", "/", "-")
"""For streams whose encoding has none of the signs."""

_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "…": "..."})


def worded(text: str, glyphs: Glyphs) -> str:
    """A sentence of ours in the signs that a stream can show: quotation marks and dashes; never for what is to be copied."""
    return text.translate(_PLAIN) if glyphs.bar == ASCII.bar else text


def block(lead: Line, body: Iterable[Segment], columns: int) -> Iterator[Line]:
    """`body` right of `lead`, wrapped, further lines hanging under the first."""
    for line in wrap(body, columns - GUTTER - 2):
        yield [*lead, *isolate(line, LRI)]
        lead = [Segment("", " " * (GUTTER + 2))]


def label(word: str, style: str = "dim") -> Line:
    """A gutter that says `word`."""
    return [Segment(style, word.rjust(GUTTER)), Segment("", "  ")]


def badge(word: str) -> Line:
    """A gutter that says `word`, a verdict or an outcome, so that it cannot be missed."""
    shown = f" {word.upper()} "
    return [Segment("", " " * (GUTTER + 1 - len(shown))), Segment(f"badge.{word}", shown), Segment("", " ")]
