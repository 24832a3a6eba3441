"""What may be added, as texts: tuples, mappings and documents."""

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any

from compliance.model import Document
from compliance.reuse.archive.nouns import ArchiveError, Text
from compliance.reuse.matching import searched
from compliance.reuse.metadata import described

def as_text(item: Text | Mapping[str, Any] | Document) -> Text:
    """What is added, as a text.

    Raises:
        ArchiveError: it has no id, or no text, or is nothing of which a text can be made.
    """
    if isinstance(item, Text):
        text = item
    elif isinstance(item, Document):
        text = of_document(item)
    elif isinstance(item, Mapping):
        text = Text(*("" if item.get(name) is None else str(item[name]) for name in Text._fields))
        if "text" not in item:
            raise ArchiveError(f"a text has no 'text': its keys are {', '.join(map(repr, item)) or 'none'}")
    else:
        raise ArchiveError(f"a {type(item).__name__} cannot be added; give Text, mappings or documents")
    if not text.id:
        raise ArchiveError(f"a text has no id: {text.title or text.text[:60]!r}")
    source = tuple(map(as_name, text.source))
    return Text(source[0], text.text, *source[1:])


def as_name(value: str | None) -> str:
    """An id or other metadata as the catalogue can hold it: names of files that are no proper Unicode have escapes in them."""
    value = value or ""
    return value if value.isascii() else value.encode("utf-8", "backslashreplace").decode("utf-8")


def of_document(document: Document) -> Text:
    """A document, with its title, holder, licence, address and date as its fields tell them, its front matter blank."""
    text = searched(document)
    source = described(document, text)
    return Text(source.id, text, source.title, source.holder, source.licence, source.address, source.date)


def digest(text: str) -> bytes:
    """What tells whether a text is the one that is there."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def distinct(texts: Iterable[Text]) -> list[Text]:
    """Of several texts of one id the last, at its place."""
    last: dict[str, Text] = {}
    for text in texts:
        last.pop(text.id, None)
        last[text.id] = text
    return list(last.values())
