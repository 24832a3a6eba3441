"""Where lines begin, for readers that must turn offsets into lines and columns.

A line ends with a line feed, which covers CRLF too. Only where a text has no line feed at all does a lone
carriage return end its lines, as on the classic Mac: a stray carriage return inside an ordinary file ends no
line in any editor.
"""

from bisect import bisect_right

from compliance.model import Position


def only_returns(text: str) -> bool:
    """Whether the lines of `text` end with lone carriage returns."""
    return "\r" in text and "\n" not in text


def line_starts(text: str, feeds: bool = False) -> list[int]:
    """The offset of the first code point of every line, ascending; the first is 0.

    `feeds` says that line feeds end the lines of the source, though none may be in this part of it.
    """
    end = "\r" if not feeds and only_returns(text) else "\n"
    starts = [0]
    at = text.find(end)
    while at >= 0:
        starts.append(at + 1)
        at = text.find(end, at + 1)
    return starts


def place(starts: list[int], at: int, line: int = 1, column: int = 1) -> Position:
    """The line and column of offset `at`, given `line_starts` of the text and where the text itself
    begins.
    """
    index = bisect_right(starts, at) - 1
    if not index:
        return Position(line, column + at)
    return Position(line + index, at - starts[index] + 1)
