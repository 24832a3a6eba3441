"""`compliance check`: files, folders or standard input to reports."""

import argparse
import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from typing import TYPE_CHECKING

from compliance.cli.arguments import Parser, add_color_option, add_rule_options
from compliance.cli.console import Console, ExitCode, UsageError
from compliance.model import Outcome, Report

if TYPE_CHECKING:
    from compliance.cli.pipeline import Checks, Item
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
    reading = made.add_argument_group("what is read")
    reading.add_argument(
        "--input",
        metavar="FORMAT",
        choices=("auto", "text", "markdown", "html", "jsonl"),
        default="auto",
        help="auto (by the file's name), text, markdown, html or jsonl",
    )
    reading.add_argument("--id-field", metavar="NAME", default="id", help="jsonl: the field with the id (id)")
    reading.add_argument(
        "--text-field", metavar="NAME", default="text", help="jsonl: the field with the text (text)"
    )
    reading.add_argument("--stdin-name", metavar="NAME", help="the name that standard input goes by")
    reading.add_argument(
        "--exclude",
        metavar="GLOB",
        action="append",
        default=[],
        help="leave such files alone; as in .gitignore",
    )
    ruling = made.add_argument_group("what is looked for")
    add_rule_options(ruling)
    ruling.add_argument(
        "--off", metavar="RULE", action="append", default=[], help="turn rules off: an id or a glob"
    )
    ruling.add_argument(
        "--threshold",
        metavar="SEVERITY",
        choices=("error", "warning", "note"),
        help="error, warning (the default) or note: what makes the status 1",
    )
    comparing = made.add_argument_group("what it is compared with")
    comparing.add_argument(
        "--archive",
        metavar="DIR",
        action="append",
        default=[],
        help="an archive of known texts, whose passages are looked for; repeatable",
    )
    comparing.add_argument(
        "--publisher",
        metavar="NAME",
        action="append",
        default=[],
        help="the house as holder: its own copy is no one else's; repeatable",
    )
    writing = made.add_argument_group("what is written")
    writing.add_argument(
        "-o",
        "--output",
        metavar="FORMAT[:PATH]",
        action="append",
        default=[],
        help="terminal (the default), jsonl, json, sarif, github, gitlab, junit, csv or rdjson; repeatable",
    )
    writing.add_argument("-q", "--quiet", action="store_true", help="nothing on stderr but errors")
    writing.add_argument("-v", "--verbose", action="store_true", help="clear texts and settled flags as well")
    add_color_option(writing)
    writing.add_argument("--no-progress", action="store_true", help="no progress line on long runs")
    made.add_argument(
        "-j", "--jobs", metavar="N", type=_jobs, default=1, help="processes (1); 0 is one a core"
    )
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
    if "-" in options.paths and sys.stdin.isatty():
        console.note("reading the text from this terminal; Ctrl-D on a line of its own ends it")
    specs = options.output or ["terminal"]
    told = any(it.partition(":")[0] == "terminal" for it in specs)  # by the terminal format, so not here
    color = {"always": True, "never": False, "auto": None}[options.color]
    try:
        opened = open_outputs(specs, Options(__version__, verbose=options.verbose, colour=color))
    except OutputError as error:
        raise UsageError(str(error)) from error
    with opened as outputs, closing(_reports(options, checks)) as reports:
        ending = _write(reports, outputs, checks, None if told else console)
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


def _reports(options: argparse.Namespace, checks: "Checks") -> Generator[Report, None, None]:
    """The reports, by one process or several, under the progress line where somebody can see it."""
    from compliance.cli.sources import sources

    items: Iterable[Item] = sources(options, checks.lookup)
    if options.quiet or options.no_progress or not sys.stderr.isatty():
        yield from _checked(items, options, checks, lambda: None)
        return
    from compliance.cli.progress import Listing, Progress

    listing = Listing(items)
    progress = Progress(
        lambda: None if options.input == "jsonl" else listing.count(), _prints(options), sys.stderr
    )
    yield from progress.watch(_checked(listing, options, checks, progress.tick))


def _checked(
    items: Iterable["Item"], options: argparse.Namespace, checks: "Checks", tick: Callable[[], None]
) -> Iterable[Report]:
    records = options.input == "jsonl"
    # Records are read here and checked there; a single text on standard input leaves nothing to share out.
    if options.jobs == 1 or ("-" in options.paths and not records):
        return checks.reports(items, tick)
    from compliance.cli.jobs import cores, spread
    from compliance.cli.pipeline import lost

    return spread(checks.documents(items) if records else items, checks, lost, cores(options.jobs))


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
    if options.paths.count("-") > 1:
        raise UsageError("standard input (-) can be read only once")
    if options.stdin_name and "-" not in options.paths:
        raise UsageError("--stdin-name names standard input, and - is not among the paths")
    if options.input != "jsonl" and (options.id_field != "id" or options.text_field != "text"):
        raise UsageError("--id-field and --text-field go with --input jsonl")


def _jobs(word: str) -> int:
    number = int(word) if word.isascii() and word.isdigit() else -1
    if number < 0:
        raise argparse.ArgumentTypeError(f"{word!r} is no number of processes")
    return number
