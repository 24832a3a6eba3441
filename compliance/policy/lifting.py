"""Reuse: whose words the matches are, and whether their holder lets the house use them."""

from collections.abc import Iterator

from compliance.model import Act, Match, Verdict
from compliance.policy.case import UNNAMED, Case
from compliance.policy.claims import NOBODY
from compliance.policy.cover import Cover, best, weigh
from compliance.policy.duties import Work
from compliance.policy.grants import named
from compliance.policy.intent import OF_TEXTS
from compliance.policy.reused import Reused, TextOf, changes, wanted
from compliance.policy.terms import Licence, Part, Reason


def judge_reuse(case: Case, passages: Reused, quotation_limit: int, text_of: TextOf | None) -> Iterator[Reason]:
    """The reasons that the passages of one source give, whose holder and licence they inherit.

    Args:
        case: the document.
        passages: what it has of the source.
        quotation_limit: words that may be quoted from one source without a licence.
        text_of: gives a text of the archive by id, so that changes can be looked at; or nothing.
    """
    source, match = passages.source, passages.matches[0]
    shown = f"“{source.title or source.id}”"
    evidence = (f"found in {shown}{f', {source.holder}' if source.holder else ''}, id {source.id}",)
    party = case.house.party(source.holder, "") if source.holder else NOBODY
    offered, gap = named(source.licence, source.licence, "", case.house) if source.licence and not party.terms else ((), None)
    if not passages.lifted:
        limit = max((entry.quote_words for entry in party.entries if entry.quote_words is not None), default=quotation_limit)
        if passages.quoted <= limit:
            yield Reason(Verdict.CLEAR, "policy.quotation", f"{passages.quoted:,} words of {shown} are quoted, of at most {limit:,}", match.draft, evidence)
            return
    if not source.holder and not source.licence:
        message = f"Words of {shown} are reused, and whose they are is not known"
        yield Reason(Verdict.REVIEW, "policy.reuse-unknown-holder", message, match.draft, evidence, missing=f"the holder of {shown}")
        return
    doing = wanted(case.wanted, passages)
    work = Work(source.holder, "", source.title, source.address, source.date, passages.rewritten or bool(OF_TEXTS.intersection(case.wanted) - {Act.QUOTE}))
    weighed = weigh((*party.entries, *offered), case.intent.need(Part.TEXT, passages.words, doing))
    cover = best(weighed, lambda entry: case.owed.unmet(entry, work))
    if cover.full and cover.entry and cover.entry.no_derivatives:
        found = changes(passages, lambda match: _passage(case, match), text_of)
        cover = cover._replace(gaps=(found,)) if found else cover
    whose = source.holder or UNNAMED
    if cover.entry is None and gap:
        cover = Cover(Licence(source.licence, "", name=source.licence), (gap,))
    if cover.entry is None:
        what = f"{passages.words:,} words of {shown} are {'reused' if passages.lifted else 'quoted'}, and the ledger has no licence of {whose}"
        rule = "policy.reuse" if passages.lifted else "policy.quotation-too-long"
        yield Reason(Verdict.REVIEW, rule, what, match.draft, evidence, missing=f"a licence of {whose}")
        return
    yield from case.entry_reasons(cover.entry, cover.gaps, whose, work, None, match, evidence)


def _passage(case: Case, match: Match) -> str:
    start, end = match.draft
    return match.text or case.document.text[start - case.document.offset : end - case.document.offset]
