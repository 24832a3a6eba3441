"""The rulebook: every rule of every pack, ready to be asked.

Two callers may share one rulebook; it changes only in that a pattern is compiled when it is first needed, and in what is kept of passages
that come again.
"""

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cached_property
from typing import Any

from compliance.rulebook.gate import Gate, Wording, tables
from compliance.rulebook.kept import Kept
from compliance.rulebook.packed import Rows, Unpacked, parted
from compliance.rulebook.rule import Pattern, Reads, Rule
from compliance.rulebook.shelved import Rules

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
        holders: the registry of holders in its plain form, or the row that has it packed (see `parted`).
        names: small-letter words at which a holder's name ends (`stops`), and words that follow the bare word
            "copyright" where it is no notice (`not_holders`).
        digest: identifies the content of all packs.
    """

    def __init__(
        self, rules: Sequence[Rule] | Rules, reads: Mapping[str, Reads], holders: Mapping[str, Any] | Sequence[bytes],
        names: Mapping[str, Sequence[str]], digest: str, off: Sequence[str] = (), gate: Gate | None = None,
    ) -> None:
        self._rules = rules if isinstance(rules, Rules) else Rules(rules)
        self._holders = holders
        self._names = names
        self._off = tuple(off)
        self._gate = gate
        self._compiled: dict[tuple[str, bool], Any] = {}
        self._fewer: dict[tuple[str, ...], Rulebook] = {}  # made once a selection: every document of a run asks for the same
        self.store: Any = None
        self._kept: dict[str, Kept[Any]] = {}
        self.reads = reads
        self.digest = digest
        self.stops = frozenset(names.get("stops", ()))
        self.not_holders = frozenset(names.get("not_holders", ()))

    @property
    def rules(self) -> Mapping[str, Rule]:
        """The rules by id."""
        return self._rules

    def wording(self, slot: int) -> tuple[Rule, Pattern] | None:
        """The wording of a slot of the gate; None where its rule was replaced or is off."""
        number, place = self._slots[slot]
        if number < 0 or number in self._silent:
            return None
        rule = self._rules.numbered(number)
        return rule, rule.patterns[place]

    @cached_property
    def _slots(self) -> list[tuple[int, int]]:
        return self._rules.slots()

    @cached_property
    def _silent(self) -> frozenset[int]:
        return frozenset(number for number, id in enumerate(self._rules.ids) if self.is_off(id)) if self._off else frozenset()

    @property
    def gate(self) -> Gate:
        """The question asked first of every text; built on first use."""
        if self._gate is None:
            self._gate = Gate(tables(
                Wording(p.atoms, p.cased, bool(rule.beside), rule.language.partition("-")[0] in OWN_LETTERS)
                for rule in map(self._rules.numbered, range(len(self._rules.ids)))
                for p in rule.patterns
            ))
        return self._gate

    def without(self, patterns: Sequence[str]) -> "Rulebook":
        """The same rulebook with some rules off.

        Args:
            patterns: rule ids, or glob patterns of them.
        """
        if not patterns:
            return self
        key = tuple(patterns)
        fewer = self._fewer.get(key)
        if fewer is None:
            fewer = Rulebook(self._rules, self.reads, self._holders, self._names, self.digest, (*self._off, *key), self.gate)
            fewer.store = self.store
            self._fewer[key] = fewer
        return fewer

    def is_off(self, rule: str) -> bool:
        """Whether a rule id was switched off."""
        return any(fnmatchcase(rule, pattern) for pattern in self._off)

    def regex(self, source: str, cased: bool = False) -> Any:
        """The compiled form of an exact pattern, compiled once."""
        compiled = self._compiled.get((source, cased))
        if compiled is None:
            compiled = self.store.get(source, cased) if self.store is not None else None
            if compiled is None:
                import regex

                compiled = regex.compile(source, regex.MULTILINE if cased else regex.MULTILINE | regex.IGNORECASE)
                if self.store is not None:
                    self.store.put(source, cased, compiled)
            self._compiled[source, cased] = compiled
        return compiled

    def kept(self, stage: str) -> "Kept[Any]":
        """What a stage has found in passages by these rules, and keeps for those that come again."""
        kept = self._kept.get(stage)
        if kept is None:
            kept = self._kept[stage] = Kept()
        return kept

    def forget(self) -> None:
        """Forgets what was kept of passages; it will be found again."""
        self._kept.clear()

    def keep(self) -> None:
        """Keeps what was compiled for the next run, where there is a place to keep it. For the end of a command."""
        if self.store is not None:
            self.store.flush()

    @property
    def has_registry(self) -> bool:
        """Whether there is a registry of holders to ask."""
        return bool(self._holders)

    @cached_property
    def registry(self) -> Any:
        """The registry of holders."""
        from compliance.rulebook.holders import Registry

        return Registry.from_plain(self._holders if isinstance(self._holders, Mapping) else Unpacked(self._holders))

    def __iter__(self) -> Iterator[Rule]:
        """The rules, in the order of their packs."""
        return iter(self._rules.values())

    def plain(self) -> tuple[Any, Rows]:
        """The content for the cache: what every check needs, in builtin containers, and the rest in rows."""
        ids, counts, rules = self._rules.shelf()
        holders = self._holders if not isinstance(self._holders, Mapping) else parted(self._holders) if self._holders else ()
        head = ids, counts, {name: tuple(reads) for name, reads in self.reads.items()}, {name: list(words) for name, words in self._names.items()}
        rows = {**self.gate.rows(), "rules": rules, "holders": holders}
        return (*head, self.digest), {name: list(row) for name, row in rows.items()}

    @classmethod
    def from_plain(cls, plain: tuple[Any, Rows]) -> "Rulebook":
        """The inverse of `plain`."""
        (ids, counts, reads, names, digest), rows = plain
        rules = Rules((ids, counts, rows["rules"]))
        return cls(rules, {name: Reads(*cells) for name, cells in reads.items()}, rows["holders"], names, digest, gate=Gate.from_rows(rows))
