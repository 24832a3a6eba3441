"""Two passages side by side: what differs, where it is cut, how wide it is."""

import re
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.output.aligned import NARROW, aligned_lines
from compliance.output.difference import Piece, ends_sentence, pieces
from compliance.output.frame import ASCII, Glyphs
from compliance.output.wrap import width
from compliance.output.writers import coloured_writer, plain_writer

BARE = Glyphs()._replace(open="", close="")
HARBOUR = "The lamps on the mole went out one after another, and nobody had touched a switch."
TEXTS = st.text(st.sampled_from("ab c.\n“”。港火ะไ़क\u200bא \x1b{+}[-]"), max_size=60)


def shown(draft, source, columns=80, glyphs=Glyphs(), whole=False):  # noqa: B008
    stream = StringIO()
    plain_writer(stream)(aligned_lines(draft, source, columns, glyphs, whole))
    return stream.getvalue()


# --- the difference


def test_words_that_differ_are_told_apart_and_white_space_and_capitals_are_not():
    assert pieces("The lamps went out.", "the  lamps\nran out.") == [
        Piece(True, "The lamps ", "the  lamps\n"),
        Piece(False, "went ", "ran "),
        Piece(True, "out.", "out."),
    ]


def test_scripts_without_spaces_differ_by_letters_with_their_marks():
    assert [it for it in pieces("港は火曜日に", "港は水曜日に") if not it.same] == [Piece(False, "火", "水")]
    assert [it for it in pieces("สวัสดีครับ", "สวัสดีค่ะ") if not it.same] == [Piece(False, "ครับ", "ค่ะ")]


def test_what_cannot_be_seen_is_a_difference():
    assert [it.same for it in pieces("lam\u200bps", "lamps")] == [False]


@pytest.mark.parametrize(("draft", "source"), [("", ""), ("x", ""), ("", "x"), (" ", "x"), ("x", "\n")])
def test_nothing_on_a_side(draft, source):
    found = pieces(draft, source)
    assert "".join(it.draft for it in found) == draft
    assert "".join(it.source for it in found) == source


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_the_pieces_of_a_side_are_the_passage(draft, source):
    found = pieces(draft, source)
    assert "".join(it.draft for it in found) == draft
    assert "".join(it.source for it in found) == source
    for it in found:
        if it.same:
            assert "".join(it.draft.split()).casefold() == "".join(it.source.split()).casefold()


def test_a_passage_that_is_the_same_has_no_difference():
    assert all(it.same for it in pieces(HARBOUR * 3, HARBOUR.upper() * 3))


def test_a_long_comparison_goes_by_what_stands_once_on_either_side(monkeypatch):
    from compliance.output import difference

    words = [f"w{n}" for n in range(400)]
    changed = [*words[:100], "new", *words[100:250], *words[260:]]
    expected = [it for it in pieces(" ".join(words), " ".join(changed)) if not it.same]
    monkeypatch.setattr(difference, "_CELLS", 500)
    found = pieces(" ".join(words), " ".join(changed))
    assert [it for it in found if not it.same] == expected
    assert "".join(it.source for it in found) == " ".join(changed)


@pytest.mark.parametrize(
    ("text", "ends"),
    [('He went. ', True), ('He went." ', True), ("He went, ", False), ("He went.", False), ("彼は行った。", True), ("彼は「行った。」", True), ("", False)],
)
def test_where_a_sentence_ends(text, ends):
    assert ends_sentence(text) is ends


# --- side by side


def test_differences_are_marked_by_signs_where_there_is_no_colour():
    text = shown("The lamps went out at nine.", "The lamps ran out.")
    assert text == "  The lamps {+went+} out {+at nine+}.   │ The lamps [-ran-] out.\n"


def test_in_colour_by_colour_alone():
    stream = StringIO()
    coloured_writer(stream)(aligned_lines("The lamps went out.", "The lamps ran out.", 80, BARE))
    assert "{+" not in stream.getvalue()
    assert re.search("\x1b\\[4;31mwent\x1b\\[0m", stream.getvalue())
    assert re.search("\x1b\\[4;32mran\x1b\\[0m", stream.getvalue())


def test_both_sides_stay_abreast():
    ours = f"{HARBOUR} Nobody. {HARBOUR} Finally it was day. {HARBOUR}"
    theirs = f"{HARBOUR} {'It was dark, and it was cold, and it was late.' * 3} {HARBOUR} Finally it was day. {HARBOUR}"
    (line,) = [line for line in shown(ours, theirs).splitlines() if "Finally" in line]
    assert line.count("Finally") == 2


def test_narrow_terminals_show_one_above_the_other():
    lines = shown("The lamps went out.", "The lamps ran out.", NARROW - 1).splitlines()
    assert lines == ["  + │ The lamps {+went+} out.", "  - │ The lamps [-ran-] out."]
    assert shown("The lamps went out.", "The lamps\nwent out.", NARROW - 1) == "  = │ The lamps went out.\n"


def test_the_middle_of_a_long_agreement_gives_way():
    story = " ".join(f"Lamp {n} on the mole went out, and nobody had touched a switch." for n in range(60))
    short = shown(story, story)
    assert re.search(r"… [\d,]+ characters the same on both sides …", short)
    assert len(short.splitlines()) < 30
    assert "Lamp 0 " in short and "Lamp 59" in short and "Lamp 30" not in short
    assert "Lamp 30" in shown(story, story, whole=True)


def test_a_difference_in_the_middle_is_never_left_out():
    story = [f"Lamp {n} on the mole went out, and nobody had touched a switch." for n in range(60)]
    other = [*story[:30], "A gull did it.", *story[31:]]
    assert "gull" in shown(" ".join(story), " ".join(other))


def test_ascii_streams_get_ascii_signs():
    assert shown("a b", "a c", glyphs=ASCII).isascii()


def test_nothing_hostile_reaches_the_terminal():
    text = shown("\x1b[2J red \u202eflag\u202c ::error:: \x9b31m", "##[add-mask] red \x00 \u2066 flag")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2067]", text)
    assert not re.search(r"##\w*\[", text)
    assert not [line for line in text.splitlines() if line.lstrip().startswith("::")]


def test_scripts_from_right_to_left_stay_in_their_column():
    line = shown("أعيد فتح الميناء يوم الثلاثاء.", "أعيد فتح الميناء يوم الأربعاء.").splitlines()[0]
    left, right = line.split("│")
    assert left.count("\u2068") == left.count("\u2069") == right.count("\u2068") == right.count("\u2069") == 1
    assert width(left) == (80 - 5) // 2 + 3


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS, st.integers(40, 100))
def test_no_line_is_wider_than_the_terminal(draft, source, columns):
    for line in shown(draft, source, columns, whole=True).splitlines():
        assert width(line) <= columns
        assert line.count("\u2068") == line.count("\u2069")


@pytest.mark.parametrize("sign", ["港", "字"])
def test_wide_characters_fill_their_column_and_no_more(sign):
    for line in shown(sign * 100, sign * 99).splitlines():
        left, bar, _ = line.partition("│")
        assert bar
        assert width(left) == (80 - 5) // 2 + 3
