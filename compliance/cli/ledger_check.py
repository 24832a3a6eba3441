"""`compliance ledger check`: whether a ledger is right, before a check rests on it."""

import argparse
import sys
from typing import Any

from compliance.cli.arguments import Parser
from compliance.cli.console import Console, ExitCode, UsageError, plain
from compliance.cli.ledgers import changed, close_parser, ledger_parser, opened, write_rows
from compliance.policy.ledger import LedgerError, Problem

_COLUMNS = ("path", "line", "column", "severity", "message")


def parser() -> Parser:
    """Describes the options."""
    made = ledger_parser("check", "", "Says what is wrong in a ledger, and what is odd.", "exit status: 0 right, 1 odd, 2 wrong")
    return close_parser(made)


def run(options: argparse.Namespace, console: Console) -> int:
    """Prints what is wrong or odd, a line each; whatever stops the ledger from being used makes the status 2."""
    try:
        loaded = opened(options)
    except UsageError as error:
        if not isinstance(error.__cause__, LedgerError):
            raise
        _write([_row(it, "error") for it in error.__cause__.problems], options.output)
        return ExitCode.USAGE
    _write([_row(it, "warning") for it in loaded.warnings], options.output)
    count = len(loaded.ledger.licences) + len(changed(loaded.ledger))
    console.note(f"{count:,} {'entry' if count == 1 else 'entries'}, {len(loaded.warnings):,} odd")
    return ExitCode.FLAGGED if loaded.warnings else ExitCode.OK


def _row(problem: Problem, severity: str) -> dict[str, Any]:
    return {**problem._asdict(), "severity": severity}


def _write(rows: list[dict[str, Any]], output: str) -> None:
    if output != "terminal":
        write_rows(_COLUMNS, rows, output)
        return
    for row in rows:
        sys.stdout.write(plain(f"{row['path']}:{row['line']}:{row['column']}: {row['severity']}: {row['message']}") + "\n")
