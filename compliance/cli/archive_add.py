"""`compliance archive add DIR PATH…`: known texts into an archive."""

import argparse
import sys
from collections.abc import Iterator

from compliance.cli.arguments import Parser, add_color_option
from compliance.cli.console import Console, ExitCode, UsageError
from compliance.cli.texts import Texts, add_reading_options, date, understand
from compliance.reuse.archive import Added, Text

EPILOG = """\
A text's title, holder, licence, address and date come from front matter, from
the meta elements of a page or from the fields of a record; what an option gives
holds for all texts of the run. A text that is there already changes nothing, so
a run that was cut short goes on where it was when you start it again; a new
version of an id replaces the old one.

examples:
  compliance archive add known/ wire/ --holder 'Kestrel Wire'
  compliance archive add known/ feed.jsonl --input jsonl --text-field body \\
    --address-field url --date-field published
  curl -s https://example.org/story | compliance archive add known/ - \\
    --stdin-name story.html --address https://example.org/story

exit status:
  0  every text that was found is in the archive
  2  wrong usage, or no archive can be made there
  3  something could not be read or written; the rest was added
  4  there was no text
"""


def parser() -> Parser:
    """Describes the options."""
    made = Parser(
        "compliance archive add",
        "[options] DIR PATH…",
        "Puts known texts into an archive that drafts are compared with, and makes the\n"
        "archive if there is none.",
        EPILOG,
    )
    made.add_argument("archive", metavar="DIR", help="the folder of the archive")
    made.add_argument("paths", nargs="*", metavar="PATH", help="a file or a folder; - is standard input")
    add_reading_options(made)
    knowing = made.add_argument_group("what is known of all these texts")
    knowing.add_argument("--title", metavar="TEXT", help="their title")
    knowing.add_argument("--holder", metavar="NAME", help="whose they are")
    knowing.add_argument("--licence", metavar="NAME", help="the licence: SPDX id, name or address")
    knowing.add_argument("--address", metavar="URL", help="where they stand")
    knowing.add_argument("--date", metavar="DATE", type=date, help="when they appeared, e.g. 2026-01-31")
    made.add_argument("-q", "--quiet", action="store_true", help="nothing on stderr but errors")
    made.add_argument("--no-progress", action="store_true", help="no progress line on long runs")
    add_color_option(made)
    made.close()
    return made


def run(options: argparse.Namespace, console: Console) -> int:
    """Adds what can be read and says what cannot."""
    if not options.paths:
        raise UsageError("name what to add behind the archive's folder: files, folders, or - for standard input")
    understand(options)
    from compliance.cli.archives import guarded, opened
    from compliance.cli.meter import Meter
    from compliance.cli.progress import Listing

    texts = Texts(options, console)
    listing = texts.paths = Listing(texts.paths)
    found = iter(texts)
    first = next(found, None)
    if first is None:
        texts.close()
        if not texts.failed:
            console.error(f"there is no text in {', '.join(options.paths)}")
        return ExitCode.UNREAD if texts.failed else ExitCode.NOTHING
    records = options.input == "jsonl"
    quiet = options.quiet or options.no_progress or not sys.stderr.isatty()
    with opened(options.archive, create=True) as archive, guarded():
        with Meter("added", sys.stderr, quiet) as meter:

            def passing() -> Iterator[Text]:
                yield first
                for number, text in enumerate(found, 2):
                    yield text
                    meter.at(number, None if records else listing.count)

            try:
                added = archive.add(passing())
            except KeyboardInterrupt:
                console.note("compliance: interrupted; the same command goes on from what is in the archive by now")
                return ExitCode.INTERRUPTED
        texts.close()
        console.note(_said(added, texts))
    return ExitCode.UNREAD if texts.failed else ExitCode.OK


def _said(added: Added, texts: Texts) -> str:
    counts = (
        (added.added, "added"),
        (added.replaced, "replaced by a new version"),
        (added.unchanged, "there already"),
        (texts.failed, "could not be read"),
        (texts.skipped, "skipped"),
    )
    return "texts: " + ", ".join(f"{number:,} {word}" for number, word in counts if number)
