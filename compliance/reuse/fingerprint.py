"""Fingerprints: a sample of a text's runs of letters, chosen so that two texts that share a long run share one.

Winnowing after Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting" (SIGMOD 2003).
Every run of `LENGTH` folded units is hashed; of every `WINDOW` hashes in a row the smallest is kept. So

- two texts that share a run of `ALWAYS` = LENGTH + WINDOW - 1 units share a fingerprint, always: the run holds a whole
  window, and the window's smallest hash does not depend on what stands around it;
- two texts that share no run of LENGTH units share no fingerprint, but for a collision of hashes (one in 2**40 a pair).

The hash is a polynomial in the units, modulo 2**64, taken from differences of one running sum, so that numpy does all of
it; that of a run does not depend on where it stands.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from compliance.reuse.fold import Units, fold, fold_ascii

LENGTH = 24
"""Units of a run: nothing shorter is ever found."""
WINDOW = 16
ALWAYS = LENGTH + WINDOW - 1
"""Units of a run that is always found."""
BITS = 40
"""Bits of a fingerprint."""
DOCUMENT_BITS = 64 - BITS
"""Bits of a key that say which text of a batch holds the fingerprint."""

_BLOCK = 1 << 16  # units hashed in one go, so that the arrays stay in the processor's cache
_PART = 1 << 20  # units of a text that are looked at in one go
_BASE = 0x9E3779B97F4A7C15
_MIX = np.uint64(0xD6E8FEB86659FD93)
_SPREAD = np.uint64(0xC2B2AE3D27D4EB4F)

Hashes = NDArray[np.uint64]


class Fingerprints(NamedTuple):
    """Fingerprints in the order of the text, and the unit that each one's run starts at."""

    values: Hashes
    at: NDArray[np.int64]


def run_hashes(units: Units) -> Hashes:
    """A 64-bit hash of every run of `LENGTH` units, in their order."""
    count = len(units) - LENGTH + 1
    if count <= 0:
        return np.empty(0, np.uint64)
    if count <= _BLOCK:
        return _block(units)
    found = np.empty(count, np.uint64)
    for first in range(0, count, _BLOCK):
        last = min(first + _BLOCK, count)
        found[first:last] = _block(units[first : last + LENGTH - 1])
    return found


def values(hashes: Hashes) -> Hashes:
    """The fingerprints, of `BITS` bits, that hashes are kept as.

    They are spread anew: the kept hashes are the small ones, and a table wants them even.
    """
    return (hashes * _SPREAD) >> np.uint64(64 - BITS)


def fingerprints(units: Units) -> Fingerprints:
    """The fingerprints of one text."""
    hashes = run_hashes(units)
    at = chosen(hashes)
    return Fingerprints(values(hashes[at]), at)


def chosen(hashes: Hashes) -> NDArray[np.int64]:
    """Which hashes of a text are kept: those that are the smallest of some window. All windows count; a text too short
    for a window is one."""
    if len(hashes) <= WINDOW:
        return np.flatnonzero(hashes == hashes.min()) if len(hashes) else np.empty(0, np.int64)
    lowest = _lowest(hashes)
    # A hash is kept if the highest of the minima of all windows over it is itself.
    padded = np.zeros(len(lowest) + 2 * (WINDOW - 1), np.uint64)
    padded[WINDOW - 1 : WINDOW - 1 + len(lowest)] = lowest
    size = 1
    while size < WINDOW:
        padded = np.maximum(padded[:-size], padded[size:])
        size *= 2
    return np.flatnonzero(padded == hashes)


def of_texts(texts: Sequence[str]) -> Hashes:
    """The fingerprints of many texts as sorted keys, each one once a text: the fingerprint above, the text's index in the
    lower `DOCUMENT_BITS` bits."""
    if not len(texts) <= 1 << DOCUMENT_BITS:
        raise ValueError(f"at most {1 << DOCUMENT_BITS} texts at a time")
    found = [_keys(*part) for group in _groups(texts) for part in _parts(*group)]
    if not found:
        return np.empty(0, np.uint64)
    keys = np.concatenate(found)
    keys.sort()
    return keys[np.concatenate([[True], keys[1:] != keys[:-1]])] if len(keys) else keys


def _groups(texts: Sequence[str]) -> Iterable[tuple[Units, list[int], list[int]]]:
    """Texts laid end to end in blocks: their units, how many each has, and which they are."""
    narrow: list[bytes] = []
    wide: list[str] = []
    which: tuple[list[int], list[int]] = ([], [])
    sizes = [0, 0]
    for index, text in enumerate(texts):
        kind = int(not text.isascii())
        which[kind].append(index)
        sizes[kind] += len(text)
        if kind:
            wide.append(text)
        else:
            narrow.append(fold_ascii(text.encode("ascii")).tobytes())
        if sizes[kind] >= _BLOCK:
            yield _joined(wide, which[1]) if kind else _joined_narrow(narrow, which[0])
            (wide if kind else narrow).clear()
            which[kind].clear()
            sizes[kind] = 0
    if narrow:
        yield _joined_narrow(narrow, which[0])
    if wide:
        yield _joined(wide, which[1])


def _joined_narrow(raws: list[bytes], which: list[int]) -> tuple[Units, list[int], list[int]]:
    return np.frombuffer(b"".join(raws), np.uint8), [len(raw) for raw in raws], list(which)


def _joined(texts: list[str], which: list[int]) -> tuple[Units, list[int], list[int]]:
    folded = fold("".join(texts))
    ends = np.searchsorted(folded.at, np.cumsum([len(text) for text in texts]))
    return folded.units, np.diff(ends, prepend=0).tolist(), list(which)


def _parts(units: Units, lengths: list[int], which: list[int]) -> Iterable[tuple[Units, list[int], list[int]]]:
    """A group as it is; a long text by itself in parts that reach over one another by a window."""
    if len(lengths) > 1 or len(units) < 2 * _PART:
        yield units, lengths, which
        return
    for first in range(0, len(units) - _PART + 1, _PART):
        last = len(units) if first + 2 * _PART > len(units) else first + _PART + ALWAYS - 1
        yield units[first:last], [last - first], which


def _keys(units: Units, lengths: list[int], which: list[int]) -> Hashes:
    """Keys of texts that lie end to end. Windows that reach over the end of a text do not count."""
    hashes = run_hashes(units)
    ends = np.cumsum(np.array(lengths, np.int64))
    starts = ends - lengths
    found, owners = [], []
    if len(hashes) >= WINDOW:
        lowest = _lowest(hashes)
        some = ends > starts
        over = np.maximum(ends[some, None] - np.arange(1, ALWAYS), starts[some, None]).ravel()
        sound = np.ones(len(lowest), bool)
        sound[over[over < len(lowest)]] = False
        sound[1:] &= (lowest[1:] != lowest[:-1]) | ~sound[:-1]
        at = np.flatnonzero(sound)
        found.append(lowest[at])
        owners.append(np.searchsorted(ends, at, "right"))
    for index in np.flatnonzero((np.array(lengths) >= LENGTH) & (np.array(lengths) < ALWAYS)).tolist():
        found.append(hashes[starts[index] : ends[index] - LENGTH + 1].min(keepdims=True))
        owners.append(np.array([index]))
    if not found:
        return np.empty(0, np.uint64)
    texts = np.array(which, np.uint64)[np.concatenate(owners)]
    return values(np.concatenate(found)) << np.uint64(DOCUMENT_BITS) | texts


def _lowest(hashes: Hashes) -> Hashes:
    """The smallest of each window; by doubling, so that numpy passes over the hashes log2(WINDOW) times."""
    size = 1
    while size < WINDOW:
        hashes = np.minimum(hashes[:-size], hashes[size:])
        size *= 2
    return hashes


def _block(units: Units) -> Hashes:
    powers, inverses = _powers()
    sums = np.zeros(len(units) + 1, np.uint64)
    np.cumsum(units * powers[: len(units)], out=sums[1:])
    hashes: NDArray[Any] = sums[LENGTH:] - sums[:-LENGTH]
    hashes *= inverses[: len(hashes)]
    hashes ^= hashes >> np.uint64(32)
    hashes *= _MIX
    hashes ^= hashes >> np.uint64(32)
    return hashes


@lru_cache(maxsize=1)
def _powers() -> tuple[Hashes, Hashes]:
    """Powers of the base and of its inverse, modulo 2**64."""
    both = []
    for base in (_BASE, pow(_BASE, -1, 1 << 64)):
        powers = np.full(_BLOCK + LENGTH, base, np.uint64)
        powers[0] = 1
        both.append(np.cumprod(powers, dtype=np.uint64))
    return both[0], both[1]
