"""Reads the pages of a report as a browser would: elements, ids and references."""

from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit


class Element(NamedTuple):
    """An element that begins: its name and its attributes."""

    name: str
    attributes: dict[str, str]


class Page(HTMLParser):
    """What stands on a page. `text` is all that is neither markup, style nor script."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.text = ""
        self._inside = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Takes an element."""
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))
        if tag in ("style", "script"):
            self._inside = tag
        elif tag not in ("a", "b", "bdi", "code", "mark", "q", "span", "strong"):
            self.text += "\n"

    def handle_endtag(self, tag: str) -> None:
        """Takes the end of one."""
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        """Takes text."""
        if not self._inside:
            self.text += data

    def ids(self) -> list[str]:
        """The ids on the page."""
        return [element.attributes["id"] for element in self.elements if "id" in element.attributes]

    def references(self) -> list[str]:
        """Where its links lead, and what it loads."""
        return [value for element in self.elements for name in ("href", "src") if (value := element.attributes.get(name)) is not None]


def read(path: Path) -> Page:
    """A page."""
    return Page(path.read_text("utf-8"))


def dead(path: Path) -> list[str]:
    """The references on a page that lead nowhere; those to the web are not looked at."""
    page = read(path)
    found = []
    for reference in page.references():
        parts = urlsplit(reference)
        if parts.scheme:
            continue
        target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        fragment = unquote(parts.fragment).partition("?")[0]
        if not target.is_file() or fragment and fragment not in (page if target == path else read(target)).ids():
            found.append(reference)
    return found
