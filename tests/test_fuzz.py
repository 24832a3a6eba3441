"""No input of any bytes crashes a check, and whatever is found stands where it says."""

import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import compliance
from compliance.checker import check_document, check_documents, shipped_rules
from compliance.documents import from_text, read_file, read_jsonl
from compliance.model import Document, Outcome, Unread
from compliance.output.records import report_to_record

FUZZ = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

WORDINGS = [
    "© 2024 Fen Post Ltd.", "Copyright Â© 2019-2024 by Fen & Moor", "All rights reserved", "All r\u200bights re\u00adserved.", "This may not be published, broadcast or sold.",
    "NO ARCHIVES - NO SALES", "EMBARGOED UNTIL 00:01 GMT 12 March 2024", "KILL KILL KILL", "CC BY-NC-ND 4.0", "https://creativecommons.org/licenses/by/4.0/", "Все права защищены.",
    "版 权 所 有", "著作権 © 2024 葦原新聞社", "جميع الحقوق © محفوظة", "כל הזכויות שמורות", "सर्वाधिकार सुरक्षित", "Photo: Ada Moreau / Fen Post", "(c) 2024 Fen", "501(c)(3)",
    "Leave a Comment", "Your email address will not be published. Required fields are marked *", "compliance: ignore[*] -- ours", "<!-- compliance: ignore[en.*] -- x -->", "# compliance: ignore[",
]  # fmt: skip
MARKUP = ["<p>", "</p>", "<b>", "<script>", "</script>", "<!--", "-->", "<footer>", "<br/>", "&copy;", "&#169", "&", "<", ">", "```\n", "---\n", "> ", "# ", "[x](y)", "|", "<title>", "</div", "<a href='"]  # fmt: skip
SPACES = [" ", "\n", "\n\n", "\r\n", "\r", "\t", "\u00a0", "\u2028", "\u3000", "\x00", "\x0c", "\ufeff", "\u200f", "\ud800", "\U0001f600", "\x1b[31m"]
PIECES = st.lists(st.one_of(st.sampled_from(WORDINGS), st.sampled_from(MARKUP), st.sampled_from(SPACES), st.text(max_size=12)), max_size=16).map("".join)
TEXTS = st.one_of(PIECES, st.text(max_size=200))


@pytest.fixture(autouse=True)
def defects_are_raised(monkeypatch):
    monkeypatch.setenv("COMPLIANCE_DEBUG", "1")


def stands(document, fact):
    start, end = fact.span.start - document.offset, fact.span.end - document.offset
    assert 0 <= start < end <= len(document.text)
    assert document.text[start:end] == fact.text
    assert fact.position == document.position(start)
    assert fact.position.line >= 1 and fact.position.column >= 1
    assert document.text[:start].endswith(fact.before)
    assert document.text[end:].startswith(fact.after)


def is_sound(report, document):
    assert report.outcome in (Outcome.CHECKED, Outcome.FAILED)
    assert "the checker failed" not in report.reason
    for fact in report.facts:
        stands(document, fact)
    for flag in report.flags:
        assert flag.identity and flag.message
    record = json.loads(json.dumps(report_to_record(report), ensure_ascii=True))
    assert [fact["text"] for fact in record["facts"]] == [fact.text for fact in report.facts]


@FUZZ
@given(TEXTS, st.sampled_from(["text", "markdown", "html"]))
@example("© \ud800 2024 \x00", "text")
@example("<p>&copy;\n2024 Fen", "html")
def test_any_text_in_any_format(text, format):
    document = from_text(text, format=format)
    is_sound(check_document(document, shipped_rules()), document)
    assert compliance.check(text + "\n", format=format).outcome in (Outcome.CHECKED, Outcome.FAILED)


@FUZZ
@given(PIECES)
def test_a_plain_text_is_its_source_line_for_line(text):
    text = text.replace("\r", "\n")
    for fact in compliance.check(text + "\n").facts:
        line, column = fact.position
        assert text.split("\n")[line - 1][column - 1] == fact.text[0]


@FUZZ
@given(PIECES)
def test_a_fact_in_markup_begins_in_the_source_where_it_says(text):
    source = text.replace("\r", "\n").replace("\x00", "") + "\n"
    for format in ("markdown", "html"):
        for fact in compliance.check(source, format=format).facts:
            line, column = fact.position
            there = source.split("\n")[line - 1][column - 1 :]
            assert there.startswith((fact.text[0], "&")) or fact.text[0].isspace(), (format, there[:20], fact.text)


BYTES = st.one_of(
    st.binary(max_size=200),
    st.tuples(PIECES, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "koi8-r", "shift_jis", "gb18030", "utf-7"])).map(
        lambda pair: pair[0].encode(pair[1], "ignore")
    ),
    st.tuples(PIECES, st.binary(max_size=6), PIECES).map(lambda parts: parts[0].encode("utf-8", "replace") + parts[1] + parts[2].encode("utf-8", "replace")),
)


@FUZZ
@given(BYTES, st.sampled_from(["x.txt", "x.md", "x.html", "x"]), st.sampled_from([(1 << 20, 1 << 20), (64, 40), (16, 16)]))
def test_any_bytes_in_a_file(tmp_path, content, name, sizes):
    path = tmp_path / name
    path.write_bytes(content)
    limit, window = sizes
    items = list(read_file(path, limit=limit, window=window))
    assert items
    documents = [item for item in items if isinstance(item, Document)]
    (report,) = check_documents(items, shipped_rules())
    if not documents:
        assert isinstance(items[0], Unread) and report.reason and report.outcome is not Outcome.CHECKED
        return
    assert report.outcome in (Outcome.CHECKED, Outcome.FAILED)
    for document in documents:
        is_sound(check_document(document, shipped_rules()), document)
    assert len(report.facts) == sum(len(check_document(document, shipped_rules()).facts) for document in documents)


@FUZZ
@given(st.lists(st.one_of(st.binary(max_size=60), TEXTS.map(lambda text: json.dumps({"id": "a", "text": text}).encode())), max_size=5))
def test_any_lines_of_json(tmp_path, lines):
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"\n".join(lines))
    for report in check_documents(read_jsonl(str(path)), shipped_rules()):
        assert report.outcome is Outcome.CHECKED or report.reason
