"""What there is to read: paths, folders, patterns and URIs to inputs, one after the other.

Paths of this machine are walked as `compliance check` walks them. What another run wrote, a folder with `work/plan.json` in it, is
no input, nor is a log of decisions.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatch

from compliance.batch.inputs.formats import GZIP, by_content, format_of, suffix, taken
from compliance.batch.inputs.missing import missing
from compliance.batch.inputs.nouns import Input, Reading
from compliance.batch.inputs.places import Places, is_remote, local
from compliance.documents import expand
from compliance.documents.files import explain
from compliance.model import Outcome, Unread

LOGS = frozenset(("compliance-decisions.jsonl", "compliance-notes.jsonl"))
"""Records that are no documents: they quote the texts that they are about."""
MARKS = (os.path.join("work", "plan.json"), os.path.join("work", "listing"))
"""What makes a folder that of a run: its plan, or what is to become one."""
_HEAD = 64 * 1024  # bytes by which a format is told


def find_inputs(paths: Sequence[str], reading: Reading) -> Iterator[Input | Unread]:
    """What the paths stand for, each once, in the order given, sorted within a folder, a pattern or a store.

    A path is a file, a folder, a pattern (`*`, `?`, `[…]`, `**`), or the same of a store: `s3://bucket/folder/`,
    `s3://bucket/*.parquet`. A file that is named is taken whatever it is called, one in a folder if its suffix says that there is
    text in it. What cannot be found is an `Unread` FAILED, what is left out on purpose one that is SKIPPED. Raises ValueError where
    `exclude` or `include` has a pattern that is none.
    """
    places = Places()
    included = _included(reading.include)
    seen: set[str] | None = set() if len(paths) > 1 else None  # a single path stands for nothing twice
    for path in paths:
        if is_remote(path):
            from compliance.batch.inputs.stores import objects

            found = objects(path, reading, places, included)
        else:
            found = _files(local(path), reading, included)
        for item in found:
            if seen is not None and isinstance(item, Input):
                key = item.uri if is_remote(item.uri) else os.path.abspath(item.uri)
                if key in seen:
                    continue
                seen.add(key)
            yield _told(item, places) if isinstance(item, Input) and not item.format else item


def _files(path: str, reading: Reading, included: Callable[[str], bool]) -> Iterator[Input | Unread]:
    suffixes = taken(reading)
    last = {end[end.rfind(".") :] for end in suffixes}
    name = os.path.basename(path)
    runs = _Runs(path)
    nothing = True
    for item in expand([path], exclude=reading.exclude, suffixes=last):
        if isinstance(item, Unread):
            gone = item.outcome is Outcome.FAILED and not os.path.lexists(item.id)
            yield item._replace(reason=missing(path)) if gone else item
            nothing = False
        elif item == path or _wanted(item, name, suffixes, runs) and included(item):
            yield _file(item, reading)
            nothing = False
    if nothing:
        yield Unread(path, path, Outcome.SKIPPED, "nothing to check here")


def _wanted(item: str, pattern: str, suffixes: frozenset[str], runs: "_Runs") -> bool:
    if suffix(item) not in suffixes and not fnmatch(os.path.basename(item), pattern):
        return False
    return os.path.basename(item) not in LOGS and not runs.hold(os.path.dirname(item))


def _file(path: str, reading: Reading) -> Input | Unread:
    try:
        status = os.stat(path)
    except OSError as error:
        return Unread(path, path, Outcome.FAILED, explain(error, path))
    return Input(path, format_of(path, reading), status.st_size, str(status.st_mtime_ns))


def _told(found: Input, places: Places) -> Input:
    """An input whose name does not say what it is; one that cannot be opened is a file, and read as such it will say why."""
    import zlib

    try:
        with places.open(found.uri) as stream:
            head = stream.read(_HEAD)
        if head.startswith(GZIP):
            head = zlib.decompressobj(31).decompress(head, _HEAD)
    except (OSError, ValueError, zlib.error):
        head = b""
    return found._replace(format=by_content(head))


def _included(patterns: Sequence[str]) -> Callable[[str], bool]:
    if not patterns:
        return lambda path: True
    from pathspec import GitIgnoreSpec

    spec, here = GitIgnoreSpec.from_lines(patterns), os.getcwd() + os.sep
    return lambda path: spec.match_file(path.removeprefix(here).lstrip(os.sep).replace(os.sep, "/"))


class _Runs:
    """Knows the folders below a path that another run wrote."""

    def __init__(self, top: str) -> None:
        self._known = {"": False, os.path.dirname(top.rstrip(os.sep)): False}

    def hold(self, folder: str) -> bool:
        """Whether a folder lies in one of them."""
        known = self._known.get(folder)
        if known is None:
            known = any(os.path.exists(os.path.join(folder, mark)) for mark in MARKS) or self.hold(os.path.dirname(folder))
            self._known[folder] = known
        return known
