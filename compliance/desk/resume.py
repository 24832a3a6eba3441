"""Where an editor left off: kept for the user, not beside the content."""

import json
import os
import sys
import tempfile
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any, NamedTuple

from compliance.desk.desk import Desk
from compliance.desk.filters import Filter, FilterError, parse
from compliance.desk.grouping import Grouping

KEPT = 200
"""Desks that are remembered."""


class Place(NamedTuple):
    """Where somebody was: the flag (its document's id, its rule and its identity), and how the desk was laid out."""

    document: str = ""
    rule: str = ""
    identity: str = ""
    grouping: str = "document"
    filter: str = ""
    theme: str = ""


def name_of(paths: Iterable[str], log: str) -> str:
    """What a desk goes by: the texts that were asked for and the log of decisions, wherever it was asked from."""
    words = "\0".join([os.path.abspath(log), *(path if path == "-" else os.path.abspath(path) for path in paths)])
    return blake2b(words.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()


def state_file(environ: Mapping[str, str] = os.environ) -> str:
    """The file: in XDG_STATE_HOME, or where the system keeps such things."""
    base = environ.get("XDG_STATE_HOME", "")
    if not os.path.isabs(base):
        local = environ.get("LOCALAPPDATA", "") if sys.platform == "win32" else ""
        base = local or os.path.join(os.path.expanduser("~"), ".local", "state")
    return os.path.join(base, "compliance", "desk.json")


def recall(path: str, name: str) -> Place:
    """Where somebody was at a desk; a place at the beginning where that is not known."""
    told = _read(path).get(name)
    if not isinstance(told, dict):
        return Place()
    return Place(*(value if isinstance(value := told.get(field), str) else "" for field in Place._fields))


def remember(path: str, name: str, place: Place) -> bool:
    """Keeps a place; False where it cannot be kept, which is no reason to stop anybody."""
    known = _read(path)
    known.pop(name, None)
    known[name] = place._asdict()
    rows = dict(list(known.items())[-KEPT:])
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        descriptor, fresh = tempfile.mkstemp(dir=os.path.dirname(path), prefix=".desk-")
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            json.dump(rows, file, ensure_ascii=False)
        os.replace(fresh, path)
    except OSError:
        return False
    return True


def where(desk: Desk, theme: str) -> Place:
    """The place of an editor at a desk."""
    item, report = desk.item, desk.report
    here = (report.id, item.flag.rule, item.flag.identity) if item and report else ("", "", "")
    return Place(*here, desk.grouping.value, str(desk.filter), theme)


def resume(desk: Desk, place: Place) -> None:
    """Lays a desk out as it was left, and goes to the flag of then."""
    if place.grouping in tuple(Grouping):
        desk.grouping = Grouping(place.grouping)
    try:
        desk.refilter(parse(place.filter))
    except FilterError:
        desk.refilter(Filter())
    if not desk.order and desk.items:
        desk.refilter(Filter())
    if place.document:
        desk.find(place.document, place.rule, place.identity)


def _read(path: str) -> dict[str, Any]:
    try:
        with open(path, encoding="utf-8") as file:
            known = json.load(file)
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
