"""Every example beside every rule that ships does what the rule says, in the rulebook of them all."""

import pytest

from compliance.checker import shipped_rules
from compliance.scan.examples import run_examples


@pytest.mark.parametrize("rule", sorted(shipped_rules().rules))
def test_examples_of(rule):
    results = list(run_examples(shipped_rules(), [rule]))
    assert {result.expected for result in results} == {"fires", "quiet"}
    assert [f"{result.text!r} {result.expected}: {result.problem}" for result in results if result.problem] == []


def test_an_example_that_does_not_go_as_it_says_is_told(packs):
    book = packs.book(
        packs.rule(id="t.silent", fires=["A white flag."]),
        packs.rule(id="t.noisy", quiet=["No red flag here."]),
        packs.rule(id="t.elsewhere", fires=[{"text": "A red flag, a red flag.", "found": "A red flag"}]),
        packs.rule(id="t.otherwise", values={"status": "hold"}, fires=[{"text": "A red flag.", "values": {"status": "kill"}}]),
        packs.rule(id="t.beaten", kind="usage_terms", phrases=["red flag day"], fires=["A red flag day."]),
        packs.rule(id="t.beater", kind="embargo", phrases=["red flag day"], priority=1, fires=["A red flag day."]),
    )
    problems = {(result.rule.id, result.expected): result.problem for result in run_examples(book)}
    assert problems["t.silent", "fires"] == "the rule itself finds nothing in it"
    assert problems["t.noisy", "quiet"] == "found 'red flag' by t.silent"
    assert "instead of 'A red flag'" in problems["t.elsewhere", "fires"]
    assert problems["t.otherwise", "fires"].startswith("status is ")
    assert problems["t.otherwise", "fires"].endswith("instead of 'kill'")
    assert problems["t.beaten", "fires"].startswith("no usage_terms is left after rules were weighed against each other")
    assert problems["t.beater", "fires"] == problems["t.silent", "quiet"] == ""
