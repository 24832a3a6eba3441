"""Where an editor is, in a line."""

from compliance.desk.desk import Desk
from compliance.desk.filters import Filter
from compliance.output.phrases import plural


def standing(desk: Desk) -> str:
    """`12 of 40 · 28 open · by document · showing severity=error`."""
    parts = []
    if desk.order:
        parts += [f"{desk.at + 1:,} of {desk.count:,}", f"{desk.open:,} open"]
    else:
        parts.append("no flag is shown" if desk.items else "nothing is flagged")
    parts.append(f"by {desk.grouping}")
    if desk.filter != Filter():
        parts.append(f"showing {desk.filter}")
    unread = sum(bool(report.reason) for report in desk.reports)
    if unread:
        parts.append(f"{unread:,} {plural(unread, 'text')} not checked")
    return " · ".join(parts)


def nothing(desk: Desk) -> str:
    """What is said where no flag is shown."""
    if desk.items:
        return f"No flag passes the filter ({desk.filter}); F shows all."
    count = len(desk.reports)
    return f"Nothing is flagged in {count:,} {plural(count, 'text')}."
