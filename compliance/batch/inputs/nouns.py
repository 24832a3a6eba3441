"""The nouns of reading: inputs, pieces of them, units of work, and how they are to be read."""

from collections.abc import Mapping
from typing import NamedTuple

FIELDS = ("title", "author", "address", "date", "section", "source", "holder", "licence")
"""What may be known of a document beside its words; names of `Document.fields`."""

FORMATS = ("auto", "text", "markdown", "html", "jsonl", "csv", "parquet", "warc")
"""What `Reading.format` may be; "auto" goes by the suffix, and by content where a .gz does not say what is in it."""

TEXTS = frozenset(("text", "markdown", "html"))
"""Formats of which a file is one document."""


class Input(NamedTuple):
    """A file or an object that was found."""

    uri: str  # a path as it was given, or scheme://…
    format: str  # file, jsonl, csv, parquet or warc
    size: int  # bytes, as they are stored
    version: str  # when it was last changed, in nanoseconds since 1970; empty where a store does not say


class Piece(NamedTuple):
    """An input, or a range of it: bytes of JSON Lines and uncompressed WARC, row groups of Parquet.

    Of bytes the piece has the records that begin in the range. `line` is that of the byte before `start`, counted from 1; 0 where
    nobody has counted.
    """

    uri: str
    format: str
    start: int = 0
    end: int = -1  # -1: to the end
    line: int = 0


class Unit(NamedTuple):
    """What one task reads: pieces, in order. `size` is about how many bytes of text they hold."""

    name: str  # its number with leading zeros: names sort as units do
    pieces: tuple[Piece, ...]
    size: int


class Reading(NamedTuple):
    """How inputs are read; picklable.

    `id_field`, `text_field` and the values of `fields` are names of members or columns, which may be dotted; `fields` goes from a
    name in `FIELDS` to that of the member. `text_format` is what the texts of records are: "text", "markdown" or "html".
    `exclude` and `include` are patterns in the syntax of .gitignore, relative to the current folder or to that of a store's
    bucket: the first leave files out, of the others a file in a folder must match one. `root` is the folder
    that relative paths start from when they are read: that of whoever found them; empty means the current one.
    """

    format: str = "auto"
    id_field: str = "id"
    text_field: str = "text"
    text_format: str = "text"
    fields: Mapping[str, str] = dict(zip(FIELDS, FIELDS, strict=True))
    exclude: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    root: str = ""
