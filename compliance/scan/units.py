"""Paragraphs and sentences: the units that wordings are matched in."""

import re
from collections.abc import Iterator

_BLANK = re.compile(r"\n[^\S\n]*(?:\n\s*)+")
_LONG = 500
_CLOSING = frozenset(".!?…。！？”\"»)｡।۔")
"""Signs behind which a line end, in a long stretch, is the end of a paragraph."""

_ABBREVIATIONS = frozenset(
    "inc ltd llc llp co corp bros dept est no nos st dr mr mrs ms prof jr sr vs al etc ca cf ed eds vol fig art arts abs nr rz z tel s.a u.s u.k"
    " gmbh ag bv nv sp sa srl spa plc kg ooo gen sen rep gov hon rev jan feb mar apr jun jul aug sep sept oct nov dec bzw inkl ggf usw zzgl evtl sog"
    " aprox pág núm av av. ul zrt kft a.s s.r.o o.o k.s i.e e.g p.m a.m т.е т.д т.п см др им г гг ул стр рис".split()
)
_SMALL = "".join(c for c in map(chr, range(0x61, 0x590)) if c.islower())
_FULL = "。！？｡।॥۔؟։።။។།"  # ends of sentences in scripts with signs of their own
_END = re.compile(
    rf"[!?…]+[\"'”’»)\]]*(?=\s|$)|[{_FULL}]+[\"'”’»」』）)\]]*|\.+[\"'”’»)\]]*(?=\s+[^\W\d_{_SMALL}]|\s+[\d©(\"'“„«\[<*–—•®]|\s*$)"
    r"|\s*[|•·●▪‣►◆■★→»]\s+|\n[^\S\n]*(?=[-–—*•·●▪‣►#>])|(?<=[.:;!?…])\n|(?<!\S)[-–—*_=]{3,}(?!\S)|(?<=[^\s])[ \t]{6,}(?=\S)|(?<=[^\s])\t+(?=\S)"
)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Stretches between blank lines, as (start, end) code points. A long one is cut where a line ends with a sentence."""
    at = 0
    if "\n" not in text:
        if text:
            yield from _cut(text, 0, len(text))
        return
    for gap in _BLANK.finditer(text):
        if gap.start() > at:
            yield from _cut(text, at, gap.start())
        at = gap.end()
    if at < len(text):
        yield from _cut(text, at, len(text))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if end - start <= _LONG:
        yield start, end
        return
    at = start
    line = text.find("\n", start, end)
    while line >= 0:
        last = line - 1 if text[line - 1] != "\r" else line - 2
        if text[last] in _CLOSING and last >= at:
            yield at, last + 1
            at = line + 1
        line = text.find("\n", line + 1, end)
    if at < end:
        yield at, end


def sentences(text: str) -> list[tuple[int, int]]:
    """Sentences of a paragraph, as (start, end) code points, trimmed of white space.

    A full stop ends one where white space and no small letter follow, and the word before it is no abbreviation or initial.
    Bars and bullets between the items of a footer end one too.
    """
    found = []
    at = 0
    for end in _END.finditer(text):
        if text[end.start()] == "." and _abbreviated(text, at, end.start()):
            continue
        if end.end() > at:
            found.append((at, end.end()))
        at = end.end()
    if at < len(text):
        found.append((at, len(text)))
    trimmed = []
    for start, stop in found:
        piece = text[start:stop]
        start += len(piece) - len(piece.lstrip())
        stop = start + len(piece.strip())
        if stop > start:
            trimmed.append((start, stop))
    return trimmed


def _abbreviated(text: str, start: int, stop: int) -> bool:
    at = stop
    while at > start and stop - at < 8 and not text[at - 1].isspace() and text[at - 1] not in "(,;/":
        at -= 1
    word = text[at:stop].casefold()
    if word in _ABBREVIATIONS:
        # "… Acme Inc. All rights" ends a sentence as often as not; what follows decides for company forms
        return True
    return len(word) == 1 and word.isalpha() and text[at:stop].isupper()
