"""HTML source to tokens, with offsets: a small tokenizer after the WHATWG HTML standard, section 13.2.5.

Python's own `html.parser` is not used: what it makes of malformed pages differs between Python versions, and
on some of them it takes quadratic time. Here every failure to close something is met at most once, so time
grows linearly.

Where the standard drops everything after a tag that never closes, the tag alone is cut at its first `>`,
because text that a checker drops is text that nobody checks.
"""

import re
from collections.abc import Iterator
from enum import IntEnum
from html.entities import html5
from typing import NamedTuple

SPACE = " \t\n\r\f"
"""White space as HTML means it; no-break and other Unicode spaces are text."""


class Is(IntEnum):
    """What a token is."""

    TEXT = 0
    OPEN = 1
    CLOSE = 2
    COMMENT = 3
    RAW = 4  # what stands in an element whose content is no markup: script, style, title, textarea


class Token(NamedTuple):
    """A stretch of source. For a comment and a raw text the stretch is the inside."""

    kind: Is
    name: str  # of the element, in small letters; "" for text and comments
    attributes: str  # as written; "" except for OPEN
    start: int
    end: int


RAW = frozenset(("script", "style", "title", "textarea", "iframe", "noembed", "noframes", "xmp"))
"""Elements whose content is not markup."""

_SHOWN = frozenset(
    ("title", "textarea", "xmp")
)  # not raw where nothing closes them: the rest of the page would be gone
_STRICT = re.compile(
    r"""<(/?)([a-zA-Z][^ \t\n\r\f/>]*+)((?:[^>=]++|=[ \t\n\r\f]*+(?:"[^"]*+"|'[^']*+')?+)*+)>"""
)
_LOOSE = re.compile(r"<(/?)([a-zA-Z][^ \t\n\r\f/>]*+)([^>]*+)>")
_TAG_START = re.compile(r"</?[a-zA-Z]")
_BOGUS_START = re.compile(r"<[!?]|</")
_COMMENT_END = re.compile(r"--!?>")
_ATTRIBUTE = re.compile(
    r"""([^ \t\n\r\f=>/"'][^ \t\n\r\f=>/]*+)[ \t\n\r\f]*+"""
    r"""(?:=[ \t\n\r\f]*+(?:"([^"]*+)"|'([^']*+)'|([^ \t\n\r\f>]++))?+)?+"""
)


def tokens(source: str) -> Iterator[Token]:
    """The tokens of a page, in order. Never fails, whatever the text; tags of the same name need not
    match.
    """
    xml = source.lstrip()[:5] == "<?xml"
    tag = _STRICT
    last = source.rfind(">")
    unclosed: set[str] = set()
    done = at = 0  # everything before `done` has been yielded; `at` is where to look on
    while (at := source.find("<", at)) >= 0:
        found = tag.match(source, at)
        if found:
            if at > done:
                yield Token(Is.TEXT, "", "", done, at)
            slash, name, attributes = found.groups()
            name = name.lower()
            done = found.end()
            yield Token(Is.CLOSE if slash else Is.OPEN, name, attributes, at, done)
            at = done
            if slash or name not in RAW or name in unclosed or (xml and attributes.endswith("/")):
                continue
            closing = re.compile(f"</{name}(?=[ \\t\\n\\r\\f/>])", re.I).search(source, at)
            if closing:
                yield Token(Is.RAW, name, "", at, closing.start())
                done = at = closing.start()
            elif name in _SHOWN:
                unclosed.add(name)
            else:
                yield Token(Is.RAW, name, "", at, len(source))
                return
        elif source.startswith("<!--", at):
            if at > done:
                yield Token(Is.TEXT, "", "", done, at)
            inside = at + 4
            short = ">" if source.startswith(">", inside) else "->" if source.startswith("->", inside) else ""
            end = None if short else _COMMENT_END.search(source, inside)
            yield Token(Is.COMMENT, "", "", inside, inside if short else end.start() if end else len(source))
            done = at = inside + len(short) if short else end.end() if end else len(source)
        elif _TAG_START.match(source, at):
            if at > last:  # the page breaks off inside a tag
                if at > done:
                    yield Token(Is.TEXT, "", "", done, at)
                return
            tag = _LOOSE
        elif _BOGUS_START.match(source, at) and at < last:
            if at > done:
                yield Token(Is.TEXT, "", "", done, at)
            done = at = source.find(">", at) + 1
        else:
            at += 1
    if done < len(source):
        yield Token(Is.TEXT, "", "", done, len(source))


def attributes(written: str) -> dict[str, str]:
    """The attributes of a tag: names in small letters, values with their entities decoded; the first of a
    name counts.
    """
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(written):
        name, *values = match.groups()
        found.setdefault(name.lower(), unescape(next((value for value in values if value), "")))
    return found


ENTITY = r"&(?:#[0-9]++;?|#[xX][0-9a-fA-F]++;?|[a-zA-Z][a-zA-Z0-9]{1,31}+;?)"
"""What may be a character reference."""

_ENTITY = re.compile(ENTITY)


def unescape(text: str) -> str:
    """A text with its character references decoded, in linear time."""
    if "&" not in text:
        return text
    return _ENTITY.sub(lambda found: "".join(reference(found[0])), text)


def reference(written: str) -> tuple[str, str]:
    """What a match of `ENTITY` stands for, and the characters at its end that are no part of the reference.

    Old names count without their semicolon and before other letters, as in browsers: `&copy2024` is ("©",
    "2024").
    """
    if written[1] == "#":
        if len(written) > 12:
            return "\ufffd", ""
        from html import unescape as numeric

        return numeric(written), ""
    for end in range(len(written), 2, -1):
        if written[1:end] in html5:
            return html5[written[1:end]], written[end:]
    return "", written
