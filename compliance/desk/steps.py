"""What was done at the desk, so that it can be seen and taken back."""

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

from compliance.decisions import Entry
from compliance.desk.remedy import Edit

Carried: TypeAlias = Mapping[str, Any] | None
"""The decision that a flag carries."""


class Step(NamedTuple):
    """One thing that was done: lines on the record, what the flags carried before and after, and the edit of a file where
    there was one. `key` says which flag it was done at: the document's id, its rule and its identity."""

    label: str
    key: tuple[str, str, str]
    entries: tuple[Entry, ...] = ()
    before: tuple[tuple[int, Carried], ...] = ()
    after: tuple[tuple[int, Carried], ...] = ()
    edit: Edit | None = None

    @property
    def flags(self) -> int:
        """How many flags it changed."""
        return len(self.after)


class Stack:
    """Steps that were done and steps that were taken back, the latest last."""

    def __init__(self) -> None:
        self.done: list[Step] = []
        self.undone: list[Step] = []

    def push(self, step: Step) -> None:
        """A new step; what was taken back before it cannot be done again."""
        self.done.append(step)
        self.undone.clear()

    def settle(self) -> None:
        """Forgets what flags carried: their numbers are those of another check now. The lines on the record stay
        undoable."""
        self.done = [step._replace(before=(), after=()) for step in self.done]
        self.undone = [step._replace(before=(), after=()) for step in self.undone]

    def rows(self) -> list[tuple[bool, Step]]:
        """All steps in the order in which they were done, and whether each stands."""
        return [*((True, step) for step in self.done), *((False, step) for step in reversed(self.undone))]
