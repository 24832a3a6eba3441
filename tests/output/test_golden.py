"""Every format, byte by byte, on the same honest and hostile reports."""

import re

import pytest

from compliance.output import FORMATS
from compliance.output.settled import settled

from . import golden, samples, verdicts
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


@pytest.mark.parametrize("format", FORMATS)
def test_format_with_reasons(format):
    golden.check(f"{format}-verdicts.{ENDINGS[format]}", render(format, verdicts.REPORTS))


def test_terminal_with_every_reason():
    golden.check("terminal-explain.txt", render("terminal", verdicts.REPORTS, explain=True))


def test_terminal_with_every_reason_in_colour():
    golden.check("terminal-explain-colour.txt", render("terminal", verdicts.REPORTS, explain=True, colour=True))


def test_terminal_with_every_reason_in_ascii_at_forty_columns():
    screen = Screen(encoding="ascii")
    golden.check("terminal-explain-narrow.txt", render("terminal", verdicts.REPORTS, screen, explain=True, width=40))


def test_csv_with_every_reason():
    golden.check("csv-explain.csv", render("csv", verdicts.REPORTS, explain=True))


def test_terminal_in_colour():
    golden.check("terminal-colour.txt", render("terminal", samples.REPORTS, colour=True))


def test_terminal_verbose():
    golden.check("terminal-verbose.txt", render("terminal", samples.REPORTS, verbose=True))


def test_terminal_in_ascii():
    screen = Screen(encoding="ascii")
    golden.check("terminal-ascii.txt", render("terminal", samples.REPORTS, screen))


def test_terminal_at_forty_columns():
    golden.check("terminal-narrow.txt", render("terminal", samples.REPORTS, width=40))


@pytest.mark.parametrize("explain", [False, True])
@pytest.mark.parametrize("format", FORMATS)
def test_nothing_in_a_text_reaches_the_terminal_or_the_ci_service(format, explain):
    written = render(format, (*samples.REPORTS, *verdicts.REPORTS), explain=explain).decode("utf-8")
    acted_on = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029]")
    assert not acted_on.search(written)
    assert "\r" not in written.replace("\r\n", "")
    assert not re.search(r"##\w*\[", written)
    commands = [line for line in written.splitlines() if line.lstrip().startswith("::")]
    reports = (*samples.REPORTS, *verdicts.REPORTS)
    failed, judged = 3, 7  # documents that failed, and those with a verdict that has reasons and is not clear
    annotated = sum(not settled(flag) for report in reports for flag in report.flags) + failed + judged
    assert len(commands) == (annotated if format == "github" else 0)


def test_isolates_are_only_ours_and_closed_on_their_line():
    for line in render("terminal", (*samples.REPORTS, *verdicts.REPORTS), explain=True).decode("utf-8").splitlines():
        opened = line.count("\u2066") + line.count("\u2067") + line.count("\u2068")
        assert opened == line.count("\u2069")
        assert opened <= 1
