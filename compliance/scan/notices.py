"""The reader of copyright notices: sign or word, years, holder, in every order that pages use.

What it goes by was read off several hundred footers: sign-year-holder, holder-sign-year, year-sign-holder, holder only in
front of the sign, the word with or without the sign, "by" and "of", the holder after the years or before them. Rights
phrases and other passages already found in the paragraph bound what it reads.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from compliance.rulebook import TIMEOUT
from compliance.scan.beyond import beyond_rights
from compliance.scan.firms import has_form
from compliance.scan.names import Name, is_name_like, read_name
from compliance.scan.names_back import read_name_back
from compliance.scan.parts import Known, skip, split_years
from compliance.scan.words import JOINTS
from compliance.scan.years import read_years

_SIGN = r"[©ⓒⒸ℗]|[(（][cCсСⓒ©][)）]"
_BETWEEN = r"(?:[\s:,.®@&+™-]{0,4}|[ ,]{0,2}(?:19|20)\d\d(?: ?[-–—] ?(?:19|20)\d\d)?[ ,]{0,2})\Z"
_LEAD = re.compile(r"[\s:,.;®@*_–—-]*(?:พ\.ศ\.\s*)?(?:(?:by|of|von|par|por|от|di)\s+(?=\S))?(?:(?:the\s+)?(?:copyright\s+holder)\s+)?", re.IGNORECASE)
_AFTER_YEARS = re.compile(r"[\s:,.;*_–—-]*(?:\([cC]\)\s*)?(?:(?:by|of|von|par|por|от)\s+(?=\S))?", re.IGNORECASE)
_BEFORE_YEARS = r"[\s,:;(|–—-]*\Z"
_TRAILING = re.compile(r"(?<=[^\W\d])[ ,]{1,2}((?:19|20)\d\d(?: ?[-–—/] ?(?:19|20)?\d\d)?)\Z")
_BRAND = re.compile(r"[a-z][a-z0-9]{2,19}(?![\w-])")
_ITEM = r"\s{0,3}[,;)]"
_FAMILY = re.compile(r"An? (?:[^\s.]+\.? ){1,6}(?:publication|company|newspaper|station|brand|property|site|website|title)\b")
_OPENERS = frozenset("a an as at by for if in it its on the to we with you le la les das der die el los las il lo i o os".split())
"""Words that are no name where nothing else is: the next sentence begins with them."""
_SEPARATOR = re.compile(r"\s*(?:[|•·●▪►★◆]|\n|$)")


class Notice(NamedTuple):
    """A notice in a paragraph: span in code points, values, the word it begins with, and whether it may be a photo credit."""

    start: int
    end: int
    years: list[int]
    holder: str
    mark: str
    anchor: tuple[int, int]
    credit: bool


class Anchor(NamedTuple):
    """A run of signs and words."""

    start: int
    end: int
    text: str
    sign: bool
    word: bool


@lru_cache(maxsize=1)
def _sign() -> re.Pattern[str]:
    return re.compile(_SIGN)


def read_notices(
    text: str, words: Sequence[tuple[int, int]], taken: Sequence[tuple[int, int]], rights: Sequence[tuple[int, int]],
    known: Known,
) -> list[Notice]:
    """All notices of a paragraph.

    Args:
        text: the paragraph, folded.
        words: spans of words that introduce a notice.
        taken: spans that no holder may run into.
        rights: spans of rights phrases, a part of `taken`.
        known: what rules know of notices.
    """
    anchors = _anchors(text, words)
    found: list[Notice] = []
    floor = 0
    for index, anchor in enumerate(anchors):
        limit = anchors[index + 1].start if index + 1 < len(anchors) else len(text)
        notice = _read(text, anchor, floor, limit, taken, rights, known)
        if notice is not None:
            found.append(notice)
            floor = notice.end
    return found


def _anchors(text: str, words: Sequence[tuple[int, int]]) -> list[Anchor]:
    marks = [(m.start(), m.end(), True) for m in _sign().finditer(text) if _is_sign(text, m.start(), m.end())]
    marks += [(start, end, False) for start, end in words]
    marks.sort(key=lambda mark: (mark[0], -mark[1]))
    runs: list[Anchor] = []
    for start, end, sign in marks:
        if runs and start < runs[-1].end:
            continue
        between = text[runs[-1].end : start] if runs else ""
        ended = between.startswith(". ") and not runs[-1].sign and text[runs[-1].start].islower()  # "… авторське право. © …"
        if runs and len(between) <= 15 and re.match(_BETWEEN, between) and "\n" not in between and not ended:
            last = runs[-1]
            runs[-1] = Anchor(last.start, end, text[last.start : end], last.sign or sign, last.word or not sign)
        else:
            runs.append(Anchor(start, end, text[start:end], sign, not sign))
    return runs


def _is_sign(text: str, start: int, end: int) -> bool:
    if text[start] not in "(（":
        return True
    before = text[start - 1 : start]
    return not (before.isdigit() or before == ")" or text[end : end + 1] == "(")


def _read(
    text: str, anchor: Anchor, floor: int, limit: int, taken: Sequence[tuple[int, int]], rights: Sequence[tuple[int, int]],
    known: Known,
) -> Notice | None:
    if not anchor.word and any(begin == anchor.start and stop > anchor.end for begin, stop in rights):
        return None  # "© Riproduzione riservata": the sign is a part of the phrase
    hard = limit
    limit = min([limit, *(start for start, _ in taken if start >= anchor.end)])
    at = skip(_LEAD, text, anchor.end, limit)
    years = known.years.match(text, at, limit, timeout=TIMEOUT)
    written = ""
    end = anchor.end
    if years:
        written = years.group()
        end = years.end()
        at = skip(_AFTER_YEARS, text, end, limit)
    elif any(c.isdigit() for c in anchor.text):
        written = anchor.text
    holder = None
    if years and "." in text[end:at] and _FAMILY.match(text, at):
        limit = at  # "Fen Post © 2024. A Moor Group publication."
    if at < limit and text[at : at + 1] != "|":
        holder = read_name(text, at, limit, known.stops)
        if holder and (not is_name_like(holder.text) or holder.text.casefold() in _OPENERS):
            holder = None
        if holder is None and years and (anchor.sign or limit < hard):
            holder = _small_brand(text, at, limit, known.stops)
        if holder and not years:
            holder, years, found = split_years(text, holder, limit, known)
            written = found or written
    if years and holder is None:
        end = max(end, years.end())
    if holder:
        end = max(end, holder.end)
        if years and years.start() >= holder.end:
            end = years.end()
    start = anchor.start
    rights_next = any(0 <= begin - end <= 4 and not text[end:begin].strip(" .,;:|-–—\t\n\r") for begin, _ in rights)
    behind = any(0 <= anchor.start - stop <= 3 for _, stop in rights)
    if holder is None:
        back = _holder_before(text, anchor, floor, taken, known.stops, bool(years), rights_next, limit)
        if back:
            holder, start = back, back.start
            if not written:
                holder, written = _without_years(text, back, anchor.start, known)
    if start == anchor.start:
        before = _years_before(text, anchor, floor, bool(years), holder is not None, known)
        if before is not None:
            start = before
            written = text[start : anchor.start]
    if holder is None and written and behind:
        inner = max(begin for begin, stop in rights if stop <= anchor.start)
        first = min(begin for begin, stop in rights if begin <= inner < stop)  # sister languages find a part of one phrase
        holder = read_name_back(text, first, max(floor, text.rfind("\n", 0, first) + 1), known.stops)
    if rights_next and not (holder and written):
        beyond = beyond_rights(text, end, hard, taken, rights, known, holder is not None)
        if beyond.years or beyond.holder and holder is None:
            if not holder and not written and anchor.sign and not anchor.word:
                start, end = beyond.start, beyond.end  # a sign before the phrase, all else behind it
            holder, written = holder or beyond.holder, written or beyond.years
    if not _stands(text, anchor, bool(written), holder, end, limit, rights_next, known.not_holders, hard):
        return None
    if holder is None and not written and (behind or not rights_next or not anchor.word):
        return None
    if text[end : end + 1] == "." and end < hard:
        end += 1
    name = holder.text if holder else ""
    credit = bool(holder) and not anchor.word and not written and not rights_next and _photo(text, anchor, name, end)
    return Notice(start, end, read_years(written) if written else [], name, anchor.text, (anchor.start, anchor.end), credit)


def _without_years(text: str, name: Name, stop: int, known: Known) -> tuple[Name | None, str]:
    """A name before the sign at `stop`, without the years that end or begin it; and those, as written."""
    trailing = _TRAILING.search(name.text)
    if trailing and known.years.fullmatch(trailing.group(1), timeout=TIMEOUT):
        return Name(name.text[: trailing.start()], name.start, name.end), trailing.group(1)
    leading = known.years.match(text, name.start, stop, timeout=TIMEOUT)
    if leading and text[leading.end() : leading.end() + 1].isspace():
        rest = name.text[leading.end() - name.start :].strip()
        return Name(rest, name.start, name.end) if rest else None, leading.group()
    return name, ""


def _small_brand(text: str, at: int, limit: int, stops: frozenset[str]) -> Name | None:
    """A brand written small, "detikcom" or "ynet": one word that makes up what is between the years and the end, or a rights phrase."""
    brand = _BRAND.match(text, at, limit)
    if not brand or brand.group() in stops or brand.group() in JOINTS:
        return None
    rest = text[brand.end() : limit]
    if rest.strip(" .,-–—\t") and not re.match(r"[ .]{0,2}(?:\n|[|•·])", rest):
        return None
    return Name(brand.group(), brand.start(), brand.end())


def _holder_before(
    text: str, anchor: Anchor, floor: int, taken: Sequence[tuple[int, int]], stops: frozenset[str], years: bool, rights: bool, limit: int
) -> Name | None:
    floor = max([floor, *(stop for _, stop in taken if stop <= anchor.start)])
    if anchor.word and not (years or rights or anchor.sign):
        return None
    if not (years or rights or not text[anchor.end : limit].strip(" .,;:|\n\t\r") or _SEPARATOR.match(text, anchor.end)):
        return None
    if text[anchor.start - 1 : anchor.start] in ("™", "®"):
        return None
    return read_name_back(text, anchor.start, floor, stops)


def _years_before(text: str, anchor: Anchor, floor: int, has_years: bool, has_holder: bool, known: Known) -> int | None:
    if has_years or not has_holder:
        return None
    line = max(floor, text.rfind("\n", 0, anchor.start) + 1, anchor.start - 60)
    for years in known.years.finditer(text, line, anchor.start, timeout=TIMEOUT):
        if re.match(_BEFORE_YEARS, text[years.end() : anchor.start]):
            return int(years.start())
    return None


def _stands(
    text: str, anchor: Anchor, years: bool, holder: Name | None, end: int, limit: int, rights: bool, not_holders: frozenset[str], hard: int
) -> bool:
    """Whether this is a notice, or prose with the same sign or word in it."""
    if anchor.sign and anchor.text[0] not in "(（" and not anchor.word:
        return True
    first = holder.text.split()[0].strip("\"'“«()").casefold() if holder else ""
    if anchor.word and first in not_holders and not (years and (anchor.sign or _dated(text, anchor, holder))):
        return False
    if years:
        return True
    if anchor.word and anchor.sign:
        return True
    if holder is None:
        return rights and anchor.word
    line = _alone_before(text, anchor.start)
    rest_is_over = rights or end >= hard or bool(_SEPARATOR.match(text, min(end + (text[end : end + 1] == "."), len(text)))) or limit < hard and end >= limit - 2
    if anchor.sign:  # a bracketed c
        if re.match(_ITEM, text[anchor.end : anchor.end + 4]):
            return False
        return rest_is_over and (line or text[anchor.start - 1 : anchor.start] in ("(", "[", "|", "•"))
    capital = anchor.text[:1].isupper() or not anchor.text[:1].islower()
    return capital and line and (rest_is_over or text[end - 1 : end] == "." or holder.text[-1:] == ".")


def _dated(text: str, anchor: Anchor, holder: Name | None) -> bool:
    """Whether years stand between the word and the holder, or before the word."""
    return holder is None or any(c.isdigit() for c in text[anchor.end : max(anchor.end, holder.start)])


def _alone_before(text: str, at: int) -> bool:
    before = text[max(0, at - 6) : at].rstrip(" \t\xa0\"'(<[*_#>-–—/")
    return not before or before[-1] in "\n.!?|•·●:;。>"


def _photo(text: str, anchor: Anchor, name: str, end: int) -> bool:
    """A sign with a name split by a slash, in brackets or right behind a caption's prose is a photo's, not the text's."""
    if "/" in re.sub(r"https?://\S+", "", name, flags=re.IGNORECASE).strip("/") and not name.lower().startswith(("http", "www")) and not has_form(name):
        return True
    before = text[: anchor.start].rstrip()
    return before.endswith("(") and text[end : end + 1] == ")"
