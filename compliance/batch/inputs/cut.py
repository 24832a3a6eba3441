"""Inputs into units of work: small ones put together, large ones cut where a record ends.

Units are filled in the order of the inputs and closed when they are full, so an input that is added at the end changes no unit
but the last. JSON Lines are cut at any byte: who reads a range begins with the first line that begins in it. Uncompressed WARC is
cut where a record begins, Parquet between row groups. What is compressed as a whole, and CSV, in which only a reader
from the start knows a line end from one within quotation marks, is never cut.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from compliance.batch.inputs.nouns import Input, Piece, Reading, Unit
from compliance.batch.inputs.places import Places, is_remote

BYTES = 8 * 1024 * 1024
"""Bytes of text in a unit."""
PIECES = 500
"""The most inputs in a unit."""
_ZIPPED = 4  # bytes of text in a byte of gzip
_AHEAD = 16  # objects of a store that are looked into at once

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


class _Sized(NamedTuple):
    piece: Piece
    size: int


def cut(inputs: Iterable[Input], bytes_a_unit: int = BYTES, reading: Reading | None = None) -> Iterator[Unit]:
    """Units of about `bytes_a_unit` bytes of text each, in order; the same for the same inputs.

    Large inputs are looked into: line ends of JSON Lines are counted where the first records have no id, borders are
    looked for in WARC, the footer of Parquet is read. What cannot be looked into is a piece as a whole.
    """
    how = reading or Reading()
    places = Places(how.root)

    def pieces(found: Input) -> list[_Sized]:
        return list(_pieces(found, max(1, bytes_a_unit), how, places))

    held: list[Piece] = []
    number = size = 0
    for some in _in_order(pieces, inputs, lambda found: is_remote(found.uri) and found.size > bytes_a_unit):
        for piece, weight in some:
            if held and (size + weight > bytes_a_unit or len(held) == PIECES):
                yield Unit(f"{number:08}", tuple(held), size)
                number, held, size = number + 1, [], 0
            held.append(piece)
            size += weight
    if held:
        yield Unit(f"{number:08}", tuple(held), size)


def _pieces(found: Input, most: int, reading: Reading, places: Places) -> Iterator[_Sized]:
    size = found.size * _ZIPPED if found.uri.lower().endswith(".gz") else found.size
    whole = _Sized(Piece(found.uri, found.format), size)
    if found.size <= most or size > found.size:
        yield whole
        return
    try:
        if found.format == "jsonl":
            from compliance.batch.inputs import jsonl

            parts = [_Sized(piece, piece.end - piece.start) for piece in jsonl.ranges(found, most, reading, places)]
        elif found.format == "warc":
            from compliance.batch.inputs import warc

            parts = [_Sized(piece, piece.end - piece.start) for piece in warc.ranges(found, most, places)]
        elif found.format == "parquet":
            from compliance.batch.inputs import parquet

            parts = [_Sized(*part) for part in parquet.groups(found, most, places)]
        else:
            parts = []
    except (OSError, ValueError, ImportError):  # who reads it will say so
        parts = []
    yield from parts or [whole]


def _in_order(work: Callable[[_Given], _Made], items: Iterable[_Given], slow: Callable[[_Given], bool]) -> Iterator[_Made]:
    """What `work` makes of the items, in their order; slow ones several at once, in threads."""
    waiting: deque[Callable[[], _Made]] = deque()
    pool = None
    try:
        for item in items:
            if slow(item):
                from concurrent.futures import ThreadPoolExecutor

                pool = pool or ThreadPoolExecutor(_AHEAD)
                waiting.append(pool.submit(work, item).result)
            elif waiting:
                waiting.append(lambda item=item: work(item))  # type: ignore[misc]
            else:
                yield work(item)
            if len(waiting) >= _AHEAD:
                yield waiting.popleft()()
        while waiting:
            yield waiting.popleft()()
    finally:
        if pool is not None:
            pool.shutdown(cancel_futures=True)
