"""`compliance ledger import FILE`: ODRL policies as a ledger in TOML."""

import argparse
import json
import sys

from compliance.cli.arguments import Parser, add_color_option
from compliance.cli.console import Console, ExitCode, Failure, UsageError
from compliance.policy.ledger_write import to_toml
from compliance.policy.odrl import from_odrl


def parser() -> Parser:
    """Describes the options."""
    made = Parser(
        "compliance ledger import",
        "[options] FILE",
        "Prints ODRL 2.2 policies (RightsML 2.0) in JSON-LD as a ledger.",
        "A permission whose conditions a ledger cannot hold is left out, and named on\nstderr and at the head of what is printed.\n\n"
        "exit status: 0 all carried over, 1 something did not",
    )
    made.add_argument("file", metavar="FILE", help="a JSON file, or - for standard input")
    made.add_argument("--single", action="store_true", help="take policies for single texts as policies for all of their holder's")
    made.add_argument("-q", "--quiet", action="store_true", help="nothing on stderr but errors")
    add_color_option(made)
    made.close()
    return made


def run(options: argparse.Namespace, console: Console) -> int:
    """Prints the ledger."""
    try:
        if options.file == "-":
            data = json.load(sys.stdin)
        else:
            with open(options.file, encoding="utf-8-sig") as file:
                data = json.load(file)
        read = from_odrl(data, single=options.single)
    except OSError as error:
        raise Failure(f"{options.file} cannot be read: {(error.strerror or str(error)).lower()}") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{options.file}: no ODRL policy in JSON-LD: {error}") from error
    if not read.ledger.licences:
        raise UsageError(f"{options.file}: there is no policy in it")
    sys.stdout.write(to_toml(read.ledger, [f"Not carried over: {what}" for what in read.left]))
    for what in read.left:
        console.warning(f"not carried over: {what}")
    return ExitCode.FLAGGED if read.left else ExitCode.OK
