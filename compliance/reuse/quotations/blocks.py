"""Block quotes in plain text: lines after ">", and blocks set in from a text that is not."""

import re

_ANGLE = re.compile(r"(?:^[ ]{0,3}>[^\n]*(?:\n|\Z))+", re.M)
_INDENT = re.compile(r"(?:^(?:[ ]{4}|\t|\u3000\u3000)[^\n]*\S[^\n]*(?:\n|\Z))+", re.M)
# A paragraph whose first line alone is set in is no block quote; neither is anything in a text where setting in is the rule.
_MOST_SET_IN = 0.4
_LEAST = 60  # letters; shorter blocks are addresses, tables and verses' ends


def find_blocks(text: str) -> list[tuple[int, int]]:
    """Stretches of block quotes, in code points."""
    found: list[tuple[int, int]] = []
    if ">" in text:
        found += [_trimmed(text, *match.span()) for match in _ANGLE.finditer(text)]
    if "\n    " in text or "\n\t" in text or "\n\u3000\u3000" in text:
        blocks = [match.span() for match in _INDENT.finditer(text)]
        if sum(end - start for start, end in blocks) <= _MOST_SET_IN * len(text):
            found += [_trimmed(text, *block) for block in blocks if _stands_apart(text, *block)]
    return [(start, end) for start, end in found if start < end]


def _stands_apart(text: str, start: int, end: int) -> bool:
    """After a blank line (or a line that ends in a colon) and before one, and not short."""
    before = text[max(0, start - 40) : start].rstrip(" \t")
    after = text[end : end + 40].lstrip(" \t")
    return (
        end - start >= _LEAST
        and (before.endswith("\n\n") or before.rstrip().endswith((":", "：")) or not before)
        and (not after or after.startswith("\n"))
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t\n>\u3000":
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
