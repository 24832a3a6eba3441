"""A verdict's reasons for people: the gravest in a line or two, or the whole chain."""

from collections.abc import Iterator

from compliance.model import Flag, Position, Reason, Report, Verdict
from compliance.output.excerpt import LONGEST, flat
from compliance.output.escape import visible
from compliance.output.frame import Glyphs, block, label, worded
from compliance.output.phrases import elide
from compliance.output.reasoning import WEIGHT, deciding, open_reasons, places, spoken
from compliance.output.settled import decided, settled
from compliance.output.wrap import Line, Segment


def because_lines(report: Report, columns: int, glyphs: Glyphs) -> Iterator[Line]:
    """The gravest reason of the verdict, and how to see the others; nothing where there is none."""
    reasons = deciding(report)
    if not reasons:
        return
    more = len(report.reasons) - 1
    body = [Segment("", _short(spoken(reasons[0]), glyphs))]
    body += [Segment("dim", f" {glyphs.dot} {more:,} more with --explain-verdict")] if more else []
    yield from block(label("because"), body, columns)


def chain_lines(report: Report, name: str, columns: int, glyphs: Glyphs) -> Iterator[Line]:
    """Every reason of a report, also those that speak for the text; `name` is the file that positions count in."""
    place = places(report)
    flags = {flag.identity: flag for flag in report.flags}
    standing = open_reasons(report)
    for reason in report.reasons:
        yield []
        lapsed = "" if reason.verdict is Verdict.CLEAR or reason in standing else _settled(flags.get(reason.flag))
        yield from _reason(reason, place(reason), name, lapsed, columns, glyphs)


def _reason(reason: Reason, position: Position | None, name: str, lapsed: str, columns: int, glyphs: Glyphs) -> Iterator[Line]:
    style = "dim" if lapsed or reason.verdict is Verdict.CLEAR else WEIGHT[reason.verdict].value
    yield from block(label(reason.verdict.value, style), [Segment("strong", _short(reason.message, glyphs))], columns)
    where = f"{visible(name)}:{position.line}:{position.column}" if position else "" if reason.span else "the document as a whole"
    rule = f" {glyphs.dot} {visible(reason.rule)}" if where else visible(reason.rule)
    yield from block(label(""), [Segment("place", where), Segment("dim", rule)], columns)
    rows = [("settled", lapsed), ("ledger", reason.licence), ("missing", reason.missing)]
    rows += [("evidence" if number == 0 else "", text) for number, text in enumerate(reason.evidence)]
    for word, text in rows:
        if text:
            dim = "dim" if word in ("evidence", "") else ""
            yield from block(label(word), [Segment(dim, _short(text, glyphs))], columns)


def _settled(flag: Flag | None) -> str:
    return decided(flag) if flag and settled(flag) else "by a decision on a flag at its place"


def _short(text: str, glyphs: Glyphs) -> str:
    return worded(flat(elide(text, LONGEST, glyphs.ellipsis), glyphs), glyphs)
