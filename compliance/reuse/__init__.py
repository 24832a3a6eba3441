"""Reuse: which passages of a draft stand in which known text. What is here loads on first use.

`compliance.compare` is `compliance.reuse.compare.compare`: here the name is that of its module.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from compliance.reuse.archive import Archive
    from compliance.reuse.compare import QUOTE_LIMIT, Shares, quoted_words, shares
    from compliance.reuse.quotations import Quotation, find_quotations

_HOMES = {
    "Archive": "archive", "QUOTE_LIMIT": "compare", "Shares": "compare", "quoted_words": "compare", "shares": "compare",
    "Quotation": "quotations", "find_quotations": "quotations",
}

__all__ = ["QUOTE_LIMIT", "Archive", "Quotation", "Shares", "find_quotations", "quoted_words", "shares"]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"compliance.reuse.{home}"), name)
