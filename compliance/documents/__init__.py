"""Documents: one reader a format, each turning a source into texts with the way back to their lines.

    from_text     a text in memory
    read_file     a file: its encoding found out, a long text in windows
    read_stream   standard input, in the same way
    read_jsonl    records of a JSON Lines file or stream
    expand        folders, patterns and files to the paths of files

What cannot be read travels in the same stream as an `Unread` with the reason; nothing is dropped in silence.
"""

from typing import TYPE_CHECKING, Any

from compliance.documents.files import LIMIT, read_file, read_stream
from compliance.documents.interface import FORMATS, format_of, from_text
from compliance.documents.walk import SUFFIXES, expand

if TYPE_CHECKING:
    from compliance.documents.jsonl import read_jsonl

__all__ = [
    "FORMATS",
    "LIMIT",
    "SUFFIXES",
    "expand",
    "format_of",
    "from_text",
    "read_file",
    "read_jsonl",
    "read_stream",
]


def __getattr__(name: str) -> Any:
    """Load the reader of JSON Lines, and with it `json`, only when it is asked for: most checks start without
    it.
    """
    if name == "read_jsonl":
        from compliance.documents.jsonl import read_jsonl

        return read_jsonl
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
