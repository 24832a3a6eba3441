"""One text for a command that takes one: a file of any readable format, or standard input."""

import sys

from compliance.cli.sources import STDIN
from compliance.documents import read_file, read_stream
from compliance.model import Document, Outcome, Unread


def read_one(path: str, format: str = "auto", name: str | None = None) -> Document | Unread:
    """The text of a file, or of standard input where `path` is "-", which then goes by `name`.

    A text that is so long that it is read in windows is refused, with the way out.
    """
    chosen = None if format == "auto" else format
    if path == STDIN:
        stream = read_stream(sys.stdin.buffer, name=name or "<stdin>", format=chosen)
    else:
        stream = read_file(path, format=chosen)
    item = next(stream)
    if isinstance(item, Document) and item.more:
        reason = "too long to be held against another as a whole; add the other to an archive and check this one with --archive"
        return Unread(item.id, item.path, Outcome.FAILED, reason)
    return item
