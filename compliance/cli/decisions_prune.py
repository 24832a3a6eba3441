"""`compliance decisions prune`: withdraws the decisions that no flag needs any more."""

import argparse

from compliance.cli.arguments import Parser
from compliance.cli.console import Console, ExitCode, UsageError

EPILOG = """\
The log is only ever appended to: what is pruned stays and holds no longer, but
still counts for the precision of its rule. Give the options
that your checks have: a decision on a passage of an archive looks unused to a
run without that archive.
"""
REASON = "no flag needs it any more"


def parser() -> Parser:
    """Describes the options."""
    from compliance.cli.auditing import close_parser

    made = Parser(
        "compliance decisions prune",
        "[options] PATH…",
        "Checks texts, and withdraws the decisions made in them whose flag is gone.",
        EPILOG,
    )
    made.add_argument("paths", nargs="*", metavar="PATH", help="a file or a folder; - is standard input")
    made.add_argument("--lapsed", action="store_true", help="also those that have lapsed; their flag is back")
    made.add_argument("--everywhere", action="store_true", help="also those for everywhere: the paths are all there is")
    made.add_argument("--reason", metavar="TEXT", default=REASON, help=f'why ("{REASON}")')
    made.add_argument("-n", "--dry-run", action="store_true", help="say what would be pruned, and prune nothing")
    return close_parser(made)


def run(options: argparse.Namespace, console: Console) -> int:
    """Prints a line for each decision that is pruned."""
    if not options.paths:
        raise UsageError("name the files or folders that the decisions are about; see compliance decisions prune --help")
    if not options.reason.strip():
        raise UsageError("a decision needs its reason, and so does undoing it: --reason TEXT")
    from compliance.cli.auditing import audited
    from compliance.cli.recording import append, print_entries, reviewer_or_refuse
    from compliance.decisions import Action, Scope, now, undo_of
    from compliance.decisions.audit import State
    from compliance.decisions.times import later
    from compliance.output.phrases import plural

    by = reviewer_or_refuse()
    found, status = audited(options, console)
    if status is not ExitCode.OK and not options.dry_run:
        console.error("nothing was pruned, since not everything could be checked")
        return status
    states = (State.UNUSED, State.LAPSED) if options.lapsed else (State.UNUSED,)
    chosen = [
        (log, standing.entry)
        for log, all_ in found.values()
        for standing in all_
        if standing.state in states and (options.everywhere or standing.entry.scope is Scope.HERE)
    ]
    if not options.dry_run:
        append([(log, undo_of(entry, options.reason, by, time=later(now(), entry.time), action=Action.PRUNED)) for log, entry in chosen])
    print_entries([entry for _, entry in chosen], "terminal", len(chosen))
    said = "would be pruned" if options.dry_run else "pruned"
    console.note(f"{len(chosen):,} {plural(len(chosen), 'decision')} {said}")
    return status
