"""Which files there are to check: files as given, folders from top to bottom, and patterns.

A file that is named is always checked, whatever its suffix. In a folder only files whose suffix says text are
taken (`SUFFIXES`), in sorted order; passed over are names that begin with a dot, `node_modules`, and what a
`.gitignore` or `.ignore` excludes, in the folder, below it, and above it up to the root of the repository. A
folder that is named is walked even where its repository ignores it. A symbolic link to a file is followed;
one to a folder, inside a folder that is walked, is reported as skipped, so that no loop can form and nothing
outside is drawn in unasked.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from compliance.model import Outcome, Unread

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

SUFFIXES = frozenset(
    (".txt", ".text", ".md", ".markdown", ".mdown", ".html", ".htm", ".xhtml", ".rst", ".adoc", ".asciidoc")
)
"""Suffixes, in small letters, of the files that are taken from a folder."""

_PASSED_OVER = frozenset(("node_modules", "__pycache__"))
_IGNORE_FILES = (".gitignore", ".ignore")
_MAGIC = frozenset("*?[")


class _Ignore:
    """Patterns that hold for everything below a folder; `base` is its absolute path with a slash at its end."""

    def __init__(self, base: str, spec: "GitIgnoreSpec") -> None:
        self.base = base
        self.spec = spec


class _Entry(NamedTuple):
    shown: str  # as the caller named it
    absolute: str
    folder: bool = False
    rules: tuple[_Ignore, ...] = ()


_Wanted = Callable[[str, bool], bool]  # a path relative to where the walk began, and whether it is a folder


def expand(
    paths: Sequence[str],
    *,
    exclude: Sequence[str] = (),
    suffixes: Iterable[str] = SUFFIXES,
    root: str | None = None,
) -> Iterator[str | Unread]:
    """The files that `paths` stand for, each once, in the order given, sorted within a folder or a pattern.

    A path that does not exist is tried as a pattern: `*`, `?`, `[…]` within a name, `**` for any number of
    folders; a folder that a pattern matches is walked. `exclude` are patterns in the syntax of .gitignore,
    relative to `root` (the current folder unless named): they prune folders and patterns silently, and a path
    named in full that they match yields an `Unread` SKIPPED. So does a folder in which there is nothing to
    check. A path that does not exist, a pattern that matches nothing and a folder that cannot be listed yield
    an `Unread` FAILED. Raises ValueError where `exclude` has a pattern that is none.
    """
    excluded = (_Ignore(_slashed(os.path.abspath(root or ".")), _spec(exclude)),) if exclude else ()
    taken = frozenset(suffix.lower() for suffix in suffixes)
    seen: set[str] = set()
    for path in paths:
        empty = True
        for item in _found(path, excluded, taken):
            empty = False
            if isinstance(item, Unread):
                yield item
            elif item.absolute not in seen:
                seen.add(item.absolute)
                yield item.shown
        if empty:
            yield _nothing(path, taken)


def _nothing(path: str, taken: frozenset[str]) -> Unread:
    if os.path.isdir(path):
        reason = f"no file to check in this folder (taken: {' '.join(sorted(taken))})"
        return Unread(path, path, Outcome.SKIPPED, reason)
    reason = f"no such file or folder: {path} (a pattern that matches nothing?)"
    return Unread(path, path, Outcome.FAILED, reason)


def _found(path: str, excluded: tuple[_Ignore, ...], taken: frozenset[str]) -> Iterator[_Entry | Unread]:
    """The files behind one path or pattern; nothing where there are none."""
    try:
        folder, exists, absolute = os.path.isdir(path), os.path.lexists(path), os.path.abspath(path)
    except ValueError:  # a zero byte in the name
        return
    if exists and _ignored(excluded, absolute, folder):
        yield Unread(path, path, Outcome.SKIPPED, "excluded by the configuration")
    elif folder:
        yield from _walk(path, excluded, lambda below, folder: folder or _suffix(below) in taken)
    elif exists:
        yield _Entry(path, absolute)
    elif not _MAGIC.isdisjoint(path):
        yield from _matching(path, excluded, taken)


def _walk(folder: str, excluded: tuple[_Ignore, ...], wanted: _Wanted) -> Iterator[_Entry | Unread]:
    """Everything wanted below a folder, sorted."""
    absolute = os.path.abspath(folder)
    base = len(_slashed(absolute))
    stack: list[_Entry | Unread] = [
        _Entry("" if folder == "." else _slashed(folder), absolute, True, _above(absolute))
    ]
    while stack:
        entry = stack.pop()
        if isinstance(entry, Unread) or not entry.folder:
            yield entry
            continue
        try:
            with os.scandir(entry.absolute) as listing:
                children = sorted(listing, key=lambda child: child.name, reverse=True)
            rules = entry.rules + _rules_in(
                entry.absolute, [c.name for c in children if c.name in _IGNORE_FILES]
            )
            here = _slashed(entry.absolute)
            for child in children:
                name = child.name
                if name[0] == "." or name in _PASSED_OVER:
                    continue
                path, is_folder = here + name, _is_folder(child)
                if not wanted(path[base:], is_folder) or _ignored(excluded, path, is_folder):
                    continue
                if rules and _ignored(rules, path, is_folder):
                    continue
                shown = entry.shown + name
                if is_folder and child.is_symlink():
                    reason = "a symbolic link to a folder: name it to have it checked"
                    stack.append(Unread(shown, shown, Outcome.SKIPPED, reason))
                else:
                    stack.append(_Entry(shown + os.sep if is_folder else shown, path, is_folder, rules))
        except OSError as error:
            reason = f"folder cannot be listed: {(error.strerror or str(error)).lower()}"
            shown = entry.shown.rstrip(os.sep) or entry.absolute
            yield Unread(shown, shown, Outcome.FAILED, reason)


def _is_folder(child: "os.DirEntry[str]") -> bool:
    try:
        return child.is_dir()
    except OSError:  # a link to itself
        return False


def _matching(
    pattern: str, excluded: tuple[_Ignore, ...], taken: frozenset[str]
) -> Iterator[_Entry | Unread]:
    """The files that a pattern matches, and those in the folders that it matches."""
    names = pattern.replace(os.sep, "/").split("/")
    first = next(index for index, name in enumerate(names) if not _MAGIC.isdisjoint(name))
    base = os.sep.join(names[:first]) or (os.sep if first else ".")
    parts = [name for name in names[first:] if name not in ("", ".")]

    def wanted(below: str, folder: bool) -> bool:
        names = below.replace(os.sep, "/").split("/")
        if folder:
            return "**" in parts or _fits(names[: len(parts)], parts[: len(names)])
        if parts[-1] != "**" and _fits(names, parts):
            return True
        return _suffix(below) in taken and any(_fits(names[:to], parts) for to in range(1, len(names) + 1))

    if os.path.isdir(base):
        yield from _walk(base, excluded, wanted)


def _fits(names: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether a path, as names, matches a pattern, as parts; as in the shell's globstar."""
    from fnmatch import fnmatchcase

    reach = {0}  # how many names the parts so far can have used up
    for part in parts:
        if part == "**":
            reach = set(range(min(reach), len(names) + 1))
        else:
            reach = {at + 1 for at in reach if at < len(names) and fnmatchcase(names[at], part)}
        if not reach:
            return False
    return len(names) in reach


def _suffix(path: str) -> str:
    return path[path.rfind(".") :].lower()


def _slashed(folder: str) -> str:
    return folder if folder.endswith(os.sep) else folder + os.sep


def _above(folder: str) -> tuple[_Ignore, ...]:
    """The rules of the repository around a folder, from its root down; none if they ignore the folder."""
    parents: list[str] = []
    top = folder
    while not os.path.lexists(os.path.join(top, ".git")):
        top, below = os.path.dirname(top), top
        if top == below:
            return ()
        parents.append(top)
    rules = _rules(top, [os.path.join(top, ".git", "info", "exclude")])
    for parent in reversed(parents):
        rules += _rules_in(parent, _IGNORE_FILES)
    return () if _ignored(rules, folder, True) else rules


def _rules_in(folder: str, names: Iterable[str]) -> tuple[_Ignore, ...]:
    return _rules(folder, [os.path.join(folder, name) for name in sorted(names)])


def _rules(folder: str, files: Iterable[str]) -> tuple[_Ignore, ...]:
    """The patterns in files, for what is below a folder; as in git, lines that are none are passed over."""
    lines: list[str] = []
    for file in files:
        try:
            with open(file, encoding="utf-8-sig", errors="surrogateescape") as opened:
                lines += opened.read().split("\n")  # universal newlines: CRLF is one too
        except OSError:
            continue
    if not any(line.strip() and line[0] != "#" for line in lines):
        return ()
    try:
        spec = _spec(lines)
    except ValueError:
        spec = _spec([line for line in lines if _is_pattern(line)])
    return (_Ignore(_slashed(folder), spec),)


def _spec(lines: Sequence[str]) -> "GitIgnoreSpec":
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


def _is_pattern(line: str) -> bool:
    try:
        _spec([line])
    except ValueError:
        return False
    return True


def _ignored(rules: tuple[_Ignore, ...], absolute: str, folder: bool) -> bool:
    """Whether the rules leave a path out; the last, which are the nearest, speak first."""
    path = absolute + os.sep if folder else absolute
    for rule in reversed(rules):
        below = path[len(rule.base) :] if path.startswith(rule.base) else path.lstrip(os.sep)
        include = rule.spec.check_file(below.replace(os.sep, "/")).include if below else None
        if include is not None:
            return include
    return False
