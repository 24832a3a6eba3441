"""A draft held against one source: the passages that they share, for people and for programs."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from compliance.model import SCHEMA, Document, Match, MatchKind
from compliance.output.aligned import aligned_lines
from compliance.output.escape import visible
from compliance.output.frame import Glyphs, block, label
from compliance.output.phrases import plural
from compliance.output.records import match_to_record
from compliance.output.wrap import Line, Segment

_SAID: Mapping[str, tuple[str, str, str]] = {
    MatchKind.VERBATIM: ("verbatim", "error", "word for word"),
    MatchKind.NEAR_VERBATIM: ("near", "error", "almost word for word"),
    MatchKind.REWRITTEN: ("rewrite", "warning", "close to a passage of the source"),
    MatchKind.QUOTATION: ("quoted", "note", "quoted by both"),
}
"""What the gutter says of a kind, its style, and what a sentence says."""


class Comparison(NamedTuple):
    """What a comparison came to. The shares are of the draft's and of the source's text, from 0 to 1, quotations left
    out; the matches are in the order of the draft."""

    draft: Document
    source: Document
    matches: tuple[Match, ...]
    draft_share: float
    source_share: float


def comparison_lines(made: Comparison, columns: int, glyphs: Glyphs, whole: bool = False) -> Iterator[Line]:
    """The lines of a comparison: what it comes to, then every passage side by side. `whole` as in `aligned_lines`."""
    names = [Segment("path", visible(made.draft.id)), Segment("dim", " against "), Segment("path", visible(made.source.id))]
    yield from block(label("compare"), names, columns)
    yield from block(label(""), [Segment("", _summary(made))], columns)
    for match in made.matches:
        yield []
        places = f"{place_of(made.draft, match.draft.start)} {glyphs.dot} {place_of(made.source, match.source.start)}"
        yield from match_head(match, places, columns)
        yield []
        ours, theirs = made.draft.text[slice(*match.draft)], made.source.text[slice(*match.source)]
        yield from aligned_lines(ours, theirs, columns, glyphs, whole)


def match_head(match: Match, places: str, columns: int) -> Iterator[Line]:
    """What a passage is, and where it stands on either side; `places` is safe to print."""
    word, style, said = _SAID[match.kind]
    alike = "" if match.kind is MatchKind.VERBATIM else f", {percent(match.similarity)} alike"
    text = f"{match.words:,} {plural(match.words, 'word')} {said}{alike}"
    yield from block(label(word, style), [Segment("strong", text)], columns)
    yield from block(label(""), [Segment("place", places)], columns)


def comparison_to_record(made: Comparison) -> dict[str, Any]:
    """A comparison as JSON types."""
    return {
        "schema": SCHEMA,
        "draft": {"id": made.draft.id, "share": round(made.draft_share, 4)},
        "source": {"id": made.source.id, "share": round(made.source_share, 4)},
        "matches": [passage_to_record(match, made) for match in made.matches],
    }


def passage_to_record(match: Match, made: Comparison) -> dict[str, Any]:
    """A match as JSON types, with the passage of the source and its line and column."""
    record = match_to_record(match)
    place = made.source.position(match.source.start)
    text = made.source.text[slice(*match.source)]
    return {**record, "source": {**record["source"], "line": place.line, "column": place.column, "text": text}}


def _summary(made: Comparison) -> str:
    quoted = [match for match in made.matches if match.kind is MatchKind.QUOTATION]
    passages = len(made.matches) - len(quoted)
    if passages:
        shares = f"{percent(made.draft_share)} of the draft, {percent(made.source_share)} of the source"
        said = f"{passages:,} {plural(passages, 'passage')} in common: {shares}."
    else:
        said = "No passage in common."
    if not quoted:
        return said
    words = sum(match.words for match in quoted)
    return f"{said} {len(quoted):,} {plural(len(quoted), 'quotation')} in both, of {words:,} {plural(words, 'word')}, counted apart."


def percent(share: float) -> str:
    """A share in full percent; what is little is not nothing, and nearly all is not all."""
    if 0 < share < 0.01:
        return "less than 1%"
    return f"{min(99, round(share * 100)) if share < 1 else 100}%"


def place_of(document: Document, at: int) -> str:
    """A place of a document as people write it, safe to print."""
    return f"{visible(document.id)}:{document.position(at).line}:{document.position(at).column}"
