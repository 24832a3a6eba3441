"""Numbers of a run as pictures and tables: bars of verdicts, columns by month, the largest groups."""

from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup

from compliance.batch.report.html.pages import VERDICTS
from compliance.batch.report.html.svg import Column, Part, columns, share_bar
from compliance.batch.report.html.times import month
from compliance.batch.report.model import Groups, Verdicts
from compliance.output.phrases import plural

GROUPS = 10
"""Rows of a table by holder, section or source."""
MONTHS = 36
"""Columns of a picture by month."""

Listed = Callable[[str, str], str]
"""Gives the reference to the list of documents where one filter has one value; empty where the list has no such document."""


def verdict_parts(verdicts: Verdicts, listed: Listed | None = None) -> list[Part]:
    """The parts of a picture of verdicts."""
    return [
        Part(VERDICTS[word], number, f"v-{word}", VERDICTS[word].lower(), listed("verdict", word) if listed else "")
        for word, number in verdicts._asdict().items()
    ]


def verdict_bar(verdicts: Verdicts, title: str, scale: int = 0) -> Markup:
    """A thin bar of verdicts for a row of a table."""
    return share_bar(verdict_parts(verdicts), title, height=6, scale=scale)


def by_month(groups: Groups, listed: Listed) -> dict[str, Any] | None:
    """The picture of documents by month, and what is not in it; None where there are not two months."""
    dated = {it.key: it for it in groups.listed if it.key}
    if len(dated) < 2:
        return None
    keys = _row_of_months([key for key in dated if len(key) == 7])[-MONTHS:] or sorted(dated)
    drawn = [
        Column(month(key), verdict_parts(dated[key].verdicts if key in dated else Verdicts()), month(key, short=True), listed("month", key)) for key in keys
    ]  # fmt: skip
    undated = sum(it.documents for it in groups.listed if not it.key)
    rest = sum(it.documents for key, it in dated.items() if key not in keys) + groups.documents
    told = [f"{undated:,} {plural(undated, 'document')} without a date"] if undated else []
    told += [f"{rest:,} of other months"] if rest else []
    return {"picture": columns(drawn, "Documents by month and verdict"), "note": f"Not in the picture: {' and '.join(told)}." if told else ""}


def by_group(groups: Groups, title: str, of: str, filter: str, listed: Listed, note: str = "") -> dict[str, Any]:
    """The table of the largest groups; `of` is what they are, `filter` that of the list."""
    some, rest = groups.listed[:GROUPS], groups.listed[GROUPS:]
    most = max((it.documents for it in some), default=0)
    more, documents = len(rest) + groups.more, sum(it.documents for it in rest) + groups.documents
    words = f"And {more:,} more with {documents:,} documents." if more else ""
    rows = [
        {
            "name": it.name or "not known", "href": listed(filter, it.key), "verdicts": it.verdicts, "documents": it.documents,
            "bar": verdict_bar(it.verdicts, it.name or "not known", most),
        }
        for it in some
    ]  # fmt: skip
    return {"title": title, "of": of, "note": " ".join(part for part in (words, note) if part), "rows": rows}


def _row_of_months(keys: Sequence[str]) -> list[str]:
    """Every month from the first to the last, also those without a document; those alone that have one, where the row is long."""
    numbers = sorted(int(key[:4]) * 12 + int(key[5:]) - 1 for key in keys if 1 <= int(key[5:]) <= 12)
    if not numbers or numbers[-1] - numbers[0] > 4 * MONTHS:
        return sorted(keys)
    return [f"{at // 12:04}-{at % 12 + 1:02}" for at in range(numbers[0], numbers[-1] + 1)]
