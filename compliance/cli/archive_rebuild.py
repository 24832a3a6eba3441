"""`compliance archive rebuild DIR`: damaged segments anew from the stored texts."""

import argparse
import sys

from compliance.cli.archives import archive_parser, close_parser, guarded, opened, quiet
from compliance.cli.arguments import Parser
from compliance.cli.console import Console, ExitCode
from compliance.cli.meter import Meter
from compliance.output.phrases import plural


def parser() -> Parser:
    """Describes the options."""
    return close_parser(
        archive_parser(
            "rebuild",
            "DIR",
            "Makes the damaged fingerprint segments of an archive anew from its stored texts;\nsound ones are left alone.",
        ),
        progress=True,
    )


def run(options: argparse.Namespace, console: Console) -> int:
    """Rebuilds, and says how many segments there were."""
    with opened(options.archive) as archive, guarded(), Meter("rebuilt", sys.stderr, quiet(options)) as meter:
        rebuilt = archive.rebuild(meter)
    console.note(f"made {rebuilt:,} {plural(rebuilt, 'segment')} anew" if rebuilt else "no segment is damaged")
    return ExitCode.OK
