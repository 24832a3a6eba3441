"""Files of text, Markdown and HTML, of this machine or of a store, zipped or not."""

import gzip
import io
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import BinaryIO, NamedTuple

from compliance.batch.inputs.formats import GZIP, bare
from compliance.batch.inputs.nouns import TEXTS, Piece, Reading
from compliance.batch.inputs.places import Places, is_remote
from compliance.documents import format_of, read_file, read_stream
from compliance.model import Document, Unread

_AT_ONCE = 16  # objects of a store that are fetched at once: a small one costs little but the wait


class Fetched(NamedTuple):
    """An object that was fetched, or why it was not."""

    piece: Piece
    content: bytes
    error: OSError | ValueError | None = None


def read(piece: Piece, reading: Reading, places: Places) -> Iterator[Document | Unread]:
    """The document of a file, its windows where it is long. Raises OSError and ValueError where it cannot be opened."""
    format = reading.format if reading.format in TEXTS else None
    if not is_remote(piece.uri) and not piece.uri.lower().endswith(".gz"):
        path = places.path(piece.uri)
        found = read_file(path, id=piece.uri, format=format)
        yield from found if path == piece.uri else (item._replace(path=piece.uri) for item in found)
        return
    with places.open(piece.uri) as stream:
        yield from _stream(piece, stream, format)


def fetched(pieces: Iterable[Piece], places: Places) -> Iterator[Fetched]:
    """Small objects of a store, in order, several at once."""

    def fetch(piece: Piece) -> Fetched:
        try:
            with places.open(piece.uri) as stream:
                return Fetched(piece, stream.read())
        except (OSError, ValueError) as error:
            return Fetched(piece, b"", error)

    under_way: deque[Future[Fetched]] = deque()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for piece in pieces:
            under_way.append(pool.submit(fetch, piece))
            if len(under_way) >= _AT_ONCE:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def of_fetched(found: Fetched, reading: Reading) -> Iterator[Document | Unread]:
    """The documents of an object that was fetched. Raises what kept it from being fetched."""
    if found.error is not None:
        raise found.error
    return _stream(found.piece, io.BytesIO(found.content), reading.format if reading.format in TEXTS else None)


def _stream(piece: Piece, stream: BinaryIO, format: str | None) -> Iterator[Document | Unread]:
    head = stream.read(len(GZIP))
    stream.seek(0)
    if head == GZIP and piece.uri.lower().endswith(".gz"):
        with gzip.GzipFile(fileobj=stream) as unzipped:
            yield from read_stream(unzipped, name=piece.uri, format=format or format_of(bare(piece.uri)))  # type: ignore[arg-type]
    else:
        yield from read_stream(stream, name=piece.uri, format=format)
