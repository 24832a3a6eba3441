"""All decisions of a log, found by what they are about."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from compliance.decisions.entry import WITHDRAWALS, Action, Entry, Scope
from compliance.decisions.identity import pairs
from compliance.decisions.times import order

RECENT = 10
"""Decisions of a kind, the last that were added, among which one that is only like the one sought is looked for."""


Key = TypeVar("Key")


class _Shelf(Generic[Key]):
    """Entries by key. Most keys have one, and a list for each of a hundred thousand would double the time to load them."""

    def __init__(self) -> None:
        self._found: dict[Key, Entry | list[Entry]] = {}

    def put(self, key: Key, entry: Entry) -> None:
        found = self._found.setdefault(key, entry)
        if isinstance(found, list):
            found.append(entry)
        elif found is not entry:
            self._found[key] = [found, entry]

    def all(self, key: Key) -> Sequence[Entry]:
        found = self._found.get(key)
        return found if isinstance(found, list) else () if found is None else (found,)

    def __contains__(self, key: Key) -> bool:
        return key in self._found


class Decisions:
    """What has been decided, whatever the order of the lines: a merge may have shuffled them.

    Of several decisions on one flag the latest counts; where two have the same time, the one with the greater id. An undoing
    counts whenever it was made, since it names what it undoes.
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._entries: dict[Entry, None] = {}
        self._ids: dict[str, Entry] = {}
        self._undoings = _Shelf[str]()
        self._here = _Shelf[tuple[str, str]]()
        self._elsewhere = _Shelf[str]()
        self._everywhere = _Shelf[str]()
        self._places = _Shelf[tuple[str, str]]()
        self._rules = _Shelf[str]()
        self._pairs: dict[str, frozenset[str]] = {}
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """One more entry; one that is there already changes nothing."""
        if entry in self._entries:
            return
        self._entries[entry] = None
        self._ids[entry.id] = entry
        if entry.action in WITHDRAWALS:
            self._undoings.put(entry.of, entry)
            return
        self._places.put((entry.document, entry.rule), entry)
        if entry.scope is Scope.HERE:
            self._here.put((entry.document, entry.flag), entry)
            self._elsewhere.put(entry.flag, entry)
        else:
            self._everywhere.put(entry.digest, entry)
            self._rules.put(entry.rule, entry)

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        """Every entry, undoings and what is undone among them, in the order in which they were made."""
        return iter(sorted(self._entries, key=_made))

    def get(self, id: str) -> Entry | None:
        """The entry of an id."""
        return self._ids.get(id)

    def find(self, prefix: str) -> list[Entry]:
        """The entries whose id begins so."""
        exact = self._ids.get(prefix)
        return [exact] if exact else [entry for id, entry in self._ids.items() if prefix and id.startswith(prefix)]

    def stands(self, entry: Entry) -> bool:
        """Whether nobody has withdrawn an entry, or the withdrawal was itself undone. Where these go round in a circle, which
        no program of ours writes, nothing stands: the flag is shown."""
        if entry.id not in self._undoings:
            return True
        line, reached = [entry.id], {entry.id}
        for id in line:  # grows as it goes
            for undoing in self._undoings.all(id):
                if undoing.id in reached:
                    return False
                reached.add(undoing.id)
                line.append(undoing.id)
        undone: set[str] = set()
        for id in reversed(line):
            if any(undoing.id not in undone for undoing in self._undoings.all(id)):
                undone.add(id)
        return entry.id not in undone

    def said(self, entry: Entry) -> bool:
        """Whether nobody has taken back what an entry says: it may have been pruned, but not undone."""
        return not any(undoing.action is Action.UNDONE and self.stands(undoing) for undoing in self._undoings.all(entry.id))

    def on(self, document: str, flag: str, digest: str) -> list[Entry]:
        """What was decided on a flag, here or everywhere, and stands; the latest first."""
        return self._standing((*self._here.all((document, flag)), *self._everywhere.all(digest)))

    def elsewhere(self, flag: str) -> list[Entry]:
        """What was decided last, for one document only, on flags of this identity, and stands; the latest first."""
        return self._standing(self._elsewhere.all(flag)[-RECENT:])

    def at(self, document: str, rule: str) -> list[Entry]:
        """What was decided in a document on flags of a rule, and stands; the latest first."""
        return self._standing(self._places.all((document, rule)))

    def recent(self, rule: str) -> list[Entry]:
        """The latest decisions for everywhere on a rule that stand."""
        return self._standing(self._rules.all(rule)[-RECENT:])

    def pairs(self, entry: Entry) -> frozenset[str]:
        """The pairs of an entry's text (`identity.pairs`), made once."""
        found = self._pairs.get(entry.text)
        if found is None:
            found = self._pairs[entry.text] = pairs(entry.text)
        return found

    def standing(self) -> list[Entry]:
        """Every decision that nobody has undone, in the order in which they were made."""
        return [entry for entry in self if entry.action not in WITHDRAWALS and self.stands(entry)]

    def replaced(self, entry: Entry) -> bool:
        """Whether a later decision on the same flag, or text, with the same scope stands in place of this one."""
        rivals = self._here.all((entry.document, entry.flag)) if entry.scope is Scope.HERE else self._everywhere.all(entry.digest)
        return any(_made(other) > _made(entry) and self.stands(other) for other in rivals)

    def _standing(self, entries: Iterable[Entry]) -> list[Entry]:
        return sorted((entry for entry in entries if self.stands(entry)), key=_made, reverse=True)


def _made(entry: Entry) -> tuple[str, str, Entry]:
    return order(entry.time), entry.id, entry
