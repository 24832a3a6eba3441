"""The numbers of a run in sentences, for every report that people read."""

from compliance.batch.report.model import Lease, Since, Summary, Verdicts
from compliance.output.phrases import listed, plural, severities


def checked(summary: Summary) -> str:
    """How many documents were checked, what came of them, and what was not checked."""
    if not summary.documents:
        return "There are no such documents." if summary.filter else "The run holds no documents."
    verdicts = summary.verdicts
    named = ((verdicts.blocked, "blocked"), (verdicts.review, "to review"), (verdicts.duties, "with duties"), (verdicts.clear, "clear"))
    told = f"{summary.checked:,} {plural(summary.checked, 'document')} checked: {listed(named)}." if summary.checked else "Nothing was checked."
    rest = listed(((summary.failed, "failed"), (summary.skipped, "skipped")))
    return f"{told} Not checked: {rest}." if rest else told


def flagged(summary: Summary) -> str:
    """How many flags are open, and how many are decided."""
    flags = summary.flags
    open_ = severities(flags.error, flags.warning, flags.note)
    told = f"Open flags: {open_}." if open_ else "No flag is open."
    more_ = f" {flags.decided:,} more {'is' if flags.decided == 1 else 'are'} decided." if flags.decided else ""
    return told + more_ + (f" Of {flags.lapsed:,} of the open ones an earlier decision has lapsed." if flags.lapsed else "")


def changes(since: Since) -> str:
    """What changed since an earlier run."""
    numbers = listed(((since.new, "new"), (since.changed, "changed"), (since.unchanged, "unchanged"), (since.gone, "gone"))) or "nothing"
    return f"Since the run before: {numbers}."


def unjudged(summary: Summary) -> str:
    """That no ledger judged; empty where one did."""
    return "" if summary.has_ledger else "The run was held against no ledger, so that all that binds asks for review."


def kept_back(verdicts: Verdicts) -> int:
    """Documents that may not run as they are."""
    return verdicts.blocked + verdicts.review


def days(lease: Lease) -> str:
    """How long a licence still holds; empty where no end is known."""
    return "" if lease.days is None else f"{lease.days:,}"


def more(count: int, noun: str) -> str:
    """`3 more holders`."""
    return f"{count:,} more {noun if count == 1 else noun + 's'}"
