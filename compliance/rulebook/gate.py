"""The cheap question: which wordings could stand where?

Every wording names sets of fixed strings, one of each of which it cannot do without (see `atoms`). The gate asks the text for the
strings of the most telling set of each wording in one pass, linear in its length whatever the number of rules. A text in which nothing
is found is done with. Where a string is found, the wording's other sets are looked for in that block; only where those are there too
does its exact pattern run. The compiled sieve does it (`sifting`), or Python where there is none (`slow`).
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from compliance.rulebook import native
from compliance.rulebook.hostile import Hostile
from compliance.rulebook.lazy import lazy
from compliance.rulebook.packed import Rows, packed
from compliance.rulebook.plain import Block, Places, Plain, low

if TYPE_CHECKING:
    from compliance.rulebook.sifting import Asks, Other
    from compliance.rulebook.slow import Slow

NETS = 4


class Wording(NamedTuple):
    """What a gate must know of a wording: its sets of strings, the most telling first; whether capitals count; whether it
    counts only beside a fact of another rule, and so is no reason to look closer; and whether its language has letters of
    its own, so that a paragraph in Latin letters is not asked about it."""

    atoms: tuple[tuple[str, ...], ...]
    cased: bool
    beside: bool = False
    foreign: bool = False


class Tables(NamedTuple):
    """What a gate is made of. `nets` (see `net`): for strings of ASCII, for those with other letters and for languages that are never
    written in ASCII, and both for wordings that count only beside a fact.
    `others` are the further sets of strings of each slot, packed, small ones first, which are the quickest to be missed.
    `flags` say by slot whether its capitals count (1) and whether it needs other letters (2). `sieve`: all of it as the sieve takes it."""

    nets: Sequence[Sequence[bytes]]
    others: Sequence[bytes]
    flags: bytes
    sieve: Sequence[bytes]


def tables(wordings: Iterable[Wording]) -> Tables:
    """The tables of a gate. Slots number the wordings in the order given."""
    from compliance.rulebook.net import net
    from compliance.rulebook.sifting import laid_out

    homes: list[dict[str, dict[tuple[int, str], list[int]]]] = [{} for _ in range(NETS)]
    others = []
    flags = bytearray()
    for slot, wording in enumerate(wordings):
        for string in wording.atoms[0]:
            wide = not string.isascii() or wording.foreign
            bare = string.strip(" ")
            edges = (string[0] == " ") + 2 * (string[-1] == " ")
            behind = homes[wide + 2 * wording.beside].setdefault(low(bare), {})
            behind.setdefault((edges, bare if wording.cased else ""), []).append(slot)
        others.append(tuple(tuple(_other(s, wording.cased) for s in strings) for strings in sorted(wording.atoms[1:], key=len)))
        flags.append(wording.cased + 2 * wording.foreign)
    nets = [(list(home), _asks(home)) for home in homes]
    return Tables([net(*one) for one in nets], packed(others), bytes(flags), [laid_out(nets, others, bytes(flags))])


def _other(string: str, cased: bool) -> "Other":
    string = string if cased else low(string)
    if string.isascii() and string.replace(" ", "").isalnum():
        return string.encode()
    return string.strip(" ")


def _asks(home: dict[str, dict[tuple[int, str], list[int]]]) -> "list[Asks]":
    return [tuple((edges, loud, tuple(slots)) for (edges, loud), slots in behind.items()) for behind in home.values()]


class Gate:
    """Asks which wordings could stand where."""

    def __init__(self, made_of: Tables) -> None:
        self._made_of = made_of
        self.is_hostile = Hostile()

    def rows(self) -> dict[str, Sequence[bytes]]:
        """What the gate is made of, for the cache."""
        made = self._made_of
        return {**{f"net {number}": row for number, row in enumerate(made.nets)}, "others": made.others, "flags": [made.flags], "sieve": made.sieve}

    @classmethod
    def from_rows(cls, rows: Rows) -> "Gate":
        """The inverse of `rows`."""
        return cls(Tables([rows[f"net {number}"] for number in range(NETS)], rows["others"], rows["flags"][0], rows["sieve"]))

    @lazy
    def _sieve(self) -> Any:
        tables = self._made_of.sieve[0] if native.sieve is not None else b""
        try:
            return native.sieve.Sieve(tables) if tables else None
        except ValueError:  # it was compiled from sources of another version: the same answers, slower
            return None

    @lazy
    def _slow(self) -> "Slow":
        from compliance.rulebook.slow import Slow

        return Slow(self._made_of.nets, self._made_of.others, self._made_of.flags)

    def warm(self) -> None:
        """Makes ready now what nearly every run asks, for what is to be shared with other processes."""
        if self._sieve is None:
            self._slow.warm()

    def hits(self, plain: Plain, beside: bool = False, between: tuple[int, int] | None = None) -> Iterator[tuple[Block, Places]]:
        """Blocks of a text in which wordings could stand, in order, with the places of their strings in code points of the block's text,
        and the slots of the wordings; never misses one that an exact pattern would find.

        Args:
            plain: a text without no-break spaces, folded where it is hostile.
            beside: ask for the wordings that count only beside a fact of another rule, instead of all others.
            between: code points of the text between which to look; a block that reaches out of them counts as within.
        """
        start, end = between or (0, len(plain.raw))
        if self._sieve is not None and plain.cased:
            found = self._sieve.hits(plain.raw, plain.quiet, plain.is_ascii, beside, start, end)
        else:
            found = self._slow.hits(plain, beside, start, end)
        for begin, stop, is_cut, places in found:
            block = Block(plain, begin, stop, is_cut)
            if between is None or block.start < end and block.start + len(block.text) > start:
                yield block, [(block.at(place), slots) for place, slots in places]
