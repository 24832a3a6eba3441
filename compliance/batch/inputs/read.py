"""A unit of work to its documents: each piece through the reader of its format, and what went wrong in its place."""

import zlib
from collections.abc import Iterator
from itertools import groupby

from compliance.batch.inputs import files
from compliance.batch.inputs.formats import GZIP
from compliance.batch.inputs.nouns import Piece, Reading, Unit
from compliance.batch.inputs.places import Places, is_remote
from compliance.documents.decode import NotText
from compliance.model import Document, Outcome, Unread

_BROKEN = (OSError, EOFError, ValueError, ImportError, NotImplementedError, zlib.error)
"""What opening and reading of anything may raise; a defect of ours is none of these, as far as one can tell."""


def read(unit: Unit, reading: Reading) -> Iterator[Document | Unread]:
    """The documents of a unit in order, one after the other, the same every time.

    Ids are those of the records; a record without one is PATH:LINE, of Parquet PATH:ROW, counted from 1 in the whole file; a file's id is
    its path. `path` is that of the file or object. What cannot be read is an `Unread` in its place; nothing is raised for
    what is in a file or has become of it. Raises ValueError for a `text_format` that there is none of.
    """
    places = Places(reading.root)
    for fetch, some in groupby(unit.pieces, lambda piece: piece.format == "file" and is_remote(piece.uri) and len(unit.pieces) > 1):
        if fetch:
            for found in files.fetched(some, places):
                yield from _guarded(found.piece, reading, places, found)
        else:
            for piece in some:
                yield from _guarded(piece, reading, places)


def _guarded(piece: Piece, reading: Reading, places: Places, found: files.Fetched | None = None) -> Iterator[Document | Unread]:
    nothing = piece.start == 0 and piece.end < 0
    try:
        for item in files.of_fetched(found, reading) if found else _documents(piece, reading, places):
            nothing = False
            yield item
    except NotText as error:
        yield Unread(piece.uri, piece.uri, Outcome.SKIPPED, str(error))
    except _BROKEN as error:
        yield Unread(piece.uri, piece.uri, Outcome.FAILED, places.explain(error, piece.uri))
    else:
        if nothing:
            yield Unread(piece.uri, piece.uri, Outcome.SKIPPED, "nothing to check in it")


def _documents(piece: Piece, reading: Reading, places: Places) -> Iterator[Document | Unread]:
    if piece.format == "jsonl":
        from compliance.batch.inputs import jsonl

        return jsonl.read(piece, reading, places)
    if piece.format == "csv":
        return _table(piece, reading, places)
    if piece.format == "parquet":
        from compliance.batch.inputs import parquet

        return parquet.read(piece, reading, places)
    if piece.format == "warc":
        from compliance.batch.inputs import warc

        return warc.read(piece, reading, places)
    return files.read(piece, reading, places)


def _table(piece: Piece, reading: Reading, places: Places) -> Iterator[Document | Unread]:
    import gzip

    from compliance.batch.inputs import csv_

    with places.open(piece.uri) as stream:
        zipped = stream.read(len(GZIP)) == GZIP
        stream.seek(0)
        if zipped:
            with gzip.GzipFile(fileobj=stream) as unzipped:
                yield from csv_.read(piece, unzipped, reading)  # type: ignore[arg-type]
        else:
            yield from csv_.read(piece, stream, reading)
