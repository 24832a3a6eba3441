"""`compliance archive search DIR DRAFT`: the passages of a draft that stand in an archive."""

import argparse
from functools import lru_cache

from compliance.cli.archives import archive_parser, close_parser, guarded, opened
from compliance.cli.arguments import Parser, add_passage_options
from compliance.cli.console import Console, ExitCode, Failure, UsageError
from compliance.model import Document, Match, MatchKind, Outcome, Unread
from compliance.reuse.archive import Archive

EPILOG = """\
A draft that is in the archive itself, under its path or its address, does not
match itself. `compliance check --archive DIR` makes flags of what is found.

exit status:
  0  nothing but quotations
  1  passages that stand in the archive
  2  wrong usage, or no archive
  3  the draft or the archive could not be read
  4  the draft is empty or binary
"""


def parser() -> Parser:
    """Describes the options."""
    made = archive_parser(
        "search", "DIR DRAFT", "Finds the passages of a draft that stand in texts of an archive.", EPILOG
    )
    made.add_argument("draft", metavar="DRAFT", help="a file; - is standard input")
    add_passage_options(made)
    return close_parser(made)


def run(options: argparse.Namespace, console: Console) -> int:
    """Searches, and writes what is found."""
    if options.stdin_name and options.draft != "-":
        raise UsageError("--stdin-name names standard input, and the draft is not -")
    from compliance.cli.single import read_one
    from compliance.reuse.matching import find_matches

    with opened(options.archive) as archive:
        document = read_one(options.draft, options.input, options.stdin_name)
        if isinstance(document, Unread):
            console.error(f"{document.id}: {document.reason}")
            return ExitCode.UNREAD if document.outcome is Outcome.FAILED else ExitCode.NOTHING
        with guarded():
            matches = find_matches(document, [archive])
            _write(document, matches, archive, options)
    return ExitCode.FLAGGED if any(match.kind is not MatchKind.QUOTATION for match in matches) else ExitCode.OK


def _write(document: Document, matches: list[Match], archive: Archive, options: argparse.Namespace) -> None:
    from compliance.cli.screen import Screen, write_data
    from compliance.model import SCHEMA
    from compliance.output.encode import encode
    from compliance.output.found import found_lines
    from compliance.output.records import match_to_record

    if options.output == "jsonl":
        write_data("".join(encode(match_to_record(match)) + "\n" for match in matches))
    elif options.output == "json":
        records = [match_to_record(match) for match in matches]
        write_data(encode({"schema": SCHEMA, "id": document.id, "matches": records}) + "\n")
    else:
        screen = Screen(options.color)

        @lru_cache(maxsize=8)
        def words(id: str) -> str:
            text = archive.get(id)
            if text is None:
                raise Failure(f"the text {id!r} was removed from {options.archive} while it was searched; search again")
            return text.text

        def passage(match: Match) -> str:
            return words(match.source_id)[slice(*match.source)]

        screen.put(found_lines(document, matches, passage, screen.columns, screen.glyphs, options.verbose))
