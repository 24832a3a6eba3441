"""The worked cases: what an editor reads in cases.toml is what the judge says."""

from typing import Any

import pytest

from compliance.model import Verdict
from compliance.policy.reasons import RULES
from compliance.policy.terms import Judgement
from tests.policy.cases import CASES, judged


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_judge_says_what_the_case_says(case: dict[str, Any]) -> None:
    judgement = judged(case)
    against = {reason.rule for reason in judgement.reasons if reason.verdict is not Verdict.CLEAR}
    assert (str(judgement.verdict), sorted(against)) == (case["verdict"], sorted(case["reasons"])), told(judgement)
    assert set(case.get("also", ())) <= {reason.rule for reason in judgement.reasons if reason.verdict is Verdict.CLEAR}, told(judgement)
    for line in case.get("paste", ()):
        assert any(flag.values.get("paste") == line and flag.remedy.endswith(line) for flag in judgement.flags), told(judgement)


def test_there_are_sixty_cases_each_with_a_sentence_and_a_name_of_its_own() -> None:
    assert len(CASES) >= 60
    assert len({case["name"] for case in CASES}) == len(CASES)
    assert all(case["says"].endswith((".", "?")) for case in CASES)


def test_every_reason_is_in_the_catalogue_with_its_verdict() -> None:
    for case in CASES:
        for reason in judged(case).reasons:
            assert reason.verdict in RULES[reason.rule].verdicts, reason


def told(judgement: Judgement) -> str:
    return "\n".join(f"{reason.verdict} {reason.rule}: {reason.message} (missing: {reason.missing})" for reason in judgement.reasons)
