"""The publisher and its ledger, laid out so that a judgement looks things up instead of searching."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import Generic, NamedTuple, TypeVar

from compliance.policy.demands import Demands
from compliance.policy.intent import Intent
from compliance.policy.later import later
from compliance.policy.terms import Context, Ledger, Licence

MANY = 4096
"""Answers of one kind that are remembered."""

Found = TypeVar("Found")

Resolve = Callable[[str], str | None]
"""The id of the holder that a name means, or nothing."""

_JOINT = later(r"\s*[/|;]\s*|\s*,\s+|\s+(?:via|and|und|et|y|e|og|och|en|ja)\s+", re.IGNORECASE)
_WORDS = later(r"[^\W_]+")
_FORMS = frozenset(
    "inc incorporated llc llp lp ltd limited plc co company corp corporation pty pte gmbh mbh ag kg kgaa ev sa sas sarl srl spa bv nv ab as asa aps oy oyj "
    "doo dd sro zrt kft nyrt zoo sp ooo ao".split()
)
"""Legal forms behind a name, of holders that no registry knows."""


class Who(NamedTuple):
    """A holder: the name as written, and the id where the name is known."""

    name: str
    id: str = ""


class Party(NamedTuple):
    """Those whom a line names: the whole of it as one holder, then the holders that its parts may name. Nobody, where it names none.

    `name` is the line as written; `key` is the same for two lines that name one holder. `own` says that the house is named, and no
    other holder that is known. `entries` are the house's licences from all of them, then the `terms` that they offer to everybody.
    """

    name: str = ""
    whos: tuple[Who, ...] = ()
    key: str = ""
    own: bool = False
    entries: tuple[Licence, ...] = ()
    terms: bool = False


class House:
    """What is asked of a ledger again and again. It changes nothing that it is given; the latest answers are remembered.

    `identify` gives the id of a holder by name, or nothing, and `is_own` says whether a holder is the publisher or one of its sister
    titles. `party` is the one holder of a name, `line` all those whom a credit line may name ("North Press/Ada Moreau"); both take the
    id too, where the text gives it. `public` is the public licence of an SPDX id, a name or an address. `intent` is what a context comes
    to, and `demands` what licences ask for.

    Args:
        ledger: the ledger.
        resolve: gives the id of a holder by name, or nothing.
        publisher: further names of the house, beside those of the ledger.
    """

    def __init__(self, ledger: Ledger, resolve: Resolve, publisher: Iterable[str] = ()) -> None:
        self.ledger = ledger
        self._resolve = resolve
        self.identify: Callable[[str], str] = lru_cache(MANY)(self._identify)
        names = (*ledger.publisher.names, *ledger.publisher.sisters, *ledger.publisher.domains, *publisher)
        self.named = bool(names)
        self._own = _Index([(name, "", True) for name in names], self.identify)
        self._entries = _Index([(entry.holder, entry.holder_id, entry) for entry in ledger.licences], self.identify)
        self.is_own: Callable[[Who], bool] = lru_cache(MANY)(self._is_own)
        self.party: Callable[[str, str], Party] = lru_cache(MANY)(self._party)
        self.line: Callable[[str, str], Party] = lru_cache(MANY)(self._line)
        self.public: Callable[[str], Licence | None] = lru_cache(MANY)(self._licence)
        self.intent: Callable[[Context], Intent] = lru_cache(16)(self._on_that_day)
        self._intents: Callable[[Context], Intent] = lru_cache(16)(self._intent)
        self.demands = Demands()

    @cached_property
    def _terms(self) -> "_Index[Licence]":
        return _Index([(it.holder, it.holder_id, it) for it in _once(self.ledger.public.values()) if it.holder], self.identify)

    @cached_property
    def _public(self) -> dict[str, Licence]:
        return {_folded(key): entry for key, entry in self.ledger.public.items() if not entry.holder}

    def who(self, name: str, id: str = "") -> Who:
        """A holder by its name as written."""
        return Who(name, id or self.identify(name))

    def entries(self, who: Who) -> list[Licence]:
        """The publisher's own licences from a holder."""
        return list(_once(self._entries.of(who)))

    def terms(self, who: Who) -> list[Licence]:
        """The terms that a holder offers to everybody, as far as they are known."""
        return list(_once(self._terms.of(who)))

    def _identify(self, name: str) -> str:
        return (self._resolve(name) or "") if name else ""

    def _is_own(self, who: Who) -> bool:
        return any(self._own.of(who))

    def _party(self, name: str, id: str) -> Party:
        return self._together((self.who(name, id),))

    def _line(self, line: str, id: str) -> Party:
        pieces = [piece for piece in _JOINT.split(line) if piece]
        return self._together((self.who(line, id), *([self.who(piece) for piece in pieces] if len(pieces) > 1 else [])))

    def _together(self, whos: tuple[Who, ...]) -> Party:
        mine = [self.is_own(who) for who in whos]
        own = any(mine) and not any(who.id and not is_mine for who, is_mine in zip(whos, mine, strict=True))
        terms = [entry for who in whos for entry in self.terms(who)]
        entries = _once([*(entry for who in whos for entry in self.entries(who)), *terms])
        key = f"#{whos[0].id}" if whos[0].id else " ".join(whos[0].name.casefold().split())
        return Party(whos[0].name, whos, key, own, tuple(entries), bool(terms))

    def _licence(self, key: str) -> Licence | None:
        return self._public.get(_folded(key)) if key else None

    def _on_that_day(self, context: Context) -> Intent:
        day = context.time.astimezone(UTC).date()  # licences begin and end with days
        return self._intents(context._replace(time=datetime(day.year, day.month, day.day, tzinfo=UTC)))

    def _intent(self, context: Context) -> Intent:
        # the use is commercial where the context says so, else where the publisher is
        return Intent(context, self.ledger.publisher.commercial if context.commercial is None else context.commercial)


class _Index(Generic[Found]):
    """What belongs to holders, by their names and by their ids; rows are a name, an id where one is given, and what is found.

    Ids of names are asked for when a holder with an id is first looked up: to find out that a name is unknown takes longest of all.
    """

    def __init__(self, rows: Iterable[tuple[str, str, Found]], identify: Callable[[str], str]) -> None:
        self._rows, self._identify = list(rows), identify
        self._names = _grouped((folded_name(name), found) for name, _, found in self._rows)
        self._ids: dict[str, list[Found]] | None = None

    def of(self, who: Who) -> list[Found]:
        """What belongs to a holder: by name, then by id."""
        found = self._names.get(folded_name(who.name), [])
        if not who.id:
            return found
        if self._ids is None:
            self._ids = _grouped((id or self._identify(name), it) for name, id, it in self._rows)
        return [*found, *self._ids.get(who.id, ())]


def _grouped(pairs: Iterable[tuple[str, Found]]) -> dict[str, list[Found]]:
    grouped: dict[str, list[Found]] = {}
    for key, found in pairs:
        if key:
            grouped.setdefault(key, []).append(found)
    return grouped


def folded_name(name: str) -> str:
    """A holder's name for comparison: case, punctuation, an article in front and legal forms behind do not count."""
    words = _WORDS.findall(name.casefold().replace(".", ""))
    while len(words) > 1 and words[-1] in _FORMS:
        words.pop()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _folded(name: str) -> str:
    """The name or address of a licence for comparison: case, blanks, the scheme and slashes and dots at its ends do not count."""
    plain = " ".join(name.casefold().split())
    for scheme in ("https://", "http://"):
        plain = plain.removeprefix(scheme)
    return plain.removeprefix("www.").strip("/.").removesuffix("/deed.en").removesuffix("/legalcode")


def _once(entries: Iterable[Licence]) -> Iterable[Licence]:
    seen: set[int] = set()
    for entry in entries:
        if id(entry) not in seen:
            seen.add(id(entry))
            yield entry
