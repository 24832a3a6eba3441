"""Makes text that we did not write safe to show on a page: markup is escaped, and what nobody could see becomes visible."""

from functools import cache
from typing import Any

from markupsafe import Markup

from compliance.output.escape import visible

_ODD = r"[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Zl}\p{Zp}--[\n\t]]"
"""Characters that may be worth an escape; `compliance.output.escape` says which of them are."""


def shown(text: str) -> str:
    """`text` with line ends as they are; controls, what reorders a line and what has no width stand as escapes such as `\\u202e`."""
    if all(map(str.isprintable, text.split("\n"))):  # most texts, and much faster to know than by a pattern
        return text
    return str(_odd().sub(_escape, text.replace("\r\n", "\n")))


def finalised(value: Any) -> Any:
    """What a template prints: our own markup as it is, nothing for None, numbers with separators, all other text shown."""
    if isinstance(value, Markup) or value is None:
        return "" if value is None else value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    return shown(str(value))


def _escape(match: Any) -> str:
    return visible(match[0])


@cache
def _odd() -> Any:
    import regex

    return regex.compile(_ODD, regex.VERSION1)
