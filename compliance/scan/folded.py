"""A folded text with the way back to the text that it was."""

from bisect import bisect_right
from typing import NamedTuple


class Folded(NamedTuple):
    """A folded text. `starts` and `origins` are matching rows: the folded text from `starts[i]` on stands at `origins[i]`
    of the original, one code point for one, until the next row; `ends` is where the original of the row's first piece
    ends when it was replaced."""

    text: str
    starts: list[int]
    origins: list[int]
    ends: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span of a folded span: the smallest that holds all that was folded into it."""
        return self._origin(start, False), self._origin(end, True)

    def _origin(self, at: int, closing: bool) -> int:
        if closing and at:
            row = bisect_right(self.starts, at - 1) - 1
            if self.ends[row] >= 0:
                return self.ends[row]
            return self.origins[row] + at - self.starts[row]
        row = bisect_right(self.starts, at) - 1
        if self.ends[row] >= 0:
            return self.origins[row]
        return self.origins[row] + at - self.starts[row]
