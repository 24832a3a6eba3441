"""Flags in groups: by document, by rule, or by the same text."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from compliance.desk.items import Item, same_text
from compliance.model import Report, Term
from compliance.output.names import name_of


class Grouping(Term):
    """What flags are put together by."""

    DOCUMENT = "document"
    RULE = "rule"
    TEXT = "text"

    @property
    def next(self) -> "Grouping":
        """The one after it, round and round."""
        every = list(Grouping)
        return every[(every.index(self) + 1) % len(every)]


class Group(NamedTuple):
    """Flags that belong together: what they are called, where the first stands in the order, and how many they are (`size`)."""

    title: str
    start: int
    size: int


def arrange(
    chosen: Iterable[int], items: Sequence[Item], reports: Sequence[Report], grouping: Grouping
) -> tuple[list[int], list[Group]]:
    """The numbers of some items in the order in which they are shown, and the groups that they stand in.

    Documents stand as they were checked, their flags as in the text; rules and texts by how many flags they have.
    """
    if grouping is Grouping.DOCUMENT:
        return _together(chosen, lambda number: items[number].report, lambda number: name_of(reports[items[number].report]))
    if grouping is Grouping.RULE:
        return _together(chosen, lambda number: items[number].flag.rule, lambda number: items[number].flag.rule, largest=True)
    return _together(chosen, lambda number: same_text(items[number].flag), lambda number: _words(items[number]), largest=True)


def _together(
    chosen: Iterable[int], key: Callable[[int], Hashable], title: Callable[[int], str], largest: bool = False
) -> tuple[list[int], list[Group]]:
    found: dict[Hashable, list[int]] = {}
    for number in chosen:
        found.setdefault(key(number), []).append(number)
    rows = list(found.values())
    if largest:
        rows.sort(key=len, reverse=True)
    order: list[int] = []
    groups: list[Group] = []
    for row in rows:
        groups.append(Group(title(row[0]), len(order), len(row)))
        order += row
    return order, groups


def _words(item: Item) -> str:
    return " ".join((item.flag.text or item.flag.message)[:200].split())
