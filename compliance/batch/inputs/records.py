"""Records: what the readers of JSON Lines, CSV and Parquet have in common."""

from collections.abc import Iterable, Iterator

from compliance.batch.inputs.nouns import Reading
from compliance.documents.jsonl import Shape


class NoColumn(ValueError):
    """A column that was asked for is not there; the message says which, and which there are."""


def shape(uri: str, reading: Reading) -> Shape:
    """Where records come from, and which of their members are what."""
    return Shape(uri, uri, reading.id_field, reading.text_field, reading.text_format, reading.fields)


def columns(reading: Reading, known: Iterable[str]) -> list[str]:
    """The columns of a table that are needed; `known` are all it has.

    The text's must be there, and so must every other that was given a name of its own; what goes by its usual name may be
    missing. Raises NoColumn.
    """
    there = list(known)
    wanted = [_required("text", reading.text_field, there)]
    usual = Reading()
    for what, name in _others(reading):
        if name in there:
            wanted.append(name)
        elif name != (usual.id_field if what == "id" else what):
            _required(what, name, there)
    return list(dict.fromkeys(wanted))


def _others(reading: Reading) -> Iterator[tuple[str, str]]:
    yield "id", reading.id_field
    yield from reading.fields.items()


def _required(what: str, name: str, there: list[str]) -> str:
    if name in there:
        return name
    from compliance.rulebook.near import nearest

    shown = ", ".join(repr(column) for column in there[:12]) + (", …" if len(there) > 12 else "") or "none"
    raise NoColumn(f"no column {name!r} for the {what}{nearest(name, there)} (columns: {shown})")
