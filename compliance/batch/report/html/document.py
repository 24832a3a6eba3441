"""The page of a document: its verdict and why, its text with the flags, the passages of others, decisions and facts."""

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from compliance.batch.findings.read import Entry
from compliance.batch.report.html.pages import MEANINGS, rendered
from compliance.batch.report.html.passages import aligned
from compliance.batch.report.html.places import Links, Place
from compliance.batch.report.html.reading import marked
from compliance.batch.report.html.shown import shown
from compliance.batch.report.html.times import minute
from compliance.model import Fact, Flag, Match, Position, Reason, Report
from compliance.output.escape import link
from compliance.output.phrases import elide, plural
from compliance.output.reasoning import open_reasons, places
from compliance.output.settled import settled

FLAGS, FACTS, MATCHES = 300, 200, 40
"""Rows of a page; the findings hold the others."""
_QUOTE, _WORDS = 320, 160  # code points of a flag's words, of a fact's
_PASSAGE = 30_000  # code points of a passage that is compared

SourceText = Callable[[str], str | None]
"""Gives the text of an archive's source by its id, where it is at hand."""


class Around(NamedTuple):
    """What a document's page needs from beside it.

    `sources` gives texts of the archive; `cluster` is the page of the document's cluster and how many others are in it; `limit` is
    how many code points of a long text are shown.
    """

    links: Links
    sections: Mapping[str, int | None]
    sources: SourceText
    cluster: tuple[Place, int] | None
    limit: int


def document(entry: Entry, report: Report, at: Place, around: Around) -> dict[str, Any]:
    """What the template of a document shows.

    Args:
        entry: the document as the findings have it, with its text.
        report: its report, with decisions and the verdict after them.
        at: where the page stands.
        around: what it needs from beside it.
    """
    row, links = entry.row, around.links
    part = f"{at.name}-" if links.single else ""
    flags = report.flags[:FLAGS]
    numbers = {flag.identity: number for number, flag in reversed(list(enumerate(flags, 1)))}
    cluster = around.cluster
    return {
        "title": title_of(row), "word": report.verdict.value, "meaning": _sentence(MEANINGS[report.verdict.value]), "part": part,
        "back": links.to(Place("documents"), at), "ledger": links.to(Place("ledger"), at) if "ledger" in around.sections else "", "meta": _meta(row),
        "reasons": _reasons(report, numbers), "text": marked(entry.text, flags, part, around.limit) if entry.text else "",
        "no_text": "The text was not kept." if row["characters"] else "The text is empty.",
        "flags_title": f"{len(report.flags):,} {plural(len(report.flags), 'flag')}", "flags": [_flag(flag, number) for number, flag in enumerate(flags, 1)],
        "flags_more": len(report.flags) - len(flags),
        "cluster": {"href": links.to(cluster[0], at), "others": f"{cluster[1]:,} other {plural(cluster[1], 'text')} of this run"} if cluster else None,
        "matches": [_match(match, around.sources) for match in report.matches[:MATCHES]], "matches_more": max(0, len(report.matches) - MATCHES),
        "decisions": [
            {
                "number": number, **{name: str(flag.decision.get(name) or "") for name in ("action", "by", "reason", "until", "lapsed")},
                "time": minute(str(flag.decision.get("time") or "")),
            }
            for number, flag in enumerate(flags, 1) if flag.decision
        ],
        "facts": [_fact(fact) for fact in report.facts[:FACTS]], "facts_more": max(0, len(report.facts) - FACTS),
    }  # fmt: skip


def title_of(row: Mapping[str, Any]) -> str:
    """What a document is called: its title, else its id."""
    return " ".join(str(row["title"] or row["id"] or "").split()) or "Document without a name"


def _meta(row: Mapping[str, Any]) -> list[dict[str, str]]:
    names = {
        "Id": "id", "Author": "author", "Date": "date", "Section": "section", "Source": "source", "Address": "address", "File": "input",
    }  # fmt: skip
    told = [(name, str(row.get(column) or "")) for name, column in names.items()]
    found = [_item(name, elide(value, 400)) for name, value in told if value and not (name == "File" and value == row.get("id"))]
    return [*found, _item("Length", f"{row['characters']:,} characters")]


def _item(name: str, value: str) -> dict[str, str]:
    return {"name": name, "value": value, "href": link(value) if name in ("Address", "Licence") else ""}


def _reasons(report: Report, numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    standing = open_reasons(report)
    place = places(report)
    return [
        {
            "verdict": reason.verdict.value, "message": elide(reason.message, 600), "rule": reason.rule, "licence": reason.licence, "missing": reason.missing,
            "evidence": [elide(text, 600) for text in reason.evidence], "flag": _number(reason, report, numbers), "where": _where(place(reason)),
            "settled": reason.verdict.value != "clear" and reason not in standing,
        }
        for reason in report.reasons
    ]  # fmt: skip


def _number(reason: Reason, report: Report, numbers: Mapping[str, int]) -> int:
    """The number of the flag that a reason is about; 0 where there is none."""
    if reason.flag in numbers:
        return numbers[reason.flag]
    at_place = (flag.identity for flag in report.flags if reason.span and flag.span == reason.span)
    return numbers.get(next(at_place, ""), 0)


def _flag(flag: Flag, number: int) -> dict[str, Any]:
    decision = flag.decision
    return {
        "number": number, "severity": flag.severity.value, "rule": flag.rule, "confidence": flag.confidence.value, "message": elide(flag.message, 600),
        "text": elide(flag.text, _QUOTE), "why": elide(flag.why, 1200), "remedy": elide(flag.remedy, 1200),
        "evidence": [elide(text, 600) for text in flag.evidence],
        "where": _where(flag.position) if flag.text else "the document as a whole", "named": _values(flag.values), "settled": settled(flag),
        "decision": _decision(decision) if decision else None,
    }  # fmt: skip


def _decision(told: Mapping[str, Any]) -> dict[str, str]:
    until = str(told.get("until") or "")
    parts = [str(told.get("by") or ""), minute(str(told.get("time") or "")), f"until {until}" if until else ""]
    scope = {"everywhere": "wherever these words stand", "here": "in this document"}.get(str(told.get("scope") or ""), "")
    who = ", ".join(part for part in (*parts, scope) if part)
    return {"action": str(told.get("action") or ""), "reason": str(told.get("reason") or ""), "who": who, "lapsed": str(told.get("lapsed") or "")}


def _fact(fact: Fact) -> dict[str, Any]:
    return {"kind": fact.kind.value.replace("_", " "), "text": elide(fact.text, _WORDS), "named": _values(fact.values), "where": _where(fact.position)}


def _values(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(name.replace("_", " "), elide(_value(value), 300)) for name, value in values.items() if value not in (None, "", [])]


def _value(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)) and all(isinstance(item, (str, int)) for item in value):
        return ", ".join(map(str, value))
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _match(match: Match, sources: SourceText) -> dict[str, Any]:
    of = match.of
    text = sources(match.source_id) if match.source_id else None
    told = [match.kind.value.replace("_", " "), f"{match.words:,} words", f"{match.similarity:.0%} alike", f"{match.share:.0%} of this document"]
    if match.common > 1:
        told.append(f"{match.common:,} texts of the archive hold it")
    pairs = (("Holder", of.holder), ("Licence", of.licence), ("Date", of.date), ("Address", of.address), ("Id", of.id)) if of else ()
    note = ""
    passage = text[match.source.start : match.source.end] if text else ""
    if passage:
        passages = side_by_side(match.text, passage, "This document", "The source")
    else:
        passages = Markup("<blockquote>{}</blockquote>").format(shown(elide(match.text, 4000)))
        note = "The source’s text is not at hand, so its passage is not shown beside this one."
    also = [source.title or source.id for source in match.also[:5]]
    if also:
        note = f"{note} It stands in {len(match.also):,} more: {', '.join(also)}{' and others' if len(match.also) > 5 else ''}.".strip()
    return {
        "title": (of.title or of.id if of else "") or "Another text", "told": " · ".join(told),
        "source": [_item(name, value) for name, value in pairs if value], "passages": passages, "note": note,
    }  # fmt: skip


def side_by_side(left: str, right: str, ours: str, theirs: str) -> Markup:
    """Two passages beside each other; of very long ones the beginning."""
    return rendered("passages", rows=list(aligned(left[:_PASSAGE], right[:_PASSAGE])), left=ours, right=theirs)


def _where(position: Position | None) -> str:
    return f"line {position.line:,}, column {position.column:,}" if position else ""


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
