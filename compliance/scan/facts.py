"""The facts of a document: scanned, resolved, read, and put back into the words that the editor sees."""

from typing import NamedTuple

from compliance.model import CONTEXT, Confidence, Document, Fact, Kind, Severity, Span, Zone
from compliance.rulebook import Rulebook
from compliance.scan.readers import read_values
from compliance.scan.resolve import resolve
from compliance.scan.scan import scan


class Found(NamedTuple):
    """Facts in order, and the rules that ran over their time and so may have missed something."""

    facts: tuple[Fact, ...]
    overruns: tuple[str, ...]


_NONE = Found((), ())


def find_facts(document: Document, book: Rulebook) -> Found:
    """Everything that a document's text says about rights.

    Args:
        document: spans of the facts are code points into its text (plus its offset, where it is a window of a larger one).
        book: the rules.
    """
    scanned = scan(document.text, book)
    if not scanned.candidates:
        return Found((), scanned.overruns) if scanned.overruns else _NONE
    text = document.text
    facts = []
    for candidate in resolve(scanned.text, scanned.candidates):
        read = read_values(candidate, scanned.text, book)
        if read is None:
            continue
        values, stop = read
        start, end = candidate.start, stop
        if scanned.folded is not None:
            start, end = scanned.folded.span(start, end)
        zone = _zone(document, start)
        if zone is Zone.CODE:
            continue
        rule = candidate.rule
        facts.append(Fact(
            Kind(rule.kind), rule.id, Span(start + document.offset, end + document.offset), text[start:end], values,
            document.position(start), Severity(rule.severity), Confidence(rule.confidence), zone,
            text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT],
        ))
    return Found(tuple(facts), scanned.overruns)


def _zone(document: Document, at: int) -> Zone:
    for start, end, zone in reversed(document.zones):
        if start <= at < end:
            return zone
    return Zone.BODY
