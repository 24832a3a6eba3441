"""The rules under which matches become flags. They have ids, severities and remedies like those of the packs, so
that configuration, suppressions and `compliance explain` treat both alike; what fires them is code, in `flags.py`.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from compliance.model import Confidence, Finding, Severity

LONG = 30
"""Words from which a verbatim or near-verbatim passage is an error: about two sentences, which nobody writes twice by
chance. A choice of ours; no law names a number."""

BOILERPLATE_LIMIT = 100
"""Words beyond which a passage is never boilerplate: it may as well be a story that many have reprinted."""

VERBATIM = "reuse.verbatim"
NEAR_VERBATIM = "reuse.near-verbatim"
REWRITTEN = "reuse.rewritten"
QUOTATION = "reuse.quotation"
COMMON = "reuse.common"
OWN = "reuse.own"


class ReuseRule(NamedTuple):
    """One rule. `severity` holds for a passage of `LONG` words or more, `short` for a shorter one; `about` says what
    the rule finds, as a phrase that needs no values."""

    id: str
    kind: Finding
    severity: Severity
    short: Severity
    confidence: Confidence
    about: str
    why: str
    remedy: str


_WHY = (
    "Whoever wrote these words first, or the house that they work for, holds the rights in them. That they were changed "
    "a little does not make them ours."
)
_REMEDY = (
    "Show the licence that covers this use and give the credit that it asks for; or quote the passage, and say whom; "
    "or write it anew from your own reporting; otherwise take it out."
)

_RULES = (
    ReuseRule(
        VERBATIM,
        Finding.REUSE,
        Severity.ERROR,
        Severity.WARNING,
        Confidence.HIGH,
        "A passage stands word for word in a known text",
        _WHY,
        _REMEDY,
    ),
    ReuseRule(
        NEAR_VERBATIM,
        Finding.REUSE,
        Severity.ERROR,
        Severity.WARNING,
        Confidence.HIGH,
        "A passage stands almost word for word in a known text",
        _WHY,
        _REMEDY,
    ),
    ReuseRule(
        REWRITTEN,
        Finding.REUSE,
        Severity.WARNING,
        Severity.WARNING,
        Confidence.MEDIUM,
        "A passage says what a passage of a known text says, with words moved, replaced or left out",
        "Facts are free, their wording is not: a light rewrite of somebody's sentences in their order may still be theirs.",
        "Compare both passages. If yours was made from the other, name the source, or write it anew from your own "
        "reporting; otherwise dismiss the flag with the reason.",
    ),
    ReuseRule(
        QUOTATION,
        Finding.QUOTATION,
        Severity.WARNING,
        Severity.WARNING,
        Confidence.HIGH,
        "More words are quoted from one known text than the house allows",
        "A quotation is fair while it is no longer than its purpose needs. How long that is the house decides: "
        "`quotation_limit` under [reuse] in the configuration, in words.",
        "Shorten the quotations, put what is said in your own words, or ask the holder.",
    ),
    ReuseRule(
        COMMON,
        Finding.BOILERPLATE,
        Severity.NOTE,
        Severity.NOTE,
        Confidence.MEDIUM,
        "A short passage stands in many texts of the archive",
        "What many texts share is most likely a standing sentence, such as background or a description of a company, and "
        "no one's story. From how many texts on the house decides: `common` under [reuse] in the configuration.",
        "Nothing, if it is a standing sentence; otherwise see who wrote it first.",
    ),
    ReuseRule(
        OWN,
        Finding.OWN_COPY,
        Severity.NOTE,
        Severity.NOTE,
        Confidence.HIGH,
        "A passage stands in a text of the house itself",
        "It is the house's own copy: `publisher` under [reuse] in the configuration, or --publisher, names its holder.",
        "Nothing, as far as rights go. If readers may take it for new, say that it is not.",
    ),
)

RULES: Mapping[str, ReuseRule] = MappingProxyType({rule.id: rule for rule in _RULES})
"""All of them, by id."""
