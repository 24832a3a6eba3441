"""Runs a renderer as a run of the program does, and gives back what it wrote."""

import io
from collections.abc import Iterable

from compliance.model import Report
from compliance.output import Options, open_output


class Screen(io.TextIOWrapper):
    """Standard output that remembers its bytes and claims to be a terminal or not."""

    def __init__(self, terminal: bool = False, encoding: str = "utf-8") -> None:
        self._bytes = io.BytesIO()
        self._terminal = terminal
        super().__init__(self._bytes, encoding=encoding, newline="\n")

    def isatty(self) -> bool:
        return self._terminal

    def content(self) -> bytes:
        self.flush()
        return self._bytes.getvalue()


def render(format: str, reports: Iterable[Report], screen: Screen | None = None, **options: object) -> bytes:
    """What `format` writes to standard output for the reports."""
    screen = screen or Screen()
    with open_output(format, Options("1.2.3", **options), stdout=screen) as output:
        for report in reports:
            output.report(report)
    return screen.content()
