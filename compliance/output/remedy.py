"""What to do about a flag, for people; a line to paste stands by itself, so that it can be copied."""

from collections.abc import Iterator

from compliance.model import Flag
from compliance.output.escape import visible, visible_lines
from compliance.output.frame import GUTTER, Glyphs, block, label, worded
from compliance.output.wrap import Line, Segment, isolate, width


def paste_of(flag: Flag) -> str:
    """The text that a flag's remedy ends with and wants pasted; empty where there is none."""
    paste = flag.values.get("paste")
    return paste if isinstance(paste, str) and flag.remedy.endswith(paste) else ""


def remedy_lines(flag: Flag, columns: int, glyphs: Glyphs) -> Iterator[Line]:
    """The remedy, and below it what to paste, never broken.

    What fits stands right of the gutter, a line of its own each. What does not fit, and what is written from right to left and
    could be copied only with the signs that keep it apart, begins at the margin: a terminal that breaks such a line copies it whole.
    """
    paste = paste_of(flag)
    told = flag.remedy.removesuffix(paste).rstrip(" :") + ":" if paste else flag.remedy
    if told:
        yield from block(label("remedy"), [Segment("", worded(visible(told), glyphs))], columns)
    if not paste:
        return
    lines = [[Segment("", text)] for text in visible_lines(paste).expandtabs(4).split("\n")]
    fits = all(width(line[0].text) <= columns - GUTTER - 2 and isolate(line) == line for line in lines)
    lead = label("paste") if fits else []
    if not fits:
        yield label("paste")
    for line in lines:
        yield [*lead, *line]
        lead = [Segment("", " " * (GUTTER + 2))] if fits else []
