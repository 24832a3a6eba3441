"""A licence that allows no changed versions is held against the text in the archive, however the check was asked for."""

import json
from pathlib import Path

import pytest

import compliance
from compliance.cli import main
from compliance.model import Outcome, Verdict

LAMPS = (
    "For a hundred winters somebody has walked the breakwater at dusk with a pole and a tin of oil, and on Friday the last of them "
    "lit the nineteen lamps for the final time while a harbour engineer in a yellow jacket waited beside the switch."
)
LEDGER = """
[publisher]
names = ["Weirside Gazette"]

[[licence]]
id = "kestrel"
holder = "Kestrel Wire"
acts = ["publish"]
no_derivatives = true
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "ledger.toml").write_text(LEDGER, encoding="utf-8")
    with compliance.Archive.open(tmp_path / "known", create=True) as archive:
        archive.add([{"id": "wire/7", "text": f"PORT ANSGAR. {LAMPS} It rained.", "title": "Lamps", "holder": "Kestrel Wire"}])
    return tmp_path


@pytest.mark.parametrize(("old", "new", "verdict", "told"), [
    ("on Friday", "on Thursday", Verdict.CLEAR, "covers this use"),
    ("a pole", "a stick", Verdict.BLOCKED, "“pole” has become “stick”"),
])  # fmt: skip
def test_python_and_the_command_look_at_what_was_changed(
    place: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, verdict: Verdict, told: str
) -> None:
    text = f"{LAMPS.replace(old, new)}\n"
    with compliance.Archive.open(place / "known") as archive:
        report = compliance.check(text, archives=[archive], ledger=place / "ledger.toml")
    assert report.verdict is verdict
    assert any(told in reason.message for reason in report.reasons)
    (place / "draft.txt").write_text(text, encoding="utf-8")
    main(["check", str(place / "draft.txt"), "--archive", str(place / "known"), "--ledger", str(place / "ledger.toml"), "-o", "json"])
    shown = json.loads(capsys.readouterr().out)["reports"][0]
    assert shown["verdict"] == verdict
    assert [reason["message"] for reason in shown["reasons"]] == [reason.message for reason in report.reasons]


def test_a_text_that_cannot_be_read_back_costs_the_judgement_and_not_the_run(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMPLIANCE_DEBUG", raising=False)
    with compliance.Archive.open(place / "known") as archive:

        class Damaged:
            search = archive.search

            def get(self, id: str) -> None:
                raise OSError("segment 3 is damaged")

        report = compliance.check(f"{LAMPS.replace('a pole', 'a stick')}\n", archives=[Damaged()], ledger=place / "ledger.toml")
    assert report.outcome is Outcome.FAILED
    assert report.reason == "it could not be held against the ledger: segment 3 is damaged"
    assert report.verdict is Verdict.REVIEW
    assert report.matches, "what was found otherwise still counts"
