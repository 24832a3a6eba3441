"""A document as somebody sees it who looks for a credit: its words folded, its addresses, what its head says to search engines."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from compliance.model import Document, Zone

END = 700
"""Code points of folded text at either end that are its top, or its bottom: about a hundred words."""
LEAST = 10
"""Letters from which a line may have a slip of the pen and still be that line."""
ALIKE = 90
"""Least likeness, of 100, of a credit that counts as given: a slip of the pen in a line of ten letters."""

_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>\"'()\[\]{}|\\^`]+", re.IGNORECASE)
_BARE = re.compile(r"\b(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[^\s<>\"'()\[\]{}|\\^`]*)?", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Page:
    """Answers are worked out when they are asked for, once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._ends: dict[str, str] = {}

    @cached_property
    def visible(self) -> str:
        """What readers see of the text: without front matter, comments and code, which leave blanks."""
        text = self.document.text
        for zone in self.document.zones:
            if zone.zone in (Zone.FRONT_MATTER, Zone.COMMENT, Zone.CODE):
                text = text[: zone.start] + " " * (zone.end - zone.start) + text[zone.end :]
        return text

    @cached_property
    def text(self) -> str:
        """What readers see, folded."""
        return folded(self.visible)

    @cached_property
    def lower(self) -> bytes:
        """What readers see in UTF-8, with the letters of ASCII small: quick to make, and enough to look for addresses in."""
        return self.visible.encode("utf-8", "surrogatepass").lower()

    @cached_property
    def words(self) -> int:
        """How many words it has; in scripts without blanks a letter counts as one."""
        text = self.text
        return len(_WORD.findall(_IDEOGRAPH.sub(" ", text))) + len(_IDEOGRAPH.findall(text))

    @cached_property
    def is_html(self) -> bool:
        """Whether it was read from a page."""
        return any(field.name in _OF_PAGES or field.name.startswith(("og:", "link.")) for field in self.document.fields)

    @cached_property
    def linked(self) -> frozenset[str]:
        """The addresses of links, pictures and scripts, as far as the fields tell them, without scheme and trailing slash."""
        return frozenset(plain(value) for value in self.values("a.href", "a.license", "link.license", "img.src", "script.src", "iframe.src"))

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The addresses of its words and its links, without scheme and trailing slash."""
        return self.linked | {plain(address) for pattern in (_ADDRESS, _BARE) for address in pattern.findall(self.visible)}

    @cached_property
    def canonical(self) -> str:
        """The canonical address that it gives, or nothing."""
        return next(self.values("link.canonical", "canonical", "canonical_url", "canonicalurl", "rel_canonical"), "")

    @cached_property
    def noindex(self) -> bool:
        """Whether it keeps search engines out."""
        if any("noindex" in value.casefold() or value.casefold() == "none" for value in self.values("robots", "googlebot", "googlebot-news")):
            return True
        return any(value.casefold() in ("true", "yes", "1") for value in self.values("noindex"))

    def values(self, *names: str) -> Iterator[str]:
        """The values of the fields of these names."""
        return (field.value for field in self.document.fields if field.name.casefold() in names and field.value)

    def has(self, words: str, place: str = "", exact: bool = False) -> bool:
        """Whether words stand in it, or almost unless `exact`; at its "top", at its "bottom", or anywhere."""
        if not place and words in self.visible:
            return True
        wanted = folded(words)
        if not wanted:
            return True
        longest = sorted(_WORD.findall(wanted), key=len)[-2:]
        if len(longest) > 1 and words.isascii() and not any(word.encode() in self.lower for word in longest):
            return False
        text = self._at(place)
        return wanted in text or (not exact and len(wanted) >= LEAST and _almost(wanted, text))

    def names(self, address: str) -> bool:
        """Whether an address stands in its words or its links: that one, or one below it."""
        wanted = plain(address)
        if not wanted:
            return False
        spelt = wanted.encode("utf-8", "surrogatepass")
        if any(found == wanted or found.startswith((f"{wanted}/", f"{wanted}?", f"{wanted}#")) for found in self.linked):
            return True
        at = self.lower.find(spelt)
        while at >= 0:
            before = self.lower[max(0, at - 4) : at].removesuffix(b"www.")
            if not _INSIDE.search(before) and not _GOES_ON.match(self.lower, at + len(spelt)):
                return True
            at = self.lower.find(spelt, at + 1)
        return False

    def _at(self, place: str) -> str:
        if not place:
            return self.text
        if place not in self._ends:
            self._ends[place] = self._end(place)
        return self._ends[place]

    def _end(self, place: str) -> str:
        if len(self.visible) > 4 * END:  # white space folds away, but not that much of it
            return folded(self.visible[: 2 * END])[:END] if place == "top" else folded(self.visible[-2 * END :])[-END:]
        # a short text has no middle, so its halves are its ends
        reach = min(END, max(len(self.text) // 2, 120))
        return self.text[:reach] if place == "top" else self.text[-reach:]


def _almost(wanted: str, text: str) -> bool:
    """Whether a line stands in a text with a slip of the pen: around one of its two longest words, where it has several."""
    words = sorted(_WORD.findall(wanted), key=len)[-2:]
    around = [text]
    if len(words) > 1:
        reach = len(wanted) + 10
        around = [text[max(0, at - reach) : at + reach] for at in sorted({at for word in words for at in _places(word, text)})]
    if not around:
        return False
    from rapidfuzz import fuzz

    return any(len(piece) * 2 > len(wanted) and fuzz.partial_ratio(wanted, piece, score_cutoff=ALIKE) >= ALIKE for piece in around)


def _places(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    for _ in range(_MANY):
        if at < 0:
            return
        yield at
        at = text.find(word, at + 1)


_MANY = 20  # places of a word that are looked at
_INSIDE = re.compile(rb"[\w.-]$")
_GOES_ON = re.compile(rb"[\w-]|\.\w")
_OF_PAGES = frozenset(("viewport", "robots", "charset", "generator", "lang"))


def folded(text: str) -> str:
    """Words for comparison: case, white space and typographic quotes do not count."""
    if not text.isascii():
        for character, other in _PLAIN:
            text = text.replace(character, other)
    return " ".join(text.casefold().split())


_PLAIN = (("\u2018", "'"), ("\u2019", "'"), ("\u201c", '"'), ("\u201d", '"'), ("\u2013", "-"), ("\u2014", "-"), ("\xad", ""), ("\u200b", ""))


def plain(address: str) -> str:
    """An address for comparison."""
    found = address.strip().casefold()
    for start in ("https://", "http://", "www."):
        found = found.removeprefix(start)
    return found.rstrip("/.,;:!?*_")


def any_named(page: Page, addresses: Iterable[str]) -> bool:
    """Whether one of the addresses stands in a page."""
    return any(page.names(address) for address in addresses if address)
