"""The nouns of judgement: what the publisher holds, what it intends, and what the judge says. Immutable values, no logic."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from compliance.model import Act, Flag, Reason, Term, Verdict

__all__ = ["Channel", "Context", "Duty", "DutyKind", "Judgement", "Ledger", "Licence", "Part", "Publisher", "Reason"]


class Channel(Term):
    """Where a text is to appear."""

    WEB = "web"
    PRINT = "print"
    APP = "app"
    NEWSLETTER = "newsletter"
    SOCIAL = "social"
    BROADCAST = "broadcast"
    ARCHIVE = "archive"
    SYNDICATION = "syndication"


class DutyKind(Term):
    """What a licence can ask to be seen in the text or its page."""

    CREDIT = "credit"
    LINK = "link"
    TAGLINE = "tagline"
    PIXEL = "pixel"
    CANONICAL = "canonical"
    NOINDEX = "noindex"
    TITLE = "title"  # of the work
    LICENCE = "licence"  # name or address of the licence
    CHANGES = "changes"  # a note that the work was changed
    SHARE_ALIKE = "share_alike"  # the text goes out under the same licence


class Part(Term):
    """What of a document a licence, a fact or a match is about."""

    TEXT = "text"
    PHOTO = "photo"
    VIDEO = "video"
    GRAPHIC = "graphic"
    QUOTATION = "quotation"


class Duty(NamedTuple):
    """One thing asked for. `text` is what must stand there, or the address; `place` is "top", "bottom" or "" for anywhere."""

    kind: DutyKind
    text: str = ""
    place: str = ""


class Licence(NamedTuple):
    """One entry of the ledger: what a holder lets the publisher do. What is empty or None is not limited, or not said.

    `acts` are granted, `prohibited` expressly not. `territories` and `not_territories` are ISO 3166-1 alpha-2 codes, or
    groups of them that `compliance.policy.territories` knows. `starts` and `ends` are days, both included, UTC. `commercial`,
    `paywall` and `ads` say whether such use is covered (None: not said). `spdx` is set where it is a public licence.
    """

    id: str
    holder: str
    holder_id: str = ""
    parts: frozenset[Part] = frozenset()
    acts: frozenset[Act] = frozenset()
    prohibited: frozenset[Act] = frozenset()
    channels: frozenset[Channel] = frozenset()
    territories: frozenset[str] = frozenset()
    not_territories: frozenset[str] = frozenset()
    starts: date | None = None
    ends: date | None = None
    max_words: int | None = None
    max_uses: int | None = None
    archive_days: int | None = None
    quote_words: int | None = None
    commercial: bool | None = None
    paywall: bool | None = None
    ads: bool | None = None
    no_derivatives: bool = False
    share_alike: bool = False
    duties: tuple[Duty, ...] = ()
    spdx: str = ""
    name: str = ""
    address: str = ""  # of the licence or the terms
    contract: str = ""
    contact: str = ""
    source: str = ""  # where the terms were read
    path: str = ""  # of the file the entry stands in
    line: int = 0


class Publisher(NamedTuple):
    """The house: its own names, sister titles whose copy is its own, its domains, whether it is commercial (None: not said)."""

    names: tuple[str, ...] = ()
    sisters: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    commercial: bool | None = None
    country: str = ""


class Ledger(NamedTuple):
    """What the publisher is and holds. `public` are ready-made entries, by SPDX id, name or address, for licences that anybody has."""

    publisher: Publisher
    licences: tuple[Licence, ...]
    public: Mapping[str, Licence] = {}
    path: str = ""


class Context(NamedTuple):
    """What is intended: `acts` on `channel` in `territory` (ISO 3166-1 alpha-2, or empty) at `time` (aware).

    `commercial`, `paywalled` and `ads` are None where nobody said.
    """

    time: datetime
    acts: frozenset[Act] = frozenset({Act.PUBLISH})
    channel: Channel = Channel.WEB
    territory: str = ""
    commercial: bool | None = None
    paywalled: bool | None = None
    ads: bool | None = None


class Judgement(NamedTuple):
    """The verdict, the reasons in order of gravity, and the flags that an editor should see."""

    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    flags: tuple[Flag, ...] = ()
