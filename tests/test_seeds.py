"""What each document in seeds/ must yield, written from what the document is meant to show."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import compliance
from compliance.checker import check_documents, shipped_rules
from compliance.cli import main
from compliance.documents import read_file, read_jsonl
from compliance.model import Fact, Outcome, Report, Verdict, Zone

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"

NOTICE = "copyright_notice"
RIGHTS = "rights_reserved"
FORBIDS = "redistribution_restriction"
ALLOWS = "licence_grant"
CHROME = "page_chrome"

WIRE_ACTS = ["publish", "broadcast", "distribute", "rewrite"]

# What binds, in the order of the text: kind, words that are in it, values that it must have.
EXPECTED: dict[str, list[tuple[str, str, dict[str, Any]]]] = {
    "README.md": [],
    "about-copyright.txt": [],
    "archive/heron-count.txt": [],
    "archive/lamp-oil.md": [],
    "archive/library-bicycles.md": [],
    "archive/toll-bridge.md": [],
    "house-article.txt": [],
    "lifted.md": [],
    "captions.txt": [
        ("usage_terms", "MANDATORY CREDIT; NO ARCHIVES; NO SALES", {"terms": ["mandatory credit", "no archives", "no sales"]}),
        ("usage_terms", "EDITORIAL USE ONLY", {"terms": ["editorial use only"]}),
        (
            "usage_terms",
            "NO RESALES. FOR EDITORIAL USE ONLY. GERMANY OUT, AUSTRIA OUT",
            {"terms": ["no resales", "editorial use only", "germany out", "austria out"]},
        ),
    ],
    "embargo.txt": [("embargo", "EMBARGOED UNTIL 06:00 CET, 12 MARCH 2027", {"zone": "CET"})],
    "hostile.txt": [
        (NOTICE, "Â© 2025 Kestrel Wire Inc.", {"years": [2025], "holder": "Kestrel Wire Inc."}),
        (RIGHTS, "res\u200berved", {"scope": "all"}),
        (FORBIDS, "rеdistributed", {"acts": WIRE_ACTS}),
        (RIGHTS, "A L L   R I G H T S   R E S E R V E D", {"scope": "all"}),
        (FORBIDS, "distri-\nbution of this material is strictly prohibited", {"acts": ["reproduce", "distribute"]}),
    ],
    "kill.txt": [
        ("status", "KILL", {"status": "kill"}),
        ("status", "please do not use the item", {"status": "kill"}),
    ],
    "languages/arabic.txt": [
        (RIGHTS, "جميع الحقوق محفوظة", {"scope": "all"}),
        (NOTICE, "٢٠٢٥", {"years": [2025], "holder": "صحيفة النخيل"}),
        (FORBIDS, "يمنع إعادة نشر المحتوى دون إذن خطي مسبق", {"acts": ["publish"], "unless": "إذن خطي مسبق"}),
    ],
    "languages/french.txt": [
        (NOTICE, "© 2025 La Gazette de Montravel", {"years": [2025], "holder": "La Gazette de Montravel"}),
        (RIGHTS, "Tous droits réservés", {"scope": "all"}),
        (FORBIDS, "Toute reproduction, même partielle, est interdite", {"acts": ["reproduce"], "unless": "autorisation"}),
    ],
    "languages/german.txt": [
        (NOTICE, "© 2025 Lindenauer Tagblatt Verlag GmbH", {"years": [2025], "holder": "Lindenauer Tagblatt Verlag GmbH"}),
        (RIGHTS, "Alle Rechte vorbehalten", {"scope": "all"}),
        (FORBIDS, "Nachdruck und Vervielfältigung nur mit", {"acts": ["reproduce"], "unless": "schriftlicher Genehmigung"}),
    ],
    "languages/japanese.txt": [
        (NOTICE, "© 2025 白鷺日報社", {"years": [2025], "holder": "白鷺日報社"}),
        (FORBIDS, "無断転載・複製を禁じます", {"acts": ["reproduce"]}),
    ],
    "languages/russian.txt": [
        (NOTICE, "© 2025 «Вестник Лады»", {"years": [2025], "holder": "Вестник Лады"}),
        (RIGHTS, "Все права защищены", {"scope": "all"}),
        (ALLOWS, "При использовании материалов активная ссылка на источник обязательна", {"acts": ["use"]}),
    ],
    "languages/spanish.txt": [
        (NOTICE, "Copyright © 2025 Diario de Peñacorva, S.L.", {"years": [2025], "holder": "Diario de Peñacorva, S.L."}),
        (RIGHTS, "Todos los derechos reservados", {"scope": "all"}),
        (FORBIDS, "Queda prohibida la reproducción total o parcial", {"acts": ["reproduce"], "unless": "autorización expresa"}),
    ],
    "page.html": [
        (NOTICE, "© 2019–2025 Weirside Gazette Ltd.", {"years": [2019, 2025], "holder": "Weirside Gazette Ltd."}),
        (RIGHTS, "All\xa0rights\xa0reserved", {"scope": "all"}),
        (FORBIDS, "No part of this site may be reproduced", {"acts": ["reproduce"], "unless": "written permission"}),
    ],
    "post.md": [(RIGHTS, "All rights reserved", {"scope": "all"})],
    "wire-article.txt": [
        (NOTICE, "Copyright 2025 Kestrel Wire Inc.", {"years": [2025], "holder": "Kestrel Wire Inc."}),
        (RIGHTS, "All rights reserved", {"scope": "all"}),
        (FORBIDS, "may not be published, broadcast, rewritten, or redistributed", {"acts": WIRE_ACTS}),
    ],
}
APART = {"republished.md", "archive.jsonl"}
"""Documents with tests of their own, below."""


@pytest.fixture(scope="module")
def checked() -> dict[str, Report]:
    """A report on every document but the archive, by its name in seeds/."""
    names = [path.relative_to(SEEDS).as_posix() for path in SEEDS.rglob("*") if path.is_file() and path.suffix != ".jsonl"]
    return {name: compliance.check(SEEDS / name) for name in names}


def of(report: Report, *kinds: str) -> list[Fact]:
    return [fact for fact in report.facts if fact.kind in kinds]


def binding(report: Report) -> list[Fact]:
    return [fact for fact in report.facts if fact.kind not in (CHROME, "credit_line", "permission_contact")]


def carries(fact: Fact, values: dict[str, Any]) -> bool:
    return {name: fact.values.get(name) for name in values} == values


LEDGERS = {
    "expired": (1, "blocked", "policy.prohibited", "kestrel-wire-2024"),
    "duties": (1, "duties", "policy.duty-missing", "kestrel-wire-web"),
    "licensed": (0, "clear", "policy.covered", "kestrel-wire-full"),
}


@pytest.mark.parametrize("name", LEDGERS)
def test_one_article_under_three_ledgers(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, verdict, rule, entry = LEDGERS[name]
    ledger = SEEDS / "ledgers" / f"{name}.toml"
    arguments = ["--no-config", "--ledger", str(ledger), "--territory", "GB", "--commercial", "--at", "2026-11-22T20:00Z", "--output", "jsonl"]
    assert main(["check", str(SEEDS / "wire-article.txt"), *arguments]) == status
    report = json.loads(capsys.readouterr().out)
    assert report["verdict"] == verdict
    assert (report["reasons"][0]["rule"], report["reasons"][0]["licence"]) == (rule, entry)
    forbidden = next(flag for flag in report["flags"] if flag["kind"] == "redistribution_restriction")
    assert forbidden["severity"] == ("error" if verdict == "blocked" else "note")


def test_the_same_from_python() -> None:
    context = compliance.context_of(territory="GB", commercial=True, at="2026-11-22T20:00Z", now=datetime(2026, 11, 22, tzinfo=UTC))
    for name, (_, verdict, rule, _) in LEDGERS.items():
        report = compliance.check(SEEDS / "wire-article.txt", ledger=SEEDS / "ledgers" / f"{name}.toml", context=context)
        assert (report.verdict, report.reasons[0].rule) == (verdict, rule)
    assert compliance.check("A quiet day.", ledger=SEEDS / "ledgers" / "licensed.toml").verdict is Verdict.CLEAR


def test_every_seed_has_an_expectation() -> None:
    there = {path.relative_to(SEEDS).as_posix() for path in SEEDS.rglob("*") if path.is_file()}
    assert there == {*EXPECTED, *APART, *(f"ledgers/{name}.toml" for name in LEDGERS)}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_what_binds_in_a_seed(name: str, checked: dict[str, Report]) -> None:
    found = binding(checked[name])
    assert [fact.kind for fact in found] == [kind for kind, _, _ in EXPECTED[name]]
    for fact, (_, words, values) in zip(found, EXPECTED[name], strict=True):
        assert words in fact.text
        assert carries(fact, values), fact.values


@pytest.mark.parametrize("name", sorted({*EXPECTED, "republished.md"}))
def test_spans_point_at_what_is_reported(name: str, checked: dict[str, Report]) -> None:
    (document,) = read_file(SEEDS / name)
    for fact in checked[name].facts:
        assert document.text[fact.span.start : fact.span.end] == fact.text
        assert document.position(fact.span.start) == fact.position


def test_texts_without_anything_are_clear(checked: dict[str, Report]) -> None:
    clear = {name for name, report in checked.items() if report.verdict is Verdict.CLEAR and not name.startswith("ledgers/")}
    quiet = {name for name in EXPECTED if name.startswith("archive/")}
    assert clear == {"README.md", "about-copyright.txt", "house-article.txt", "lifted.md", "post.md", *quiet}
    assert not checked["house-article.txt"].facts
    assert not checked["about-copyright.txt"].facts


def test_the_embargo_is_an_aware_moment(checked: dict[str, Report]) -> None:
    (embargo,) = of(checked["embargo.txt"], "embargo")
    until = datetime.fromisoformat(embargo.values["until"])
    assert until.replace(tzinfo=None) == datetime(2027, 3, 12, 6)  # noqa: DTZ001 - the offset is looked at next
    assert until.utcoffset() == timedelta(hours=1)


def test_the_comment_form_is_furniture_and_forbids_nothing(checked: dict[str, Report]) -> None:
    furniture = of(checked["wire-article.txt"], CHROME)
    text = (SEEDS / "wire-article.txt").read_text("utf-8")
    assert {fact.values["what"] for fact in furniture} == {"comment_form"}
    assert furniture[0].text == text[text.index("Leave a Comment") : text.index("marked *") + len("marked *")]


def test_the_page_tells_footer_caption_and_furniture_apart(checked: dict[str, Report]) -> None:
    page = checked["page.html"]
    assert {fact.zone for fact in of(page, NOTICE, RIGHTS, FORBIDS)} == {Zone.FOOTER}
    (credit,) = of(page, "credit_line")
    assert (credit.zone, credit.values["party"]) == (Zone.CAPTION, "Sami Torvald")
    assert [fact.values["what"] for fact in of(page, CHROME)] == ["share_bar", "cookie"]
    lines = (SEEDS / "page.html").read_text("utf-8").splitlines()
    (notice,) = of(page, NOTICE)
    assert lines[notice.position.line - 1][notice.position.column - 1 :].startswith("&copy; 2019")


def test_captions_name_who_took_them(checked: dict[str, Report]) -> None:
    parties = [fact.values["party"] for fact in of(checked["captions.txt"], "credit_line")]
    assert len(parties) == 4
    for party, name in zip(parties, ("Ilse Norquay", "Sami Torvald", "Port Ansgar Lifeboat Society", "Ilse Norquay"), strict=True):
        assert name in party


def test_the_republication_box_grants_one_licence(checked: dict[str, Report]) -> None:
    report = checked["republished.md"]
    grants = of(report, ALLOWS)
    assert report.verdict is Verdict.REVIEW
    assert {fact.values["licence"] for fact in grants if "licence" in fact.values} == {"CC-BY-ND-4.0"}
    assert any(fact.values.get("conditions") == ["attribution", "no derivatives"] for fact in grants)
    assert not of(report, NOTICE, RIGHTS, FORBIDS)


def test_a_comment_with_a_reason_settles_a_flag_and_an_unused_one_is_reported(checked: dict[str, Report]) -> None:
    settled, unused = checked["post.md"].flags
    assert settled.decision is not None
    assert settled.decision["reason"] == "the line of our own house, agreed with the legal desk in November"
    assert (unused.rule, unused.decision) == ("compliance.unused-suppression", None)
    lines = (SEEDS / "post.md").read_text("utf-8").splitlines()
    assert "ignore[en.rights-reserved]" in lines[unused.position.line - 1]


def test_the_archive_loses_one_record_and_checks_the_rest() -> None:
    records = list(check_documents(read_jsonl(SEEDS / "archive.jsonl"), shipped_rules()))
    assert [(report.id, report.outcome, report.verdict) for report in records if "archive" not in report.id] == [
        ("2024-0117", Outcome.CHECKED, Verdict.CLEAR),
        ("2024-0203", Outcome.CHECKED, Verdict.REVIEW),
        ("2024-0311", Outcome.CHECKED, Verdict.REVIEW),
        ("2024-0420", Outcome.CHECKED, Verdict.REVIEW),
        ("2024-0502", Outcome.CHECKED, Verdict.CLEAR),
    ]
    assert records[3].outcome is Outcome.FAILED
    assert "line 4" in records[3].reason
    assert [fact.values.get("licence") for fact in records[2].facts] == ["CC-BY-4.0"]
    (ban,) = records[4].facts
    assert (ban.kind, ban.values["acts"], ban.values["unless"]) == (FORBIDS, ["reproduce"], "Genehmigung")


def test_what_was_lifted_is_found_with_whose_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from compliance.cli import main

    monkeypatch.chdir(ROOT)
    assert main(["archive", "add", str(tmp_path / "known"), "seeds/archive", "--quiet"]) == 0
    with compliance.Archive.open(tmp_path / "known") as archive:
        assert len(archive) == 4
        report = compliance.check(SEEDS / "lifted.md", archives=[archive], settings=compliance.Settings(publisher=("Weirside Gazette",)))
    lifted, own = report.flags
    assert (lifted.rule, lifted.severity) == ("reuse.verbatim", "error")
    assert lifted.text.startswith("For a hundred and forty winters")
    assert lifted.values["source"]["holder"] == "Kestrel Wire Inc."
    assert lifted.values["source"]["date"] == "2025-10-18"
    assert (own.rule, own.severity, own.values["source"]["id"]) == ("reuse.own", "note", "seeds/archive/library-bicycles.md")
    (quoted,) = [match for match in report.matches if match.kind == "quotation"]
    assert "We owe the public an apology" in quoted.text
    assert quoted.source_id == "seeds/archive/toll-bridge.md"
    assert report.verdict is Verdict.REVIEW


def documented() -> Iterator[tuple[str, set[str]]]:
    """The kinds of docs/facts.md with the values that each may carry."""
    table = (ROOT / "docs" / "facts.md").read_text("utf-8").split("## Kinds")[1].split("## Values")[0]
    for row in table.splitlines():
        if row.startswith("| `"):
            kind, _, values = row.strip("|").split("|")
            yield kind.strip(" `·"), {value.strip(" `") for value in values.split(",")}


def test_the_manual_lists_every_kind_and_the_values_it_carries(checked: dict[str, Report]) -> None:
    kinds = dict(documented())
    assert set(kinds) == {kind.value for kind in compliance.model.Kind}
    for report in checked.values():
        for fact in report.facts:
            assert set(fact.values) <= kinds[fact.kind], fact


def test_the_manual_explains_every_value_and_act() -> None:
    manual = (ROOT / "docs" / "facts.md").read_text("utf-8")
    explained = {name.strip(" `") for row in manual.split("## Values")[1].splitlines() if row.startswith("| `") for name in row.split("|")[1].split(",")}
    assert {value for _, values in documented() for value in values} <= explained
    assert {act.value for act in compliance.model.Act} <= explained


def test_records_of_the_archive_are_what_the_manual_says() -> None:
    lines = (SEEDS / "archive.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == 6
    with pytest.raises(json.JSONDecodeError):
        json.loads(lines[3])
