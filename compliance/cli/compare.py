"""`compliance compare DRAFT SOURCE`: the passages that a draft shares with one text, side by side."""

import argparse

from compliance.cli.arguments import Parser, add_color_option, add_passage_options
from compliance.cli.console import Console, ExitCode, UsageError
from compliance.model import Document, MatchKind, Outcome, Source, Unread
from compliance.output.comparison import Comparison

EPILOG = """\
examples:
  compliance compare draft.md wire/item.txt
  pbpaste | compliance compare - wire/item.html
  compliance archive show known/ item-7 | compliance compare draft.md -

exit status:
  0  nothing in common but quotations
  1  passages in common
  2  wrong usage
  3  a text could not be read
  4  a text is empty or binary, so nothing was compared
"""


def parser() -> Parser:
    """Describes the options."""
    made = Parser(
        "compliance compare",
        "[options] DRAFT SOURCE",
        "Shows the passages of a draft that stand in another text: word for word, almost\n"
        "so, rewritten or quoted, side by side with the differences marked.",
        EPILOG,
    )
    made.add_argument("draft", metavar="DRAFT", help="a file; - is standard input")
    made.add_argument("source", metavar="SOURCE", help="the text that it is held against; - is standard input")
    add_passage_options(made)
    made.add_argument("-q", "--quiet", action="store_true", help="nothing on stderr but errors")
    add_color_option(made)
    made.close()
    return made


def run(options: argparse.Namespace, console: Console) -> int:
    """Compares, and writes what both have in common."""
    if options.draft == options.source == "-":
        raise UsageError("standard input (-) can be only one of the two texts")
    if options.stdin_name and "-" not in (options.draft, options.source):
        raise UsageError("--stdin-name names standard input, and - is neither of the two texts")
    from compliance.cli.single import read_one

    both = [read_one(path, options.input, options.stdin_name) for path in (options.draft, options.source)]
    unread = [item for item in both if isinstance(item, Unread)]
    for item in unread:
        console.error(f"{item.id}: {item.reason}")
    if unread:
        failed = any(item.outcome is Outcome.FAILED for item in unread)
        return ExitCode.UNREAD if failed else ExitCode.NOTHING
    draft, source = (item for item in both if isinstance(item, Document))
    made = compared(draft, source)
    _write(made, options)
    reused = any(match.kind is not MatchKind.QUOTATION for match in made.matches)
    return ExitCode.FLAGGED if reused else ExitCode.OK


def compared(draft: Document, source: Document) -> Comparison:
    """What two documents have in common; front matter is no part of either text."""
    from compliance.reuse.compare import compare, shares
    from compliance.reuse.matching import searched

    ours, theirs = searched(draft), searched(source)
    of = Source(source.id)
    matches = [
        match._replace(of=of, text=draft.text[slice(*match.draft)], position=draft.position(match.draft.start))
        for match in compare(ours, theirs, draft.zones, source.zones)
    ]
    lifted = [match for match in matches if match.kind is not MatchKind.QUOTATION]
    return Comparison(draft, source, tuple(sorted(matches, key=lambda it: it.draft)), *shares(lifted, ours, theirs))


def _write(made: Comparison, options: argparse.Namespace) -> None:
    from compliance.cli.screen import Screen, write_data
    from compliance.output.comparison import comparison_lines, comparison_to_record, passage_to_record
    from compliance.output.encode import encode

    if options.output == "json":
        write_data(encode(comparison_to_record(made)) + "\n")
    elif options.output == "jsonl":
        write_data("".join(encode(passage_to_record(match, made)) + "\n" for match in made.matches))
    else:
        screen = Screen(options.color)
        screen.put(comparison_lines(made, screen.columns, screen.glyphs, options.verbose))
