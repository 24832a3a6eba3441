"""Inline comments by which an editor silences rules at one place, with the reason on record.

    <!-- compliance: ignore[en.rights-reserved] -- our own notice, agreed with legal -->    HTML and Markdown
    # compliance: ignore[en.rights-reserved, de.*] -- our own notice                        plain text
    compliance: ignore-file[*] -- a training text about notices                             the whole document

In plain text the words may follow `#`, `//`, `%`, `;`, `..`, `--`, `/*` or `<!--`. On a line of their own
they need no such sign; after other text on the line they do, so that prose which merely quotes them silences
nothing.

What a comment covers: on a line of its own, the paragraph that follows, up to the next blank line; after
other text, that line; `ignore-file`, the whole document (in a file that is read in windows: from the window
it stands in onwards, so write it at the top). Rules are ids or glob patterns of ids. A dash (`--`, `–` or
`—`) opens the reason.

A comment without rules or without a reason suppresses nothing; it is returned all the same, with empty
`rules` or an empty `reason`, so that the checker can say so at its line.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from compliance.documents.lines import line_starts, place
from compliance.documents.text import is_marked
from compliance.model import Span, Suppression

_WORDS = re.compile(r"compliance:[ \t]*ignore(-file)?(?![\w-])[ \t]*(\[)?")
_ORDER = re.compile(r"\s*compliance:\s*ignore(-file)?(?![\w-])[ \t]*(?:\[([^\]]*)\])?(.*)", re.S)
_REASON = re.compile(r"\s*(?:-{2,}|[–—])\s*(.*)", re.S)
_LEAD = re.compile(r"(?<!\S)(?:#+|//+|%+|;+|\.\.|--|<!--|/\*+)[ \t]*\Z")
_CLOSING = {"<!": "-->", "/*": "*/"}  # what ends a comment, by the first two signs of its lead-in
_LEAD_LENGTH = 16  # the longest lead-in looked for, blanks included
_SPACES = re.compile(r"\s*+")

BLANK = re.compile(r"(?:\r\n?+|\n)[^\S\r\n]*+(?:\r\n?+|\n)\s*+")
"""One or more blank lines, with the line end before them and the white space after them."""


class Directive(NamedTuple):
    """What a comment says, before it is known what it covers."""

    whole: bool  # ignore-file
    rules: tuple[str, ...]
    reason: str


class Carry(NamedTuple):
    """A suppression that reaches into the next window of the same source."""

    row: Suppression
    reach: str  # "file", "next" (its paragraph is still to come) or "rest" (its paragraph goes on)
    ended: bool = False  # the window before ended with a line end


def parse(comment: str) -> Directive | None:
    """Read the inside of a markup comment; None where it is no suppression at all."""
    found = _ORDER.match(comment)
    if not found:
        return None
    whole, rules, tail = found.groups()
    reason = _REASON.match(tail)
    return Directive(
        bool(whole),
        tuple((rules or "").replace(",", " ").split()),
        " ".join(reason[1].split()) if reason else "",
    )


def paragraphs(text: str) -> list[Span]:
    """The stretches of text between blank lines, ascending, without the white space before each."""
    found: list[Span] = []
    start = len(text) - len(text.lstrip())
    for blank in BLANK.finditer(text, start):
        if blank.start() > start:
            found.append(Span(start, blank.start()))
        start = blank.end()
    if start < len(text):
        found.append(Span(start, len(text)))
    return found


def paragraph_after(text: str, found: list[Span], at: int) -> Span:
    """The paragraph that begins at or after `at`, or what is left of the one around `at`.

    `found` is `paragraphs(text)`. An empty span at the end of the text where there is none.
    """
    index = bisect_right(found, at, key=lambda span: span.start)
    if index and at < found[index - 1].end:
        end = found[index - 1].end
        while at < end and text[at].isspace():
            at += 1
        return Span(at, end)
    return found[index] if index < len(found) else Span(len(text), len(text))


def in_text(
    text: str,
    *,
    line: int = 1,
    column: int = 1,
    more: bool = False,
    carried: Iterable[Carry] = (),
    feeds: bool = False,
) -> tuple[tuple[Suppression, ...], tuple[Carry, ...]]:
    """The suppressions of a plain text or of one window of it, and those that reach into the window after it.

    `line` and `column` are where the text begins in its source; `more` says that a window follows; `carried`
    is the second result for the window before; `feeds` says that a line feed came before.
    """
    stretches = paragraphs(text)
    found = [_resume(carry, text, stretches) for carry in carried]
    rows = [carry.row for carry in found if carry.row.end > carry.row.start]
    if is_marked(text):
        own = list(orders(text, stretches, line_starts(text, feeds), line, column))
        rows += [carry.row for carry in own]
        found += own
    if not more:
        return tuple(rows), ()
    ended = text.endswith(("\n", "\r"))
    reaching = [carry for carry in found if carry.reach != "rest" or carry.row.end == len(text)]
    return tuple(rows), tuple(carry._replace(ended=ended) for carry in reaching)


def orders(text: str, stretches: list[Span], starts: list[int], line: int, column: int) -> Iterator[Carry]:
    """Every suppression that stands in a plain text; at most one a line counts, the first.

    `stretches` and `starts` are `paragraphs` and `line_starts` of the text.
    """
    at = 0
    while words := _WORDS.search(text, at):
        index = bisect_right(starts, words.start()) - 1
        line_end = starts[index + 1] - 1 if index + 1 < len(starts) else len(text)
        lead = _LEAD.search(text[max(starts[index], words.start() - _LEAD_LENGTH) : words.start()])
        begin = words.start() - len(lead[0]) if lead else words.start()
        spaces = _SPACES.match(text, starts[index])
        alone = spaces is not None and spaces.end() >= begin
        at = words.end()
        if not lead and not (alone and words[2]):
            continue
        opening = lead[0].strip() if lead else ""
        tail = text[words.start() : line_end].partition(_CLOSING.get(opening[:2], "\n"))[0]
        directive = parse(tail)
        if directive is None:
            continue
        at = line_end
        if directive.whole:
            cover = Span(0, len(text))
        elif alone:
            cover = paragraph_after(text, stretches, line_end)
        else:
            cover = Span(starts[index], line_end)
        reach = "file" if directive.whole else "rest" if cover.start < cover.end else "next"
        yield Carry(
            Suppression(directive.rules, directive.reason, *cover, *place(starts, begin, line, column)), reach
        )


def _resume(carry: Carry, text: str, stretches: list[Span]) -> Carry:
    """What a suppression of an earlier window covers in this one; an empty span where that is nothing."""
    if carry.reach == "file":
        return carry._replace(row=carry.row._replace(start=0, end=len(text)))
    first = stretches[0] if stretches else Span(len(text), len(text))
    if carry.reach == "rest" and text[: first.start].count("\n") + carry.ended > 1:
        return carry._replace(row=carry.row._replace(start=0, end=0))
    reach = "rest" if first.start < first.end else carry.reach
    return Carry(carry.row._replace(start=first.start, end=first.end), reach)
