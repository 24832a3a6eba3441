"""House style, and what is more than that."""

import pytest

from compliance.policy.edits import beyond_style

SOURCE = "Mr. Lund said on Monday that the council had organised nine lamps, and 40 percent of the harbour was dark."


@pytest.mark.parametrize("draft", [
    SOURCE,
    "Lund said yesterday that the council had organised 9 lamps, and forty per cent of the harbor was dark.",
    "MR LUND SAID ON MONDAY THAT THE COUNCIL HAD ORGANIZED NINE LAMPS — AND 40 PERCENT OF THE HARBOUR WAS DARK",
])  # fmt: skip
def test_times_figures_titles_spelling_and_punctuation_are_style(draft: str) -> None:
    assert beyond_style(draft, SOURCE) == []


@pytest.mark.parametrize(("draft", "change"), [
    (SOURCE.replace("council", "mayor"), ("council", "mayor")),
    (SOURCE.replace("said", "did not say"), ("said", "did not say")),
    (SOURCE.replace(", and 40 percent of the harbour was dark", ""), ("and 40 percent of the harbour was dark", "")),
])  # fmt: skip
def test_other_words_are_more(draft: str, change: tuple[str, str]) -> None:
    assert beyond_style(draft, SOURCE) == [change]
