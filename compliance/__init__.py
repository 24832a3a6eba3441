"""Editorial copyright and compliance checker.

    import compliance
    report = compliance.check(text_or_path)

The names below load on first use, so that a command starts no slower than it must.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from compliance.checker import Settings, check, check_document, check_documents
    from compliance.model import Document, Fact, Flag, Report, Span
    from compliance.rulebook import Rulebook, RuleError, load

__version__ = "0.1.0"

_HOMES = {
    "check": "compliance.checker", "check_document": "compliance.checker", "check_documents": "compliance.checker",
    "Settings": "compliance.checker", "Document": "compliance.model", "Fact": "compliance.model", "Flag": "compliance.model",
    "Report": "compliance.model", "Span": "compliance.model", "Rulebook": "compliance.rulebook",
    "RuleError": "compliance.rulebook", "load": "compliance.rulebook",
}

__all__ = [
    "Document", "Fact", "Flag", "Report", "RuleError", "Rulebook", "Settings", "Span", "check", "check_document",
    "check_documents", "load",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(home), name)
