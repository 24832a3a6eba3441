"""What the fields of a document say of it."""

import pytest

from compliance.documents import from_text
from compliance.model import Document, Field, Source
from compliance.reuse.metadata import addresses, described, iso


def source(*fields, body="", id="x"):
    return described(Document(id, None, body, fields=tuple(Field(name, value, 1, 1) for name, value in fields)), body)


def test_front_matter_says_whose_a_text_is():
    text = "---\ntitle: Lamps\nholder: Kestrel Wire\nlicence: CC-BY-4.0\ncanonical_url: https://k.example/1\ndate: 2025-03-01\n---\nBody."
    document = from_text(text, id="x.md", path="x.md", format="markdown")
    assert described(document, "Body.") == Source("x.md", "Lamps", "Kestrel Wire", "CC-BY-4.0", "https://k.example/1", "2025-03-01")


def test_a_page_says_it_in_its_head():
    page = (
        "<html><head><title>Lamps – Kestrel</title><meta property='og:site_name' content='Kestrel Wire'>"
        "<link rel=canonical href='https://k.example/1'><link rel=license href='https://creativecommons.org/licenses/by/4.0/'>"
        "<meta property='article:published_time' content='2025-03-01T09:30:00+01:00'></head><body><p>Body."
    )
    document = from_text(page, id="x.html", path="x.html", format="html")
    assert described(document, document.text) == Source(
        "x.html", "Lamps – Kestrel", "Kestrel Wire", "https://creativecommons.org/licenses/by/4.0/", "https://k.example/1", "2025-03-01T09:30:00+01:00"
    )
    assert addresses(document) == ["https://k.example/1"]


def test_the_name_that_says_most_holds_whatever_the_order():
    assert source(("og:site_name", "kestrel.example"), ("Holder", "Kestrel Wire")).holder == "Kestrel Wire"
    assert source(("publisher", "One"), ("publisher", "Two")).holder == "One"


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("\n\n# The lamps ##\n\nBody.", "The lamps"),
        ("\ufeffThe lamps\r\nBody.", "The lamps"),
        ("x" * 151 + "\nBody.", ""),
        ("", ""),
    ],
)
def test_a_text_without_a_title_goes_by_its_first_line(body, title):
    assert source(body=body).title == title
    assert source(("title", "Given"), body=body).title == "Given"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2025", "2025"),
        ("2025-03", "2025-03"),
        (" 2025-03-01 ", "2025-03-01"),
        ("2025-03-01 09:30", "2025-03-01T09:30"),
        ("2025-03-01T09:30:00.5Z", "2025-03-01T09:30:00.5Z"),
        ("2025-03-01 09:30:00 +0100", "2025-03-01T09:30:00+0100"),
        ("1 March 2025", ""),
        ("03/01/2025", ""),
        ("2025-3-1", ""),
        ("", ""),
    ],
)
def test_only_dates_that_sort_are_taken(written, read):
    assert iso(written) == read
    assert source(("date", written)).date == read
