"""Every format, byte by byte, on the same honest and hostile reports."""

import re

import pytest

from compliance.output import FORMATS
from compliance.output.settled import settled

from . import golden, samples
from .rendering import Screen, render

ENDINGS = {
    "terminal": "txt",
    "jsonl": "jsonl",
    "json": "json",
    "sarif": "sarif",
    "github": "txt",
    "gitlab": "json",
    "junit": "xml",
    "csv": "csv",
    "rdjson": "json",
}


def test_every_format_has_a_golden_file():
    assert set(ENDINGS) == set(FORMATS)


@pytest.mark.parametrize("format", FORMATS)
def test_format(format):
    golden.check(f"{format}.{ENDINGS[format]}", render(format, samples.REPORTS))


@pytest.mark.parametrize("format", FORMATS)
def test_format_without_a_document(format):
    golden.check(f"{format}-nothing.{ENDINGS[format]}", render(format, []))


def test_terminal_in_colour():
    golden.check("terminal-colour.txt", render("terminal", samples.REPORTS, colour=True))


def test_terminal_verbose():
    golden.check("terminal-verbose.txt", render("terminal", samples.REPORTS, verbose=True))


def test_terminal_in_ascii():
    screen = Screen(encoding="ascii")
    golden.check("terminal-ascii.txt", render("terminal", samples.REPORTS, screen))


def test_terminal_at_forty_columns():
    golden.check("terminal-narrow.txt", render("terminal", samples.REPORTS, width=40))


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_in_a_text_reaches_the_terminal_or_the_ci_service(format):
    written = render(format, samples.REPORTS).decode("utf-8")
    acted_on = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029]")
    assert not acted_on.search(written)
    assert "\r" not in written.replace("\r\n", "")
    assert not re.search(r"##\w*\[", written)
    commands = [line for line in written.splitlines() if line.lstrip().startswith("::")]
    annotated = sum(not settled(flag) for report in samples.REPORTS for flag in report.flags) + 2
    assert len(commands) == (annotated if format == "github" else 0)


def test_isolates_are_only_ours_and_closed_on_their_line():
    for line in render("terminal", samples.REPORTS).decode("utf-8").splitlines():
        opened = line.count("\u2066") + line.count("\u2067") + line.count("\u2068")
        assert opened == line.count("\u2069")
        assert opened <= 1
