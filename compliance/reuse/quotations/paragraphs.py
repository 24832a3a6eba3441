"""Where a text's paragraphs part, in texts with blank lines between them, a line each, or broken at a fixed width."""

import re

# A blank line always parts. A single line end does where a sentence ends before it: in a text broken at a fixed width this
# parts too often, and `marks` mends that by looking for the closing mark in the paragraphs that follow.
_BREAK = re.compile(r"\n(?:[^\S\n]*\n|(?<=[.!?…。！？؟।:”“»\"’]\n)|(?<=[.!?…。！？؟।:”“»\"’] \n))")


def split(text: str) -> list[int]:
    """The offsets at which paragraphs after the first begin, ascending, and the length of the text."""
    bounds = [match.end() for match in _BREAK.finditer(text)]
    if not bounds or bounds[-1] != len(text):
        bounds.append(len(text))
    return bounds
