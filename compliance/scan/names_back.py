"""The name that ends at a place, read backwards: the holder in front of a sign or a rights phrase."""

import re
from collections.abc import Container, Sequence

from compliance.scan.firms import FORM, SPACED_LAST
from compliance.scan.names import Name, trimmed
from compliance.scan.small import BEFORE_TITLE
from compliance.scan.titles import TITLES
from compliance.scan.words import DOMAIN, JOINTS, OPENING, PAIRS, SEPARATORS, TOKEN, core_of, is_small

LONGEST = 9
"""Words that a name may have at most."""
_FORM_LENGTH = 20  # code points in which a company form of several words ends


def read_name_back(text: str, stop: int, floor: int, stops: Container[str] = ()) -> Name | None:
    """The name that ends right before `stop`, walking back over capitalised words to no further than `floor`.

    Args:
        text: a paragraph.
        stop, floor: code points.
        stops: small-letter words that end the walk.
    """
    near = max(floor, stop - _FORM_LENGTH)
    form = SPACED_LAST.search(text[near:stop])
    words = list(TOKEN.finditer(text, floor, near + form.start() if form else stop))
    first = _first(text, words, stop, stops)
    if first is None:
        return None
    start = words[first].start()
    name = trimmed(text[start:stop].strip(" \t\r\n-–—|,:"))
    if not any(c.isalpha() for c in name) or is_small(name.strip(OPENING)[:1]) and not DOMAIN.match(name):
        return None
    return Name(" ".join(name.split()), start, stop)


def _first(text: str, words: Sequence[re.Match[str]], stop: int, stops: Container[str]) -> int | None:
    """The number of the word with which a name begins that ends with the last of some words."""
    first = None
    index = len(words) - 1
    is_titled = False  # what newspapers are called stands behind
    while index >= 0 and len(words) - 1 - index < LONGEST:
        word = words[index].group()
        core = core_of(word)
        following = words[index + 1].start() if index + 1 < len(words) else stop
        gap = text[words[index].end() : following]
        if "\n" in gap or word in SEPARATORS or (first is not None or not core) and ("\t" in gap or len(gap) > 3):
            break
        if not core or core.casefold() in stops:
            break
        if first is not None and word[-1] in ".;:!?。，" and not (FORM.match(word) or len(core) == 1):
            break
        if is_small(core) and not DOMAIN.match(word) and not (first is not None and _joins(core, words, index)):
            # "Информационное агентство «…»": the noun between a capital and a quoted name
            is_noun = first is not None and text[words[first].start()] in PAIRS and word[-1].isalpha() and _capital_before(words, index)
            is_title = core.casefold() in TITLES and word[-1].isalpha() and _capital_before(words, index, BEFORE_TITLE)
            is_among = is_titled and word[-1].isalpha() and _capital_before(words, index, BEFORE_TITLE - 1)
            if not (FORM.match(word) and index or is_noun or is_title or is_among):
                break
            is_titled = is_title or is_among
        first = index
        index -= 1
    return first


def _joins(core: str, words: Sequence[re.Match[str]], index: int) -> bool:
    return core.casefold() in JOINTS and len(core) > 1 and _capital_before(words, index)


def _capital_before(words: Sequence[re.Match[str]], index: int, small: int = 0) -> bool:
    """Whether a word that is not small stands before the word at `index`, at most one joining word between them, or so many small ones."""
    for before in range(index - 1, index - 2 - max(1, small), -1):
        if before < 0:
            return False
        word = words[before].group()
        core = word.strip(OPENING + ".")
        if not is_small(core):
            return not small or word[-1:] not in ".,;:!?"
        if core.casefold() not in JOINTS and (before < index - small or not word[-1].isalpha()):
            return False
    return False
