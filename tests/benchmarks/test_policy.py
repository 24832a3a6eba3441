"""The benchmark of judging measures what it says."""

from benchmarks.policy import invented, measure


def test_it_measures_checking_and_judging() -> None:
    ready, checking, judging = measure(invented(4))
    assert ready > 0
    assert 0 < judging < checking
