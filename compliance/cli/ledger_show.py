"""`compliance ledger show ID`: all that one entry says."""

import argparse
import sys
from typing import Any

from compliance.cli.arguments import Parser
from compliance.cli.console import Console, ExitCode, UsageError
from compliance.cli.ledgers import close_parser, ledger_parser, opened_or_ready, values, write_rows
from compliance.policy.near import hint
from compliance.policy.public import base_of
from compliance.policy.terms import Ledger, Licence


def parser() -> Parser:
    """Describes the options."""
    made = ledger_parser(
        "show", "ID", "Shows one entry: of the ledger, or a ready-made one by its id, name or address.",
        "for example: compliance ledger show 'CC BY-SA 4.0'",
    )  # fmt: skip
    made.add_argument("id", metavar="ID", help="the id of the entry")
    return close_parser(made)


def run(options: argparse.Namespace, console: Console) -> int:
    """Prints the entry; an id that is not there is refused with the nearest that is."""
    told = values(_entry(opened_or_ready(options), options.id))
    if options.output == "terminal":
        for name, value in told.items():
            _say(name, value)
    elif options.output == "json":
        from compliance.output.encode import encode

        sys.stdout.write(encode(told) + "\n")
    else:
        write_rows(tuple(told), [told], "csv")
    return ExitCode.OK


def _entry(ledger: Ledger, id: str) -> Licence:
    own = {entry.id: entry for entry in ledger.licences}
    found = own.get(id) or base_of(id, ledger.public)
    if found is None:
        told = hint(id, [*own, *ledger.public]) or "; `compliance ledger list --all` shows all"
        raise UsageError(f'there is no entry "{id}"{told}')
    return found


def _say(name: str, value: Any) -> None:
    from compliance.output.escape import visible

    lines = [" · ".join(it.values()) if isinstance(it, dict) else str(it) for it in value] if name == "duties" else [_one(value)]
    for number, line in enumerate(lines):
        sys.stdout.write(f"{'' if number else name:<15}  {visible(line)}\n")


def _one(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, list) else str(value)
