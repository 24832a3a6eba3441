"""What a licence asks to be seen, looked for in the document itself, with the line to paste where it is missing."""

import html
import re
from collections.abc import Mapping
from typing import NamedTuple

from compliance.policy.page import Page, any_named, plain
from compliance.policy.terms import Duty, DutyKind, Licence

_SLOT = re.compile(r"\{(\w+)\}|\[(\w+)\]")
_DERIVED = frozenset((DutyKind.CHANGES, DutyKind.SHARE_ALIKE))
_CHANGED = re.compile(
    r"\b(?:adapted|modified|edited|shortened|abridged|translated|condensed|changes? (?:were|was|have been) made|bearbeitet|gekürzt|übersetzt|adapté|"
    r"modifié|traduit|adaptad[oa]|modificad[oa]|traducid[oa]|adattat[oa]|tradott[oa]|bewerkt|vertaald|изменен|переведен|сокращен)\b",
    re.IGNORECASE,
)


class Work(NamedTuple):
    """What is known of the work that a duty speaks of; nothing where it is not known. `derived` says that it was changed."""

    holder: str = ""
    author: str = ""
    title: str = ""
    address: str = ""
    date: str = ""
    derived: bool = False


class Answer(NamedTuple):
    """Whether a duty is met, what is asked, and what to paste where it is not. `missing` is a fact that nobody gave."""

    duty: Duty
    met: bool
    asked: str
    paste: str = ""
    missing: str = ""


def answers(entry: Licence, work: Work, page: Page) -> list[Answer]:
    """The duties of a licence that apply to a work, each looked for in a page."""
    duties = list(entry.duties)
    if entry.share_alike and not any(duty.kind is DutyKind.SHARE_ALIKE for duty in duties):
        duties.append(Duty(DutyKind.SHARE_ALIKE))
    return [_answer(duty, entry, work, page) for duty in duties if work.derived or duty.kind not in _DERIVED]


def _answer(duty: Duty, entry: Licence, work: Work, page: Page) -> Answer:
    look = _LOOK[duty.kind]
    return look(duty, entry, work, page)


def _line(duty: Duty, entry: Licence, work: Work, page: Page) -> Answer:
    """A credit or a tagline, at its place. What is known of the work goes into its slots; the rest must stand around them."""
    pattern = duty.text or work.author or work.holder
    what = "the credit" if duty.kind is DutyKind.CREDIT else "the line"
    if not pattern:
        return Answer(duty, False, f"{what} of the author", "By AUTHOR", "the author of the work")
    text, pieces = _filled(pattern, entry, work)
    place = f" at the {duty.place}" if duty.place else ""
    met = all(page.has(piece, duty.place) for piece in pieces)
    return Answer(duty, met, f"{what} “{text}”{place}", text)


def _link(duty: Duty, entry: Licence, work: Work, page: Page) -> Answer:
    address = _filled(duty.text, entry, work)[0] if duty.text else work.address
    if not address or "{" in address:
        shown = any(found for found in page.addresses if not _is_licence(found)) if not duty.text else False
        return Answer(duty, shown, "a link to the work", "https://ADDRESS-OF-THE-WORK", "" if shown else "the address of the work")
    label = work.title or work.holder or address
    paste = f'<a href="{html.escape(address)}">{html.escape(label)}</a>' if page.is_html else address
    return Answer(duty, page.names(address), f"a link to {address}", paste)


def _licence(duty: Duty, entry: Licence, work: Work, page: Page) -> Answer:
    name = entry.spdx or entry.name
    spoken = [name, name.replace("-", " "), re.sub(r"-(?=\d)", " ", name), entry.name, duty.text]
    met = any_named(page, (entry.address, f"{plain(entry.address)}/deed.en")) or any(word and page.has(word, exact=True) for word in spoken)
    shown = entry.name or name or entry.id
    return Answer(duty, met, f"the name or address of the licence ({shown})", f"{shown}, {entry.address}" if entry.address else shown)


def _title(duty: Duty, entry: Licence, work: Work, page: Page) -> Answer:
    title = duty.text or work.title
    if not title:
        return Answer(duty, False, "the title of the work", "“TITLE OF THE WORK”", "the title of the work")
    return Answer(duty, page.has(title) or any(title.casefold() == value.casefold() for value in page.values("title")), f"the title “{title}”", f"“{title}”")


def _pixel(duty: Duty, entry: Licence, work: Work, page: Page) -> Answer:
    tag = duty.text if "<" in duty.text else f'<img src="{duty.text}" width="1" height="1" alt="">'
    address = next(iter(re.findall(r"""src=["']?([^"'\s>]+)""", duty.text)), duty.text)
    wanted = plain(_SLOT.split(address)[0].rstrip("?=&"))
    met = bool(wanted) and (duty.text in page.document.text or wanted.encode() in page.lower or any(found.startswith(wanted) for found in page.linked))
    return Answer(duty, met, f"the counter {address}", tag)


def _canonical(duty: Duty, entry: Licence, work: Work, page: Page) -> Answer:
    address = duty.text or work.address
    met = bool(page.canonical) and (not address or plain(page.canonical) == plain(address))
    shown = address or "ADDRESS-OF-THE-WORK"
    asked = f"the canonical address {address}" if address else "the address of the work as canonical"
    return Answer(duty, met, asked, f'<link rel="canonical" href="{html.escape(shown)}">', "" if address or met else "the address of the work")


def _noindex(duty: Duty, entry: Licence, work: Work, page: Page) -> Answer:
    return Answer(duty, page.noindex, "a line that keeps search engines out", f'<meta name="{duty.text or "robots"}" content="noindex">')


def _changes(duty: Duty, entry: Licence, work: Work, page: Page) -> Answer:
    met = page.has(duty.text) if duty.text else bool(_CHANGED.search(page.text))
    return Answer(duty, met, "a note that the work was changed", duty.text or "This text was edited; changes were made to the original.")


def _alike(duty: Duty, entry: Licence, work: Work, page: Page) -> Answer:
    answer = _licence(duty, entry, work, page)
    asked = f"a line that puts the text under the same licence ({entry.name or entry.id})"
    return answer._replace(asked=asked, paste=f"This text is licensed under {answer.paste}")


_LOOK = {
    DutyKind.CREDIT: _line, DutyKind.TAGLINE: _line, DutyKind.LINK: _link, DutyKind.LICENCE: _licence, DutyKind.TITLE: _title, DutyKind.PIXEL: _pixel,
    DutyKind.CANONICAL: _canonical, DutyKind.NOINDEX: _noindex, DutyKind.CHANGES: _changes, DutyKind.SHARE_ALIKE: _alike,
}


def _known(entry: Licence, work: Work) -> Mapping[str, str]:
    return {
        "holder": work.holder, "author": work.author, "title": work.title, "url": work.address, "address": work.address, "date": work.date,
        "year": work.date[:4], "licence": entry.name or entry.id, "license": entry.name or entry.id, "licence_url": entry.address,
    }


def _filled(pattern: str, entry: Licence, work: Work) -> tuple[str, list[str]]:
    """A pattern with its slots filled where that is known, and the pieces of it that must stand somewhere."""
    if "{" not in pattern and "[" not in pattern:
        return pattern, [pattern]
    known = _known(entry, work)

    def value(match: re.Match[str]) -> str:
        return known.get(match[1] or match[2], "") or match[0]

    text = _SLOT.sub(value, pattern)
    pieces = [piece.strip(" ,;:–—-") for piece in _SLOT.split(text)[::3]]
    return text, [piece for piece in pieces if len(piece) > 1]


def _is_licence(address: str) -> bool:
    return address.startswith(("creativecommons.org/", "rightsstatements.org/"))

