"""Where a name begins and ends: the holder of a notice, the party of a credit.

A name in running text has no mark at its end. What ends it: a bar or bullet, a line end, a full stop that closes no
abbreviation or company form, a comma before something that is no name, a small word that joins nothing, a stop word.
In scripts without capitals only punctuation and stop words end a name.
"""

import re
from collections.abc import Container
from typing import NamedTuple

from compliance.scan.firms import BEGINNERS, FORM, GLUED, PLACE, SPACED, TAIL, TRADING, UNDOTTED
from compliance.scan.small import small_words
from compliance.scan.titles import TITLES
from compliance.scan.words import (
    CLOSING, DOMAIN, JOINTS, OPENING, PAIRS, SEPARATORS, TOKEN, bracketed_name, core_of, firm_follows, is_small, is_title, is_uncased, name_follows,
    next_word, quotation_end, quotation_follows,
)

LONGEST = 14
"""Words that a name may have at most."""
_HASH = re.compile(r"[0-9a-f]{12,}\W*\Z")
_LINK = re.compile(r"(?:https?://|<)", re.IGNORECASE)
_STOP_CJK = r"[。；！？|｜、，,;!?\s]"
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-–—/](?:19|20)?\d\d)?\Z")
_DASHES = "-–—"
_SIGNS = frozenset((*_DASHES, "&", "+", "/"))
_VERBS = frozenset("is are was may must has have".split())
_AND = frozenset("and und et y e en og och".split())
_BEHIND = ",;:|-–—*\u06d4\u060c\u061b\u104a\u104b\u17d4\u0964\u0965\u0589\u1362\u1363"
"""Signs that may be left behind a name; the last are full stops and commas of Urdu, Arabic, Burmese, Khmer, the Indian scripts, Armenian and Amharic."""


class Name(NamedTuple):
    """A name and where it stands, in code points of the text it was read from."""

    text: str
    start: int
    end: int


def read_name(text: str, start: int, limit: int, stops: Container[str] = ()) -> Name | None:
    """The name that begins at `start`, or None where none does.

    Args:
        text: a paragraph.
        start, limit: code points; nothing at or after `limit` is read.
        stops: small-letter words at which a name ends.
    """
    reading = _Reading(text, start, limit, stops)
    for token in TOKEN.finditer(text, start, limit):
        if not reading.takes(token):
            break
    return reading.name()


class _Reading:
    """A name as far as it has been read: where it ends, and how many words it has.

    `last` is the word or sign read last, `seen` where that ends, and `joints` how many of what only joins words came in a row.
    """

    def __init__(self, text: str, start: int, limit: int, stops: Container[str]) -> None:
        self.text, self.start, self.limit, self.stops = text, start, limit, stops
        self.end = self.seen = start
        self.words = self.joints = 0
        self.last = ""
        self.dashed: tuple[int, int] | None = None  # how many words stood before the last dash between them, and where they end
        self.quoted = 0  # where the quotation that the name is in ends
        self.small_to = 0  # where small words that belong to it end

    def takes(self, token: re.Match[str]) -> bool:
        """Reads on. Whether another word may follow."""
        word = token.group()
        if token.start() < self.quoted:
            return self._in_quotes(token)
        if self.words:
            if glued := GLUED.match(word):
                return self._ends_at(token.start() + glued.end())
            if _breaks(self.text[self.seen : token.start()], self.last):
                return False
            if word[0].islower() and (spaced := SPACED.match(self.text, token.start(), self.limit)):
                return self._ends_at(spaced.end())
        self.seen = token.end()
        core = core_of(word)
        if not any(c.isalnum() for c in core):
            return self._sign(word)
        if word in SEPARATORS or _LINK.match(word) or _HASH.match(word):
            return False
        if core.casefold() in self.stops and (self.words or not core[0].isupper() or len(core) > 3):
            if word in _VERBS:
                self._back_to_dash()
            return False
        if self.words and word[0] in "([" and not bracketed_name(self.text, token.start(), self.limit):
            return False
        if not is_small(core):
            return self._word(token, core)
        if self._joins(core.casefold()):
            self.joints += 1
            self.last = word
            return self.joints <= 3
        if not self.words and is_title(core) and quotation_follows(self.text, token.end(), self.limit):
            self._word(token, core)
            return True
        if self._belongs(token, core):
            return self._word(token, core)
        self._back_to_dash()
        return False

    def name(self) -> Name | None:
        """What was read, without what is no part of it."""
        if not self.words:
            return None
        tail = TAIL.match(self.text, self.end, self.limit) if self.words < LONGEST else None
        found = self.text[self.start : tail.end() if tail else self.end]
        start = self.start + len(found) - len(found.lstrip())
        found = found.strip()
        name = trimmed(found)
        return Name(" ".join(name.split()), start, start + len(found)) if any(c.isalpha() for c in name) else None

    def _in_quotes(self, token: re.Match[str]) -> bool:
        self.end = self.seen = token.end()
        self.words += 1
        self.last = token.group()
        return self.words < LONGEST and not (self.end >= self.quoted and _ends(self.last, self.text, self.end, self.limit))

    def _ends_at(self, end: int) -> bool:
        self.end = end
        self.words += 1
        return False

    def _sign(self, sign: str) -> bool:
        if not self.words or sign not in _SIGNS or sign in SEPARATORS or _YEAR.match(self.last):
            return False
        if sign in _DASHES:
            self.dashed = self.words, self.end
        self.joints += 1
        self.last = sign
        return True

    def _back_to_dash(self) -> None:
        """Gives back the one word behind a dash: "Fen Post - You like" is a sentence's beginning behind a name."""
        if self.dashed and self.words == self.dashed[0] + 1:
            self.words, self.end = self.dashed

    def _joins(self, small: str) -> bool:
        if not self.words:
            return False
        if small in JOINTS and (not self.last.endswith((".", ";", ":")) or small == "ve" and self.last.endswith(".")):  # "San. ve Tic. A.Ş."
            return True
        return small in TRADING or small in _AND and bool(FORM.match(self.last))

    def _belongs(self, token: re.Match[str], core: str) -> bool:
        """Whether a small word that joins nothing is a part of the name all the same."""
        word, text, limit = token.group(), self.text, self.limit
        if not self.words:
            return firm_follows(text, token.end(), limit) or bool(DOMAIN.match(word.strip(OPENING + CLOSING)))
        if self.last[-1:] not in ".,;:" and token.start() >= self.small_to:
            self.small_to = small_words(text, token.start(), limit, self.stops)
        if token.start() < self.small_to or FORM.match(word) or DOMAIN.match(word.strip(OPENING + CLOSING)):
            return True
        is_counted = self.last.isdigit() and core.casefold() in TITLES  # "24 часа"
        return self.words == 1 and (is_counted or word.endswith(",") and name_follows(text, token.end(), limit))

    def _word(self, token: re.Match[str], core: str) -> bool:
        word = token.group()
        cut = re.search(_STOP_CJK, word) if not word.isascii() and is_uncased(core) else None
        if cut and cut.start() > 0 and cut.end() < len(word):
            return self._ends_at(token.start() + cut.start())
        if word[0] in "([":
            close = self.text.find(")" if word[0] == "(" else "]", token.start(), self.limit)
            self.end = close + 1 if close >= 0 else token.end()
        else:
            self.end = max(self.end, token.end())
        self.words += 1
        self.joints = 0
        self.last = word
        self.quoted = quotation_end(self.text, token.start(), token.end(), self.limit)
        if self.quoted > token.end():
            return True
        if self.words == 1 and "." in word[:-1] and FORM.match(word) and name_follows(self.text, self.end, self.limit):
            return True  # "S.C. …", the form before the name
        return self.words < LONGEST and not _ends(word, self.text, self.end, self.limit)


def is_name_like(text: str) -> bool:
    """Whether the text begins as a name does: a capital, a letter without case, a digit, a domain."""
    core = text.lstrip(OPENING + "@")
    words = core.split()
    if not words or not is_small(words[0]):
        return bool(core)
    if DOMAIN.match(words[0]) or len(words) < 2:
        return bool(DOMAIN.match(words[0]))
    return words[1][:1].isupper() and bool(FORM.match(words[1])) or words[1][:1] in PAIRS and is_title(words[0])


def trimmed(name: str) -> str:
    """A name without the signs that are no part of it."""
    name = name.strip().rstrip(_BEHIND).rstrip()
    if name.endswith(".") and re.search(UNDOTTED, name):
        name = name[:-1]
    if name.endswith(".") and not FORM.match(name.split()[-1]) and not re.search(r"(?:^|[\s.(])\w\.\Z", name):
        name = name[:-1]
    name = name.rstrip("®™")
    if name.endswith((")", "]")) and name.count("(") < name.count(")"):
        name = name[:-1]
    if name[:1] in "\"“„«‘'「『" and name[-1:] in "\"”“»”’'」』" and not any(c in "\"”“»«’「」『』" for c in name[1:-1]):
        name = name[1:-1]
    return name.strip()


def _breaks(gap: str, last: str) -> bool:
    if "\n" in gap:
        return not (last.casefold() in JOINTS or last.endswith(","))
    return len(gap) > 4 or "\t" in gap


_ENDING = "!?;:。！？\u061f\u06d4\u104a\u104b\u17d4\u0964\u0965\u0589\u1362"
_TITLED = frozenset(("st", "dr", "mr", "mrs", "prof", "jr", "pt", "cv"))
"""Abbreviations within names."""
_JOINED = frozenset(("and", "or", "&", "ve", "və", "dan"))


def _ends(word: str, text: str, end: int, limit: int) -> bool:
    """Whether a name ends with a word, by the sign at its end and what follows."""
    last = word.rstrip(CLOSING)[-1:]
    if last in _ENDING:
        return not (last == "!" and name_follows(text, end, limit))
    if last not in (",", "."):
        return False
    following = next_word(text, end, limit)
    return _ends_with_comma(following, text, limit) if last == "," else _ends_with_stop(word, following, text, end, limit)


def _ends_with_comma(following: re.Match[str] | None, text: str, limit: int) -> bool:
    if not following:
        return True
    if SPACED.match(text, following.start(), limit):
        return False
    core = core_of(following.group())
    return not core or (is_small(core) and not FORM.match(following.group()) and not GLUED.match(following.group()))


def _ends_with_stop(word: str, following: re.Match[str] | None, text: str, end: int, limit: int) -> bool:
    core = core_of(word)
    then = following.group() if following and following.group() not in BEGINNERS else ""
    is_form = bool(FORM.match(then))
    if is_form and then[:1].islower() != (len(core) > 6) or then in _JOINED or then in TRADING:
        return False
    if FORM.match(word):
        return not then or not (is_form or PLACE.match(text, end, limit))
    return not (len(core) == 1 and core.isupper() or core.casefold() in _TITLED or "." in core and len(core) <= 5)
