"""The report as files: both forms, what they say and leave out, and that every link leads somewhere."""

import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest

from compliance.batch.report.html import NotAReport, Options
from tests.batch import sample
from tests.batch.report_html.conftest import written
from tests.batch.report_html.pages import dead, read

SECTIONS = ["clusters.html", "decisions.html", "documents.html", "index.html", "ledger.html", "unread.html"]


def test_every_link_leads_somewhere_and_no_id_is_twice(folder: Path, single: Path, attacked: tuple[Path, Path]) -> None:
    for path in [*sorted(folder.rglob("*.html")), single, *sorted(attacked[0].rglob("*.html")), attacked[1]]:
        assert dead(path) == [], path
        assert [id for id, count in Counter(read(path).ids()).items() if count > 1] == [], path


def test_a_folder_has_its_sections_a_page_a_document_and_data_for_the_list(folder: Path) -> None:
    assert sorted(path.name for path in folder.glob("*.html")) == SECTIONS
    assert sorted(path.name for path in (folder / "data").iterdir()) == ["names.js", "rows-0.js"]
    assert len(list(folder.glob("pages/*/c-*.html"))) == 2
    documents = list(folder.glob("pages/*/d-*.html"))
    assert f"55 documents checked, the gravest first; {len(documents):,} with findings." in read(folder / "documents.html").text and len(documents) > 20


def test_the_list_has_the_gravest_first(folder: Path) -> None:
    data = (folder / "data" / "rows-0.js").read_text("utf-8")
    rows = json.loads(data.removeprefix("complianceReport(0,").removesuffix(");\n"))
    assert [row[0] for row in rows] == sorted(row[0] for row in rows) and {row[0] for row in rows} == {0, 1, 2, 3} and len(rows) == 55
    assert [bool(row[3]) for row in rows] == sorted((bool(row[3]) for row in rows), reverse=True)


def test_pages_load_their_own_style_and_script_and_nothing_else(folder: Path, single: Path) -> None:
    for path in folder.rglob("*.html"):
        loaded = [it.attributes for it in read(path).elements if it.name in ("link", "script", "img", "iframe")]
        assert [it.get("href") or it.get("src") for it in loaded] == [f"{'../../' if 'pages' in path.parts else ''}{name}" for name in ("report.css", "report.js")]
    loaded = [it.attributes for it in read(single).elements if it.name in ("link", "img", "iframe") or it.name == "script" and "src" in it.attributes]
    assert loaded == []


def test_the_first_page_says_what_the_summary_counts(folder: Path) -> None:
    text = " ".join(read(folder / "index.html").text.split())
    assert "Of 55 documents checked, 16 must not run as they are and 10 need an editor." in text
    assert "Not checked, and in none of these numbers: 2 failed and 3 skipped." in text
    for heading in ("What holds documents back", "By month of the documents’ dates", "By holder", "By section", "By source", "Since the last run", "Licences that end"):
        assert heading in text
    assert "Nordlys Media AS 2025-12-31 · 69 days ago" in text


def test_a_document_shows_its_verdict_and_why_its_text_and_its_flags(folder: Path) -> None:
    (page,) = [page for path in folder.glob("pages/*/d-*.html") if "Lamps on the quay, part 24" in (page := read(path)).text]
    text = " ".join(page.text.split())
    assert "Blocked Must not run as it is" in text and "policy.prohibited" in text
    assert "Copyright 2023 Harbour Post Ltd" in text and "Missing: a licence of Harbour Post Ltd. to publish" in text
    marks = [it for it in page.elements if it.name == "mark"]
    assert marks and all(": " in it.attributes["title"] for it in marks)


def test_a_cluster_shows_its_texts_the_earliest_first_and_where_they_differ(folder: Path) -> None:
    pages = [read(path) for path in folder.glob("pages/*/c-*.html")]
    (text,) = [text for page in pages if "article/0001" in (text := " ".join(page.text.split()))]
    assert "2 texts that share passages, from 2024-10-22 to 2025-02-02, the earliest first." in text
    assert text.index("article/0021") < text.index("article/0001") and "Text 2 beside text 1" in text and "1 passage in common, 50% of the shorter text" in text


def test_a_title_that_reorders_its_line_is_shown_as_it_is_written(folder: Path, single: Path) -> None:
    for path in (folder / "documents.html", single):
        assert "<b>Bold</b> \\u202eevil & “quoted”" in read(path).text
        assert "\u202e" not in path.read_text("utf-8")
    assert "\u202e" not in (folder / "data" / "rows-0.js").read_text("utf-8")


def test_what_has_no_page_or_no_row_is_said(run: Path, tmp_path: Path) -> None:
    first = written(run, f"{tmp_path}/few/", Options(pages=5, rows=8))
    assert len(list(first.parent.glob("pages/*/d-*.html"))) == 5
    text = read(first).text
    assert "documents with findings the gravest 5 have a page of their own, 38 have none." in text
    told = read(first.parent / "documents.html").text
    assert "The list holds the first 8" in told and "Of those with findings the first 5 have a page of their own." in told
    assert dead(first) == [] and dead(first.parent / "documents.html") == [] and dead(first.parent / "ledger.html") == []


def test_a_long_text_is_shown_round_its_flags_and_the_rest_counted(run: Path, tmp_path: Path) -> None:
    first = written(run, f"{tmp_path}/short/", Options(text=60))
    pages = [read(path).text for path in first.parent.glob("pages/*/d-*.html")]
    assert all("characters left out" in text for text in pages)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(sample.make(tmp_path_factory.mktemp("small"), 12, clusters=False))


def test_the_form_goes_by_the_name_else_by_the_size(small: Path, tmp_path: Path) -> None:
    assert written(small, tmp_path / "a.html") == tmp_path / "a.html"
    assert written(small, f"{tmp_path}/b/") == tmp_path / "b" / "index.html"
    assert written(small, tmp_path / "c") == tmp_path / "c.html"
    assert written(small, tmp_path / "d", Options(single=3)) == tmp_path / "d" / "index.html"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "b", "c.html", "d"]


def test_a_report_takes_the_place_of_a_report_and_of_nothing_else(small: Path, tmp_path: Path) -> None:
    first = written(small, f"{tmp_path}/report/", Options(pages=3))
    written(small, f"{tmp_path}/report/", Options(pages=2))
    assert len(list(first.parent.glob("pages/*/d-*.html"))) == 2
    other = tmp_path / "mine"
    other.mkdir()
    (other / "letter.txt").write_text("keep me", "utf-8")
    with pytest.raises(NotAReport, match="holds something else"):
        written(small, f"{other}/")
    assert [path.name for path in other.iterdir()] == ["letter.txt"] and not list(tmp_path.glob(".*"))


def test_the_same_run_gives_the_same_bytes(run: Path, folder: Path, single: Path, tmp_path: Path) -> None:
    ledger = run.parent / "ledger.toml"
    again = written(run, f"{tmp_path}/again/", ledger=ledger).parent
    assert _digests(again) == _digests(folder)
    assert written(run, tmp_path / "one.html", ledger=ledger).read_bytes() == single.read_bytes()


def _digests(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def test_passages_stand_beside_their_source_where_its_text_is_at_hand(attacked: tuple[Path, Path], tmp_path: Path) -> None:
    run = attacked[0].parent / "run"
    page = written(run, f"{tmp_path}/with/", sources=lambda id: f"{id[:4]}OTHER{id[4:]}").parent
    texts = [path.read_text("utf-8") for path in page.glob("pages/*/d-*.html")]
    assert all("<ins>" in text and 'data-side="The source"' in text for text in texts)
    assert all("source’s text is not at hand" in path.read_text("utf-8") for path in attacked[0].glob("pages/*/d-*.html"))


def test_a_run_in_which_nothing_was_found_says_so(tmp_path: Path) -> None:
    sample.write(tmp_path / "run", [], 10, {"moment": sample.NOW})
    text = read(written(tmp_path / "run", tmp_path / "none.html")).text
    assert "Nothing was checked." in text and "Nothing does." in text and "Every document was read and checked." in text
