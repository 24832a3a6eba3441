"""JSON Lines: one object a document, nothing else."""

from typing import TextIO

from compliance.model import Report
from compliance.output.encode import encode
from compliance.output.interface import Options
from compliance.output.records import report_to_record
from compliance.output.summary import Summary


class JsonLines:
    """Writes one line a report."""

    def __init__(self, stream: TextIO, options: Options) -> None:
        self._write = stream.write

    def begin(self) -> None:
        """Nothing: the first line is the first document."""

    def report(self, report: Report) -> None:
        """Writes the report's line."""
        self._write(encode(report_to_record(report)) + "\n")

    def end(self, summary: Summary) -> None:
        """Nothing: every line is a document."""
