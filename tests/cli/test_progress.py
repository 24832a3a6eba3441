"""The progress line: when it appears, what it says, and that it is never in the way."""

import io
from collections.abc import Iterator

import pytest

from compliance.cli.progress import Listing, Progress, line
from compliance.model import Outcome, Report, Verdict


class Screen(io.StringIO):
    """Replays what a terminal would show on its current line."""

    encoding = "utf-8"

    def shows(self) -> str:
        return self.getvalue().rpartition("\r")[2].removeprefix("\x1b[K")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def report(name: str) -> Report:
    return Report(name, name, Outcome.CHECKED, "", Verdict.CLEAR)


def slowly(clock: Clock, seconds: float, count: int) -> Iterator[Report]:
    for number in range(count):
        clock.now += seconds
        yield report(str(number))


def test_a_run_of_a_second_shows_nothing() -> None:
    screen = Screen()
    clock = Clock()
    progress = Progress(lambda: 9, lambda it: False, screen, clock)
    assert len(list(progress.watch(slowly(clock, 0.1, 9)))) == 9
    assert screen.getvalue() == ""


def test_a_longer_run_shows_how_far_it_is_and_cleans_up() -> None:
    screen = Screen()
    clock = Clock()
    seen = []
    for _ in Progress(lambda: 40, lambda it: False, screen, clock).watch(slowly(clock, 0.5, 40)):
        seen.append(screen.shows())
    assert seen[1] == ""
    assert seen[21].startswith("21 of 40 texts  ━━━━━━━━━━━━━ ")
    assert seen[21].endswith(" 52%  about 0:10 left")
    assert screen.shows() == ""


def test_the_line_is_gone_while_a_report_is_printed() -> None:
    screen = Screen()
    clock = Clock()
    progress = Progress(lambda: 8, lambda it: it.id in "45", screen, clock)
    seen = {it.id: screen.shows() for it in progress.watch(slowly(clock, 1, 8))}
    assert seen["4"] == seen["5"] == ""
    assert seen["6"].startswith("6 of 8")


def test_the_line_goes_when_the_run_fails() -> None:
    screen = Screen()
    clock = Clock()

    def failing() -> Iterator[Report]:
        yield from slowly(clock, 2, 2)
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        list(Progress(lambda: 8, lambda it: False, screen, clock).watch(failing()))
    assert screen.shows() == ""
    assert "1 of 8" in screen.getvalue()


def test_one_long_text_shows_that_time_goes_by() -> None:
    screen = Screen()
    clock = Clock()
    progress = Progress(lambda: None, lambda it: False, screen, clock)
    clock.now = 75
    progress.tick()
    assert screen.shows() == "checking  1:15"


def test_what_the_line_says() -> None:
    assert line(0, 200, 1.0) == "0 of 200 texts                             0%"
    assert line(1500, 3000, 60.0, "#") == f"1,500 of 3,000 texts  {'#' * 12}{' ' * 12}  50%  about 1:00 left"
    assert line(1, 40, 600.0).endswith("about 6:30:00 left")
    assert "100%" in line(7, 5, 1.0)
    assert line(0, 1, 12.0) == "checking  0:12"
    assert line(2400, None, 12.0) == "2,400 texts checked  0:12"


def test_a_listing_is_counted_only_when_asked() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(5):
            taken.append(number)
            yield number

    listing = Listing(items())
    assert next(listing) == 0
    assert taken == [0]
    assert listing.count() == 5
    assert list(listing) == [1, 2, 3, 4]
    assert listing.count() == 5
