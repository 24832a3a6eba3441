"""Whether a passage differs from its source in house style only: letters' case, punctuation, figures, dates, spelling.

Licences without changed versions let such edits pass; The Conversation lists those to time, place and style
(https://theconversation.com/uk/republishing-guidelines).
"""

import re

from compliance.policy.later import later

_WORD = later(r"[^\W_]+(?:['’][^\W_]+)*", re.UNICODE)
_TIME = frozenset(
    "today yesterday tomorrow tonight monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun morning "
    "afternoon evening last next this week month year january february march april may june july august september october november december jan feb mar "
    "apr jun jul aug sept sep oct nov dec st nd rd th on the of in heute gestern morgen montag dienstag mittwoch donnerstag freitag samstag sonntag".split()
)
_NUMBERS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty "
    "fifty sixty seventy eighty ninety hundred per cent percent".split()
)
_TITLES = frozenset("mr mrs ms dr prof professor doctor sir".split())
_SPELLING = ((later(r"is(e|ed|es|ing|ation|ations)\b"), r"iz\1"), (later(r"our"), "or"), (later(r"ll"), "l"), (later(r"re\b"), "er"),
             (later(r"ence\b"), "ense"), (later(r"ogue\b"), "og"), (later(r"ae|oe"), "e"), (later(r"mme\b"), "m"))  # fmt: skip
WINDOW = 400
"""Words of a passage that are looked at as one; what is longer is no passage that somebody edited by hand in a few places."""


def beyond_style(draft: str, source: str) -> list[tuple[str, str]]:
    """Pairs of what the source has and what the draft has instead, each side possibly empty, that are more than house style."""
    from difflib import SequenceMatcher

    mine, theirs = _WORD.findall(draft), _WORD.findall(source)
    ours, known = [_spelt(word) for word in mine], [_spelt(word) for word in theirs]
    found = []
    for tag, start, end, at, to in SequenceMatcher(None, known, ours, autojunk=len(known) > WINDOW).get_opcodes():
        if tag != "equal" and not (all(map(_is_style, known[start:end])) and all(map(_is_style, ours[at:to]))):
            found.append((" ".join(theirs[start:end]), " ".join(mine[at:to])))
    return found


def _spelt(word: str) -> str:
    plain = word.casefold().replace("’", "'").removesuffix("'s")
    for pattern, other in _SPELLING:
        plain = pattern.sub(other, plain)
    return plain


def _is_style(word: str) -> bool:
    return word.isdigit() or word in _TIME_SPELT or bool(re.fullmatch(r"\d+(?:st|nd|rd|th|am|pm|pc)?|[ap]m|[ap]", word))


_TIME_SPELT = frozenset(_spelt(word) for word in _TIME | _NUMBERS | _TITLES)
