"""From the lines and signs of `compliance.output` to what Textual draws; text is text, never markup."""

from collections.abc import Iterable

from rich.style import Style
from rich.text import Text

from compliance.desk.items import Item
from compliance.model import Severity
from compliance.output.settled import action, lapse
from compliance.output.wrap import Line

STYLES = {
    "dim": Style(dim=True),
    "strong": Style(bold=True),
    "path": Style(bold=True),
    "place": Style(italic=True),
    "mark.added": Style(bold=True, underline=True),
    "mark.gone": Style(bold=True, underline=True, reverse=True),
}
"""What differs is told by more than colour, so that it is seen in monochrome too."""

MARKS = {"accepted": "✓", "dismissed": "✗", "waived": "~", "fixed": "+", "suppressed": "#"}
"""What stands before a flag that has been decided."""
LAPSED = "!"
LETTERS = {Severity.ERROR: "E", Severity.WARNING: "W", Severity.NOTE: "n"}


def text_of(lines: Iterable[Line]) -> Text:
    """Lines of segments as one text."""
    made = Text(no_wrap=True, end="")
    for number, line in enumerate(lines):
        if number:
            made.append("\n")
        for style, piece in line:
            made.append(piece, STYLES.get(style))
    return made


def mark(item: Item) -> str:
    """One sign that says what has been decided on a flag; a blank where nothing has."""
    if lapse(item.flag):
        return LAPSED
    return MARKS.get(action(item.flag), " ")
