"""What is known of a flag, as rows of a word and a text: the panel of the screen, and what the plain prompt says."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from compliance.desk.items import holders, place, source_of
from compliance.desk.notes import Note
from compliance.model import Flag, Report, Verdict
from compliance.output.comparison import percent
from compliance.output.reasoning import MEANING, spoken
from compliance.output.settled import SUPPRESSED, action, lapse, reason

_SOURCE = ("title", "holder", "date", "licence", "address", "id")
_TOLD = {"source", "holder", "holder_id", "party", "agency", "match", "similarity", "words", "share", "common", "also", "earliest"}
"""Values that have rows of their own."""
NAMED = 6
"""Names of a list that are told."""


class Row(NamedTuple):
    """A text, and the word beside it that says what it is."""

    word: str
    text: str


def rows(flag: Flag, report: Report, notes: Iterable[Note] = ()) -> Iterator[Row]:
    """What, where, what was decided, why, whose, the remedy, the evidence; as it is, not yet made safe to print."""
    yield Row("what", flag.message)
    yield Row("where", f"{place(report, flag)} · {flag.rule} · {flag.severity}, {flag.confidence} confidence")
    yield from decision_rows(flag)
    for note in notes:
        yield Row("note", f"{note.note} ({note.by}, {note.time[:16].replace('T', ' ')} UTC)")
    if whose := holders(flag):
        yield Row("whose", ", ".join(whose))
    yield from source_rows(flag)
    yield from reason_rows(flag, report)
    if flag.why:
        yield Row("why", flag.why)
    if flag.remedy:
        yield Row("remedy", flag.remedy)
    for name, value in flag.values.items():
        if name not in _TOLD and value not in (None, "", [], {}):
            yield Row(name.replace("_", " "), _plain(value))
    for text in flag.evidence:
        yield Row("evidence", text)
    yield Row("more", f"compliance explain {flag.rule}")


def decision_rows(flag: Flag) -> Iterator[Row]:
    """What was decided: how, why, by whom, until when; and what was once, where it has lapsed."""
    told = flag.decision
    if told is None:
        return
    if told.get("lapsed"):
        yield Row("lapsed", lapse(flag))
        if told.get("was"):
            yield Row("was", str(told["was"]))
    elif told.get("action") == SUPPRESSED:
        yield Row("decided", f"silenced by a comment in line {told.get('line', '?')}: {reason(flag)}")
    else:
        end = f" until {told['until']}" if told.get("until") else ""
        where = ", everywhere" if told.get("scope") == "everywhere" else ""
        yield Row("decided", f"{action(flag)}{end}{where}: {reason(flag)}")
    if told.get("by"):
        yield Row("by", f"{told['by']}, {str(told.get('time', ''))[:16].replace('T', ' ')} UTC")


def reason_rows(flag: Flag, report: Report) -> Iterator[Row]:
    """The verdict on the document, and of its reasons those that are about the flag's words: the entry of the ledger, and what
    is missing."""
    if not report.reasons:
        return
    yield Row("verdict", f"{report.verdict}: {MEANING[report.verdict].lower()}")
    for step in report.reasons:
        if step.flag == flag.identity:
            yield from (Row("basis", text) for text in step.evidence if text not in flag.evidence)
            if step.licence:
                yield Row("ledger", step.licence)
            if step.missing:
                yield Row("missing", step.missing)
        elif step.verdict is not Verdict.CLEAR and step.span and step.span.start < flag.span.end and flag.span.start < step.span.end:
            yield Row("because", f"{step.verdict}: {spoken(step)}")


def source_rows(flag: Flag) -> Iterator[Row]:
    """What is known of the source of a reused passage."""
    source = source_of(flag)
    if source is None:
        return
    values = flag.values
    alike = f", {percent(float(values['similarity']))} alike" if "similarity" in values else ""
    share = f", {percent(float(values['share']))} of the text" if values.get("share") else ""
    yield Row("match", f"{str(values.get('match', '')).replace('_', ' ')}, {values.get('words', 0):,} words{share}{alike}")
    for name in _SOURCE:
        if source.get(name):
            yield Row(name if name != "id" else "source", str(source[name]))
    if values.get("common", 0) > 1:
        yield Row("common", f"{values['common']:,} texts hold the passage")
    if values.get("also"):
        yield Row("also", _plain(values["also"]))
    if values.get("earliest") and values["earliest"] != source.get("id"):
        yield Row("earliest", str(values["earliest"]))


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_plain(it)}" for name, it in value.items())
    if isinstance(value, list | tuple):
        named = ", ".join(_plain(it) for it in value[:NAMED])
        return f"{named} and {len(value) - NAMED:,} more" if len(value) > NAMED else named
    return str(value).replace("_", " ") if isinstance(value, str) and "/" not in value else str(value)
