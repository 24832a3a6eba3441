"""The line that says how far work is that is counted."""

import io

import pytest

from compliance.cli.meter import Meter, line


class Terminal(io.StringIO):
    """A stream of 80 columns."""

    encoding = "utf-8"


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_nothing_is_drawn_in_the_first_second_and_the_line_goes_in_the_end() -> None:
    stream, clock = Terminal(), Clock()
    with Meter("verified", stream, False, clock) as meter:
        meter(1, 10)
        assert stream.getvalue() == ""
        clock.now = 1.5
        meter(5, 10)
        meter(6, 10)
        assert stream.getvalue().startswith("\r\x1b[Kverified  ━━━━━━━━━━━━              50%")
        assert stream.getvalue().count("\r") == 1
        clock.now = 1.7
        meter(7, 10)
    assert stream.getvalue().endswith("\r\x1b[K")
    assert stream.getvalue().count("\r") == 3


def test_the_total_is_asked_only_when_the_line_is_drawn() -> None:
    stream, clock, asked = Terminal(), Clock(), []
    with Meter("added", stream, False, clock) as meter:
        meter.at(1, lambda: asked.append(1) or 4)
        assert asked == []
        clock.now = 2.0
        meter.at(2, lambda: asked.append(1) or 4)
        assert asked == [1]
        clock.now = 3.0
        meter.at(3, None)
    assert "2 texts added" in stream.getvalue()
    assert "3 texts added  0:03" in stream.getvalue()


def test_who_wants_quiet_gets_it() -> None:
    stream, clock = Terminal(), Clock()
    with Meter("added", stream, True, clock) as meter:
        clock.now = 9.0
        meter(1, 2)
    assert stream.getvalue() == ""


@pytest.mark.parametrize(
    ("share", "elapsed", "text"),
    [
        (None, 65, "merged  1:05"),
        (0.5, 10, "merged  ############              50%  about 0:10 left"),
        (1.0, 10, "merged  ######################## 100%"),
        (0.01, 10, "merged                             1%"),
    ],
)
def test_what_the_line_says(share: float | None, elapsed: float, text: str) -> None:
    assert line("merged", share, elapsed, "#") == text
