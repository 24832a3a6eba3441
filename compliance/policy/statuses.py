"""What an agency has done with an item, and whether a later version of it is known."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from compliance.model import Document, Fact, Kind, Match, Source, Verdict, Zone
from compliance.policy.later import later
from compliance.policy.terms import Reason

Stale = Callable[[Document], str]
"""Says in a sentence which later version of a document is known; nothing where none is."""

HALF = 0.5
"""Share of a draft that an item must hold for its kill or correction to be about the draft, where their slugs do not tell."""

_STOPS = {
    "kill": "The agency has killed this item", "hold": "The agency holds this item back until further advice",
    "withheld": "This item is withheld", "canceled": "This item is cancelled", "cancelled": "This item is cancelled",
}
_NEWER = {"correction": "corrects", "writethru": "replaces"}
# a mark stands in front, with a sign behind it: "KILL: LAMPS", "CORRECTED-Lamps"; "Three killed in blast" and "Kill-joys" are headlines
_MARK = later(
    r"^\W*(?:(?:mandatory |photo |story )?(?P<kill>kill(?:ed)?|withheld|withdrawn)|(?P<correction>correct(?:ion|ed|s)|corr))"
    r"(?: advisory| notice)?(?: \d)?(?:\s*(?:[:–—(]|$)|(?<=(?-i:[A-Z]))[-/])",
    re.IGNORECASE,
)
_NUMBER = later(
    r"\b(?:(?P<n>\d{1,2})(?:st|nd|rd|th) ?(?:ld|lead|writethru|write-thru)(?:[ -]?writethru)?|(?P<ld>writethru|write-thru)|"
    r"update (?P<u>\d{1,2})|v(?P<v>\d{1,3}))\b",
    re.IGNORECASE,
)


class Version(NamedTuple):
    """An item's slug without the words that tell its version, how late a version it is, and whether it kills or corrects."""

    slug: str
    number: int
    word: str


def judge_statuses(facts: Iterable[Fact]) -> Iterator[Reason]:
    """A reason for each status line: kills and holds block, advisories are for editors, later versions replace what ran."""
    for fact in facts:
        if fact.kind is not Kind.STATUS:
            continue
        status = str(fact.values.get("status") or "").casefold()
        evidence = (f"the text says: {fact.text}",)
        if status in _STOPS:
            yield Reason(Verdict.BLOCKED, f"policy.{'hold' if status == 'hold' else 'kill'}", _STOPS[status], fact.span, evidence)
        elif status in _NEWER:
            message = f"This version {_NEWER[status]} an earlier one, which must not stay up"
            yield Reason(Verdict.DUTIES, "policy.replaces", message, fact.span, evidence, missing="whether an earlier version ran, and where")
        else:
            yield Reason(Verdict.REVIEW, "policy.advisory", "This is advice to editors about an item, no copy", fact.span, evidence)


def judge_versions(document: Document, facts: Iterable[Fact], matches: Iterable[Match], stale: Stale | None = None) -> Iterator[Reason]:
    """A reason for each later version, correction or kill of the document that is known.

    Found in the titles and ids of the texts that hold its passages, or told by `stale`.
    """
    told = stale(document) if stale else ""
    if told:
        yield Reason(Verdict.BLOCKED, "policy.stale", told)
    facts = tuple(facts)
    own = [version for version in map(version_of, _names(document, facts)) if version.slug]
    shares: dict[str, float] = {}
    sources: dict[str, tuple[Source, Match]] = {}
    for match in matches:
        for source in (match.of, *match.also):
            if source:
                shares[source.id] = shares.get(source.id, 0.0) + match.share
                sources.setdefault(source.id, (source, match))
    for id, (source, match) in sources.items():
        message = _later(source, own, shares[id])
        if message:
            yield Reason(Verdict.BLOCKED, "policy.stale", message, match.draft, (f"found as “{source.title or source.id}”, id {source.id}",))


def version_of(name: str) -> Version:
    """Slug and version of an item's slug line, title or id: "bc-lamps, 2nd ld-writethru" is version 2 of "bc lamps"."""
    mark = _MARK.match(name)
    word = "" if mark is None else "kill" if mark["kill"] else "correction"
    number = 0
    for found in _NUMBER.finditer(name):
        number = max(number, int(found["n"] or found["u"] or found["v"] or 1))
    rest = _NUMBER.sub(" ", name[mark.end() :] if mark else name)
    return Version(" ".join(re.findall(r"\w+", rest.casefold())), number, word)


def _later(source: Source, own: list[Version], share: float) -> str:
    named = f"“{source.title or source.id}”"
    for name in (source.title, source.id):
        version = version_of(name)
        same = [mine for mine in own if mine.slug == version.slug and version.slug]
        marked = bool(version.word) and share >= HALF and not any(mine.word for mine in own)
        if same and version.word == "kill" or marked and version.word == "kill":
            return f"The item has been killed: {named}"
        if (same and version.word and not any(mine.word for mine in same)) or (marked and version.word):
            return f"The item has been corrected: {named}"
        if same and version.number > max(mine.number for mine in same):
            return f"A later version of the item is known: {named}"
    return ""


def _names(document: Document, facts: tuple[Fact, ...]) -> Iterator[str]:
    """The lines that may name an item: fields, the lines with a status, the first line, the id."""
    yield from (field.value for field in document.fields if field.name.casefold() in ("slug", "slugline", "headline", "title", "id"))
    text = document.text
    for fact in facts:
        if fact.kind is Kind.STATUS:
            start = fact.span.start - document.offset
            yield text[text.rfind("\n", 0, start) + 1 : (text.find("\n", start) + 1 or len(text) + 1) - 1]
    front = next((zone.end for zone in document.zones if zone.zone is Zone.FRONT_MATTER), 0)
    yield text[front : front + 400].lstrip("\n #*=").split("\n", 1)[0][:200]
    yield document.id
