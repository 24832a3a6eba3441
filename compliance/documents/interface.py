"""A text that is already in memory to a document, by its format."""

from compliance.documents import text as plain
from compliance.model import Document

FORMATS = ("text", "markdown", "html")

_SUFFIXES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}


def from_text(text: str, *, id: str = "text", path: str | None = None, format: str = "text") -> Document:
    """Make a document of a text.

    The document's text is the text itself, code point for code point, for "text" and "markdown"; for "html"
    it is what a reader of the page sees, with rows back to the source. Never fails on any text; raises
    ValueError for a format that is not in `FORMATS`.
    """
    if format == "text":
        return Document(id, path, text) if plain.is_plain(text) else plain.read(text, id, path)
    if known(format) == "markdown":
        from compliance.documents import markdown

        return markdown.read(text, id, path)
    from compliance.documents import html

    return html.read(text, id, path)


def format_of(path: str) -> str:
    """The format that a path's suffix stands for; "text" where it is none of ours."""
    return _SUFFIXES.get(path[path.rfind(".") :].lower(), "text")


def known(format: str) -> str:
    """The format itself. Raises ValueError where there is no such format."""
    if format not in FORMATS:
        raise ValueError(f"unknown format {format!r}: one of {', '.join(FORMATS)}")
    return format
