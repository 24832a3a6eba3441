"""Years and holder of a notice that stand behind the rights phrase: "© 2024 All rights reserved | Fen Post"."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from compliance.rulebook import TIMEOUT
from compliance.scan.firms import has_form
from compliance.scan.names import Name, is_name_like, read_name
from compliance.scan.parts import Known, skip, split_years

_BEYOND = re.compile(r"(?P<sign>[ \t\xa0|/,.:;•·–—-]{0,12})(?P<joint>(?:to|by|for|a|à|ao|aos|para|für|an|per)[ \xa0]+(?=\S))?", re.IGNORECASE)
_OVER = re.compile(r"\.?[ \t\xa0]*(?:[|•·–—-]|\n|$)")
_MENU = frozenset(
    "about accueil aviso avisos chi community contacto contato cookie cookies design fale faq feedback help home inicio início jobs kontakt legal legali"
    " légales legales login mappa mentions nous note nutzungsbedingungen plan politica política políticas politik politique press privacidad privacidade"
    " qui quem regulamin rss site support term termini uso usage user voorwaarden web условия контакты контакти политика політика правила реклама kontakty reklama iletişim künye".split()
)
"""Small-letter words of the menus that stand behind rights phrases in footers, where other footers have the holder."""


class Beyond(NamedTuple):
    """What stands behind a rights phrase: where, the years as written, and the holder."""

    start: int
    end: int
    years: str
    holder: Name | None


def beyond_rights(
    text: str, at: int, hard: int, taken: Sequence[tuple[int, int]], rights: Sequence[tuple[int, int]], known: Known, has_holder: bool
) -> Beyond:
    """Years and holder behind the rights phrase that follows `at`, on its line: "© 2024 All rights reserved | Fen Post"."""
    stop = at
    for begin, last in rights:  # in order; sister languages find a part of one phrase
        if begin <= max(stop, at + 4) and last > stop:
            stop = last
    limit = min([hard, *(begin for begin, _ in taken if begin >= stop)])
    line = text.find("\n", stop, limit)
    limit = line if line >= 0 else limit
    years = known.years.match(text, skip(_BEYOND, text, stop, limit), limit, timeout=TIMEOUT)
    if years and has_holder:
        over = _OVER.match(text, years.end(), limit) is not None or text[years.end() : years.end() + 2] == ". "
        return Beyond(years.start(), years.end(), years.group() if over else "", None)
    gap = _BEYOND.match(text, years.end() if years else stop, limit)
    first, end, written = (years.start(), years.end(), years.group()) if years else (stop, stop, "")
    if has_holder or gap is None or gap.end() == stop:
        return Beyond(first, end, "", None)
    holder = read_name(text, gap.end(), limit, known.stops)
    last, later = holder.end if holder else end, ""
    if holder and not years:
        holder, behind, later = split_years(text, holder, limit, known)
        last = max(last, behind.end()) if behind else last
    if holder and is_name_like(holder.text) and _is_holder(text, holder, last, gap, known):
        return Beyond(first if years else holder.start, last, written or later, holder)
    over = _OVER.match(text, end, limit) is not None
    return Beyond(first, end, written if over else "", None)


def _is_holder(text: str, holder: Name, end: int, gap: re.Match[str], known: Known) -> bool:
    """Whether a name behind a rights phrase is the holder, and not an item of the menu or the next sentence."""
    words = [word.strip(".,;:()").casefold() for word in holder.text.split()]
    if words[0] in known.not_holders or any(word in _MENU for word in words):
        return False
    if has_form(holder.text) or gap["joint"]:
        return True
    if len(words) == 1 and holder.text[1:].islower():  # an item of a menu in any language
        return False
    return "." not in gap["sign"] and _OVER.match(text, end) is not None
