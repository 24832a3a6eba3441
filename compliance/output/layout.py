"""What a person sees of a report: lines of styled segments, the same with and without colour.

Nothing is told by colour alone.
"""

from collections.abc import Iterator

from compliance.model import Fact, Finding, Flag, Match, Outcome, Position, Report, Severity, Verdict
from compliance.output.chain import because_lines, chain_lines
from compliance.output.escape import visible
from compliance.output.excerpt import flat
from compliance.output.frame import Glyphs, badge, block, label, worded
from compliance.output.full import Told, full_lines
from compliance.output.gravity import gravest_first
from compliance.output.names import name_of, source_of
from compliance.output.phrases import elide, plural, severities
from compliance.output.reasoning import MEANING
from compliance.output.remedy import paste_of, remedy_lines
from compliance.output.settled import decided, settled
from compliance.output.wrap import Line, Segment, width

SHORT = 160  # code points of what is told in a line


def shown(report: Report, verbose: bool, explain: bool = False) -> bool:
    """Whether a report gets lines of its own, or is only counted. A verdict that asks for something is always
    seen, and with `explain` every verdict that has a reason."""
    if any(not settled(flag) for flag in report.flags):
        return True
    if report.outcome is not Outcome.CHECKED:
        return False
    if verbose or report.verdict in (Verdict.BLOCKED, Verdict.DUTIES):
        return True
    return bool(report.reasons) and (explain or report.verdict is Verdict.REVIEW)


def report_lines(report: Report, columns: int, glyphs: Glyphs, verbose: bool, explain: bool = False) -> Iterator[Line]:
    """The lines of one report: its head with the reason of the verdict, or with `explain` all of them, then errors and
    warnings in full, then notes a line each."""
    flags = gravest_first(report.flags)
    loud = [flag for flag in flags if not settled(flag)]
    yield from _head(report, loud, columns, glyphs)
    if explain:
        yield from chain_lines(report, source_of(report), columns, glyphs)
    else:
        yield from because_lines(report, columns, glyphs)
    told = Told(frozenset(reason.message for reason in report.reasons), set())
    for flag in loud:
        if flag.severity is not Severity.NOTE:
            yield []
            yield from full_lines(flag, source_of(report), columns, glyphs, told)
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
    meaning = MEANING[report.verdict] if whole else f"Not wholly checked ({visible(report.reason)})"
    found = severities(*(sum(flag.severity is severity for flag in loud) for severity in Severity))
    yield from block(label(""), [Segment("", f"{meaning}: {found}." if found else f"{meaning}.")], columns)


def _note(flag: Flag, columns: int, glyphs: Glyphs) -> Iterator[Line]:
    yield from _short(label("note", "note"), flag.position, worded(flag.message, glyphs), flag.rule, columns, glyphs)
    if paste_of(flag):
        yield from remedy_lines(flag, columns, glyphs)


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
