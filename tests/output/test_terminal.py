import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.model import Outcome, Report, Severity, Verdict
from compliance.output.terminal import columns, wants_colour
from compliance.output.wrap import width

from . import samples
from .rendering import Screen, render

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def shown(*reports, **options):
    return render("terminal", reports, **options).decode("utf-8")


def report(*flags, **changes):
    made = Report("a.txt", "a.txt", Outcome.CHECKED, "", Verdict.REVIEW, flags=flags)
    return made._replace(**changes)


@pytest.mark.parametrize(
    ("environ", "terminal", "expected"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"TERM": "dumb"}, True, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": ""}, False, False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, False, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
    ],
)
def test_colour_follows_the_environment_then_the_stream(environ, terminal, expected):
    assert wants_colour(Screen(terminal), environ) is expected


def test_a_pipe_is_always_eighty_columns_wide():
    assert columns(Screen(terminal=False)) == 80


def test_colour_adds_only_colour():
    plain = shown(*samples.REPORTS, colour=False, verbose=True)
    coloured = ANSI.sub("", shown(*samples.REPORTS, colour=True, verbose=True))
    assert "\x1b" not in coloured
    words = re.compile(r"[\s⟦⟧│─\u2066-\u2069]+")
    assert words.sub("", coloured) == words.sub("", plain)


def test_the_span_is_marked_with_and_without_colour():
    line = report(samples.AGAIN)
    assert "End of story. ⟦Not for republication.⟧" in shown(line, colour=False)
    coloured = shown(line, colour=True)
    assert "⟦" not in coloured
    assert re.search(r"\x1b\[4;31mNot for republication\.\x1b\[0m", coloured)


def test_markup_in_a_text_is_text():
    written = shown(
        report(samples.flag("[bold]x[/bold] :smile: [link=https://a.example]y[/link]", "[red]m[/red]")),
        colour=True,
    )
    assert "[red]m[/red]" in written
    assert "[bold]x[/bold] :smile: [link=https://a.example]y[/link]" in ANSI.sub("", written)


def test_errors_and_warnings_are_told_in_full_and_notes_in_a_line():
    written = shown(samples.FOUNDING)
    for word in ("why", "remedy", "evidence", "more"):
        assert re.search(rf"^ *{word}  \S", written, re.MULTILINE)
    assert "wire/harbour.txt:14:71 · en.restriction-forbidden · high confidence" in written
    assert "compliance explain en.comment-form" in written
    assert "compliance explain en.copyright-notice" not in written
    assert written.index("  error") < written.index("warning  ") < written.index("note  14:1")


def test_what_holds_for_a_rule_is_told_once_a_document():
    assert shown(samples.FOUNDING).count("compliance explain en.restriction-forbidden") == 1
    assert shown(samples.FOUNDING, samples.FOUNDING).count("compliance explain en.restriction-forbidden") == 2


def test_a_document_with_nothing_found_is_only_counted():
    written = shown(samples.CLEAR)
    assert "own-copy" not in written
    assert "1 document: 1 clear" in written
    assert "flagged  nothing" in written
    assert "   CLEAR  desk/own-copy.md" in shown(samples.CLEAR, verbose=True)


def test_a_verdict_that_asks_for_something_is_seen_even_without_a_flag():
    assert "BLOCKED  a.txt" in shown(report(verdict=Verdict.BLOCKED))


def test_settled_flags_are_counted_and_shown_only_when_asked_for():
    assert "NORDA-7" not in shown(samples.DECIDED)
    assert "2 more settled by decisions" in shown(samples.DECIDED)
    assert "settled  14:71  waived: Licence NORDA-7 covers it." in shown(samples.DECIDED, verbose=True)


def test_a_lapsed_decision_stands_beside_its_flag():
    assert "decided  dismissed: It is a quotation. (lapsed: the text changed)" in shown(samples.LAPSED)


def test_facts_that_are_no_flags_are_shown_when_asked_for():
    assert "Photo: Ada Fjord" not in shown(samples.FOUNDING)
    written = shown(samples.FOUNDING, verbose=True)
    assert "fact  2:3  credit line · Photo: Ada Fjord / Norda  en.credit-photo" in written
    assert written.count("en.copyright-notice") == 1


def test_what_was_not_checked_is_listed_with_its_reason():
    written = shown(samples.FAILED, samples.CLEAR, samples.SKIPPED)
    assert "  FAILED  in/broken\\udcff.html: cannot be read: \\x1b[31mpermission denied" in written
    assert " SKIPPED  pictures/harbour.jpg: binary" in written
    assert "unread  1 failed, 1 skipped" in written


def test_what_was_found_before_a_failure_is_shown():
    written = shown(samples.PARTLY)
    assert "FAILED  in/terms.txt" in written
    assert "Not wholly checked (rules that ran over their time: x.slow): 1 error." in written
    assert "⟦Not for republication.⟧" in written


def test_nothing_checked_is_said_plainly():
    assert "Nothing was checked." in shown()
    assert "Nothing was checked." in shown(samples.SKIPPED)
    assert "Nothing was checked." not in shown(samples.CLEAR)


def test_a_long_span_gives_way_in_its_middle():
    written = re.sub(r"[\s│]+", " ", shown(report(samples.flag(samples.LONG, "Terms"))))
    assert "⟦Clause 1 of the terms" in written
    assert "Clause 20 of the terms forbids a further use.⟧" in written
    assert "Clause 10 of" not in written
    assert re.search(r"… \d+ characters left out …", written)


def test_line_ends_and_tabs_in_a_span_are_shown_on_the_flow():
    written = shown(report(samples.flag("one\r\n\ttwo\n\n\nthree\tfour", "Lines")))
    assert "⟦one ↵ two ↵ three four⟧" in written


def test_only_right_to_left_lines_are_isolated():
    written = shown(samples.SCRIPTS)
    assert "\u2068أعيد" in written
    assert "\u2066Forbidden without permission of وكالة الميناء: publish, distribute\u2069" in written
    assert "\u2068" not in shown(samples.FOUNDING)


def test_a_stream_without_the_signs_gets_others():
    written = render("terminal", [samples.FOUNDING], Screen(encoding="ascii")).decode("ascii")
    assert "[[Not for republication.]]" in written
    assert "\\u" not in written


def test_a_text_that_a_stream_cannot_encode_is_escaped():
    assert b"\\u67b6" in render("terminal", [samples.SCRIPTS], Screen(encoding="latin-1"))


@settings(deadline=None)
@given(st.text(), st.text(), st.sampled_from([40, 60, 80]), st.sampled_from(Severity))
def test_no_line_is_wider_than_the_screen(text, message, columns, severity):
    flags = [samples.flag(text, message, severity=severity, before=message[:60], after=text[:60])]
    for line in shown(report(*flags), width=columns).split("\n"):
        # What would be a workflow command may grow by an escape where it stands.
        assert width(line) <= columns or "\\x3a" in line or "\\x5b" in line


def test_plain_output_does_not_load_rich():
    program = (
        "import sys\n"
        "from compliance.output import Options, open_output\n"
        "with open_output('terminal', Options('1')): pass\n"
        "print([name for name in ('rich', 'dataclasses', 'json', 'csv', 'tempfile') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env={}, check=True)
    assert done.stdout.endswith("\n[]\n")
