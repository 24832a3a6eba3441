"""JSON as every JSON format here writes it."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from json import JSONEncoder
from typing import Any

from compliance.output.escape import json_text


def plain(value: object) -> object:
    """What values may hold beyond JSON's own types: read-only mappings, sets, dates."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, AbstractSet):
        return sorted(value)
    return str(value)


_ENCODER = JSONEncoder(ensure_ascii=False, default=plain)


def encode(value: Any) -> str:
    """`value` as one line of JSON: letters of any script as they are, but nothing in it that a terminal would
    act on and no lone surrogate, so that it encodes as UTF-8."""
    return json_text(_ENCODER.encode(value))
