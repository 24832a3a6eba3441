"""Where each page of the report stands, and how the others link to it: as a part of one file, or as a file in a folder.

Names of files and of parts are digests, never words of the documents.
"""

from hashlib import blake2b
from typing import NamedTuple

SECTIONS = ("overview", "documents", "clusters", "decisions", "ledger", "unread")
"""The pages that there is one of, in the order of the navigation."""


class Place(NamedTuple):
    """A page: a section, or a document (`d-…`) or a cluster (`c-…`)."""

    name: str

    @property
    def path(self) -> str:
        """Of its file in the folder."""
        if self.name == "overview":
            return "index.html"
        return f"{self.name}.html" if self.name in SECTIONS else f"pages/{self.name[2:4]}/{self.name}.html"


def document_place(unit: str, number: int) -> Place:
    """The page of a document."""
    return Place(f"d-{_digest(f'{unit}:{number}')}")


def cluster_place(cluster: int) -> Place:
    """The page of a cluster."""
    return Place(f"c-{_digest(str(cluster))}")


class Links:
    """How the pages of one report link to each other; `single` where all are in one file."""

    def __init__(self, single: bool) -> None:
        self.single = single

    def to(self, place: Place, at: Place) -> str:
        """The reference to a page from another page."""
        return f"#{place.name}" if self.single else self.root(at) + place.path

    def listed(self, at: Place, query: str) -> str:
        """The reference to the list of documents under a filter, such as `verdict=0`."""
        return f"#documents?{query}" if self.single else f"{self.root(at)}documents.html#?{query}"

    def part(self, name: str, within: Place) -> str:
        """The name of a part of a page, one of its kind in the whole report."""
        return f"{within.name}-{name}" if self.single else name

    def root(self, at: Place) -> str:
        """From a page back to the folder of the report."""
        return "" if self.single or "/" not in at.path else "../" * at.path.count("/")


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
