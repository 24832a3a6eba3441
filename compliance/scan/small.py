"""Small words that belong to a name although they join nothing: "Lietuvos krašto žinios", "Политика новине и магазини д.о.о."."""

from collections.abc import Container

from compliance.scan.firms import FORM, SPACED
from compliance.scan.titles import TITLES
from compliance.scan.words import JOINTS, TOKEN, core_of, is_small

BEFORE_TITLE = 2
"""How many of them may stand before what newspapers are called."""
BEFORE_FORM = 4
"""The same, before a company form."""


def small_words(text: str, start: int, limit: int, stops: Container[str]) -> int:
    """Where small words behind a capital that belong to the name all the same end; `start` where they do not.

    They do where one of them is what newspapers are called, and no other small word follows it; and where a company form does.
    """
    reached = end = start
    titled = True  # what it is called may still come
    for count, token in enumerate(TOKEN.finditer(text, start, limit)):
        if count and "\n" in text[end : token.start()]:
            break
        word = token.group()
        core = core_of(word)
        small = core.casefold()
        if count and (FORM.match(word) and (word[:1].isupper() or "." in word) or SPACED.match(text, token.start(), limit)):
            return end
        if not core or not is_small(core) or small in stops or small in JOINTS and not count:
            break
        titled = titled and small not in JOINTS
        if titled and reached == end and count:  # another small word behind the title
            reached = start
        end = token.end()
        if titled and small in TITLES:
            reached = end
        titled = titled and count < BEFORE_TITLE
        if count == BEFORE_FORM or word[-1:] in ".,;:!?":
            break
    return reached
