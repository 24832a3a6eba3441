"""What goes into an archive and what comes out of it."""

from typing import NamedTuple

from compliance.model import Source


class Text(NamedTuple):
    """A text of the archive. What is unknown is empty; two texts never have one id.

    `address` is a URL, `date` is ISO 8601 as far as it is known (a year, a day, a moment). Digits of a year alone sort
    before its days, so that the earliest of several texts can be told.
    """

    id: str
    text: str
    title: str = ""
    holder: str = ""
    licence: str = ""
    address: str = ""
    date: str = ""

    @property
    def source(self) -> Source:
        """The same without the words."""
        return Source(self.id, self.title, self.holder, self.licence, self.address, self.date)


class Added(NamedTuple):
    """How many texts an addition brought: new ids, new versions of known ids, and texts that were there already."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0


class Stats(NamedTuple):
    """What an archive holds. Sizes are in bytes on disk.

    `letters` are code points of the texts. `dead` counts texts that were removed or replaced and whose fingerprints
    still stand in segments, until the next merge or `compact`.
    """

    texts: int
    letters: int
    segments: int
    fingerprints: int
    dead: int
    fingerprint_bytes: int
    text_bytes: int
    catalogue_bytes: int
    earliest: str  # the earliest and the latest date of a text, ISO 8601; empty where no text has one
    latest: str
    version: int  # of the format


class Damage(NamedTuple):
    """A part of the archive that is not as it was written.

    `part` is "segment", "texts" or "catalogue", `name` the file, `reason` what is wrong with it. `ids` are texts that cannot be
    read back: they have to be added again (they are empty for a segment, which `rebuild` makes anew from the texts).
    """

    part: str
    name: str
    reason: str
    ids: tuple[str, ...] = ()


class Cluster(NamedTuple):
    """Texts that are near-duplicates or reprints of one another, directly or over others.

    `sources` are in the order of their dates, those without a date last; `origin` is the first of them: the likely one,
    as far as dates are known. `containment` is the lowest share, 0 to 1, by which a link of the cluster holds.
    """

    origin: Source
    sources: tuple[Source, ...]
    containment: float

    def __len__(self) -> int:
        return len(self.sources)


class ArchiveError(Exception):
    """The archive cannot do what was asked; the message names the place and the way out.

    Not an archive, made by a newer version, locked by another writer, damaged, or given a text without an id.
    """
