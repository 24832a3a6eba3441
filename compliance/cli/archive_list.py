"""`compliance archive list DIR`: what is known of the texts of an archive."""

import argparse
import sys

from compliance.cli.archives import archive_parser, close_parser, guarded, opened
from compliance.cli.arguments import Parser
from compliance.cli.console import Console, ExitCode


def parser() -> Parser:
    """Describes the options."""
    made = archive_parser("list", "DIR", "Lists the texts of an archive, in the order in which they were added.")
    made.add_argument(
        "-o",
        "--output",
        metavar="FORMAT",
        choices=("terminal", "jsonl"),
        default="terminal",
        help="terminal (the default) or jsonl, a line a text, with its words",
    )
    return close_parser(made)


def run(options: argparse.Namespace, console: Console) -> int:
    """Prints a line a text."""
    from compliance.output.encode import encode
    from compliance.output.escape import visible
    from compliance.output.phrases import plural

    with opened(options.archive) as archive, guarded():
        for id in list(archive.ids()):
            text = archive.get(id)
            if text is None:  # another process has just removed it
                continue
            if options.output == "jsonl":
                sys.stdout.write(encode({name: value for name, value in text._asdict().items() if value}) + "\n")
            else:
                told = [text.id, text.date or "-", text.holder or "-", text.title or "-"]
                sys.stdout.write("  ".join(visible(cell) for cell in told) + "\n")
        console.note(f"{len(archive):,} {plural(len(archive), 'text')}")
    return ExitCode.OK
