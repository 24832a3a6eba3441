"""Markdown: the document's text is its source; what matters is which parts of it are what.

Zones: FRONT_MATTER is a block of YAML between `---` or of TOML between `+++` at the very start; CODE is what
stands in fences (an unclosed one runs to the end), in indented blocks outside lists, and between backticks;
QUOTE is a block quote with its lazy lines; COMMENT is an HTML comment. Code cuts a quotation in two: zones
are ascending and do not overlap. Blocks are found as CommonMark 0.31 finds them as far as these zones need
it; HTML blocks and links are plain text.

Fields are the top-level `key: value` (or `key = value`) lines of the front matter whose value is a scalar,
with block scalars put together; quotes come off, lists and tables stay out. Their lines and columns are those
of the key.

Suppressions stand in HTML comments, and in the front matter after `#`.
"""

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from compliance.documents import suppress
from compliance.documents.blocks import Parts, parts_of
from compliance.documents.lines import line_starts, only_returns, place
from compliance.documents.text import MARK, is_marked
from compliance.model import Document, Field, Span, Suppression, Zone, Zoned

_MATTER = re.compile(r"(---|\+\+\+)[ \t]*\r?\n(?:[ \t]*+\r?\n)*+(?=#|\[|[\"'\w][^\r\n:=]*[:=]|\1)")
_MATTER_END = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.M),
    "+++": re.compile(r"^\+\+\+[ \t]*\r?$", re.M),
}
_KEY = r"""(?:"([^"\r\n]+)"|'([^'\r\n]+)'|([^\s"'#\[-][^\r\n:=]*?))[ \t]*"""
_PAIR = {"---": re.compile(_KEY + r":(?:[ \t]+|$)(.*)"), "+++": re.compile(_KEY + "=(.*)")}
_TABLE = re.compile(r"\[([^\[\]]+)\][ \t]*(?:#.*)?$")
_QUOTED = re.compile(r"""("(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+')[ \t]*(?:#.*)?$""")
_PREFIX = re.compile(r"[ \t>*+-]*+")  # what may stand before a comment on a line of its own
_BLOCK = re.compile(r"[|>][+-]?\d?[+-]?[ \t]*(?:#.*)?$")


def read(text: str, id: str, path: str | None) -> Document:
    """Make a document of a Markdown text; never fails, whatever the text."""
    starts = line_starts(text)
    matter = _front_matter(text)
    parts = parts_of(text, starts, bisect_left(starts, matter.end))
    breaks = (
        tuple((at, index + 1, 1) for index, at in enumerate(starts) if index) if only_returns(text) else ()
    )
    return Document(
        id,
        path,
        text,
        breaks,
        tuple(_zones(matter, parts)),
        tuple(_fields(text, matter)),
        tuple(_suppressions(text, matter, parts.comments, starts)) if is_marked(text) else (),
    )


def _front_matter(text: str) -> Span:
    """The front matter with both its fences; empty where there is none."""
    opening = _MATTER.match(text)
    closing = _MATTER_END[opening[1]].search(text, opening.end()) if opening else None
    return Span(0, closing.end() if closing else 0)


def _fields(text: str, matter: Span) -> Iterator[Field]:
    lines = [line.rstrip("\r") for line in text[: matter.end].split("\n")[1:-1]]
    pair = _PAIR.get(text[:3])
    table = ""
    for index, line in enumerate(lines):
        if found := _TABLE.match(line):
            table = found[1].strip() + "."
        found = pair.match(line) if pair else None
        if not found:
            continue
        name = table + (found[1] or found[2] or found[3])
        raw = found[4].strip()
        value = _block(lines, index + 1, raw) if _BLOCK.match(raw) else _scalar(raw)
        if value:
            yield Field(name, value, index + 2, 1)


def _scalar(raw: str) -> str:
    """The value without quotes and comment; "" for lists, maps, null and what goes on over several lines."""
    if raw[:1] in ('"', "'"):
        quoted = _QUOTED.match(raw)
        if not quoted:
            return ""
        if raw[0] == "'":
            return quoted[1][1:-1].replace("''", "'")
        try:
            return str(json.loads(quoted[1]))
        except ValueError:  # an escape that JSON does not know
            return quoted[1][1:-1]
    value = re.split(r"(?:^|[ \t])#", raw, maxsplit=1)[0].strip()
    return "" if value[:1] in ("[", "{", "&", "*", "!") or value in ("~", "null") else value


def _block(lines: list[str], first: int, sign: str) -> str:
    """A block scalar: the indented lines from `first` on, joined by line ends (`|`) or by spaces (`>`)."""
    taken: list[str] = []
    for index in range(first, len(lines)):
        line = lines[index]
        if line.strip() and line[0] not in " \t":
            break
        taken.append(line.strip())
    return ("\n" if sign[0] == "|" else " ").join(taken).strip()


def _zones(matter: Span, parts: Parts) -> Iterator[Zoned]:
    if matter.end:
        yield Zoned(*matter, Zone.FRONT_MATTER)
    solid = [Zoned(*span, Zone.CODE) for span in parts.code]
    solid += [Zoned(*span, Zone.COMMENT) for span in parts.comments]
    solid.sort()
    index = 0
    for start, end in parts.quotes:
        while index < len(solid) and solid[index].start < end:
            if solid[index].start > start:
                yield Zoned(start, solid[index].start, Zone.QUOTE)
            yield solid[index]
            start = max(start, solid[index].end)
            index += 1
        if start < end:
            yield Zoned(start, end, Zone.QUOTE)
    yield from solid[index:]


def _suppressions(text: str, matter: Span, comments: list[Span], starts: list[int]) -> Iterator[Suppression]:
    stretches = suppress.paragraphs(text)
    front = text[: matter.end]
    for row, reach, _ in suppress.orders(front, suppress.paragraphs(front), starts, 1, 1):
        if reach == "file":
            row = row._replace(end=len(text))
        elif reach == "next":
            start, end = suppress.paragraph_after(text, stretches, matter.end)
            row = row._replace(start=start, end=end)
        yield row
    for comment in comments:
        inside = text[comment.start + 4 : comment.end]
        directive = suppress.parse(inside.removesuffix("-->")) if MARK in inside else None
        if not directive:
            continue
        line = starts[bisect_right(starts, comment.start) - 1]
        prefix = _PREFIX.match(text, line)
        if directive.whole:
            cover = Span(0, len(text))
        elif prefix and prefix.end() < comment.start:
            after = bisect_right(starts, comment.end)
            cover = Span(line, starts[after] - 1 if after < len(starts) else len(text))
        else:
            cover = suppress.paragraph_after(text, stretches, comment.end)
        yield Suppression(directive.rules, directive.reason, *cover, *place(starts, comment.start))
