"""Speech after a dash, as Russian, Spanish, French, Polish and Hungarian print dialogue: only where the line says who speaks.

    — Not yet, — said the mayor. — Tomorrow.

A dash at the start of a line opens a list as often, so nothing is taken for speech without a verb of speech behind the next dash.
"""

import re

from compliance.reuse.quotations.speech import is_speech

_LINE = re.compile(r"^[^\S\n]{0,8}[—–―][^\S\n]?(?=\w|[¿¡«„“])([^\n]+)", re.M)
_DASH = re.compile(r"[^\S\n][—–―][^\S\n]?|[—–―](?=[.,;:!?…])")
_WORD = re.compile(r"[^\W\d_]+")
_FIRST = 2  # words behind the dash among which the verb stands


def find_dialogue(text: str) -> list[tuple[int, int]]:
    """Stretches of speech, in code points."""
    if not ("—" in text or "–" in text or "―" in text):
        return []
    return [span for line in _LINE.finditer(text) for span in _speeches(text, *line.span(1))]


def _speeches(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Of a line, every second piece between dashes, if the piece after the first says who speaks."""
    pieces = []
    last = start
    for dash in _DASH.finditer(text, start, end):
        pieces.append((last, dash.start()))
        last = dash.end()
    pieces.append((last, end))
    if len(pieces) < 2 or not _tells(text, *pieces[1]):
        return []
    return [_trimmed(text, *piece) for piece in pieces[::2]]


def _tells(text: str, start: int, end: int) -> bool:
    words = []
    for match in _WORD.finditer(text, start, end):
        words.append(match.group().casefold())
        if len(words) == _FIRST:
            break
    return any(map(is_speech, words))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not (text[start].isalnum() or text[start] in "¿¡«„“"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
