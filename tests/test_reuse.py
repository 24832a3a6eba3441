"""A check with archives: what becomes of the matches in a report, and who decides how grave they are."""

import os
from pathlib import Path

import pytest

import compliance
from compliance.checker import UNUSED, Settings, check_document, check_documents
from compliance.documents import from_text, read_file
from compliance.model import Document, Field, Finding, MatchKind, Outcome, Severity, Verdict

LAMPS = (
    "For a hundred winters somebody has walked the breakwater at dusk with a pole and a tin of oil, and on Friday the last of them "
    "lit the nineteen lamps for the final time while a harbour engineer in a yellow jacket waited beside the switch."
)
GOATS = (
    "The keeper of the toll house, who has lived behind the gate with two goats and a kettle since the spring of the great flood, "
    "may stay until he chooses otherwise, the county treasurer told a meeting that had come to hear the opposite."
)
OWN = "Nobody on our side of the river had heard of it before this morning, and nobody here has been asked."


@pytest.fixture
def archive(tmp_path):
    with compliance.Archive.open(tmp_path / "known", create=True) as opened:
        opened.add(
            [
                {"id": "wire/7", "text": f"PORT ANSGAR. {LAMPS} It rained.", "title": "Lamps", "holder": "Kestrel Wire", "date": "2025-03-01"},
                {"id": "house/3", "text": f"{GOATS} So we wrote.", "title": "Goats", "holder": "Weirside Gazette", "date": "2025-02-01"},
            ]
        )
        yield opened


@pytest.fixture
def book(packs):
    return packs.book(packs.rule())


def test_a_report_has_the_matches_and_their_flags(archive, book):
    text = f"{OWN}\n\n{LAMPS}\n"
    report = compliance.check(text, rules=book, archives=[archive])
    (match,) = report.matches
    assert (match.kind, match.source_id, match.position) == (MatchKind.VERBATIM, "wire/7", (3, 1))
    assert match.text == text[slice(*match.draft)]
    assert LAMPS.startswith(match.text.rstrip("."))
    assert archive.get("wire/7").text[slice(*match.source)] == match.text
    (flag,) = report.flags
    assert (flag.rule, flag.kind, flag.severity, flag.span) == ("reuse.verbatim", Finding.REUSE, Severity.ERROR, match.draft)
    assert flag.values["source"]["holder"] == "Kestrel Wire"
    assert 0.6 < match.share < 0.75
    assert report.verdict is Verdict.REVIEW


def test_a_text_of_ones_own_has_none(archive, book):
    report = compliance.check(OWN + "\n", rules=book, archives=[archive])
    assert (report.matches, report.flags, report.verdict) == ((), (), Verdict.CLEAR)


def test_without_an_archive_nothing_is_compared(book):
    assert compliance.check(LAMPS, rules=book).matches == ()


def test_the_houses_own_copy_asks_for_no_review(archive, book):
    settings = Settings(publisher=("weirside  gazette",))
    report = compliance.check(GOATS, rules=book, archives=[archive], settings=settings)
    assert [(flag.rule, flag.severity) for flag in report.flags] == [("reuse.own", Severity.NOTE)]
    assert report.verdict is Verdict.CLEAR
    assert [flag.rule for flag in compliance.check(GOATS, rules=book, archives=[archive]).flags] == ["reuse.verbatim"]


def test_the_publisher_may_go_by_any_name_that_the_registry_knows(tmp_path):
    with compliance.Archive.open(tmp_path / "known", create=True) as opened:
        opened.add([{"id": "1", "text": LAMPS, "holder": "The Associated Press"}])
        report = compliance.check(LAMPS, archives=[opened], settings=Settings(publisher=("AP",)))
        assert [flag.rule for flag in report.flags] == ["reuse.own"]
        report = compliance.check(LAMPS, archives=[opened], settings=Settings(publisher=("Reuters",)))
        assert [flag.rule for flag in report.flags] == ["reuse.verbatim"]


def test_severities_and_rules_that_are_off_hold_for_reuse_too(archive, book):
    graver = Settings({"reuse.*": Severity.NOTE})
    assert compliance.check(LAMPS, rules=book, archives=[archive], settings=graver).flags[0].severity is Severity.NOTE
    for settings, rules in ((Settings(off=("reuse.verbatim",)), book), (Settings(), book.without(("reuse.*",)))):
        report = compliance.check(LAMPS, rules=rules, archives=[archive], settings=settings)
        assert report.flags == ()
        assert report.verdict is Verdict.CLEAR
        assert len(report.matches) == 1, "what was found stays on record"


def test_a_quotation_is_on_record_and_no_flag_up_to_the_limit(archive, book):
    text = f'"{LAMPS}" Kestrel Wire wrote on Saturday.\n'
    report = compliance.check(text, rules=book, archives=[archive])
    assert [match.kind for match in report.matches] == [MatchKind.QUOTATION]
    assert (report.flags, report.verdict) == ((), Verdict.CLEAR)
    strict = compliance.check(text, rules=book, archives=[archive], settings=Settings(quotation_limit=10))
    assert [flag.rule for flag in strict.flags] == ["reuse.quotation"]
    assert strict.verdict is Verdict.REVIEW


def test_a_comment_in_the_text_settles_a_flag_of_reuse(archive, book):
    text = f"# compliance: ignore[reuse.verbatim] -- licensed, contract 12\n{LAMPS}\n\nA red flag.\n"
    report = compliance.check(text, rules=book, archives=[archive])
    reused, red = report.flags
    assert reused.decision == {"action": "suppressed", "reason": "licensed, contract 12", "line": 1}
    assert (red.rule, red.decision) == ("t.flag", None)
    unused = compliance.check(text.replace(LAMPS, OWN), rules=book, archives=[archive])
    assert UNUSED in {flag.rule for flag in unused.flags}


def test_flags_of_rules_and_of_reuse_come_in_the_order_of_the_text(archive, book):
    report = compliance.check(f"A red flag.\n\n{LAMPS}\n\nA red flag.\n", rules=book, archives=[archive])
    assert [flag.rule for flag in report.flags] == ["t.flag", "reuse.verbatim", "t.flag"]


def test_the_draft_itself_is_no_source(archive, book):
    for document in (
        Document("wire/7", "wire/7", LAMPS),
        Document("./wire/7", "./wire/7", LAMPS),
        Document("x", "x", LAMPS, fields=(Field("canonical", "https://k.example/7", 1, 1),)),
    ):
        if document.fields:
            archive.add([archive.get("wire/7")._replace(address="https://k.example/7")])
        assert check_document(document, book, archives=[archive]).matches == ()
    assert len(check_document(Document("other", "other", LAMPS), book, archives=[archive]).matches) == 1


def test_several_archives_are_one(archive, book, tmp_path):
    with compliance.Archive.open(tmp_path / "more", create=True) as more:
        more.add([{"id": "paper/1", "text": f"{LAMPS} We were there.", "holder": "Fen Post", "date": "2024-12-01"}])
        report = compliance.check(LAMPS, rules=book, archives=[archive, more])
    (flag,) = report.flags
    assert {flag.values["source"]["id"], *flag.values["also"]} == {"wire/7", "paper/1"}
    assert flag.values["earliest"] == "paper/1"
    assert "Fen Post, 2024-12-01" in flag.message


def test_windows_of_a_long_text_give_offsets_of_the_whole(archive, book, tmp_path):
    filler = "".join(f"Line {n} is about gulls, {n * 7} of them, and {n * 3} of something else.\n\n" for n in range(300))
    text = f"{filler}{LAMPS}\n\n{filler}{GOATS}\n\n{filler}"
    path = tmp_path / "long.txt"
    path.write_text(text, encoding="utf-8")
    parts = list(read_file(path, limit=5000, window=4000))
    assert len(parts) > 10
    (report,) = check_documents(parts, book, archives=[archive])
    assert [match.source_id for match in report.matches] == ["wire/7", "house/3"]
    assert [text[slice(*match.draft)] for match in report.matches] == [match.text for match in report.matches]
    lines = text.splitlines()
    for match, flag in zip(report.matches, report.flags, strict=True):
        assert lines[match.position.line - 1][match.position.column - 1 :].startswith(match.text[:20])
        assert flag.span == match.draft
        assert "share" not in flag.values


def test_front_matter_of_draft_and_source_is_not_compared(book, tmp_path):
    head = "---\ntitle: A long title that both of them have, word for word, about lamps and goats\nholder: Kestrel Wire of Port Ansgar and the outer islands\n---\n"
    with compliance.Archive.open(tmp_path / "known", create=True) as opened:
        opened.add([{"id": "1", "text": f"{head}Nothing in common."}])
        draft = from_text(f"{head}{OWN}", id="d.md", path="d.md", format="markdown")
        assert check_document(draft, book, archives=[opened]).matches == ()


class Broken:
    """An archive that cannot be searched."""

    def search(self, text, besides=()):
        raise ValueError("segment 3 is damaged; compliance archive rebuild makes it anew")


def test_an_archive_that_cannot_be_searched_fails_the_document_and_loses_nothing_else(book, monkeypatch):
    monkeypatch.delenv("COMPLIANCE_DEBUG", raising=False)
    report = compliance.check("A red flag.", rules=book, archives=[Broken()])
    assert (report.outcome, report.verdict) == (Outcome.FAILED, Verdict.REVIEW)
    assert report.reason == "it could not be compared with the archive: segment 3 is damaged; compliance archive rebuild makes it anew"
    assert [flag.rule for flag in report.flags] == ["t.flag"]


def test_the_public_names():
    assert [match.kind for match in compliance.compare(LAMPS, f"It rained. {LAMPS}")] == [MatchKind.VERBATIM]
    assert compliance.Source("x").holder == ""
    assert compliance.Match is not None
    assert Path(os.fspath(compliance.__file__)).name == "__init__.py"
