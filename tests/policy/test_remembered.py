"""A judge remembers answers from one document to the next; that must never show."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.documents import from_text
from compliance.model import Act, Fact
from compliance.policy.judge import Judge
from compliance.policy.public import public_licences
from compliance.policy.terms import Channel, Context, Duty, DutyKind, Ledger, Licence, Publisher
from tests.policy.cases import NOW
from tests.policy.test_laws import TEXT, facts, licences

DUTIES = st.sampled_from((
    Duty(DutyKind.CREDIT), Duty(DutyKind.CREDIT, "By {author}, {holder}", "bottom"), Duty(DutyKind.LINK), Duty(DutyKind.LINK, "https://kestrelwire.example/"),
    Duty(DutyKind.TITLE), Duty(DutyKind.CANONICAL), Duty(DutyKind.LICENCE),
))  # fmt: skip
TEXTS = (
    from_text(TEXT),
    from_text(f"---\nauthor: Ada Moreau\ntitle: Lamps\n---\n{TEXT}\n\nBy Ada Moreau, Kestrel Wire\n", format="markdown"),
    from_text(f'<html lang="en"><head><link rel="canonical" href="https://kestrelwire.example/"></head><body><p>{TEXT}</p></body></html>', format="html"),
    from_text(TEXT * 60),
)
CONTEXTS = st.builds(
    Context, st.just(NOW), st.frozensets(st.sampled_from((Act.PUBLISH, Act.REWRITE, Act.STORE)), min_size=1), st.sampled_from((Channel.WEB, Channel.PRINT)),
    st.sampled_from(("", "SE", "GB")), st.sampled_from((None, True, False)),
)


@st.composite
def asking(draw: st.DrawFn) -> Licence:
    """A licence with duties, and perhaps a limit on words."""
    return draw(licences(excluding=True))._replace(
        duties=tuple(draw(st.lists(DUTIES, max_size=2))), share_alike=draw(st.booleans()), max_words=draw(st.sampled_from((None, None, 100)))
    )


@given(
    st.lists(asking(), max_size=4),
    st.lists(st.tuples(st.sampled_from(TEXTS), st.lists(facts(), max_size=4), CONTEXTS), min_size=2, max_size=5),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_came_before_does_not_count(held: list[Licence], cases: list[tuple[Any, list[Fact], Context]]) -> None:
    ledger = Ledger(Publisher(("Harbour Post",)), tuple(held), public_licences())

    def judge() -> Judge:
        return Judge(ledger, lambda name: "kw" if name.startswith("Kestrel") else "")

    busy = judge()
    for document, found, context in [*cases, *reversed(cases)]:
        assert busy(document, found, [], context) == judge()(document, found, [], context)
