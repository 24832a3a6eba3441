"""What a rule is once its pack has been read and found good."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class RuleError(ValueError):
    """A pack that cannot be used. Its text is `file:line: what is wrong, and the way out`."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path, self.line, self.message = path, line, message

    def __reduce__(self) -> tuple[type["RuleError"], tuple[str, int, str]]:
        return RuleError, (self.path, self.line, self.message)


class Example(NamedTuple):
    """A text beside a rule. `found` is the exact passage of the fact and `values` some of its values, where given."""

    text: str
    found: str = ""
    values: Mapping[str, Any] = {}


class Pattern(NamedTuple):
    """One wording: `atoms` that the gate looks for in every text, and the `exact` pattern for the spans.

    `atoms` are sets of strings, the most telling first, of each of which one stands wherever the wording does; `cased` says
    whether capitals count in them. They are empty where the rules came from the cache, which has made a gate of them.
    """

    written: str
    atoms: tuple[tuple[str, ...], ...]
    exact: str
    cased: bool


class Rule(NamedTuple):
    """One rule. The keys are those of docs/rules.md; `pack`, `path` and `line` say where it stands."""

    id: str
    type: str
    kind: str
    language: str
    severity: str
    confidence: str
    message: str
    why: str
    remedy: str
    source: str
    values: Mapping[str, Any]
    patterns: tuple[Pattern, ...]
    disarmed_by: str  # exact source, or empty
    beside: tuple[str, ...]
    alone: bool
    priority: int
    cased: bool
    fires: tuple[Example, ...]
    quiet: tuple[Example, ...]
    pack: str
    path: str
    line: int
    revision: int


class Reads(NamedTuple):
    """What a pack reads off the clauses that its rules find: exact pattern sources."""

    acts: str  # one named group an act
    values: tuple[tuple[str, str], ...]  # (value, pattern)
