"""What the desk asks of its surroundings: checking, reading texts again, archives. The command line provides it."""

from collections.abc import Callable, Iterator
from typing import Protocol, TypeAlias

from compliance.desk.sides import Sides
from compliance.desk.texts import Page
from compliance.model import Flag, Report

Told: TypeAlias = Callable[[int, int], None]
"""Is told how much has been done, and of how much; nought where that is not known."""


class Bench(Protocol):
    """All of it may take time, and may be called from any thread, one call after the other."""

    def reports(self, told: Told) -> Iterator[Report]:
        """The reports that the desk opens on."""

    def recheck(self, report: Report) -> Report:
        """The same document, checked again."""

    def page(self, report: Report, flag: Flag) -> Page:
        """The text that a flag stands in."""

    def sides(self, flag: Flag) -> Sides | None:
        """The two passages of a reuse flag."""

    def export(self, spec: str, reports: Iterator[Report]) -> str:
        """Writes reports as FORMAT:PATH and says what was written. Raises ValueError for a wrong one, and OSError."""
