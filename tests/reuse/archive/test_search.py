"""What a search finds, and how it says so."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.model import MatchKind, Source
from compliance.reuse.archive import Text
from compliance.reuse.archive.candidates import ENOUGH, LEAST
from tests.reuse.archive.conftest import prose


def found(archive, draft, **options):
    return [match.source_id for match in archive.search(draft, **options)]


def test_a_lifted_passage_is_found_with_both_spans(filled):
    source = prose((0, 3))
    passage = source[200:600]
    draft = prose("mine") + "\n\n" + passage + "\n\n" + prose("mine too")
    (match,) = filled.search(draft)
    assert match.of == Source("t0-3", "Title 0-3", date="2024-01-10")
    assert match.kind is MatchKind.VERBATIM and match.similarity == 1 and match.common == 1 and match.also == ()
    at = draft.index(passage)
    assert abs(match.draft.start - at) <= 12 and abs(match.draft.end - at - len(passage)) <= 12
    assert abs(match.source.start - 200) <= 12 and abs(match.source.end - 600) <= 12


def test_passages_of_several_sources_are_several_matches_the_longest_first(filled):
    draft = prose((0, 1))[:250] + "\n\n" + prose("mine") + "\n\n" + prose((1, 2))[:500] + "\n\n" + prose((2, 0))[:350]
    assert found(filled, draft) == ["t1-2", "t2-0", "t0-1"]
    assert found(filled, draft, limit=2) == ["t1-2", "t2-0"]


def test_the_draft_itself_is_no_source(filled):
    text = filled.get("t0-3")
    filled.add([text._replace(id="copy", address="https://quay.example/3")])
    assert found(filled, text.text, besides=["t0-3"]) == ["copy"]
    assert found(filled, text.text, besides=["https://quay.example/3"]) == ["t0-3"]
    assert found(filled, text.text, besides=["t0-3", "copy"]) == []


def test_the_same_words_under_another_id_are_the_first_hit(filled):
    filled.add([Text("z", prose((0, 3)), date="2020")])
    (match,) = filled.search(prose((0, 3)))
    assert {match.of.id, *(source.id for source in match.also)} == {"z", "t0-3"}
    assert match.common == 2 and match.earliest.id == "z"


def test_an_address_that_is_not_known_leaves_nothing_out(filled):
    assert found(filled, prose((0, 3)), besides=["", "t9"]) == ["t0-3"]


def test_several_sources_of_one_passage_are_one_match_the_best_first(archive):
    passage = prose("shared", 96)
    archive.add(
        [
            Text("part", prose(1) + passage[: len(passage) // 3], date="2019-01-01"),
            Text("late", prose(2) + passage, date="2024-03-01"),
            Text("early", prose(3) + passage + prose(4), date="2023-12-31T10:00Z"),
            Text("undated", prose(5) + passage),
        ]
    )
    (match,) = archive.search(prose("mine") + "\n\n" + passage)
    assert {match.of.id, *(source.id for source in match.also)} == {"part", "late", "early", "undated"}
    assert match.of.id == "early" and match.also[-1].id == "part"
    assert match.earliest.id == "early"  # "part" is earlier, and holds a third of the passage only
    assert match.common >= 4


def test_boilerplate_is_found_and_its_holders_are_counted(archive):
    boilerplate = prose("boilerplate", 40)
    archive.add(Text(f"t{n}", prose(n, 60) + "\n\n" + boilerplate) for n in range(700))
    (whole, common) = archive.search(prose(3, 60) + "\n\n" + prose("mine", 60) + "\n\n" + boilerplate)
    assert (whole.source_id, whole.common) == ("t3", 1)
    assert common.common == 700
    # a source that holds nothing but what is common is not lost among its like
    archive.add([Text("last", boilerplate + " " + prose("last", 60))])
    assert found(archive, prose("mine") + prose("last", 60) + prose("mine too"))[0] == "last"


def test_edited_passages_are_found(archive):
    rng = random.Random(1)
    archive.add(Text(f"t{n}", prose(n, 300)) for n in range(60))
    hits = 0
    for n in range(60):
        words = prose(n, 300).split()[60:120]
        for at in range(9, 60, 10):
            words[at] = prose(rng.random(), 1)
        hits += f"t{n}" in found(archive, prose(("mine", n)) + " " + " ".join(words) + " " + prose(("yours", n)))
    assert hits >= 57


@pytest.mark.parametrize(
    "disguise",
    [str.upper, lambda text: text.replace("a", "а"), lambda text: "\u200b".join(text), lambda text: text.replace(" ", "\u00a0"), lambda text: text.replace(" ", "\n")],
    ids=["capitals", "look-alike letters", "invisible characters", "hard blanks", "lines"],
)
def test_a_disguise_does_not_help(filled, disguise):
    draft = prose("mine") + "\n\n" + disguise(prose((0, 3)))
    (match,) = filled.search(draft)
    assert match.source_id == "t0-3" and match.draft.end > len(draft) - 12


def test_scripts_without_blanks_are_found(archive):
    rng = random.Random(2)
    signs = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]
    texts = ["".join(rng.choice(signs) for _ in range(400)) for _ in range(5)]
    archive.add(Text(f"t{n}", text) for n, text in enumerate(texts))
    draft = "".join(rng.choice(signs) for _ in range(300)) + texts[2][100:160] + "".join(rng.choice(signs) for _ in range(100))
    (match,) = archive.search(draft)
    assert match.source_id == "t2" and abs(match.draft.start - 300) <= 2 and abs(match.draft.end - 360) <= 2


NOISE = "bcdfghjkmnpqrstvwxz"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**9), st.integers(0, 3000), st.integers(0, 3000))
def test_a_verbatim_passage_of_enough_letters_is_always_reported(filled, seed, before, after):
    """Whatever stands around it, whatever its words."""
    rng = random.Random(seed)
    source = filled.get(rng.choice(list(filled.ids())))
    squeezed = "".join(source.text.split())
    at = rng.randrange(len(squeezed) - ENOUGH - 8)
    passage = squeezed[at : at + ENOUGH + 8].replace(".", "")[: ENOUGH]
    draft = "".join(rng.choice(NOISE) for _ in range(before)) + passage + "".join(rng.choice(NOISE) for _ in range(after))
    assert source.id in found(filled, draft)


def test_what_stands_elsewhere_in_the_draft_too_breaks_no_passage(archive):
    """Each part of the passage also stands by itself at the start of the draft."""
    rng = random.Random(3)
    passage = "".join(rng.choice(NOISE) for _ in range(ENOUGH))
    archive.add([Text("a", prose(1, 400) + passage + prose(2, 400))])
    parts = "1".join(passage[at : at + 47] for at in range(0, ENOUGH - 40, 7))
    assert found(archive, f"{parts}1{prose(3)}") == []
    before = f"{parts}1{prose(3)}"
    matches = archive.search(before + passage + prose(4))
    assert any(match.draft.start <= len(before) and len(before) + ENOUGH <= match.draft.end for match in matches)


@pytest.mark.parametrize("shared", [20, 50, 80])
def test_a_passage_that_lies_partly_in_that_of_a_better_source_is_named(archive, shared):
    rng = random.Random(4)
    whole = "".join(rng.choice(NOISE) for _ in range(600))
    archive.add([Text("best", prose(1) + whole[:500] + prose(2)), Text("edge", prose(3, 500) + whole[500 - shared : 600 - shared] + prose(4, 500))])
    for _ in range(10):
        draft = prose(rng.random()) + whole + prose(rng.random())
        matches = archive.search(draft)
        assert {source.id for match in matches for source in (match.of, *match.also)} == {"best", "edge"}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**9))
def test_less_than_the_least_is_never_reported(filled, seed):
    rng = random.Random(seed)
    source = filled.get(rng.choice(list(filled.ids())))
    squeezed = "".join(source.text.split()).replace(".", "")
    at = rng.randrange(len(squeezed) - LEAST)
    length = rng.randrange(LEAST)
    draft = "".join(rng.choice(NOISE) for _ in range(rng.randrange(400))) + "9" + squeezed[at : at + length] + "9"
    assert found(filled, draft) == []


def test_a_short_message_is_found_in_a_long_text_and_a_long_one_in_a_short(archive):
    rng = random.Random(5)
    words = "".join(rng.choice(NOISE) for _ in range(60))
    archive.add([Text("short", words), Text("long", prose(1, 2000) + words + prose(2, 2000))])
    assert set(found(archive, words)) | {source.id for match in archive.search(words) for source in match.also} == {"short", "long"}
    assert found(archive, prose(3, 500) + words + prose(4, 500)) == ["short"]


def test_a_phrase_in_common_is_no_reuse(archive):
    phrase = "the ministers of finance of the member states"  # 37 letters
    archive.add([Text("a", prose(1) + phrase + prose(2))])
    assert found(archive, prose(3) + phrase + prose(4)) == []


@pytest.mark.parametrize("draft", ["", "a", " \n", "\u200b" * 400, "a" * 23, "…" * 500, "a" * 5000, "\ud800" * 50])
def test_odd_drafts_find_nothing(filled, draft):
    assert filled.search(draft) == []


def test_a_text_that_repeats_itself_is_found_in_bounded_time(archive):
    archive.add([Text("again", "again and " * 3000), Text("t", prose(1))])
    assert "again" in found(archive, "again and " * 2000)


def test_a_long_draft_is_searched_whole(filled):
    draft = "".join(prose(("mine", n), 400) for n in range(200)) + prose((1, 1)) + prose("end")
    (match,) = filled.search(draft)
    assert match.source_id == "t1-1"
    assert draft[match.draft.start : match.draft.end].split()[5:-5] == prose((1, 1)).split()[5:-5]
