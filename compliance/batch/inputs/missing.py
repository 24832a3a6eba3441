"""Why nothing is found at a path, with what may have been meant."""

import os
from collections.abc import Iterable

SIGNS = frozenset("*?[")
"""What makes a path a pattern."""


def missing(path: str) -> str:
    """The reason for a path of this machine."""
    try:
        beside: Iterable[str] = os.listdir(os.path.dirname(path) or ".")
    except (OSError, ValueError):
        beside = ()
    return nothing_at(path, beside)


def nothing_at(path: str, beside: Iterable[str], what: str = "file or folder") -> str:
    """The reason for any path or URI; `beside` are the names in the folder where it should be."""
    if not SIGNS.isdisjoint(path):
        return "a pattern that no file matches"
    from compliance.rulebook.near import nearest

    return f"no such {what}" + nearest(os.path.basename(path), beside)
