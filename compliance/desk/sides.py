"""The two passages of a reuse flag: the draft's, and that of the source, as far as it is at hand."""

from collections.abc import Callable
from typing import NamedTuple

from compliance.desk.items import source_of
from compliance.model import Flag, Source


class Sides(NamedTuple):
    """Both passages; `theirs` is empty where the source is not at hand, and `reason` says why."""

    ours: str
    theirs: str
    source: Source
    reason: str = ""


Fetch = Callable[[str], str | None]
"""The text of a source by its id, as the archive has it; None where no archive that is open has it."""


def sides_of(flag: Flag, fetch: Fetch) -> Sides | None:
    """The passages of a flag; None where it is about no source."""
    told = source_of(flag)
    if told is None:
        return None
    source = Source(*(str(told.get(name, "")) for name in Source._fields))
    text = fetch(source.id)
    if text is None:
        return Sides(flag.text, "", source, "no archive that is open holds this text; name it with --archive")
    start, end = int(told.get("start", 0)), int(told["end"])
    if not 0 <= start < end <= len(text):
        return Sides(flag.text, "", source, "the archive holds another version of this text by now")
    return Sides(flag.text, text[start:end], source)
