"""What the gate asks about instead of a text: plain signs and small letters; and the blocks of the text, with the way back."""

from collections.abc import Callable, Iterable
from functools import cache

from compliance.rulebook import native
from compliance.rulebook.lazy import lazy
from compliance.rulebook.linear import asks
from compliance.rulebook.signs import PLAIN_SIGNS

BLANKS = dict.fromkeys((*range(9, 14), *range(28, 32), 133, 5760, *range(8192, 8203), 8232, 8233, 8287, 12288), 32)
_ALIKE = str.maketrans("ςſ\u212a\u212b\u2126\u00b5ϐϑϕϖϰϱϵẛ", "σskåωμβθφπκρεṡ")
"""Letters that case-insensitive patterns hold for the same, though neither is the other's small letter."""
_SIGNS: dict[int, str] = {**PLAIN_SIGNS, **{blank: " " for blank in BLANKS if blank > 127}}
_UNLIKE = frozenset("Σσİ") | {chr(c) for c in _ALIKE}
"""Letters whose small letter is not that of `str.lower`, or not alone."""
_UNEVEN = frozenset("ſȺȾẞ\u2126\u212a\u212bⱢⱤⱭⱮⱯⱰⱾⱿꞍꞪꞫꞬꞭꞮꞰꞱꞲꟅ")
"""Letters whose small letter takes more or fewer bytes."""
_SPECIAL = _UNLIKE | _UNEVEN | {chr(c) for c in _SIGNS if c > 127}
"""What is more than its small letter in the plain form."""
LONG = 500
"""Code points of a stretch between blank lines above which the end of a line that ends a sentence ends a paragraph."""
_USUAL = [(sign.encode(), plain.encode()) for sign, plain in zip("’“”‘–—`", "'\"\"'--'", strict=True)]


Places = list[tuple[int, tuple[int, ...]]]
"""Where strings begin, in bytes of a text or in code points of a block, and the slots of their wordings."""


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


def _plain_signs(text: bytes) -> bytes:
    """With the plain signs for those that nearly every text has."""
    if native.sieve is not None:
        return native.sieve.plain_signs(text)  # type: ignore[no-any-return]
    for sign, plain in _USUAL:
        if sign in text:
            text = text.replace(sign, plain)
    return text


class Block:
    """A stretch of a text between blank lines, or part of one that is cut into paragraphs (`is_cut`). It knows the text, which does not know
    it: a ring of both would stay until garbage is looked for."""

    def __init__(self, plain: "Plain", start: int, end: int, is_cut: bool) -> None:
        self._plain = plain
        self._from, self._to = start, end
        self._counted, self._points = start, 0
        self.is_cut = is_cut

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


class Plain:
    """A text with plain signs.

    `raw` is that in UTF-8, with every letter at the same place as in `quiet`, which has small letters; `quiet` is None where the two differ in
    letters of ASCII alone. Where a few letters of a few languages do not allow for it, `cased` is false, and both are in small letters.
    `is_ascii` tells that nothing but typography stood beyond ASCII.

    Args:
        text: the text.
        data: the same in UTF-8, where that is at hand.
    """

    def __init__(self, text: str, data: bytes | None = None) -> None:
        self.text = text
        raw = _plain_signs(text.encode("utf-8", "replace") if data is None else data)
        self.is_ascii = raw.isascii()
        self.cased = True
        self.quiet: bytes | None = None
        self._form = ""
        if not self.is_ascii:
            has_capitals, has_special = _questions()
            if has_capitals(raw):
                form = raw.decode()
                special: Iterable[str] = ()
                if has_special(raw):
                    special = [sign for sign in _SPECIAL if sign in form]
                    for sign in special:
                        if ord(sign) in _SIGNS:
                            form = form.replace(sign, _SIGNS[ord(sign)])
                    raw = form.encode()
                self.quiet = (form.lower() if _UNLIKE.isdisjoint(special) else low(form)).encode()
                if not _UNEVEN.isdisjoint(special):
                    raw, self.quiet, self.cased, self._form = self.quiet, None, False, form
        self.raw = raw
        self._counted = self._point = 0

    def cut(self, start: int, end: int) -> tuple[int, str, int]:
        """A stretch of the text's bytes as it is written, without white space around it; the code point where that begins, and how many
        of white space stand before it in the stretch."""
        begin = self.at(start)
        text = self.text[begin : begin + self.count(start, end)]
        bare = text.lstrip()
        lead = len(text) - len(bare)
        return begin + lead, bare.rstrip(), lead

    def count(self, start: int, end: int) -> int:
        """The code points of a stretch of the text's bytes."""
        return end - start if self.is_ascii else len(self.raw[start:end].decode("utf-8", "replace"))

    def at(self, at: int) -> int:
        """The code point of the text that a byte of it begins. Quick where places ascend."""
        if self.is_ascii:
            return at
        if at < self._counted:
            self._counted = self._point = 0
        self._point += self.count(self._counted, at)
        self._counted = at
        return self._point

    def begins(self, string: str, at: int) -> bool:
        """Whether a string stands at a byte of a text that is not `cased`, whatever its white space, with capitals as they were."""
        point = self.at(at)
        piece = plainly(self._form[point : point + 2 * len(string) + 40])
        if len(piece) < len(string):
            piece = plainly(self._form[point : point + 60 * len(string)])
        return piece.startswith(string)
