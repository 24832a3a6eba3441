"""What is said on stderr, and when in colour."""

import io

import pytest

from compliance.cli.console import Console, ExitCode, plain, wants_color


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def no_wishes(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def test_each_line_of_an_error_says_who_speaks(capsys: pytest.CaptureFixture[str]) -> None:
    Console().error("a.toml:1:2: no\nb.toml:3:4: no")
    assert capsys.readouterr().err == "compliance: error: a.toml:1:2: no\ncompliance: error: b.toml:3:4: no\n"


def test_quiet_leaves_the_errors(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(quiet=True)
    console.note("done")
    console.warning("odd")
    console.detail("more")
    console.error("gone")
    assert capsys.readouterr().err == "compliance: error: gone\n"


def test_details_are_for_those_who_ask(capsys: pytest.CaptureFixture[str]) -> None:
    Console().detail("more")
    Console(verbose=True).detail("yet more")
    assert capsys.readouterr().err == "yet more\n"


def test_a_name_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    Console(color="always").error("bad\x1b]0;title\x07\u202e\udcff.txt")
    assert capsys.readouterr().err == (
        "compliance: \x1b[31;1merror\x1b[0m: bad\\x1b]0;title\\x07\\u202e\\udcff.txt\n"
    )


@pytest.mark.parametrize(
    ("choice", "environment", "terminal", "expected"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_when_there_is_colour(
    choice: str, environment: dict[str, str], terminal: bool, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wants_color(choice, Terminal() if terminal else io.StringIO()) is expected


def test_ordinary_text_is_left_as_it_is() -> None:
    assert plain("Überschrift – “x” 日本") == "Überschrift – “x” 日本"


def test_the_statuses_are_those_of_the_documentation() -> None:
    assert {it.name: it.value for it in ExitCode} == {
        "OK": 0,
        "FLAGGED": 1,
        "USAGE": 2,
        "UNREAD": 3,
        "NOTHING": 4,
        "DEFECT": 70,
        "INTERRUPTED": 130,
        "PIPE": 141,
    }
