"""Flags of a judgement: what an editor should see and no fact or match shows already."""

from hashlib import blake2b

from compliance.model import CONTEXT, Confidence, Document, Fact, Finding, Flag, Match, Position, Severity, Span
from compliance.policy.duties import Answer
from compliance.policy.reasons import RULES
from compliance.policy.terms import Licence, Reason


def duty_flag(answer: Answer, entry: Licence, message: str, document: Document, fact: Fact | None, match: Match | None) -> Flag:
    """The flag of a duty that is not met, at what asks for it; its remedy ends with the line to paste."""
    rule = RULES["policy.duty-missing"]
    span = fact.span if fact else match.draft if match else Span(document.offset, document.offset)
    position = fact.position if fact else (match.position if match else None) or _position(document, span)
    text = fact.text if fact else match.text if match else ""
    values = {"duty": str(answer.duty.kind), "licence": entry.id, "asked": answer.asked, "paste": answer.paste, "place": answer.duty.place}
    where = {"top": "Put this at the top", "bottom": "Put this at the bottom"}.get(answer.duty.place, "Put this in")
    evidence = (f"the entry {entry.id} of the ledger{f', {entry.path}:{entry.line}' if entry.path else ''}", *((entry.source,) if entry.source else ()))
    identity = _identity(rule.id, entry.id, str(answer.duty.kind), answer.asked)
    told = {name: value for name, value in values.items() if value}
    return _flag(Finding.DUTY, rule.id, rule.severity, span, position, text, told, message, f"{where}: {answer.paste}", evidence, identity, document)


def contradiction(reason: Reason, document: Document) -> Flag:
    """The flag of two statements that contradict each other, both among its evidence."""
    rule = RULES["policy.contradiction"]
    span = reason.span or Span(document.offset, document.offset)
    text = document.text[span.start - document.offset : span.end - document.offset]
    identity = _identity(rule.id, *reason.evidence)
    place = _position(document, span)
    return _flag(Finding.CONTRADICTION, rule.id, rule.severity, span, place, text, {}, reason.message, rule.remedy, reason.evidence, identity, document)


def _flag(
    kind: Finding, rule: str, severity: Severity, span: Span, position: Position, text: str, values: dict[str, str], message: str, remedy: str,
    evidence: tuple[str, ...], identity: str, document: Document,
) -> Flag:
    start, end = span.start - document.offset, span.end - document.offset
    return Flag(
        rule, kind, severity, Confidence.HIGH, span, text, values, position, message, RULES[rule].why, remedy, evidence, identity,
        document.text[max(0, start - CONTEXT) : start], document.text[end : end + CONTEXT],
    )


def _position(document: Document, span: Span) -> Position:
    return document.position(max(0, min(span.start - document.offset, len(document.text))))


def _identity(*words: str) -> str:
    """16 hexadecimal digits over what the flag says; its place does not count."""
    return blake2b("\0".join(words).encode("utf-8", "replace"), digest_size=8).hexdigest()
