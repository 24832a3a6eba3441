"""Spellings of a holder's name brought to one form, so that they meet in a dictionary.

Small letters, no accents, no punctuation, one space between words. What may be left out of a name (articles,
legal forms, "and its affiliates") is not cut off at once but in steps, since some names are nothing but such
words: the newspaper AS, the agency SPA, Der Standard as against The Standard.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

_TRADE = str.maketrans("", "", "©®™℠℗\u00ad\u0640\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_LETTERS = str.maketrans(
    dict(zip("łøđðħıیىکةۀٱ", "loddhiييكهها", strict=True))
    | {"æ": "ae", "œ": "oe", "þ": "th", "&": " and ", "+": " and "}
)
_MARKS = (
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u064b-\u065f\u0670]"
)
_POSSESSIVE = r"['’‘ʼ´`′](?=s\b)"
_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w\b)|(?<=(?<!\S)\w)\.\s?(?=\w\.(?!\w))")  # "A. H. Belo" is glued, two forms as in "d.o.o. a.s." are not
_ASCII_GAPS = re.compile(r"[^a-z0-9]+")
_HOST = (
    r"(?:https?://)?(?:www\d?\.)?((?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,24})(?::\d+)?/?(?:[?#/]\S*)?\Z"
)
_BRACKETS = r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]"
_APPOSITION = (
    r"(?is)(.{2,}?),\s+(?:an?|eine?|une|una|un)\s+\S.*\b"
    r"(?:company|brand|business|division|station|subsidiary|unit|unternehmen|tochter|société|empresa|società)\b"
)
_JOINER = (
    r"(?i)\s*[/|;,+&•·、，；／｜\n]\s*|\s+[-–—]\s+|\s*[(\[（【]\s*|\s*[)\]）】]\s*"
    r"|\s+(?:and|or|via|und|oder|et|ou|y|e|o|ed|och|og|ja|en|i|a|oraz|ve|и|і|та|και|و)\s+"
)
_STEPS = 5
"""How many articles, forms or tails may be cut off one end of a name."""
MOST_PARTS = 24
"""Parties of one credit line that are looked at."""


class Forms(NamedTuple):
    """Words that may be left out of a name, brought to the same form as names.

    `endings` holds legal forms and tails, `openings` legal forms and articles, each under the word at the
    outer end and the longest first; `glued` holds the forms of scripts without spaces.
    """

    endings: Mapping[str, Sequence[Sequence[str]]]
    openings: Mapping[str, Sequence[Sequence[str]]]
    glued: Sequence[str]


def normal(name: str) -> str:
    """The name in small letters, without accents, punctuation and signs, its words parted by one space.

    "&" and "+" become "and"; the dots of "S.p.A.", "S. p. A." and "U.S." go; other punctuation parts words.
    """
    if name.isascii():
        text = name.lower()
        if "&" in text or "+" in text:
            text = text.replace("&", " and ").replace("+", " and ")
        return " ".join(_ASCII_GAPS.sub(" ", _tight(text)).split())
    text = unicodedata.normalize("NFKC", name.translate(_TRADE)).translate(_TRADE).casefold()
    text = unicodedata.normalize("NFC", re.sub(_MARKS, "", unicodedata.normalize("NFD", text)))
    text = _tight(text.translate(_LETTERS))
    return " ".join(
        "".join([c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in text]).split()
    )


def forms(articles: Sequence[str], legal_forms: Sequence[str], tails: Sequence[str]) -> Forms:
    """The words that may be left out, from the lists of the registry's file."""
    legal = [normal(form).split() for form in legal_forms]
    glued = sorted(
        {form[0] for form in legal if len(form) == 1 and len(form[0]) > 1 and is_unspaced(form[0])},
        key=len,
        reverse=True,
    )
    return Forms(
        _by_word([*legal, *(normal(tail).split() for tail in tails)], -1),
        _by_word([*legal, *(normal(article).split() for article in articles)], 0),
        glued,
    )


def variants(key: str, left_out: Forms) -> Iterator[str]:
    """The name itself, then ever shorter ones: endings and a year cut off, and openings off each of these.

    Args:
        key: as `normal` gives it.
    """
    words = key.split()
    for _ in range(_STEPS):
        rest = words
        for _ in range(_STEPS):
            yield " ".join(rest)
            shorter = _without_opening(rest, left_out)
            if shorter is None:
                break
            rest = shorter
        shorter = _without_ending(words, left_out)
        if shorter is None:
            break
        words = shorter


def is_form(key: str, left_out: Forms) -> bool:
    """Whether a name, as `normal` gives it, is but a word that may be left out."""
    return [key] in left_out.endings.get(key, ())


def host(name: str) -> str | None:
    """The host of a name that is a web address, in small letters and without "www."; else None."""
    if "." not in name:
        return None
    found = re.match(_HOST, name.strip().strip("<>\"'“”«»()").rstrip(".,;").casefold())
    return found.group(1) if found else None


def without_brackets(name: str) -> str:
    """The name without what stands in brackets, or in brackets within these."""
    return re.sub(_BRACKETS, " ", re.sub(_BRACKETS, " ", name)) if has_brackets(name) else name


def has_brackets(name: str) -> bool:
    """Whether a bracket is opened in a name."""
    return any(sign in name for sign in "([（【")


def in_brackets(name: str) -> list[str]:
    """What stands in brackets in a name."""
    return [found.strip() for found in re.findall(_BRACKETS, name)] if has_brackets(name) else []


def before_apposition(name: str) -> str | None:
    """What stands before such words as ", a Y Company"; None where there are none."""
    found = re.match(_APPOSITION, name) if "," in name else None
    return found.group(1) if found else None


def parts(name: str) -> list[tuple[int, int]]:
    """Where the single parties of a line of several stand: "AFP/Reuters", "X via Y", "A and B (C)".

    Returns:
        Spans in code points, ascending, at most `MOST_PARTS`; a name of one part gives one span.
    """
    spans = []
    start = 0
    for joiner in re.finditer(_JOINER, name):
        if joiner.start() > start:
            spans.append((start, joiner.start()))
        start = joiner.end()
    if start < len(name):
        spans.append((start, len(name)))
    return spans[:MOST_PARTS]


def is_unspaced(text: str) -> bool:
    """Whether a letter belongs to a script that puts no spaces between words, or may do without."""
    return any(
        "\u0e00" <= c < "\u0f00"
        or "\u1100" <= c < "\u1200"
        or "\u2e80" <= c < "\ua000"
        or "\uac00" <= c < "\ud7b0"
        for c in text
    )


def _tight(text: str) -> str:
    if "'" in text or not text.isascii():
        text = re.sub(_POSSESSIVE, "", text)
    return _INITIALS.sub("", text) if "." in text else text


def _by_word(phrases: Sequence[Sequence[str]], at: int) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for phrase in sorted(
        {tuple(phrase) for phrase in phrases if phrase}, key=lambda phrase: (-len(phrase), phrase)
    ):
        found.setdefault(phrase[at], []).append(list(phrase))
    return found


def _without_opening(words: Sequence[str], left_out: Forms) -> list[str] | None:
    for phrase in left_out.openings.get(words[0], ()):
        if len(phrase) < len(words) and list(words[: len(phrase)]) == list(phrase):
            return list(words[len(phrase) :])
    for form in left_out.glued if not words[0].isascii() else ():
        if words[0].startswith(form) and len(words[0]) > len(form) + 1:
            return [words[0][len(form) :], *words[1:]]
    return None


def _without_ending(words: Sequence[str], left_out: Forms) -> list[str] | None:
    if len(words) > 1 and len(words[-1]) == 4 and words[-1].isdigit() and words[-1][:2] in ("19", "20"):
        return list(words[:-1])
    for phrase in left_out.endings.get(words[-1], ()):
        if len(phrase) < len(words) and list(words[-len(phrase) :]) == list(phrase):
            return list(words[: -len(phrase)])
    for form in left_out.glued if not words[-1].isascii() else ():
        if words[-1].endswith(form) and len(words[-1]) > len(form) + 1:
            return [*words[:-1], words[-1][: -len(form)]]
    return None
