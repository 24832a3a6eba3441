"""Two texts compared: kinds, similarity, quotations apart from prose, shares and counts. All texts are invented."""

import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import compliance.reuse
from benchmarks.prose import article
from compliance.model import Match, MatchKind, Source, Span, Zone, Zoned
from compliance.reuse import QUOTE_LIMIT, quoted_words, shares
from compliance.reuse.align import Passage
from compliance.reuse.compare import compare
from compliance.reuse.kinds import classify
from compliance.reuse.likeness import likeness
from compliance.reuse.topic import is_one_topic

LIFTED = (
    "Harbour engineers found eleven cracked piles beneath the northern quay of Port Alder during a routine dive in February, and closed "
    "two of its five berths the same evening. Replacing the timber with steel will take fourteen months and cost about nine million crowns, "
    "which the island council means to borrow against next year's mooring fees."
)
SPEECH = (
    "Nobody on this island was asked whether the winter ferry should go, and nobody on this island will forget who sold it for scrap while "
    "the children of Eastmere were rowing themselves to school in the dark"
)
COVERED = (
    "Three dozen people filled the village hall at Fenwick Bay on Thursday, most of them in wet boots. Ida Fenn spoke first and longest. "
    "The hall grew quiet when she sat down, and the chairman moved on to drains."
)
REPORTED = (
    "A stormy meeting closed the week for the ferry company, whose new timetable drops the early boat. Its manager left by a side door. "
    "The company carries four hundred passengers a day in summer and forty in winter."
)


def around(passage: str, seed: int) -> str:
    rng = random.Random(seed)
    return f"{article(rng, 900)}.\n\n{passage}\n\n{article(rng, 900)}."


def only(draft: str, source: str) -> Match:
    (match,) = compare(draft, source)
    return match


def test_the_same_words_are_verbatim_and_both_spans_hold_them():
    draft, source = around(LIFTED, 1), around(LIFTED, 2)
    match = only(draft, source)
    assert match.kind is MatchKind.VERBATIM and match.similarity == 1.0
    at, there = draft.index(LIFTED), source.index(LIFTED)
    assert abs(match.draft.start - at) <= 12 and abs(match.draft.end - at - len(LIFTED)) <= 12
    assert abs(match.source.start - there) <= 12 and abs(match.source.end - there - len(LIFTED)) <= 12
    assert abs(match.words - len(LIFTED.split())) <= 3


def test_texts_with_nothing_in_common_do_not_match():
    assert compare(article(random.Random(3), 3000), article(random.Random(4), 3000)) == []


@pytest.mark.parametrize(("draft", "source"), [("", ""), ("", LIFTED), (LIFTED, ""), ("x", "x"), ("。", "!")])
def test_texts_too_short_to_share_anything_do_not_match(draft, source):
    assert compare(draft, source) == []


def test_every_tenth_word_replaced_is_near_verbatim():
    words = LIFTED.split()
    words[4::10] = ["otherwise"] * len(words[4::10])
    match = only(around(" ".join(words), 1), around(LIFTED, 2))
    assert match.kind is MatchKind.NEAR_VERBATIM and 0.8 <= match.similarity < 1


def test_misread_letters_are_near_verbatim_though_they_spoil_many_words():
    rng = random.Random(7)
    noisy = "".join(rng.choice("cteo") if char.isalpha() and rng.random() < 0.09 else char for char in LIFTED)
    kind, similarity = likeness(noisy, LIFTED)
    assert kind is MatchKind.NEAR_VERBATIM and 0.9 <= similarity < 1


def test_words_in_another_order_are_rewritten_and_alike_in_any_order():
    words = LIFTED.lower().replace(",", "").replace(".", "").split()
    random.Random(8).shuffle(words)
    kind, similarity = likeness(" ".join(words), LIFTED)
    assert kind is MatchKind.REWRITTEN and similarity == 1.0
    words[::4] = [f"{word}x" for word in words[::4]]
    assert 0.6 < likeness(" ".join(words), LIFTED)[1] < 0.9


def test_invisible_and_look_alike_letters_and_broken_words_do_not_hide_a_copy():
    hidden = LIFTED.replace("engineers", "engi\u200bneers").replace("cracked", "сrасkеd").replace("timber", "tim-\nber").replace("Harbour", "ＨARBOUR")
    assert likeness(hidden, LIFTED) == (MatchKind.VERBATIM, 1.0)


def test_a_copy_with_a_passage_of_many_thousand_words_is_compared_in_time():
    text = article(random.Random(9), 120_000)
    edited = text[:60_000] + " Something else came in between. " + text[60_000:]
    matches = compare(edited, text)
    assert shares(matches, edited, text).source > 0.99
    assert all(match.kind in (MatchKind.VERBATIM, MatchKind.NEAR_VERBATIM) and match.similarity > 0.9 for match in matches)


STYLES = [("“", "”"), ('"', '"'), ("„", "“"), ("«", "»"), ("« ", " »"), ("»", "«"), ("‘", "’"), ("'", "'"), ("``", "''")]


@pytest.mark.parametrize(("mark", "close"), STYLES)
def test_words_that_both_texts_quote_are_a_quotation_in_any_style(mark, close):
    draft = f"{COVERED} {mark}{SPEECH},{close} she said. Then came the minutes."
    source = f"{REPORTED} “{SPEECH},” said Ida Fenn, who has taught there since March."
    match = only(draft, source)
    assert match.kind is MatchKind.QUOTATION
    assert abs(match.words - len(SPEECH.split())) <= 1


LANGUAGES = {
    "zh": (
        "我们岛上没有人被问过冬天的渡船还要不要开，也没有人会忘记是谁把它当废铁卖掉了，而东湾的孩子们每天摸黑划船去上学，他们的父母只能站在岸边看着灯火越来越远",
        "女教师说：“",
        "”",
        "。会议随后转到下水道问题，三十多人坐在村公所里，大多数穿着湿靴子。",
        "渡轮公司一周以来麻烦不断，新的时刻表取消了早班船，经理从侧门离开。",
    ),
    "ja": (
        "島の誰一人として冬の渡し船を続けるべきかどうか尋ねられなかったし、東の浜の子どもたちが暗いうちから舟をこいで学校へ通っているあいだに船をくず鉄として売り払ったのが誰なのかを忘れる者もいないだろう",
        "先生は「",
        "」と述べた。",
        "と述べた。会議はそのあと下水の話に移り、集会所には三十人ほどが集まった。",
        "渡船会社の一週間は荒れた会合で終わり、新しい時刻表では早朝の便がなくなる。",
    ),
    "ru": (
        "Никого на этом острове не спросили, нужен ли зимний паром, и никто на этом острове не забудет, кто продал его на лом, пока дети Восточной бухты в темноте гребли на лодках в школу",
        "Учительница сказала: «",
        "»",
        "Потом говорили о стоках, в клубе сидело человек тридцать, почти все в мокрых сапогах. ",
        "Неделя паромной компании закончилась бурным собранием, раннего рейса больше не будет. ",
    ),
    "ar": (
        "لم يسأل أحد من أهل هذه الجزيرة إن كان ينبغي أن تستمر عبارة الشتاء ولن ينسى أحد من أهل هذه الجزيرة من باعها خردة بينما كان أطفال الخليج الشرقي يجدفون في الظلام إلى المدرسة",
        "وقالت المعلمة: «",
        "»",
        "ثم انتقل الاجتماع إلى المجاري وكان في القاعة ثلاثون شخصا في أحذية مبللة. ",
        "انتهى أسبوع شركة العبارات باجتماع عاصف وألغي القارب المبكر من الجدول الجديد. ",
    ),
    "de": (
        "Niemand auf dieser Insel ist gefragt worden, ob die Winterfähre bleiben soll, und niemand auf dieser Insel wird vergessen, wer sie zu Schrott gemacht hat, während die Kinder von Ostmeer im Dunkeln zur Schule ruderten",
        "Die Lehrerin sagte: „",
        "“",
        "Dann ging es um Abwasser, dreißig Leute saßen im Gemeindehaus, die meisten in nassen Stiefeln. ",
        "Mit einer stürmischen Sitzung endete die Woche der Reederei, deren neuer Fahrplan das frühe Boot streicht. ",
    ),
    "th": (
        "ไม่มีใครบนเกาะนี้เคยถูกถามว่าเรือข้ามฟากฤดูหนาวควรวิ่งต่อไปหรือไม่และไม่มีใครบนเกาะนี้จะลืมว่าใครขายมันเป็นเศษเหล็กในขณะที่เด็กๆพายเรือไปโรงเรียนในความมืดทุกเช้า",
        "ครูกล่าวว่า “",
        "”",
        "จากนั้นที่ประชุมพูดเรื่องท่อระบายน้ำ มีคนราวสามสิบคนในศาลา ",
        "สัปดาห์ของบริษัทเรือจบลงด้วยการประชุมที่วุ่นวาย ",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotations_and_copies_are_told_apart_in_any_script(language):
    speech, opening, closing, before, ahead = LANGUAGES[language]
    assert only(f"{before * 3}\n\n{opening}{speech}{closing}", f"{ahead * 3}\n\n{opening}{speech}{closing}").kind is MatchKind.QUOTATION
    assert only(f"{before * 3}\n\n{speech}。", f"{ahead * 3}\n\n{speech}。").kind is MatchKind.VERBATIM


def test_a_quotation_attributed_on_one_side_is_a_quotation():
    assert only(f"{COVERED} “{SPEECH},” she said.", f"{REPORTED} {SPEECH}.").kind is MatchKind.QUOTATION
    assert only(f"{COVERED} {SPEECH}.", f"{REPORTED} “{SPEECH},” she said.").kind is MatchKind.QUOTATION


def test_marks_that_nobody_is_named_for_do_not_make_a_copy_a_quotation():
    filler = "The tide tables for April hang by the door. " * 6
    assert only(f"{COVERED} {filler}“{LIFTED}” {filler}", f"{REPORTED} {LIFTED}").kind is MatchKind.VERBATIM


def test_a_mark_left_open_hides_no_copy():
    draft = f"{COVERED} She said: “{LIFTED}\n\n{COVERED}"
    assert only(draft, f"{REPORTED} {LIFTED}").kind is MatchKind.VERBATIM


def test_block_quotes_and_zones_are_quotations():
    lines = "\n".join(f"> {line}" for line in LIFTED.split(", "))
    assert only(f"{COVERED} The engineers wrote:\n\n{lines}\n\nThat was all.", f"{REPORTED}\n\n{LIFTED}").kind is MatchKind.QUOTATION
    draft, source = f"{COVERED}\n\n{LIFTED}\n\nThat was all.", f"{REPORTED}\n\n{LIFTED}"
    at = draft.index(LIFTED)
    zones = [Zoned(at, at + len(LIFTED), Zone.QUOTE)]
    assert [match.kind for match in compare(draft, source, zones)] == [MatchKind.QUOTATION]
    assert [match.kind for match in compare(source, draft, (), zones)] == [MatchKind.QUOTATION]
    assert [match.kind for match in compare(draft, source)] == [MatchKind.VERBATIM]


def test_a_quotation_over_paragraphs_is_one():
    speech = SPEECH.split(", ")
    draft = f"{COVERED}\n\n“{speech[0]}.\n\n“{speech[1]},” she said."
    assert only(draft, f"{REPORTED} “{SPEECH},” said Ida Fenn.").kind is MatchKind.QUOTATION


def test_lifted_prose_with_a_short_quotation_in_it_stands_whole():
    passage = LIFTED.replace("and closed", "“a nasty surprise,” the chief diver said, and closed")
    match = only(around(passage, 1), around(passage, 2))
    assert match.kind is MatchKind.VERBATIM and match.words > 50


def test_lifted_prose_beside_a_long_quotation_is_told_apart():
    prose = LIFTED.split(". ", maxsplit=1)[0] + "."
    speech = " ".join(f"“{part.strip()},” she said." for part in (SPEECH, article(random.Random(5), 500).replace("“", "").replace("”", "")))
    matches = compare(around(f"{speech} {prose}", 1), around(f"{speech} {prose}", 2))
    kinds = [match.kind for match in matches]
    assert MatchKind.QUOTATION in kinds and MatchKind.VERBATIM in kinds
    (copy,) = (match for match in matches if match.kind is MatchKind.VERBATIM)
    assert abs(copy.words - len(prose.split())) <= 4


OURS = "Divers found eleven cracked piles under the northern quay on Friday, the council said, and the two berths there are closed to ferries"
THEIRS = "Port Alder lost two of its five berths on Friday: eleven piles are cracked, a diver reported, so boats must use a jetty until autumn"


def test_reports_of_one_event_share_names_and_figures_and_that_is_no_reuse():
    shared = article(random.Random(21), 2500).split(". ")
    random.Random(22).shuffle(shared)
    ours = f"{OURS}.\n\n{article(random.Random(21), 2500)}"
    theirs = f"{THEIRS}.\n\n{'. '.join(shared)}"
    passage = Passage(Span(0, len(OURS)), Span(0, len(THEIRS)))
    assert classify(ours, theirs, [passage]) == []


def test_the_same_passage_is_reuse_in_texts_that_share_nothing_else():
    ours, theirs = (f"{text}.\n\n{article(random.Random(seed), 2500)}" for text, seed in ((OURS, 23), (THEIRS, 24)))
    passage = Passage(Span(0, len(OURS)), Span(0, len(THEIRS)))
    assert [match.kind for match in classify(ours, theirs, [passage])] == [MatchKind.REWRITTEN]


def test_texts_are_on_one_topic_by_what_they_share_outside_the_passages():
    story = article(random.Random(11), 3000)
    sentences = story.split(". ")
    random.Random(12).shuffle(sentences)
    other = ". ".join(sentences)
    assert is_one_topic(story, other, [], [])
    assert not is_one_topic(story, article(random.Random(13), 3000), [], [])
    assert not is_one_topic(story, other, [Span(0, len(story))], [])


def test_shares_are_of_letters_and_count_overlaps_once():
    draft, source = "aaaa bbbb  cccc dddd", "aaaa"
    matches = [
        Match(MatchKind.VERBATIM, Span(0, 9), Span(0, 4), 1.0),
        Match(MatchKind.VERBATIM, Span(5, 15), Span(0, 2), 1.0),
    ]
    assert shares(matches, draft, source) == (0.75, 1.0)
    assert shares([], draft, "") == (0.0, 0.0)


def test_quoted_words_are_counted_by_source_and_each_passage_once():
    one, two = Source("one"), Source("two")
    spoken = Match(MatchKind.QUOTATION, Span(0, 50), Span(0, 50), 1.0, 10, one)
    matches = [
        spoken, spoken._replace(draft=Span(60, 90), words=6), spoken._replace(draft=Span(5, 40), words=8), spoken._replace(of=two),
        spoken._replace(kind=MatchKind.VERBATIM, draft=Span(100, 200)), spoken._replace(of=None, words=3),
    ]  # fmt: skip
    assert quoted_words(matches) == {"one": 16, "two": 10, "": 3}
    assert quoted_words([]) == {} and QUOTE_LIMIT > 0


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 3), st.integers(0, 3))
def test_matches_lie_in_both_texts_and_come_sorted(seed, quoted, lifted):
    rng = random.Random(seed)
    speech, prose = article(rng, 300).replace("“", "").replace("”", ""), article(rng, 400)
    draft = article(rng, 500) + "\n\n" + f"“{speech},” she said. " * quoted + prose * lifted
    source = prose * lifted + article(rng, 500) + "\n\n" + f"'{speech}', said the mayor. " * quoted
    matches = compare(draft, source)
    assert matches == sorted(matches, key=lambda match: match.draft)
    for match in matches:
        assert 0 <= match.draft.start < match.draft.end <= len(draft) and 0 <= match.source.start < match.source.end <= len(source)
        assert 0 <= match.similarity <= 1 and match.words > 0 and isinstance(match.draft.start, int)
        assert (match.similarity == 1.0) >= (match.kind is MatchKind.VERBATIM)
    assert all(0 <= share <= 1 for share in shares(matches, draft, source))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), st.text(alphabet="“”\"'‘’«»「」>—,` \nab\ud800\u200b\u0301", max_size=80))
def test_a_copy_is_found_whatever_stands_around_and_in_it(one, two):
    half = LIFTED.index("Replacing")
    draft, source = f"{one} {LIFTED[:half]}{two}{LIFTED[half:]} {two}", f"{two} {LIFTED} {one}"
    matches = compare(draft, source)
    assert matches and all(draft[slice(*match.draft)] and source[slice(*match.source)] for match in matches)


def test_importing_the_package_loads_nothing_heavy():
    program = "import sys, compliance, compliance.reuse; assert not {'numpy', 'rapidfuzz', 'sqlite3'} & set(sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(compliance.reuse, "nothing")  # noqa: B009
