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


class Joined:
    """Puts folded pieces of a text together, from the front.

    Args:
        text: its beginning, folded.
        folded: the map of that; None where nothing in it was folded.
        whole: the whole of the text, as it was.
        done: where in that the beginning ends.
    """

    def __init__(self, text: str, folded: Folded | None, whole: str, done: int) -> None:
        self._pieces, self._length, self._whole = [text], len(text), whole
        self._rows = list(zip(folded.starts, folded.origins, folded.ends, strict=True)) if folded else [(0, 0, -1)]
        self._done = done
        self._goes_on()

    def join(self, start: int, text: str, folded: Folded | None) -> int:
        """Adds what stands before a stretch, and the stretch, which begins at `start` of the whole; where it begins in the folded text."""
        self._add(self._whole[self._done : start])
        at = self._length
        if folded is None:
            self._add(text)
        else:
            rows = zip(folded.starts, folded.origins, folded.ends, strict=True)
            self._rows += [(at + begin, start + origin, end if end < 0 else start + end) for begin, origin, end in rows]
            self._add(folded.text)
        self._done = start + len(text)
        self._goes_on()
        return at

    def finish(self) -> Folded:
        """All of it."""
        self._add(self._whole[self._done :])
        starts, origins, ends = map(list, zip(*self._rows, strict=True))
        return Folded("".join(self._pieces), starts, origins, ends)

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)

    def _goes_on(self) -> None:
        """From here on nothing is folded, until the next stretch."""
        self._rows.append((self._length, self._done, -1))
