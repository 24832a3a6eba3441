"""What readers of notices share: what rules know of notices, and years within or behind a name."""

import re
from typing import Any, NamedTuple

from compliance.rulebook import TIMEOUT
from compliance.scan.names import Name


class Known(NamedTuple):
    """What a reader of notices must know: small-letter words at which a holder ends (`stops`); small-letter words that, right
    after the bare word, show that it is no notice ("copyright law"); and `YEARS`, compiled by `regex`."""

    stops: frozenset[str]
    not_holders: frozenset[str]
    years: Any


def skip(pattern: re.Pattern[str], text: str, at: int, limit: int) -> int:
    """Where a pattern ends that may stand at a place."""
    found = pattern.match(text, at, limit)
    return found.end() if found else at


def split_years(text: str, holder: Name, limit: int, known: Known) -> tuple[Name | None, Any, str]:
    """Years behind the holder, which reading a name took for a part of it or stopped at."""
    for years in known.years.finditer(text, holder.start, min(limit, holder.end + 70), timeout=TIMEOUT):
        if years.start() >= holder.end:
            if text[holder.end : years.start()].strip(" ,.;:-–—()\t\xa0"):
                break
            return holder, years, years.group()
        before = text[holder.start : years.start()].rstrip(" ,.;:-–—(\t")
        rest = text[years.end() : holder.end].strip(" ,.;:-–—)")
        if before and rest and text[years.end() : years.end() + 1] == "," and any(c.isalpha() for c in rest):
            both = f"{' '.join(before.split())}, {' '.join(rest.split())}"  # "Firm 2006, Second Author"
            return Name(both, holder.start, holder.end), years, years.group()
        if before and (not rest or text[years.start() - 2 : years.start()].strip() in (",", "")) and any(c.isalpha() for c in before):
            if rest and not text[holder.start : years.start()].rstrip().endswith(","):
                continue
            kept = Name(" ".join(before.split()), holder.start, holder.start + len(before))
            return kept, years, years.group()
    return holder, None, ""
