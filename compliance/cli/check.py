"""`compliance check`: files, folders or standard input to reports."""

import argparse
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from typing import TYPE_CHECKING

from compliance.cli.arguments import Parser, add_color_option
from compliance.cli.checking import add_checking_options, add_running_options, reports, understand
from compliance.cli.console import Console, ExitCode, UsageError
from compliance.cli.logs import Logs, add_decision_options
from compliance.model import Outcome, Report

if TYPE_CHECKING:
    from compliance.cli.pipeline import Checks
    from compliance.output import Outputs

TOLD = 10
"""How many texts that could not be checked stderr names, where stdout is for programs."""

EPILOG = """\
examples:
  compliance check draft.md
  compliance check drafts/ --output sarif:compliance.sarif --output github
  curl -s https://example.org/story | compliance check - --stdin-name story.html
  compliance check archive.jsonl --input jsonl --text-field body --output jsonl
  compliance check draft.md --archive known/ --publisher 'Weirside Gazette'

exit status:
  0  nothing at or above the threshold
  1  flags at or above it
  2  wrong usage, configuration or rules
  3  something could not be read, checked or written, whatever was flagged
  4  nothing was checked
"""


def parser() -> Parser:
    """Describes the options."""
    made = Parser(
        "compliance check",
        "[options] PATH…",
        "Finds copyright notices, restrictions, wire instructions, page furniture and,\n"
        "with an archive of known texts, the passages that were lifted from them.",
        EPILOG,
    )
    made.add_argument("paths", nargs="*", metavar="PATH", help="a file or a folder; - is standard input")
    add_checking_options(made, threshold=True)
    add_decision_options(made, strict=True)
    writing = made.add_argument_group("what is written")
    writing.add_argument(
        "-o",
        "--output",
        metavar="FORMAT[:PATH]",
        action="append",
        default=[],
        help="terminal (the default), jsonl, json, sarif, github, gitlab, junit, csv or rdjson; repeatable",
    )
    writing.add_argument("--explain-verdict", action="store_true", help="terminal, csv: every reason of a verdict, not the gravest alone")
    writing.add_argument("-q", "--quiet", action="store_true", help="nothing on stderr but errors")
    writing.add_argument("-v", "--verbose", action="store_true", help="clear texts and settled flags as well")
    add_color_option(writing)
    writing.add_argument("--no-progress", action="store_true", help="no progress line on long runs")
    add_running_options(made)
    made.close()
    return made


def run(options: argparse.Namespace, console: Console) -> int:
    """Checks, and writes the reports as they come."""
    _understand(options)
    from compliance import __version__
    from compliance.cli.pipeline import Checks
    from compliance.output import Options, OutputError, open_outputs

    checks = Checks(options)
    for source in dict.fromkeys(checks.prepare(path).source for path in options.paths):
        console.detail(f"configuration: {source or 'none'}")
    logs = Logs(options, checks)
    logs.prepare(options.paths)
    if "-" in options.paths and sys.stdin.isatty():
        console.note("reading the text from this terminal; Ctrl-D on a line of its own ends it")
    specs = options.output or ["terminal"]
    told = any(it.partition(":")[0] == "terminal" for it in specs)  # by the terminal format, so not here
    color = {"always": True, "never": False, "auto": None}[options.color]
    try:
        opened = open_outputs(specs, Options(__version__, verbose=options.verbose, colour=color, explain=options.explain_verdict))
    except OutputError as error:
        raise UsageError(str(error)) from error
    with opened as outputs, closing(reports(options, checks, _prints(options))) as found:
        ending = _write(map(logs.settle, found), outputs, checks, None if told else console)
    logs.tell(console)
    checks.keep()
    if not told:
        from compliance.output.phrases import sentence

        console.note(sentence(outputs.summary))
    if ending is ExitCode.NOTHING and not outputs.summary.skipped:
        console.error(f"there is nothing to check in {', '.join(options.paths)}")
    if ending is ExitCode.INTERRUPTED:
        console.note("compliance: interrupted; the report covers what was checked until then")
    return ending


def _write(
    reports: Iterable[Report], outputs: "Outputs", checks: "Checks", console: Console | None
) -> ExitCode:
    """Hands each report to the outputs, tells `console` what was not checked, and says what it comes to."""
    flagged = False
    untold = TOLD
    try:
        for report in reports:
            outputs.report(report)
            flagged = flagged or checks.reached(report)
            if console and report.outcome is not Outcome.CHECKED:
                untold -= 1
                if untold >= 0:
                    _tell(report, console)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    if console and untold < 0:
        console.note(f"… and {-untold:,} more that were not checked; the output names them all")
    if outputs.summary.failed:
        return ExitCode.UNREAD
    if flagged:
        return ExitCode.FLAGGED
    return ExitCode.OK if outputs.summary.checked else ExitCode.NOTHING


def _tell(report: Report, console: Console) -> None:
    where = f" ({report.path})" if report.path not in (None, report.id) else ""
    say = console.error if report.outcome is Outcome.FAILED else console.note
    say(f"{report.id}{where}: {report.reason}")


def _prints(options: argparse.Namespace) -> Callable[[Report], bool]:
    """Whether a report puts something on the terminal that the progress line stands on."""
    formats = [it.partition(":")[0] for it in options.output or ["terminal"]]
    here = [it for it in options.output or ["terminal"] if ":" not in it] if sys.stdout.isatty() else []

    def prints(report: Report) -> bool:
        if report.outcome is not Outcome.CHECKED and "terminal" not in formats:
            return True
        return bool(here) and (here != ["terminal"] or options.verbose or bool(report.flags))

    return prints


def _understand(options: argparse.Namespace) -> None:
    """Refuses what makes no sense together. Raises UsageError."""
    if not options.paths:
        raise UsageError(
            "name a file or a folder to check, or - for standard input; see compliance check --help"
        )
    understand(options)
