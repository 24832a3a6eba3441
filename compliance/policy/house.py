"""The publisher and its ledger, laid out so that a judgement looks things up instead of searching."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from compliance.policy.terms import Context, Ledger, Licence

Resolve = Callable[[str], str | None]
"""The id of the holder that a name means, or nothing."""


_JOINT = re.compile(r"\s*[/|;]\s*|\s*,\s+|\s+(?:via|and|und|et|y|e|og|och|en|ja)\s+", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]+")
_FORMS = frozenset(
    "inc incorporated llc llp lp ltd limited plc co company corp corporation pty pte gmbh mbh ag kg kgaa ev sa sas sarl srl spa bv nv ab as asa aps oy oyj "
    "doo dd sro zrt kft nyrt zoo sp ooo ao".split()
)
"""Legal forms behind a name, of holders that no registry knows."""


class Who(NamedTuple):
    """A holder: the name as written, and the id where the name is known."""

    name: str
    id: str = ""


class House:
    """What is asked of a ledger again and again. It changes nothing that it is given; names once resolved are remembered.

    Args:
        ledger: the ledger.
        resolve: gives the id of a holder by name, or nothing.
        publisher: further names of the house, beside those of the ledger.
    """

    def __init__(self, ledger: Ledger, resolve: Resolve, publisher: Iterable[str] = ()) -> None:
        self.ledger = ledger
        self._resolve = resolve
        self._ids: dict[str, str] = {}
        self._keyed: dict[Who, tuple[str, ...]] = {}
        names = (*ledger.publisher.names, *ledger.publisher.sisters, *ledger.publisher.domains, *publisher)
        self.named = bool(names)
        self._lines: dict[str, tuple[Who, ...]] = {}
        self._mine: dict[Who, bool] = {}
        self._own = {key for name in names for key in self._keys(Who(name, self.identify(name)))}
        self._entries = self._by_holder(ledger.licences)
        self._terms = self._by_holder(entry for entry in _once(ledger.public.values()) if entry.holder)
        self._public = {_folded(key): entry for key, entry in ledger.public.items() if not entry.holder}

    def identify(self, name: str) -> str:
        """The id of a holder by name, or nothing."""
        found = self._ids.get(name)
        if found is None:
            found = self._ids[name] = (self._resolve(name) or "") if name else ""
        return found

    def who(self, name: str, id: str = "") -> Who:
        """A holder by its name as written."""
        return Who(name, id or self.identify(name))

    def line(self, party: str, id: str = "") -> tuple[Who, ...]:
        """The holders that a credit line may name: the whole of it, then its parts ("North Press/Ada Moreau")."""
        found = self._lines.get(party)
        if found is None:
            pieces = [piece for piece in _JOINT.split(party) if piece]
            parts = [self.who(piece) for piece in pieces] if len(pieces) > 1 else []
            found = self._lines[party] = (self.who(party), *parts)
        return (found[0]._replace(id=id), *found[1:]) if id else found

    def is_own(self, who: Who) -> bool:
        """Whether a holder is the publisher or one of its sister titles."""
        found = self._mine.get(who)
        if found is None:
            found = self._mine[who] = not self._own.isdisjoint(self._keys(who))
        return found

    def entries(self, who: Who) -> list[Licence]:
        """The publisher's own licences from a holder."""
        return self._found(self._entries, who)

    def terms(self, who: Who) -> list[Licence]:
        """The terms that a holder offers to everybody, as far as they are known."""
        return self._found(self._terms, who)

    def public(self, key: str) -> Licence | None:
        """The public licence of an SPDX id, a name or an address."""
        return self._public.get(_folded(key)) if key else None

    def commercial(self, context: Context) -> bool | None:
        """Whether the use is commercial: as the context says, else as the publisher is."""
        return self.ledger.publisher.commercial if context.commercial is None else context.commercial

    def _by_holder(self, entries: Iterable[Licence]) -> dict[str, list[Licence]]:
        found: dict[str, list[Licence]] = defaultdict(list)
        for entry in entries:
            for key in self._keys(Who(entry.holder, entry.holder_id or self.identify(entry.holder))):
                found[key].append(entry)
        return dict(found)

    def _found(self, index: dict[str, list[Licence]], who: Who) -> list[Licence]:
        lists = [index[key] for key in self._keys(who) if key in index]
        return list(_once(entry for entries in lists for entry in entries)) if lists else []

    def _keys(self, who: Who) -> tuple[str, ...]:
        found = self._keyed.get(who)
        if found is None:
            found = self._keyed[who] = tuple([key for key in (folded_name(who.name), f"#{who.id}" if who.id else "") if key])
        return found


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
