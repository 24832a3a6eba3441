"""`compliance archive show DIR ID`: one text of an archive."""

import argparse
import sys

from compliance.cli.archives import archive_parser, close_parser, guarded, opened
from compliance.cli.arguments import Parser
from compliance.cli.console import Console, ExitCode, UsageError

EPILOG = """\
examples:
  compliance archive show known/ item-7
  compliance archive show known/ item-7 | compliance compare draft.md -
"""


def parser() -> Parser:
    """Describes the options."""
    made = archive_parser("show", "DIR ID", "Prints a text of an archive; what is known of it goes to stderr.", EPILOG)
    made.add_argument("id", metavar="ID", help="the id of the text, as matches name it")
    made.add_argument(
        "--format", choices=("text", "json"), default="text", metavar="FORMAT", help="text or json"
    )
    return close_parser(made)


def run(options: argparse.Namespace, console: Console) -> int:
    """Prints the text. On a terminal, what could steer it is written out; into a pipe it goes as it is."""
    from compliance.cli.screen import write_data

    with opened(options.archive) as archive, guarded():
        text = archive.get(options.id)
        if text is None:
            from compliance.rulebook.near import nearest

            raise UsageError(
                f"there is no text {options.id!r} in {options.archive}{nearest(options.id, archive.ids())}"
            )
    if options.format == "json":
        from compliance.output.encode import encode

        write_data(encode({name: value for name, value in text._asdict().items() if value}) + "\n")
        return ExitCode.OK
    from compliance.output.escape import visible_lines

    for name, value in text.source._asdict().items():
        if value:
            console.note(f"{name}: {value}")
    words = visible_lines(text.text) if sys.stdout.isatty() else text.text
    write_data(words if words.endswith("\n") else words + "\n")
    return ExitCode.OK
