"""The registry of holders: which spellings of a name mean the same agency or publisher, and whose they are.

A wrong answer is worse than none: an unknown holder goes to an editor, a wrong one is measured against the
wrong licence. So a name is looked up exactly, and only slips of the pen in long words are forgiven.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any

from compliance.rulebook import holder_names as names

LONGEST = 300
"""Code points beyond which a text is taken for no name."""
MOST_JOINED = 5
"""Parts between joining words that may be one name ("Guardian News & Media" has two)."""
MEMORY = 4096
"""Names of which a registry remembers the answer."""
SLIP_RATIO = 90.0
"""Likeness of the whole name (rapidfuzz's `ratio`, 0 to 100) below which two spellings are two names."""


class Registry:
    """All holders, by name. Immutable; may be shared between threads.

    Args:
        plain: as `to_plain` gives it; neither copied nor changed.
    """

    def __init__(self, plain: Mapping[str, Any]) -> None:
        self._plain = plain
        self._names: Mapping[str, str] = plain["names"]
        self._domains: Mapping[str, str] = plain["domains"]
        self._left_out = names.Forms(*plain["forms"])
        self._remembered = lru_cache(maxsize=MEMORY)(self._find)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Registry":
        """The inverse of `to_plain`."""
        return cls(plain)

    def to_plain(self) -> dict[str, Any]:
        """The content in builtin containers that `marshal` takes, names in the form they are looked up in."""
        return dict(self._plain)

    def __reduce__(self) -> tuple[Any, ...]:
        return Registry, (self.to_plain(),)

    def __len__(self) -> int:
        return len(self._holders)

    def __iter__(self) -> Iterator[str]:
        return iter(self._holders)

    def __contains__(self, holder: object) -> bool:
        return holder in self._holders

    def resolve(self, name: str) -> str | None:
        """The id of the one holder that a name means, or None where no holder or more than one may be meant.

        Args:
            name: as found in a text: with or without article, legal form, affiliates, an address in brackets;
                or a domain.
        """
        return self._remembered(name) if len(name) <= LONGEST else None

    def resolve_all(self, name: str) -> list[str]:
        """The ids of all holders in a line of several ("AFP/Reuters", "X via Y", "A and B"), in its order.

        Parties that are not in the registry are left out; nothing is named twice.
        """
        if len(name) > LONGEST:
            name = name[:LONGEST]
        whole = self._exact(name)
        if whole:
            return [whole]
        spans = names.parts(name)
        found: list[str] = []
        at = 0
        while at < len(spans):
            for last in range(min(at + MOST_JOINED, len(spans)) - 1, at - 1, -1):
                part = name[spans[at][0] : spans[last][1]]
                ids = [self._exact(part)] if last > at else self._single(part)
                if ids[0]:
                    found.extend(i for i in ids if i and i not in found)
                    at = last
                    break
            at += 1
        return found

    def name(self, holder: str) -> str:
        """The name to show for an id.

        Raises:
            KeyError: no holder has this id.
        """
        return str(self._holders[holder][0])

    def kind(self, holder: str) -> str:
        """One of `holder_file.KINDS`.

        Raises:
            KeyError: no holder has this id.
        """
        return str(self._holders[holder][1])

    def country(self, holder: str) -> str:
        """ISO 3166 code of the country that a holder is at home in; empty where it is at home in none.

        Raises:
            KeyError: no holder has this id.
        """
        return str(self._holders[holder][2])

    def parents(self, holder: str) -> list[str]:
        """The ids of the holders that own this one, nearest first.

        Raises:
            KeyError: no holder has this id.
        """
        found = []
        parent = self._holders[holder][3]
        while parent:
            found.append(str(parent))
            parent = self._holders[parent][3]
        return found

    def agency_names(self) -> list[str]:
        """Names and aliases, as written, of agencies, picture agencies and press-release wires.

        Names of fewer than three letters are left out, but for the registry's `short_names`; no name stands
        twice, whatever its case.
        """
        return list(self._plain["agencies"])

    def _find(self, name: str) -> str | None:
        return self._exact(name) or (None if names.host(name) else self._slip(name))

    def _exact(self, name: str) -> str | None:
        host = names.host(name)
        if host:  # nothing is cut off an address but labels: not-reuters.com is not Reuters
            labels = [names.normal(label) for label in host.split(".")]
            owners = [self._domains.get(" ".join(labels[at:])) for at in range(len(labels) - 1)]
            return next((owner for owner in owners if owner), self._names.get(names.normal(name)))
        key = names.normal(name)
        if "." in name[:-1] and names.is_form(key, self._left_out):
            return None  # S.p.A. by itself is what is left of a name, not the agency SPA
        found = self._look_up(key)
        if found:
            return found
        bare = names.without_brackets(name)
        if bare != name:
            found = self._look_up(names.normal(bare))
            for inside in () if found else names.in_brackets(name):
                found = found or (self._exact(inside) if names.host(inside) else None)
            if found:
                return found
        head = names.before_apposition(name)
        return self._look_up(names.normal(head)) if head else None

    def _look_up(self, key: str) -> str | None:
        if not key:
            return None
        for variant in names.variants(key, self._left_out):
            found = self._names.get(variant) or self._domains.get(variant)
            if found:
                return found
        return None

    def _single(self, part: str) -> list[str | None]:
        found = self.resolve(part)
        if not found and "-" in part:
            several = [self._exact(piece) for piece in part.split("-")]
            if all(several):
                return several
        return [found]

    def _slip(self, name: str) -> str | None:
        """The holder whose name this is but for slips: words run together, or a letter amiss."""
        bare = names.normal(names.without_brackets(name))
        for key in dict.fromkeys(names.variants(bare, self._left_out)) if bare else ():
            unspaced = names.is_unspaced(key)
            if unspaced or (" " not in key and len(key) >= 7):
                joined = self._joined.get(key.replace(" ", ""))
                if joined:
                    return joined
            if len(key) < 6 or unspaced:
                continue
            words = key.split()
            near = {
                self._names[other] for other in self._alike(key, words) if self._is_slip(key, words, other)
            }
            if len(near) == 1:
                return near.pop()
        return None

    def _alike(self, key: str, words: list[str]) -> Iterator[str]:
        """Names of about the same length whose words begin alike; few, so that rapidfuzz is seldom needed."""
        initials = [word[0] for word in words]
        letters = set(key)
        for length in range(len(key) - 2, len(key) + 3):
            for other in self._by_length.get((key[0], length), ()):
                if (
                    len(letters.symmetric_difference(other)) < 5
                    and [word[0] for word in other.split()] == initials
                ):
                    yield other

    def _is_slip(self, key: str, words: list[str], other: str) -> bool:
        from rapidfuzz.distance import OSA
        from rapidfuzz.fuzz import ratio

        if ratio(key, other) < SLIP_RATIO:
            return False
        shortest = 8 if len(words) == 1 else 5 if len(key) > 12 else 6
        for word, right in zip(words, other.split(), strict=True):
            if word == right:
                continue
            if len(right) < shortest or word in self._words:
                return False  # a word that other names have is another word, not a slip: Nation and National
            if OSA.distance(word, right) > (2 if len(right) > 11 else 1):
                return False
        return True

    @cached_property
    def _holders(self) -> Mapping[str, tuple[Any, ...]]:
        return self._plain["holders"]  # type: ignore[no-any-return]

    @cached_property
    def _by_length(self) -> Mapping[tuple[str, int], list[str]]:
        found: dict[tuple[str, int], list[str]] = {}
        for key in self._names:
            if len(key) >= 6:
                found.setdefault((key[0], len(key)), []).append(key)
        return found

    @cached_property
    def _joined(self) -> Mapping[str, str]:
        """Holders by their names without spaces; an empty id where two names become one."""
        found: dict[str, str] = {}
        for key, holder in self._names.items():
            together = key.replace(" ", "")
            if len(together) >= (4 if names.is_unspaced(together) else 7):
                found[together] = holder if found.get(together, holder) == holder else ""
        return found

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for key in self._names for word in key.split())


def load_registry(path: str) -> Registry:
    """The registry in a TOML file.

    Raises:
        HolderError: the file cannot be read, or something in it is wrong: an unknown key, a missing name, a
            parent that is not there, an id or a spelling that two holders claim.
    """
    from compliance.rulebook.holder_file import read_plain

    return Registry(read_plain(path))


__all__ = ["LONGEST", "Registry", "load_registry"]
