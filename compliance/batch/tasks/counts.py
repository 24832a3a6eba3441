"""How much of what was found: counted document by document, summed unit by unit."""

from collections.abc import Mapping
from typing import Any

from compliance.batch.findings.rows import Rows
from compliance.batch.findings.schema import DOCUMENTS, FACTS, FLAGS, MATCHES
from compliance.model import Outcome

_OUTCOME, _VERDICT, _LENGTH = (DOCUMENTS.names.index(name) - 2 for name in ("outcome", "verdict", "characters"))
_FACT = FACTS.names.index("kind") - 2
_RULE, _SEVERITY, _DECISION = (FLAGS.names.index(name) - 2 for name in ("rule", "severity", "decision"))
_MATCH = MATCHES.names.index("kind") - 2


class Counts:
    """What the documents of a unit came to.

    `verdicts` are those of documents that were checked; `flags` go by severity and rule, `open` is how many of each severity nobody
    has settled within the document.
    """

    def __init__(self) -> None:
        self.documents = self.characters = self.copied = 0
        self.outcomes: dict[str, int] = {}
        self.verdicts: dict[str, int] = {}
        self.facts: dict[str, int] = {}
        self.matches: dict[str, int] = {}
        self.flags: dict[str, dict[str, int]] = {}
        self.open: dict[str, int] = {}

    def add(self, rows: Rows, copied: bool = False) -> None:
        """Counts a document; `copied` says that its rows are those of an earlier run."""
        row = rows.document
        self.documents += 1
        self.characters += row[_LENGTH]
        self.copied += copied
        _count(self.outcomes, row[_OUTCOME])
        if row[_OUTCOME] == Outcome.CHECKED:
            _count(self.verdicts, row[_VERDICT])
        for fact in rows.facts:
            _count(self.facts, fact[_FACT])
        for match in rows.matches:
            _count(self.matches, match[_MATCH])
        for flag in rows.flags:
            _count(self.flags.setdefault(flag[_SEVERITY], {}), flag[_RULE])
            if flag[_DECISION] is None:
                _count(self.open, flag[_SEVERITY])

    def plain(self) -> dict[str, Any]:
        """As JSON types."""
        return dict(vars(self))


def total(counts: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """The sum of two counts as JSON types."""
    summed = dict(counts)
    for name, value in more.items():
        there = summed.get(name)
        summed[name] = value if there is None else total(there, value) if isinstance(value, Mapping) else there + value
    return summed


def _count(counts: dict[str, int], word: str) -> None:
    counts[word] = counts.get(word, 0) + 1
