"""Files, folders, records and standard input to the texts of an archive."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from compliance.cli.arguments import Parser, add_format_options
from compliance.cli.console import Console, UsageError
from compliance.cli.sources import STDIN, sources
from compliance.config import Config, Lookup
from compliance.documents import read_file, read_stream
from compliance.model import Document, Outcome, Unread
from compliance.reuse.archive import Text
from compliance.reuse.matching import searched
from compliance.reuse.metadata import described, iso

FIELDS = ("title", "holder", "licence", "address", "date")
"""What is known of a text beside its words."""
TOLD = 10
"""How many texts that could not be read are named."""


def add_reading_options(made: Parser) -> None:
    """The options that say what is read and what is known of it."""
    reading = made.add_argument_group("what is read")
    add_format_options(reading)
    for name in FIELDS:
        reading.add_argument(
            f"--{name}-field", metavar="NAME", help=f"jsonl: the field with the {name} ({name})"
        )
    reading.add_argument("--stdin-name", metavar="NAME", help="the name that standard input goes by")
    reading.add_argument(
        "--exclude",
        metavar="GLOB",
        action="append",
        default=[],
        help="leave such files alone; as in .gitignore",
    )


def understand(options: argparse.Namespace) -> None:
    """Refuses what makes no sense together. Raises UsageError."""
    if options.paths.count(STDIN) > 1:
        raise UsageError("standard input (-) can be read only once")
    if options.stdin_name and STDIN not in options.paths:
        raise UsageError("--stdin-name names standard input, and - is not among the paths")
    named = [name for name in FIELDS if getattr(options, f"{name}_field")]
    if options.input != "jsonl" and (named or options.id_field != "id" or options.text_field != "text"):
        raise UsageError("the options with -field in their name go with --input jsonl")


class Texts:
    """The texts that the options name, one by one, and what could not be read on the way.

    `failed` and `skipped` count what was no text; the first few of them are told as they come.
    """

    def __init__(self, options: argparse.Namespace, console: Console) -> None:
        self._options, self._console = options, console
        self.failed = self.skipped = 0
        self.paths: Iterable[str | Unread] = sources(options, Lookup(Config()))

    def __iter__(self) -> Iterator[Text]:
        for path in self.paths:
            pieces = self._pieces(path) if isinstance(path, str) else iter((path,))
            for _, parts in groupby(pieces, _together()):
                text = self._text(list(parts))
                if text is not None:
                    yield text

    def close(self) -> None:
        """Says how many more there were than were told."""
        more = self.failed + self.skipped - TOLD
        if more > 0:
            self._console.note(f"… and {more:,} more that were not read")

    def _pieces(self, path: str) -> Iterator[Document | Unread]:
        options = self._options
        format = None if options.input == "auto" else options.input
        name = (options.stdin_name or "<stdin>") if path == STDIN else os.path.normpath(path)
        if format == "jsonl":
            from compliance.documents import read_jsonl

            fields = {field: getattr(options, f"{field}_field") or field for field in FIELDS}
            source = sys.stdin.buffer if path == STDIN else path
            return read_jsonl(
                source, id_field=options.id_field, text_field=options.text_field, path=name, fields=fields
            )
        if path == STDIN:
            return read_stream(sys.stdin.buffer, name=name, format=format)
        return read_file(path, id=name, format=format)

    def _text(self, parts: list[Document | Unread]) -> Text | None:
        """The text of a source, its windows put together; None where it could not be read."""
        documents = [part for part in parts if isinstance(part, Document)]
        for part in parts:
            if isinstance(part, Unread):
                self._tell(part)
                return None
        first = documents[0]
        body = searched(first).lstrip() if first.zones else first.text  # front matter has become blanks
        body += "".join(part.text for part in documents[1:])
        said = described(first, body)
        given = {name: getattr(self._options, name, None) for name in FIELDS}
        return Text(first.id, body, *said[1:])._replace(**{name: value for name, value in given.items() if value})

    def _tell(self, unread: Unread) -> None:
        failed = unread.outcome is Outcome.FAILED
        self.failed += failed
        self.skipped += not failed
        if self.failed + self.skipped <= TOLD:
            say = self._console.error if failed else self._console.note
            say(f"{unread.id}: {unread.reason}")


def _together() -> Callable[[Document | Unread], int]:
    """Numbers the sources that documents belong to: windows of one source have one number."""
    number = 0
    more = False

    def source(item: Document | Unread) -> int:
        nonlocal number, more
        number += not more
        more = isinstance(item, Document) and item.more
        return number

    return source


def date(word: str) -> str:
    """A date on the command line."""
    if not iso(word):
        raise argparse.ArgumentTypeError(f"{word!r} is no date in the form of 2026-01-31 or 2026-01-31T09:30Z")
    return iso(word)
