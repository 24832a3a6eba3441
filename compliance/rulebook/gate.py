"""The cheap question: which wordings could stand where?

Every wording names sets of fixed strings, one of each of which it cannot do without (see `atoms`). The gate asks the text for the
strings of the most telling set of each wording in one pass, linear in its length whatever the number of rules (see `net`). A text
in which nothing is found is done with. Where a string is found, the wording's other sets are looked for in that paragraph; only
where those are there too does its exact pattern run.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from compliance.rulebook.anyof import AnyOf
from compliance.rulebook.hostile import Hostile
from compliance.rulebook.net import Asker, Net, Places, net
from compliance.rulebook.packed import Rows, packed, unpacked
from compliance.rulebook.plain import Block, Plain, low


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
    `others` are the further sets of strings of each slot, packed, small ones first, which are the quickest to be missed: bytes for those of
    letters alone, whose blanks are word's ends too.
    `flags` say by slot whether its capitals count (1) and whether it needs other letters (2)."""

    nets: Sequence[Sequence[bytes]]
    others: Sequence[bytes]
    flags: bytes


def tables(wordings: Iterable[Wording]) -> Tables:
    """The tables of a gate. Slots number the wordings in the order given."""
    homes: list[dict[str, dict[tuple[int, str], list[int]]]] = [{}, {}, {}, {}]
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
    return Tables([_net(home) for home in homes], packed(others), bytes(flags))


def _other(string: str, cased: bool) -> str | bytes:
    string = string if cased else low(string)
    if string.isascii() and string.replace(" ", "").isalnum():
        return string.encode()
    return string.strip(" ")


def _net(home: dict[str, dict[tuple[int, str], list[int]]]) -> list[bytes]:
    asks = [tuple((edges, loud, tuple(slots)) for (edges, loud), slots in behind.items()) for behind in home.values()]
    return net(list(home), asks)


class Gate:
    """Asks which wordings could stand where."""

    def __init__(self, made_of: Tables) -> None:
        self._askers = [Asker(Net(row), words=number % 2 == 0) for number, row in enumerate(made_of.nets)]
        self._others = made_of.others
        self._flags = made_of.flags
        self._needs: dict[int, tuple[AnyOf, ...]] = {}
        self._any_of: dict[tuple[str | bytes, ...], AnyOf] = {}
        self.is_hostile = Hostile()

    def rows(self) -> dict[str, Sequence[bytes]]:
        """What the gate is made of, for the cache."""
        nets = {f"net {number}": asker.net.row for number, asker in enumerate(self._askers)}
        return {**nets, "others": self._others, "flags": [self._flags]}

    @classmethod
    def from_rows(cls, rows: Rows) -> "Gate":
        """The inverse of `rows`."""
        return cls(Tables([rows[f"net {number}"] for number in range(4)], rows["others"], rows["flags"][0]))

    def keep_at(self, path: str) -> None:
        """Keeps what takes long to make in files whose names begin with a path, and takes it from there."""
        for number, asker in enumerate(self._askers):
            asker.kept_at = f"{path}.net{number}"

    @property
    def size(self) -> int:
        """How many strings are asked of an ordinary text."""
        return len(self._askers[0].net.strings)

    def warm(self) -> None:
        """Makes ready now what nearly every run asks, for what is to be shared with other processes."""
        for asker in self._askers[:2]:
            asker.warm()

    def blocks(self, plain: Plain, beside: bool = False, between: tuple[int, int] | None = None) -> Iterator[tuple[Block, Places]]:
        """Blocks of a text in which strings of wordings stand, in order, with the strings' places in bytes of the text.

        Args:
            plain: a text without no-break spaces, folded where it is hostile.
            beside: ask for the wordings that count only beside a fact of another rule, instead of all others.
            between: code points of the text between which to look; a block that reaches out of them counts as within.
        """
        start, end = plain.part(*between) if between is not None else (0, len(plain.whole))
        places = self._askers[2 * beside].find(plain, start, end)
        if not plain.is_ascii:
            first, last = plain.beyond
            places += self._askers[2 * beside + 1].find(plain, max(start, first), min(end, last))
        places.sort()
        block: Block | None = None
        within: Places = []
        for place, slots in places:
            at = plain.spread(place)
            if block is None or not block.holds(at):
                if block is not None and within:
                    yield block, within
                block, within = plain.around(place), []
            if between is None or block.start < between[1] and block.start + len(block.text) > between[0]:
                within.append((at, slots))
        if block is not None and within:
            yield block, within

    def likely(self, block: Block, places: Places) -> Places:
        """Those places of a block where wordings could stand, as code points of its text, with their slots; never misses one that an exact
        pattern would find."""
        likely: dict[int, bool] = {}
        found = []
        for place, slots in places:
            kept = []
            for slot in slots:
                stands = likely.get(slot)
                if stands is None:
                    stands = likely[slot] = self._may_stand(slot, block)
                if stands:
                    kept.append(slot)
            if kept:
                found.append((block.at(place), tuple(kept)))
        return found

    def _may_stand(self, slot: int, where: Block) -> bool:
        """Whether the other strings of a wording stand in a block."""
        flag = self._flags[slot]
        if flag & 2 and where.is_latin:
            return False
        needs = self._needs.get(slot)
        if needs is None:
            needs = self._needs[slot] = tuple([self._any(strings) for strings in unpacked(self._others[slot])])
        cased, known = flag & 1, where.known
        for need in needs:
            stands = known.get((need, cased))
            if stands is None:
                stands = known[need, cased] = need.stands(where, cased)
            if not stands:
                return False
        return True

    def _any(self, strings: tuple[str | bytes, ...]) -> AnyOf:
        found = self._any_of.get(strings)
        if found is None:
            found = self._any_of[strings] = AnyOf(strings)
        return found
