"""Where the packs are, and the cache of their compiled form.

Reading and checking all packs takes a second or two; a check of one file must not. The cache holds the rules as plain
data, keyed by what the packs are made of; it is never trusted over the packs: another size or time of any file is another key.
"""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from compliance.rulebook.beside import write_beside
from compliance.rulebook.book import Rulebook
from compliance.rulebook.packed import Rows, filed, from_file
from compliance.rulebook.rule import Rule, RuleError
from compliance.rulebook.store import CompiledStore

if TYPE_CHECKING:
    from compliance.rulebook.reading import Defaults, Pack

FORMAT = 9
"""Raised with every change of what the cache holds."""
COMMON = "common.toml"
DATA = ("holders.toml", "creative_commons.toml")
"""Files of rules/ that are tables for readers, not packs."""


def rules_folder() -> str:
    """The folder of the packs that ship with the project: inside the package when installed, beside it in a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(package, "rules")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(package), "rules")


def load(packs: Sequence[str] = (), building: Callable[[], None] = lambda: None) -> Rulebook:
    """The rulebook of the packs that ship, with the user's packs on top.

    Args:
        packs: TOML files, or folders of them. A rule in a later pack replaces one of the same id.
        building: called where there is no cache of these rules, so that making the rulebook takes some seconds.
    Raises:
        RuleError: a pack cannot be read or used.
    """
    own = list(_files(packs))
    shipped = [os.path.join(rules_folder(), name) for name in sorted(os.listdir(rules_folder())) if name.endswith(".toml")]
    key = _key([*shipped, *own])

    def made() -> Rulebook:
        building()
        book = build(shipped, own)
        _write_cache(key, book.plain())
        return book

    book = _read_cache(key, cache(lambda: made().plain()[1])) or made()
    book.store = CompiledStore(os.path.join(_cache_folder(), f"rules-{key}.compiled"))
    return book


def build(shipped: Iterable[str], own: Iterable[str] = ()) -> Rulebook:
    """A rulebook from files, without the cache."""
    import hashlib

    from compliance.rulebook.reading import parse, read_pack

    digest = hashlib.sha256()
    common: dict[str, list[str]] = {}
    defaults: Defaults = {}
    holders: dict[str, Any] = {}
    texts: list[tuple[str, str]] = []
    shipped, own = list(shipped), list(own)
    for path in [*shipped, *own]:
        text = _read(path)
        digest.update(text.encode())
        name = os.path.basename(path)
        if path in shipped and name == COMMON:
            data = parse(path, text)
            common, defaults = data.get("lexicon", {}), data.get("defaults", {})
            texts.append((path, text))
        elif path in shipped and name == "holders.toml":
            holders = _registry(path)
        elif not (path in shipped and name in DATA):
            texts.append((path, text))
    if holders:
        common = {**common, "agency": _agencies(holders)}
    packs: list[Pack] = [read_pack(path, text, common, defaults, careful=path not in shipped) for path, text in texts]
    rules: dict[str, Rule] = {}
    for pack in packs:
        for rule in pack.rules:
            if rule.id in rules and rules[rule.id].path in shipped and rule.path in shipped:
                other = rules[rule.id]
                raise RuleError(rule.path, rule.line, f"rule id {rule.id!r} stands in {other.path}:{other.line} too")
            rules[rule.id] = rule
    names: dict[str, list[str]] = {}
    for pack in packs:
        for key, words in pack.names.items():
            names.setdefault(key, []).extend(words)
    return Rulebook(list(rules.values()), {pack.id: pack.reads for pack in packs}, holders, names, digest.hexdigest()[:16])


def _registry(path: str) -> dict[str, Any]:
    from compliance.rulebook.holder_file import HolderError
    from compliance.rulebook.holders import load_registry

    try:
        return load_registry(path).to_plain()
    except HolderError as error:
        place, _, message = str(error).partition(": ")
        _, _, line = place.rpartition(":")
        raise RuleError(path, int(line) if line.isdigit() else 1, message) from None


def _agencies(holders: dict[str, Any]) -> list[str]:
    from compliance.rulebook.holders import Registry

    names = Registry.from_plain(holders).agency_names()
    return ["".join("\\" + c if c in "\\.^$*+?{}[]|()~" else c for c in name) for name in sorted(names, key=len, reverse=True)]


def _files(packs: Sequence[str]) -> Iterable[str]:
    for pack in packs:
        if os.path.isdir(pack):
            yield from (os.path.join(pack, name) for name in sorted(os.listdir(pack)) if name.endswith(".toml"))
        else:
            yield pack


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError as error:
        raise RuleError(path, 1, f"the pack cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise RuleError(path, 1, f"the pack is not UTF-8: byte {error.start}") from None


def _key(paths: Iterable[str]) -> str:
    from zlib import crc32

    rows = []
    for path in paths:
        try:
            stat = os.stat(path)
        except OSError as error:
            raise RuleError(path, 1, f"the pack cannot be read: {error.strerror or error}") from None
        rows.append(f"{os.path.abspath(path)}\0{stat.st_size}\0{stat.st_mtime_ns}")
    folder = os.path.dirname(os.path.abspath(__file__))
    for name in sorted(os.listdir(folder)):
        if name.endswith((".py", ".txt")):
            stat = os.stat(os.path.join(folder, name))
            rows.append(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}")
    text = "\n".join([str(FORMAT), sys.version, sys.byteorder, *rows]).encode()
    return f"{crc32(text):08x}{crc32(text[::-1]):08x}{len(text):x}"


def _cache_folder() -> str:
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "editorial-compliance")


def _read_cache(key: str, anew: Callable[[], Rows]) -> Rulebook | None:
    """The rulebook in the cache; None where there is none, or none that can be used."""
    try:
        return Rulebook.from_plain(from_file(os.path.join(_cache_folder(), f"rules-{key}.bin"), anew))
    except (OSError, ValueError, EOFError, TypeError, LookupError, AttributeError):
        return None


def _write_cache(key: str, plain: tuple[Any, Rows]) -> None:
    """Writes beside and renames, so that a reader never sees half a file. A machine without a cache folder does without."""
    folder = _cache_folder()
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        write_beside(os.path.join(folder, f"rules-{key}.bin"), filed(*plain))
        _tidy(folder)
    except OSError:
        return


KEPT = 6
"""States of rules whose caches stay: a person's few checkouts and packs, not every version of each."""


def _tidy(folder: str) -> None:
    """Removes the caches that were longest not made."""
    books = sorted((name for name in os.listdir(folder) if name.startswith("rules-")), key=lambda name: -os.stat(os.path.join(folder, name)).st_mtime)
    keys = list(dict.fromkeys(name.partition(".")[0] for name in books))
    for name in books:
        if name.partition(".")[0] in keys[KEPT:]:
            os.unlink(os.path.join(folder, name))
