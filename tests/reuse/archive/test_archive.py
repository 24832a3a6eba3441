"""An archive as its users see it."""

import sqlite3
import threading

import pytest

from compliance.model import Document, Field, Source
from compliance.reuse.archive import Added, Archive, ArchiveError, Text
from tests.reuse.archive.conftest import prose


def test_what_was_added_is_there(archive):
    text = Text("a", "words\n" + prose("a"), "A title", "Quay Press", "CC-BY-4.0", "https://quay.example/a", "2024-05-01")
    assert archive.add([text]) == Added(added=1)
    assert archive.get("a") == text
    assert archive.get("b") is None
    assert list(archive.ids()) == ["a"]
    assert "a" in archive and "b" not in archive and len(archive) == 1


def test_it_is_there_after_closing(folder):
    with Archive.open(folder, create=True) as archive:
        archive.add([Text("a", prose("a"))])
    with Archive.open(folder) as archive:
        assert [match.source_id for match in archive.search(prose("a"))] == ["a"]


def test_mappings_and_documents_can_be_added(archive):
    document = Document("d.md", "d.md", prose("d"), fields=(Field("title", "Of quays", 1, 1), Field("date", "2023-01-02", 2, 1)))
    archive.add([{"id": "m", "text": prose("m"), "holder": "Quay Press", "pages": 3, "date": None}, document])
    assert archive.get("m").holder == "Quay Press" and archive.get("m").date == ""
    assert archive.get("d.md")[2:] == ("Of quays", "", "", "", "2023-01-02")


@pytest.mark.parametrize(
    ("item", "message"), [({"text": "x"}, "no id"), (Text("", "some words"), "some words"), ({"id": "x"}, "no 'text'"), ("words", "a str cannot be added")]
)
def test_what_is_no_text_is_refused(archive, item, message):
    with pytest.raises(ArchiveError, match=message):
        archive.add([item])
    assert len(archive) == 0


def test_the_same_again_changes_nothing(filled):
    before = filled.stats()
    assert filled.add([filled.get("t0-1"), filled.get("t2-0")]) == Added(unchanged=2)
    assert filled.stats() == before


def test_a_new_version_takes_the_place_of_the_old(filled):
    assert filled.add([Text("t0-1", prose("anew"))]) == Added(replaced=1)
    assert filled.search(prose((0, 1))) == []
    assert [match.source_id for match in filled.search(prose("anew"))] == ["t0-1"]
    assert len(filled) == 18 and filled.get("t0-1").title == ""


def test_new_metadata_leave_the_words_where_they_are(filled):
    before = filled.stats()
    assert filled.add([filled.get("t0-1")._replace(holder="Quay Press")]) == Added(replaced=1)
    assert filled.search(prose((0, 1)))[0].of.holder == "Quay Press"
    assert filled.stats()[:6] == before[:6]


def test_of_several_versions_in_one_addition_the_last_stays(archive):
    archive.add([Text("a", prose(1)), Text("b", prose(2)), Text("a", prose(3))])
    assert archive.get("a").text == prose(3) and archive.search(prose(1)) == []


def test_a_version_follows_another_from_batch_to_batch(archive, monkeypatch):
    monkeypatch.setattr("compliance.reuse.archive.writing.BATCH_TEXTS", 2)
    added = archive.add(Text(f"id{n % 3}", prose(n)) for n in range(31))
    assert added.added == 3 and len(archive) == 3
    assert {archive.get(f"id{n % 3}").text for n in (28, 29, 30)} == {prose(28), prose(29), prose(30)}
    assert archive.search(prose(4)) == []
    assert archive.verify() == []


def test_removed_texts_are_not_found(filled):
    assert filled.remove(["t1-0", "t1-1", "never", "t1-0"]) == 2
    assert filled.get("t1-0") is None and len(filled) == 16
    assert filled.search(prose((1, 0))) == []
    assert filled.stats().dead == 2
    assert filled.compact().dead == 0
    assert filled.search(prose((1, 0))) == [] and filled.search(prose((1, 2)))[0].source_id == "t1-2"


def test_compacting_keeps_all_and_gives_space_back(filled):
    texts = [filled.get(id) for id in filled.ids()]
    filled.remove(f"t0-{n}" for n in range(9))
    before = filled.stats()
    after = filled.compact()
    assert after.segments == 1 and after.texts == 9
    assert after.text_bytes < before.text_bytes and after.fingerprints < before.fingerprints
    assert [filled.get(id) for id in filled.ids()] == texts[9:]
    assert all(filled.search(text.text)[0].source_id == text.id for text in texts[9:])
    assert filled.verify() == []


def test_an_archive_can_lose_all_its_texts(filled):
    filled.remove(list(filled.ids()))
    assert filled.compact()[:4] == (0, 0, 0, 0)
    assert filled.search(prose((0, 1))) == [] and filled.verify() == []
    filled.add([Text("a", prose("a"))])
    assert filled.search(prose("a"))[0].source_id == "a"


def test_few_segments_are_left_by_many_additions(archive):
    for n in range(60):
        archive.add([Text(f"t{n}", prose(n, 60))])
    assert archive.stats().segments <= 8
    assert all(archive.search(prose(n, 60))[0].source_id == f"t{n}" for n in range(60))


def test_stats_tell_what_there_is(filled):
    stats = filled.stats()
    assert (stats.texts, stats.dead, stats.earliest, stats.latest) == (18, 0, "2024-01-10", "2024-03-10")
    assert stats.letters == sum(len(filled.get(id).text) for id in filled.ids())
    assert min(stats.fingerprints, stats.fingerprint_bytes, stats.text_bytes, stats.catalogue_bytes) > 0


def test_progress_says_what_is_on_disk(archive, monkeypatch):
    monkeypatch.setattr("compliance.reuse.archive.writing.BATCH_TEXTS", 5)
    seen = []
    with Archive.open(archive.path) as reader:
        archive.add((Text(f"t{n}", prose(n, 30)) for n in range(12)), progress=lambda added: seen.append((added.added, len(reader))))
    assert seen == [(5, 5), (10, 10), (12, 12)]


def test_an_addition_that_was_cut_short_keeps_what_was_acknowledged(archive, monkeypatch):
    monkeypatch.setattr("compliance.reuse.archive.writing.BATCH_TEXTS", 5)
    said = []

    def texts(until):
        for n in range(200):
            if n == until:
                raise RuntimeError("the power is gone")
            yield Text(f"t{n}", prose(n, 30))

    with pytest.raises(RuntimeError):
        archive.add(texts(100), progress=said.append)
    assert 0 < said[-1].added == len(archive) <= 100
    again = archive.add(texts(None))
    assert again.unchanged == said[-1].added and again.added + again.unchanged == 200
    assert archive.verify() == []


def test_texts_of_every_kind_come_back_as_they_were(archive):
    odd = {"empty": "", "short": "a few", "surrogate": "x\ud800y", "nul": "a\0b", "wide": "日本語" * 50, "long": prose("long", 30_000)}
    archive.add({"id": id, "text": text} for id, text in odd.items())
    assert {id: archive.get(id).text for id in archive.ids()} == odd
    assert archive.verify() == []


def test_ids_that_are_no_proper_unicode_are_kept_apart(archive):
    odd = ["caf\udce9.txt", "caf\udce8.txt", "nul\0"]
    archive.add(Text(id, prose(id), title=id) for id in odd)
    assert len(archive) == 3 and all(id in archive and archive.get(id).text == prose(id) for id in odd)
    assert archive.search(prose(odd[0]), besides=[odd[0]]) == []
    assert archive.remove(odd) == 3


def test_what_goes_wrong_with_the_texts_given_is_not_the_archives_fault(archive, tmp_path):
    def texts():
        yield Text("a", prose("a"))
        (tmp_path / "missing.txt").read_text()

    with pytest.raises(FileNotFoundError):
        archive.add(texts())


def test_an_archive_may_go_from_thread_to_thread(archive):
    thread = threading.Thread(target=lambda: archive.add([Text("a", prose("a"))]))
    thread.start()
    thread.join()
    assert len(archive) == 1


def test_there_must_be_an_archive(tmp_path):
    for path in (tmp_path, tmp_path / "never"):
        with pytest.raises(ArchiveError, match="no archive is there"):
            Archive.open(path, create=False)
    assert list(tmp_path.iterdir()) == []


def test_unless_told_otherwise_the_first_text_makes_the_archive(tmp_path):
    for path in (tmp_path, tmp_path / "new"):
        with Archive.open(path) as archive:
            for read in (lambda: archive.search("a draft"), archive.stats, lambda: list(archive.ids()), archive.verify):
                with pytest.raises(ArchiveError, match="no archive is there"):
                    read()
        assert not path.exists() or not list(path.iterdir())
    with Archive.open(tmp_path / "new") as archive:
        assert archive.add([{"id": "one", "text": "The ferry left the harbour in fog."}]).added == 1
        assert archive.get("one").text == "The ferry left the harbour in fog."
    with Archive.open(tmp_path / "new") as archive:
        assert list(archive.ids()) == ["one"]
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "notes.txt").write_text("mine")
    with pytest.raises(ArchiveError, match="no archive is there"):
        Archive.open(tmp_path / "other")


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(ArchiveError, match=r"holds notes\.txt and no archive"):
        Archive.open(tmp_path, create=True)
    assert [item.name for item in tmp_path.iterdir()] == ["notes.txt"]
    with pytest.raises(ArchiveError, match="this is a file"):
        Archive.open(tmp_path / "notes.txt", create=True)


def test_a_database_of_another_program_is_refused(tmp_path):
    with sqlite3.connect(tmp_path / "catalogue.sqlite") as base:
        base.execute("CREATE TABLE songs (name TEXT)")
    base.close()
    with pytest.raises(ArchiveError, match="another program"):
        Archive.open(tmp_path, create=True)


def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "catalogue.sqlite").write_bytes(b"no database at all, but long enough to be one " * 100)
    with pytest.raises(ArchiveError, match="cannot be read"):
        Archive.open(tmp_path)


def test_a_newer_format_is_refused(archive):
    archive.close()
    with sqlite3.connect(archive.path / "catalogue.sqlite") as base:
        base.execute("PRAGMA user_version = 9")
    base.close()
    with pytest.raises(ArchiveError, match="format 9, this version reads format 1; update"):
        Archive.open(archive.path)


def test_a_closed_archive_says_so(archive):
    archive.close()
    archive.close()
    with pytest.raises(ArchiveError, match="closed"):
        archive.search(prose(1))


def test_the_second_writer_is_told_of_the_first(folder):
    with Archive.open(folder, create=True) as first, Archive.open(folder) as second, Archive.open(folder, wait=20) as patient:
        inside, done = threading.Event(), threading.Event()

        def slowly():
            yield Text("a", prose("a"))
            inside.set()
            done.wait(20)

        def write():
            with Archive.open(folder) as own:
                own.add(slowly())

        thread = threading.Thread(target=write)
        thread.start()
        assert inside.wait(20)
        with pytest.raises(ArchiveError, match=r"another writer is at work \(process \d+\)"):
            second.add([Text("b", prose("b"))])
        assert first.search(prose("a")) == []  # readers go on
        threading.Timer(0.2, done.set).start()
        assert patient.add([Text("c", prose("c"))]).added == 1
        thread.join()
        assert sorted(first.ids()) == ["a", "c"]


def test_a_reader_follows_what_a_writer_does(folder):
    with Archive.open(folder, create=True) as writer, Archive.open(folder) as reader:
        for n in range(12):
            writer.add([Text(f"t{n}", prose(n))])
            assert reader.search(prose(n))[0].of == Source(f"t{n}")
        writer.remove(["t3"])
        writer.compact()
        assert reader.search(prose(3)) == [] and reader.search(prose(5))[0].source_id == "t5"


def test_searching_goes_on_while_texts_are_added_and_compacted(folder):
    """Merges take files away under the reader's hands; it never fails, and never misses what was there from the start."""
    with Archive.open(folder, create=True) as archive:
        archive.add([Text("first", prose("first"))])
        stop = threading.Event()

        def write():
            with Archive.open(folder) as writer:
                for n in range(25):
                    writer.add([Text(f"t{n}", prose(n, 60)), Text("again", prose(("again", n), 60))])
                    if n % 5 == 4:
                        writer.compact()
            stop.set()

        thread = threading.Thread(target=write)
        thread.start()
        while not stop.is_set():
            assert [match.source_id for match in archive.search(prose("first"))] == ["first"]
            assert archive.get("first") is not None
        thread.join()
        assert len(archive) == 27 and archive.verify() == []
