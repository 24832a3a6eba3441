import os
from pathlib import Path

import pytest

from compliance.decisions import document_key
from compliance.decisions.identity import EXCERPT, digest, excerpt, likeness, may_be_there, pairs
from compliance.model import Finding

from .conftest import flag


def test_what_an_editor_does_not_see_does_not_count():
    plain = digest(flag("All marrow rights reserved"))
    assert digest(flag("ALL  marrow\nrights res\u00aderved")) == plain
    assert digest(flag("All marrow rights \uff52eserved")) == plain  # a wide letter
    assert digest(flag("All marrow rights deserved")) != plain
    assert digest(flag("All marrow rights reserved", rule="desk.other")) != plain


def test_what_rests_on_more_than_its_words_is_told_apart_by_all_of_it():
    one, other = (flag(kind=Finding.REUSE, identity=f"passage of quay-{n}") for n in (1, 2))
    assert digest(one) != digest(other)
    link, tagline = (flag(kind=Finding.DUTY, identity=name, message=f"The {name} is missing") for name in ("link", "tagline"))
    assert digest(link) != digest(tagline)
    assert excerpt(link) == "The link is missing"  # its words only show what asks for it


def test_a_flag_without_words_goes_by_its_message():
    link, pixel = flag("", message="The link is missing"), flag("", message="The pixel is missing")
    assert digest(link) != digest(pixel)
    assert excerpt(link) == "The link is missing"


def test_a_long_text_is_cut_for_people_only():
    long, longer = flag("marrow " * 60), flag("marrow " * 61)
    assert len(excerpt(long)) == EXCERPT
    assert excerpt(long) == excerpt(longer) and digest(long) != digest(longer)


def test_a_file_goes_by_its_path_from_the_log_wherever_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "drafts").mkdir()
    monkeypatch.chdir(tmp_path)
    assert document_key("drafts/quay.md", "drafts/quay.md", ".") == "drafts/quay.md"
    assert document_key(str(tmp_path / "drafts/quay.md"), str(tmp_path / "drafts/quay.md"), ".") == "drafts/quay.md"
    monkeypatch.chdir(tmp_path / "drafts")
    assert document_key("quay.md", "quay.md", os.pardir) == "drafts/quay.md"
    assert document_key("./quay.md", "./quay.md", str(tmp_path)) == "drafts/quay.md"


def test_a_record_goes_by_its_id_and_one_without_by_its_line():
    assert document_key("story-7", "feed.jsonl", "logs") == document_key("story-7", "elsewhere/feed.jsonl", ".") == "id:story-7"
    assert document_key("feed.jsonl:7", "feed.jsonl", "logs") == "id:../feed.jsonl:7"
    assert document_key("<stdin>", "<stdin>", "logs") == document_key("<stdin>", None, ".") == "id:<stdin>"


def test_of_a_record_nobody_can_tell_whether_it_is_there(tmp_path: Path):
    (tmp_path / "quay.md").touch()
    assert may_be_there("quay.md", str(tmp_path)) and may_be_there("id:story-7", str(tmp_path))
    assert not may_be_there("lamp.md", str(tmp_path))


def test_likeness_needs_no_words():
    assert likeness(pairs("著作権は放棄しません"), pairs("著作権は放棄しません")) == 1
    assert likeness(pairs("All marrow rights reserved."), pairs("All the marrow rights reserved.")) > 0.8
    assert likeness(pairs("All marrow rights reserved."), pairs("Kein Kürbis!")) < 0.2
    assert likeness(pairs(""), pairs("")) == 1
