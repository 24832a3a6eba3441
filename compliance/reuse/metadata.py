"""What the fields of a document say about it: title, holder, licence, address and date."""

import re

from compliance.model import Document, Source

# Names in the order in which they are believed. HTML has them in meta elements (Open Graph, Dublin Core, schema.org) and
# links, Markdown in front matter; those of a record are the first of each row.
_TITLE = ("title", "og:title", "dc.title", "dcterms.title", "headline")
_HOLDER = (
    "holder",
    "rights_holder",
    "rightsholder",
    "dcterms.rightsholder",
    "copyright_holder",
    "copyrightholder",
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "og:site_name",
    "site_name",
)
_LICENCE = ("licence", "license", "link.license", "a.license", "dcterms.license", "dc.rights", "dcterms.rights", "rights")
_ADDRESS = ("address", "link.canonical", "canonical", "canonical_url", "og:url", "url", "permalink", "source_url")
_DATE = (
    "date",
    "published",
    "date_published",
    "datepublished",
    "publish_date",
    "article:published_time",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "created",
)

_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?)?)?\Z")
_LONGEST_TITLE = 150  # code points of a first line that is taken for a title
_HEADING = re.compile(r"[ \t]*(?:#{1,6}[ \t]+)?(.*?)[ \t#]*\Z")


def described(document: Document, body: str) -> Source:
    """The document as a source, as far as its fields tell. A text without a title goes by its first line, if that is
    short enough to be one; a date that is not ISO 8601 is left out, since dates are sorted by their letters.

    `body` is the text without front matter.
    """
    said: dict[str, str] = {}
    for field in document.fields:
        said.setdefault(field.name.lower(), " ".join(field.value.split()))

    def first(names: tuple[str, ...]) -> str:
        return next((said[name] for name in names if said.get(name)), "")

    return Source(document.id, first(_TITLE) or _heading(body), first(_HOLDER), first(_LICENCE), first(_ADDRESS), iso(first(_DATE)))


def addresses(document: Document) -> list[str]:
    """Every address that the document's fields give for it."""
    return [field.value for field in document.fields if field.name.lower() in _ADDRESS]


def iso(date: str) -> str:
    """A date that is ISO 8601, with a T between day and time; nothing for any other."""
    return date.strip().replace(" ", "T", 1).replace(" ", "") if _ISO.match(date.strip()) else ""


def _heading(body: str) -> str:
    line = body.lstrip("\ufeff \t\r\n").split("\n", 1)[0]
    found = _HEADING.match(line.rstrip("\r"))
    title = found[1].strip() if found else ""
    return title if len(title) <= _LONGEST_TITLE else ""
