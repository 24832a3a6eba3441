"""Wordings with slips: a pattern for a word in which one letter is missing, added, wrong, or swapped with the next."""

import re

SHORTEST = 5
"""Letters a word must have before a slip in it is forgiven; in shorter ones a slip makes another word."""

_PLAIN = re.compile(r"[^\W\d_]+\Z")


def slack_word(word: str) -> str:
    """A pattern source for `word` with at most one slip (Damerau's four), never in its first letter.

    Each alternative leaves out two neighbouring letters and takes up to three in their place, which covers all four
    kinds of slip at that place; it stays a regular expression, so the linear-time gate can hold it too.
    """
    forms = [word]
    for at in range(1, len(word)):
        rest = word[at + 2 :]
        forms.append(f"{word[:at]}\\w{{0,3}}{rest}" if rest else f"{word[:at]}\\w{{0,2}}")
    if len(word) < 7:  # the last letters of a short word carry too much of it
        forms = forms[:-2] + [word[:-1], word[:-1] + "\\w"]
    return "(?:" + "|".join(dict.fromkeys(forms)) + ")"


def phrase_pattern(phrase: str, typos: int) -> str:
    """A phrase as a pattern: bounded by word ends where it begins and ends in a letter, plain words with slips.

    Where no word of three or four letters holds the phrase together, one of the long words must be right: a phrase of
    slips only is another phrase.
    """
    words = phrase.split(" ")
    slack = [slack_word(word) if typos and _may_slip(word) else word for word in words]
    slipping = [at for at, word in enumerate(words) if slack[at] != word]
    if len(slipping) > 1 and not any(3 <= len(word) < SHORTEST and word.isalpha() for word in words):
        bodies = [" ".join([*slack[:at], words[at], *slack[at + 1 :]]) for at in slipping]
    else:
        bodies = [" ".join(slack)]
    start = "\\b" if _spaced(phrase[:1]) else ""
    # copied pages glue what followed to a phrase: "All rights reservedPrivacy"
    end = "(?:\\b|(?-i:(?<=\\p{Ll})(?=\\p{Lu})))" if _spaced(phrase[-1:]) else ""
    return f"{start}(?:{'|'.join(bodies)}){end}"


def _may_slip(word: str) -> bool:
    return len(word) >= SHORTEST and bool(_PLAIN.match(word)) and _spaced(word)


def _spaced(letters: str) -> bool:
    """Whether the letters belong to a script that puts spaces between words (Latin, Greek, Cyrillic, Arabic, Hebrew …)."""
    return bool(letters) and all(
        c.isalnum() and (c < "\u0e00" or "\u10a0" <= c < "\u1100" or "\u1200" <= c < "\u1780" or "\u1e00" <= c < "\u2000")
        for c in letters
    )
