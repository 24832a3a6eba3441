"""What a person sees of a report: lines of styled segments, the same with and without colour.

Nothing is told by colour alone.
"""

from collections.abc import Iterator

from compliance.model import Fact, Finding, Flag, Match, Outcome, Position, Report, Severity, Verdict
from compliance.output.escape import visible
from compliance.output.excerpt import excerpt_lines, flat
from compliance.output.frame import Glyphs, badge, block, label
from compliance.output.gravity import gravest_first
from compliance.output.names import name_of, source_of
from compliance.output.phrases import elide, plural, severities
from compliance.output.settled import decided, lapse, settled
from compliance.output.wrap import Line, Segment, width

SHORT = 160  # code points of what is told in a line


_MEANING = {
    Verdict.BLOCKED: "Must not run as it is",
    Verdict.REVIEW: "An editor must decide",
    Verdict.DUTIES: "May run once its duties are met",
    Verdict.CLEAR: "May run",
}


def shown(report: Report, verbose: bool) -> bool:
    """Whether a report gets lines of its own, or is only counted. A verdict that asks for something is always
    seen."""
    if any(not settled(flag) for flag in report.flags):
        return True
    if report.outcome is not Outcome.CHECKED:
        return False
    return verbose or report.verdict in (Verdict.BLOCKED, Verdict.DUTIES)


def report_lines(report: Report, columns: int, glyphs: Glyphs, verbose: bool) -> Iterator[Line]:
    """The lines of one report: its head, then errors and warnings in full, then notes a line each."""
    flags = gravest_first(report.flags)
    loud = [flag for flag in flags if not settled(flag)]
    yield from _head(report, loud, columns, glyphs)
    told: set[tuple[str, ...]] = set()
    for flag in loud:
        if flag.severity is not Severity.NOTE:
            yield []
            yield from _full(flag, source_of(report), columns, glyphs, told)
    short = [_note(flag, columns, glyphs) for flag in loud if flag.severity is Severity.NOTE]
    if verbose:
        short += [_settled(flag, columns, glyphs) for flag in flags if settled(flag)]
        places = {(flag.rule, flag.span) for flag in flags}
        short += [
            _fact(fact, columns, glyphs) for fact in report.facts if (fact.rule, fact.span) not in places
        ]
        spans = {flag.span for flag in flags if isinstance(flag.kind, Finding)}
        short += [_match(match, columns, glyphs) for match in report.matches if match.draft not in spans]
    if short:
        yield []
    for lines in short:
        yield from lines


def _head(report: Report, loud: list[Flag], columns: int, glyphs: Glyphs) -> Iterator[Line]:
    whole = report.outcome is Outcome.CHECKED
    word = report.verdict.value if whole else report.outcome.value
    *lines, last = block(badge(word), [Segment("path", visible(name_of(report)))], columns)
    yield from lines
    rest = columns - 1 - sum(width(segment.text) for segment in last)
    yield [*last, Segment("dim", " " + glyphs.rule * rest)] if rest > 2 else last
    meaning = _MEANING[report.verdict] if whole else f"Not wholly checked ({visible(report.reason)})"
    found = severities(*(sum(flag.severity is severity for flag in loud) for severity in Severity))
    yield from block(label(""), [Segment("", f"{meaning}: {found}." if found else f"{meaning}.")], columns)


def _full(flag: Flag, name: str, columns: int, glyphs: Glyphs, told: set[tuple[str, ...]]) -> Iterator[Line]:
    """An error or a warning. What holds for every flag of a rule is told once a document; `told` remembers
    it."""
    severity = flag.severity.value
    yield from block(label(severity, severity), [Segment("strong", visible(flag.message))], columns)
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
    advice, evidence = (flag.rule, flag.why, flag.remedy), (flag.rule, *flag.evidence)
    new = advice not in told
    rows = [("why", flag.why), ("remedy", flag.remedy)] if new else []
    rows += [("evidence", "; ".join(flag.evidence))] if evidence not in told else []
    rows += [("more", f"compliance explain {flag.rule}")] if new else []
    told |= {advice, evidence}
    if any(text for _, text in rows) and not lapsed:
        yield []
    for word, text in rows:
        if text:
            style = "dim" if word in ("evidence", "more") else ""
            yield from block(label(word), [Segment(style, visible(text))], columns)


def _note(flag: Flag, columns: int, glyphs: Glyphs) -> Iterator[Line]:
    yield from _short(label("note", "note"), flag.position, flag.message, flag.rule, columns, glyphs)


def _settled(flag: Flag, columns: int, glyphs: Glyphs) -> Iterator[Line]:
    text = f"{decided(flag)} {glyphs.dot} {flag.message}"
    yield from _short(label("settled"), flag.position, text, flag.rule, columns, glyphs)


def _fact(fact: Fact, columns: int, glyphs: Glyphs) -> Iterator[Line]:
    text = f"{fact.kind.value.replace('_', ' ')} {glyphs.dot} {fact.text}"
    yield from _short(label("fact"), fact.position, text, fact.rule, columns, glyphs)


def _match(match: Match, columns: int, glyphs: Glyphs) -> Iterator[Line]:
    name = f" {glyphs.dot} {match.of.title or match.of.id}" if match.of else ""
    text = f"{match.kind.value.replace('_', ' ')}, {match.words:,} {plural(match.words, 'word')}{name} {glyphs.dot} {match.text}"
    yield from _short(label("match"), match.position or Position(1, 1), text, "", columns, glyphs)


def _short(
    lead: Line, position: Position, text: str, rule: str, columns: int, glyphs: Glyphs
) -> Iterator[Line]:
    """What fits on one line as a rule: where, what, which rule."""
    body = [
        Segment("place", f"{position.line}:{position.column}"),
        Segment("", "  " + flat(elide(text.strip(), SHORT, glyphs.ellipsis), glyphs)),
        Segment("dim", "  " + visible(rule)),
    ]
    yield from block(lead, body, columns)
