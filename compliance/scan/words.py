"""Words of names: what they are without the signs around them, what stands behind them, and where a quotation ends that they open."""

import re

from compliance.scan.firms import FORM
from compliance.scan.titles import TITLES

JOINTS = frozenset(
    "and or of the for de del della dei degli di da do dos das des du la le les el los las lo y e i und für von van der den en et & og och ja a och "
    "и та і ng ya wa za cha delle dello degli nella του της των και at in zu zum zur im am d' l' da' al ed ou o oder og af av på til z w ve və dan và û".split()
)
"""Small words that join the words of a name."""
TOKEN = re.compile(r"\S+")
OPENING = "\"'“”„«‘’»「『《<(["
CLOSING = "\"'“”»«’」』》)]>"
PAIRS = {"«": "»", "“": "”", "„": "”“\"", "\"": "\"", "「": "」", "『": "』", "《": "》"}
DOMAIN = re.compile(r"(?:www\.)?(?:[\w-]+\.)+[^\W\d_]{2,}[.,;]?\Z")
SEPARATORS = frozenset("| • · ▪ ● ► ▶ ★ ◆ * // > » — – :: _".split())
_SHORT_TITLES = frozenset("в в-к сп".split())
"""Nouns that say what bears a name, cut short, as Bulgarian does: "в. „Гора“"."""


def core_of(word: str) -> str:
    """A word without quotes, brackets and stops around it."""
    return word.strip(OPENING + CLOSING + ".,;:")


def is_small(word: str) -> bool:
    """Whether a word is written in small letters. One with a capital soon behind is none: iTunes, eBay."""
    first = word[:1]
    if not first.islower() or "\u10d0" <= first <= "\u10ff":  # Georgian has capitals for headlines alone
        return False
    return not any(c.isupper() for c in word[1:4])


def is_uncased(word: str) -> bool:
    """Whether a word is in a script without capitals."""
    return any(not c.islower() and not c.isupper() and c.isalpha() or "\u10d0" <= c <= "\u10ff" for c in word[:2])


def is_title(word: str) -> bool:
    """Whether a word is what newspapers and agencies are called, in small letters: "вестник", "в."."""
    small = word.casefold()
    return small in TITLES or small.rstrip(".") in _SHORT_TITLES


def next_word(text: str, at: int, limit: int) -> re.Match[str] | None:
    """The next word from a place on."""
    while at < limit and text[at].isspace():
        at += 1
    return TOKEN.match(text, at, limit)


def name_follows(text: str, at: int, limit: int) -> bool:
    """Whether the next word begins with a capital."""
    following = next_word(text, at, limit)
    return bool(following and following.group()[:1].isupper())


def firm_follows(text: str, at: int, limit: int) -> bool:
    """Whether a company form in capitals stands behind the first word of a name, which then may be small."""
    following = next_word(text, at, limit)
    return bool(following and following.group()[:1].isupper() and FORM.match(following.group()))


def quotation_follows(text: str, at: int, limit: int) -> bool:
    """Whether a quoted name stands behind the noun that says what bears it: "вестник „Гора“"."""
    following = next_word(text, at, limit)
    return bool(following and following.group()[0] in PAIRS and following.group()[1:2].isupper())


def quotation_end(text: str, start: int, stop: int, limit: int) -> int:
    """The end of the quotation that the word at `start`..`stop` opens; `start` where it opens none."""
    opening = next((c for c in text[start:stop] if c in PAIRS), "")
    if not opening:
        return start
    at = text.index(opening, start)
    if opening == '"' and (text[start:at].strip("([") or not text[at + 1 : at + 2].isalnum()):
        return start  # it closes one
    line = text.find("\n", start, limit)
    stop = min(at + 80, line if line >= 0 else limit)
    for close in range(at + 1, stop):
        if text[close] in PAIRS[opening] and not (text[close] in '"“' and text[close + 1 : close + 2].isalnum()):
            return close + 1
    return start


def bracketed_name(text: str, at: int, limit: int) -> bool:
    """Whether the bracket that opens at a place holds a name, or a short form of one."""
    closing = ")" if text[at] == "(" else "]"
    close = text.find(closing, at, min(limit, at + 60))
    inside = text[at + 1 : close] if close > 0 else ""
    if not inside or "\n" in inside:
        return False
    first = inside.split()[0] if inside.split() else ""
    if DOMAIN.match(first):
        return True
    if first[:1].isupper() and len(inside) > 12 and re.match(r"\s*(?:[.|\n]|\Z)", text[close + 1 : limit]):
        return "About" not in inside and all(word[:1].isupper() or word in JOINTS for word in inside.split())
    return first[:1].isupper() and (len(inside) <= 12 or first.isupper()) and "About" not in inside or is_uncased(first)
