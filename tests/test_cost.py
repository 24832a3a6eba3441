"""The cost of a check grows with the length of the text, whatever stands in it.

Measured in processor time on a text and on one four times as long: were the cost to grow with the square, it would be
sixteen times as much.
"""

import gc
import time

import pytest

import compliance
from compliance.model import Outcome

LENGTH = 20_000
"""Code points of the shorter text: more than are ever matched in one piece."""
MOST = 9.0
"""Times the cost that four times the text may have."""
GRACE = 0.03
"""Seconds below which a clock says nothing."""

REPEATS = [
    "© ", "© 2024 Fen Post. ", "© 2024 Fen Post\n", "© 2024 Fen Post\n\n", "(c) ", "(c) 2024 (", "Copyright ", "copyright of ", "2019-2024, ", "Fen and ", "All rights reserved ",
    "All rights reserved\n\n", "© All rights reserved 2024 | ", "may not be ", "This may not be published. ", "no part of ", "without permission ", "prohibited reproduction ", "reproduction ", "Photo: ", "Photo: Ada/",
    "Embargoed until ", "Leave a comment\n", "Share Tweet Email ", "版权所有", "Все права защищены ", "جميع الحقوق محفوظة ", "(", ")", "“", "«", "a ", "a b c d e ", "1 ", "r1ghts ",
    "\u200b", "a\u200bb ", "\u0301", "e\u0301", "re-\n", "&amp;", "&", "Â©", "aа", "Ａ", ".", "... ", "-", "| ", " ", "\t", "\n", "\r\n", "www.fen.test/", "ada@", "<", "compliance: ", "© 2024 Fen Post  # compliance: ignore[x] -- y\n", "© 2024 Fen Post\n\n# compliance: ignore[en.*] -- y\n", "\x00",
]  # fmt: skip


@pytest.fixture(autouse=True, scope="module")
def others_rubbish():
    """What thousands of tests before left alive is not looked through again and again while a check is timed."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def seconds(text):
    begun = time.process_time()
    report = compliance.check(text)
    took = time.process_time() - begun
    assert report.outcome in (Outcome.CHECKED, Outcome.FAILED)
    return took


@pytest.mark.parametrize("piece", REPEATS, ids=repr)
def test_four_times_the_text_costs_about_four_times_as_much(piece):
    short = piece * (LENGTH // len(piece)) + "\n"
    long = short * 4
    seconds(short[:2000])  # what is compiled once
    for _ in range(3):
        before, after = seconds(short), seconds(long)
        if after < before * MOST + GRACE:
            return
    pytest.fail(f"{before:.3f} s for {len(short)} code points, {after:.3f} s for {len(long)}")


@pytest.mark.parametrize("format", ["markdown", "html"])
@pytest.mark.parametrize("piece", ["<b>", "<!--", "<p>© 2024 Fen Post</p>", "[", "`", "> ", "* ", "&#", "<footer>", "**", "<a href='", "```\n", "<!-- compliance: ignore[a] -- b -->\n"])
def test_and_so_it_does_in_markup(piece, format):
    short = piece * (LENGTH // len(piece)) + "\n"
    compliance.check(short[:2000], format=format)
    for _ in range(3):
        begun = time.process_time()
        compliance.check(short, format=format)
        before = time.process_time() - begun
        begun = time.process_time()
        compliance.check(short * 4, format=format)
        after = time.process_time() - begun
        if after < before * MOST + GRACE:
            return
    pytest.fail(f"{before:.3f} s for {len(short)} code points, {after:.3f} s for four times as many")
