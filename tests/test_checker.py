"""From a document to a report: stages put together, settings, suppressions, windows, defects, identity, messages."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import compliance
from compliance import checker
from compliance.checker import UNUSED, Settings, check_document, check_documents, identity
from compliance.documents import from_text, read_file
from compliance.model import (
    Confidence,
    Document,
    Fact,
    Flag,
    Kind,
    Outcome,
    Position,
    Severity,
    Span,
    Suppression,
    Unread,
    Verdict,
)  # fmt: skip


def flags(report):
    return [(flag.rule, flag.text, flag.severity.value) for flag in report.flags]


# --- what is checked


def test_a_text_is_checked_as_it_is(packs):
    report = compliance.check("A red flag.", rules=packs.book(packs.rule()))
    assert (report.id, report.path, report.outcome, report.reason, report.verdict) == ("text", None, "checked", "", "review")
    assert flags(report) == [("t.flag", "red flag", "note")]
    assert [fact.text for fact in report.facts] == ["red flag"]


def test_a_path_is_read_whether_it_is_a_path_or_its_name(packs, tmp_path):
    path = tmp_path / "story.txt"
    path.write_text("One.\nA red flag.\n")
    book = packs.book(packs.rule())
    for given_as in (path, str(path)):
        report = compliance.check(given_as, rules=book)
        assert (report.path, report.id) == (str(path), str(path))
        assert report.flags[0].position == (2, 3)


def test_the_format_goes_by_the_name_unless_it_is_given(packs, tmp_path):
    book = packs.book(packs.rule())
    path = tmp_path / "story.html"
    path.write_text("<script>red flag</script><p>A <b>red</b> flag")
    assert flags(compliance.check(path, rules=book)) == [("t.flag", "red flag", "note")]
    assert flags(compliance.check("<p>A <b>red</b> flag", rules=book)) == []
    assert flags(compliance.check("<p>A <b>red</b> flag", rules=book, format="html")) == [("t.flag", "red flag", "note")]
    assert len(compliance.check(path, rules=book, format="text").flags) == 1


def test_a_name_that_looks_like_a_path_and_is_none_is_no_text(tmp_path, monkeypatch, packs):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError, match="to check it as a text, add a line end"):
        compliance.check("storeis/draft.txt")
    assert compliance.check("storeis/draft.txt\n", rules=packs.book(packs.rule())).outcome is Outcome.CHECKED
    for text in ("", "a red flag", "\0.txt", "see draft.txt", "x" * 5000 + ".txt"):
        assert compliance.check(text, rules=packs.book(packs.rule())).outcome is Outcome.CHECKED


def test_what_cannot_be_read_is_a_report_with_its_reason(tmp_path, packs):
    book = packs.book(packs.rule())
    gone = compliance.check(tmp_path / "gone.txt", rules=book)
    assert (gone.outcome, gone.verdict, gone.reason) == (Outcome.FAILED, Verdict.REVIEW, "no such file")
    (tmp_path / "empty.txt").write_bytes(b"")
    empty = compliance.check(tmp_path / "empty.txt", rules=book)
    assert (empty.outcome, empty.verdict, empty.reason) == (Outcome.SKIPPED, Verdict.REVIEW, "empty")
    assert gone.flags == empty.flags == ()


def test_the_rules_that_ship_are_loaded_once():
    assert checker.shipped_rules() is checker.shipped_rules()


# --- verdict


@pytest.mark.parametrize("kind", list(Kind))
def test_a_fact_that_binds_asks_for_review_and_furniture_does_not(packs, kind):
    report = compliance.check("A red flag.", rules=packs.book(packs.rule(kind=kind.value)))
    loose = {Kind.PAGE_CHROME, Kind.CREDIT_LINE, Kind.PERMISSION_CONTACT, Kind.MINING_RESERVATION}
    assert report.verdict is (Verdict.CLEAR if kind in loose else Verdict.REVIEW)


def test_a_text_with_nothing_in_it_is_clear(packs):
    report = compliance.check("A quiet day.", rules=packs.book(packs.rule()))
    assert (report.verdict, report.facts, report.flags) == (Verdict.CLEAR, (), ())


# --- settings


def test_the_last_severity_that_fits_wins_and_the_fact_keeps_the_rules_own(packs):
    book = packs.book(packs.rule(id="t.one"), packs.rule(id="t.two", phrases=["blue flag"]))
    chosen = Settings({"*": Severity.WARNING, "t.o*": Severity.ERROR, "x.*": Severity.NOTE})
    report = compliance.check("A red flag, a blue flag.", rules=book, settings=chosen)
    assert flags(report) == [("t.one", "red flag", "error"), ("t.two", "blue flag", "warning")]
    assert {fact.severity for fact in report.facts} == {Severity.NOTE}


def test_rules_that_are_off_leave_no_fact(packs):
    book = packs.book(packs.rule(id="t.one"), packs.rule(id="t.two", phrases=["blue flag"]))
    report = compliance.check("A red flag, a blue flag.", rules=book, settings=Settings(off=("t.o*",)))
    assert flags(report) == [("t.two", "blue flag", "note")]
    assert len(report.facts) == 1


def test_settings_go_by_the_path(packs, tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("A red flag.")
    stream = [document for name in ("a.txt", "b.txt") for document in read_file(tmp_path / name)]
    by_path = lambda path: Settings({"*": Severity.ERROR}) if path.endswith("b.txt") else Settings()
    first, second = check_documents(stream, packs.book(packs.rule()), by_path)
    assert (first.flags[0].severity, second.flags[0].severity) == (Severity.NOTE, Severity.ERROR)


# --- suppressions


@pytest.fixture
def book(packs):
    return packs.book(packs.rule(), packs.rule(id="t.blue", phrases=["blue flag"]))


def test_a_suppression_with_rule_and_reason_settles_the_flag_and_stays_on_record(book):
    report = compliance.check("# compliance: ignore[t.flag] -- ours\nA red flag, a blue flag.\n\nA red flag.\n", rules=book)
    assert [(flag.rule, flag.decision) for flag in report.flags] == [
        ("t.flag", {"action": "suppressed", "reason": "ours", "line": 1}),
        ("t.blue", None),
        ("t.flag", None),
    ]
    assert len(report.facts) == 3
    assert report.verdict is Verdict.REVIEW


def test_a_text_whose_every_flag_is_suppressed_is_clear(book):
    report = compliance.check("# compliance: ignore[t.*] -- ours\nA red flag, a blue flag.\n", rules=book)
    assert report.verdict is Verdict.CLEAR
    assert all(flag.decision for flag in report.flags)


@pytest.mark.parametrize("format", ["markdown", "html"])
def test_suppressions_in_markup_comments(book, format):
    report = compliance.check("<!-- compliance: ignore[t.flag] -- ours -->\n<p>A red flag.</p>\n", rules=book, format=format)
    assert [flag.decision is not None for flag in report.flags] == [True]


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("compliance: ignore[t.blue] -- ours", "This suppression of t.blue silences nothing"),
        ("compliance: ignore[t.flag]", "This suppression of t.flag gives no reason, so it does nothing"),
        ("compliance: ignore[] -- ours", "This suppression names no rule, so it does nothing"),
        ("compliance: ignore[x.one, x.two] -- ours", "This suppression of x.one, x.two silences nothing"),
    ],
)
def test_a_suppression_that_does_nothing_is_a_flag_itself_and_silences_nothing(book, comment, message):
    report = compliance.check(f"Prose.\n\n# {comment}\nA red flag.\n", rules=book)
    flag, unused = report.flags
    assert flag.decision is None
    assert (unused.rule, unused.message, unused.severity) == (UNUSED, message, Severity.NOTE)
    assert unused.position == (3, 1)
    assert unused.remedy
    assert len(report.facts) == 1


def test_unused_suppressions_alone_ask_for_no_review(book):
    assert compliance.check("# compliance: ignore[t.flag] -- ours\nProse.\n", rules=book).verdict is Verdict.CLEAR


def test_suppressions_in_a_window_of_a_larger_source(book):
    document = Document("x", None, "a red flag, a red flag", offset=500, suppressions=(Suppression(("t.flag",), "ours", 0, 10, 1, 1),))
    assert [flag.decision is not None for flag in check_document(document, book).flags] == [True, False]


# --- a stream of documents


def test_windows_of_one_source_become_one_report_with_offsets_and_lines_of_the_whole(packs, tmp_path):
    text = "".join(f"Line {n} of a long story that goes on.\n{'A red flag.' if n % 50 == 0 else 'Nothing here.'}\n\n" for n in range(400))
    path = tmp_path / "long.txt"
    path.write_text(text)
    documents = list(read_file(path, limit=2000, window=1500))
    assert len(documents) > 5
    book = packs.book(packs.rule())
    (report,) = check_documents(documents, book)
    whole = compliance.check(text, rules=book)
    assert [(f.span, f.position, f.text) for f in report.flags] == [(f.span, f.position, f.text) for f in whole.flags]
    assert len(report.facts) == 8
    assert all(text[slice(*fact.span)] == "red flag" for fact in report.facts)
    assert (report.id, report.outcome, report.verdict) == (str(path), Outcome.CHECKED, Verdict.REVIEW)


def test_a_source_that_breaks_off_keeps_what_was_found_and_has_failed(packs):
    window = Document("x", "x.txt", "a red flag", more=True)
    broken = Unread("x", "x.txt", Outcome.FAILED, "input/output error")
    (report,) = check_documents([window, broken], packs.book(packs.rule()))
    assert (report.outcome, report.reason, report.verdict) == (Outcome.FAILED, "input/output error", Verdict.REVIEW)
    assert len(report.flags) == 1
    (report,) = check_documents([window], packs.book(packs.rule()))
    assert len(report.flags) == 1, "a stream that ends in the middle loses nothing"


def test_what_was_not_read_passes_through_in_its_place(packs):
    stream = [
        Document("a", None, "a red flag"), Unread("b", "b.bin", Outcome.SKIPPED, "binary"), Document("c", None, "quiet"),
        Unread("d", None, Outcome.FAILED, "no such file"),
    ]  # fmt: skip
    reports = list(check_documents(stream, packs.book(packs.rule())))
    assert [(r.id, r.path, r.outcome.value, r.reason, r.verdict.value) for r in reports] == [
        ("a", None, "checked", "", "review"),
        ("b", "b.bin", "skipped", "binary", "review"),
        ("c", None, "checked", "", "clear"),
        ("d", None, "failed", "no such file", "review"),
    ]


def test_documents_are_checked_one_by_one_as_they_come(packs):
    asked = []

    def stream():
        for name in "abc":
            asked.append(name)
            yield Document(name, None, "a red flag")

    reports = check_documents(stream(), packs.book(packs.rule()))
    next(reports)
    assert asked == ["a"]


def test_a_defect_costs_one_document_and_no_more(packs, monkeypatch):
    monkeypatch.delenv("COMPLIANCE_DEBUG", raising=False)
    found = checker.find_facts

    def defective(document, book):
        if document.id == "b":
            raise ZeroDivisionError("by nought")
        return found(document, book)

    monkeypatch.setattr(checker, "find_facts", defective)
    book = packs.book(packs.rule())
    documents = [Document(name, None, "a red flag") for name in "abc"]
    one, two, three = check_documents(documents, book)
    assert (two.outcome, two.verdict, two.flags) == (Outcome.FAILED, Verdict.REVIEW, ())
    assert two.reason == "the checker failed on it: ZeroDivisionError: by nought"
    assert len(one.flags) == len(three.flags) == 1
    monkeypatch.setenv("COMPLIANCE_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        check_document(documents[1], book)


def test_a_rule_that_runs_over_its_time_fails_the_document_and_is_named_once(packs, monkeypatch):
    from compliance.scan import scan

    monkeypatch.setattr(scan, "TIMEOUT", 0.05)
    heavy = packs.rule(id="t.heavy", type="pattern", patterns=["red (?:a|a?){0,60}!flag"])
    text = "red " + "a" * 60 + "flag !flag"
    report = compliance.check(f"{text}\n\na red flag\n\n{text}", rules=packs.book(packs.rule(), heavy))
    assert report.outcome is Outcome.FAILED
    assert report.verdict is Verdict.REVIEW
    assert report.reason == "rules that ran over their time, so something may have been missed: t.heavy"
    assert flags(report) == [("t.flag", "red flag", "note")]


# --- identity


def fact(rule="t.flag", text="red flag", before="", after=""):
    return Fact(Kind.STATUS, rule, Span(0, 8), text, {}, Position(1, 1), Severity.NOTE, Confidence.HIGH, before=before, after=after)


def test_identity_is_a_short_digest_of_rule_words_and_a_few_around():
    assert len(identity(fact())) == 16
    assert int(identity(fact()), 16) >= 0
    assert identity(fact()) == identity(fact())
    assert identity(fact()) != identity(fact(rule="t.other"))
    assert identity(fact()) != identity(fact(text="blue flag"))
    assert identity(fact()) != identity(fact(before="no "))
    assert identity(fact()) != identity(fact(after=" day"))
    assert identity(fact(before="a", text="b")) != identity(fact(before="", text="ab"))


def test_identity_is_the_same_in_another_process_and_version():
    assert identity(fact(before="over the ", after=" it flew")) == "075d9305a6c70aa4"


def test_identity_knows_no_place_and_no_capitals_and_no_white_space(packs):
    book = packs.book(packs.rule())
    one = compliance.check("Prose. All day long, over the wide sea, a red flag flew, and so on, until it was night.", rules=book).flags[0]
    two = compliance.check("More.\n\nProse. ALL DAY long, over   the\n\twide sea, a RED\r\n flag flew,\nand  so on,\n until it rained.", rules=book).flags[0]
    assert one.span != two.span
    assert one.identity == two.identity
    three = compliance.check("Prose. All day long, over the cold sea, a red flag flew, and so on, until it was night.", rules=book).flags[0]
    assert three.identity != one.identity


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_identity_never_fails(before, text, after):
    assert len(identity(fact(before=before, text=text, after=after))) == 16


# --- messages


@pytest.mark.parametrize(
    ("template", "values", "message"),
    [
        ("Stop", {}, "Stop"),
        ("By {holder}", {"holder": "Fen Post"}, "By Fen Post"),
        ("By {holder}", {}, "By (not stated)"),
        ("Notice[ of {holder}][, {years}]", {"holder": "Fen Post", "years": [2019, 2024]}, "Notice of Fen Post, 2019, 2024"),
        ("Notice[ of {holder}][, {years}]", {"years": [2024]}, "Notice, 2024"),
        ("Notice[ of {holder}][, {years}]", {"holder": "", "years": []}, "Notice"),
        ("Found[: {what}]", {"what": "comment_form"}, "Found: comment form"),
        ("Found {holder} and {holder}", {"holder": "x"}, "Found x and x"),
        ("By {holder}", {"holder": "{scope} [x]"}, "By {scope} [x]"),
    ],
)
def test_messages_are_filled_from_the_values(packs, template, values, message):
    keys = {"values": values} if values else {}
    report = compliance.check("A red flag.", rules=packs.book(packs.rule(message=template, **keys)))
    assert [flag.message for flag in report.flags] == [message]


def test_a_flag_says_why_what_to_do_and_on_what_it_rests(packs):
    book = packs.book(packs.rule(message="m", why="w", remedy="r", confidence="low"))
    (flag,) = compliance.check("A red flag.", rules=book).flags
    assert isinstance(flag, Flag)
    assert (flag.message, flag.why, flag.remedy, flag.confidence) == ("m", "w", "r", Confidence.LOW)
    assert flag.evidence == ("wording seen in: invented for a test",)
    assert (flag.before, flag.after, flag.decision) == ("A ", ".", None)


def test_every_rule_that_ships_has_words_for_the_editor():
    empty = [rule.id for rule in checker.shipped_rules() if not (rule.message and rule.why and rule.remedy and rule.source)]
    assert empty == []


def test_the_public_names_are_there_and_load_on_first_use():
    for name in compliance.__all__:
        assert getattr(compliance, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        compliance.nonsense  # noqa: B018


def test_a_report_of_a_text_and_of_its_file_say_the_same(packs, tmp_path):
    text = "One.\r\nA red flag – and more.\r\n\tred flag\n"
    path = Path(tmp_path, "x.txt")
    path.write_bytes(text.encode())
    book = packs.book(packs.rule())
    assert compliance.check(path, rules=book).flags == compliance.check(text, rules=book).flags
    assert from_text(text).text == text
    assert os.fspath(path).endswith("x.txt")
