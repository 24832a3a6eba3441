import pytest

from compliance.decisions import now, until
from compliance.decisions.times import is_moment, later, order, over

TODAY = "2026-06-15T12:00:00.000000Z"


def test_moments_of_one_process_keep_their_order():
    moments = [now() for _ in range(50)]
    assert sorted(moments, key=order) == moments
    assert all(map(is_moment, moments))


def test_who_answers_has_the_last_word_though_the_other_clock_is_ahead():
    assert later(TODAY, "2026-06-15T12:05:00Z") == "2026-06-15T12:05:00.000001Z"
    assert later(TODAY, "2026-06-15T11:59:59.999999Z") == TODAY
    assert order(later(TODAY, TODAY)) > order(TODAY)


@pytest.mark.parametrize(
    ("word", "end"),
    [
        ("2026-12-31", "2026-12-31"),
        (" 2026-06-15 ", "2026-06-15"),
        ("2026-12-31T18:00Z", "2026-12-31T18:00:00Z"),
        ("2026-12-31T18:00+01:00", "2026-12-31T17:00:00Z"),
    ],
)
def test_dates_and_moments_are_ends(word, end):
    assert until(word, TODAY) == end


@pytest.mark.parametrize(
    ("word", "words"),
    [("tomorrow", "no date"), ("2026-13-01", "no date"), ("2026-06-14", "is over"), ("2026-06-15T11:00Z", "is over"), ("2026-12-31T18:00", "no zone")],
)
def test_what_is_no_end_is_refused(word, words):
    with pytest.raises(ValueError, match=words):
        until(word, TODAY)


def test_a_day_holds_to_its_end_and_a_moment_to_the_second():
    assert not over("2026-06-15", "2026-06-15T23:59:59.999999Z")
    assert over("2026-06-15", "2026-06-16T00:00:00Z")
    assert not over("2026-06-15T12:00:01Z", TODAY)
    assert over("2026-06-15T12:00:00Z", TODAY)
