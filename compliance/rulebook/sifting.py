"""Lays out the gate's strings as the compiled sieve takes them (`sieve/`, in C).

The sieve answers what `Asker` and `AnyOf` answer: each string of a net is known by its rarest window of some bytes; a filter of bits says
where in a text one of the windows may begin, and a table of buckets which strings that may be. A long string is known by four windows
side by side, so that only every fourth place of a text must be looked at. The other strings of a wording are looked for in the block
around. All of it is one piece of bytes, so that nothing is made when a run begins.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate

from compliance.rulebook import frequent
from compliance.rulebook.plain import low

Asks = tuple[tuple[int, str, tuple[int, ...]], ...]
"""What is behind a string: whether a word must begin (1) and end (2) with it, its form in capitals where those count, slots."""
Other = str | bytes
"""Bytes for letters, digits and blanks of ASCII, which are also words' ends."""

_WINDOWS = ((8, 4), (6, 2), (5, 1), (3, 1), (1, 1))
"""Bytes of a window, and how many of them side by side a string is known by. A string of two bytes is known by all of three that begin so."""
_NOT_IN_WORDS = tuple(c for c in range(256) if not (c < 128 and chr(c).isalnum()))
_GRAM = 3
_MIX = 0x9E3779B1, 0x85EBCA77  # odd; the first is 2^32 by the golden ratio, as Knuth mixes (The Art of Computer Programming, volume 3, 6.4)
_NONE = 0xFFFFFFFF
_HASH = 32  # bits of a hash; the first ones tell the word of a filter, and the bucket
_MARKS = 12, 7, 2  # where in a hash five bits tell a bit of that word
LAYOUT = 2
"""Raised with every change of what is laid out; the sieve refuses another one."""
_MOST = 0xFFFF  # numbers of slots, sets and others are kept in two bytes


def laid_out(nets: Iterable[tuple[Sequence[str], Sequence[Asks]]], needs: Sequence[tuple[tuple[Other, ...], ...]], flags: bytes) -> bytes:
    """The sieve's tables; none where there are more wordings than they can hold.

    Args:
        nets: the strings of each, in small letters, with what is behind them.
        needs: of each slot the further sets of strings, one of each of which must stand in the block.
        flags: by slot whether its capitals count (1), and whether it needs letters that are not Latin (2).
    """
    pool = _Pool()
    lists = array("H")
    seen: dict[tuple[int, ...], int] = {}
    windows: list[bytes] = []
    try:
        for strings, asks in nets:
            windows += _net(strings, asks, pool, lists, seen)
        tables = _needs(needs, flags, pool)
    except OverflowError:
        return b""
    head = array("I", [len(pool.bytes), len(lists), len(needs), *tables.sizes, LAYOUT])
    return b"".join(map(_lined_up, [head.tobytes(), bytes(pool.bytes), lists.tobytes(), *tables.sections, *windows]))


class _Pool:
    def __init__(self) -> None:
        self.bytes = bytearray()
        self._at: dict[bytes, int] = {}

    def place(self, string: bytes) -> int:
        at = self._at.get(string)
        if at is None:
            at = self._at[string] = len(self.bytes)
            self.bytes += string
        return at


def _lined_up(section: bytes) -> bytes:
    return section + bytes(-len(section) % 8)


@cache
def _common(width: int) -> Counter[bytes]:
    """How often windows of so many bytes stand in the commonest words."""
    text = frequent.text().encode()
    return Counter(text[at : at + width] for at in range(len(text) - width + 1))


def _rarest(string: bytes, width: int, count: int) -> int:
    """Where so many windows side by side begin that ordinary prose has least often."""
    often, part = _common(min(width, 4)), min(width, 4)
    rates = [min(often[string[i : i + part]] for i in range(at, at + width - part + 1)) for at in range(min(len(string), 250) - width + 1)]
    return min(range(len(rates) - count + 1), key=lambda at: sum(rates[at : at + count]))


def _known_by(string: bytes, ends_word: bool) -> tuple[int, list[tuple[int, bytes]]]:
    """The width of the windows that a string is known by, and where in it each begins."""
    if len(string) == 2:
        return 3, [(0, string + bytes([other])) for other in (_NOT_IN_WORDS if ends_word else range(256))]
    width, count = next(it for it in _WINDOWS if sum(it) - 1 <= len(string))
    anchor = _rarest(string, width, count)
    return width, [(at, string[at : at + width]) for at in range(anchor, anchor + count)]


def _net(strings: Sequence[str], asks: Sequence[Asks], pool: _Pool, lists: "array[int]", seen: dict[tuple[int, ...], int]) -> list[bytes]:
    """The sections of a net: entries, one of each string and way to ask for it; and the windows of each width."""
    entries = bytearray()
    rows: dict[int, list[tuple[int, int]]] = {width: [] for width, _ in _WINDOWS}
    count = 0
    for string, behind in zip(map(str.encode, strings), asks, strict=True):
        width, windows = _known_by(string, all(edges & 2 for edges, _, _ in behind))
        for edges, loud, slots in behind:
            if slots not in seen:
                seen[slots] = len(lists)
                lists.extend((len(slots), *slots))
            if loud and len(loud.encode()) != len(string):
                loud = ""  # the sieve may be loose, and never blind
            places = array("I", [pool.place(string), pool.place(loud.encode()) if loud else _NONE, seen[slots]])
            entries += places.tobytes() + array("H", [len(string), edges]).tobytes()
            rows[width] += [(_hash(window), count << 8 | at) for at, window in windows]
            count += 1
    sections = [array("I", [count, 0]).tobytes(), bytes(entries)]
    for width, stride in _WINDOWS:
        sections += _window(width, stride, rows[width])
    return sections


def _hash(window: bytes) -> int:
    """As Lemire, "The universality of iterated hashing over variable-length strings" (2012), calls multilinear, of four bytes and four."""
    return (int.from_bytes(window[:4], "little") * _MIX[0] + int.from_bytes(window[4:], "little") * _MIX[1]) % (1 << _HASH)


def _window(width: int, stride: int, rows: Sequence[tuple[int, int]]) -> list[bytes]:
    if not rows:
        return [array("I", [width, stride, 0, 0, 0, 0]).tobytes()]
    words = max(11, (len(rows) * 2 // 3).bit_length())
    buckets = max(3, len(rows).bit_length())
    bloom = array("I", bytes(4 << words))
    for hash, _ in rows:
        for mark in _MARKS:
            bloom[hash >> _HASH - words] |= 1 << (hash >> mark) % 32
    placed = sorted({(hash >> _HASH - buckets, item) for hash, item in rows})
    ends = Counter(bucket for bucket, _ in placed)
    starts = array("I", [0, *accumulate(ends[bucket] for bucket in range(2**buckets))])
    head = array("I", [width, stride, words, buckets, len(placed), 0])
    return [head.tobytes(), bloom.tobytes(), starts.tobytes(), array("I", [item for _, item in placed]).tobytes()]


class _Tables:
    def __init__(self, sizes: list[int], sections: list[bytes]) -> None:
        self.sizes, self.sections = sizes, sections


def _needs(needs: Sequence[tuple[tuple[Other, ...], ...]], flags: bytes, pool: _Pool) -> _Tables:
    sets: dict[tuple[tuple[Other, ...], int], int] = {}
    others: dict[Other, int] = {}
    rows = bytearray()
    need_starts, needed, set_starts, items, cased = array("I", [0]), array("H"), array("I", [0]), array("H"), bytearray()

    def numbered(other: Other) -> int:
        if other not in others:
            others[other] = len(others)
            rows.extend(_other(other, pool))
        return others[other]

    for slot, some in enumerate(needs):
        for strings in some:
            if not all(map(_is_even, strings)):
                continue  # a text with such a letter is never given to the sieve
            key = strings, flags[slot] & 1
            if key not in sets:
                sets[key] = len(sets)
                items.extend(sorted({numbered(string) for string in strings}))
                set_starts.append(len(items))
                cased.append(flags[slot] & 1)
            needed.append(sets[key])
        need_starts.append(len(needed))
    if max(len(needs), len(sets), len(others)) > _MOST:
        raise OverflowError
    sections = [need_starts.tobytes(), needed.tobytes(), flags, set_starts.tobytes(), items.tobytes(), bytes(cased), bytes(rows)]
    return _Tables([len(needed), len(sets), len(items), len(others)], sections)


def _other(other: Other, pool: _Pool) -> bytes:
    is_word = isinstance(other, bytes)
    string, small = _encoded(other)
    anchor = gram = 0
    if len(string) >= _GRAM:
        few = _common(_GRAM)
        anchor = min(range(min(len(small) - _GRAM, 250) + 1), key=lambda at: few[small[at : at + _GRAM]])
        gram = int.from_bytes(small[anchor : anchor + _GRAM], "little")
    return array("I", [pool.place(string), gram]).tobytes() + array("H", [len(string)]).tobytes() + bytes((anchor, is_word))


def _encoded(other: Other) -> tuple[bytes, bytes]:
    """A string as it is, and in small letters."""
    string = other.decode() if isinstance(other, bytes) else other
    return string.encode("utf-8", "replace"), low(string).encode("utf-8", "replace")


def _is_even(other: Other) -> bool:
    """Whether its small letters take as many bytes."""
    string, small = _encoded(other)
    return len(string) == len(small)
