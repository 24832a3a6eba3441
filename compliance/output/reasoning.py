"""The chain from facts to a verdict, for every format: which of its reasons still stand, and where each is about."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from compliance.model import Flag, Position, Reason, Report, Severity, Verdict
from compliance.output.settled import settled

MEANING: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.BLOCKED: "Must not run as it is",
        Verdict.REVIEW: "An editor must decide",
        Verdict.DUTIES: "May run once its duties are met",
        Verdict.CLEAR: "May run",
    }
)
"""What a verdict says to an editor."""

WEIGHT: Mapping[Verdict, Severity] = MappingProxyType(
    {
        Verdict.BLOCKED: Severity.ERROR,
        Verdict.REVIEW: Severity.WARNING,
        Verdict.DUTIES: Severity.NOTE,
        Verdict.CLEAR: Severity.NOTE,
    }
)
"""How much a reason matters, where a format knows severities only."""


def open_reasons(report: Report) -> list[Reason]:
    """The reasons that ask for somebody, the gravest first: not clear, and not settled.

    Who settles a reason's own flag settles it, and so does who settles every flag at its place.
    """
    reasons = [reason for reason in report.reasons if reason.verdict is not Verdict.CLEAR]
    done = [flag for flag in report.flags if settled(flag)] if reasons else []
    if done:
        ids = {flag.identity for flag in done}
        closed = {flag.span for flag in done} - {flag.span for flag in report.flags if not settled(flag)}
        reasons = [reason for reason in reasons if reason.flag not in ids and reason.span not in closed]
    return reasons


def untold(report: Report) -> list[Reason]:
    """The open reasons that no flag of the report says itself."""
    told = {flag.identity for flag in report.flags} if report.reasons else set()
    return [reason for reason in open_reasons(report) if reason.flag not in told]


def deciding(report: Report) -> list[Reason]:
    """The reasons that the verdict rests on: those that stand and have it, the gravest first."""
    standing = report.reasons if report.verdict is Verdict.CLEAR else open_reasons(report)
    return [reason for reason in standing if reason.verdict is report.verdict]


def places(report: Report) -> Callable[[Reason], Position | None]:
    """Gives the place in the source where a reason's span begins, as far as a fact, a flag or a match tells it; None for a
    reason that is about the document as a whole."""
    known: dict[int, Position] = {}
    if any(reason.span for reason in report.reasons):
        # A flag without a text may stand for the whole document, so its position is none of its span's.
        known.update((flag.span.start, flag.position) for flag in report.flags if flag.text)
        known.update((match.draft.start, match.position) for match in report.matches if match.position)
        known.update((fact.span.start, fact.position) for fact in report.facts)

    def place(reason: Reason) -> Position | None:
        return known.get(reason.span.start) if reason.span else None

    return place


def spoken(reason: Reason) -> str:
    """A reason as a phrase, with what is missing and the entry of the ledger: `Norda forbids it (missing: a licence; ledger: n-7)`."""
    return _noted(reason.message, reason)


def messages(report: Report) -> Callable[[Flag], str]:
    """Gives a flag's message; where the flag is a reason's own, with what is missing and the entry of the ledger."""
    own = {reason.flag: reason for reason in report.reasons if reason.flag}

    def message(flag: Flag) -> str:
        return _noted(flag.message, own[flag.identity]) if flag.identity in own else flag.message

    return message


def _noted(message: str, reason: Reason) -> str:
    notes = [f"{word}: {text}" for word, text in (("missing", reason.missing), ("ledger", reason.licence)) if text]
    return f"{message} ({'; '.join(notes)})" if notes else message
