"""The numbers of a run as one JSON object; docs/report.md lists its members."""

from collections.abc import Mapping
from typing import Any, TextIO

from compliance.batch.report.model import Summary
from compliance.output.encode import encode

SCHEMA = 1
"""Version of the object; it counts what breaks readers."""


def write_json(stream: TextIO, summary: Summary) -> None:
    """Writes the object on one line."""
    stream.write(encode(summary_to_record(summary)) + "\n")


def summary_to_record(summary: Summary) -> dict[str, Any]:
    """The numbers as JSON types: each named tuple an object with its fields as members, in their order. Of the manifest everything is
    there but the inputs and documents that it names one by one."""
    return {"schema": SCHEMA, **_record(summary), "manifest": {name: _short(value) for name, value in summary.manifest.items()}}


def _short(value: Any) -> Any:
    return {name: it for name, it in value.items() if name != "first"} if isinstance(value, Mapping) else value


def _record(value: Any) -> Any:
    if isinstance(value, tuple):
        if hasattr(value, "_asdict"):
            return {name: _record(item) for name, item in value._asdict().items()}
        return [_record(item) for item in value]
    return value
