"""What the commands that check texts have in common: which options say what is checked, and the run itself."""

import argparse
import sys
from collections.abc import Callable, Generator, Iterable
from typing import TYPE_CHECKING

from compliance.cli.arguments import Parser, add_format_options, add_rule_options
from compliance.cli.console import UsageError
from compliance.model import Report

if TYPE_CHECKING:
    from compliance.cli.pipeline import Checks, Item


THRESHOLD = "error, warning (the default) or note: what makes the status 1"


def add_checking_options(made: Parser, threshold: bool = False) -> None:
    """The options that `Checks` and `reports` read. `threshold` adds `--threshold`, for a command whose status tells of flags."""
    reading = made.add_argument_group("what is read")
    add_format_options(reading)
    reading.add_argument("--stdin-name", metavar="NAME", help="the name that standard input goes by")
    reading.add_argument(
        "--exclude",
        metavar="GLOB",
        action="append",
        default=[],
        help="leave such files alone; as in .gitignore",
    )
    add_ruling_options(made, THRESHOLD if threshold else "")
    add_comparing_options(made)
    from compliance.cli.judging import add_judging_options

    add_judging_options(made)


def add_ruling_options(made: Parser, threshold: str) -> None:
    """What is looked for. `threshold` is the help of `--threshold`; empty for a command whose status does not tell of flags."""
    ruling = made.add_argument_group("what is looked for")
    add_rule_options(ruling)
    ruling.add_argument(
        "--off", metavar="RULE", action="append", default=[], help="turn rules off: an id or a glob"
    )
    made.set_defaults(threshold=None)
    if threshold:
        ruling.add_argument(
            "--threshold",
            metavar="SEVERITY",
            choices=("error", "warning", "note"),
            help=threshold,
        )


def add_comparing_options(made: Parser) -> argparse._ArgumentGroup:
    """Archives of known texts, and whose texts are the house's own; returns the group for what else a command compares with."""
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
    return comparing


def add_running_options(made: Parser) -> None:
    """`--jobs`."""
    made.add_argument(
        "-j", "--jobs", metavar="N", type=processes, default=1, help="processes (1); 0 is one a core"
    )


def understand(options: argparse.Namespace) -> None:
    """Refuses what makes no sense together. Raises UsageError."""
    if options.paths.count("-") > 1:
        raise UsageError("standard input (-) can be read only once")
    if options.stdin_name and "-" not in options.paths:
        raise UsageError("--stdin-name names standard input, and - is not among the paths")
    if options.input != "jsonl" and (options.id_field != "id" or options.text_field != "text"):
        raise UsageError("--id-field and --text-field go with --input jsonl")


def reports(
    options: argparse.Namespace, checks: "Checks", prints: Callable[[Report], bool]
) -> Generator[Report, None, None]:
    """The reports, by one process or several, under the progress line where somebody can see it.

    `prints` says whether a report puts something on the terminal that the progress line stands on.
    """
    from compliance.cli.sources import sources

    items: Iterable[Item] = sources(options, checks.lookup)
    if options.quiet or options.no_progress or not sys.stderr.isatty():
        yield from _checked(items, options, checks, lambda: None)
        return
    from compliance.cli.progress import Listing, Progress

    listing = Listing(items)
    progress = Progress(lambda: None if options.input == "jsonl" else listing.count(), prints, sys.stderr)
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


def processes(word: str) -> int:
    """The number of processes that a word of the command line asks for. Raises ArgumentTypeError."""
    number = int(word) if word.isascii() and word.isdigit() else -1
    if number < 0:
        raise argparse.ArgumentTypeError(f"{word!r} is no number of processes")
    return number
