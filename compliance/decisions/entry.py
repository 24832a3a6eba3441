"""One line of the log: a decision, or the undoing of one."""

import json
import os
from sys import intern
from typing import Any, NamedTuple

from compliance.decisions.identity import around, digest, excerpt
from compliance.decisions.times import is_end, is_moment
from compliance.model import Flag, Term

SCHEMA = 1
"""Version of a line. One that says a higher number was written by a newer program, and is not guessed at."""


class Action(Term):
    """What an editor says of a flag."""

    ACCEPTED = "accepted"  # it is right, and the text may run as it is
    DISMISSED = "dismissed"  # it is wrong: a false alarm
    WAIVED = "waived"  # it is right, and does not count until a date
    FIXED = "fixed"  # it is right, and the text was changed: should it come back, it counts
    UNDONE = "undone"  # an earlier line holds no longer, as if it had never been said
    PRUNED = "pruned"  # no flag needs an earlier line any more; what it said of the rule still counts


WITHDRAWALS = (Action.UNDONE, Action.PRUNED)
"""Lines about another line."""


class Scope(Term):
    """Where a decision holds."""

    HERE = "here"  # for these words, with those around them, in this document
    EVERYWHERE = "everywhere"  # for these words wherever they stand


class BadEntry(ValueError):
    """A line that is no decision; the text says why."""


class Entry(NamedTuple):
    """One line. Times are in UTC, ISO 8601; `until` is a date, to its end, or a moment.

    `revision` is that of the rule when it was decided, `flag` the identity of the flag, `digest` that of its words alone
    (`identity.digest`), `before` and `after` those of the words around them (`identity.around`), `document` where it was
    decided, `text` the beginning of the words, for people. A line that withdraws
    another has `of`, the id of that, and none of these.
    """

    id: str
    time: str
    by: str
    action: Action
    reason: str
    scope: Scope = Scope.HERE
    rule: str = ""
    revision: int = 0
    flag: str = ""
    digest: str = ""
    document: str = ""
    text: str = ""
    until: str = ""
    of: str = ""
    before: str = ""
    after: str = ""
    unseen: bool = False  # one of many that were taken over as they were; it says nothing of the rule


_ALWAYS = ("id", "time", "by", "reason")
_DECISION = ("rule", "flag", "digest", "document")


def decision_on(
    flag: Flag, document: str, action: Action, reason: str, by: str, *, revision: int, time: str, scope: Scope = Scope.HERE, until: str = "",
    unseen: bool = False,
) -> Entry:
    """A decision on a flag.

    Args:
        flag: as a check reported it.
        document: the name of its document in the log (`document_key`).
        action: anything but a withdrawal.
        reason: why; it may not be empty.
        by: who decides; neither may that.
        revision: that of the rule.
        time: the moment, in UTC.
        scope: where it holds.
        until: when it lapses, as `times.until` gives it; a waiver needs it.
        unseen: whether it is one of many that nobody has looked at one by one.
    Raises:
        BadEntry: something of this is missing.
    """
    about = flag.rule, revision, flag.identity, digest(flag), document, excerpt(flag)
    return read_entry(write_entry(Entry(_new_id(), time, by.strip(), action, reason.strip(), scope, *about, until, "", *around(flag), unseen)))


def undo_of(entry: Entry, reason: str, by: str, *, time: str, action: Action = Action.UNDONE) -> Entry:
    """A line after which `entry`, a decision or itself a withdrawal, holds no longer: to undo an undoing is to do again.
    `action` is UNDONE or PRUNED. Raises BadEntry as `decision_on`."""
    return read_entry(write_entry(Entry(_new_id(), time, by.strip(), action, reason.strip(), of=entry.id)))


def write_entry(entry: Entry) -> bytes:
    """The line, with its newline: always the same keys in the same order, so that `git diff` shows what was said."""
    record: dict[str, Any] = {"schema": SCHEMA, "id": entry.id, "time": entry.time, "by": entry.by, "action": entry.action, "reason": entry.reason}
    if entry.action in WITHDRAWALS:
        record["of"] = entry.of
    else:
        if entry.until:
            record["until"] = entry.until
        record |= {
            "scope": entry.scope, "rule": entry.rule, "revision": entry.revision, "flag": entry.flag, "digest": entry.digest,
            "before": entry.before, "after": entry.after, "document": entry.document, "text": entry.text,
        }  # fmt: skip
        if entry.unseen:
            record["unseen"] = True
    # What UTF-8 cannot say, a lone surrogate of a damaged name, becomes the escape that JSON has for it.
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def read_entry(line: bytes) -> Entry:
    """The entry in a line. Keys that it does not know are passed over. Raises BadEntry."""
    if line.startswith((b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")):
        raise BadEntry("a mark of an unfinished merge: keep the lines on both sides of it and delete the mark")
    try:
        record: Any = json.loads(line.decode())
    except (ValueError, RecursionError):
        raise BadEntry("not a whole line of JSON; whoever wrote it was interrupted, or it was edited by hand") from None
    if not isinstance(record, dict):
        raise BadEntry("not a decision: it is no JSON object")
    schema = record.get("schema")
    if isinstance(schema, bool) or not isinstance(schema, int) or schema < 1:
        raise BadEntry('not a decision: "schema" is no number')
    if schema > SCHEMA:
        raise BadEntry(f"written by a newer version of compliance (schema {schema}, this one reads {SCHEMA})")
    return _entry(record)


def _entry(record: dict[str, Any]) -> Entry:
    try:
        action = Action(record.get("action"))
    except ValueError:
        raise BadEntry(f'"action" is none of {", ".join(Action)}') from None
    for name in (*_ALWAYS, *(("of",) if action in WITHDRAWALS else _DECISION)):
        if not isinstance(record.get(name), str) or not record[name].strip():
            raise BadEntry(f'it has no "{name}"')
    if not is_moment(record["time"]):
        raise BadEntry('"time" is no moment in UTC, such as 2026-01-31T09:30:00Z')
    common = record["id"], record["time"], intern(record["by"]), action, intern(record["reason"])  # many lines say the same
    if action in WITHDRAWALS:
        return Entry(*common, of=record["of"])
    try:
        scope = Scope(record.get("scope"))
    except ValueError:
        raise BadEntry('"scope" is neither here nor everywhere') from None
    revision, until = record.get("revision"), record.get("until", "")
    before, after, text = (str(record.get(name, "")) for name in ("before", "after", "text"))
    if isinstance(revision, bool) or not isinstance(revision, int):
        raise BadEntry('"revision" is no number')
    if not isinstance(until, str) or (until and not is_end(until)):
        raise BadEntry('"until" is no date')
    if action is Action.WAIVED and not until:
        raise BadEntry('a waiver needs "until", the date when it lapses')
    return Entry(
        *common, scope, intern(record["rule"]), revision, record["flag"], record["digest"], intern(record["document"]), intern(text), until, "", before, after,
        record.get("unseen") is True,
    )  # fmt: skip


def _new_id() -> str:
    return os.urandom(8).hex()
