"""The few numbers that a run comes to."""

from collections.abc import Iterable
from functools import reduce
from typing import Any, NamedTuple

from compliance.model import Outcome, Report, Severity, Verdict
from compliance.output.settled import settled


class Summary(NamedTuple):
    """Counts of documents and of flags.

    Verdicts are counted of checked documents only. A flag that a decision or an inline comment settles counts
    as `suppressed` and under no severity.
    """

    checked: int = 0
    skipped: int = 0
    failed: int = 0
    blocked: int = 0
    review: int = 0
    duties: int = 0
    clear: int = 0
    errors: int = 0
    warnings: int = 0
    notes: int = 0
    suppressed: int = 0


def tally(summary: Summary, report: Report) -> Summary:
    """`summary` with one more report counted."""
    checked, skipped, failed, blocked, review, duties, clear, errors, warnings, notes, suppressed = summary
    if report.outcome is Outcome.CHECKED:
        checked += 1
        verdict = report.verdict
        blocked += verdict is Verdict.BLOCKED
        review += verdict is Verdict.REVIEW
        duties += verdict is Verdict.DUTIES
        clear += verdict is Verdict.CLEAR
    elif report.outcome is Outcome.SKIPPED:
        skipped += 1
    else:
        failed += 1
    for flag in report.flags:
        if settled(flag):
            suppressed += 1
        elif flag.severity is Severity.ERROR:
            errors += 1
        elif flag.severity is Severity.WARNING:
            warnings += 1
        else:
            notes += 1
    return Summary(
        checked, skipped, failed, blocked, review, duties, clear, errors, warnings, notes, suppressed
    )


def summarise(reports: Iterable[Report]) -> Summary:
    """The summary of some reports."""
    return reduce(tally, reports, Summary())


def summary_to_record(summary: Summary) -> dict[str, Any]:
    """The JSON form of a summary."""
    return {
        "documents": {"checked": summary.checked, "skipped": summary.skipped, "failed": summary.failed},
        "verdicts": {
            "blocked": summary.blocked,
            "review": summary.review,
            "duties": summary.duties,
            "clear": summary.clear,
        },
        "flags": {"error": summary.errors, "warning": summary.warnings, "note": summary.notes},
        "suppressed": summary.suppressed,
    }
