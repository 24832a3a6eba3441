"""Generated texts: the same every time, of the size asked for, with their labels in them."""

import random

from benchmarks.corpus import QUIET, TAILS, cases, tail
from benchmarks.prose import article, sentence
from benchmarks.speed import SIZE, plain, with_notices


def test_the_same_seed_makes_the_same_text():
    assert article(random.Random(3)) == article(random.Random(3)) != article(random.Random(4))
    assert list(cases(6)) == list(cases(6)) != list(cases(6, seed=2))


def test_an_article_has_the_size_asked_for_and_many_words():
    text = article(random.Random(1), 40_000)
    assert len(text) == 40_000
    words = text.lower().split()
    assert len(set(words)) > 1500
    assert 4 < sum(map(len, words)) / len(words) < 7
    assert 20 < text.count("\n\n") < 200


def test_a_sentence_begins_with_a_capital_and_ends():
    rng = random.Random(2)
    for _ in range(200):
        text = sentence(rng)
        assert text[0].isupper() or text[0] == "“"
        assert text[-1] in ".?!”"


def test_every_label_stands_in_its_text_once_and_in_order():
    for case in cases(2 * len(TAILS)):
        places = [case.text.rindex(passage) for _, passage in case.labels]
        assert places == sorted(places)
        assert all(case.text.count(passage) == 1 for _, passage in case.labels)


def test_every_language_and_every_quiet_sentence_gets_its_turn():
    made = list(cases(16 * len(TAILS)))
    assert {case.language for case in made if case.labels} == set(TAILS)
    assert len(TAILS) >= 35
    quiet = [case.text for case in made if not case.labels]
    assert all(any(sentence in text for text in quiet) for sentence in QUIET)


def test_articles_for_speed_keep_their_size_and_every_second_ends_in_notices(tmp_path):
    articles = plain(None, 6)
    ended = with_notices(articles)
    assert [len(text) for text in articles] == [len(text) for text in ended] == [SIZE] * 6
    assert [one == other for one, other in zip(articles, ended, strict=True)] == [False, True] * 3
    (tmp_path / "b.txt").write_text("b" * SIZE)
    (tmp_path / "a.txt").write_text("a" * SIZE)
    assert [text[0] for text in plain(str(tmp_path), 9)] == ["a", "\n", "b"]
    assert len(plain(str(tmp_path), 2)) == 2


def test_a_tail_is_labelled_whole():
    made = tail(random.Random(1), "de")
    assert made.language == "de"
    assert [kind for kind, _ in made.labels] == ["copyright_notice", "rights_reserved", "redistribution_restriction"]
    assert made.text.split("\n")[:3] == [passage for _, passage in made.labels]
