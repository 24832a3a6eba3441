"""`compliance decide`: puts what an editor says of flags on the record."""

import argparse
from typing import TYPE_CHECKING

from compliance.cli.arguments import Parser, add_color_option
from compliance.cli.checking import add_checking_options, add_running_options, understand
from compliance.cli.console import Console, ExitCode, UsageError
from compliance.cli.logs import Logs, add_decision_options

if TYPE_CHECKING:
    from compliance.decisions import Action

SHORTEST = 4
"""Digits of an identity that are enough, as long as they mean one flag."""

EPILOG = """\
examples:
  compliance decide drafts/quay.md
  compliance decide drafts/quay.md --flag 5f3a91 --dismiss \\
      --reason 'the notice is our own'
  compliance decide drafts/ --rule 'reuse.*' --waive 2027-01-31 \\
      --reason 'licence under way'
  compliance decide site/ --all-existing --accept --reason 'from before 2026'
  compliance decide --undo 8c01d2 --reason 'wrong flag'
"""


def parser() -> Parser:
    """Describes the options."""
    made = Parser(
        "compliance decide",
        "[options] PATH…",
        "Puts decisions on flags on the record, with the reason and who made them. A\n"
        "check then counts these flags, but does not fail for them. Without a decision,\n"
        "lists the flags that wait for one, each with its id.",
        EPILOG,
    )
    made.add_argument("paths", nargs="*", metavar="PATH", help="a file or a folder; - is standard input")
    which = made.add_argument_group("which flags")
    which.add_argument(
        "--flag", metavar="ID", action="append", default=[], help="the flag of this id, or of its first digits"
    )
    which.add_argument(
        "--rule", metavar="RULE", action="append", default=[], help="those of a rule: an id or a glob"
    )
    which.add_argument(
        "--all-existing", action="store_true", help="all there are, as when an old site begins to be checked"
    )
    which.add_argument("--again", action="store_true", help="also those that were decided before")
    group = made.add_argument_group("what is decided")
    what = group.add_mutually_exclusive_group()
    what.add_argument("--accept", action="store_true", help="they are right, and the text may run as it is")
    what.add_argument("--dismiss", action="store_true", help="they are false alarms")
    what.add_argument("--waive", metavar="UNTIL", help="they are right, and do not count until this date")
    what.add_argument("--fix", action="store_true", help="they are right, and the text is changed")
    what.add_argument(
        "--undo", metavar="ID", action="append", default=[], help="a decision holds no longer; or its undoing"
    )
    group.add_argument("--reason", metavar="TEXT", help="why; it must be given")
    group.add_argument("--until", metavar="DATE", help="when an acceptance or dismissal lapses")
    group.add_argument(
        "--everywhere",
        action="store_true",
        help="for the same words in every text, not in this one only",
    )
    add_checking_options(made)
    add_decision_options(made)
    writing = made.add_argument_group("what is written")
    writing.add_argument(
        "-o",
        "--output",
        metavar="FORMAT",
        choices=("terminal", "jsonl"),
        default="terminal",
        help="terminal (the default) or jsonl, the lines of the log",
    )
    writing.add_argument("-n", "--dry-run", action="store_true", help="say what would be decided, and decide nothing")
    writing.add_argument("-q", "--quiet", action="store_true", help="nothing on stderr but errors")
    add_color_option(writing)
    writing.add_argument("--no-progress", action="store_true", help="no progress line on long runs")
    add_running_options(made)
    made.close()
    return made


def run(options: argparse.Namespace, console: Console) -> int:
    """Decides, or lists what waits."""
    action = _understand(options)
    from compliance.cli.choosing import Choice
    from compliance.cli.pipeline import Checks
    from compliance.cli.recording import print_flags, record, reviewer_or_refuse, undo

    checks = Checks(options)
    logs = Logs(options, checks, makes=True)
    if options.undo:
        undo(logs.log(options.paths[0] if options.paths else None), options, reviewer_or_refuse(), console)
        return ExitCode.OK
    for path in options.paths:
        checks.prepare(path)
    logs.prepare(options.paths)
    by = reviewer_or_refuse() if action else ""
    choice = Choice(options, checks, logs, console)
    chosen = choice.flags()
    checks.keep()
    logs.tell(console)
    if action is None:
        print_flags(chosen, options.output, console)
    else:
        record(chosen, action, by, options, console)
    choice.tell_settled()
    if choice.failed:
        return ExitCode.UNREAD
    return ExitCode.OK if choice.checked else ExitCode.NOTHING


def _understand(options: argparse.Namespace) -> "Action | None":
    """The decision that is asked for, None where flags are to be listed. Raises UsageError for what makes no sense."""
    from compliance.decisions import Action, now, until

    asked = {Action.ACCEPTED: options.accept, Action.DISMISSED: options.dismiss, Action.WAIVED: options.waive is not None, Action.FIXED: options.fix}
    action = next((action for action, given in asked.items() if given), None)
    chosen = bool(options.flag) + bool(options.rule) + options.all_existing
    if options.undo and (chosen or options.everywhere or options.until):
        raise UsageError("--undo goes with --reason and nothing else that chooses or decides")
    if not options.paths and not options.undo:
        raise UsageError("name the file or folder whose flags are decided; see compliance decide --help")
    understand(options)
    if options.until and options.waive is not None:
        raise UsageError("--waive says until when; leave out --until")
    if action is None and not options.undo:
        if options.all_existing:
            raise UsageError("--all-existing needs a decision: most often --accept")
        if options.reason or options.until or options.everywhere or options.dry_run:
            raise UsageError("say what is decided: --accept, --dismiss, --waive UNTIL, --fix or --undo ID")
        return None
    if action and not chosen:
        raise UsageError("say which flags: --flag ID, --rule RULE or --all-existing; without a decision, they are listed")
    if options.all_existing and chosen > 1:
        raise UsageError("--all-existing means every flag; leave out --flag and --rule")
    if any(len(prefix) < SHORTEST for prefix in options.flag):
        raise UsageError(f"give at least {SHORTEST} digits of a flag's id")
    if not (options.reason or "").strip():
        raise UsageError("a decision needs its reason: --reason TEXT")
    if options.until or options.waive is not None:
        try:
            options.until = until(options.until or options.waive, now())
        except ValueError as error:
            raise UsageError(str(error)) from error
    return action
