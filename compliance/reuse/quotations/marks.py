"""Quotation marks paired with one another, in one pass over the marks.

A mark's shape says little: “ opens in English and closes in German, ” does both in Swedish, « and » change places between Paris
and Berlin, and ' is mostly an apostrophe. What tells is the state: what is open, and whether the mark touches the word before it
or the one after it.
"""

import re
from typing import NamedTuple

# Marks by family: a mark closes the nearest open one of its own family.
_FAMILIES = {
    "double": "“”„‟\"＂〝〞〟״",
    "single": "‘’‚‛'`",
    "angle": "«»",
    "small": "‹›",
    "corner": "「」｢｣﹁﹂",
    "white": "『』﹃﹄",
    "title": "《》",
    "name": "〈〉",
}
_FAMILY = {mark: family for family, marks in _FAMILIES.items() for mark in marks} | {"``": "double", "''": "double", ",,": "double"}
_OPENS = frozenset(["„", "`", "``", ",,", "〝", *"「｢﹁『﹃《〈"])  # never close
_CLOSES = frozenset(["''", "〞", "〟", *"」｣﹂』﹄》〉"])  # never open
_TURNED = frozenset(["„", "‚", ",,"])  # what they open, “ and ‘ close

_ANY = re.compile("[“”„‟\"＂〝〞〟״«»‹›「」｢｣﹁﹂『』﹃﹄《》〈〉‚‛‘'’`]")
_ANY_OR_COMMAS = re.compile(f"{_ANY.pattern}|,,")
# Short forms that begin with an apostrophe.
_ELISION = re.compile(r"['’](?:\d\ds?\b|(?:tis|twas|twere|twill|em|til|till|cause|bout|round|n|s|t|k|ll|re|ve|d)\b)", re.I)

_DEPTH = 8  # marks open at once; more are never closed in any style
_REACH = 6  # paragraphs in which the closing mark of a quotation is looked for that does not open them again
_FAR = 4000  # code points, likewise


class _Open(NamedTuple):
    start: int  # of the words, after the mark
    family: str
    mark: str
    paragraph: int


def pair_marks(text: str, marks: list[tuple[int, int]], bounds: list[int]) -> list[tuple[int, int, bool]]:
    """Stretches between marks, as (start, end, closed), in no order. `bounds` are the ends of the paragraphs, from `split`."""
    reader = _Reader(text, bounds, _possessives(text, marks))
    for number, (start, end) in enumerate(marks):
        reader.read(number, start, end)
    return reader.finish()


def find_marks(text: str) -> list[tuple[int, int]]:
    """Where marks stand. No marks are apostrophes between letters, and `` '' ,, where they touch a word on the wrong side."""
    marks: list[tuple[int, int]] = []
    last = 0
    for match in (_ANY_OR_COMMAS if ",," in text else _ANY).finditer(text):
        start, end = match.span()
        if start < last:
            continue
        mark = text[start]
        if mark in "'’`,":
            before, after = text[start - 1 : start], text[end : end + 1]
            if mark == "’" or (mark == "'" and after != "'"):
                if before.isalnum() and after.isalnum():
                    continue
            elif mark == ",":
                if before.isalnum() or not after.isalnum():
                    continue
            else:
                if mark == after:
                    end, after = end + 1, text[end + 1 : end + 2]
                if after.isalnum() if mark == "'" else before.isalnum() or not after.isalnum():
                    continue
        marks.append((start, end))
        last = end
    return marks


class _Reader:
    """What is open, and what has been closed so far."""

    def __init__(self, text: str, bounds: list[int], possessives: set[int]) -> None:
        self.text = text
        self.bounds = bounds
        self.possessives = possessives
        self.paragraph = 0
        self.stack: list[_Open] = []
        self.waiting: dict[str, tuple[_Open, int]] = {}  # by family: never closed in its paragraph, and where it ends then
        self.found: list[tuple[int, int, bool]] = []
        self.cut: dict[int, int] = {}  # by the start of an open mark's words: where the next mark of its family opens

    def read(self, number: int, start: int, end: int) -> None:
        """Takes the next mark."""
        first = start >= self.bounds[self.paragraph] and self._advance(start)
        text = self.text
        mark = text[start:end]
        family = _FAMILY[mark]
        before = text[start - 1] if start else "\n"
        after = text[end] if end < len(text) else "\n"
        level = self._level(family)
        if first and level is not None and mark not in _CLOSES and not text[self._begin() : start].strip():
            return  # the paragraph opens again what the one before it has left open
        role = _role(mark, family, before, after, self.stack[level].mark if level is not None else "")
        if family == "single":
            if role == "open" and (after.isspace() or _ELISION.match(text, start)):
                return
            if role == "close" and (number in self.possessives or level != len(self.stack) - 1):
                return
        if role == "open":
            self._settle(family)
            if level is not None:
                self.cut.setdefault(self.stack[level].start, start)
            if len(self.stack) == _DEPTH:
                self._slip(self.stack.pop(0), start)
            self.stack.append(_Open(end, family, mark, self.paragraph))
        elif role == "close" and level is not None:
            self._close(level, start)
        elif role == "close":
            self._rejoin(family, start)

    def finish(self) -> list[tuple[int, int, bool]]:
        """What was found, once the marks are over."""
        self._advance(len(self.text))
        self._leave(len(self.text))
        for family in list(self.waiting):
            self._settle(family)
        return [(start, end, closed) for start, end, closed in self.found if start < end]

    def _begin(self) -> int:
        return self.bounds[self.paragraph - 1] if self.paragraph else 0

    def _level(self, family: str) -> int | None:
        for level in range(len(self.stack) - 1, -1, -1):
            if self.stack[level].family == family:
                return level
        return None

    def _add(self, start: int, end: int, closed: bool) -> None:
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        self.found.append((start, end, closed))

    def _close(self, level: int, at: int) -> None:
        for inner in self.stack[level + 1 :]:
            if inner.family != "single":  # an apostrophe
                self._add(inner.start, at, False)
        self._add(self.stack[level].start, at, True)
        del self.stack[level:]

    def _slip(self, mark: _Open, at: int) -> None:
        """Gives up waiting for the mark's fellow."""
        if mark.family != "single":
            self._add(mark.start, self.cut.get(mark.start, at), False)

    def _advance(self, at: int) -> bool:
        """Goes on to the paragraph of `at`; what the paragraphs before it leave open goes on only where they open it again."""
        bounds = self.bounds
        while self.paragraph < len(bounds) - 1 and at >= bounds[self.paragraph]:
            end = bounds[self.paragraph]
            following = end
            while following < len(self.text) and self.text[following].isspace() and following < end + 8:
                following += 1
            again = _FAMILY.get(self.text[following : following + 1], "") or _FAMILY.get(self.text[following : following + 2], "")
            self._leave(end, keep=again if self.text[following : following + 1] not in _CLOSES else "")
            self.paragraph += 1
        return True

    def _leave(self, end: int, keep: str = "") -> None:
        """Ends a paragraph."""
        kept: list[_Open] = []
        for mark in self.stack:
            if mark.family == keep and not kept:
                kept.append(mark)
            elif mark.family != "single":
                self._settle(mark.family)
                # Opened twice and closed once: the first was a slip, and ends where the second begins.
                self.waiting[mark.family] = mark, self.cut.get(mark.start, end)
        self.stack = kept
        self.cut.clear()

    def _rejoin(self, family: str, at: int) -> None:
        """A closing mark with nothing open closes what an earlier paragraph left open, if that is near."""
        if family in self.waiting:
            mark, end = self.waiting.pop(family)
            near = self.paragraph - mark.paragraph <= _REACH and at - mark.start <= _FAR
            self._add(mark.start, at if near else end, near)

    def _settle(self, family: str) -> None:
        if family in self.waiting:
            mark, end = self.waiting.pop(family)
            self._add(mark.start, end, False)


def _role(mark: str, family: str, before: str, after: str, opened: str) -> str:
    """Whether the mark opens or closes; `opened` is the nearest open mark of its family, or nothing."""
    if mark in _OPENS:
        return "open"
    if mark in _CLOSES:
        return "close"
    if family in ("angle", "small"):
        # Whichever comes first opens; the same mark again closes only where it touches the word before it (Finnish »…»).
        if not opened:
            return "open"
        if mark != opened:
            return "close"
        return "close" if not before.isspace() and not after.isalnum() else "open"
    opening = (before.isspace() or before in "([{—–-/:：،,，。" or before in _FAMILY) and not after.isspace()
    closing = not before.isspace() and not after.isalnum()
    if mark == "‚":
        return "open" if after.isalnum() or after in _FAMILY else "neither"
    if mark in "“‘‛‟":
        return "close" if opened and closing and (opened in _TURNED or not opening) else "open"
    if mark == "”":
        return "close" if opened or not opening else "open"
    if mark == "’":
        return "close" if closing and (opened or not opening) else "open"
    if opening != closing:
        return "open" if opening else "close"
    return "close" if opened else "open"


def _possessives(text: str, marks: list[tuple[int, int]]) -> set[int]:
    """The numbers of the marks that end a plural's genitive ("the dogs' home") while a single quotation is open.

    After an s and before a word, a mark is one of these where another closes after it and nothing opens between them.
    """
    found: set[int] = set()
    closes = False
    for number in range(len(marks) - 1, -1, -1):
        start, end = marks[number]
        mark = text[start:end]
        before, after = text[start - 1 : start], text[end : end + 1]
        if mark not in ("'", "’"):
            closes = closes and mark not in ("‘", "‚", "`")
        elif not before or before.isspace():
            closes = closes and _ELISION.match(text, start) is not None
        elif closes and before in "sSzZxX" and after == " " and text[end + 1 : end + 2].isalnum():
            found.add(number)
        else:
            closes = True
    return found
