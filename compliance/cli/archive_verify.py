"""`compliance archive verify DIR`: holds an archive against its checksums."""

import argparse
import sys

from compliance.cli.archives import archive_parser, close_parser, guarded, opened, quiet
from compliance.cli.arguments import Parser
from compliance.cli.console import Console, ExitCode
from compliance.cli.meter import Meter
from compliance.cli.texts import TOLD

EPILOG = """\
exit status:
  0  everything is as it was written
  2  wrong usage, or no archive
  3  something is damaged; stdout names it, a line each
"""


def parser() -> Parser:
    """Describes the options."""
    made = archive_parser(
        "verify", "DIR", "Reads all of an archive and holds it against its checksums.", EPILOG
    )
    made.add_argument(
        "--format", choices=("text", "json"), default="text", metavar="FORMAT", help="text or json"
    )
    return close_parser(made, progress=True)


def run(options: argparse.Namespace, console: Console) -> int:
    """Names what is damaged, and the way out."""
    from compliance.output.escape import visible
    from compliance.output.phrases import plural

    with opened(options.archive) as archive, guarded():
        with Meter("verified", sys.stderr, quiet(options)) as meter:
            damages = archive.verify(meter)
        count = len(archive)
    if options.format == "json":
        from compliance.output.encode import encode

        sys.stdout.write(encode([damage._asdict() for damage in damages]) + "\n")
    else:
        for damage in damages:
            ids = ", ".join(visible(id) for id in damage.ids[:TOLD])
            more = f" and {len(damage.ids) - TOLD:,} more" if len(damage.ids) > TOLD else ""
            texts = f" (texts that cannot be read back: {ids}{more})" if ids else ""
            sys.stdout.write(f"{damage.part} {visible(damage.name)}: {visible(damage.reason)}{texts}\n")
    if not damages:
        console.note(f"{count:,} {plural(count, 'text')}, all as they were written")
        return ExitCode.OK
    if any(damage.part == "segment" for damage in damages):
        console.error(f"fingerprints are damaged: compliance archive rebuild {options.archive} makes them anew")
    if any(damage.ids for damage in damages):
        console.error("texts are damaged: add them again with compliance archive add, or remove them")
    if any(damage.part == "catalogue" for damage in damages):
        console.error("the catalogue is damaged: restore it from a copy, or add the texts to a new archive")
    return ExitCode.UNREAD
