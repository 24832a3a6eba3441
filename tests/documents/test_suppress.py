"""Inline suppressions: what counts as one, and what it covers."""

import pytest

from compliance.documents import from_text


def covered(text, format="text"):
    """(rules, reason, covered text, line, column) of every suppression."""
    document = from_text(text, format=format)
    return [
        (row.rules, row.reason, document.text[row.start : row.end], row.line, row.column)
        for row in document.suppressions
    ]


@pytest.mark.parametrize("lead", ["", "# ", "// ", "% ", ";", ".. ", "-- ", "## "])
def test_a_line_of_its_own_covers_the_next_paragraph(lead):
    comment = f"{lead}compliance: ignore[en.rights-reserved, de.*] -- our own notice"
    text = f"Start.\n\n{comment}\n\n\nNext\nlines.\n\nEnd."
    assert covered(text) == [(("en.rights-reserved", "de.*"), "our own notice", "Next\nlines.", 3, 1)]


def test_lines_that_follow_without_a_blank_line_are_covered():
    text = "# compliance: ignore[a] -- one\n  # compliance: ignore[b] -- two\nNotice.\n\nEnd."
    assert [row[2] for row in covered(text)] == [
        "# compliance: ignore[b] -- two\nNotice.",
        "Notice.",
    ]
    assert [row[3:] for row in covered(text)] == [(1, 1), (2, 3)]


def test_the_end_of_a_line_covers_that_line():
    text = "One.\nAll rights reserved.  # compliance: ignore[*] -- ours\nTwo."
    (row,) = covered(text)
    assert row == (("*",), "ours", "All rights reserved.  # compliance: ignore[*] -- ours", 2, 23)


def test_words_in_prose_are_no_suppression():
    assert covered("Write compliance: ignore[en.x] -- why to silence a rule.") == []
    assert covered("compliance: ignore it at your peril") == []
    assert covered("Our compliance: ignored[x] -- y") == []


def test_ignore_file_covers_everything():
    text = "Notice.\n\n# compliance: ignore-file[en.*] -- a training text\n\nNotice."
    (row,) = covered(text)
    assert row == (("en.*",), "a training text", text, 3, 1)


@pytest.mark.parametrize(
    ("comment", "rules", "reason"),
    [
        ("compliance: ignore[en.x]", ("en.x",), ""),
        ("compliance: ignore[en.x] our notice", ("en.x",), ""),
        ("compliance: ignore[en.x] --", ("en.x",), ""),
        ("compliance: ignore[] -- ours", (), "ours"),
        ("compliance: ignore[ , ] -- ours", (), "ours"),
        ("compliance: ignore -- ours", (), "ours"),
        ("compliance: ignore[en.x] — typeset", ("en.x",), "typeset"),
        ("compliance:ignore[en.x,en.y]--short", ("en.x", "en.y"), "short"),
    ],
)
def test_what_is_missing_is_left_empty_and_reported(comment, rules, reason):
    assert [row[:2] for row in covered(f"# {comment}\nText.")] == [(rules, reason)]
    assert [row[:2] for row in covered(f"<!-- {comment} -->\n\nText.", "markdown")] == [(rules, reason)]
    assert [row[:2] for row in covered(f"<!-- {comment} --><p>Text.", "html")] == [(rules, reason)]


def test_nothing_after_it_leaves_nothing_covered():
    assert covered("Text.\n\n# compliance: ignore[a] -- b") == [(("a",), "b", "", 3, 1)]


def test_markup_comment_in_plain_text_ends_at_its_mark():
    assert covered("<!-- compliance: ignore[a] -- why -->\nNotice.")[0][:3] == (("a",), "why", "Notice.")


def test_crlf_and_lone_carriage_returns():
    for end in ("\r\n", "\r"):
        text = f"One.{end}{end}# compliance: ignore[a] -- b{end}{end}Two{end}lines.{end}{end}Three."
        assert covered(text) == [(("a",), "b", f"Two{end}lines.", 3, 1)]


def test_markdown_comment_on_its_own_line_covers_the_next_paragraph():
    text = (
        "# Title\n\n<!-- compliance: ignore[en.x] -- ours,\n  and agreed -->\n\nAll rights reserved.\n\nMore."
    )
    assert covered(text, "markdown") == [(("en.x",), "ours, and agreed", "All rights reserved.", 3, 1)]


def test_markdown_comment_at_the_end_of_a_line_covers_that_line():
    text = "One.\nAll rights reserved. <!-- compliance: ignore[en.x] -- ours -->\nTwo."
    assert covered(text, "markdown")[0][2:] == (text.split("\n")[1], 2, 22)


def test_markdown_comment_before_text_on_a_list_line_covers_what_follows():
    text = "- <!-- compliance: ignore[en.x] -- ours --> Notice\n- other\n\nEnd."
    assert covered(text, "markdown")[0][2] == "Notice\n- other"


def test_markdown_comments_in_code_are_code():
    text = "```\n<!-- compliance: ignore[en.x] -- ours -->\n```\n\n`<!-- compliance: ignore[a] -- b -->`\n"
    assert covered(text, "markdown") == []


def test_front_matter_takes_comments_after_a_number_sign():
    lines = (
        "title: A",
        "copyright: B  # compliance: ignore[en.x] -- ours",
        "# compliance: ignore-file[a] -- b",
    )
    text = "\n".join(("---", *lines, "---", "Text."))
    rows = covered(text, "markdown")
    assert rows[0] == (("en.x",), "ours", "copyright: B  # compliance: ignore[en.x] -- ours", 3, 15)
    assert rows[1] == (("a",), "b", text, 4, 1)


def test_html_comment_between_blocks_covers_the_next_block():
    page = "<p>One</p>\n<!-- compliance: ignore[a] -- b -->\n<p>Two</p><p>Three</p>"
    assert covered(page, "html") == [(("a",), "b", "Two", 2, 1)]


def test_html_comment_inside_a_block_covers_that_block():
    page = "<p>One</p><p>Two <!-- compliance: ignore[a] -- b --> goes on</p><p>Three</p>"
    assert covered(page, "html")[0][2] == "Two goes on"


def test_html_comment_at_the_end_of_a_line_covers_the_block_before():
    page = "<p>One</p>\n<p>Two</p> <!-- compliance: ignore[a] -- b -->\n<p>Three</p>"
    assert covered(page, "html") == [(("a",), "b", "Two", 2, 12)]


def test_html_comment_between_blocks_of_a_minified_page_covers_the_next():
    page = "<p>One</p><!-- compliance: ignore[a] -- b --><p>Two</p>"
    assert covered(page, "html")[0][2] == "Two"


def test_html_ignore_file_covers_everything():
    page = "<p>One</p><p>Two</p><!-- compliance: ignore-file[a] -- b -->"
    assert covered(page, "html")[0][2] == "One\n\nTwo"
