"""Rules that are unpacked when they are asked for: a check of one text needs a dozen of a thousand."""

import marshal
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from compliance.rulebook.rule import Example, Pattern, Rule

Shelf = tuple[list[str], list[int], Sequence[bytes]]
"""What the cache keeps: the ids of rules, how many patterns each has, and each rule packed."""

_PATTERNS, _FIRES, _QUIET = map(Rule._fields.index, ("patterns", "fires", "quiet"))


class Rules(Mapping[str, Rule]):
    """Rules by id, in the order of their packs. Of two with one id the later counts.

    Args:
        some: the rules, or what `shelf` made of them.
    """

    def __init__(self, some: Sequence[Rule] | Shelf) -> None:
        self._packed: Sequence[bytes] = ()
        if isinstance(some, tuple) and len(some) == 3 and isinstance(some[0], list):
            self.ids, self.counts, self._packed = some
            self._ready: dict[int, Rule] = {}
        else:
            rules: list[Rule] = list(some)
            self.ids, self.counts = [rule.id for rule in rules], [len(rule.patterns) for rule in rules]
            self._ready = dict(enumerate(rules))
        self._numbers = {id: number for number, id in enumerate(self.ids)}

    def numbered(self, number: int) -> Rule:
        """The rule of a number in the order of the packs."""
        rule = self._ready.get(number)
        if rule is None:
            rule = self._ready[number] = _unpacked(marshal.loads(self._packed[number]))
        return rule

    def slots(self) -> list[tuple[int, int]]:
        """For each wording of all rules, in order: the number of its rule (-1 where another replaced that) and its place in it."""
        return [
            (number if self._numbers[id] == number else -1, place)
            for number, (id, count) in enumerate(zip(self.ids, self.counts, strict=True))
            for place in range(count)
        ]

    def shelf(self) -> Shelf:
        """The rules for the cache."""
        packed = self._packed or [marshal.dumps(_packed(self._ready[number])) for number in range(len(self.ids))]
        return self.ids, self.counts, packed

    def __getitem__(self, id: str) -> Rule:
        return self.numbered(self._numbers[id])

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, id: object) -> bool:
        return id in self._numbers


def _packed(rule: Rule) -> tuple[Any, ...]:
    cells: list[Any] = list(rule)
    cells[_PATTERNS] = tuple([(p.written, (), p.exact, p.cased) for p in rule.patterns])  # the gate has what it needs of the atoms
    cells[_FIRES] = tuple([tuple(example) for example in rule.fires])
    cells[_QUIET] = tuple([tuple(example) for example in rule.quiet])
    return tuple(cells)


def _unpacked(row: tuple[Any, ...]) -> Rule:
    cells = list(row)
    cells[_PATTERNS] = tuple([Pattern(*p) for p in row[_PATTERNS]])
    cells[_FIRES] = tuple([Example(*e) for e in row[_FIRES]])
    cells[_QUIET] = tuple([Example(*e) for e in row[_QUIET]])
    return Rule(*cells)
