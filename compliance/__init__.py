"""Editorial copyright and compliance checker.

    import compliance
    report = compliance.check(text_or_path)
    matches = compliance.compare(draft, source)
    archive = compliance.Archive.open(path)

The names below load on first use, so that a command starts no slower than it must.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from compliance.checker import Settings, check, check_document, check_documents
    from compliance.model import Document, Fact, Flag, Match, MatchKind, Reason, Report, Source, Span
    from compliance.policy.context import context_of
    from compliance.policy.terms import Context
    from compliance.reuse.archive import Archive
    from compliance.reuse.compare import compare
    from compliance.rulebook import Rulebook, RuleError, load

__version__ = "0.1.0"

_HOMES = {
    "check": "compliance.checker", "check_document": "compliance.checker", "check_documents": "compliance.checker",
    "Settings": "compliance.checker", "Document": "compliance.model", "Fact": "compliance.model", "Flag": "compliance.model",
    "Report": "compliance.model", "Span": "compliance.model", "Match": "compliance.model", "MatchKind": "compliance.model",
    "Source": "compliance.model", "compare": "compliance.reuse.compare", "Archive": "compliance.reuse.archive",
    "Context": "compliance.policy.terms", "context_of": "compliance.policy.context", "Reason": "compliance.model",
    "Rulebook": "compliance.rulebook", "RuleError": "compliance.rulebook", "load": "compliance.rulebook",
}

__all__ = [
    "Archive", "Context", "Document", "Fact", "Flag", "Match", "MatchKind", "Reason", "Report", "RuleError", "Rulebook", "Settings", "Source",
    "Span", "check", "check_document", "check_documents", "compare", "context_of", "load",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = globals()[name] = getattr(import_module(home), name)  # from now on it is found without asking here
    return found
