"""The plain form of a text that the gate asks about: small letters, single blanks, plain signs; with the way back."""

import re

from compliance.rulebook.signs import PLAIN_SIGNS

_BLANKS = dict.fromkeys((*range(9, 14), *range(28, 32), 133, 5760, *range(8192, 8203), 8232, 8233, 8287, 12288), 32)
_ALIKE = str.maketrans("ςſ\u212a\u212b\u2126\u00b5ϐϑϕϖϰϱϵẛ", "σskåωμβθφπκρεṡ")
"""Letters that case-insensitive patterns hold for the same, though neither is the other's small letter."""
_ASCII = bytes(32 if c < 128 and c in _BLANKS else c for c in range(256))
GAP = b"\xff"
"""What a blank line is in a plain form: a byte that no UTF-8 has."""
_SIGNS: dict[int, str] = {**PLAIN_SIGNS, **{blank: " " for blank in _BLANKS if blank > 127}}
_BEYOND = re.compile("[^\x00-\x7f]")
_UNLIKE = frozenset("Σσİ") | {chr(c) for c in _ALIKE}
"""Letters whose small letter is not that of `str.lower`, or not alone."""
_SPECIAL = _UNLIKE | {chr(c) for c in _SIGNS if c > 127}
"""What is more than its small letter in the plain form."""
LONG = 500
"""Code points of a stretch between blank lines above which the end of a line that ends a sentence ends a paragraph."""
_RAGGED = rb"\n[^\S\n]|\n[\x1c-\x1f\x80-\xff]"
"""What may be a blank line that is not bare."""
_SHAPE = bytes(0 if c < 0x80 else 1 if c < 0xC0 else 2 if c < 0xE0 else 3 if c < 0xF0 else 4 for c in range(256))
"""What a byte is in UTF-8: two texts of one shape have each letter at the same place."""
_LETTERS = bytes(c if chr(c).isalnum() and c < 128 else 32 for c in range(256))
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


class Block:
    """A paragraph, or somewhat more, in its plain form: `whole` as it is written, `data` in small letters. `known` is for
    whoever asks it something more than once."""

    def __init__(self, whole: bytes, data: bytes) -> None:
        self._forms = whole, data
        self._letters: list[bytes | None] = [None, None]
        self._is_latin: bool | None = None
        self.known: dict[object, bool] = {}

    @property
    def is_latin(self) -> bool:
        """Whether all its letters are Latin ones."""
        if self._is_latin is None:
            whole = self._forms[0]
            self._is_latin = whole.isascii() or not re.search(_OWN, whole.decode("utf-8", "ignore"))
        return self._is_latin

    def forms(self, cased: int) -> tuple[bytes, bytes]:
        """One form, and its letters and digits of ASCII with blanks for all else."""
        form = self._forms[not cased]
        letters = self._letters[cased]
        if letters is None:
            letters = self._letters[cased] = b" %b " % form.translate(_LETTERS)
        return form, letters


class Plain:
    """A text in its plain form.

    `data` is that form in UTF-8, and `whole` the same with the text's capitals, if it is `cased`: every letter at the same place, as
    it is but for a few letters of a few languages. `is_ascii` tells that nothing but typography stood beyond ASCII. Blank lines are two `GAP`.
    """

    def __init__(self, text: str) -> None:
        form = text
        if not text.isascii():
            for sign, plain in _USUAL.items():
                if sign in form:
                    form = form.replace(sign, plain)
        self.is_ascii = form.isascii()
        special = _SPECIAL.intersection(_BEYOND.findall(form)) if not self.is_ascii else ()
        for sign in special:
            if ord(sign) in _SIGNS:
                form = form.replace(sign, _SIGNS[ord(sign)])
        raw = form.encode("utf-8", "replace")
        self._loud = _level(raw)
        self.whole = _single(self._loud)
        self._is_single = self.whole is self._loud
        self.cased = True
        if self.is_ascii:
            self.data, self._quiet = self.whole.lower(), self._loud.lower()
        else:
            quiet = (form.lower() if _UNLIKE.isdisjoint(special) else low(form)).encode("utf-8", "replace")
            self._quiet = _level(quiet)
            self.data = self._quiet if self._is_single else _single(self._quiet)
            if quiet.translate(_SHAPE) != raw.translate(_SHAPE):
                raw, self.cased, self.whole, self._loud = quiet, False, self.data, self._quiet
        self._raw = raw
        self._gap = b"\n\r\n" if raw.find(b"\r\n") >= 0 else b"\n\n"
        self._form = form
        self._ragged: bool | None = None
        self._block = Block(b"", b"")
        self._from_block = self._to_block = 0
        self._from = self._to = self._counted = self._point = 0

    def around(self, place: int) -> Block:
        """A stretch that holds the paragraph of a byte of the plain form, no blank, and as little beside it as can be seen without
        looking at all of the text."""
        at = self._spread(place)
        if not self._from_block <= at < self._to_block:
            start, end = self._from_block, self._to_block = self._stretch(at)
            quiet = self._quiet[start:end]
            self._block = Block(_single(self._loud[start:end]), _single(quiet))
        return self._block

    def _stretch(self, at: int) -> tuple[int, int]:
        raw, gap = self._raw, self._gap
        start, end = raw.rfind(gap, 0, at) + 1, raw.find(gap, at)
        end = len(raw) if end < 0 else end
        if end - start > (1 if self.is_ascii else 4) * LONG + 50 and not self._is_ragged():
            before, behind = raw.rfind(b".\n", start, at), raw.find(b".\n", at, end)
            start, end = start if before < 0 else before + 2, end if behind < 0 else behind + 1
        return start, end

    def _is_ragged(self) -> bool:
        """Whether there may be blank lines that are not bare."""
        if self._ragged is None:
            self._ragged = re.search(_RAGGED, self._raw) is not None
        return self._ragged

    def _spread(self, place: int) -> int:
        """Where a byte stands while blanks are not yet single ones."""
        if self._is_single:
            return place
        if place < self._from:
            self._from = self._to = 0
        data, spread, start = self.data, self._quiet, self._to
        letters = place - self._from - data.count(b" ", self._from, place)
        stop = start + place - self._from
        while missing := letters - (stop - start - spread.count(b" ", start, stop)):
            stop += missing
        while spread[stop : stop + 1] == b" ":
            stop += 1
        self._from, self._to = place, stop
        return stop

    def at(self, place: int) -> int:
        """The code point of the text that a byte of the plain form, no blank, stands for. Quick where places ascend."""
        at = self._spread(place)
        if self.is_ascii:
            return at
        if at < self._counted:
            self._counted = self._point = 0
        self._point += len(self._quiet[self._counted : at].decode("utf-8", "replace"))
        self._counted = at
        return self._point

    def stands(self, string: str, start: int, end: int) -> bool:
        """Whether a string stands between two bytes of the plain form, capitals as they are in the text."""
        if self.cased:
            return self.whole[start:end] == string.encode()
        at = self.at(start)
        piece = plainly(self._form[at : at + 2 * len(string) + 40])
        if len(piece) < len(string):
            piece = plainly(self._form[at : at + 60 * len(string)])
        return piece.startswith(string)


def _level(form: bytes) -> bytes:
    """With every white space a blank, and every blank line a gap."""
    return form.replace(b"\n\n", GAP + GAP).translate(_ASCII)


def _single(form: bytes) -> bytes:
    """With single blanks."""
    while form.rfind(b"  ") >= 0:  # far quicker than to look from the front
        form = form.replace(b"  ", b" ")
    return form
