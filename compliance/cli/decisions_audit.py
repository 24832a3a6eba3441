"""`compliance decisions audit`: which decisions are of use, who made them, and how often rules are right."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from compliance.cli.arguments import Parser
from compliance.cli.console import Console

if TYPE_CHECKING:
    from compliance.decisions import Log
    from compliance.decisions.audit import Standing

EPILOG = """\
Precision is the share of a rule's flags that editors found right: accepted,
waived or fixed, and not dismissed. Those of --all-existing, which nobody looked
at one by one, are left out of it. Without a PATH no text is checked: only dates
tell which have lapsed, and none is known to be unused.
"""


def parser() -> Parser:
    """Describes the options."""
    from compliance.cli.auditing import close_parser

    made = Parser(
        "compliance decisions audit",
        "[options] [PATH…]",
        "Shows lapsed and unused decisions, each reviewer's share, and each rule's\n"
        "precision. With paths, the texts in them are checked.",
        EPILOG,
    )
    made.add_argument("paths", nargs="*", metavar="PATH", help="a file or a folder; - is standard input")
    made.add_argument(
        "-o",
        "--output",
        metavar="FORMAT",
        choices=("terminal", "json"),
        default="terminal",
        help="terminal (the default) or json",
    )
    return close_parser(made)


def run(options: argparse.Namespace, console: Console) -> int:
    """Prints a page for each log."""
    from compliance.cli.auditing import audited
    from compliance.output.encode import encode

    found, status = audited(options, console)
    if options.output == "json":
        sys.stdout.write(encode({"schema": 1, "logs": [_record(log, standing) for log, standing in found.values()]}) + "\n")
        return status
    for log, standing in found.values():
        for line in _page(log, standing):
            sys.stdout.write(line + "\n")
    return status


def _page(log: "Log", standing: "list[Standing]") -> Iterator[str]:
    from compliance.cli.recording import entry_lines
    from compliance.decisions.audit import State, reviewers, verdicts
    from compliance.output.escape import visible

    counted = Counter(it.state for it in standing)
    told = ", ".join(f"{counted[state]:,} {state.value.replace('_', ' ')}" for state in State if counted[state])
    yield f"{visible(log.path)}: {told or 'no decisions'}"
    for state in (State.LAPSED, State.UNUSED):
        some = [it for it in standing if it.state is state]
        if some:
            yield ""
            yield f"{state.value.capitalize()}:"
        for it in some:
            yield from (f"  {line}" for line in entry_lines(it.entry, log.decisions))
            yield f"{'':20}{visible(it.why)}"
    rows = verdicts(log.decisions)
    if rows:
        yield ""
        yield "Rules, by what editors said of their flags:"
        yield f"  {'precision':>9}  {'right':>7}  {'wrong':>7}  {'unseen':>7}  rule"
    for row in rows:
        share = "-" if row.precision is None else f"{row.precision:.0%}"
        yield f"  {share:>9}  {row.right:>7,}  {row.wrong:>7,}  {row.unseen:>7,}  {visible(row.rule)}"
    people = reviewers(log.decisions)
    if people:
        yield ""
        yield "Reviewers:"
    for by, actions, last in people:
        yield f"  {visible(by)}: {', '.join(f'{count:,} {action.value}' for action, count in actions.most_common())}; last on {last[:10]}"


def _record(log: "Log", standing: "list[Standing]") -> dict[str, Any]:
    from compliance.decisions.audit import reviewers, verdicts

    return {
        "log": log.path,
        "decisions": [
            {**{name: value for name, value in it.entry._asdict().items() if value not in ("", False)}, "state": it.state, "why": it.why} for it in standing
        ],
        "rules": [{**row._asdict(), "precision": row.precision} for row in verdicts(log.decisions)],
        "reviewers": [{"by": by, **{str(action): count for action, count in actions.items()}, "last": last} for by, actions, last in reviewers(log.decisions)],
        "problems": [{"line": it.line, "message": it.message} for it in log.problems],
    }
