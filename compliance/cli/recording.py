"""Decisions into their logs, and what of it is printed."""

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from compliance.cli.choosing import Chosen
from compliance.cli.console import Console, Failure, UsageError
from compliance.decisions import Action, Entry, Log, LogError, Scope, decision_on, now, reviewer, undo_of, write_entry
from compliance.decisions.entry import WITHDRAWALS
from compliance.decisions.identity import digest, words
from compliance.decisions.times import later
from compliance.output.encode import encode
from compliance.output.escape import visible
from compliance.output.phrases import excerpt, plural
from compliance.output.settled import action as action_of, lapse

if TYPE_CHECKING:
    from compliance.decisions import Decisions

SHOWN = 20
"""Decisions that people see one by one; the log has them all."""
WIDE = 60
"""Code points of a flag's words in a list."""


def record(chosen: Sequence[Chosen], action: Action, by: str, options: argparse.Namespace, console: Console) -> None:
    """Makes a decision on each flag, one for equal flags, and appends them to their logs. Raises Failure."""
    scope = Scope.EVERYWHERE if options.everywhere else Scope.HERE
    made: dict[tuple[str, str, str], tuple[Log, Entry]] = {}
    for flag, _, log, document, revision in chosen:
        key = (log.path, "", digest(flag)) if options.everywhere else (log.path, document, flag.identity)
        if key not in made:
            time = later(now(), _last(log.decisions, document, flag.identity, digest(flag)))
            entry = decision_on(
                flag, document, action, options.reason, by, revision=revision, time=time, scope=scope, until=options.until or "", unseen=options.all_existing
            )
            made[key] = log, entry
    if not options.dry_run:
        _tell_new([log for log, _ in made.values()], console)
        append(list(made.values()))
    print_entries([entry for _, entry in made.values()], options.output)
    where = ", ".join(dict.fromkeys(log.path for log, _ in made.values()))
    said = "would be written" if options.dry_run else "written"
    console.note(f"{len(made):,} {plural(len(made), 'decision')} {said} to {where}" if made else "there is no flag to decide")


def undo(log: Log, options: argparse.Namespace, by: str, console: Console) -> None:
    """Undoes entries of a log. Raises UsageError for an id that means none, or several, or one that is undone already."""
    made = []
    for prefix in options.undo:
        found = log.decisions.find(prefix.lower())
        if not found:
            raise UsageError(f"{log.path} has no decision {prefix}; compliance decisions list shows them. Nothing was undone")
        if len(found) > 1:
            raise UsageError(f"{len(found):,} decisions have an id that begins with {prefix}. Nothing was undone")
        if not log.decisions.stands(found[0]):
            raise UsageError(f"{found[0].id} was undone before. Nothing was undone")
        made.append((log, undo_of(found[0], options.reason, by, time=later(now(), found[0].time))))
    if not options.dry_run:
        append(made)
    print_entries([entry for _, entry in made], options.output)
    said = "would be undone" if options.dry_run else "undone"
    console.note(f"{len(made):,} {plural(len(made), 'decision')} {said} in {log.path}")


def reviewer_or_refuse() -> str:
    """Who decides. Raises UsageError where nothing says."""
    by = reviewer()
    if not by:
        raise UsageError(
            "nobody would answer for the decision: set COMPLIANCE_REVIEWER='Your Name <you@example.org>' in the "
            "environment, or git config user.name"
        )
    return by


def append(made: Iterable[tuple[Log, Entry]]) -> None:
    """Appends entries, those of a log at once. Raises Failure where a log cannot be written."""
    logs: dict[str, tuple[Log, list[Entry]]] = {}
    for log, entry in made:
        logs.setdefault(log.path, (log, []))[1].append(entry)
    for log, entries in logs.values():
        try:
            log.append(entries)
        except LogError as error:
            raise Failure(str(error)) from error


def print_entries(entries: Sequence[Entry], output: str, shown: int = SHOWN) -> None:
    """Prints entries: for people a line each and not too many, for programs as the log has them."""
    if output == "jsonl":
        for entry in entries:
            sys.stdout.write(write_entry(entry).decode("utf-8"))
        return
    for entry in entries[:shown]:
        sys.stdout.write(entry_line(entry) + "\n")
    if len(entries) > shown:
        sys.stdout.write(f"… and {len(entries) - shown:,} more\n")


def entry_line(entry: Entry) -> str:
    """An entry on a line: its id, what was decided, where, under which rule, on which words."""
    if entry.action in WITHDRAWALS:
        cells = [entry.id, entry.action.value, entry.of]
    else:
        where = "everywhere" if entry.scope is Scope.EVERYWHERE else entry.document
        cells = [entry.id, entry.action.value + (f" until {entry.until}" if entry.until else ""), where, entry.rule, excerpt(entry.text, WIDE)]
    return "  ".join(visible(cell) for cell in cells)


def entry_lines(entry: Entry, decisions: "Decisions") -> tuple[str, str]:
    """An entry in full: when, what and where; then who, why and on which words."""
    time = entry.time[:16].replace("T", " ")
    gone = "" if decisions.stands(entry) else "undone"
    if entry.action in WITHDRAWALS:
        first = [entry.id, time, f"{entry.action.value}{' (undone)' if gone else ''}", entry.of]
        return "  ".join(first), f"{'':18}{visible(entry.by)}: {visible(entry.reason)}"
    if not gone and decisions.replaced(entry):
        gone = "replaced"
    action = entry.action.value + (f" until {entry.until}" if entry.until else "") + (f" ({gone})" if gone else "")
    where = "everywhere" if entry.scope is Scope.EVERYWHERE else entry.document
    first = [entry.id, time, action, entry.rule, where]
    return "  ".join(visible(cell) for cell in first), f"{'':18}{visible(entry.by)}: {visible(entry.reason)}  [{visible(excerpt(entry.text, WIDE))}]"


def print_flags(chosen: Sequence[Chosen], output: str, console: Console) -> None:
    """Prints the flags that wait for a decision, each with its id."""
    for flag, report, _, document, _ in chosen:
        if output == "jsonl":
            told: dict[str, Any] = {
                "flag": flag.identity, "rule": flag.rule, "severity": flag.severity, "id": report.id, "path": report.path, "document": document,
                "line": flag.position.line, "column": flag.position.column, "text": flag.text, "message": flag.message, "decision": flag.decision,
            }  # fmt: skip
            sys.stdout.write(encode(told) + "\n")
            continue
        place = f"{report.id}:{flag.position.line}:{flag.position.column}"
        cells = [flag.identity, flag.severity.value, place, flag.rule, excerpt(words(flag), WIDE)]
        sys.stdout.write("  ".join(visible(cell) for cell in cells) + "\n")
        if action_of(flag):
            sys.stdout.write(f"{'':18}before: {visible(lapse(flag) or action_of(flag))}\n")
    console.note(f"{len(chosen):,} {plural(len(chosen), 'flag')} to decide" if chosen else "no flag waits for a decision")


def _tell_new(logs: Iterable[Log], console: Console) -> None:
    """Says, when a log is made, how git keeps both sides of it in a merge."""
    for path in dict.fromkeys(log.path for log in logs):
        if not os.path.exists(path):
            console.note(f"{path} is new; put it under version control, and this line into .gitattributes: {os.path.basename(path)} merge=union")


def _last(decisions: "Decisions", document: str, flag: str, digest: str) -> str:
    """The time of the decision that a new one answers."""
    return next((entry.time for entry in decisions.on(document, flag, digest)), "")
