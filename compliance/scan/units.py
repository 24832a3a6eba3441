"""Paragraphs and sentences: the units that wordings are matched in."""

import re
from collections.abc import Iterator

from compliance.rulebook import LONG

_BLANK = re.compile(r"\n[^\S\n]*(?:\n\s*)+")
_CLOSING = frozenset(".!?…。！？”\"»)｡।۔")
"""Signs behind which a line end, in a long stretch, is the end of a paragraph."""

_ABBREVIATIONS = frozenset(
    "bros dept est no nos st dr mr mrs ms prof jr sr vs al etc ca cf ed eds vol fig art arts abs nr rz z tel s.a u.s u.k"
    " gen sen rep gov hon rev jan feb mar apr jun jul aug sep sept oct nov dec bzw inkl ggf usw zzgl evtl sog"
    " aprox pág núm av av. ul i.e e.g p.m a.m т.е т.д т.п см др им г гг ул стр рис".split()
)
_FULL = "。！？｡।॥۔؟։።။។།"  # ends of sentences in scripts with signs of their own
_FORMS = frozenset("inc ltd llc llp corp gmbh ag bv nv sa srl spa plc kg zrt kft s.a s.l s.p.a n.v b.v a.s s.r.o o.o k.s s.k.a sp z de c.v".split())
_END = re.compile(
    rf"[!?…]+[\"'”’»)\]]*(?=\s|$)|[{_FULL}]+[\"'”’»」』）)\]]*|\.+[\"'”’»)\]]*(?=\s+[^\W\d_]|\s+[\d©(\"'“„«\[<*–—•®]|\s*$)"
    r"|\s*[|•·●▪‣►◆■★→]\s+|\n[^\S\n]*(?=[-–—*•·●▪‣►#>])|(?<=[.:;!?…])\n|(?<!\S)[-–—*_=]{3,}(?!\S)|(?<=[^\s])[ \t]{6,}(?=\S)|(?<=[^\s])\t+(?=\S)"
)


_ASIDE = re.compile(r"\s+\([^()\n]{1,40}\),?\s+[a-zà-ÿ]")
"""The short name of a firm in brackets, behind which its sentence goes on: "… sp. z o.o. (RM) is …"."""
_SIGN = re.compile(rf"[!?….{_FULL}|•·●▪‣►◆■★→\n\-–—*_=]")
"""What every end of a sentence has in it, but for those that are white space alone."""
_WIDE = "      "


LONGEST = 8000
"""Code points that are matched in one piece, whatever stands in them: the time of an exact pattern can grow with their square."""


def paragraphs(text: str, is_cut: bool = False) -> Iterator[tuple[int, int]]:
    """Stretches between blank lines, as (start, end) code points. A long one is cut where a line ends with a sentence.

    Args:
        text: a text, or part of one between blank lines.
        is_cut: it is part of a long stretch.
    """
    if is_cut:
        yield from _cut(text, 0, len(text))
        return
    at = 0
    if "\n" not in text:
        if text:
            yield from _parts(text, 0, len(text))
        return
    for gap in _BLANK.finditer(text):
        if gap.start() > at:
            yield from _parts(text, at, gap.start())
        at = gap.end()
    if at < len(text):
        yield from _parts(text, at, len(text))


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if end - start <= LONG:
        yield start, end
    else:
        yield from _cut(text, start, end)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    line = text.find("\n", start, end)
    while line >= 0:
        last = line - 1 if text[line - 1] != "\r" else line - 2
        if text[last] in _CLOSING and last >= at:
            yield from _pieces(text, at, last + 1)
            at = line + 1
        line = text.find("\n", line + 1, end)
    yield from _pieces(text, at, end)


def _pieces(text: str, at: int, end: int) -> Iterator[tuple[int, int]]:
    while end - at > LONGEST:
        cut = _break(text, at + LONGEST // 2, at + LONGEST)
        yield at, cut
        at = cut
    if at < end:
        yield at, end


def _break(text: str, start: int, stop: int) -> int:
    """Where to break a text that no line end cuts: behind a sentence, else a line, else a word, else anywhere."""
    for sign in (". ", "。", "। ", "؟ ", "! ", "? ", "\n", " "):
        at = text.rfind(sign, start, stop)
        if at >= 0:
            return at + len(sign)
    return stop


def sentences(text: str) -> list[tuple[int, int]]:
    """Sentences of a paragraph, as (start, end) code points, trimmed of white space.

    A full stop ends one where white space and no small letter follow, and the word before it is no abbreviation or initial.
    Bars and bullets between the items of a footer end one too.
    """
    found = []
    at = 0
    for end in _ends(text):
        if text[end.start()] == "." and (_goes_on(text, end.end()) or _abbreviated(text, at, end.start())):
            continue
        if end.end() > at:
            found += _lines(text, at, end.end())
        at = end.end()
    if at < len(text):
        found += _lines(text, at, len(text))
    trimmed = []
    for start, stop in found:
        piece = text[start:stop]
        start += len(piece) - len(piece.lstrip())
        stop = start + len(piece.strip())
        if stop > start:
            trimmed.append((start, stop))
    return trimmed


def _ends(text: str) -> Iterator[re.Match[str]]:
    """Every match of `_END`, as far as where it ends. To look for signs first takes a tenth of the time of looking for all it can be everywhere."""
    if "\t" in text or _WIDE in text:
        yield from _END.finditer(text)
        return
    at = 0
    while sign := _SIGN.search(text, at):
        at = sign.end()
        if end := _END.match(text, sign.start()):
            yield end
            at = end.end()


SHORT = 44
"""Code points of a line that, with a capital on the next one, is an item of a list or menu and no part of a sentence."""

_OPEN = re.compile(r"(?<![^\s])[a-zà-ÿ]{1,4}\Z")
"""A small word at a line's end, behind which a sentence goes on."""
_RETURN = re.compile(r"[ \t]*\r?\n\s*")
_UNSPACED = ("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1100", "\u11ff"), ("\u1780", "\u17ff"), ("\u2e80", "\ua4cf"), ("\uac00", "\ud7a3"), ("\uf900", "\ufaff")
"""The first and last letters of scripts without spaces. As a class of a pattern they would take a millisecond to compile."""


def _lines(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """A sentence cut where a line end shows that it is several: beside scripts without spaces, and behind the short
    lines of menus. A line end in running text is no more than a space."""
    if text.find("\n", start, stop) < 0:
        return [(start, stop)]
    found = []
    at = line = start
    for end in _RETURN.finditer(text, start, stop):
        last = text[end.start() - 1 : end.start()]
        following = text[end.end() : end.end() + 1]
        item = end.start() - line <= SHORT and following.isupper() and last not in ",;:-–(/&" and not _OPEN.search(text, line, end.start())
        if following and (item or _is_unspaced(last) or _is_unspaced(following)):
            if end.start() > at:
                found.append((at, end.start()))
            at = end.end()
        line = end.end()
    if stop > at:
        found.append((at, stop))
    return found


def _is_unspaced(char: str) -> bool:
    return any(first <= char <= last for first, last in _UNSPACED)


def _goes_on(text: str, at: int) -> bool:
    """Whether a small letter follows, behind white space."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at < len(text) and text[at] < "\u0590" and text[at].islower()


def _abbreviated(text: str, start: int, stop: int) -> bool:
    at = stop
    while at > start and stop - at < 8 and not text[at - 1].isspace() and text[at - 1] not in "(,;/":
        at -= 1
    word = text[at:stop].casefold()
    if word in _FORMS:  # "… of Acme Inc. Any use …": what follows in a capital begins a sentence, unless it is another form
        if _ASIDE.match(text, stop + 1):
            return True
        following = text[stop + 1 : stop + 12].split()
        return bool(following) and following[0].strip(".,").casefold() in _FORMS
    if word in _ABBREVIATIONS:
        return True
    return len(word) == 1 and word.isalpha() and text[at:stop].isupper()
