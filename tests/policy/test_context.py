"""The context, from the words of a command line."""

from datetime import UTC, datetime

import pytest

from compliance.model import Act
from compliance.policy.context import ContextError, context_of, moment_of
from compliance.policy.terms import Channel, Context
from tests.policy.cases import NOW


def test_what_is_not_said_is_to_publish_on_the_web_now() -> None:
    assert context_of(now=NOW) == Context(NOW, frozenset({Act.PUBLISH}), Channel.WEB)


def test_words_in_any_case_and_countries_by_name() -> None:
    context = context_of(["Publish", "translate"], " Print", "the Netherlands", "2026-11-24T08:00-05:00", commercial=True, paywalled=False, ads=True, now=NOW)
    assert context.acts == {Act.PUBLISH, Act.TRANSLATE}
    assert (context.channel, context.territory) == (Channel.PRINT, "NL")
    assert context.time == datetime(2026, 11, 24, 13, tzinfo=UTC)
    assert (context.commercial, context.paywalled, context.ads) == (True, False, True)


@pytest.mark.parametrize(("at", "moment"), [
    ("2026-11-24", datetime(2026, 11, 24, tzinfo=UTC)),
    ("2026-11-24T08:00Z", datetime(2026, 11, 24, 8, tzinfo=UTC)),
    ("2026-11-24T09:00+01:00", datetime(2026, 11, 24, 8, tzinfo=UTC)),
])  # fmt: skip
def test_times(at: str, moment: datetime) -> None:
    assert moment_of(at) == moment


@pytest.mark.parametrize(("given", "said"), [
    ({"acts": ["publsh"]}, 'did you mean "publish"'),
    ({"channel": "wep"}, 'did you mean "web"'),
    ({"territory": "Germny"}, "no territory"),
    ({"at": "tomorrow"}, "write it as 2026-11-24T08:00Z"),
    ({"at": "2026-11-24T08:00"}, "has no zone"),
])  # fmt: skip
def test_a_wrong_word_is_told_with_the_right_one(given: dict[str, object], said: str) -> None:
    with pytest.raises(ContextError, match=said):
        context_of(**given, now=NOW)  # type: ignore[arg-type]
