"""`compliance archive remove DIR ID…`: texts out of an archive."""

import argparse
import sys
from collections.abc import Iterator

from compliance.cli.archives import archive_parser, close_parser, guarded, opened
from compliance.cli.arguments import Parser
from compliance.cli.console import Console, ExitCode, UsageError
from compliance.cli.texts import TOLD
from compliance.output.phrases import plural

EPILOG = """\
examples:
  compliance archive remove known/ item-7 item-8
  compliance archive remove known/ - < withdrawn.txt

exit status:
  0  none of these texts is in the archive any more
  2  wrong usage, or no archive
  3  the archive could not be written
  4  none of them was there
"""


def parser() -> Parser:
    """Describes the options."""
    made = archive_parser(
        "remove", "DIR ID…", "Takes texts out of an archive. `archive compact` gives back their space.", EPILOG
    )
    made.add_argument("ids", nargs="*", metavar="ID", help="the id of a text; - reads ids from stdin, one a line")
    return close_parser(made)


def run(options: argparse.Namespace, console: Console) -> int:
    """Removes, and says which ids were not there."""
    if not options.ids:
        raise UsageError("name the ids of the texts to remove; compliance archive list shows all")
    ids = list(dict.fromkeys(_ids(options.ids)))
    with opened(options.archive) as archive, guarded():
        missing = [id for id in ids if id not in archive]
        removed = archive.remove(ids)
    for id in missing[:TOLD]:
        console.warning(f"there is no text {id!r} in {options.archive}")
    if len(missing) > TOLD:
        console.warning(f"… and {len(missing) - TOLD:,} more that were not there")
    console.note(f"removed {removed:,} {plural(removed, 'text')}")
    return ExitCode.OK if removed else ExitCode.NOTHING


def _ids(words: list[str]) -> Iterator[str]:
    for word in words:
        if word != "-":
            yield word
            continue
        for line in sys.stdin:
            if line.strip():
                yield line.strip()
