"""Sees in linear time whether a text must be folded before wordings can be matched."""

from collections.abc import Callable

from compliance.rulebook import native
from compliance.rulebook.linear import asks

_ASCII = (
    # a compatibility form; digits for letters
    "\\x{b}|[A-Za-z][01|!$][A-Za-z]{2}"
    # letters set apart
    "|(?:^|[^0-9A-Za-z])[A-Za-z](?:[ ._*·-][A-Za-z]){4}"
    # a word broken at the line's end, entities
    "|[a-z\\x{df}-\\x{24f}\\x{400}-\\x{52f}][-\\x{ad}\\x{2010}¬][ \\t]*\\r?\\n|&(?:#[0-9xX][0-9A-Fa-f]{0,6}|[A-Za-z][A-Za-z0-9]{1,30});|&(?:copy|reg|nbsp|amp)(?:[^0-9A-Za-z_;=]|$)"
)
"""What can stand in a text of ASCII, too."""
_BEYOND = (
    # zero-width, soft hyphen, directional marks, variation selectors
    "[\\x{ad}\\x{34f}\\x{61c}\\x{180e}\\x{200b}-\\x{200f}\\x{202a}-\\x{202e}\\x{2060}-\\x{2069}\\x{fe00}-\\x{fe0f}\\x{feff}]"
    # combining marks, Hebrew points, Arabic vowel signs and tatweel
    "|[\\x{300}-\\x{36f}\\x{591}-\\x{5bd}\\x{5bf}-\\x{5c7}\\x{610}-\\x{61a}\\x{640}\\x{64b}-\\x{65f}\\x{670}\\x{6d6}-\\x{6ed}]"
    # compatibility forms
    "|[\\x{85}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{205f}\\x{3000}\\x{1680}\\x{2460}-\\x{24d1}\\x{24d3}-\\x{24ff}\\x{1100}-\\x{11ff}\\x{fb00}-\\x{fb06}\\x{fb13}-\\x{fdff}\\x{fe30}-\\x{fefc}"
    "\\x{ff01}-\\x{ffdc}\\x{1d400}-\\x{1d7ff}\\x{1f110}-\\x{1f189}\\x{2100}-\\x{2121}\\x{2123}-\\x{2138}\\x{f900}-\\x{faff}]"
    # letters of two alphabets in one word
    "|[A-Za-z][\\x{370}-\\x{3ff}\\x{400}-\\x{52f}]|[\\x{370}-\\x{3ff}\\x{400}-\\x{52f}][A-Za-z]"
    # letters set apart
    "|(?: [\\x{370}-\\x{52f}]){4} |[\\x{3040}-\\x{9fff}\\x{ac00}-\\x{d7a3}](?: [\\x{3040}-\\x{9fff}\\x{ac00}-\\x{d7a3}]){3}"
    # mojibake
    "|[\\x{c2}\\x{c3}\\x{ce}-\\x{d1}\\x{d8}\\x{d9}][\\x{80}-\\x{bf}\\x{2018}-\\x{203a}\\x{20ac}\\x{2122}\\x{152}-\\x{192}\\x{2c6}\\x{2dc}]|\\x{e2}\\x{20ac}|[0-9a-z.,;:!?)]\\x{c2}(?:\\s|$)"
)
"""What cannot."""


class Hostile:
    """Asks texts for anything that stands between a wording and its plain form. A text without it is matched as it is."""

    def __init__(self) -> None:
        self._asks: dict[bool, Callable[[bytes], bool]] = {}

    def __call__(self, text: str) -> bool:
        """Whether something in the text must be folded."""
        return self.stands_in(text.encode("utf-8", "replace"))

    def stands_in(self, data: bytes) -> bool:
        """The same of a text in UTF-8."""
        if native.sieve is not None and not native.sieve.may_fold(data):
            return False
        is_ascii = data.isascii()
        found = self._asks.get(is_ascii)
        if found is None:
            found = self._asks[is_ascii] = asks(_ASCII if is_ascii else f"{_ASCII}|{_BEYOND}")
        return found(data)
