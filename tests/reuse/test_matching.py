"""From a document and some archives to its matches: what is compared, what is left out, how answers are put together."""

from compliance.documents import from_text
from compliance.model import Document, Field, Match, MatchKind, Source, Span, Zone, Zoned
from compliance.reuse.matching import find_matches, itself, joined, searched

A, B, C = Source("a", date="2025-02-01"), Source("b", date="2025-01-01"), Source("c")


class Answering:
    """An archive that answers the same to every draft, and remembers what it was asked."""

    def __init__(self, *matches: Match) -> None:
        self.matches, self.asked = list(matches), []

    def search(self, text, besides=()):
        self.asked.append((text, tuple(besides)))
        return self.matches


def match(start, end, of=A, similarity=1.0, kind=MatchKind.VERBATIM, **more):
    return Match(kind, Span(start, end), Span(0, end - start), similarity, 10, of, **more)


def test_matches_are_placed_in_the_order_of_the_document():
    document = Document("d", "d.txt", "One two.\nThree four five.\n")
    found = find_matches(document, [Answering(match(15, 19), match(4, 7))])
    assert [(it.draft, it.text, it.position) for it in found] == [((4, 7), "two", (1, 5)), ((15, 19), "four", (2, 7))]
    assert [round(it.share, 3) for it in found] == [round(3 / 21, 3), round(4 / 21, 3)]


def test_spans_of_a_window_count_in_the_whole_source_and_shares_are_not_known():
    window = Document("d", "d.txt", "One two.\nThree four.", offset=1000, line=51, column=3, more=True)
    (found,) = find_matches(window, [Answering(match(4, 7))])
    assert (found.draft, found.text, found.position, found.share) == ((1004, 1007), "two", (51, 7), 0.0)


def test_front_matter_is_no_part_of_the_text_and_offsets_stay():
    document = from_text("---\ntitle: Lamps\nholder: Kestrel\n---\nThe lamps.", id="d.md", path="d.md", format="markdown")
    archive = Answering()
    find_matches(document, [archive])
    ((text, _),) = archive.asked
    assert text == " " * 37 + "The lamps." or text.strip() == "The lamps."
    assert len(text) == len(document.text)
    assert searched(Document("x", None, "plain")) == "plain"


def test_the_draft_is_known_by_id_path_and_addresses(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    fields = (Field("title", "T", 1, 1), Field("Canonical", "https://x.example/1", 2, 1), Field("og:url", "https://x.example/1?a", 3, 1))
    document = Document("7", "./feed.jsonl", "x", fields=fields)
    ways = ("./feed.jsonl", "feed.jsonl", str(tmp_path / "feed.jsonl"))
    assert itself(document) == ("7", *ways, "https://x.example/1", "https://x.example/1?a")
    assert set(itself(Document("d", str(tmp_path / "feed.jsonl"), "x"))) == {"d", *ways[1:]}
    for nameless in ("text", "<stdin>"):
        assert itself(Document(nameless, None, "x")) == ()
    archive = Answering()
    find_matches(document, [archive])
    assert archive.asked[0][1] == itself(document)


def test_what_lies_in_a_block_quote_is_quoted():
    document = Document("d", None, "word " * 40, zones=(Zoned(0, 100, Zone.QUOTE),))
    inside, across = find_matches(document, [Answering(match(5, 100), match(90, 190))])
    assert (inside.kind, across.kind) == (MatchKind.QUOTATION, MatchKind.VERBATIM)


# --- several archives


def test_one_archive_is_taken_at_its_word():
    answer = [match(0, 50), match(1, 49, B)]
    assert joined([answer]) is answer
    assert joined([]) == []


def test_a_passage_that_several_archives_hold_is_told_once_the_better_source_first():
    one = match(0, 100, A, 0.9, also=(C,), common=2, earliest=A)
    two = match(2, 100, B, 1.0, common=3, earliest=B)
    (found,) = joined([[one], [two]])
    assert (found.of, found.also, found.earliest, found.common) == (B, (A, C), B, 5)
    assert found.draft == (2, 100)
    (again,) = joined([[two], [one]])
    assert again == found


def test_passages_that_only_overlap_and_those_of_another_kind_stand_apart():
    assert len(joined([[match(0, 100)], [match(50, 150, B)]])) == 2
    assert len(joined([[match(0, 100)], [match(0, 100, B, kind=MatchKind.QUOTATION)]])) == 2


def test_a_text_that_stands_in_two_archives_is_one_source():
    (found,) = joined([[match(0, 100)], [match(0, 100)]])
    assert (found.of, found.also) == (A, ())
