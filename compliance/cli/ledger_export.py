"""`compliance ledger export`: a ledger as ODRL 2.2 policies (RightsML 2.0) in JSON-LD."""

import argparse
import json
import sys

from compliance.cli.arguments import Parser
from compliance.cli.console import Console, ExitCode, UsageError
from compliance.cli.ledgers import close_parser, ledger_parser, opened_or_ready
from compliance.policy.near import hint
from compliance.policy.odrl import not_carried, to_odrl
from compliance.policy.public import base_of


def parser() -> Parser:
    """Describes the options."""
    made = ledger_parser(
        "export", "[ID…]", "Writes entries as ODRL 2.2 policies in JSON-LD, under RightsML 2.0.",
        "Without an ID, all entries of the ledger. What ODRL has no words for is named\non stderr, and in the description of the policy.\n\n"
        "exit status: 0 all could be said, 1 something could not",
    )  # fmt: skip
    made.add_argument("ids", metavar="ID", nargs="*", help="entries of the ledger, or ready-made ones")
    return close_parser(made, formats=())


def run(options: argparse.Namespace, console: Console) -> int:
    """Prints the document; the status is 1 where something could not be said."""
    ledger = opened_or_ready(options)
    own = {entry.id: entry for entry in ledger.licences}
    entries = []
    for id in options.ids or own:
        entry = own.get(id) or base_of(id, ledger.public)
        if entry is None:
            raise UsageError(f'there is no entry "{id}"{hint(id, [*own, *ledger.public])}')
        entries.append(entry)
    sys.stdout.write(json.dumps(to_odrl(ledger, entries), ensure_ascii=False, indent=1) + "\n")
    left = not_carried(ledger, entries)
    for what in left:
        console.warning(f"not carried over: {what}")
    return ExitCode.FLAGGED if left else ExitCode.OK
