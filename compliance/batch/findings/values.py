"""JSON inside cells: equal values give equal texts, and every text can be kept as UTF-8."""

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from compliance.output.encode import plain
from compliance.output.escape import json_text

_SURROGATES = re.compile("[\ud800-\udfff]")


def to_json(value: Any) -> str:
    """A value as one line of JSON with sorted keys; what could steer a terminal, and lone surrogates, are escaped."""
    return json_text("".join(_chunks(value, 0)))


def from_json(text: str | None) -> Any:
    """The value of a cell; None where it is empty."""
    return json.loads(text) if text else None


def storable(text: str) -> str:
    """The text with a replacement sign for each lone surrogate, which UTF-8 cannot hold; offsets stay as they are."""
    return _SURROGATES.sub("\ufffd", text)


def _encoder() -> Callable[[Any, int], Iterable[str]]:
    """What `JSONEncoder.encode` makes anew for each value, which takes longer than most values do."""
    whole = json.JSONEncoder(ensure_ascii=False, sort_keys=True, check_circular=False, default=plain)
    make = getattr(json.encoder, "c_make_encoder", None)
    if make is None:
        return lambda value, indent: (whole.encode(value),)
    made: Callable[[Any, int], Iterable[str]] = make(
        None, plain, json.encoder.encode_basestring, None, whole.key_separator, whole.item_separator, True, False, True
    )
    return made


_chunks = _encoder()
