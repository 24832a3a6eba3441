"""`compliance review`: the editor's desk, on the screen, line by line, or in a browser."""

import argparse
from typing import TYPE_CHECKING

from compliance.cli.arguments import Parser
from compliance.cli.checking import add_checking_options, understand
from compliance.cli.console import Console, ExitCode, Failure, UsageError
from compliance.cli.logs import Logs, add_decision_options

if TYPE_CHECKING:
    from compliance.cli.bench import FilesBench
    from compliance.cli.pipeline import Checks
    from compliance.decisions import Log
    from compliance.desk.desk import Desk
    from compliance.desk.docket import Docket

EPILOG = """\
examples:
  compliance review drafts/
  compliance review draft.md --archive known/
  compliance check site/ --jobs 0 --output jsonl > report.jsonl
  compliance review report.jsonl
  compliance batch archive/ --out run && compliance review run
  compliance review drafts/ --plain
  compliance review drafts/ --serve 8000

exit status, when the desk is left:
  0  every flag at or above the threshold has been decided
  1  some have not
  2  wrong usage, configuration or rules
  3  something could not be read or checked
  4  nothing was checked
"""

PORT = 8000


def parser() -> Parser:
    """Describes the options."""
    made = Parser(
        "compliance review",
        "[options] PATH…",
        "Opens the editor's desk on the flags of some texts, of a report that compliance\n"
        "check wrote with --output jsonl, or of a run of compliance batch. Every decision\n"
        "is saved at once.",
        EPILOG,
    )
    made.add_argument("paths", nargs="*", metavar="PATH", help="a file, a folder, a report.jsonl, or the folder of a run")
    how = made.add_argument_group("how it is shown")
    which = how.add_mutually_exclusive_group()
    which.add_argument(
        "--plain", action="store_true", help="a line prompt, for screen readers and serial lines"
    )
    which.add_argument(
        "--serve", metavar="[HOST:]PORT", nargs="?", const=str(PORT), help=f"in a browser on this machine ({PORT}); needs the extra serve"
    )
    how.add_argument(
        "--serve-to-anyone-who-can-connect",
        dest="serve_to_anyone",
        action="store_true",
        help="let HOST be another address: there is no login, and all who reach it decide in your name",
    )
    how.add_argument("--from-the-start", action="store_true", help="not where it was left the last time")
    add_checking_options(made, threshold=True)
    add_decision_options(made)
    made.set_defaults(jobs=1, color="auto")
    made.add_argument("-q", "--quiet", action="store_true", help="nothing on stderr but errors")
    made.add_argument("-v", "--verbose", action="store_true", help="say which configuration holds")
    made.close()
    return made


def run(options: argparse.Namespace, console: Console) -> int:
    """Opens the desk, and says what is left when it is closed."""
    if not options.paths:
        raise UsageError("name a file, a folder or a report to review; see compliance review --help")
    if "-" in options.paths:
        raise UsageError("standard input is for what you decide; name a file or a folder")
    understand(options)
    if options.serve_to_anyone and options.serve is None:
        raise UsageError("--serve-to-anyone-who-can-connect goes with --serve")
    from compliance.cli.bench import FilesBench, refuse_unfinished

    refuse_unfinished(options.paths)
    if options.serve is not None:
        from compliance.cli.serving import serve

        return serve(options, console)
    from compliance.cli.pipeline import Checks
    from compliance.cli.recording import reviewer_or_refuse
    from compliance.output.phrases import plural

    checks = Checks(options)
    logs = Logs(options, checks, makes=True)
    for path in options.paths:
        console.detail(f"configuration: {checks.prepare(path).source or 'none'}")
    logs.prepare(options.paths)
    logs.tell(console)
    docket = _docket(checks, logs, reviewer_or_refuse())
    bench = FilesBench(options, checks, logs)
    try:
        left_out = bench.unflagged
        if left_out:
            console.note(f"{left_out:,} {plural(left_out, 'document')} of the run without flags {'is' if left_out == 1 else 'are'} not on the desk")
        desk = _opened(options, console, bench, docket, logs.log(options.paths[0]))
        checks.keep()
        return _ending(desk, checks, left_out)
    finally:
        bench.close()


def _opened(options: argparse.Namespace, console: Console, bench: "FilesBench", docket: "Docket", log: "Log") -> "Desk | None":
    """The desk as it was left; None where somebody left before it was laid. Raises UsageError."""
    import os

    from compliance.cli.bench import refuse_pipes
    from compliance.decisions import LogError
    from compliance.desk.notes import NAME, Notes
    from compliance.desk.reading import ReportError
    from compliance.desk.resume import Place, name_of, recall, remember, state_file

    state, name = state_file(), name_of(options.paths, log.path)
    place = Place() if options.from_the_start else recall(state, name)
    try:
        notes = Notes(os.path.join(log.folder, NAME))
        if options.plain:
            from compliance.cli.plain_desk import converse

            return converse(bench, docket, notes, place, lambda it: remember(state, name, it), console)
        refuse_pipes()
        from tui.app import ReviewApp

        app = ReviewApp(bench, docket, notes, place, lambda it: remember(state, name, it), f"Checking {', '.join(options.paths)} …")
        error = app.run()
        if isinstance(error, Exception):
            raise error
        return app.laid
    except (ReportError, LogError) as error:
        raise Failure(str(error)) from error


def _docket(checks: "Checks", logs: Logs, by: str) -> "Docket":
    from compliance.checker import revision
    from compliance.desk.docket import Docket

    return Docket(logs.log, by, lambda rule, path: revision(rule, checks.book(path)))


def _ending(desk: "Desk | None", checks: "Checks", left_out: int) -> int:
    from compliance.model import Outcome

    if desk is None:
        return ExitCode.INTERRUPTED
    reports = [desk.current(number) for number in range(len(desk.reports))]
    if any(report.outcome is Outcome.FAILED for report in reports):
        return ExitCode.UNREAD
    if any(checks.reached(report) for report in reports):
        return ExitCode.FLAGGED
    return ExitCode.OK if left_out or any(report.outcome is Outcome.CHECKED for report in reports) else ExitCode.NOTHING
