"""The pages that there is one of, besides the first and the clusters: documents, decisions, the ledger, what was not checked."""

from collections import Counter
from typing import Any

from compliance.batch.report.html.listing import Listing, Option
from compliance.batch.report.html.overview import ends
from compliance.batch.report.html.pages import VERDICTS, Pages
from compliance.batch.report.html.pictures import verdict_bar
from compliance.batch.report.html.places import Place
from compliance.batch.report.html.svg import Column, Part, columns
from compliance.batch.report.html.times import day, minute, month
from compliance.batch.report.model import Lease, Summary
from compliance.batch.report.opening import Run
from compliance.output.phrases import plural

PLAIN = 100
"""Documents that the list shows without a script."""
DECISIONS = 1_000
"""Decisions that are listed, the latest."""
UNREAD = 5_000
"""Documents that were not checked that are listed."""
_FILTERS = {"verdict": "Verdict", "rule": "Rule", "holder": "Holder", "licence": "Licence", "section": "Section", "source": "Source", "month": "Month"}


def documents(summary: Summary, listing: Listing, pages: Pages) -> dict[str, Any]:
    """What the template of the list of documents shows; the data of a folder is in files beside it."""
    at = Place("documents")
    filters = [{"key": key, "name": name, "options": _options(listing, key)} for key, name in _FILTERS.items()]
    states = [Option("open", "with open flags"), Option("decided", "all flags decided")]
    filters.append({"key": "flags", "name": "Decisions", "options": states})
    told = [f"{summary.checked:,} {plural(summary.checked, 'document')} checked, the gravest first; {listing.flagged:,} with findings."]
    if listing.total < summary.checked:
        told.append(f"The list holds the first {listing.total:,}; the CSV of this report holds all.")
    if len(listing.paged) < listing.flagged:
        told.append(f"Of those with findings the first {len(listing.paged):,} have a page of their own.")
    rows = [
        {
            "verdict": row.verdict, "title": row.title or row.id, "id": row.id, "section": row.section, "source": row.source, "date": row.date[:10],
            "open": row.open, "decided": row.decided, "href": pages.page_of(row.unit, row.number, at),
        }
        for row in listing.rows(0, PLAIN)
    ]  # fmt: skip
    return {"about": " ".join(told), "filters": [it for it in filters if len(it["options"]) > 1], "rows": rows}


def _options(listing: Listing, key: str) -> list[Option]:
    found = listing.options(key)
    return [option._replace(name=VERDICTS[option.name]) for option in found] if key == "verdict" else found


def decisions(run: Run, summary: Summary, listing: Listing, pages: Pages) -> dict[str, Any]:
    """What the template of decisions shows."""
    at = Place("decisions")
    flags = summary.flags
    open_ = flags.error + flags.warning + flags.note
    query = """SELECT f.unit, f.number, d.id, d.title, f.rule::VARCHAR, f.action, f.decided_by, f.decided_because, f.decided_at, f.decided_until, f.lapsed
        FROM flagged f JOIN chosen d USING (unit, number) WHERE f.action <> '' ORDER BY f.decided_at DESC, f.unit, f.number, f.place LIMIT ?"""
    rows = [
        {
            "href": pages.page_of(unit, number, at), "title": title or id, "rule": rule, "action": action, "by": by or "a comment in the text",
            "reason": reason, "time": minute(time), "until": until, "lapsed": lapsed,
        }
        for unit, number, id, title, rule, action, by, reason, time, until, lapsed in run.rows(query, [DECISIONS])
    ]  # fmt: skip
    total = flags.decided + flags.lapsed
    return {
        "about": f"{flags.decided:,} of {open_ + flags.decided:,} flags are decided, {open_:,} are open"
        + (f"; {flags.lapsed:,} of the open ones had a decision that holds no longer." if flags.lapsed else "."),
        "people": [it._replace(by=it.by or "comments in the texts", last=minute(it.last)) for it in summary.deciders],
        "rows": rows, "more": max(0, total - len(rows)),
        "rules": [{"it": it, "href": pages.links.listed(at, f"rule={listing.value('rule', it.rule)}")} for it in summary.rules],
    }  # fmt: skip


def ledger(summary: Summary, listing: Listing, pages: Pages) -> dict[str, Any]:
    """What the template of the ledger shows."""
    soon = [it for it in summary.leases if it.state == "ending"]
    ended = [it for it in summary.leases if it.state == "ended"]
    depend = sum(it.documents for it in soon)
    told = [f"Licences that verdicts of this run rest on, as they stand on {day(summary.moment[:10])}."]
    if ended:
        told.append(f"{len(ended):,} {plural(len(ended), 'licence')} {'has' if len(ended) == 1 else 'have'} ended.")
    if soon:
        ends_ = f"{len(soon):,} {plural(len(soon), 'licence')} {'ends' if len(soon) == 1 else 'end'}"
        told.append(f"{ends_} within {summary.within} days; {depend:,} {plural(depend, 'document')} {'rests' if depend == 1 else 'rest'} on them.")
    else:
        told.append(f"None ends within {summary.within} days.")
    most = max((it.documents for it in summary.leases), default=0)
    return {
        "about": " ".join(told), "more": summary.leases_more, "picture": _ends(summary.leases),
        "rows": [
            {
                "lease": it, "word": it.state.replace(" ", "-"), "ends": ends(it), "href": _listed(listing, pages, it.id),
                "bar": verdict_bar(it.verdicts, f"Verdicts of {it.documents:,} documents", most),
            }
            for it in summary.leases
        ],
    }  # fmt: skip


def _listed(listing: Listing, pages: Pages, licence: str) -> str:
    """The list of the documents that rest on a licence; empty where none of them is listed."""
    value = listing.value("licence", licence)
    return pages.links.listed(Place("ledger"), f"licence={value}") if value else ""


def _ends(leases: tuple[Lease, ...]) -> Any:
    """Documents by the month in which the licence that they rest on ends; nothing where there are not two such months."""
    months: Counter[str] = Counter()
    for it in leases:
        if it.until and it.documents:
            months[it.until[:7]] += it.documents
    if len(months) < 2:
        return ""
    listed = [Column(month(key), [Part("documents", number, "ink", "documents")], month(key, short=True)) for key, number in sorted(months.items())[:48]]
    return columns(listed, "Documents by the end of their licence", height=150)


def unread(run: Run, summary: Summary) -> dict[str, Any]:
    """What the template of skipped and failed documents shows."""
    total = summary.skipped + summary.failed
    query = "SELECT outcome::VARCHAR, id, reason FROM chosen WHERE outcome <> 'checked' ORDER BY outcome = 'skipped', unit, number LIMIT ?"
    rows = list(run.rows(query, [UNREAD]))
    parts = [f"{number:,} {word}" for number, word in ((summary.failed, "failed"), (summary.skipped, "skipped")) if number]
    told = f"{' and '.join(parts) or 'Nothing'}. “Failed” should have been checked and could not be; “skipped” was left alone on purpose."
    title = f"All {total:,}, one by one" if total <= len(rows) else f"The first {len(rows):,} of {total:,}; the CSV of this report holds all"
    about = told if total else "Every document was read and checked."
    return {"about": about, "groups": summary.unchecked, "more": summary.unchecked_more, "rows": rows, "rows_title": title}
