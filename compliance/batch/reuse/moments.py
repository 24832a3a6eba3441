"""Dates as numbers, so that the earliest of some texts can be told."""

import re
from datetime import UTC, datetime

UNDATED = (1 << 63) - 1
"""Of a text whose date is not known: after all others."""

_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d))?")


def moment(date: str) -> int:
    """Microseconds from the year 1, in UTC; a year or month is its beginning, and a date without a zone is taken for UTC.

    Args:
        date: ISO 8601, as far as it is known; what is not is `UNDATED`.
    """
    date = date.strip()
    partial = _PARTIAL.fullmatch(date)
    try:
        if partial:
            when = datetime(int(partial[1]), int(partial[2] or 1), 1, tzinfo=UTC)
        else:
            when = datetime.fromisoformat(date)
            when = when.replace(tzinfo=UTC) if when.tzinfo is None else when
        since = when - datetime(1, 1, 1, tzinfo=UTC)
    except (ValueError, OverflowError):
        return UNDATED
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
