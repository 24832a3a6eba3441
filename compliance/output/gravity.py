"""The order in which people want to see flags."""

from collections.abc import Iterable

from compliance.model import Flag, Severity

_RANK = {severity: rank for rank, severity in enumerate(Severity)}


def gravest_first(flags: Iterable[Flag]) -> list[Flag]:
    """Errors, then warnings, then notes; in the order of the text within each."""
    return sorted(flags, key=lambda flag: (_RANK[flag.severity], flag.span))
