"""`compliance ledger list`: what a ledger holds."""

import argparse
from typing import Any

from compliance.cli.arguments import Parser
from compliance.cli.console import Console, ExitCode
from compliance.cli.ledgers import changed, close_parser, ledger_parser, opened, opened_or_ready, ready_made, values, write_rows
from compliance.model import Act
from compliance.policy.terms import Licence

_COLUMNS = ("id", "holder", "acts", "channels", "territories", "from", "until", "duties")


def parser() -> Parser:
    """Describes the options."""
    made = ledger_parser(
        "list", "", "Lists the entries of a ledger, with what they grant and until when.",
        "--all adds the ready-made entries: public licences, rights statements, and\nthe terms of houses that let anybody republish.",
    )  # fmt: skip
    made.add_argument("--all", action="store_true", help="the ready-made entries too")
    return close_parser(made)


def run(options: argparse.Namespace, console: Console) -> int:
    """Prints a row an entry."""
    if options.all:
        ledger = opened_or_ready(options)
        entries = [*ledger.licences, *ready_made(ledger)]
    else:
        ledger = opened(options).ledger
        entries = [*ledger.licences, *changed(ledger)]
    rows = map(_row, entries)
    write_rows(_COLUMNS, map(_short, rows) if options.output == "terminal" else rows, options.output)
    console.note(f"{len(entries):,} {'entry' if len(entries) == 1 else 'entries'}")
    return ExitCode.OK


def _short(row: dict[str, Any]) -> dict[str, Any]:
    """The row with a long list of acts told by those that are missing."""
    without = [act.value for act in Act if act.value not in row["acts"]]
    return row if len(without) > 4 else {**row, "acts": [f"all but {', '.join(without)}" if without else "all"]}


def _row(entry: Licence) -> dict[str, Any]:
    told = values(entry)
    barred = [f"not {code}" for code in told.get("not_territories", ())]
    return {
        "id": entry.id,
        "holder": entry.holder,
        "acts": told.get("acts", []),
        "channels": told.get("channels", []),
        "territories": told.get("territories", []) + barred,
        "from": told.get("starts", ""),
        "until": told.get("ends", ""),
        "duties": [str(duty.kind) for duty in entry.duties],
    }
