"""Markdown: the source itself, with its zones and the fields of its front matter."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from compliance.documents import from_text
from compliance.model import Field, Zone


def read(source):
    return from_text(source, format="markdown")


def zones(source, zone=None):
    document = read(source)
    assert document.text == source
    return [
        (part.zone.value, source[part.start : part.end]) if zone is None else source[part.start : part.end]
        for part in document.zones
        if zone in (None, part.zone)
    ]


def test_yaml_front_matter_gives_fields():
    source = """---
title: "The harbour: a \\u00a9 story"
author: 'Ann O''Hara'  # staff
copyright: © 2024 The Lantern # ours
tags: [a, b]
empty:
none: null
nested:
  inner: no
"quoted key": yes
rights: |
  All rights reserved.
  Ask first.
summary: >-
  One
  line.
url: https://example.org/#top
---

# Title
"""
    document = read(source)
    assert document.fields == (
        Field("title", "The harbour: a © story", 2, 1),
        Field("author", "Ann O'Hara", 3, 1),
        Field("copyright", "© 2024 The Lantern", 4, 1),
        Field("quoted key", "yes", 10, 1),
        Field("rights", "All rights reserved.\nAsk first.", 11, 1),
        Field("summary", "One line.", 14, 1),
        Field("url", "https://example.org/#top", 17, 1),
    )
    assert zones(source) == [("front_matter", source[: source.index("\n\n# Title")])]


def test_toml_front_matter_gives_fields():
    lines = (
        "+++",
        'title = "Harbour"',
        "[params]",
        "rights = 'house' # c",
        "n = 3",
        'list = ["a"]',
        "+++",
        "Text.",
    )
    source = "\r\n".join(lines)
    assert read(source).fields == (
        Field("title", "Harbour", 2, 1),
        Field("params.rights", "house", 4, 1),
        Field("params.n", "3", 5, 1),
    )


@pytest.mark.parametrize(
    "source",
    [
        "---\n\nA paragraph between rules.\n\n---\n",
        "---\ntitle: never closed\n\nText.\n",
        "\n---\ntitle: too late\n---\n",
        "----\na: b\n----\n",
    ],
)
def test_what_is_no_front_matter(source):
    document = read(source)
    assert document.fields == ()
    assert zones(source, Zone.FRONT_MATTER) == []


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("a\n```py\nb\n```\nc\n", ["```py\nb\n```\n"]),
        ("```\nb\n\n~~~\n````x\nstill\n`````  \nafter\n", ["```\nb\n\n~~~\n````x\nstill\n`````  \n"]),
        ("~~~ `info`\nb\n~~~\n", ["~~~ `info`\nb\n~~~\n"]),
        ("a\n```\nnever closed\n", ["```\nnever closed\n"]),
        ("   ```\nb\n    ```\n   ```\nc", ["```\nb\n    ```\n   ```\n"]),
        ("- item\n\n  ```\n  b\n  ```\n- c\n", ["```\n  b\n  ```\n"]),
        ("1. ```\n   b\n   ```\n", ["```\n   b\n   ```\n"]),
        ("``` a`b\nno fence\n", []),
        ("a `b` c ``d ` e`` f\n", ["`b`", "``d ` e``"]),
        ("a `b\nc` d\n\n`e\n\nf`\n", ["`b\nc`"]),
        ("a \\`b c `d\\` e\n", ["`d\\`"]),
        ("a `` b ` c\n", []),
        ("# `a\nb` c\n", []),
        ("- `a\n- b`\n", []),
        ("Text\n\n    code\n\n    more\n\nText\n    lazy\n", ["    code\n", "    more\n"]),
        ("\tcode\n", ["\tcode\n"]),
        ("- item\n\n      in a list\n", []),
        ("- item\n\nText\n\n    code\n", ["    code\n"]),
        ("# Head\n    code\n", ["    code\n"]),
        ("* * *\n    code\n", ["    code\n"]),
        ("2024. A year\n\n      goes on\n", []),
        ("```\r\nb\r\n```\r\nc\r\n", ["```\r\nb\r\n```\r\n"]),
    ],
)
def test_code(source, code):
    assert zones(source, Zone.CODE) == code


@pytest.mark.parametrize(
    ("source", "quotes"),
    [
        ("a\n\n> b\n> c\n\nd\n", ["> b\n> c\n"]),
        ("> b\nlazy\n\nc\n", ["> b\nlazy\n"]),
        ("> b\n\n> c\n", ["> b\n", "> c\n"]),
        ("> b\n- list\n", ["> b\n"]),
        ("> b\n# head\n", ["> b\n"]),
        ("> > b\n>\n> c\nlazy", ["> > b\n>\n> c\nlazy"]),
        ("a > b\n", []),
        ("    > code\n", []),
        ("> # head\nnot lazy\n", ["> # head\n"]),
    ],
)
def test_quotations(source, quotes):
    assert zones(source, Zone.QUOTE) == quotes


def test_code_cuts_a_quotation_in_two():
    assert zones("> a `b` c\n> ```\n> d\n> ```\n> e\nf\n") == [
        ("quote", "> a "),
        ("code", "`b`"),
        ("quote", " c\n> "),
        ("code", "```\n> d\n> ```\n"),
        ("quote", "> e\nf\n"),
    ]


def test_a_fence_ends_with_its_quotation():
    assert zones("> ```\n> b\nc `d`\n") == [("quote", "> "), ("code", "```\n> b\n"), ("code", "`d`")]


@pytest.mark.parametrize(
    ("source", "comments"),
    [
        ("a <!-- b --> c\n", ["<!-- b -->"]),
        ("<!-- b\n\n```\n\nc --> d `e`\n\nf\n", ["<!-- b\n\n```\n\nc -->"]),
        ("a <!-- b\nc --> d\n", ["<!-- b\nc -->"]),
        ("a <!-- b\n\nc -->\n", []),
        ("<!-- never closed\n\nb\n", ["<!-- never closed\n\nb\n"]),
        ("`<!-- a -->` \\<!-- b -->\n", []),
        ("```\n<!-- a -->\n```\n", []),
        ("<!--> a <!-- b -->\n", ["<!-->", "<!-- b -->"]),
        ("- <!-- a -->\n", ["<!-- a -->"]),
    ],
)
def test_comments(source, comments):
    assert zones(source, Zone.COMMENT) == comments


def test_lone_carriage_returns_end_lines():
    document = read("# One\r\r    code\r\rTwo")
    assert document.position(document.text.index("Two")) == (5, 1)
    assert [document.text[zone.start : zone.end] for zone in document.zones] == ["    code\r"]


PIECES = st.sampled_from(
    [
        *"` `` ``` ~~~ <!-- --> > \\ a *** [x] é \U0001f600 \" '".split(),
        *("> ", "- ", "1. ", "# ", "    ", "\t", " ", "\n", "\r\n", "\r", "\n\n", "\x0b", "\u2028"),
        *("---\n", "+++\n", "key: ", "key = ", "|\n"),
        *("<!-- compliance: ignore[a] -- b -->", "# compliance: ignore[a] -- b"),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
@example("---\n\r---\n")
@example("> \n```")
def test_any_text_reads_with_zones_in_order(source):
    document = read(source)
    assert document.text == source
    ends = [0]
    for zone in document.zones:
        assert zone.start < zone.end
        ends += [zone.start, zone.end]
    assert [*ends, len(source)] == sorted([*ends, len(source)])
    lines = source.count("\n") + 1 if "\n" in source else source.count("\r") + 1
    for place in (*document.fields, *document.suppressions):
        assert 1 <= place.line <= lines
    for row in document.suppressions:
        assert 0 <= row.start <= row.end <= len(source)


@pytest.mark.parametrize(
    "piece",
    ["`", "`a", "> ", ">\n", "<!-- ", "a <!-- ", "- ", "- - x", "1. ", "\\`", "* ", "```\n", "a: |\n", "\n"],
)
def test_hostile_texts_take_linear_time(piece):
    """200,000 repetitions would take minutes if any of them were read quadratically."""
    began = time.process_time()
    for head in ("", "---\na: b\n"):
        read(head + piece * 200_000)
    assert time.process_time() - began < 20
