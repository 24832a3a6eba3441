"""What is read of the end of an embargo."""

from typing import NamedTuple

HEAD = 240
"""Code points looked at; no wording of an embargo's end is longer."""


class Until(NamedTuple):
    """When an embargo ends.

    until: ISO 8601, with the offset where a zone fixes one; the date alone where no time is given, or only
        "midnight", which may be either end of the day; empty where the instant cannot be fixed.
    zone: IANA name, or the abbreviation or offset as written; None where none is given, or it is "local" or
        ambiguous.
    words: the wording read, white space made single.
    end: code points consumed from the start of the text.
    status: "dated" (`until` is given), "partial" (a date or time, but not enough of one, or ambiguous),
        "event" (the words name one), "lifted" (no embargo is in force).
    weekday_wrong: a weekday is written and the date falls on another.
    zone_wrong: the zone named is not in force there on that date, such as EST in July; the offset is as
        written.
    """

    until: str
    zone: str | None
    words: str
    end: int
    status: str
    weekday_wrong: bool = False
    zone_wrong: bool = False


def until_of(
    text: str,
    end: int,
    status: str,
    until: str = "",
    zone: str | None = None,
    weekday_wrong: bool = False,
    zone_wrong: bool = False,
) -> Until:
    """What was read up to a place of a text, without the signs behind it."""
    end = len(text[:end].rstrip(" \t\r\n,;:-"))
    if end > 1 and text[end - 1] == "." and text[end - 2].isdigit():
        end -= 1  # the full stop of the sentence, or of an ordinal: neither is missed
    return Until(until, zone, " ".join(text[:end].split()), end, status, weekday_wrong, zone_wrong)
