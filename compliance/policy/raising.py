"""Flags of a judgement: what an editor should see and no fact or match shows already."""

from compliance.model import Confidence, Document, Fact, Finding, Flag, Match, Position, Span
from compliance.policy.demands import Demand, identity
from compliance.policy.reasons import RULES
from compliance.policy.terms import Reason

_DUTY, _CONTRADICTION = RULES["policy.duty-missing"], RULES["policy.contradiction"]


def duty_flag(demand: Demand, document: Document, fact: Fact | None, match: Match | None) -> Flag:
    """The flag of a duty that is not met, at what asks for it; its remedy ends with the line to paste."""
    if fact:
        span, position, text, before, after = fact.span, fact.position, fact.text, fact.before, fact.after
    else:
        span = match.draft if match else Span(document.offset, document.offset)
        position = (match.position if match else None) or _position(document, span)
        text = match.text if match else ""
        before, after = document.around(span.start - document.offset, span.end - document.offset)
    return Flag(
        _DUTY.id, Finding.DUTY, _DUTY.severity, Confidence.HIGH, span, text, dict(demand.values), position, demand.lacking, _DUTY.why, demand.remedy,
        demand.evidence, demand.identity, before, after,
    )


def contradiction(reason: Reason, document: Document) -> Flag:
    """The flag of two statements that contradict each other, both among its evidence."""
    span = reason.span or Span(document.offset, document.offset)
    at, stop = span.start - document.offset, span.end - document.offset
    text = document.text[at:stop]
    return Flag(
        _CONTRADICTION.id, Finding.CONTRADICTION, _CONTRADICTION.severity, Confidence.HIGH, span, text, {}, _position(document, span), reason.message,
        _CONTRADICTION.why, _CONTRADICTION.remedy, reason.evidence, identity(_CONTRADICTION.id, *reason.evidence), *document.around(at, stop),
    )


def _position(document: Document, span: Span) -> Position:
    return document.position(max(0, min(span.start - document.offset, len(document.text))))
