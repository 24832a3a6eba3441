"""The task of checking in its nouns: what is asked, what comes of it, and what it needs to be done."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from compliance.batch.findings.rows import Rows
from compliance.batch.inputs import Unit
from compliance.model import Document, Report, Unread

UNREAD = "unread"
"""The unit of what was named and could not be found, or was left out on purpose; it comes after all others."""


class Checks(Protocol):
    """What checks documents; picklable, and the same for every process. `compliance.cli.pipeline.Checks` is it."""

    def reports(self, items: Iterable[Document | Unread]) -> Iterator[Report]:
        """A report for each document, in their order, as soon as it has been taken; windows of one source have one report."""

    def sources(self, path: str) -> Iterable[tuple[str, str]]:
        """The files and folders that what holds for a path is made of, each with what it is: configuration, ledger, rules, archive.
        Raises where one of them cannot be used."""

    def excluded(self, path: str) -> bool:
        """Whether the configuration that holds for a path leaves it out."""

    def keep(self) -> None:
        """Keeps for later processes what this one has compiled."""


class Taken(Protocol):
    """A document that is taken over from an earlier run: its rows and its state."""

    @property
    def rows(self) -> Rows:
        """As the writer takes them."""

    @property
    def state(self) -> bytes:
        """As `state_of` gives it."""


class Previous(Protocol):
    """What an earlier run found; picklable."""

    def rows(self, document: Document) -> Rows | None:
        """The rows of a document that has not changed since; None for one that must be checked."""

    def parts(self, unit: Unit) -> Iterable[tuple[Sequence[Taken], Unit]]:
        """A unit in parts: documents that need not even be read, and after them what must be."""

    def take(self, unit: Unit) -> Mapping[str, Any] | None:
        """Puts the files of a whole unit in their places, where nothing in it has changed, and gives its record; else None."""

    def told(self, memory: int) -> Mapping[str, Any]:
        """What has changed, for the manifest, once all units are done. `memory` is in bytes."""


class Aside(NamedTuple):
    """Something that ended its process and is left alone: the rest of the piece from the document of that number on (`read`), that
    document (`check`), or the whole unit (`unit`)."""

    phase: str
    number: int
    reason: str


class Check(NamedTuple):
    """The task: a unit, and what is known of it by now."""

    unit: Unit
    careful: bool = False
    aside: tuple[Aside, ...] = ()


class Done(NamedTuple):
    """What a unit came to, in short; `work/done/UNIT.json` has the rest."""

    unit: str
    size: int  # bytes, about
    documents: int
    failed: int
