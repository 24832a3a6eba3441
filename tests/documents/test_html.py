"""HTML: what a reader sees, and the way back to the line and column of the source."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from compliance.documents import from_text
from compliance.model import Field, Zone

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><title>The  harbour &amp; the sea</title>
<meta name="Copyright" content="The Lantern &copy; 2024">
<meta property=og:title content='Harbour'><meta charset="utf-8">
<link rel="license" href="https://example.org/terms"><link rel=stylesheet href=x.css>
<link rel="canonical" href="https://example.org/harbour?a=1&amp;b=2">
<script>if (a < b) document.write("<p>Not this</p>");</script>
<style>p > a { color: red }</style></head>
<body>
<nav><a href="/terms">Terms</a><a>Privacy</a></nav>
<main><h1>Harbour library stays open</h1>
<p>The   library
  stays&nbsp;open. &copy;2024, &#xA9; and &amp;copy;</p>
<blockquote>&ldquo;Come late,&rdquo; she said.</blockquote>
<p>Terms: <a rel="license" href="https://example.org/cc">house terms</a>.
</main>
<footer><p>&copy; 2024 The Lantern</footer>
</body></html>
"""


def read(source):
    return from_text(source, format="html")


def zones(document):
    return [(zone.zone, document.text[zone.start : zone.end]) for zone in document.zones]


def source_at(source, document, at):
    """The source from the position of a code point of the text on."""
    line, column = document.position(at)
    return source.split("\n")[line - 1][column - 1 :]


def test_a_page_reads_as_in_a_browser():
    assert read(PAGE).text == (
        "TermsPrivacy\n\n"
        "Harbour library stays open\n\n"
        "The library stays\xa0open. ©2024, © and &copy;\n\n"
        "“Come late,” she said.\n\n"
        "Terms: house terms.\n\n"
        "© 2024 The Lantern"
    )


def test_positions_point_into_the_source():
    document = read(PAGE)
    for words, source in {
        "Privacy": "Privacy</a>",
        "library stays\xa0": "library",
        "open. ": "open. &copy;",
        "©2024": "&copy;2024",
        "2024, ": "2024, &#xA9;",
        "© and": "&#xA9;",
        "&copy;": "&amp;copy;",
        "copy;": "copy;",
        "“Come": "&ldquo;Come",
        "Come late": "Come late",
        "” she": "&rdquo;",
        "house": "house terms</a>",
        "© 2024": "&copy; 2024 The",
    }.items():
        assert source_at(PAGE, document, document.text.index(words)).startswith(source)
    assert document.position(document.text.index("stays\xa0")) == (13, 3)


def test_fields_have_names_values_and_places():
    assert read(PAGE).fields == (
        Field("lang", "en-GB", 2, 1),
        Field("title", "The harbour & the sea", 2, 26),
        Field("copyright", "The Lantern © 2024", 3, 1),
        Field("og:title", "Harbour", 4, 1),
        Field("link.license", "https://example.org/terms", 5, 1),
        Field("link.canonical", "https://example.org/harbour?a=1&b=2", 6, 1),
        Field("a.href", "/terms", 10, 6),
        Field("a.license", "https://example.org/cc", 15, 11),
    )


def test_links_pictures_and_counters_are_fields_too():
    page = """<a href="#top">up</a><a href=" https://example.org/story ">there</a><img src=/count.gif><script src="https://example.org/c.js"></script>
    <iframe src='//example.org/frame'></iframe><img alt="none">"""
    assert [(field.name, field.value) for field in read(page).fields] == [
        ("a.href", "https://example.org/story"), ("img.src", "/count.gif"), ("script.src", "https://example.org/c.js"), ("iframe.src", "//example.org/frame"),
    ]  # fmt: skip


def test_zones_tell_quotation_and_footer_from_the_body():
    assert zones(read(PAGE)) == [
        (Zone.QUOTE, "“Come late,” she said."),
        (Zone.FOOTER, "© 2024 The Lantern"),
    ]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("One<br>two<br/>three<br><br>four", "One\ntwo\nthree\n\nfour"),
        ("<ul><li>One<li>two</ul>three", "One\ntwo\n\nthree"),
        ("<table><tr><td>A</td><td>B</td></tr><tr><td>C</table>D", "A\nB\nC\n\nD"),
        ("<div>One</div><div>two</div>", "One\n\ntwo"),
        ("<p>One<p>two", "One\n\ntwo"),
        ("o<b>n</b>e <i> two</i> three", "one two three"),
        ("one<button>two</button>three", "one two three"),
        ("<dl><dt>A<dd>B</dl>", "A\nB"),
        ("one<hr>two", "one\n\ntwo"),
        (" \n <p> one \t\r\n two \n </p> \n ", "one two"),
        ("one\u3000two\xa0 three\x0bfour", "one\u3000two\xa0 three\x0bfour"),
        ("<pre>\n a\n\n  b &lt; c\n</pre>d", " a\n\n  b < c\n\n\nd"),
        ("<pre>\r\na\r\nb\rc</pre>", "a\nb\nc"),
        ("<pre>a<b> b</b></pre>", "a b"),
        ("<textarea>\n<p>Copy &amp; paste</p>\n  this</textarea>", "<p>Copy & paste</p>\n  this"),
        ("<noscript>Turn it on</noscript>", "Turn it on"),
        ("<p hidden>One</p><p style='display:none'>two</p>", "One\n\ntwo"),
        ("<img alt='no'><p title='no'>One</p>", "One"),
        ("a<svg><text>no</text><style>x</style></svg>b", "ab"),
        ("a<svg/>b", "ab"),
        ("a<svg><path><p>b</p>", "a\n\nb"),
        ("a<template><p>no</p><template>no</template>no</template>b", "ab"),
        ("a<iframe><p>no</p></iframe>b<!-- no --><!>c<!doctype x>d<?php no ?>e", "abcde"),
        ("a<!-- no --!>b<!-->c<!--->d<!-- <p>no</p> -- > no -->e", "abcde"),
        ("1 < 2 & 3 > 2 <3 </ 4 <", "1 < 2 & 3 > 2 <3 </ 4 <"),
        ("a<p class='x>y' title=\"a>b\">b", "a\n\nb"),
        ("a<p title='it's'>b", "a\n\nb"),
        ("a<p class=\"x>b", "a\n\nb"),
        ("a<div class=broken", "a"),
        ("<title>never closed <p>One", "never closed\n\nOne"),
        ("<script>never closed <p>One", ""),
        ("<SCRIPT>x</p></scripty></ScRiPt >One", "One"),
        ("&notit; &copyright; &copy2024 &bogus; &amp", "¬it; ©right; ©2024 &bogus; &"),
        ("&#128; &#xD800; &#0; &#x110000;", "€ \ufffd \ufffd \ufffd"),
        ("a&#32;&#10;&Tab; b&nbsp;&nbsp; c", "a b\xa0\xa0 c"),
        ("&#" + "9" * 5000 + ";", "\ufffd"),
        ("<ruby>漢<rt>kan</rt></ruby>字", "漢kan字"),
        ("<?xml version='1.0'?><html><script src='x'/><title/><p>One</p></html>", "One"),
        ("", ""),
    ],
)  # fmt: skip
def test_text_of(source, text):
    assert read(source).text == text


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("a<div class='site-footer x'>b<p>c</div>d", [(Zone.FOOTER, "b\n\nc")]),
        ("<div id=pageLegal>a</div><div class=colophon_2>b</div>", [(Zone.FOOTER, "a"), (Zone.FOOTER, "b")]),
        ("<div role=contentinfo>a</div>", [(Zone.FOOTER, "a")]),
        ("<body class=has-footer><div class='page-has-footer no-legal illegal'>a</div>", []),
        ("<body class=footer>a", []),
        ("<main><p class=copyright>a</p><footer>b</footer></main>", [(Zone.FOOTER, "b")]),
        ("<div class=footer>a<article>b</article>c</div>", [(Zone.FOOTER, "a"), (Zone.FOOTER, "c")]),
        ("<figure><figcaption>a</figcaption></figure>", [(Zone.CAPTION, "a")]),
        ("<main><span class=photoCredit>a</span>b</main>", [(Zone.CAPTION, "a")]),
        ("a <q>b</q><q>c</q>", [(Zone.QUOTE, "b"), (Zone.QUOTE, "c")]),
        ("<q>a <code>b</code> c</q>", [(Zone.QUOTE, "a"), (Zone.CODE, "b"), (Zone.QUOTE, "c")]),
        ("<blockquote>a<footer>b</footer></blockquote>", [(Zone.QUOTE, "a"), (Zone.FOOTER, "b")]),
        ("<pre>a</pre><pre><code>b\n c</code></pre>", [(Zone.CODE, "b\n c")]),
        ("<div><blockquote>a</div>b", [(Zone.QUOTE, "a")]),
        ("<p class=legal>a<p>b", [(Zone.FOOTER, "a")]),
        ("<ul><li class=credit>a<li>b</ul>", [(Zone.CAPTION, "a")]),
        ("<table><tr><td class=legal>a<td>b</table>c", [(Zone.FOOTER, "a")]),
        ("<td><blockquote>a</div></p></td>b", [(Zone.QUOTE, "a")]),
        ("<footer></footer>a", []),
        ("</footer>a</div></q>", []),
    ],
)  # fmt: skip
def test_zones_of(source, found):
    assert zones(read(source)) == found


def test_deep_nesting_keeps_what_is_outside_right():
    document = read("<div>" * 1000 + "<q>deep</q>" + "</div>" * 1000 + "<footer>end</footer>")
    assert document.text == "deep\n\nend"
    assert zones(document)[-1] == (Zone.FOOTER, "end")


def test_pages_with_other_line_ends():
    for end in ("\r\n", "\r"):
        source = f"<p>One{end}two</p>{end}<p>Three &copy;{end}  four</p>"
        document = read(source)
        assert document.text == "One two\n\nThree © four"
        assert document.position(document.text.index("two")) == (2, 1)
        assert document.position(document.text.index("©")) == (3, 10)
        assert document.position(document.text.index("four")) == (4, 3)


PIECES = st.sampled_from(
    [
        *"< > </ <p> </p> <q> </q> <br> <pre> </pre> <script> </script> <!-- --> <svg> </svg>".split(),
        *"<template> <footer> <td> </td> <table> </table> <title> </title> <textarea> <![CDATA[".split(),
        *"]]> <?xml /> \\".split(),
        *"& &amp; &copy &copy; &#13; &#10; &nbsp; &ngE; &# &#x = ' \" a \U0001f600 \ud800".split(),
        *("<div\n", "<li class='legal'>", "<!-- compliance: ignore[a] -- b -->", "\xa0", "\x0b"),
        *(" ", "\n", "\r\n", "\r", "\t", "word ", "  "),
    ]
)
PAGES = st.lists(PIECES, max_size=40).map("".join)


@given(PAGES)
@example("<pre>\n</pre>")
@example("<textarea>")
@example("a<pre>\r")
@example("<textarea>a\n&amp;\r&amp;")
def test_any_page_reads_and_every_letter_is_where_it_says(source):
    document = read(source)
    feeds = source if "\n" in source else source.replace("\r", "\n")
    lines = feeds.split("\n")
    assert document.position(0)
    for at, letter in enumerate(document.text):
        line, column = document.position(at)
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1
        if letter in "aéwo😀<\ud800":
            there = lines[line - 1][column - 1 :]
            assert there.startswith((letter, "&"))
    ends = [0] + [at for zone in document.zones for at in (zone.start, zone.end)] + [len(document.text)]
    assert ends == sorted(ends)
    for row in document.suppressions:
        assert 0 <= row.start <= row.end <= len(document.text)
        assert lines[row.line - 1][row.column - 1 :].startswith("<!--")


@given(PAGES)
def test_text_never_shows_a_run_of_blanks_outside_pre(source):
    if "<pre" in source or "<textarea" in source:
        return
    text = read(source).text
    assert "  " not in text
    assert "\n\n\n" not in text
    assert text == text.strip(" \t\r\n\f")


@pytest.mark.parametrize(
    "piece", ["<", "<a ", "<a b=\">", "<!--", "<svg>", "<b>", "</i>", "<title>", "&#", "<q>", "<a b='", "&a"]
)  # fmt: skip
def test_hostile_pages_take_linear_time(piece):
    """200,000 repetitions would take minutes if any of them were read quadratically."""
    began = time.process_time()
    read(piece * 200_000 + ">")
    assert time.process_time() - began < 20
