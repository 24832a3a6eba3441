"""Tables as CSV (RFC 4180): rows end in CRLF, and no cell is a formula to a spreadsheet."""

import csv
from collections.abc import Iterable, Sequence
from typing import TextIO

from compliance.output.escape import cell


def write_csv(stream: TextIO, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Writes a header and the rows, as they come; returns how many rows there were."""
    writer = csv.writer(stream)
    writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow([cell(value) if type(value) is str else value for value in row])
        count += 1
    return count
