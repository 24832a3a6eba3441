import pytest

from compliance.batch.reuse.moments import UNDATED, moment


def test_dates_are_ordered_as_far_as_they_are_known() -> None:
    dates = ["1999-12-31", "2024", "2024-02", "2024-02-01T05:00:00+09:00", "2024-02-03", "2024-02-03T08:00:00+02:00", "2024-02-03T07:00:00Z", "2024-02-03T07:00:00.5"]
    order = ["1999-12-31", "2024", "2024-02-01T05:00:00+09:00", "2024-02", "2024-02-03", "2024-02-03T08:00:00+02:00", "2024-02-03T07:00:00Z", "2024-02-03T07:00:00.5"]
    assert sorted(dates, key=moment) == order


@pytest.mark.parametrize("date", ["", "yesterday", "2024-13", "2024-02-31", "0000", "12", "0001-01-01T00:00:00+14:00 or so"])
def test_what_is_no_date_comes_after_all(date: str) -> None:
    assert moment(date) == UNDATED > moment("9999-12-31T23:59:59Z")
