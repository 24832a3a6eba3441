from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.output.phrases import advice, elide, sentence
from compliance.output.summary import Summary, summarise, tally

from . import samples


def test_everything_is_counted_once():
    assert summarise(samples.REPORTS) == Summary(
        checked=8,
        skipped=1,
        failed=2,
        blocked=1,
        review=4,
        duties=1,
        clear=2,
        errors=6,
        warnings=5,
        notes=3,
        suppressed=2,
    )


def test_what_was_not_checked_has_no_verdict():
    summary = summarise([samples.FAILED, samples.SKIPPED])
    assert summary == Summary(failed=1, skipped=1)


def test_a_lapsed_decision_settles_nothing():
    assert tally(Summary(), samples.LAPSED).warnings == 1
    assert tally(Summary(), samples.DECIDED) == Summary(checked=1, clear=1, suppressed=2)


def test_the_sentence_says_what_was_found_even_where_nothing_was_wholly_checked():
    assert (
        sentence(summarise([samples.PARTLY])) == "nothing was checked; flagged 1 error; not checked 1 failed."
    )


def test_large_numbers_are_readable():
    assert "1,204,000 documents: 1,204,000 clear" in sentence(Summary(checked=1204000, clear=1204000))


@settings(deadline=None)
@given(st.text(), st.integers(40, 400))
def test_eliding_keeps_both_ends_and_says_how_much_went(text, limit):
    short = elide(text, limit)
    if len(text) <= limit:
        assert short == text
    else:
        head, count, tail = short.split(" … ") if short.count(" … ") == 2 else (short[:5], None, short[-5:])
        assert text.startswith(head)
        assert text.endswith(tail)
        if count:
            assert len(head) + len(tail) + int(count.split()[0].replace(",", "")) == len(text)


def test_advice_is_a_paragraph():
    assert advice("Forbidden: publish", "Ask.") == "Forbidden: publish. Ask."
    assert advice("Forbidden.", "Ask.") == "Forbidden. Ask."
    assert advice("Forbidden", "") == "Forbidden"
