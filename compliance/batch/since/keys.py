"""Inputs by digests: of each piece of a unit with what its input is now, and of the unit as a whole."""

import os
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

import pyarrow.parquet as pq

from compliance.batch.findings.values import storable
from compliance.batch.inputs.nouns import Piece, Unit
from compliance.batch.since.state import NONE, SIZE

_ROWS = 16384


def keyed(folder: str) -> Iterator[tuple[Unit, bytes]]:
    """The units of a run with the digests of their pieces, SIZE bytes each: over what is read and over size and version of its input.
    NONE for a piece of which a store does not say when it was changed. Raises OSError."""
    from compliance.batch.plan import units

    inputs = _inputs(os.path.join(folder, "findings", "inputs.parquet"))
    uri, size, version = "", 0, ""
    for unit in units(folder):
        made = bytearray()
        for piece in unit.pieces:
            while uri != storable(piece.uri):  # units have the inputs in their order
                uri, size, version = next(inputs)
            made += _key(piece, size, version) if version else NONE
        yield unit, bytes(made)


def of_unit(pieces: bytes) -> bytes:
    """The digest of a unit, given those of its pieces; NONE where one is not known, or there is none."""
    several = [pieces[at : at + SIZE] for at in range(0, len(pieces), SIZE)]
    return NONE if not several or NONE in several else blake2b(pieces, digest_size=SIZE).digest()


def _key(piece: Piece, size: int, version: str) -> bytes:
    return blake2b(repr((tuple(piece), size, version)).encode("utf-8", "surrogatepass"), digest_size=SIZE).digest()


def _inputs(path: str) -> Iterator[tuple[Any, ...]]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(_ROWS, columns=["uri", "size", "version"]):
            yield from zip(*[batch.column(name).to_pylist() for name in ("uri", "size", "version")], strict=True)
