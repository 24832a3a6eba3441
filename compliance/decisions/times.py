"""Moments as the log writes them: UTC, ISO 8601, as text that sorts by time."""

import re
from datetime import UTC, date, datetime, timedelta

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def now() -> str:
    """This moment, to the microsecond: two decisions of one editor in one second keep their order."""
    return _written(datetime.now(UTC))


def later(moment: str, than: str) -> str:
    """`moment`, or the microsecond after `than` where it does not come after it: the clocks of two editors differ, and
    who answers a decision has the last word all the same."""
    if not than or order(than) < order(moment):
        return moment
    return _written(datetime.fromisoformat(than) + timedelta(microseconds=1))


def order(moment: str) -> str:
    """What moments are sorted by, with or without a fraction of a second."""
    return moment.removesuffix("Z")


def until(word: str, today: str) -> str:
    """A date on which a decision lapses, as somebody wrote it: 2026-12-31, to the end of that day in UTC, or a moment with
    its zone, such as 2026-12-31T18:00+01:00.

    Args:
        word: the date or moment.
        today: a moment in UTC; what is over by then is refused.
    Raises:
        ValueError: it is neither, has no zone, or is over; the text says which.
    """
    word = word.strip()
    try:
        if DAY.fullmatch(word):
            found = date.fromisoformat(word).isoformat()
        else:
            moment = datetime.fromisoformat(word)
            if moment.tzinfo is None:
                raise ValueError(f"{word!r} has no zone; write it as 2026-12-31T18:00Z or 2026-12-31T18:00+01:00")
            found = moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
    except (ValueError, OverflowError) as error:
        if "zone" in str(error):
            raise
        raise ValueError(f"{word!r} is no date in the form of 2026-12-31, nor a moment such as 2026-12-31T18:00Z") from None
    if over(found, today):
        raise ValueError(f"{word} is over")
    return found


def over(end: str, moment: str) -> bool:
    """Whether a date (with its last second) or a moment has passed."""
    if len(end) == len("2026-12-31"):
        return moment[:10] > end
    return order(moment) >= order(end)


def is_end(word: str) -> bool:
    """Whether the log may have a text for the end of a decision."""
    try:
        datetime.fromisoformat(word)
    except ValueError:
        return False
    return bool(DAY.fullmatch(word) or MOMENT.fullmatch(word))


def is_moment(word: str) -> bool:
    """Whether the log may have a text for the time of a decision."""
    try:
        return bool(MOMENT.fullmatch(word)) and datetime.fromisoformat(word) is not None
    except ValueError:
        return False


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
