"""Duties, looked for in the document."""

import pytest

from compliance.documents import from_text
from compliance.policy.duties import Answer, Work, answers
from compliance.policy.page import Page
from compliance.policy.terms import Duty, DutyKind, Licence

WORK = Work("Kestrel Wire", "Ada Moreau", "Lamps of the North", "https://kestrelwire.example/lamps", "2026-11-20")
FILLER = "\n\n".join(f"Paragraph {n} tells of the harbour, and of what the keepers said on the quay that winter." for n in range(40))


def answer(duty: Duty, text: str, form: str = "text", work: Work = WORK, **entry: object) -> Answer:
    licence = Licence("l", "Kestrel Wire", duties=(duty,), **entry)  # type: ignore[arg-type]
    (found,) = answers(licence, work, Page(from_text(text, format=form)))
    return found


CREDIT = Duty(DutyKind.CREDIT, "Reporting by Kestrel Wire")


@pytest.mark.parametrize(("text", "met"), [
    ("Reporting by Kestrel Wire", True),
    ("REPORTING BY\nKESTREL  WIRE", True),
    ("Reportng by Kestrel Wire", True),
    ("Reporting by Harbour Post", False),
    ("Kestrels were seen on a wire.", False),
    ("", False),
])  # fmt: skip
def test_a_credit_may_have_a_slip_but_no_other_name(text: str, met: bool) -> None:
    assert answer(CREDIT, f"The lamps went out.\n\n{text}\n").met is met


@pytest.mark.parametrize(("place", "at_top", "at_bottom"), [("top", True, False), ("bottom", False, True), ("", True, True)])
def test_a_credit_stands_where_it_must(place: str, at_top: bool, at_bottom: bool) -> None:
    duty = CREDIT._replace(place=place)
    assert answer(duty, f"{CREDIT.text}\n\n{FILLER}").met is at_top
    assert answer(duty, f"{FILLER}\n\n{CREDIT.text}").met is at_bottom


@pytest.mark.parametrize("blanks", [0, 300, 690])
def test_white_space_makes_no_end_longer(blanks: int) -> None:
    duty, near, far = CREDIT._replace(place="bottom"), "x" * 600, "x" * 800
    assert answer(duty, f"{FILLER}\n\n{CREDIT.text}\n{' ' * blanks}\n{near}").met
    assert not answer(duty, f"{FILLER}\n\n{CREDIT.text}\n{' ' * blanks}\n{far}").met
    duty = CREDIT._replace(place="top")
    assert answer(duty, f"{near}\n{' ' * blanks}\n{CREDIT.text}\n\n{FILLER}").met
    assert not answer(duty, f"{far}\n{' ' * blanks}\n{CREDIT.text}\n\n{FILLER}").met


def test_a_credit_in_the_front_matter_or_in_a_comment_is_not_seen_by_readers() -> None:
    assert not answer(CREDIT, f"---\ncredit: {CREDIT.text}\n---\nThe lamps went out.", "markdown").met
    assert not answer(CREDIT, f"The lamps went out.\n\n<!-- {CREDIT.text} -->\n", "markdown").met


def test_the_slots_of_a_line_are_filled_with_what_is_known() -> None:
    line = Duty(DutyKind.TAGLINE, "“{title}” by {author}, {holder} {year}")
    assert answer(line, "x").paste == "“Lamps of the North” by Ada Moreau, Kestrel Wire 2026"
    assert answer(line, "“Lamps of the North” by Ada Moreau, Kestrel Wire 2026").met
    unknown = answer(line, "“A title” by Bo Lund, Kestrel Wire", work=Work("Kestrel Wire"))
    assert unknown.paste == "“{title}” by {author}, Kestrel Wire {year}"
    assert unknown.met, "what stands around unknown words is there"


@pytest.mark.parametrize(("text", "met"), [
    ("See https://kestrelwire.example/lamps.", True),
    ("See www.kestrelwire.example/lamps/ for more", True),
    ("See http://kestrelwire.example/lamps?from=us", True),
    ("SEE HTTPS://KESTRELWIRE.EXAMPLE/LAMPS", True),
    ("See kestrelwire.example\u2044lamps", False),
    ("See https://kestrelwire.example/lampshades", False),
    ("See https://notkestrelwire.example/lamps", False),
    ("See kestrelwire.example.evil.example/lamps", False),
])  # fmt: skip
def test_a_link_is_that_address_or_one_below_it(text: str, met: bool) -> None:
    assert answer(Duty(DutyKind.LINK), text).met is met


def test_a_link_for_a_page_can_be_pasted_into_it() -> None:
    page = '<html lang="en"><body><p>Lamps</p></body></html>'
    assert answer(Duty(DutyKind.LINK), page, "html").paste == '<a href="https://kestrelwire.example/lamps">Lamps of the North</a>'


def test_a_licence_is_named_by_address_or_name() -> None:
    duty, entry = Duty(DutyKind.LICENCE), {"spdx": "CC-BY-4.0", "name": "CC BY 4.0", "address": "https://creativecommons.org/licenses/by/4.0/"}
    for text in ("CC BY 4.0", "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/deed.de"):
        assert answer(duty, f"Lamps, {text}", **entry).met, text
    for text in ("CC BY 3.0", "https://creativecommons.org/licenses/by/3.0/"):
        assert not answer(duty, f"Lamps, {text}", **entry).met, text


def test_the_head_of_a_page() -> None:
    def page(head: str) -> str:
        return f'<html lang="en"><head>{head}</head><body><p>Lamps</p></body></html>'

    canonical, noindex = Duty(DutyKind.CANONICAL), Duty(DutyKind.NOINDEX)
    assert answer(canonical, page('<link rel="canonical" href="https://kestrelwire.example/lamps/">'), "html").met
    assert not answer(canonical, page('<link rel="canonical" href="https://harbourpost.example/lamps">'), "html").met
    assert answer(noindex, page('<meta name="googlebot-news" content="NOINDEX">'), "html").met
    assert not answer(noindex, page('<meta name="robots" content="index, follow">'), "html").met
    assert answer(noindex, "---\nnoindex: true\n---\nLamps", "markdown").met


def test_changes_and_share_alike_are_asked_of_changed_works_only() -> None:
    licence = Licence("l", "Kestrel Wire", duties=(Duty(DutyKind.CHANGES),), share_alike=True)
    page = Page(from_text("Lamps, translated from the Swedish."))
    assert answers(licence, WORK, page) == []
    changed = answers(licence, WORK._replace(derived=True), page)
    assert [(found.duty.kind, found.met) for found in changed] == [(DutyKind.CHANGES, True), (DutyKind.SHARE_ALIKE, False)]


def test_what_nobody_knows_is_named() -> None:
    nothing = Work()
    for kind, fact in ((DutyKind.CREDIT, "author"), (DutyKind.TITLE, "title"), (DutyKind.LINK, "address"), (DutyKind.CANONICAL, "address")):
        found = answer(Duty(kind), "Lamps", work=nothing)
        assert not found.met
        assert fact in found.missing
