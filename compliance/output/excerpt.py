"""A span in its context, as a few lines beside a bar."""

import re
from collections.abc import Iterator

from compliance.model import CONTEXT, Flag
from compliance.output.escape import visible
from compliance.output.frame import GUTTER, Glyphs
from compliance.output.phrases import elide
from compliance.output.wrap import Line, Segment, isolate, wrap

_WORD = 20  # code points

LONGEST = 420  # code points of a span that are shown; of a longer one the middle is left out


def excerpt_lines(flag: Flag, columns: int, glyphs: Glyphs) -> Iterator[Line]:
    """The span of a flag, marked, with what stands before and after it."""
    mark = f"mark.{flag.severity.value}"
    before, after = flat(flag.before.lstrip(), glyphs), flat(flag.after.rstrip(), glyphs)
    # Context that fills its room was cut off there, most likely inside a word.
    if len(flag.before) >= CONTEXT:
        whole = before.partition(" ")[2].removeprefix(f"{glyphs.newline} ")
        before = f"{glyphs.ellipsis} {whole}" if " " in before[:_WORD] else before
    if len(flag.after) >= CONTEXT:
        after = f"{after.rpartition(' ')[0]} {glyphs.ellipsis}" if " " in after[-_WORD:] else after
    text = flat(elide(flag.text, LONGEST, glyphs.ellipsis), glyphs)
    segments = [Segment("", before), *_marked(text, mark, glyphs), Segment("", after)]
    lead = [Segment("", " " * (GUTTER + 2)), Segment("dim", glyphs.bar), Segment("", " ")]
    for line in wrap(segments, columns - GUTTER - 4):
        yield [*lead, *isolate(line)]


def _marked(text: str, mark: str, glyphs: Glyphs) -> list[Segment]:
    """The span between its marks; white space at its ends stays outside, where a mark on it would only
    puzzle."""
    core = text.strip(" ")
    if not core:
        return [Segment(mark, glyphs.open + text + glyphs.close)]
    start = text.index(core)
    return [
        Segment("", text[:start]),
        Segment(mark, glyphs.open + core + glyphs.close),
        Segment("", text[start + len(core) :]),
    ]


def flat(text: str, glyphs: Glyphs) -> str:
    """`text` as one flow, safe to print: line ends as a sign, other white space as one space, soft hyphens
    gone."""
    text = re.sub(
        r"[ \t\u00ad]*(?:\r\n?|\n|\u2028|\u2029)\s*", f" {glyphs.newline} ", text.replace("\u00ad", "")
    )
    return visible(re.sub(r"[ \t]+", " ", text))
