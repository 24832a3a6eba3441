"""Versions of an item, told by slug lines, titles and ids."""

import pytest

from compliance.documents import from_text
from compliance.model import Match, MatchKind, Source, Span, Verdict
from compliance.policy.statuses import Version, judge_versions, version_of

TEXT = "The lamps of Lindholm went out at nine on Sunday evening, and nobody lit them."


@pytest.mark.parametrize(("name", "version"), [
    ("LAMPS-LINDHOLM", Version("lamps lindholm", 0, "")),
    ("LAMPS-LINDHOLM, 3rd Ld-Writethru", Version("lamps lindholm", 3, "")),
    ("Lamps-Lindholm 2ND LEAD", Version("lamps lindholm", 2, "")),
    ("UPDATE 4-Lamps Lindholm", Version("lamps lindholm", 4, "")),
    ("CORRECTED-Lamps Lindholm", Version("lamps lindholm", 0, "correction")),
    ("KILL: Lamps Lindholm", Version("lamps lindholm", 0, "kill")),
    ("Three killed in harbour blast", Version("three killed in harbour blast", 0, "")),
    ("Corrected figures for the harbour", Version("corrected figures for the harbour", 0, "")),
    ("Kill-joys of Lindholm", Version("kill joys of lindholm", 0, "")),
    ("lamps-lindholm-v12", Version("lamps lindholm", 12, "")),
])  # fmt: skip
def test_slug_and_version(name: str, version: Version) -> None:
    assert version_of(name) == version


def reasons(head: str, title: str, id: str = "kw/9", share: float = 0.9) -> list[str]:
    document = from_text(f"{head}\n\n{TEXT}")
    match = Match(MatchKind.VERBATIM, Span(len(head) + 2, len(document.text)), Span(0, 80), 1.0, 14, Source(id, title), share=share)
    found = list(judge_versions(document, (), [match]))
    assert all(reason.verdict is Verdict.BLOCKED and reason.rule == "policy.stale" for reason in found)
    return [reason.message for reason in found]


def test_an_older_version_is_stale_and_the_newest_is_not() -> None:
    assert reasons("LAMPS-LINDHOLM, 1st Ld", "LAMPS-LINDHOLM, 2nd Ld")
    assert reasons("LAMPS-LINDHOLM", "LAMPS-LINDHOLM, 1st Ld-Writethru")
    assert not reasons("LAMPS-LINDHOLM, 2nd Ld", "LAMPS-LINDHOLM, 1st Ld")
    assert not reasons("LAMPS-LINDHOLM, 1st Ld", "QUAY-LINDHOLM, 2nd Ld")


def test_a_correction_and_a_kill_are_told_by_slug_or_by_what_they_share() -> None:
    assert reasons("LAMPS-LINDHOLM", "CORRECTION: LAMPS-LINDHOLM", share=0.1)
    assert reasons("Lamps", "KILL: another headline")
    assert not reasons("Lamps", "KILL: another headline", share=0.2)
    assert not reasons("CORRECTION: LAMPS-LINDHOLM", "LAMPS-LINDHOLM")
    assert not reasons("Lamps", "Hunters kill time in Lindholm")
    assert not reasons("Three killed in blast", "Three killed in blast")


def test_who_knows_better_can_say_so() -> None:
    (reason,) = judge_versions(from_text(TEXT), (), [], lambda document: "The wire has a later version")
    assert (reason.verdict, reason.message) == (Verdict.BLOCKED, "The wire has a later version")
