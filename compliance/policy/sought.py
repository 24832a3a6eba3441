"""Lines and addresses that are looked for, folded as the pages in which they may stand."""

import re
from typing import NamedTuple

from compliance.policy.later import later

WORD = later(r"[^\W_]+", re.UNICODE)
"""A word, or a number."""
_RARE = "~=&?%#@+_-9876543210:/."
"""What is no letter, and so the same in small letters and capitals: the rarest in prose first."""
_BLANKS = "\n\t\r\x0b\x0c\x1c\x1d\x1e\x1f"
_PLAIN = (("\u2018", "'"), ("\u2019", "'"), ("\u201c", '"'), ("\u201d", '"'), ("\u2013", "-"), ("\u2014", "-"), ("\xad", ""), ("\u200b", ""))


class Line(NamedTuple):
    """Words made ready to be looked for in many pages. `longest` are their two longest, folded; `spelt`, the same in UTF-8 where a
    page without any of them cannot have the line."""

    words: str
    folded: str
    longest: tuple[str, ...]
    spelt: tuple[bytes, ...]


def line(words: str) -> Line:
    """Words, made ready."""
    wanted = folded(words)
    longest = tuple(sorted(WORD.findall(wanted), key=len)[-2:])
    return Line(words, wanted, longest, tuple([word.encode() for word in longest]) if len(longest) > 1 and words.isascii() else ())


class Address(NamedTuple):
    """An address made ready to be looked for in many pages. `spelt` is the plain one in UTF-8; `mark` stands in every text that has it:
    its rarest sign, which is found many times quicker than the whole."""

    plain: str
    spelt: bytes
    mark: str


def address(written: str) -> Address:
    """An address, made ready."""
    wanted = plain(written)
    return Address(wanted, wanted.encode("utf-8", "surrogatepass"), next((sign for sign in _RARE if sign in wanted), ""))


def folded(text: str) -> str:
    """Words for comparison: case, white space and typographic quotes do not count."""
    if not text.isascii():
        for character, other in _PLAIN:
            text = text.replace(character, other)
    text = text.casefold()
    if not text.isascii():
        return " ".join(text.split())
    for blank in _BLANKS:
        if blank in text:
            text = text.replace(blank, " ")
    text = text.strip(" ")
    while "  " in text:  # twice as quick as words put together again
        text = text.replace("  ", " ")
    return text


def plain(address: str) -> str:
    """An address for comparison."""
    found = address.strip().casefold()
    for start in ("https://", "http://", "www."):
        found = found.removeprefix(start)
    return found.rstrip("/.,;:!?*_")
