"""What an archive holds of a draft, for people: whose each passage is, and both sides."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from compliance.model import Document, Match, MatchKind, Source
from compliance.output.aligned import aligned_lines
from compliance.output.comparison import match_head, percent, place_of
from compliance.output.escape import visible
from compliance.output.frame import Glyphs, block, label
from compliance.output.phrases import plural
from compliance.output.wrap import Line, Segment

NAMED = 5
"""Further sources of a passage that are named."""


def found_lines(
    document: Document,
    matches: Sequence[Match],
    passage: Callable[[Match], str],
    columns: int,
    glyphs: Glyphs,
    whole: bool = False,
) -> Iterator[Line]:
    """The lines for the matches of a document. `passage` gives the words of a match in its source, `whole` is that of
    `aligned_lines`."""
    yield from block(label("search"), [Segment("path", visible(document.id))], columns)
    yield from block(label(""), [Segment("", _summary(document, matches))], columns)
    for match in matches:
        yield []
        yield from match_head(match, place_of(document, match.draft.start), columns)
        if match.of:
            yield from block(label("in"), [Segment("", visible(source_line(match.of)))], columns)
        yield from _others(match, columns)
        yield []
        yield from aligned_lines(match.text, passage(match), columns, glyphs, whole)


def source_line(source: Source) -> str:
    """A source on one line: its title, what is known of it, and its id."""
    known = [source.holder, source.date, source.licence, source.address]
    title = f'"{source.title}"' if source.title else ""
    return ", ".join([*filter(None, (title, *known)), f"id {source.id}"])


def covered(document: Document, matches: Iterable[Match]) -> float:
    """Share of the document's text, white space aside, that the matches cover, from 0 to 1."""
    text, reached, letters = document.text, 0, 0
    for start, end in sorted(match.draft for match in matches):
        letters += _letters(text[max(start, reached) : end])
        reached = max(reached, end)
    return letters / max(1, _letters(text))


def _others(match: Match, columns: int) -> Iterator[Line]:
    for source in match.also[:NAMED]:
        yield from block(label("also"), [Segment("", visible(source_line(source)))], columns)
    if len(match.also) > NAMED:
        yield from block(label(""), [Segment("dim", f"and {len(match.also) - NAMED:,} more")], columns)
    if match.earliest and match.of and match.earliest.id != match.of.id:
        yield from block(label("earliest"), [Segment("", visible(source_line(match.earliest)))], columns)


def _summary(document: Document, matches: Sequence[Match]) -> str:
    lifted = [match for match in matches if match.kind is not MatchKind.QUOTATION]
    quoted = len(matches) - len(lifted)
    said = "No passage of it stands in the archive."
    if lifted:
        texts = len({match.source_id for match in lifted})
        said = f"{len(lifted):,} {plural(len(lifted), 'passage')} of {texts:,} {plural(texts, 'text')}: {percent(covered(document, lifted))} of the draft."
    return f"{said} {quoted:,} {plural(quoted, 'quotation')}, counted apart." if quoted else said


def _letters(text: str) -> int:
    return sum(map(len, text.split()))
