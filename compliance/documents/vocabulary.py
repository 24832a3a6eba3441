"""What the elements of HTML mean to a reader of text: which break lines, which hide, which are zones.

Breaks follow the browser's own rendering (the default style sheet of the HTML standard, section 15.3), with
two liberties: every block stands in a paragraph of its own, and cells of a table on lines of their own.
"""

import re
from collections.abc import Mapping

from compliance.model import Zone

SPACE, LINE, PARAGRAPH = 1, 2, 3

BREAKS: Mapping[str, int] = (
    dict.fromkeys(
        "address article aside blockquote body caption center details dialog dir div dl fieldset "
        "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend main menu "
        "nav ol optgroup p pre search section summary table textarea title ul xmp".split(),
        PARAGRAPH,
    )
    | dict.fromkeys("dd dt li option tbody td tfoot th thead tr".split(), LINE)
    | dict.fromkeys("button input select".split(), SPACE)
)
"""What an element puts between its content and the text around it; an element that is not here puts
nothing.
"""

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
"""Elements without content."""

VERBATIM = frozenset(("pre", "textarea", "xmp"))
"""Elements in which white space stays as it is."""

IMPLIED: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li",)), frozenset(("ul", "ol", "menu"))),
    "dd": (frozenset(("dd", "dt")), frozenset(("dl",))),
    "dt": (frozenset(("dd", "dt")), frozenset(("dl",))),
    "td": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "th": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "tr": (frozenset(("tr",)), frozenset(("table",))),
    "option": (frozenset(("option",)), frozenset(("select",))),
}
"""The open elements that the start of another of their kind ends, and those beyond which it does not
reach.
"""

SCOPES = frozenset(("table", "td", "th", "caption"))
"""Open elements past which an end tag does not reach."""

TABLE_ENDS: Mapping[str, frozenset[str]] = {"table": frozenset()} | dict.fromkeys(
    ("tbody", "thead", "tfoot", "tr", "td", "th", "caption"), frozenset(("table",))
)
"""The same for the end tags of a table and its parts."""

HIDING = frozenset(("svg", "template"))
"""Elements whose text no reader of the page's text sees."""

OUT_OF_SVG = frozenset(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li menu "
    "nobr ol p pre ruby s small span strong strike sub sup table tt u ul var".split()
)
"""HTML elements that end a drawing that was never closed (HTML standard, section 13.2.6.5)."""

ZONES: Mapping[str, Zone] = {
    "footer": Zone.FOOTER,
    "figcaption": Zone.CAPTION,
    "blockquote": Zone.QUOTE,
    "q": Zone.QUOTE,
    "code": Zone.CODE,
}
"""Elements that are zones by name."""

_WORDS: Mapping[str, Zone] = {
    "footer": Zone.FOOTER,
    "copyright": Zone.FOOTER,
    "copyrights": Zone.FOOTER,
    "legal": Zone.FOOTER,
    "colophon": Zone.FOOTER,
    "imprint": Zone.FOOTER,
    "impressum": Zone.FOOTER,
    "contentinfo": Zone.FOOTER,
    "caption": Zone.CAPTION,
    "captions": Zone.CAPTION,
    "figcaption": Zone.CAPTION,
    "credit": Zone.CAPTION,
    "credits": Zone.CAPTION,
}
_DENIALS = frozenset(
    ("has", "with", "no", "without", "above", "before", "sticky")
)  # "page-has-footer" is no footer
_SPLIT = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")

HINTS = tuple(word[1:] for word in _WORDS if not word.endswith("s"))
"""What the source must contain, first letter aside, for `zone_of_words` to be worth asking."""


def zone_of_words(names: str) -> Zone | None:
    """The zone that an element's class, id or role says it is, by its words: `site-footer`, `photoCredit`."""
    for name in names.split():
        words = [word.lower() for word in _SPLIT.findall(name)]
        if _DENIALS.isdisjoint(words):
            for word in words:
                if word in _WORDS:
                    return _WORDS[word]
    return None
