"""A document as somebody sees it who looks for a credit: its words folded, its addresses, what its head says to search engines."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property

from compliance.model import Document, Zone
from compliance.policy.later import later
from compliance.policy.sought import WORD, Address, Line, folded, plain

END = 700
"""Code points of folded text at either end that are its top, or its bottom: about a hundred words."""
LEAST = 10
"""Letters from which a line may have a slip of the pen and still be that line."""
ALIKE = 90
"""Least likeness, of 100, of a credit that counts as given: a slip of the pen in a line of ten letters."""

_ADDRESS = later(r"\b(?:https?://|www\.)[^\s<>\"'()\[\]{}|\\^`]+", re.IGNORECASE)
_BARE = later(r"\b(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[^\s<>\"'()\[\]{}|\\^`]*)?", re.IGNORECASE)
_IDEOGRAPH = later(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Page:
    """Answers are worked out when they are asked for, once.

    `visible` is what readers see of the text: without front matter, comments and code, which leave blanks. `is_html` says whether it
    was read from a page.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.visible = _visible(document) if document.zones else document.text
        self.is_html = any(field.name in _OF_PAGES or field.name.startswith(("og:", "link.")) for field in document.fields) if document.fields else False
        self._ends: dict[str, str] = {}
        self._raw_ends: dict[str, bytes] = {}

    @cached_property
    def text(self) -> str:
        """What readers see, folded."""
        return folded(self.visible)

    @cached_property
    def lower(self) -> bytes:
        """What readers see in UTF-8, with the letters of ASCII small: quick to make, and enough to look for addresses in."""
        return _lower(self.visible)

    @cached_property
    def words(self) -> int:
        """How many words it has; in scripts without blanks a letter counts as one."""
        text = self.text
        return len(WORD.findall(_IDEOGRAPH.sub(" ", text))) + len(_IDEOGRAPH.findall(text))

    @property
    def is_counted(self) -> bool:
        """Whether anybody has asked for the number of its words."""
        return "words" in self.__dict__

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
        return (value for name, value in self._fields if name in names)

    @cached_property
    def _fields(self) -> list[tuple[str, str]]:
        return [(field.name.casefold(), field.value) for field in self.document.fields if field.value]

    def has(self, line: Line, place: str = "", exact: bool = False) -> bool:
        """Whether a line stands in it, or almost unless `exact`; at its "top", at its "bottom", or anywhere."""
        if (not place and line.words in self.visible) or not line.folded:
            return True
        return self._may_have(line, place) and self._holds(line, self._at(place) if place else self.text, exact)

    def _may_have(self, line: Line, place: str) -> bool:
        if not line.spelt:
            return True
        lower = self._raw(place) if place else self.lower
        return any(map(lower.__contains__, line.spelt))

    def _raw(self, place: str) -> bytes:
        """As `lower`, of all that `_end` may fold."""
        found = self._raw_ends.get(place)
        if found is None:
            visible = self.visible
            if len(visible) <= 4 * END:
                found = self.lower
            else:
                found = _lower(visible[: 2 * END] if place == "top" else visible[-2 * END :])
            self._raw_ends[place] = found
        return found

    def _holds(self, line: Line, text: str, exact: bool) -> bool:
        return line.folded in text or (not exact and len(line.folded) >= LEAST and _almost(line, text))

    def names(self, address: Address) -> bool:
        """Whether an address stands in its words or its links: that one, or one below it."""
        wanted, spelt, mark = address
        if not wanted:
            return False
        if self.document.fields and any(found == wanted or found.startswith((f"{wanted}/", f"{wanted}?", f"{wanted}#")) for found in self.linked):
            return True
        if mark not in self.visible:
            return False
        lower = self.lower
        at = lower.find(spelt)
        while at >= 0:
            before = lower[max(0, at - 4) : at].removesuffix(b"www.")
            if not _INSIDE.search(before) and not _GOES_ON.match(lower, at + len(spelt)):
                return True
            at = lower.find(spelt, at + 1)
        return False

    def _at(self, place: str) -> str:
        found = self._ends.get(place)
        if found is None:
            found = self._ends[place] = self._end(place)
        return found

    def _end(self, place: str) -> str:
        visible = self.visible
        if len(visible) <= 4 * END:  # a short text has no middle, so its halves are its ends
            reach = min(END, max(len(self.text) // 2, 120))
            return self.text[:reach] if place == "top" else self.text[-reach:]
        for read in (END + 100, 2 * END):  # white space folds away, but seldom more of it than that
            found = folded(visible[:read] if place == "top" else visible[-read:])
            if len(found) >= END:
                break
        return found[:END] if place == "top" else found[-END:]


def _lower(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass").lower()


def _almost(line: Line, text: str) -> bool:
    """Whether a line stands in a text with a slip of the pen: around one of its two longest words, where it has several."""
    around, long = [text], len(line.folded)
    if len(line.longest) > 1:
        around = [text[max(0, at - long - 10) : at + long + 10] for at in _places(line.longest, text)]
    return any(len(piece) * 2 > long and _likeness()(line.folded, piece, score_cutoff=ALIKE) >= ALIKE for piece in around)


@cache
def _likeness() -> Callable[..., float]:
    from rapidfuzz import fuzz

    return fuzz.partial_ratio


def _places(words: Iterable[str], text: str) -> list[int]:
    """Where the words stand, in the order of the text: of each, the first places."""
    found = set()
    for word in words:
        at, left = text.find(word), _MANY
        while at >= 0 and left:
            found.add(at)
            at, left = text.find(word, at + 1), left - 1
    return sorted(found)


_MANY = 20  # places of a word that are looked at
_INSIDE = later(rb"[\w.-]$")
_GOES_ON = later(rb"[\w-]|\.\w")
_UNSEEN = frozenset((Zone.FRONT_MATTER, Zone.COMMENT, Zone.CODE))
_OF_PAGES = frozenset(("viewport", "robots", "charset", "generator", "lang"))


def _visible(document: Document) -> str:
    text = document.text
    for zone in document.zones:
        if zone.zone in _UNSEEN:
            text = text[: zone.start] + " " * (zone.end - zone.start) + text[zone.end :]
    return text
