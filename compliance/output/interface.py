"""What every renderer is: something that is begun, given reports one by one, and ended."""

from typing import NamedTuple, Protocol

from compliance.model import Report
from compliance.output.summary import Summary

TOOL = "compliance"
"""The name that machine-readable formats give the program."""


class Options(NamedTuple):
    """What a renderer may want to know about the run."""

    version: str  # of this program
    verbose: bool = False  # terminal: list clear documents, settled flags and unflagged facts as well
    colour: bool | None = None  # terminal: None asks the stream and the environment
    width: int | None = None  # terminal: columns; None asks the stream
    explain: bool = False  # terminal, csv: every reason of a verdict, also those that speak for the text


class Renderer(Protocol):
    """Writes reports to the text stream that it was made with, each as it comes."""

    def begin(self) -> None:
        """Writes what stands before the first report."""

    def report(self, report: Report) -> None:
        """Writes one report, or keeps what little of it the format can only say at the end."""

    def end(self, summary: Summary) -> None:
        """Writes what stands after the last report; nothing may be called after it."""
