"""The archive benchmark: its articles, and its programs on very few of them."""

from benchmarks import archive
from benchmarks.library import AGENCY, SIZE, article, draft, passage


def test_an_article_is_always_the_same_and_no_other():
    assert article(7) == article(7) != article(8)
    assert all(len(article(number)) == SIZE for number in range(50))


def test_every_second_article_ends_in_the_agency_line():
    assert [article(number).endswith(AGENCY) for number in range(4)] == [False, True, False, True]


def test_a_passage_stands_in_its_article_and_in_the_draft():
    taken = passage(5, 60)
    assert taken in " ".join(article(5).split()) and len(taken.split()) == 60
    assert taken in draft(1, taken)
    edited = passage(5, 60, 10)
    assert [one == other for one, other in zip(taken.split(), edited.split(), strict=True)].count(False) in (5, 6)


def test_an_archive_of_few_articles_is_built_and_searched(tmp_path):
    archive.generate(tmp_path / "articles.jsonl", 60)
    built = archive.build(tmp_path / "archive", tmp_path / "articles.jsonl", 60)
    assert built.segments == 1 and built.fingerprint_bytes > 60 * 1000
    found = archive.search(tmp_path / "archive", 60, 20)
    assert (found.verbatim, found.edited) == (1, 1)


def test_the_program_prints_a_row_a_size(tmp_path, capsys):
    archive.main(["--sizes", "20,40", "--searches", "10", "--folder", str(tmp_path)])
    rows = capsys.readouterr().out.splitlines()
    assert len(rows) == 3 and rows[2].split()[0] == "40"
    assert list(tmp_path.iterdir()) == []


def test_peers_that_are_not_installed_are_named(capsys, monkeypatch):
    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr(archive.importlib, "import_module", missing)
    archive.main(["--peers", "--sizes", "30", "--searches", "8"])
    out = capsys.readouterr().out
    assert "datasketch   is not installed" in out and "rensa        is not installed" in out
