"""Reads one line of an agency's terms of use: what it is about, and what it keeps out."""

from typing import NamedTuple

from compliance.model import Term
from compliance.policy import territories
from compliance.policy.house import House
from compliance.policy.later import later
from compliance.policy.terms import Channel

_ONLINE = frozenset((Channel.WEB, Channel.APP, Channel.NEWSLETTER, Channel.SOCIAL))
_MEDIA = (
    (later(r"\b(?:tv|television|broadcast(?:ers?)?|radio)\b"), frozenset((Channel.BROADCAST,)), True),
    (later(r"\b(?:internet|web|online|digital|websites?)\b"), _ONLINE, True),
    (later(r"\b(?:mobile|apps?|phones?)\b"), frozenset((Channel.APP,)), True),
    (later(r"\bsocial(?: media)?\b"), frozenset((Channel.SOCIAL,)), True),
    (later(r"\b(?:print|newspapers?)\b"), frozenset((Channel.PRINT,)), True),
    # a daily is no magazine, but what a house prints is not known
    (later(r"\b(?:news ?)?(?:magazines?|mags?|tabloids?|books?)\b"), frozenset((Channel.PRINT,)), False),
)
_BARRED = later(r"\bout$|^(?:no|not for)\b")
_CREDIT = later(r"\b(?:mandatory|must|obligatory)\b.*\bcredit|\bcredit (?:mandatory|required|must)")
_FINE = later(r"^(?:for |restricted to |strictly )?(?:editorial|news)(?: use| purposes?)?(?: only)?$|^editorial use only$")
_ARCHIVE = later(r"\bno\b.*\barchiv|\barchiv\w* out$")
_SALES = later(r"\bno\b.*\b(?:(?:re-?)?sales?|licen[cs]ing|third-party)|\b(?:re-?)?sales? out$")
_MEMBERS = later(r"\b(?:members|clients|subscribers|customers|agreement|contract|permission) only\b")
_NO_NEWS = later(r"^(?:no|not for) (?:marketing|advertising|advertisements?|merchandising|promotion(?:al)?)(?: use| campaigns?)?$")
_OUTLET = later(r"\b(?:news|press|post|times|gazette|journal|observer|herald|daily|tribune|chronicle|courier|mail|telegraph|record|tv)\b")
DAYS = later(r"\b\d{1,3} ?(?:days?|hours?|hrs?|weeks?|months?)\b|\buntil\b|\bexpires?\b|\bembargo")
"""Words for a stretch of time."""
_NOWHERE = territories.Places(frozenset(), frozenset())
_ONCE = later(r"\b(?:one|single)[- ]?(?:time)?\b.*\buse|\bonce only\b")


class Sense(Term):
    """What a term is about."""

    CREDIT = "credit"
    NOTHING = "nothing"  # that touches a news text
    ARCHIVE = "archive"
    SALES = "sales"
    MEMBERS = "members"
    ONCE = "once"
    TIME = "time"
    OURSELVES = "ourselves"
    MEDIUM = "medium"
    PLACE = "place"  # or nobody can tell


class Read(NamedTuple):
    """A term, read. `shown` is how messages give it, and `barred` says that it keeps something out. Of a medium, `channels` are those
    meant, `sure` that they are all of it, and `only` that all others are out; of a place, `places`, and `outlet` says that the word
    for what is kept out is that of another publisher."""

    shown: str
    sense: Sense
    barred: bool = False
    channels: frozenset[Channel] = frozenset()
    sure: bool = True
    only: bool = False
    places: territories.Places = _NOWHERE
    outlet: bool = False


_SENSES = (
    (_CREDIT, Sense.CREDIT), (_FINE, Sense.NOTHING), (_NO_NEWS, Sense.NOTHING), (_ARCHIVE, Sense.ARCHIVE), (_SALES, Sense.SALES),
    (_MEMBERS, Sense.MEMBERS), (_ONCE, Sense.ONCE), (DAYS, Sense.TIME),
)  # fmt: skip


def read_term(term: str, house: House) -> Read:
    """What a term means; `house` tells whether an outlet that is kept out is the publisher, or another that the registry knows."""
    plain, shown = " ".join(term.casefold().split()), term.upper()
    for words, sense in _SENSES:
        if words.search(plain):
            return Read(shown, sense)
    outlet = plain.removesuffix(" out") if plain.endswith(" out") else ""
    if outlet and house.is_own(house.who(outlet)):
        return Read(shown, Sense.OURSELVES)
    barred, only = bool(_BARRED.search(plain)), plain.endswith("only")
    if barred or only:
        for words, channels, sure in _MEDIA:
            if words.search(plain):
                return Read(shown, Sense.MEDIUM, barred, channels, sure, only)
    return Read(shown, Sense.PLACE, barred, places=territories.read(plain), outlet=_is_outlet(outlet, house))


def _is_outlet(name: str, house: House) -> bool:
    """Whether a name is that of another publisher: one that the registry knows, or that is called like a paper."""
    return bool(name) and (bool(house.identify(name)) or (" " in name and bool(_OUTLET.search(name))))
