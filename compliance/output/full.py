"""An error or a warning in full, for people."""

from collections.abc import Iterator
from typing import NamedTuple

from compliance.model import Finding, Flag
from compliance.output.escape import visible
from compliance.output.excerpt import LONGEST, excerpt_lines, flat
from compliance.output.frame import Glyphs, block, label, worded
from compliance.output.phrases import elide
from compliance.output.remedy import remedy_lines
from compliance.output.settled import lapse
from compliance.output.wrap import Line, Segment


class Told(NamedTuple):
    """What a document's flags need not say again: `reasons` are what its judgement says, `advice` what has been told of each rule."""

    reasons: frozenset[str]
    advice: set[tuple[str, ...]]


def full_lines(flag: Flag, name: str, columns: int, glyphs: Glyphs, told: Told) -> Iterator[Line]:
    """The lines of a flag; `name` is the file that its position counts in. What holds for every flag of a rule is told once a
    document, and `told` remembers it."""
    severity = flag.severity.value
    yield from block(label(severity, severity), [Segment("strong", worded(visible(flag.message), glyphs))], columns)
    place = f"{visible(name)}:{flag.position.line}:{flag.position.column}"
    yield from block(
        label(""),
        [
            Segment("place", place),
            Segment(
                "dim", f" {glyphs.dot} {visible(flag.rule)} {glyphs.dot} {flag.confidence.value} confidence"
            ),
        ],
        columns,
    )
    if flag.text:
        yield []
        yield from excerpt_lines(flag, columns, glyphs)
    if lapsed := lapse(flag):
        yield []
        yield from block(label("decided"), [Segment("", visible(lapsed))], columns)
    if body := list(_advice(flag, columns, glyphs, told)):
        yield from ([[]] if not lapsed else [])
        yield from body


def _advice(flag: Flag, columns: int, glyphs: Glyphs, told: Told) -> Iterator[Line]:
    """What the judgement says of it, why it matters, what to do, what it rests on."""

    def new(*words: str) -> bool:
        known = (flag.rule, *words) in told.advice
        told.advice.add((flag.rule, *words))
        return not known

    def sentence(word: str, text: str) -> Iterator[Line]:
        return block(label(word), [Segment("", worded(visible(text), glyphs))], columns)

    for text in flag.evidence:
        if text in told.reasons:
            yield from sentence("because", text)
    if new("why", flag.why) and flag.why:
        yield from sentence("why", flag.why)
    if new("remedy", flag.remedy):
        yield from remedy_lines(flag, columns, glyphs)
    for word, name in (("missing", "missing"), ("ledger", "licence")) if flag.kind is Finding.JUDGEMENT else ():
        if value := flag.values.get(name):
            yield from sentence(word, str(value))
    evidence = [text for text in flag.evidence if text and text not in told.reasons]
    if new("evidence", *evidence) and evidence:
        yield from _evidence(flag, evidence, columns, glyphs)
    if new("more"):
        yield from block(label("more"), [Segment("dim", visible(f"compliance explain {flag.rule}"))], columns)


def _evidence(flag: Flag, evidence: list[str], columns: int, glyphs: Glyphs) -> Iterator[Line]:
    """What a flag rests on; of a contradiction both sides, one below the other."""
    apart = flag.kind is Finding.CONTRADICTION
    for number, text in enumerate(evidence if apart else ["; ".join(evidence)]):
        shown = flat(elide(text, LONGEST, glyphs.ellipsis), glyphs) if apart else visible(text)
        yield from block(label("" if number else "evidence"), [Segment("dim", worded(shown, glyphs))], columns)
