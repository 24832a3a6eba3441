"""`compliance decisions list`: who decided what, and when."""

import argparse
import sys
from fnmatch import fnmatchcase

from compliance.cli.arguments import Parser, add_color_option
from compliance.cli.console import Console, ExitCode, UsageError
from compliance.cli.logs import Logs, add_decision_options


def parser() -> Parser:
    """Describes the options."""
    made = Parser(
        "compliance decisions list",
        "[options]",
        "Lists the decisions that nobody has undone or replaced, the oldest first.",
    )
    made.add_argument("--rule", metavar="RULE", action="append", default=[], help="on flags of a rule: an id or a glob")
    made.add_argument("--by", metavar="NAME", help="of this reviewer; a part of the name will do")
    made.add_argument("--since", metavar="DATE", help="made on this day or later: 2026-12-31, in UTC")
    made.add_argument("--all", action="store_true", help="every line of the log, what was undone or replaced as well")
    add_decision_options(made)
    made.add_argument(
        "-o",
        "--output",
        metavar="FORMAT",
        choices=("terminal", "jsonl"),
        default="terminal",
        help="terminal (the default) or jsonl, the lines of the log",
    )
    made.add_argument("-q", "--quiet", action="store_true", help="nothing on stderr but errors")
    add_color_option(made)
    made.close()
    made.set_defaults(rules=[], config=None, no_config=False, threshold=None)
    return made


def run(options: argparse.Namespace, console: Console) -> int:
    """Prints two lines a decision."""
    from compliance.cli.pipeline import Checks
    from compliance.decisions import write_entry
    from compliance.decisions.entry import WITHDRAWALS
    from compliance.output.phrases import plural

    logs = Logs(options, Checks(options))
    logs.prepare([])
    log = logs.log(None)
    logs.tell(console)
    if options.since:
        from compliance.decisions.times import DAY

        if not DAY.fullmatch(options.since):
            raise UsageError(f"{options.since!r} is no date in the form of 2026-12-31")
    count = 0
    for entry in log.decisions:
        gone = entry.action in WITHDRAWALS or not log.decisions.stands(entry) or log.decisions.replaced(entry)
        if (gone and not options.all) or (options.rule and not any(fnmatchcase(entry.rule, pattern) for pattern in options.rule)):
            continue
        if (options.by and options.by.casefold() not in entry.by.casefold()) or (options.since and entry.time < options.since):
            continue
        count += 1
        if options.output == "jsonl":
            sys.stdout.write(write_entry(entry).decode("utf-8"))
        else:
            from compliance.cli.recording import entry_lines

            sys.stdout.writelines(f"{line}\n" for line in entry_lines(entry, log.decisions))
    console.note(f"{count:,} {plural(count, 'decision')} in {log.path}")
    return ExitCode.OK
