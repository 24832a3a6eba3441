"""The parts that pages are made of: marks, passages, pictures, data for scripts, and what becomes of hostile text."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("jinja2")

from compliance.batch.report.html.embedded import embedded
from compliance.batch.report.html.marks import Mark, stretches
from compliance.batch.report.html.pages import asset
from compliance.batch.report.html.passages import aligned
from compliance.batch.report.html.places import Links, Place, cluster_place, document_place
from compliance.batch.report.html.reading import marked
from compliance.batch.report.html.security import policy_of_file
from compliance.batch.report.html.shown import finalised, shown
from compliance.batch.report.html.svg import Column, Part, columns, share_bar
from compliance.batch.report.html.times import day, minute, month
from compliance.model import Confidence, Flag, Kind, Position, Severity, Span
from tests.batch.report_html.pages import Page

SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30), st.integers(0, 2)), max_size=8)


def _marks(spans: list[tuple[int, int, int]]) -> list[Mark]:
    return [Mark(start, start + length, rank, number) for number, (start, length, rank) in enumerate(spans, 1)]


@given(st.text(max_size=50), SPANS)
def test_stretches_put_together_are_the_text_and_every_mark_ends_once(text: str, spans: list[tuple[int, int, int]]) -> None:
    found = list(stretches(text, _marks(spans), 1000))
    assert "".join(it.text for it in found) == text and not any(it.left_out for it in found)
    ended = [mark.number for it in found for mark in it.ending]
    assert sorted(ended) == list(range(1, len(spans) + 1))


@given(st.text(min_size=1, max_size=50), SPANS)
def test_every_letter_has_the_marks_that_cover_it(text: str, spans: list[tuple[int, int, int]]) -> None:
    at = 0
    for it in stretches(text, _marks(spans), 1000):
        for place in range(at, at + len(it.text)):
            covering = {number for number, (start, length, _) in enumerate(spans, 1) if start <= place < min(start + length, len(text))}
            assert {mark.number for mark in it.marks} == covering
        assert [mark.rank for mark in it.marks] == sorted(mark.rank for mark in it.marks)
        at += len(it.text)


@given(st.lists(st.integers(0, 49_000), max_size=12))
def test_of_a_long_text_marks_are_shown_and_the_rest_is_counted(places: list[int]) -> None:
    text = "0123456789" * 5_000
    found = list(stretches(text, [Mark(at, at + 40, 0, number) for number, at in enumerate(places)], 40_000))
    assert sum(len(it.text) + it.left_out for it in found) == len(text)
    assert any(it.left_out for it in found) and sum(len(it.text) for it in found) <= 40_000
    assert {mark.number for it in found for mark in it.marks} == set(range(len(places)))


def _flag(start: int, end: int, severity: Severity, message: str, text: str) -> Flag:
    return Flag("t.rule", Kind.STATUS, severity, Confidence.HIGH, Span(start, end), text, {}, Position(1, 1), message, "", "", (), message)


def test_marks_that_overlap_are_all_told_and_the_gravest_gives_the_colour() -> None:
    text = "one <two> three"
    flags = [_flag(0, 9, Severity.NOTE, 'a "note"', text[0:9]), _flag(4, 15, Severity.ERROR, "an error", text[4:15])]
    page = Page(str(marked(text, flags, "p-", 1000)))
    marks = [element.attributes for element in page.elements if element.name == "mark"]
    assert [(it["class"], it["title"]) for it in marks] == [
        ("s-note", '1: note, t.rule: a "note"'), ("s-error", '2: error, t.rule: an error | 1: note, t.rule: a "note"'), ("s-error", "2: error, t.rule: an error"),
    ]  # fmt: skip
    assert page.ids() == ["p-m1", "p-m2"] and page.references() == ["#p-f1", "#p-f2"]
    assert page.text == "one <two>1 three2"


@given(st.text(alphabet="abc .\n", max_size=400), st.text(alphabet="abc .\n", max_size=400))
def test_both_sides_of_aligned_passages_are_whole(left: str, right: str) -> None:
    rows = list(aligned(left, right))
    for side, whole in ((0, left), (1, right)):
        said = sum(len(text) for row in rows for _, text in row[side])
        assert said <= len(whole) and (said == len(whole) or any(row.left_out for row in rows))
    for row in rows:
        ours, theirs = ("".join("".join(text.split()) for same, text in side if same) for side in (row.left, row.right))
        assert ours == theirs


_JSON = st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=12)


@given(_JSON)
def test_data_for_scripts_means_the_same_and_holds_no_markup(data: object) -> None:
    text = embedded(data)
    assert not set(text) & set("<>&\u2028\u2029\x7f")
    assert json.loads(text) == _shown(data)


def _shown(data: object) -> object:
    if isinstance(data, str):
        return shown(data)
    if isinstance(data, list):
        return [_shown(item) for item in data]
    return {shown(str(name)): _shown(value) for name, value in data.items()} if isinstance(data, dict) else data


@given(st.text())
def test_what_is_shown_can_be_written_and_reorders_nothing(text: str) -> None:
    said = shown(text)
    assert said.encode("utf-8") is not None
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\u200b\ufeff]", said)
    assert shown(said) == said


def test_what_is_shown() -> None:
    assert shown("a\u202eb\x1b[0m") == "a\\u202eb\\x1b[0m"
    assert shown("plain\ttext\n::line ##[x] \u00ad ÄÖ 葦") == "plain\ttext\n::line ##[x] \u00ad ÄÖ 葦"
    assert (finalised(1234567), finalised(None), finalised(True)) == ("1,234,567", "", "yes")


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=6))
def test_a_bar_is_as_long_as_its_scale_says_and_every_part_can_be_seen(numbers: list[int]) -> None:
    parts = [Part(f"part {at}", number, "v-clear") for at, number in enumerate(numbers)]
    root = ElementTree.fromstring(str(share_bar(parts, "a <bar>", scale=2 * sum(numbers))))
    rects = root.findall(".//rect")
    assert len(rects) == sum(number > 0 for number in numbers)
    widths = [float(rect.attrib["width"].rstrip("%")) for rect in rects]
    ends = [float(rect.attrib["x"].rstrip("%")) + width for rect, width in zip(rects, widths, strict=True)]
    assert all(width >= 0.2 for width in widths) and (not ends or 49 <= ends[-1] <= 53)
    assert root.find("title").text == "a <bar>"  # type: ignore[union-attr]
    assert all(f"part {at}: {number:,}" in root.findtext("desc", "") for at, number in enumerate(numbers) if number)


def test_columns_stand_on_an_axis_of_round_numbers() -> None:
    listed = [Column(f"2026-{at:02}", [Part("Blocked", at * 7, "v-blocked"), Part("Clear", 3, "v-clear")], href=f"#m{at}") for at in range(1, 13)]
    root = ElementTree.fromstring(str(columns(listed, "By month")))
    ticks = [element.text for element in root.findall("text") if element.attrib["class"] == "tick"]
    assert ticks == ["0", "25", "50", "75", "100"]
    assert [element.attrib["href"] for element in root.findall("a")] == [f"#m{at}" for at in range(1, 13)]
    assert root.findall("a")[-1].findtext("title") == "2026-12: 84 Blocked, 3 Clear"
    assert columns([Column("none", [])], "Nothing") == ""


def test_names_of_pages_are_digests() -> None:
    place = document_place("../../etc", 1)
    assert re.fullmatch(r"d-[0-9a-f]{16}", place.name) and place.path == f"pages/{place.name[2:4]}/{place.name}.html"
    assert re.fullmatch(r"c-[0-9a-f]{16}", cluster_place(3).name)
    folder, single = Links(False), Links(True)
    assert folder.to(Place("ledger"), place) == "../../ledger.html" and folder.to(place, Place("overview")) == place.path
    assert single.to(place, Place("overview")) == f"#{place.name}" and single.listed(place, "rule=1") == "#documents?rule=1"
    assert folder.listed(place, "rule=1") == "../../documents.html#?rule=1"


def test_a_file_allows_its_own_style_and_script_by_digest_alone() -> None:
    policy = policy_of_file("a{}", "1")
    assert policy.startswith("default-src 'none'; script-src 'sha256-") and "unsafe" not in policy and "*" not in policy


def test_the_script_sets_text_and_never_markup() -> None:
    script = asset("report.js")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval|Function\(|fetch\(|XMLHttp|import\(|http", script)


def test_the_style_fetches_nothing() -> None:
    assert not re.search(r"url\(|@import|http|expression", asset("report.css"))


@pytest.mark.parametrize("dark", [False, True])
def test_words_and_pictures_have_contrast(dark: bool) -> None:
    style = asset("report.css")
    blocks = re.findall(r":root \{(.*?)\}", style, re.S)
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", blocks[0]))
    if dark:
        colours |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", blocks[1]))
    words = [("ink", "paper"), ("muted", "paper"), ("accent", "paper"), ("muted", "faint"), ("ink", "sheet")]
    words += [(f"{name}-ink", f"{name}-wash") for name in ("blocked", "review", "duties", "clear")]
    words += [("ink", f"{name}-wash") for name in ("blocked", "review", "duties")]
    assert {pair: _contrast(colours[pair[0]], colours[pair[1]]) for pair in words if _contrast(colours[pair[0]], colours[pair[1]]) < 4.5} == {}
    pictures = ["blocked", "review", "duties", "clear", "accent"]
    assert {name: _contrast(colours[name], colours["paper"]) for name in pictures if _contrast(colours[name], colours["paper"]) < 3} == {}


def _contrast(one: str, two: str) -> float:
    """As WCAG 2.2 defines it."""

    def light(colour: str) -> float:
        digits = colour[1:] if len(colour) == 7 else "".join(sign * 2 for sign in colour[1:])
        channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        linear = [it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dim = sorted((light(one), light(two)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_moments_in_words() -> None:
    assert day("2026-03-03T09:30:00Z") == "3 March 2026, 09:30 UTC" and day("2026-03-03") == "3 March 2026" and day("soon") == "soon"
    assert minute("2026-03-03T09:30:00Z") == "2026-03-03 09:30" and month("2026-03") == "Mar 2026" and month("2026-03", True) == "Mar 26" and month("2026") == "2026"


def test_templates_and_assets_are_few_and_have_no_address_of_the_web() -> None:
    folder = Path(asset.__code__.co_filename).parent / "templates"
    assert sum(path.suffix == ".css" for path in folder.iterdir()) == 1 and sum(path.suffix == ".js" for path in folder.iterdir()) == 1
    assert not [path.name for path in folder.glob("*.j2") if re.search(r"https?://|\|\s*safe|autoescape false", path.read_text("utf-8"))]
