"""The rulebook: every rule of every pack, ready to be asked.

Two callers may share one rulebook; it changes only in that a pattern is compiled when it is first needed.
"""

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cached_property
from typing import Any

from compliance.rulebook.gate import Gate, Wording
from compliance.rulebook.rule import Example, Pattern, Reads, Rule

TIMEOUT = 2.0
"""Seconds that one call of one pattern on one paragraph may take before the rule counts as having run over."""


OWN_LETTERS = frozenset(
    "ru uk be bg mk el ar fa ur he hi bn ta te mr gu pa ml kn ne si th km my am zh ja ko hy ka".split()
)
"""Languages that are never written in ASCII: a paragraph without a letter of theirs is not in them."""


class Rulebook:
    """All rules, by id, and the gate before them.

    Args:
        rules: in the order of their packs; a later rule of the same id replaces an earlier one.
        reads: what each pack reads off clauses.
        holders: the registry of holders in its plain form.
        names: small-letter words at which a holder's name ends (`stops`), and words that follow the bare word
            "copyright" where it is no notice (`not_holders`).
        digest: identifies the content of all packs.
    """

    def __init__(
        self, rules: Sequence[Rule], reads: Mapping[str, Reads], holders: Mapping[str, Any],
        names: Mapping[str, Sequence[str]], digest: str,
        off: Sequence[str] = (), gate: Gate | None = None,
    ) -> None:
        self._all = tuple(rules)
        self.rules: dict[str, Rule] = {rule.id: rule for rule in rules}
        self.reads = reads
        self.digest = digest
        self._holders = holders
        self._names = names
        self.stops = frozenset(names.get("stops", ()))
        self.not_holders = frozenset(names.get("not_holders", ()))
        self._off = tuple(off)
        self._compiled: dict[tuple[str, bool], Any] = {}
        self.slots: list[tuple[Rule, Pattern] | None] = []
        active = set(map(id, self.rules.values()))
        for rule in self._all:
            live = id(rule) in active and not any(fnmatchcase(rule.id, pattern) for pattern in off)
            self.slots.extend((rule, pattern) if live else None for pattern in rule.patterns)
        self._gate = gate

    @property
    def gate(self) -> Gate:
        """The linear-time set over all patterns; built on first use."""
        if self._gate is None:
            self._gate = Gate(
                Wording(p.atoms, p.cased, bool(rule.beside), rule.language.partition("-")[0] in OWN_LETTERS) for rule in self._all for p in rule.patterns
            )
        return self._gate

    def without(self, patterns: Sequence[str]) -> "Rulebook":
        """The same rulebook with some rules off.

        Args:
            patterns: rule ids, or glob patterns of them.
        """
        if not patterns:
            return self
        return Rulebook(self._all, self.reads, self._holders, self._names, self.digest, (*self._off, *patterns), self.gate)

    def is_off(self, rule: str) -> bool:
        """Whether a rule id was switched off."""
        return any(fnmatchcase(rule, pattern) for pattern in self._off)

    def regex(self, source: str, cased: bool = False) -> Any:
        """The compiled form of an exact pattern, compiled once."""
        compiled = self._compiled.get((source, cased))
        if compiled is None:
            import regex

            flags = regex.MULTILINE if cased else regex.MULTILINE | regex.IGNORECASE
            compiled = self._compiled[source, cased] = regex.compile(source, flags)
        return compiled

    @property
    def has_registry(self) -> bool:
        """Whether there is a registry of holders to ask."""
        return bool(self._holders)

    @cached_property
    def registry(self) -> Any:
        """The registry of holders."""
        from compliance.rulebook.holders import Registry

        return Registry.from_plain(self._holders)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules.values())

    def plain(self) -> tuple[Any, ...]:
        """The content as plain tuples, for the cache."""
        return (
            [tuple(rule._replace(
                patterns=tuple(tuple(p) for p in rule.patterns), fires=tuple(tuple(e) for e in rule.fires),
                quiet=tuple(tuple(e) for e in rule.quiet),
            )) for rule in self._all],
            {name: tuple(reads) for name, reads in self.reads.items()},
            self._holders,
            {name: list(words) for name, words in self._names.items()},
            self.digest,
        )

    @classmethod
    def from_plain(cls, plain: tuple[Any, ...]) -> "Rulebook":
        """The inverse of `plain`."""
        rows, reads, holders, names, digest = plain
        at = Rule._fields.index
        patterns, fires, quiet = at("patterns"), at("fires"), at("quiet")
        rules = []
        for row in rows:
            cells = list(row)
            cells[patterns] = tuple([Pattern(*p) for p in row[patterns]])
            cells[fires] = tuple([Example(*e) for e in row[fires]])
            cells[quiet] = tuple([Example(*e) for e in row[quiet]])
            rules.append(Rule(*cells))
        return cls(rules, {name: Reads(*cells) for name, cells in reads.items()}, holders, names, digest)
