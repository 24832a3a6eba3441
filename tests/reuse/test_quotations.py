"""Quotation marks of all styles, nested, over paragraphs, left open; block quotes; who is quoted."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.model import Span, Zone, Zoned
from compliance.reuse.quotations import Quotation, find_quotations
from compliance.reuse.quotations.words import count_words

MARKS = "—“”„‟«»‹›‚‘’'\"「」『』《》〈〉`,>\n "


def quoted(text: str) -> list[str]:
    return [text[slice(*quotation.span)] for quotation in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor said: “We will rebuild the quay.”", ["We will rebuild the quay."]),
        ('The mayor said: "We will rebuild the quay."', ["We will rebuild the quay."]),
        ("„Wir bauen den Kai neu“, sagte sie.", ["Wir bauen den Kai neu"]),
        ("»Wir bauen den Kai neu«, sagte sie.", ["Wir bauen den Kai neu"]),
        ("„Odbudujemy nabrzeże”, powiedziała.", ["Odbudujemy nabrzeże"]),
        ("”Vi bygger om kajen”, sade hon.", ["Vi bygger om kajen"]),
        ("»Rakennamme laiturin», hän sanoi.", ["Rakennamme laiturin"]),
        ("« Nous reconstruirons le quai », a-t-elle dit.", ["Nous reconstruirons le quai"]),
        ("«\u00a0Oui\u00a0», dit-elle, «\u202fdemain\u202f».", ["Oui", "demain"]),
        ("Er nannte es ›einen Anfang‹ und ‚mehr nicht‘.", ["einen Anfang", "mehr nicht"]),
        ("市长说：“我们会重建码头。”", ["我们会重建码头。"]),
        ("市長は「岸壁を造り直す」と述べた。", ["岸壁を造り直す"]),
        ("市長は｢岸壁を造り直す｣と述べた。", ["岸壁を造り直す"]),
        ("시장은 《부두》를 〈새로〉 짓는다고 말했다.", ["부두", "새로"]),
        ("``We will rebuild the quay,'' she said.", ["We will rebuild the quay,"]),
        (",,Wir bauen den Kai neu“, sagte sie.", ["Wir bauen den Kai neu"]),
        ("‘We will rebuild,’ she said. ‘Soon.’", ["We will rebuild,", "Soon."]),
        ("'We will rebuild,' she said. 'Soon.'", ["We will rebuild,", "Soon."]),
        ("She said `we will' and left.", ["we will"]),
        ("他说\"好的\"就走了。", ["好的"]),
    ],
)
def test_every_national_style_is_read(text, expected):
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It's the dogs' home, and Tom's. The '90s were the sailors' years; 'tis so, rock 'n' roll.",
        "It’s the dogs’ home, and Tom’s. The ’90s were the sailors’ years.",
        "A pipe 12\" wide and 5' long.",
        "d'accord, aujourd'hui, l'eau, 't huis",
        "One, two,, three.",
        "No marks at all.",
        "",
        "“”",
        "« »",
        "\"'\"",
    ],
)
def test_apostrophes_inches_and_stray_commas_quote_nothing(text):
    assert quoted(text) == []


def test_a_possessive_inside_a_single_quotation_does_not_end_it():
    assert quoted("'The dogs' home is mine,' she said. 'It's Tom's.'") == ["The dogs' home is mine,", "It's Tom's."]
    assert quoted("‘The sailors’ club shut in the ’90s,’ he said.") == ["The sailors’ club shut in the ’90s,"]


def test_quotations_within_quotations_come_after_the_outer_one():
    assert quoted("“He said ‘not yet’ to me,” she said.") == ["He said ‘not yet’ to me,", "not yet"]
    assert quoted("„Er sagte ‚noch nicht‘ zu mir“, sagte sie.") == ["Er sagte ‚noch nicht‘ zu mir", "noch nicht"]
    assert quoted("« Il a dit « pas encore » hier », dit-elle.") == ["Il a dit « pas encore » hier", "pas encore"]
    assert quoted("“It was not “a mere slip” at all,” she said.") == ["It was not “a mere slip” at all,", "a mere slip"]
    assert quoted("「彼は『まだ』と言った」と述べた。") == ["彼は『まだ』と言った", "まだ"]


@pytest.mark.parametrize(
    ("mark", "close"), [("“", "”"), ('"', '"'), ("‘", "’"), ("«", "»"), ("「", "」")]
)
def test_each_paragraph_of_a_long_quotation_opens_again_and_the_last_closes(mark, close):
    text = f"{mark}The quay is old.\n\n{mark}It must go.\n\n{mark}We start in May,{close} she said. Nobody else spoke."
    (only,) = find_quotations(text)
    assert text[slice(*only.span)] == f"The quay is old.\n\n{mark}It must go.\n\n{mark}We start in May,"
    assert only.words == 11 and only.closed and only.attributed


def test_a_quotation_may_run_over_paragraphs_that_do_not_open_again():
    text = "She wrote: “The quay is old.\n\nIt must go.\n\nWe start in May.”\n\nNobody else spoke."
    assert quoted(text) == ["The quay is old.\n\nIt must go.\n\nWe start in May."]


def test_lines_broken_at_a_fixed_width_do_not_end_a_quotation():
    assert quoted("She said: “The quay is\nold. It must\ngo.”\nHe left.") == ["The quay is\nold. It must\ngo."]
    assert quoted("She said: “The quay is old.\nIt must\ngo.”\nHe left.") == ["The quay is old.\nIt must\ngo."]


def test_a_mark_left_open_ends_with_its_paragraph():
    text = "He said: “The quay is old. And so on.\n\nThe council met on Monday.\n\n“It is,” she said."
    first, second = find_quotations(text)
    assert (text[slice(*first.span)], first.closed) == ("The quay is old. And so on.", False)
    assert (text[slice(*second.span)], second.closed) == ("It is,", True)


def test_a_mark_left_open_ends_where_the_next_quotation_begins():
    text = '"The quay is old. "It must go," he said. "Soon."'
    found = find_quotations(text)
    assert [(text[slice(*quotation.span)], quotation.closed) for quotation in found] == [
        ("The quay is old.", False), ("It must go,", True), ("Soon.", True),
    ]  # fmt: skip


def test_breadcrumbs_close_nothing():
    assert not any(quotation.closed for quotation in find_quotations("Home » News » Harbour\n\nThe quay is old."))


@pytest.mark.parametrize(
    "text",
    [
        "“We will rebuild,” the mayor said.",
        "According to the port, “the quay is old”.",
        "The mayor told the Fen Post “the quay is old”.",
        "Her answer: “Not yet.”",
        "„Der Kai ist alt“, so heißt es.",
        "Selon le port, « le quai est vieux ».",
        "“El muelle es viejo”, dijo la alcaldesa.",
        "“O cais é velho”, afirmou.",
        "“Il molo è vecchio”, ha detto.",
        "„Nabrzeże jest stare”, powiedziała.",
        "«Причал стар», — сказала она.",
        "«Причал старий», — сказала вона.",
        "«Η προβλήτα είναι παλιά», είπε.",
        "“Rıhtım eski” dedi.",
        "قال: “الرصيف قديم”",
        "市长表示“码头旧了”。",
        "「岸壁は古い」と述べた。",
        "“부두가 낡았다”고 말했다.",
        "“A rakpart régi” – mondta.",
        "“Cheiul e vechi”, a declarat primarul.",
    ],
)
def test_verbs_of_speech_and_colons_attribute_a_quotation_in_many_languages(text):
    assert [quotation.attributed for quotation in find_quotations(text)] == [True]


def test_words_in_marks_that_nobody_says_are_not_attributed():
    assert [quotation.attributed for quotation in find_quotations("They sell “smart” lamps near the quay.")] == [False]


def test_one_speaker_serves_a_paragraph():
    far = "and the harbour was as grey as ever, the boats lay still, the gulls sat on the cranes and nothing moved for a long while on the water"
    text = f"“The quay is old,” she said; {far}; {far}; {far}. “It must go.”"
    assert [quotation.attributed for quotation in find_quotations(text)] == [True, True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("— Пока нет, — сказала мэр. — Завтра.", ["Пока нет,", "Завтра."]),
        ("—Todavía no —dijo la alcaldesa—. Mañana.", ["Todavía no", "Mañana."]),
        ("– Még nem – mondta a polgármester.", ["Még nem"]),
        ("— Pas encore, — dit-elle.", ["Pas encore,"]),
        ("– Jeszcze nie – powiedziała.", ["Jeszcze nie"]),
        ("— Eleven piles\n— Two berths — the northern ones — and a crane\n", []),
        ("PORT ALDER — The quay is old, the mayor said.", []),
        ("The quay — said to be old — is closed.", []),
    ],
)
def test_speech_after_a_dash_is_read_where_the_line_says_who_speaks(text, expected):
    found = find_quotations(text)
    assert [text[slice(*quotation.span)] for quotation in found] == expected
    assert all(quotation.attributed and quotation.closed for quotation in found)


def test_lines_after_angle_brackets_are_a_block_quote():
    text = "She wrote:\n\n> The quay is old.\n> It must go.\n\nNobody answered."
    (only,) = find_quotations(text)
    assert only.block and only.attributed and text[slice(*only.span)] == "The quay is old.\n> It must go." and only.words == 7


def test_a_block_set_in_is_a_block_quote_where_the_text_is_not_set_in():
    block = "    The quay is old, and the cranes on it are older still.\n    It must go before the winter comes.\n"
    prose = "The council met on Monday and talked about the harbour for three hours, as it had in March.\n\n"
    (only,) = find_quotations(f"{prose}She wrote:\n\n{block}\n{prose}")
    assert only.block and only.words == 19
    assert find_quotations(block * 3) == []
    assert find_quotations("\n".join(f"    {line}" for line in prose.split(" and "))) == []


def test_zones_of_the_document_are_block_quotes():
    text = "She wrote this. The quay is old. Nobody answered."
    (only,) = find_quotations(text, [Zoned(16, 32, Zone.QUOTE), Zoned(0, 5, Zone.CAPTION), Zoned(40, 4000, Zone.QUOTE)])
    assert only == Quotation(Span(16, 32), 4, True, True, True)


def test_words_are_counted_in_scripts_with_and_without_spaces():
    assert count_words("It's a well-known, 12-metre quay.") == 5
    assert count_words("我们会重建码头") == 4
    assert count_words("The quay", 4) == 1
    assert count_words("") == 0


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from(MARKS + "absS.!:—說"), max_size=80))
def test_spans_lie_in_the_text_sorted_and_hold_words(text):
    found = find_quotations(text)
    assert [(q.span.start, -q.span.end) for q in found] == sorted((q.span.start, -q.span.end) for q in found)
    for quotation in found:
        assert 0 <= quotation.span.start < quotation.span.end <= len(text)
        inside = text[slice(*quotation.span)]
        assert inside == inside.strip() and quotation.words == count_words(inside) > 0


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text):
    assert all(quotation.words > 0 for quotation in find_quotations(text))


@pytest.mark.parametrize(
    "piece", ['"', "“", "”", "“a", "a” ", "“a\n\n", "« x ", "'s ", "'a ", "— a — said ", "\n— a", "> ", ">\n", "    a\n", "“ \n", "''", "``a", "「", "a,,b ", '" a "b" ', "\n \n"]
)
def test_time_is_linear_in_hostile_text(piece):
    def cost(times):
        started = time.process_time()
        find_quotations(piece * times)
        return time.process_time() - started

    assert min(cost(40_000) for _ in range(2)) < 40 * max(0.01, min(cost(4_000) for _ in range(3)))
