"""The plain form of a text that the gate asks about: small letters, single blanks, plain signs; with the way back."""

import re

from compliance.rulebook.signs import PLAIN_SIGNS

_BLANKS = dict.fromkeys((*range(9, 14), *range(28, 32), 133, 5760, *range(8192, 8203), 8232, 8233, 8287, 12288), 32)
_ALIKE = str.maketrans("ςſ\u212a\u212b\u2126\u00b5ϐϑϕϖϰϱϵẛ", "σskåωμβθφπκρεṡ")
"""Letters that case-insensitive patterns hold for the same, though neither is the other's small letter."""
_ASCII = bytes(32 if c < 128 and c in _BLANKS else c for c in range(256))
_SIGNS: dict[int, str | int] = {**PLAIN_SIGNS, **_BLANKS}
_BEYOND = re.compile("[^\x00-\x7f]")
_SPECIAL = frozenset("Σσİ") | {chr(c) for c in (*_SIGNS, *_ALIKE) if c > 127}
"""What is more than its small letter in the plain form."""
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


class Plain:
    """A text in its plain form.

    `data` is that form in UTF-8; `is_ascii` tells that nothing but typography stood beyond ASCII.
    """

    def __init__(self, text: str) -> None:
        form = text
        if not text.isascii():
            for sign, plain in _USUAL.items():
                if sign in form:
                    form = form.replace(sign, plain)
        self.is_ascii = form.isascii()
        if not self.is_ascii:
            form = form.lower() if _SPECIAL.isdisjoint(_BEYOND.findall(form)) else low(form.translate(_SIGNS))
        spread = form.encode("utf-8", "replace").translate(_ASCII)
        whole = spread
        while b"  " in whole:
            whole = whole.replace(b"  ", b" ")
        self.data = whole.lower() if self.is_ascii else whole
        self._whole = whole  # in ASCII still with its capitals
        self._text = text
        self._spread = spread  # with all its blanks
        self._from = self._to = self._point = 0

    def at(self, place: int) -> int:
        """The code point of the text that a byte of the plain form, no blank, stands for. Quick where places ascend."""
        if place < self._from:
            self._from = self._to = self._point = 0
        data, spread, start = self.data, self._spread, self._to
        letters = place - self._from - data.count(b" ", self._from, place)
        stop = start + place - self._from
        while missing := letters - (stop - start - spread.count(b" ", start, stop)):
            stop += missing
        while spread[stop : stop + 1] == b" ":
            stop += 1
        self._point += stop - start if self.is_ascii else len(spread[start:stop].decode())
        self._from, self._to = place, stop
        return self._point

    def stands(self, string: str, start: int, end: int) -> bool:
        """Whether a string stands between two bytes of the plain form, capitals as they are in the text."""
        if self.is_ascii:
            return self._whole[start:end] == string.encode()
        at = self.at(start)
        piece = plainly(self._text[at : at + 2 * len(string) + 40])
        if len(piece) < len(string):
            piece = plainly(self._text[at : at + 60 * len(string)])
        return piece.startswith(string)
