"""Decisions on flags, on the record: one line of JSON each, appended and never rewritten.

    log = open_log("compliance-decisions.jsonl")
    report = decide(report, log.decisions, document, revision, now())
    log.append([decision_on(flag, document, Action.ACCEPTED, reason, by, revision=1, time=now())])

docs/decisions.md says what holds for whom, and for how long.
"""

from compliance.decisions.apply import decide
from compliance.decisions.entry import Action, BadEntry, Entry, Scope, decision_on, read_entry, undo_of, write_entry
from compliance.decisions.identity import document_key
from compliance.decisions.index import Decisions
from compliance.decisions.log import Log, LogError, Problem, open_log
from compliance.decisions.reviewer import reviewer
from compliance.decisions.times import now, until

__all__ = [
    "Action", "BadEntry", "Decisions", "Entry", "Log", "LogError", "Problem", "Scope", "decide", "decision_on", "document_key", "now", "open_log",
    "read_entry", "reviewer", "undo_of", "until", "write_entry",
]
