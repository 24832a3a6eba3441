"""Parquet: the columns that are needed, some rows at a time, and never more of them than fit."""

from collections.abc import Iterator
from typing import Any

from compliance.batch.inputs.nouns import Input, Piece, Reading
from compliance.batch.inputs.places import Places, is_remote
from compliance.batch.inputs.records import NoColumn, columns, shape
from compliance.documents import decode as decoding
from compliance.documents.jsonl import document_of
from compliance.model import Document, Outcome, Unread

_HELD = 4 * 1024 * 1024  # bytes of text to hold at once, by the mean of a row group
_ROWS = 1024
_BUFFER = 1024 * 1024  # bytes of a column that are read at once; of a store four times as many


def groups(found: Input, most: int, places: Places) -> Iterator[tuple[Piece, int]]:
    """Runs of row groups with about `most` bytes each, unpacked; at least one group. Raises OSError and ValueError."""
    import pyarrow.parquet as pq

    with places.native(found.uri) as stream, pq.ParquetFile(stream) as table:
        sizes = [table.metadata.row_group(number).total_byte_size for number in range(table.metadata.num_row_groups)]
    start = size = 0
    for number, weight in enumerate(sizes):
        if number > start and size + weight > most:
            yield Piece(found.uri, found.format, start, number), size
            start, size = number, 0
        size += weight
    if sizes:
        yield Piece(found.uri, found.format, start, len(sizes)), size


def read(piece: Piece, reading: Reading, places: Places) -> Iterator[Document | Unread]:
    """The documents of a piece, by rows counted from 1 in the whole file.

    Raises OSError, ValueError and NotImplementedError for what cannot be read, and NoColumn.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    buffer = _BUFFER * 4 if is_remote(piece.uri) else _BUFFER
    with places.native(piece.uri) as stream, pq.ParquetFile(stream, buffer_size=buffer, pre_buffer=False) as table:
        schema, metadata = table.schema_arrow, table.metadata
        wanted = columns(reading, _leaves(schema))
        types = {name: _type(schema, name) for name in wanted}
        if not _is_text(types[reading.text_field]):
            raise NoColumn(f"the column {reading.text_field!r} holds {types[reading.text_field]}, not texts")
        end = metadata.num_row_groups if piece.end < 0 else piece.end
        if end > metadata.num_row_groups:
            raise ValueError(f"has {metadata.num_row_groups} row groups, and had {end} when the run was planned")
        row = sum(metadata.row_group(number).num_rows for number in range(piece.start))
        for number in range(piece.start, end):
            size = _batch(metadata.row_group(number), reading.text_field)
            batches = table.iter_batches(size, row_groups=[number], columns=wanted, use_threads=False)
            try:
                yield from _documents(batches, row, types, piece.uri, reading)
            except (pa.ArrowException, OSError) as error:
                rows = f"rows {row + 1} to {row + metadata.row_group(number).num_rows}"
                reason = f"{rows} cannot all be read: {places.explain(error, piece.uri)}"
                yield Unread(f"{piece.uri}:{row + 1}", piece.uri, Outcome.FAILED, reason)
            row += metadata.row_group(number).num_rows


def _documents(batches: Iterator[Any], row: int, types: dict[str, Any], uri: str, reading: Reading) -> Iterator[Document | Unread]:
    of = shape(uri, reading)
    for batch in batches:
        values = [_values(_column(batch, name), type, name == reading.text_field) for name, type in types.items()]
        for record in zip(*values, strict=True):
            row += 1
            id, place = f"{uri}:{row}", f"row {row}"
            made = dict(zip(types, record, strict=True))
            text = made[reading.text_field]
            if isinstance(text, bytes):
                try:
                    made[reading.text_field] = decoding.decode(text, html=reading.text_format == "html")
                except decoding.NotText as error:
                    yield Unread(id, uri, Outcome.SKIPPED, f"{place}: {error}")
                    continue
            yield document_of(made, id, place, of)


def _leaves(schema: Any) -> Iterator[str]:
    """Names of the columns, those within structs dotted."""
    import pyarrow as pa

    for field in schema:
        yield field.name
        if pa.types.is_struct(field.type):
            for below in _leaves(pa.schema(list(field.type))):
                yield f"{field.name}.{below}"


def _type(schema: Any, name: str) -> Any:
    """The type of a column, plain or dotted; a name that itself has the dots comes first."""
    import pyarrow as pa

    if schema.get_field_index(name) >= 0:
        return schema.field(name).type
    first, _, rest = name.partition(".")
    while schema.get_field_index(first) < 0:
        more, _, rest = rest.partition(".")
        first = f"{first}.{more}"
    return _type(pa.schema(list(schema.field(first).type)), rest)


def _column(batch: Any, name: str) -> Any:
    import pyarrow.compute as pc

    if batch.schema.get_field_index(name) >= 0:
        return batch.column(name)
    first, _, rest = name.partition(".")
    while batch.schema.get_field_index(first) < 0:
        more, _, rest = rest.partition(".")
        first = f"{first}.{more}"
    array = batch.column(first)
    while rest:
        step = rest
        while array.type.get_field_index(step) < 0:
            step = step.rpartition(".")[0]
        array, rest = pc.struct_field(array, step), rest[len(step) + 1 :]
    return array


def _is_text(type: Any) -> bool:
    import pyarrow.types as types

    if types.is_dictionary(type):
        type = type.value_type
    return _is_bytes(type) or any(test(type) for test in (types.is_string, types.is_large_string, types.is_string_view))


def _is_bytes(type: Any) -> bool:
    import pyarrow.types as types

    return any(test(type) for test in (types.is_binary, types.is_large_binary, types.is_binary_view, types.is_fixed_size_binary))


def _values(array: Any, type: Any, is_text: bool) -> list[Any]:
    """The values of a column as Python has them; times as ISO 8601, to the second; bytes only where they are a text's."""
    import pyarrow as pa

    if pa.types.is_timestamp(type):
        seconds = array.cast(pa.timestamp("s", type.tz), safe=False).cast(pa.string())
        return [value and value.replace(" ", "T", 1) for value in seconds.to_pylist()]
    if pa.types.is_temporal(type) or pa.types.is_decimal(type):
        array = array.cast(pa.string())
    try:
        values: list[Any] = array.to_pylist()
    except UnicodeDecodeError:  # a writer that held bytes for strings; the encoding is found out as that of any text
        strings = array.cast(type.value_type) if pa.types.is_dictionary(type) else array
        values = strings.cast(pa.large_binary()).to_pylist()
        type = pa.large_binary()
    if _is_bytes(type) and not is_text:
        return [value and value.decode(errors="replace") for value in values]
    return values


def _batch(group: Any, name: str) -> int:
    """How many rows of a group are held at once."""
    chunks = map(group.column, range(group.num_columns))
    sizes = [chunk.total_uncompressed_size for chunk in chunks if chunk.path_in_schema in (name, name.partition(".")[0])]
    mean: int = max(sizes, default=group.total_byte_size) // max(1, group.num_rows)
    return max(1, min(_ROWS, _HELD // max(1, mean)))
