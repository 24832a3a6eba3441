"""The file of fingerprints: what is looked up, read back and merged is what was written."""

import numpy as np
import pytest

from compliance.reuse.archive.merge import merge
from compliance.reuse.archive.nouns import ArchiveError
from compliance.reuse.archive.segment import Segment
from compliance.reuse.archive.segment_file import Reader, Writer, directory_bits
from compliance.reuse.fingerprint import BITS, DOCUMENT_BITS


def keys_of(seed, postings, texts, values=None):
    """Sorted keys, some fingerprints held by many texts."""
    rng = np.random.default_rng(seed)
    found = rng.integers(0, 1 << BITS, postings, np.uint64)
    found[: postings // 3] = found[rng.integers(0, max(1, postings // 50), postings // 3)]
    if values is not None:
        found[: len(values)] = values
    return np.unique(found << np.uint64(DOCUMENT_BITS) | rng.integers(0, texts, postings, np.uint64))


def write(path, keys, numbers, room=None):
    with Writer(path, numbers, np.full(len(numbers), 300), room or len(keys)) as writer:
        middle = len(keys) // 3
        writer.append(keys[:middle])
        writer.append(keys[middle:])
        return writer.finish()


def pairs(keys, numbers):
    """(fingerprint, number of the text) of keys."""
    index = (keys & np.uint64((1 << DOCUMENT_BITS) - 1)).astype(int)
    return sorted(zip((keys >> np.uint64(DOCUMENT_BITS)).tolist(), numbers[index].tolist(), strict=True))


def held(segment, fingerprints):
    """The same of what a look-up finds."""
    found = segment.find(fingerprints)
    out = []
    for which, first, last in zip(found.which.tolist(), found.first.tolist(), found.last.tolist(), strict=True):
        texts, sizes = segment.texts(np.arange(first, last))
        assert (sizes == 255).all()
        out += [(int(fingerprints[which]), number) for number in texts.tolist()]
    return sorted(out)


@pytest.mark.parametrize(("room", "bits"), [(None, 8), (1 << 16, 16), (1 << 25, 24)])
def test_a_look_up_finds_what_was_written_and_nothing_else(tmp_path, room, bits):
    assert directory_bits(room or 5000) == bits
    keys, numbers = keys_of(1, 5000, 40), np.arange(1000, 1040, dtype=np.uint64)
    header = write(tmp_path / "s", keys, numbers, room)
    assert header.bits == bits and header.postings == len(keys)
    segment = Segment(tmp_path / "s")
    everything = np.unique(keys >> np.uint64(DOCUMENT_BITS))
    assert held(segment, everything) == pairs(keys, numbers)
    others = np.setdiff1d(np.concatenate([everything + np.uint64(1), everything[1:] - np.uint64(1)]) % np.uint64(1 << BITS), everything)
    assert held(segment, others) == []
    segment.release()
    assert held(segment, everything[::7]) == [pair for pair in pairs(keys, numbers) if pair[0] in set(everything[::7].tolist())]
    segment.close()


@pytest.mark.parametrize("room", [None, 1 << 16])
def test_a_segment_is_read_back_in_order(tmp_path, room):
    keys = keys_of(2, 3000, 10)
    header = write(tmp_path / "s", keys, np.arange(10, dtype=np.uint64), room)
    rows = 1 << header.bits
    with Reader(tmp_path / "s") as reader:
        parts = [reader.keys(before) for before in (0, rows // 3, rows // 3, rows - 1, rows)]
        reader.finish()
    assert np.concatenate(parts).tolist() == keys.tolist()


def test_merging_brings_together_what_is_left(tmp_path, monkeypatch):
    monkeypatch.setattr("compliance.reuse.archive.merge._RANGE", 1000)
    lowest_and_highest = [0, (1 << BITS) - 1]
    numbers = [np.arange(first, first + 20, dtype=np.uint64) for first in (1, 21, 100)]
    keys = [keys_of(seed, 4000, 20, lowest_and_highest) for seed in range(3)]
    paths = [tmp_path / f"s{n}" for n in range(3)]
    for path, some, of, room in zip(paths, keys, numbers, (None, 1 << 16, None), strict=True):
        write(path, some, of, room)
    living = np.setdiff1d(np.concatenate(numbers), np.array([1, 7, 40, 119], np.uint64))
    header = merge(paths, tmp_path / "merged", living)
    segment = Segment(tmp_path / "merged")
    expected = sorted(pair for some, of in zip(keys, numbers, strict=True) for pair in pairs(some, of) if pair[1] in set(living.tolist()))
    assert header.texts == len(living) and header.postings == len(expected)
    assert held(segment, np.unique(np.array([pair[0] for pair in expected], np.uint64))) == expected
    segment.close()


def test_merging_what_is_gone_leaves_nothing(tmp_path):
    write(tmp_path / "s", keys_of(1, 100, 5), np.arange(5, dtype=np.uint64))
    header = merge([tmp_path / "s"], tmp_path / "merged", np.empty(0, np.uint64))
    assert (header.texts, header.postings) == (0, 0)


def test_a_damaged_segment_is_not_merged(tmp_path):
    path = tmp_path / "s"
    header = write(path, keys_of(1, 2000, 5), np.arange(5, dtype=np.uint64))
    raw = bytearray(path.read_bytes())
    raw[header.places[3] + 700] ^= 4
    path.write_bytes(raw)
    with pytest.raises(ArchiveError, match="the checksum of its rest is wrong"):
        merge([path], tmp_path / "merged", np.arange(5, dtype=np.uint64))
