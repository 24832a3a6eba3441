"""Until when: dates as editors type them."""

import re
from calendar import monthrange
from datetime import date, timedelta

_AHEAD = re.compile(r"\+?(\d{1,4})\s*([dwmy])[a-z]*\Z", re.IGNORECASE)


class DateError(ValueError):
    """What was typed is no date that lies ahead; the text says what would be one."""


def until(words: str, today: date) -> str:
    """A date in ISO 8601 from `2027-01-31`, or from a time counted from today: `10d`, `6w`, `3m`, `1y`.

    Raises DateError for anything else, and for a day that is over.
    """
    text = words.strip()
    ahead = _AHEAD.match(text)
    try:
        day = _ahead(today, int(ahead[1]), ahead[2].lower()) if ahead else date.fromisoformat(text)
    except (ValueError, OverflowError):
        raise DateError(f'"{text}" is no date; write 2027-01-31, or 10d, 6w, 3m or 1y from today') from None
    if day < today:
        raise DateError(f"{day.isoformat()} is over")
    return day.isoformat()


def _ahead(today: date, number: int, unit: str) -> date:
    if unit in "dw":
        return today + timedelta(days=number * (7 if unit == "w" else 1))
    years, month = divmod(today.month - 1 + number * (12 if unit == "y" else 1), 12)
    year = today.year + years
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
