"""What a machine of a cluster must share with the command's, asked of this machine."""

from pathlib import Path

import pytest

from compliance.batch.engines.ray_node import PACKAGES, Terms, unfit, versions


@pytest.fixture
def terms(tmp_path: Path) -> Terms:
    """What this machine has."""
    mark = tmp_path / "run" / "work" / "cluster"
    mark.parent.mkdir(parents=True)
    mark.write_text("abc", encoding="ascii")
    return Terms(str(tmp_path), str(mark), "abc", versions(), guarded=False)


def test_a_machine_that_has_everything_is_fit(terms: Terms) -> None:
    assert unfit(terms) == ""


def test_versions_of_all_that_has_a_say_are_compared(terms: Terms) -> None:
    names = [name for name, _ in versions()]
    assert names == ["Python", "editorial-compliance", *PACKAGES]
    for number, name in enumerate(names):
        other = (*versions()[:number], (name, "9.9"), *versions()[number + 1 :])
        reason = unfit(terms._replace(versions=other))
        assert reason == f"it has {name} {versions()[number][1]}, and the machine of the command has 9.9; install the same everywhere"


def test_a_folder_that_is_not_there_or_another_is_told(terms: Terms, tmp_path: Path) -> None:
    assert "it has no folder /nowhere, where the command was started" in unfit(terms._replace(folder="/nowhere"))
    for wrong in (terms._replace(mark=str(tmp_path / "other" / "work" / "cluster")), terms._replace(token="of another run")):
        assert f"it does not see the run's folder {Path(wrong.mark).parents[1]}" in unfit(wrong)


@pytest.mark.parametrize(("mode", "fit"), [("token", True), ("disabled", False), (None, False)])
def test_a_ray_that_asks_for_no_token_is_told(terms: Terms, monkeypatch: pytest.MonkeyPatch, mode: str | None, fit: bool) -> None:
    monkeypatch.delenv("RAY_AUTH_MODE", raising=False)
    if mode:
        monkeypatch.setenv("RAY_AUTH_MODE", mode)
    reason = unfit(terms._replace(guarded=True))
    assert (reason == "") == fit
    assert fit or reason.startswith("its Ray asks for no token, so that whoever reaches it may run anything")
