"""HTML: the text that a reader of the page sees, with the way back to the source.

What goes: `script`, `style`, `template`, `svg`, comments, and attributes such as `alt`. What stays although
it may not be shown: `noscript` and whatever a style hides, for notices live there. White space is collapsed
as a browser does it, except in `pre` and `textarea`; references are decoded (`&nbsp;` is U+00A0). Blocks
stand apart by a blank line, list items, table cells and `<br>` by a line end, so that words never run
together; inline elements add nothing.

Zones: FOOTER is a `footer` and what class, id or role call footer, copyright, legal, colophon or imprint; the
words do not count inside `main` or `article`, nor do they reach into one. CAPTION is a `figcaption` and what
is called caption or credit; QUOTE is `blockquote` and `q`; CODE is `code`. The innermost counts; zones are
ascending and do not overlap.

Fields: every `meta` with a name, property or itemprop, under that name in small letters; `title`; `lang` of
the page; `link.license` and `link.canonical`; `a.license` for a link in the text whose rel is license. Each
at the line and column of its tag.

A suppression comment covers the next paragraph of the text. It covers the paragraph it stands in where it
follows text of that paragraph, and the paragraph before where it stands at the end of a source line that has
text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from compliance.documents import suppress
from compliance.documents import vocabulary as words
from compliance.documents.lines import line_starts, place
from compliance.documents.markup import ENTITY, Is, Token, attributes, reference, tokens, unescape
from compliance.documents.text import MARK
from compliance.model import Document, Field, Span, Suppression, Zone, Zoned

_DEPTH = 256  # elements open at once that are kept track of; browsers stop at 512
_PIECE = re.compile(r"[^ \t\n\r\f]++(?: [^ \t\n\r\f]++)*+")
_PIECE_OR_ENTITY = re.compile(rf"[ \t\n\r\f]++|{ENTITY}|[^ \t\n\r\f&]++(?: [^ \t\n\r\f&]++)*+|&")
_VERBATIM_PIECE = re.compile(rf"\r\n?+|{ENTITY}|[^\r&]++|&")
_SPACES = frozenset(" \t\n\r\f")
_BETWEEN = {words.SPACE: " ", words.LINE: "\n", words.PARAGRAPH: "\n\n"}


class _Area(NamedTuple):
    """A zone's element; compared by identity, so that two quotations in a row are two zones."""

    zone: Zone
    by_word: bool = False


class _Open(NamedTuple):
    """An open element, with what holds inside it."""

    name: str
    area: _Area | None = None
    main: bool = False
    verbatim: bool = False


class _Comment(NamedTuple):
    """A suppression comment: where it stands in the source, and in the text so far."""

    directive: suppress.Directive
    start: int
    end: int
    at: int  # length of the text before it
    text_end: int  # source offset at which that text ended
    inside: bool  # no break since that text


def read(source: str, id: str, path: str | None) -> Document:
    """Make a document of a page, with an empty text where it shows none; never fails, whatever the source."""
    page = _Page(source)
    page.read()
    text = "".join(page.parts)
    starts = line_starts(source)
    return Document(
        id,
        path,
        text,
        _rows(text, page.offsets, page.sources, starts),
        tuple(Zoned(start, end, area.zone) for start, end, area in page.zones),
        tuple(Field(name, value, *place(starts, at)) for name, value, at in page.fields),
        tuple(_suppressions(page.comments, source, text, starts)) if page.comments else (),
    )


def _rows(
    text: str, offsets: list[int], sources: list[int], starts: list[int]
) -> tuple[tuple[int, int, int], ...]:
    """Pairs of offsets to rows of `Document.breaks`; a pair that the row before implies makes none.

    After a line feed none does: a stray carriage return in `pre` is one in the text, but not in the source.
    """
    rows: list[tuple[int, int, int]] = []
    line = row_line = shift = 0
    for offset, source in zip(offsets, sources, strict=True):
        while line < len(starts) and starts[line] <= source:
            line += 1
        column = source - starts[line - 1] + 1
        if line != row_line or column - offset != shift or text[offset - 1] == "\n":
            rows.append((offset, line, column))
            row_line, shift = line, column - offset
    return tuple(rows)


def _suppressions(
    comments: list[_Comment], source: str, text: str, starts: list[int]
) -> Iterator[Suppression]:
    stretches = suppress.paragraphs(text)
    for comment in comments:
        following = _next_text(source, comment.end)
        first, last = bisect_right(starts, comment.start), bisect_right(starts, comment.end)
        ends_line = (
            bisect_right(starts, comment.text_end) == first and bisect_right(starts, following) != last
        )
        if comment.directive.whole:
            cover = Span(0, len(text))
        elif comment.at and (comment.inside or ends_line):
            index = bisect_right(stretches, comment.at - 1, key=lambda span: span.start)
            cover = stretches[index - 1] if index else Span(0, 0)
        else:
            cover = suppress.paragraph_after(text, stretches, comment.at)
        yield Suppression(
            comment.directive.rules, comment.directive.reason, *cover, *place(starts, comment.start)
        )


def _next_text(source: str, at: int) -> int:
    while at < len(source) and source[at] in _SPACES:
        at += 1
    return at


class _Page:
    """The state of one reading."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.size = 0
        self.offsets: list[int] = []  # in the text, each with …
        self.sources: list[int] = []  # … the offset in the source where it stands
        self.area: _Area | None = None  # the zone that the text so far ends in
        self.zones: list[tuple[int, int, _Area]] = []
        self.fields: list[tuple[str, str, int]] = []
        self.comments: list[_Comment] = []
        self.gap = 0  # the break that is due before the next text
        self.gap_at = 0
        self.text_end = 0  # source offset after the last text
        self.stack = [_Open("")]
        self.unkept = 0  # open elements beyond _DEPTH
        self.hidden: list[str] = []
        self.hints = _hints(source)
        self.tag_at = self.tag_end = 0  # of the last start tag

    def read(self) -> None:
        """Go through the page."""
        for token in tokens(self.source):
            kind = token[0]
            if kind == Is.COMMENT:
                self._comment(token)
            elif self.hidden:
                self._in_hidden(token)
            elif kind == Is.TEXT:
                if self.stack[-1].verbatim:
                    self._verbatim(token[3], token[4])
                else:
                    self._text(token[3], token[4])
            elif kind == Is.OPEN:
                self._open(token)
            elif kind == Is.CLOSE:
                self._close(token[1], token[3])
            else:
                self._raw(token)

    # text

    def _text(self, start: int, end: int) -> None:
        source = self.source
        if source.find("&", start, end) < 0:
            for piece in _PIECE.finditer(source, start, end):
                at = piece.start()
                if at > start:
                    self._break(words.SPACE, start)
                start = piece.end()
                self._put(piece[0], at, start)
        else:
            for piece in _PIECE_OR_ENTITY.finditer(source, start, end):
                value, at = piece[0], piece.start()
                start = piece.end()
                if value[0] in _SPACES:
                    self._break(words.SPACE, at)
                elif value[0] == "&" and len(value) > 1:
                    self._reference(value, at, start)
                else:
                    self._put(value, at, start)
        if start < end:
            self._break(words.SPACE, start)

    def _reference(self, written: str, at: int, end: int) -> None:
        """A character reference: each of its characters stands at its `&`."""
        value, rest = reference(written)
        for character in value:
            if character in _SPACES and not self.stack[-1].verbatim:
                self._break(words.SPACE, at)
            else:
                self._put(character, at, end - len(rest))
        if rest:
            self._put(rest, end - len(rest), end)

    def _verbatim(self, start: int, end: int) -> None:
        """Text in which white space counts; its line ends become line feeds."""
        source = self.source
        if start == self.tag_end:  # a line end right after the tag is for the eyes of the source's reader
            start += 2 if source.startswith("\r\n", start) else source[start] in "\r\n"
        if start >= end:
            return
        if source.find("&", start, end) < 0 and source.find("\r", start, end) < 0:
            self._put(source[start:end], start, end)
            return
        for piece in _VERBATIM_PIECE.finditer(source, start, end):
            value = piece[0]
            if value[0] == "&" and len(value) > 1:
                self._reference(value, piece.start(), piece.end())
            else:
                self._put("\n" if value[0] == "\r" else value, piece.start(), piece.end())

    def _put(self, value: str, at: int, end: int) -> None:
        """Add characters that stand at `at` in the source and end at `end`, after the break that is due."""
        if self.gap:
            if self.size:
                for character in _BETWEEN[self.gap]:
                    self.parts.append(character)
                    self.offsets.append(self.size)
                    self.sources.append(self.gap_at)
                    self.size += 1
            self.gap = 0
        self.parts.append(value)
        self.offsets.append(self.size)
        self.sources.append(at)
        area = self.stack[-1].area
        before = self.size
        self.size += len(value)
        self.text_end = end
        if area is not None:
            if area is self.area:
                before = self.zones.pop()[0]
            self.zones.append((before, self.size, area))
        self.area = area

    def _break(self, gap: int, at: int) -> None:
        if not self.gap:
            self.gap_at = at
        if gap > self.gap:
            self.gap = gap

    # elements

    def _open(self, token: Token) -> None:
        _, name, written, start, end = token
        self.tag_at, self.tag_end = start, end
        gap = words.BREAKS.get(name)
        if gap:
            self._break(gap, start)
            if gap == words.PARAGRAPH and self.stack[-1].name == "p":
                self.stack.pop()
        elif name == "br":
            self._break(words.PARAGRAPH if self.gap >= words.LINE else words.LINE, start)
        if written and (name in _WITH_FIELDS or "license" in written):
            self._fields(name, written, start)
        if name in words.VOID:
            return
        if name in words.HIDING:
            if not written.endswith("/"):
                self.hidden.append(name)
            return
        if name in words.IMPLIED:
            self._imply(*words.IMPLIED[name])
        if len(self.stack) >= _DEPTH:
            self.unkept += 1
            return
        outer = self.stack[-1]
        area = outer.area
        main = outer.main
        if name in ("main", "article"):
            main = True
            if area is not None and area.by_word and area.zone is Zone.FOOTER:
                area = None
        if name in words.ZONES:
            area = _Area(words.ZONES[name])
        elif self._hinted(start, end) and name not in ("html", "body", "main", "article"):
            found = attributes(written)
            zone = words.zone_of_words(" ".join(found.get(key, "") for key in ("class", "id", "role")))
            if zone is not None and not (zone is Zone.FOOTER and main):
                area = _Area(zone, True)
        self.stack.append(_Open(name, area, main, outer.verbatim or name in words.VERBATIM))

    def _close(self, name: str, at: int) -> None:
        gap = words.BREAKS.get(name)
        if gap:
            self._break(gap, at)
        elif name == "br":
            self._break(words.LINE, at)
        if self.unkept:
            self.unkept -= 1
        elif self.stack[-1].name == name and name:
            self.stack.pop()
        else:
            self._imply(frozenset((name,)), words.TABLE_ENDS.get(name, words.SCOPES))

    def _imply(self, names: frozenset[str], barriers: frozenset[str]) -> None:
        """End the nearest open element of these names and all in it, unless a barrier is nearer."""
        for index in range(len(self.stack) - 1, 0, -1):
            name = self.stack[index].name
            if name in names:
                del self.stack[index:]
                return
            if name in barriers:
                return

    def _hinted(self, start: int, end: int) -> bool:
        """Whether a word that may make a zone stands in this tag."""
        while self.hints and self.hints[-1] < start:
            self.hints.pop()
        return bool(self.hints) and self.hints[-1] < end

    def _in_hidden(self, token: Token) -> None:
        if token.kind is Is.OPEN:
            if (
                token.name in words.HIDING
                and not token.attributes.endswith("/")
                and len(self.hidden) < _DEPTH
            ):
                self.hidden.append(token.name)
            elif self.hidden[-1] == "svg" and token.name in words.OUT_OF_SVG:
                while self.hidden and self.hidden[-1] == "svg":
                    self.hidden.pop()
                if not self.hidden:
                    self._open(token)
        elif token.kind is Is.CLOSE and token.name in self.hidden:
            while self.hidden.pop() != token.name:
                pass

    # what is not text

    def _raw(self, token: Token) -> None:
        if token.name == "title":
            value = " ".join(unescape(self.source[token.start : token.end]).split())
            if value and not any(name == "title" for name, _, _ in self.fields):
                self.fields.append(("title", value, self.tag_at))
        elif token.name in words.VERBATIM:
            self._verbatim(token.start, token.end)

    def _fields(self, name: str, written: str, at: int) -> None:
        found = attributes(written)
        rel = found.get("rel", "").lower().split()
        if name == "meta":
            for key in ("name", "property", "itemprop"):
                if found.get(key) and "content" in found:
                    self.fields.append((found[key].strip().lower(), found["content"].strip(), at))
                    break
        elif name == "html":
            if found.get("lang"):
                self.fields.append(("lang", found["lang"].strip(), at))
        elif name in _WITH_SOURCE:
            if found.get("src"):
                self.fields.append((f"{name}.src", found["src"].strip(), at))
        elif found.get("href"):
            href = found["href"].strip()
            names: list[str] = [word for word in ("license", "canonical") if word in rel and (name == "link" or (name == "a" and word == "license"))]
            if name == "a" and not names and not href.startswith("#"):
                names = ["href"]
            self.fields += [(f"{name}.{word}", href, at) for word in names]

    def _comment(self, token: Token) -> None:
        inside = self.source[token.start : token.end]
        directive = suppress.parse(inside) if MARK in inside else None
        if directive:
            end = min(token.end + 3, len(self.source))
            self.comments.append(
                _Comment(directive, token.start - 4, end, self.size, self.text_end, self.gap < words.LINE)
            )


_WITH_SOURCE = frozenset(("img", "script", "iframe"))  # counters that a licence asks for are one of these
_WITH_FIELDS = frozenset(("meta", "link", "html", "a", *_WITH_SOURCE))


def _hints(source: str) -> list[int]:
    """Where words that may make a zone stand, descending."""
    found: list[int] = []
    for word in words.HINTS:
        at = source.find(word)
        while at >= 0:
            found.append(at)
            at = source.find(word, at + 1)
    return sorted(found, reverse=True)
