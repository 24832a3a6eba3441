"""`compliance archive clusters DIR|PATH…`: texts that are reprints of one another."""

import argparse
import os
import sys
from collections.abc import Sequence

from compliance.cli.archives import close_parser, guarded, opened, quiet
from compliance.cli.arguments import Parser
from compliance.cli.console import Console, ExitCode, UsageError
from compliance.cli.meter import Meter
from compliance.cli.texts import Texts, add_reading_options, understand
from compliance.reuse.archive import Archive, Cluster
from compliance.reuse.archive.catalogue import NAME

TOLD = 8
"""Texts of a cluster that a person is told; programs get all."""

EPILOG = """\
Texts belong together when they share most of the shorter one, directly or over
others. The one with the earliest date is the likely origin.

examples:
  compliance archive clusters known/
  compliance archive clusters drafts/ --output jsonl
  compliance archive clusters feed.jsonl --input jsonl --date-field published

exit status:
  0  done, whether there are clusters or not
  2  wrong usage
  3  something could not be read
  4  there was no text
"""


def parser() -> Parser:
    """Describes the options."""
    made = Parser(
        "compliance archive clusters",
        "[options] DIR|PATH…",
        "Groups the texts of an archive, or of files and folders, that are reprints or\n"
        "near-duplicates of one another, the largest group first.",
        EPILOG,
    )
    made.add_argument("paths", nargs="*", metavar="DIR|PATH", help="an archive; or files and folders; - is stdin")
    made.add_argument(
        "--share",
        metavar="SHARE",
        type=_share,
        default=0.5,
        help="how much of the shorter text two must have in common: 0.05 to 1 (0.5)",
    )
    made.add_argument(
        "-o",
        "--output",
        metavar="FORMAT",
        choices=("terminal", "jsonl"),
        default="terminal",
        help="terminal (the default) or jsonl, a line a cluster",
    )
    add_reading_options(made)
    return close_parser(made, progress=True)


def run(options: argparse.Namespace, console: Console) -> int:
    """Clusters an archive, or texts that are put into one that lasts as long as the command."""
    if not options.paths:
        raise UsageError("name an archive, or files and folders; see compliance archive clusters --help")
    understand(options)
    if len(options.paths) == 1 and os.path.exists(os.path.join(options.paths[0], NAME)):
        with opened(options.paths[0]) as archive:
            _cluster(archive, options, console)
        return ExitCode.OK
    from tempfile import TemporaryDirectory

    texts = Texts(options, console)
    with TemporaryDirectory(prefix="compliance-") as folder, opened(folder, create=True) as archive:
        with guarded():
            archive.add(texts)
        texts.close()
        if len(archive):
            _cluster(archive, options, console)
        elif not texts.failed:
            console.error(f"there is no text in {', '.join(options.paths)}")
            return ExitCode.NOTHING
    return ExitCode.UNREAD if texts.failed else ExitCode.OK


def _cluster(archive: Archive, options: argparse.Namespace, console: Console) -> None:
    with guarded(), Meter("compared", sys.stderr, quiet(options)) as meter:
        clusters = archive.clusters(share=options.share, progress=meter)
    if options.output == "jsonl":
        _records(clusters)
    else:
        _lines(clusters, options)
    from compliance.output.phrases import plural

    together = sum(len(cluster.sources) for cluster in clusters)
    alone = len(archive) - together
    console.note(f"{len(clusters):,} {plural(len(clusters), 'cluster')} of {together:,} texts; {alone:,} {plural(alone, 'text')} in none")


def _records(clusters: Sequence[Cluster]) -> None:
    from compliance.cli.screen import write_data
    from compliance.output.encode import encode

    for cluster in clusters:
        texts = [{name: value for name, value in it._asdict().items() if value} for it in cluster.sources]
        record = {"size": len(cluster.sources), "origin": cluster.origin.id, "containment": round(cluster.containment, 4), "texts": texts}
        write_data(encode(record) + "\n")


def _lines(clusters: Sequence[Cluster], options: argparse.Namespace) -> None:
    from compliance.cli.screen import Screen
    from compliance.output.escape import visible
    from compliance.output.found import source_line
    from compliance.output.frame import block, label
    from compliance.output.wrap import Segment

    screen = Screen(options.color)
    for cluster in clusters:
        head = f"{len(cluster.sources):,} texts, at least {cluster.containment:.0%} in common"
        screen.put(block(label("cluster"), [Segment("strong", head)], screen.columns))
        dated = bool(cluster.origin.date)
        for number, source in enumerate(cluster.sources[:TOLD]):
            word = "origin" if number == 0 and dated else ""
            screen.put(block(label(word, "note"), [Segment("", visible(source_line(source)))], screen.columns))
        if len(cluster.sources) > TOLD:
            more = f"and {len(cluster.sources) - TOLD:,} more"
            screen.put(block(label(""), [Segment("dim", more)], screen.columns))
        screen.put([[]])


def _share(word: str) -> float:
    try:
        share = float(word)
    except ValueError:
        share = 0.0
    if not 0.05 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{word!r} is no share from 0.05 to 1")
    return share
