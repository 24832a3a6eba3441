"""Renders pages from templates that escape everything; what every page has round its body is made here."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from markupsafe import Markup

from compliance.batch.report.html.places import SECTIONS, Links, Place
from compliance.batch.report.html.security import policy_of_file, policy_of_folder
from compliance.batch.report.html.shown import finalised, shown

VERDICTS = {"blocked": "Blocked", "review": "To review", "duties": "Duties", "clear": "Clear"}
"""What verdicts are called."""
MEANINGS = {
    "blocked": "must not run as it is", "review": "an editor must decide", "duties": "may run once its duties are met", "clear": "may run",
}  # fmt: skip
_TITLES = {
    "overview": "Overview", "documents": "Documents", "clusters": "Clusters", "decisions": "Decisions", "ledger": "Ledger", "unread": "Not checked",
}  # fmt: skip
_TITLE, _BODY = "\x00title\x00", "\x00body\x00"  # no text can hold a NUL once it is `shown`


class Frame(NamedTuple):
    """What all pages of a report have in common.

    `has_page` says whether a document, by unit and number, has a page; `sections` are those that there are, each with a number
    beside its name or None; `made` is the line at the foot.
    """

    links: Links
    has_page: Callable[[str, int], bool]
    sections: Mapping[str, int | None]
    made: str


class Pages:
    """Renders the pages of one report."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.links = frame.links
        self._outsides: dict[tuple[str, str], tuple[str, str]] = {}

    def body(self, template: str, at: Place, **values: Any) -> Markup:
        """The body of a page; `at` is where it stands."""
        return Markup(_environment().get_template(f"{template}.html.j2").render(at=at, names=self, **values))  # noqa: S704 - autoescaped

    def page(self, at: Place, title: str, body: str) -> str:
        """A whole page as a file of its own."""
        head, foot = self.outside(at, title)
        return "".join((head, str(body), foot))

    def outside(self, at: Place, title: str) -> tuple[str, str]:
        """What stands before and behind the body of a page."""
        current = at.name if at.name in SECTIONS else {"d": "documents", "c": "clusters"}[at.name[0]]
        root = self.links.root(at)
        if (current, root) not in self._outsides:
            single = self.links.single
            style, script = (asset("report.css"), asset("report.js")) if single else ("", "")
            policy = policy_of_file(style, script) if single else policy_of_folder()
            navigation = [
                {"name": _TITLES[name], "number": number, "href": self.links.to(Place(name), at), "current": name == current}
                for name, number in self.frame.sections.items()
            ]
            text = _environment().get_template("page.html.j2").render(
                policy=policy, title=Markup(_TITLE), style=Markup(style), script=Markup(script), root=root, single=single,  # noqa: S704 - our own files
                home=self.links.to(Place("overview"), at), navigation=navigation, body=Markup(_BODY), made=self.frame.made,  # noqa: S704
            )  # fmt: skip
            before, _, behind = text.partition(_BODY)
            self._outsides[current, root] = before, behind
        head, foot = self._outsides[current, root]
        told = str(Markup("{}").format(shown(" ".join(title.split()))))
        return head.replace(_TITLE, told, 1), foot

    # What templates ask for by name.

    def verdict(self, word: str) -> str:
        """What a verdict is called."""
        return VERDICTS.get(word, word)

    def page_of(self, unit: str, number: int, at: Place) -> str:
        """The reference to a document's page; empty where it has none."""
        from compliance.batch.report.html.places import document_place

        return self.links.to(document_place(unit, number), at) if self.frame.has_page(unit, number) else ""


def asset(name: str) -> str:
    """The style sheet or the script."""
    return (files("compliance.batch.report.html") / "templates" / name).read_text("utf-8")


def rendered(template: str, **values: Any) -> Markup:
    """A part of a page that needs no place."""
    return Markup(_environment().get_template(f"{template}.html.j2").render(**values))  # noqa: S704 - autoescaped


def section_title(name: str) -> str:
    """What a section is called."""
    return _TITLES[name]


@cache
def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("compliance.batch.report.html", "templates")
    return Environment(loader=loader, autoescape=True, finalize=finalised, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False)
