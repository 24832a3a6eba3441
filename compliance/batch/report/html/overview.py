"""The first page: what was checked, what came of it, and what holds documents back."""

from collections.abc import Callable, Mapping
from typing import Any

from compliance.batch.report.html.listing import Listing
from compliance.batch.report.html.pages import MEANINGS, VERDICTS
from compliance.batch.report.html.pictures import Listed, by_group, by_month, verdict_parts
from compliance.batch.report.html.places import Links, Place
from compliance.batch.report.html.provenance import provenance
from compliance.batch.report.html.svg import Part, share_bar
from compliance.batch.report.html.times import day
from compliance.batch.report.model import Lease, Summary
from compliance.output.phrases import plural

CAUSES = 12
"""What holds documents back: how many rows."""
_ROWS = 6  # of the small tables
_AT = Place("overview")
_WORDS = {"blocked": "must not run as they are", "review": "need an editor", "duties": "may run once duties are met", "clear": "may run"}
_ONE = {"blocked": "must not run as it is", "review": "needs an editor", "duties": "may run once duties are met", "clear": "may run"}

Section = Callable[[str], str]
"""Gives the reference to a section; empty where the report has none of that name."""


def overview(summary: Summary, listing: Listing, links: Links, sections: Mapping[str, int | None]) -> dict[str, Any]:
    """What the template of the first page shows."""

    def listed(filter: str, key: str) -> str:
        value = listing.value(filter, key)
        return links.listed(_AT, f"{filter}={value}") if value else ""

    def section(name: str) -> str:
        return links.to(Place(name), _AT) if name in sections else ""

    total = summary.verdicts.total
    return {
        "kicker": _kicker(summary), "headline": _headline(summary), "how": provenance(summary),
        "bar": share_bar(verdict_parts(summary.verdicts, listed), "Checked documents by verdict", height=34, labels=True),
        "legend": [
            {
                "word": word, "name": VERDICTS[word], "number": number, "share": _share(number, total), "meaning": MEANINGS[word],
                "href": listed("verdict", word),
            }
            for word, number in summary.verdicts._asdict().items()
        ],
        "notes": _notes(summary, listing, section), "causes": _causes(summary, listed), "months": by_month(summary.months, listed),
        "groups": [
            by_group(summary.holders, "By holder", "Holder", "holder", listed, "A document may name several holders."),
            by_group(summary.sections, "By section", "Section", "section", listed),
            by_group(summary.sources, "By source", "Source", "source", listed),
        ],
        "since": _since(summary), "decided": _decided(summary, section("decisions")), "leases": _leases(summary, section("ledger")),
        "unchecked": {"rows": [it._asdict() for it in summary.unchecked[:_ROWS]], "href": section("unread")},
    }  # fmt: skip


def ends(lease: Lease) -> str:
    """When a licence ends, in words."""
    if lease.days is None:
        return "–"
    far = f"{abs(lease.days):,} {plural(abs(lease.days), 'day')}"
    return f"{lease.until} · " + ("today" if lease.days == 0 else f"in {far}" if lease.days > 0 else f"{far} ago")


def _kicker(summary: Summary) -> str:
    filtered = f" · only {summary.filter}" if summary.filter else ""
    return f"{summary.documents:,} {plural(summary.documents, 'document')} · {day(summary.moment)}{filtered}"


def _headline(summary: Summary) -> str:
    verdicts, checked = summary.verdicts, summary.checked
    if not checked:
        return "Nothing was checked."
    if verdicts.clear == checked:
        return f"All {checked:,} documents may run." if checked > 1 else "The document may run."
    numbers = verdicts._asdict()
    named = [word for word in ("blocked", "review") if numbers[word]] or ["duties"]
    told = [f"{numbers[word]:,} {(_ONE if numbers[word] == 1 else _WORDS)[word]}" for word in named]
    return f"Of {checked:,} {plural(checked, 'document')} checked, {' and '.join(told)}."


def _notes(summary: Summary, listing: Listing, section: Section) -> list[dict[str, str]]:
    found: list[tuple[str, str]] = []
    if summary.skipped or summary.failed:
        parts = [f"{number:,} {word}" for number, word in ((summary.failed, "failed"), (summary.skipped, "skipped")) if number]
        found.append((f"Not checked, and in none of these numbers: {' and '.join(parts)}.", "unread"))
    changed = sum(abs(now - then) for now, then in zip(summary.verdicts, summary.found, strict=True)) // 2
    if changed:
        found.append((f"Decisions of editors have changed the verdicts of {changed:,} {plural(changed, 'document')}.", "decisions"))
    if not summary.has_ledger and summary.checked:
        found.append(("No ledger was given: whatever binds asks for review, whether or not you hold a licence for it.", ""))
    pages = len(listing.paged)
    if listing.flagged > pages:
        left = listing.flagged - pages
        found.append((f"Of {listing.flagged:,} documents with findings the gravest {pages:,} have a page of their own, {left:,} have none.", ""))
    return [{"text": text, "href": section(name), "link": "Which, and why"} for text, name in found]


def _causes(summary: Summary, listed: Listed) -> list[dict[str, Any]]:
    most = max((it.documents for it in summary.causes), default=0)
    return [
        {
            "cause": it, "name": _called(it.rule), "href": listed("rule", it.rule),
            "bar": share_bar(
                [Part(VERDICTS[it.verdict], it.documents, f"v-{it.verdict}")], f"{it.documents:,} of {summary.checked:,} documents", height=6, scale=most
            ),
        }
        for it in summary.causes[:CAUSES]
    ]  # fmt: skip


def _called(rule: str) -> str:
    """A rule in words, out of its id: `policy.no-licence` is "No licence"."""
    words = rule.rpartition(".")[2].replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _since(summary: Summary) -> dict[str, Any] | None:
    since = summary.since
    if since is None:
        return None
    parts = [Part("New", since.new, "k-ink"), Part("Changed", since.changed, "v-review"), Part("Unchanged", since.unchanged, "k-soft")]
    figures = [*parts, Part("Gone", since.gone, "")]
    return {
        "bar": share_bar(parts, "Documents since the last run"), "figures": [{"name": part.name, "number": part.number, "kind": part.kind} for part in figures],
        "gone": since.gone, "listed": since.listed,
    }  # fmt: skip


def _decided(summary: Summary, href: str) -> dict[str, Any]:
    flags = summary.flags
    parts = [
        Part("Decided", flags.decided, "k-ink"), Part("Open errors", flags.error, "s-error"), Part("Open warnings", flags.warning, "s-warning"),
        Part("Open notes", flags.note, "k-soft"),
    ]  # fmt: skip
    people: dict[str, dict[str, Any]] = {}
    for it in summary.deciders:
        by = it.by or "comments in the texts"
        row = people.setdefault(by, {"by": by, "stand": 0, "last": ""})
        row["stand"] += it.stand
        row["last"] = max(row["last"], (it.last or "")[:10])
    return {
        "total": sum(part.number for part in parts), "bar": share_bar(parts, "Flags, decided and open"), "href": href, "lapsed": flags.lapsed,
        "figures": [{"name": part.name, "number": part.number, "kind": part.kind} for part in parts if part.number], "people": list(people.values())[:_ROWS],
    }  # fmt: skip


def _leases(summary: Summary, href: str) -> dict[str, Any]:
    some = [it for it in summary.leases if it.state in ("ended", "ending")][:_ROWS]
    none = f"None ends within {summary.within} days." if summary.has_ledger else "No ledger was given."
    rows = [{"holder": it.holder, "id": it.id, "word": it.state, "ends": ends(it), "documents": it.documents} for it in some]
    return {"rows": rows, "none": none, "href": href}


def _share(number: int, total: int) -> str:
    if not total:
        return ""
    share = number / total * 100
    return "under 0.1 %" if 0 < share < 0.1 else f"{share:.1f} %"
