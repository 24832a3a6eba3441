"""The plain form of a text that the gate asks about: small letters, single blanks, plain signs; with the way back."""

import re
from collections.abc import Callable, Iterable
from functools import cache

from compliance.rulebook.lazy import lazy
from compliance.rulebook.linear import asks
from compliance.rulebook.signs import PLAIN_SIGNS

_BLANKS = dict.fromkeys((*range(9, 14), *range(28, 32), 133, 5760, *range(8192, 8203), 8232, 8233, 8287, 12288), 32)
_ALIKE = str.maketrans("ςſ\u212a\u212b\u2126\u00b5ϐϑϕϖϰϱϵẛ", "σskåωμβθφπκρεṡ")
"""Letters that case-insensitive patterns hold for the same, though neither is the other's small letter."""
_ASCII = bytes(32 if c < 128 and c in _BLANKS else c for c in range(256))
GAP = b"\xff"
"""What a blank line is in a plain form: a byte that no UTF-8 has."""
_SIGNS: dict[int, str] = {**PLAIN_SIGNS, **{blank: " " for blank in _BLANKS if blank > 127}}
_UNLIKE = frozenset("Σσİ") | {chr(c) for c in _ALIKE}
"""Letters whose small letter is not that of `str.lower`, or not alone."""
_UNEVEN = frozenset("ſȺȾẞ\u2126\u212a\u212bⱢⱤⱭⱮⱯⱰⱾⱿꞍꞪꞫꞬꞭꞮꞰꞱꞲꟅ")
"""Letters whose small letter takes more or fewer bytes."""
_SPECIAL = _UNLIKE | _UNEVEN | {chr(c) for c in _SIGNS if c > 127}
"""What is more than its small letter in the plain form."""
LONG = 500
"""Code points of a stretch between blank lines above which the end of a line that ends a sentence ends a paragraph."""
_RAGGED = rb"\n[^\S\n]|\n[\x1c-\x1f\x80-\xff]"
"""What may be a blank line that is not bare."""
LETTERS = bytes(c if chr(c).isalnum() and c < 128 else 32 for c in range(256))
"""For `bytes.translate`: a blank for all but letters and digits of ASCII."""
_OWN = "[^\x00-\u036f\u2000-\u2bff]"
"""A letter of a script other than Latin."""
_USUAL = {"’": "'", "“": '"', "”": '"', "‘": "'", "–": "-", "—": "-"}


def plainly(text: str) -> str:
    """With single blanks and plain signs."""
    text = " ".join(text.split())
    return text if text.isascii() else text.translate(PLAIN_SIGNS)


def low(text: str) -> str:
    """In small letters, one for one."""
    if text.isascii():
        return text.lower()
    if "İ" in text:
        return "İ".join(part.lower() for part in text.split("İ")).translate(_ALIKE)
    return text.lower().translate(_ALIKE)


@cache
def _questions() -> tuple[Callable[[bytes], bool], Callable[[bytes], bool]]:
    """Whether a text has anything that `bytes.lower` leaves alone and the plain form does not; whether it has more than capitals."""
    special = "".join(f"\\x{{{ord(c):x}}}" for c in sorted(_SPECIAL))
    return asks(rf"[^\P{{Lu}}A-Z]|[\p{{Lt}}\x{{2160}}-\x{{216f}}\x{{24b6}}-\x{{24cf}}{special}]"), asks(f"[{special}]")


class Block:
    """A stretch of a text between blank lines, or part of one that is cut into paragraphs (`is_cut`). `known` is for whoever asks it
    something more than once. It knows the text, which does not know it: a ring of both would stay until garbage is looked for."""

    def __init__(self, plain: "Plain", start: int, end: int, is_cut: bool, place: int, at: int) -> None:
        self._plain = plain
        self._from, self._to = start, end
        self._place, self._at = place, at
        self._counted, self._points = start, 0
        self.is_cut = is_cut
        self.known: dict[object, bool] = {}

    def holds(self, place: int) -> bool:
        """Whether a byte of the text is one of its own."""
        return self._from <= place < self._to

    @lazy
    def _written(self) -> tuple[int, str, int]:
        return self._plain.cut(self._from, self._to)

    @property
    def start(self) -> int:
        """The code point of the text where it begins, behind white space."""
        return self._written[0]

    @property
    def text(self) -> str:
        """What it holds, without white space around it."""
        return self._written[1]

    def at(self, place: int) -> int:
        """The code point of its text that a byte of the text stands for. Quick where places ascend."""
        if place < self._counted:
            self._counted, self._points = self._from, 0
        self._points += self._plain.count(self._counted, place)
        self._counted = place
        return max(0, self._points - self._written[2])

    @lazy
    def is_latin(self) -> bool:
        """Whether all its letters are Latin ones."""
        return self._plain.is_ascii or self.text.isascii() or not re.search(_OWN, self.text)

    @lazy
    def _part(self) -> tuple[int, int]:
        return self._plain.within(self._from, self._to, self._place, self._at)

    def form(self, cased: int) -> bytes:
        """Its plain form, in small letters or with capitals as they are."""
        start, end = self._part
        return (self._plain.whole if cased else self._plain.data)[start:end]

    @lazy
    def _letters(self) -> bytes:
        start, end = self._part
        return self._plain.letters[start : end + 2]

    @lazy
    def _small(self) -> bytes:
        return self._letters.lower()

    def letters(self, cased: int) -> bytes:
        """The letters and digits of ASCII in that form, with blanks for all else and around them."""
        return self._letters if cased else self._small


class Plain:
    """A text in its plain form.

    `data` is that form in UTF-8, and `whole` the same with the text's capitals, if it is `cased`: every letter at the same place, as
    it is but for a few letters of a few languages. `is_ascii` tells that nothing but typography stood beyond ASCII. Blank lines are two `GAP`.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        form = text.replace("`", "'") if "`" in text else text
        if not text.isascii():
            for sign, plain in _USUAL.items():
                if sign in form:
                    form = form.replace(sign, plain)
        self.is_ascii = form.isascii()
        raw = form.encode("utf-8", "replace")
        self.cased = True
        quiet = None
        if not self.is_ascii:
            has_capitals, has_special = _questions()
            if has_capitals(raw):
                special: Iterable[str] = ()
                if has_special(raw):
                    special = [sign for sign in _SPECIAL if sign in form]
                    for sign in special:
                        if ord(sign) in _SIGNS:
                            form = form.replace(sign, _SIGNS[ord(sign)])
                    raw = form.encode("utf-8", "replace")
                quiet = (form.lower() if _UNLIKE.isdisjoint(special) else low(form)).encode("utf-8", "replace")
                if not _UNEVEN.isdisjoint(special):
                    raw, self.cased = quiet, False
        self._form = form
        self._raw, self._level = raw, _level(raw)
        self.whole = _single(self._level)
        self._is_single = self.whole is self._level
        self._quiet = quiet
        self._gap = b"\n\r\n" if raw.find(b"\r") >= 0 and raw.find(b"\n\r\n") >= 0 else b"\n\n"
        self._ragged: bool | None = None
        self._from_gap = self._to_gap = 0
        self._from = self._to = self._counted = self._point = 0

    @lazy
    def data(self) -> bytes:
        """In small letters."""
        if not self.cased:
            return self.whole
        return self.whole.lower() if self._quiet is None else _single(_level(self._quiet))

    @lazy
    def letters(self) -> bytes:
        """The letters and digits of ASCII in `whole`, with blanks for all else, and one more at either end."""
        return b" %b " % self.whole.translate(LETTERS)

    @lazy
    def beyond(self) -> tuple[int, int]:
        """The part of the plain form that has all stretches between blank lines with a letter beyond ASCII, and perhaps more."""
        if not self._is_single:
            return 0, len(self.whole)
        first = _beyond(self._raw)
        last = len(self._raw) - _beyond(self._raw[::-1])
        end = self.whole.find(GAP, last)
        return self.whole.rfind(GAP, 0, first) + 1, len(self.whole) if end < 0 else end

    def within(self, start: int, end: int, place: int, at: int) -> tuple[int, int]:
        """The part of the plain form that a stretch of the text's bytes comes to, of which one byte is known in both."""
        if self._is_single:
            return start, end
        return max(0, place - len(_single(self._level[start:at]))), place + len(_single(self._level[at:end]))

    def around(self, place: int) -> Block:
        """A stretch that holds the paragraph of a byte of the plain form, no blank, and as little beside it as can be seen without
        looking at all of the text. Quick where places ascend."""
        at = self.spread(place)
        start, end, is_cut = self._stretch(at)
        return Block(self, start, end, is_cut, place, at)

    def cut(self, start: int, end: int) -> tuple[int, str, int]:
        """A stretch of the text's bytes as it is written, without white space around it; the code point where that begins, and how many
        of white space stand before it in the stretch."""
        begin = self.at(start)
        text = self.text[begin : begin + self.count(start, end)]
        bare = text.lstrip()
        lead = len(text) - len(bare)
        return begin + lead, bare.rstrip(), lead

    def part(self, first: int, last: int) -> tuple[int, int]:
        """The part of the plain form that has all between two code points of the text, and perhaps more."""
        end = len(self.whole)
        return (max(0, first), max(0, min(last, end))) if self.is_ascii and self._is_single else (0, end)

    def count(self, start: int, end: int) -> int:
        """The code points of a stretch of the text's bytes."""
        return end - start if self.is_ascii else len(self._level[start:end].decode("utf-8", "replace"))

    def _stretch(self, at: int) -> tuple[int, int, bool]:
        raw = self._raw
        if not self._from_gap <= at < self._to_gap:
            self._from_gap, self._to_gap = raw.rfind(self._gap, 0, at) + 1, raw.find(self._gap, at)
            if self._to_gap < 0:
                self._to_gap = len(raw)
        start, end = self._from_gap, self._to_gap
        if end - start > (1 if self.is_ascii else 4) * LONG + 50 and not self._is_ragged():
            before, behind = raw.rfind(b".\n", start, at), raw.find(b".\n", at, end)
            return start if before < 0 else before + 2, end if behind < 0 else behind + 1, True
        return start, end, False

    def _is_ragged(self) -> bool:
        """Whether there may be blank lines that are not bare."""
        if self._ragged is None:
            self._ragged = re.search(_RAGGED, self._raw) is not None
        return self._ragged

    def spread(self, place: int) -> int:
        """The byte of the text that a byte of the plain form, no blank, stands for. Quick where places ascend."""
        if self._is_single:
            return place
        if place < self._from:
            self._from = self._to = 0
        single, spread, start = self.whole, self._level, self._to
        letters = place - self._from - single.count(b" ", self._from, place)
        stop = start + place - self._from
        while missing := letters - (stop - start - spread.count(b" ", start, stop)):
            stop += missing
        while spread[stop : stop + 1] == b" ":
            stop += 1
        self._from, self._to = place, stop
        return stop

    def at(self, at: int) -> int:
        """The code point of the text that a byte of it begins. Quick where places ascend."""
        if self.is_ascii:
            return at
        if at < self._counted:
            self._counted = self._point = 0
        self._point += self.count(self._counted, at)
        self._counted = at
        return self._point

    def stands(self, string: str, start: int, end: int) -> bool:
        """Whether a string stands between two bytes of the plain form, capitals as they are in the text."""
        if self.cased:
            return self.whole[start:end] == string.encode()
        at = self.at(self.spread(start))
        piece = plainly(self._form[at : at + 2 * len(string) + 40])
        if len(piece) < len(string):
            piece = plainly(self._form[at : at + 60 * len(string)])
        return piece.startswith(string)


def _beyond(form: bytes) -> int:
    """Where the first byte beyond ASCII stands."""
    try:
        form.decode("ascii")
    except UnicodeDecodeError as error:
        return error.start
    return len(form)


def _level(form: bytes) -> bytes:
    """With every white space a blank, and every blank line a gap."""
    return form.replace(b"\n\n", GAP + GAP).translate(_ASCII)


def _single(form: bytes) -> bytes:
    """With single blanks."""
    while form.rfind(b"  ") >= 0:  # far quicker than to look from the front
        form = form.replace(b"  ", b" ")
    return form
