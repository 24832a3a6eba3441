"""The passages of one document that stand in some archives."""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from compliance.model import Document, Match, MatchKind, Source, Span, Zone
from compliance.reuse.metadata import addresses

QUOTED = 0.9
"""Share of a passage that must lie in block quotes for it to be a quotation."""
SAME = 0.8
"""Share of both of two passages of a draft that must be common to them for them to be taken for one."""

_NAMELESS = frozenset(("text", "<stdin>", "<stream>"))  # ids of texts that came without a name
_BLANK = re.compile(r"\s+")


class Searchable(Protocol):
    """An archive, as far as a check needs one."""

    def search(self, text: str, besides: Collection[str] = ()) -> list[Match]:
        """The passages of `text` that texts of the archive hold, the best first, leaving out the texts with those ids or
        addresses."""


def find_matches(document: Document, archives: Sequence[Searchable]) -> list[Match]:
    """The passages of a document that texts of the archives hold, in the order of the document.

    Spans of the draft count in the whole source, positions are those of the source file, and of a document that is not
    a window of a longer one each match says how large its share is. The draft itself is left out, known by its id, its
    path or its address. Raises what the archives raise.
    """
    text = searched(document)
    besides = itself(document)
    found = joined([archive.search(text, besides=besides) for archive in archives])
    whole = 0 if document.offset or document.more else _letters(text)
    return sorted((_placed(match, document, whole) for match in found), key=lambda match: (match.draft, match.source_id))


def searched(document: Document) -> str:
    """The text to compare: that of the document, of the same length, without its front matter, which is about the text
    and no part of it."""
    text = document.text
    for zone in document.zones:
        if zone.zone is Zone.FRONT_MATTER:
            text = text[: zone.start] + " " * (zone.end - zone.start) + text[zone.end :]
    return text


def itself(document: Document) -> tuple[str, ...]:
    """Ids and addresses under which an archive may hold the document itself."""
    names = [document.id, document.path] if document.id not in _NAMELESS else []
    if document.path:
        names += [os.path.normpath(document.path), os.path.abspath(document.path), os.path.relpath(document.path)]
    return tuple(dict.fromkeys(filter(None, [*names, *addresses(document)])))


def quoted(matches: Iterable[Match], document: Document) -> Iterator[Match]:
    """The matches, those that lie in block quotes of the document as quotations."""
    quotes = [zone for zone in document.zones if zone.zone is Zone.QUOTE]
    for match in matches:
        start, end = match.draft
        covered = sum(max(0, min(end, zone.end) - max(start, zone.start)) for zone in quotes)
        yield match._replace(kind=MatchKind.QUOTATION) if quotes and covered >= QUOTED * (end - start) else match


def joined(answers: Sequence[list[Match]]) -> list[Match]:
    """The answers of several archives as one: of passages that are one to the draft, the better holds and names the
    sources of the other."""
    if len(answers) < 2:
        return answers[0] if answers else []
    kept: list[Match] = []
    for match in sorted((match for answer in answers for match in answer), key=_goodness, reverse=True):
        at = next((n for n, other in enumerate(kept) if other.kind is match.kind and _same(other.draft, match.draft)), None)
        if at is None:
            kept.append(match)
        else:
            kept[at] = _together(kept[at], match)
    return kept


def _goodness(match: Match) -> tuple[float, float]:
    return match.similarity * (match.draft.end - match.draft.start), match.similarity


def _same(one: Span, two: Span) -> bool:
    common = min(one.end, two.end) - max(one.start, two.start)
    return common >= SAME * max(one.end - one.start, two.end - two.start)


def _together(best: Match, other: Match) -> Match:
    rest = [source for source in (*best.also, *([other.of] if other.of else []), *other.also) if source != best.of]
    dated = [source for source in (best.earliest, other.earliest, best.of, other.of) if source and source.date]
    earliest = min(dated, key=lambda source: source.date) if dated else best.earliest
    return best._replace(also=tuple(_once(rest, best.source_id)), earliest=earliest, common=best.common + other.common)


def _once(sources: Iterable[Source], taken: str) -> Iterator[Source]:
    told = {taken}
    for source in sources:
        if source.id not in told:
            told.add(source.id)
            yield source


def _placed(match: Match, document: Document, whole: int) -> Match:
    (match,) = quoted([match], document)
    start, end = match.draft
    text = document.text[start:end]
    return match._replace(
        draft=Span(start + document.offset, end + document.offset),
        text=text,
        position=document.position(start),
        share=min(1.0, _letters(text) / whole) if whole else 0.0,
    )


def _letters(text: str) -> int:
    """Code points that are not white space."""
    return len(_BLANK.sub("", text))
