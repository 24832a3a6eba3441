"""How lines of styled segments reach a stream: as plain text, or in colour through rich."""

from collections.abc import Callable, Iterable
from typing import TextIO

from compliance.output.escape import commandless
from compliance.output.wrap import Line, Segment

Writer = Callable[[Iterable[Line]], None]

# The sixteen colours of the terminal's own theme, so that they suit its background.
_STYLES = {
    "dim": "dim",
    "strong": "bold",
    "path": "bold",
    "place": "cyan",
    "error": "bold red",
    "warning": "bold yellow",
    "note": "bold blue",
    "mark.error": "underline red",
    "mark.warning": "underline yellow",
    "mark.added": "underline red",
    "mark.gone": "underline green",
    "badge.blocked": "bold white on red",
    "badge.review": "bold black on yellow",
    "badge.duties": "bold black on cyan",
    "badge.clear": "bold black on green",
    "badge.failed": "bold white on magenta",
    "badge.skipped": "bold reverse",
}


def plain_writer(stream: TextIO) -> Writer:
    """Writes the text of the lines and nothing else."""

    def put(lines: Iterable[Line]) -> None:
        stream.writelines("".join(segment.text for segment in guard(line)).rstrip() + "\n" for line in lines)

    return put


def coloured_writer(stream: TextIO) -> Writer:
    """Writes the lines in colour. Segments are given to rich as text, never as markup, and already
    wrapped."""
    from rich.console import Console
    from rich.style import Style
    from rich.text import Text

    console = Console(file=stream, force_terminal=True, no_color=False, color_system="standard")
    styles = {name: Style.parse(style) for name, style in _STYLES.items()}

    def put(lines: Iterable[Line]) -> None:
        text = Text(no_wrap=True, overflow="ignore", end="")
        for line in lines:
            for style, piece in guard(line):
                text.append(piece, styles.get(style))
            text.append("\n")
        console.print(text, soft_wrap=True, end="")

    return put


def guard(line: Line) -> Line:
    """The line without what a CI service would take for a command; wrapping can bring the signs to a line's
    beginning, or together. A line that needs it loses its styles."""
    text = "".join(segment.text for segment in line)
    safe = commandless(text)
    return line if safe == text else [Segment("", safe)]
