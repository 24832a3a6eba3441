"""What a person sees after the documents: what could not be checked, and what the run came to."""

from collections.abc import Iterator

from compliance.model import Report
from compliance.output.escape import visible
from compliance.output.frame import Glyphs, badge, block, label
from compliance.output.names import name_of
from compliance.output.phrases import checked, flagged, found, unread
from compliance.output.summary import Summary
from compliance.output.wrap import Line, Segment


def unread_line(report: Report) -> str:
    """What is kept of a report that could not be checked: one line of plain text, safe to print."""
    return f"{report.outcome.value}\t{visible(name_of(report))}\t{visible(report.reason)}"


def unread_lines(kept: str, columns: int) -> Iterator[Line]:
    """The lines for what `unread_line` kept."""
    outcome, name, why = kept.split("\t", 2)
    body = [Segment("path", name)]
    if why:
        body += [Segment("", ": " + why)]
    yield from block(badge(outcome), body, columns)


def summary_lines(summary: Summary, columns: int, glyphs: Glyphs) -> Iterator[Line]:
    """The foot: what was checked, what was flagged, what was not checked."""
    yield [Segment("dim", glyphs.rule * columns)]
    yield from block(
        label("checked"), [Segment("" if summary.checked else "error", checked(summary))], columns
    )
    if summary.checked or found(summary):
        yield from block(label("flagged"), [Segment("", flagged(summary))], columns)
    if rest := unread(summary):
        style = "error" if summary.failed else ""
        yield from block(label("unread"), [Segment(style, rest), Segment("", ", listed above")], columns)
