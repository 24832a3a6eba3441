"""What a licence asks to be seen, looked for in the document itself, with the line to paste where it is missing."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from compliance.policy.later import later
from compliance.policy.page import Page
from compliance.policy.sought import address, line, plain
from compliance.policy.terms import Duty, DutyKind, Licence

_SLOT = later(r"\{(\w+)\}|\[(\w+)\]")
_DERIVED = frozenset((DutyKind.CHANGES, DutyKind.SHARE_ALIKE))
_CHANGED = later(
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


class Ask(NamedTuple):
    """A duty of a work, as it is looked for: what is asked, what to paste where it is not there, the fact about the work that nobody
    gave and that would tell more, and whether a page has what is asked."""

    duty: Duty
    asked: str
    paste: str
    missing: str
    seen: Callable[[Page], bool]


class Answer(NamedTuple):
    """Whether a duty is met, what is asked, and what to paste where it is not. `missing` is a fact that nobody gave."""

    duty: Duty
    met: bool
    asked: str
    paste: str = ""
    missing: str = ""


def asks(entry: Licence, work: Work, is_html: bool) -> list[Ask]:
    """The duties of a licence that apply to a work; what is to be pasted is for an HTML page, or for any other text."""
    duties = list(entry.duties)
    if entry.share_alike and not any(duty.kind is DutyKind.SHARE_ALIKE for duty in duties):
        duties.append(Duty(DutyKind.SHARE_ALIKE))
    return [_ASK[duty.kind](duty, entry, work, is_html) for duty in duties if work.derived or duty.kind not in _DERIVED]


def answers(entry: Licence, work: Work, page: Page) -> list[Answer]:
    """The duties of a licence that apply to a work, each looked for in a page."""
    return [Answer(ask.duty, ask.seen(page), ask.asked, ask.paste, ask.missing) for ask in asks(entry, work, page.is_html)]


def credit(name: str) -> Ask:
    """The credit of one of two parties, beside that of the other."""
    wanted = line(name)
    return Ask(Duty(DutyKind.CREDIT, name), f"the credit “{name}”, beside the other party's", name, "", lambda page: page.has(wanted))


def _never(page: Page) -> bool:
    return False


def _line(duty: Duty, entry: Licence, work: Work, is_html: bool) -> Ask:
    """A credit or a tagline, at its place. What is known of the work goes into its slots; the rest must stand around them."""
    pattern = duty.text or work.author or work.holder
    what = "the credit" if duty.kind is DutyKind.CREDIT else "the line"
    if not pattern:
        return Ask(duty, f"{what} of the author", "By AUTHOR", "the author of the work", _never)
    text, pieces = _filled(pattern, entry, work)
    place = f" at the {duty.place}" if duty.place else ""
    first, *others = [line(piece) for piece in pieces] or [line("")]

    def seen(page: Page) -> bool:
        return page.has(first, duty.place) and all(page.has(other, duty.place) for other in others)

    return Ask(duty, f"{what} “{text}”{place}", text, "", seen)


def _link(duty: Duty, entry: Licence, work: Work, is_html: bool) -> Ask:
    link = _filled(duty.text, entry, work)[0] if duty.text else work.address
    if not link or "{" in link:
        seen = _never if duty.text else _links_to_a_work
        return Ask(duty, "a link to the work", "https://ADDRESS-OF-THE-WORK", "the address of the work", seen)
    label = work.title or work.holder or link
    paste = _linked(link, label) if is_html else link
    wanted = address(link)
    return Ask(duty, f"a link to {link}", paste, "", lambda page: page.names(wanted))


def _linked(link: str, label: str) -> str:
    return f'<a href="{_escaped(link)}">{_escaped(label)}</a>'


def _escaped(words: str) -> str:
    from html import escape

    return escape(words)


def _links_to_a_work(page: Page) -> bool:
    return any(not found.startswith(("creativecommons.org/", "rightsstatements.org/")) for found in page.addresses)


def _licence(duty: Duty, entry: Licence, work: Work, is_html: bool) -> Ask:
    name = entry.spdx or entry.name
    addresses = [address(entry.address), address(f"{plain(entry.address)}/deed.en")]
    spoken = [line(word) for word in (name, name.replace("-", " "), re.sub(r"-(?=\d)", " ", name), entry.name, duty.text) if word]
    shown = entry.name or name or entry.id

    def seen(page: Page) -> bool:
        return any(page.names(wanted) for wanted in addresses) or any(page.has(words, exact=True) for words in spoken)

    return Ask(duty, f"the name or address of the licence ({shown})", f"{shown}, {entry.address}" if entry.address else shown, "", seen)


def _title(duty: Duty, entry: Licence, work: Work, is_html: bool) -> Ask:
    title = duty.text or work.title
    if not title:
        return Ask(duty, "the title of the work", "“TITLE OF THE WORK”", "the title of the work", _never)
    wanted = line(title)

    def seen(page: Page) -> bool:
        return page.has(wanted) or any(title.casefold() == value.casefold() for value in page.values("title"))

    return Ask(duty, f"the title “{title}”", f"“{title}”", "", seen)


def _pixel(duty: Duty, entry: Licence, work: Work, is_html: bool) -> Ask:
    tag = duty.text if "<" in duty.text else f'<img src="{duty.text}" width="1" height="1" alt="">'
    counter = next(iter(re.findall(r"""src=["']?([^"'\s>]+)""", duty.text)), duty.text)
    wanted = plain(_SLOT.split(counter)[0].rstrip("?=&"))

    def seen(page: Page) -> bool:
        if not wanted:
            return False
        return duty.text in page.document.text or wanted.encode() in page.lower or any(found.startswith(wanted) for found in page.linked)

    return Ask(duty, f"the counter {counter}", tag, "", seen)


def _canonical(duty: Duty, entry: Licence, work: Work, is_html: bool) -> Ask:
    known = duty.text or work.address
    asked = f"the canonical address {known}" if known else "the address of the work as canonical"
    paste = f'<link rel="canonical" href="{_escaped(known or "ADDRESS-OF-THE-WORK")}">'
    wanted = plain(known)

    def seen(page: Page) -> bool:
        return bool(page.canonical) and (not known or plain(page.canonical) == wanted)

    return Ask(duty, asked, paste, "" if known else "the address of the work", seen)


def _noindex(duty: Duty, entry: Licence, work: Work, is_html: bool) -> Ask:
    paste = f'<meta name="{duty.text or "robots"}" content="noindex">'
    return Ask(duty, "a line that keeps search engines out", paste, "", lambda page: page.noindex)


def _changes(duty: Duty, entry: Licence, work: Work, is_html: bool) -> Ask:
    wanted = line(duty.text)

    def seen(page: Page) -> bool:
        return page.has(wanted) if duty.text else bool(_CHANGED.search(page.text))

    return Ask(duty, "a note that the work was changed", duty.text or "This text was edited; changes were made to the original.", "", seen)


def _alike(duty: Duty, entry: Licence, work: Work, is_html: bool) -> Ask:
    named = _licence(duty, entry, work, is_html)
    asked = f"a line that puts the text under the same licence ({entry.name or entry.id})"
    return named._replace(asked=asked, paste=f"This text is licensed under {named.paste}")


_ASK: Mapping[DutyKind, Callable[[Duty, Licence, Work, bool], Ask]] = {
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
