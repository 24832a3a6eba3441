"""A page in Markdown for a pull request or a mail. What comes from documents stands in code spans, where nothing in it is marked up,
linked or taken for the mention of a person."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from compliance.batch.report.model import Groups, Name, Summary, Verdicts
from compliance.batch.report.words import changes, checked, days, flagged, kept_back, more, unjudged
from compliance.output.escape import visible
from compliance.output.phrases import elide, plural

_CELL = 160
"""Code points of a cell that are shown."""


def write_markdown(stream: TextIO, summary: Summary, shown: int = 10) -> None:
    """Writes the page.

    Args:
        stream: that takes it.
        summary: of the run.
        shown: rows of each table; the JSON and the workbook have more.
    """
    stream.writelines(f"{part}\n" for part in _parts(summary, shown))


def _parts(summary: Summary, shown: int) -> Iterator[str]:
    yield "# Compliance report\n"
    yield f"{checked(summary)}\n"
    if summary.filter:
        yield f"Only documents with {code(summary.filter)} are counted.\n"
    yield from _table(("verdict", "documents", "by the check alone"), list(zip(Verdicts._fields, summary.verdicts, summary.found, strict=True)))
    yield f"{flagged(summary)}\n"
    if summary.since:
        yield f"{changes(summary.since)}\n"
        if summary.since.listed:
            ids = summary.since.listed[:shown]
            left = summary.since.gone - len(ids)
            yield f"Gone: {', '.join(map(code, ids))}{f' and {left:,} more' if left > 0 else ''}.\n"
    if summary.causes:
        yield "## What holds documents back\n"
        rows = [(it.verdict, code(it.rule), it.documents, code(it.message), _names(it.examples[:1])) for it in summary.causes[:shown]]
        yield from _table(("verdict", "rule", "documents", "for example", "document"), rows)
        yield from _rest(len(summary.causes) - shown, "reason")
    for title, groups in (("Holders", summary.holders), ("Sections", summary.sections), ("Sources", summary.sources), ("Domains", summary.domains)):
        yield from _groups(title, groups, shown)
    yield from _groups("Months", summary.months, shown)
    if summary.rules:
        yield "## Flags\n"
        rules = [(it.severity, code(it.rule), it.documents, it.open, it.decided, it.lapsed) for it in summary.rules[:shown]]
        yield from _table(("severity", "rule", "documents", "open", "decided", "lapsed"), rules)
        yield from _rest(len(summary.rules) - shown, "rule")
    if summary.deciders:
        yield "## Decisions\n"
        decided = [(code(it.by) if it.by else "in the text", it.action, it.stand, it.lapsed, it.documents) for it in summary.deciders[:shown]]
        yield from _table(("by", "decision", "flags", "lapsed", "documents"), decided)
        yield from _rest(len(summary.deciders) - shown, "line")
    if summary.leases:
        yield "## Licences\n"
        leases = [(code(it.id), code(it.holder), it.until, days(it), it.state, it.documents, kept_back(it.verdicts)) for it in summary.leases[:shown]]
        yield from _table(("licence", "holder", "until", "days", "state", "documents", "held back"), leases)
        yield from _rest(len(summary.leases) - shown + summary.leases_more, "licence")
    if summary.clusters.clusters:
        found = summary.clusters
        yield "## Clusters\n"
        yield f"{found.documents:,} documents share passages in {found.clusters:,} {plural(found.clusters, 'cluster')}.\n"
        yield from _table(("documents", "earliest", "date", "until"), [(it.size, _names((it.first,)), it.date, it.last) for it in found.listed[:shown]])
        yield from _rest(found.clusters - min(shown, len(found.listed)), "cluster")
    if summary.unchecked:
        yield "## Not checked\n"
        unread = [(it.outcome, it.documents, code(it.reason), _names(it.examples[:1])) for it in summary.unchecked[:shown]]
        yield from _table(("outcome", "documents", "reason", "for example"), unread)
        left = summary.unchecked_more + sum(it.documents for it in summary.unchecked[shown:])
        yield from _rest(left, "document", "for other reasons")
    yield f"Taken for the present: {summary.moment}. {unjudged(summary)}".rstrip()


def _groups(title: str, groups: Groups, shown: int) -> Iterator[str]:
    if not any(group.name for group in groups.listed):
        return
    yield f"## {title}\n"
    rows = [(code(f"{it.name} ({it.id})" if it.id else it.name) if it.name else "not known", it.documents, *it.verdicts) for it in groups.listed[:shown]]
    yield from _table((title.lower().removesuffix("s"), "documents", *Verdicts._fields), rows)
    yield from _rest(len(groups.listed) - shown + groups.more if len(groups.listed) > shown else groups.more, title.lower().removesuffix("s"))


def _table(columns: Sequence[str], rows: Iterable[Sequence[str | int]]) -> Iterator[str]:
    listed = list(rows)
    numbers = [bool(listed) and all(isinstance(row[at], int) for row in listed) for at in range(len(columns))]
    yield f"| {' | '.join(columns)} |"
    yield f"| {' | '.join('--:' if right else '---' for right in numbers)} |"
    for row in listed:
        yield f"| {' | '.join(f'{cell:,}' if isinstance(cell, int) else cell for cell in row)} |"
    yield ""


def _rest(count: int, noun: str, added: str = "") -> Iterator[str]:
    if count > 0:
        yield f"{more(count, noun)}{f' {added}' if added else ''}.\n"


def _names(examples: Sequence[Name]) -> str:
    return ", ".join(code(it.title or it.id) for it in examples)


def code(text: str) -> str:
    """A text as a code span that ends where it should, in a table too; empty for an empty one."""
    plain = elide(visible(" ".join(text.split())), _CELL).replace("|", "\\x7c")
    if not plain:
        return ""
    fence = "`" * (max(map(len, re.findall("`+", plain)), default=0) + 1)
    pad = " " if "`" in (plain[0], plain[-1]) else ""
    return f"{fence}{pad}{plain}{pad}{fence}"
