"""What is damaged is named, never searched silently, and made anew from the texts."""

import random

import pytest

from compliance.reuse.archive import Archive, ArchiveError, Text
from tests.reuse.archive.conftest import prose


def segments(archive):
    return sorted((archive.path / "segments").iterdir())


def flip(path, place, bit=3):
    raw = bytearray(path.read_bytes())
    raw[place % len(raw)] ^= 1 << bit
    path.write_bytes(raw)


def answers(archive):
    return [[match.source_id for match in archive.search(prose((part, n)))] for part in range(3) for n in range(10 - 4 * part)]


def test_a_sound_archive_has_no_damage(filled):
    read = []
    assert filled.verify(progress=lambda done, total: read.append((done, total))) == []
    assert read[-1][0] <= read[-1][1] and len(read) > 3
    assert filled.rebuild() == 0


def test_every_flipped_bit_of_a_segment_is_found_and_undone(filled):
    rng = random.Random(1)
    expected = answers(filled)
    path = segments(filled)[0]
    size = path.stat().st_size
    for place in [0, 9, 30, 255, 256, 300, size - 1, *(rng.randrange(size) for _ in range(15))]:
        path = segments(filled)[0]
        raw = path.read_bytes()
        flip(path, place, rng.randrange(8))
        (damage,) = filled.verify() or [None]
        if damage is None:  # between two sections nothing is stored
            assert raw[place % size] == 0
            path.write_bytes(raw)
            continue
        assert (damage.part, damage.name, damage.ids) == ("segment", path.name, ())
        assert filled.rebuild() == 1
        assert filled.verify() == []
    assert answers(filled) == expected


@pytest.mark.parametrize("left", [0, 100, 256, 5000, -1])
def test_a_truncated_segment_is_named_by_a_search(filled, left):
    expected = answers(filled)
    filled.close()
    path = segments(filled)[0]
    path.write_bytes(path.read_bytes()[:left])
    with Archive.open(filled.path) as archive:
        with pytest.raises(ArchiveError, match=rf"{path.name}: .*archive rebuild"):
            archive.search(prose((0, 1)))
        assert [damage.name for damage in archive.verify()] == [path.name]
        with pytest.raises(ArchiveError, match="damaged"):
            archive.compact()
        assert archive.rebuild() == 1
        assert answers(archive) == expected


def test_a_missing_segment_is_named_and_made_anew(filled):
    expected = answers(filled)
    filled.close()
    segments(filled)[0].unlink()
    with Archive.open(filled.path) as archive:
        with pytest.raises(ArchiveError, match=r"000\d+\.segment: the file is missing"):
            archive.search(prose((0, 1)))
        assert archive.verify()[0].reason == "the file is missing"
        assert archive.rebuild() == 1 and answers(archive) == expected


def test_a_search_over_flipped_bits_never_crashes(filled):
    """What shows is an error that says so; a posting that is another one is found out when the texts are held side by side."""
    rng = random.Random(2)
    filled.compact()
    filled.close()
    (path,) = segments(filled)
    sound = path.read_bytes()
    for _ in range(60):
        path.write_bytes(sound)
        for _ in range(rng.choice([1, 30])):
            flip(path, rng.randrange(256, len(sound)), rng.randrange(8))
        with Archive.open(filled.path) as archive:
            try:
                found = archive.search(prose((1, 2)))
            except ArchiveError as error:
                assert "damaged" in str(error)
            else:
                assert {match.source_id for match in found} <= {"t1-2"}


def test_a_damaged_text_is_named_with_its_id(filled):
    (path,) = (filled.path / "texts").iterdir()
    flip(path, 40)
    (damage,) = filled.verify()
    assert (damage.part, damage.name, damage.ids) == ("texts", path.name, ("t0-0",))
    with pytest.raises(ArchiveError, match="the text of 't0-0' is damaged: the checksum is wrong; add it again"):
        filled.get("t0-0")
    with pytest.raises(ArchiveError, match="'t0-0' is damaged"):
        filled.search(prose((0, 0)))
    assert filled.get("t0-1") is not None


def test_a_damaged_text_can_be_added_again(filled):
    (path,) = (filled.path / "texts").iterdir()
    flip(path, 40)
    filled.remove(["t0-0"])
    filled.add([Text("t0-0", prose((0, 0)))])
    assert filled.verify() == [] and filled.search(prose((0, 0)))[0].source_id == "t0-0"


def test_lost_texts_are_named(filled):
    (path,) = (filled.path / "texts").iterdir()
    path.unlink()
    with Archive.open(filled.path) as archive:
        (damage,) = archive.verify()
        assert damage.reason == "the file is missing" and len(damage.ids) == 18
        with pytest.raises(ArchiveError, match="verify` says which texts are lost"):
            archive.get("t0-0")


def test_a_damaged_catalogue_is_named(filled):
    filled.close()
    path = filled.path / "catalogue.sqlite"
    raw = bytearray(path.read_bytes())
    raw[8192:12288] = b"\x55" * 4096
    path.write_bytes(raw)
    with Archive.open(filled.path) as archive:
        found = archive.verify()
    assert found and found[0].part == "catalogue"


def test_what_a_killed_writer_left_is_swept_up(filled):
    (filled.path / "segments" / "000099.part").write_bytes(b"half")
    (filled.path / "segments" / "000098.segment").write_bytes(b"never published")
    (text,) = (filled.path / "texts").iterdir()
    with text.open("ab") as file:
        file.write(b"a record that was never acknowledged")
    (filled.path / "texts" / "000009.texts").write_bytes(b"a file that was begun")
    assert filled.verify() == []
    filled.add([Text("new", prose("new"))])
    assert len(segments(filled)) == filled.stats().segments
    assert [path.name for path in (filled.path / "texts").iterdir()] == [text.name]
    assert filled.verify() == [] and filled.get("new").text == prose("new")
