"""The objects of a store behind a URI: one object, all below a folder, or those that a pattern matches."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from compliance.batch.inputs.formats import format_of, suffix, taken
from compliance.batch.inputs.missing import SIGNS, nothing_at
from compliance.batch.inputs.nouns import Input, Reading
from compliance.batch.inputs.places import Places
from compliance.model import Outcome, Unread

_WORK = "work"
_PLAN = f"/{_WORK}/plan.json"
_LOGS = ("/compliance-decisions.jsonl", "/compliance-notes.jsonl")


def objects(uri: str, reading: Reading, places: Places, included: Callable[[str], bool]) -> Iterator[Input | Unread]:
    """The objects behind one URI, sorted by their keys; an `Unread` where there is none, or the store cannot be asked."""
    try:
        yield from _objects(uri, reading, places, included)
    except (OSError, ValueError, ImportError, NotImplementedError) as error:
        yield Unread(uri, uri, Outcome.FAILED, places.explain(error, uri))


def _objects(uri: str, reading: Reading, places: Places, included: Callable[[str], bool]) -> Iterator[Input | Unread]:
    from pyarrow import fs

    store, path = places.store(uri)
    named = _Named(*_beginning(uri, path))
    base = path.rstrip("/") or path
    kind = store.get_file_info([base])[0].type if "/" in base else fs.FileType.Directory
    pattern = ""
    if kind == fs.FileType.NotFound and not SIGNS.isdisjoint(path):
        pattern, kind = path, fs.FileType.Directory
        base = path[: min(path.find(sign) for sign in SIGNS if sign in path)].rpartition("/")[0]
    wanted = _Wanted(base, pattern, reading, included)
    if kind == fs.FileType.File:
        if wanted.excluded(base):
            yield Unread(uri, uri, Outcome.SKIPPED, "excluded by the configuration")
        else:
            yield _object(store.get_file_info([base])[0], named, reading)
        return
    if kind == fs.FileType.NotFound:
        yield Unread(uri, uri, Outcome.FAILED, nothing_at(base, _beside(store, base), "object or folder"))
        return
    found = store.get_file_info(fs.FileSelector(base, recursive=True, allow_not_found=bool(pattern) and "/" in base))
    runs = tuple(info.path[: -len(_PLAN)] + "/" for info in found if info.path.endswith(_PLAN))
    nothing = True
    for info in sorted(found, key=lambda info: info.path):
        if info.type == fs.FileType.File and wanted(info.path) and not (runs and info.path.startswith(runs)):
            nothing = False
            yield _object(info, named, reading)
    if nothing and pattern:
        yield Unread(uri, uri, Outcome.FAILED, nothing_at(pattern, ()))
    elif nothing:
        reason = f"no object to check in this folder (taken: {' '.join(sorted(taken(reading)))})"
        yield Unread(uri, uri, Outcome.SKIPPED, reason)


def _beginning(uri: str, path: str) -> tuple[str, str]:
    """How the URIs of a store begin, and the paths in it."""
    scheme, _, rest = uri.partition("://")
    authority, _, key = rest.partition("/")
    return f"{scheme}://{authority}/", path[: len(path) - len(key)] if key else path.rstrip("/") + "/"


class _Named(NamedTuple):
    uris: str
    paths: str

    def uri(self, path: str) -> str:
        return self.uris + path[len(self.paths) :]


class _Wanted:
    """Says of the paths in a folder which are taken."""

    def __init__(self, base: str, pattern: str, reading: Reading, included: Callable[[str], bool]) -> None:
        from pathspec import GitIgnoreSpec

        self._base, self._pattern, self._included = len(base), pattern, included
        self._suffixes = taken(reading)
        self._excluded = GitIgnoreSpec.from_lines(reading.exclude)
        # As in .gitignore a pattern that matches a folder matches all that is in it.
        self._matching = GitIgnoreSpec.from_lines([f"/{pattern}"]) if pattern else None

    def __call__(self, path: str) -> bool:
        if "/." in path[self._base :] or path.endswith(_LOGS):
            return False
        by_name = False
        if self._matching is not None:
            if not self._matching.match_file(path):
                return False
            by_name = "**" in self._pattern or self._pattern.count("/") == path.count("/")
        if not by_name and suffix(path) not in self._suffixes:
            return False
        return self._included(_key(path)) and not self.excluded(path)

    def excluded(self, path: str) -> bool:
        return bool(self._excluded.match_file(_key(path)))


def _key(path: str) -> str:
    return path.partition("/")[2]


def _object(info: Any, named: _Named, reading: Reading) -> Input:
    version = str(info.mtime_ns) if info.mtime_ns is not None else ""
    return Input(named.uri(info.path), format_of(info.path, reading), info.size or 0, version)


def _beside(store: Any, path: str) -> list[str]:
    from pyarrow import fs

    folder = path.rpartition("/")[0]
    return [info.base_name for info in store.get_file_info(fs.FileSelector(folder, allow_not_found="/" in folder))]
