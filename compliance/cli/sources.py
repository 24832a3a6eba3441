"""The files that the paths of a command line stand for, less what is excluded."""

import argparse
import os
from collections.abc import Iterator
from itertools import groupby

from compliance.config import Config, Lookup
from compliance.model import Outcome, Unread

STDIN = "-"
LOG = "compliance-decisions.jsonl"
"""What a log of decisions is called, unless the configuration says otherwise."""
NOTES = "compliance-notes.jsonl"
"""What the notes beside it are called."""
RECORDS = (".jsonl", ".ndjson")
"""What is taken from folders when records are asked for."""


def sources(options: argparse.Namespace, lookup: Lookup) -> Iterator[str | Unread]:
    """Files, standard input and what could not be found, in order; folders sorted by name."""
    for config, paths in groupby(options.paths, lambda path: of_path(path, lookup)):
        for piped, some in groupby(list(paths), STDIN.__eq__):
            chosen = list(some)
            yield from chosen if piped else _files(chosen, options, config, lookup)


def of_path(path: str, lookup: Lookup) -> Config:
    """The configuration that holds where a path begins: for a folder, in it. Raises ConfigError."""
    return lookup.of_folder(path) if os.path.isdir(path) else lookup.of_file(path)


def _files(
    paths: list[str], options: argparse.Namespace, config: Config, lookup: Lookup
) -> Iterator[str | Unread]:
    from compliance.documents import expand

    # The walk is pruned by one set of patterns with one root; what the other set excludes is sorted out
    # afterwards.
    own = options.exclude or not config.exclude
    chosen = {"suffixes": RECORDS} if options.input == "jsonl" else {}
    found = expand(
        paths, exclude=options.exclude or config.exclude, root="." if own else config.folder, **chosen
    )
    named = set(paths)
    for item in found:
        if isinstance(item, str):
            if item not in named and _is_log(item, config):
                continue
            if lookup.excluded(item):
                if item in named:
                    yield Unread(item, item, Outcome.SKIPPED, "excluded by the configuration")
                continue
        elif item.outcome is Outcome.FAILED and not os.path.lexists(item.id):
            from compliance.batch.inputs.missing import missing

            item = item._replace(reason=missing(item.id))
        yield item


def _is_log(path: str, config: Config) -> bool:
    """Whether a file of records is a log of decisions, or of notes, whose lines quote the texts they are about."""
    return os.path.basename(path) in (LOG, NOTES) or (config.decisions is not None and os.path.normpath(path) == config.decisions)
