"""Embargoes, compared in UTC."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from compliance.model import Fact, Kind, Verdict
from compliance.policy.terms import Reason


def judge_embargoes(facts: Iterable[Fact], now: datetime) -> Iterator[Reason]:
    """A reason for each embargo: blocked before its moment, clear from it on, review where the moment cannot be told.

    Args:
        facts: the facts of a document; those of other kinds are passed over.
        now: an aware moment: when the text is to appear.
    """
    return (_judge(fact, now) for fact in facts if fact.kind is Kind.EMBARGO)


def _judge(fact: Fact, now: datetime) -> Reason:
    until = str(fact.values.get("until") or "")
    words = str(fact.values.get("words") or fact.text)
    evidence = (f"the text says: {words}",)

    def review(rule: str, message: str, missing: str) -> Reason:
        return Reason(Verdict.REVIEW, rule, message, fact.span, evidence, missing=missing)

    if not until:
        return review("policy.embargo-open", "The text is embargoed, and it does not say until when", "the moment at which the embargo ends")
    if fact.values.get("weekday_wrong"):
        return review("policy.embargo-unclear", f"The embargo's weekday and date are at odds: {words}", "the day at which the embargo ends")
    moment = _moment(until)
    if moment is None:
        return review("policy.embargo-unclear", f"The embargo ends at {until}, and no zone says where", "the time and zone at which the embargo ends")
    shown = moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    if now < moment:
        return Reason(Verdict.BLOCKED, "policy.embargo", f"The text is embargoed until {shown}", fact.span, evidence)
    return Reason(Verdict.CLEAR, "policy.embargo-over", f"The embargo ended at {shown}", fact.span, evidence)


def _moment(until: str) -> datetime | None:
    """An aware moment of ISO 8601, or None: a date alone, and a time without a zone, fix none."""
    text = f"{until[:-1]}+00:00" if until.endswith(("Z", "z")) else until
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
