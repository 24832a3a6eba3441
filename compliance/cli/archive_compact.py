"""`compliance archive compact DIR`: fewer segments, and the space of what was removed."""

import argparse
import sys

from compliance.cli.archive_stats import size
from compliance.cli.archives import archive_parser, close_parser, guarded, opened, quiet
from compliance.cli.arguments import Parser
from compliance.cli.console import Console, ExitCode
from compliance.cli.meter import Meter


def parser() -> Parser:
    """Describes the options."""
    return close_parser(
        archive_parser(
            "compact",
            "DIR",
            "Merges the segments of an archive, so that it is searched faster, and gives back\nthe space of removed and replaced texts.",
        ),
        progress=True,
    )


def run(options: argparse.Namespace, console: Console) -> int:
    """Compacts, and says what became of it."""
    with opened(options.archive) as archive, guarded(), Meter("merged", sys.stderr, quiet(options)) as meter:
        before = archive.stats()
        after = archive.compact(meter)
    spaces = [sum((it.text_bytes, it.fingerprint_bytes, it.catalogue_bytes)) for it in (before, after)]
    console.note(
        f"segments: {before.segments:,} before, {after.segments:,} now; on disk: {size(spaces[0])} before, {size(spaces[1])} now"
    )
    return ExitCode.OK
