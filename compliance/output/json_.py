"""One JSON document for the whole run; a report a line, so that it can be written as it comes and read by a
person."""

from typing import TextIO

from compliance.model import SCHEMA, Report
from compliance.output.encode import encode
from compliance.output.interface import TOOL, Options
from compliance.output.records import report_to_record
from compliance.output.summary import Summary, summary_to_record


class Json:
    """Writes `{"schema", "tool", "reports", "summary"}`."""

    def __init__(self, stream: TextIO, options: Options) -> None:
        self._write = stream.write
        self._version = options.version
        self._between = "\n"

    def begin(self) -> None:
        """Opens the document and its array of reports."""
        tool = encode({"name": TOOL, "version": self._version})
        self._write(f'{{"schema": {SCHEMA}, "tool": {tool}, "reports": [')

    def report(self, report: Report) -> None:
        """Writes one element of the array."""
        self._write(self._between + encode(report_to_record(report)))
        self._between = ",\n"

    def end(self, summary: Summary) -> None:
        """Closes the array and adds the summary."""
        self._write(f'\n], "summary": {encode(summary_to_record(summary))}}}\n')
