"""Moments in words."""

_MONTHS = "January February March April May June July August September October November December".split()


def day(moment: str) -> str:
    """A moment, ISO 8601, as a day, and the time where it has one: `3 March 2026, 09:30 UTC`; what it is not stays as it is."""
    date, _, time = moment.partition("T")
    parts = date.split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts) or not 1 <= int(parts[1]) <= 12:
        return moment
    told = f"{int(parts[2])} {_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return f"{told}, {time[:5]} UTC" if time else told


def minute(moment: str) -> str:
    """A moment, ISO 8601, as it stands in a table: `2026-03-03 09:30`."""
    return moment[:16].replace("T", " ")


def month(key: str, short: bool = False) -> str:
    """A month, `2026-03`, in words: `Mar 2026`, or `Mar 26` where room is short; a year, and what is neither, stays as it is."""
    if len(key) != 7 or not key[5:].isdecimal() or not 1 <= int(key[5:]) <= 12:
        return key
    return f"{_MONTHS[int(key[5:]) - 1][:3]} {key[2:4] if short else key[:4]}"
