"""`compliance ledger expiring`: the licences that end soon."""

import argparse
import re
from datetime import UTC, date, datetime, timedelta

from compliance.cli.arguments import Parser
from compliance.cli.console import Console, ExitCode
from compliance.cli.ledgers import close_parser, ledger_parser, opened, write_rows
from compliance.policy.ledger import expiring

_COLUMNS = ("id", "holder", "until", "days", "contract", "contact")
_UNITS = {"": 1, "d": 1, "w": 7, "y": 365}


def parser() -> Parser:
    """Describes the options."""
    made = ledger_parser(
        "expiring", "", "Lists the licences that end soon, the first to end first. Days are those of UTC.",
        "exit status: 0 nothing ends in that time, 1 something does",
    )  # fmt: skip
    made.add_argument("--within", metavar="TIME", type=_span, default=timedelta(90), help="how soon, e.g. 90d (the default), 12w or 1y")
    made.add_argument("--on", metavar="DATE", type=_day, help="from this day on, e.g. 2026-03-01; today where it is not given")
    return close_parser(made)


def run(options: argparse.Namespace, console: Console) -> int:
    """Prints a row a licence; the status tells whether there is one."""
    ledger = opened(options).ledger
    today = options.on or datetime.now(UTC).date()
    found = expiring(ledger, today, options.within)
    rows = [
        {
            "id": it.licence.id, "holder": it.licence.holder, "until": it.licence.ends.isoformat() if it.licence.ends else "", "days": it.days,
            "contract": it.licence.contract, "contact": it.licence.contact,
        }
        for it in found
    ]  # fmt: skip
    write_rows(_COLUMNS, rows, options.output)
    ended = sum(1 for entry in ledger.licences if entry.ends and entry.ends < today)
    console.note(f"{len(found):,} of {len(ledger.licences):,} entries end by {today + options.within}" + (f"; {ended:,} ended before" if ended else ""))
    return ExitCode.FLAGGED if found else ExitCode.OK


def _span(text: str) -> timedelta:
    found = re.fullmatch(r"(\d{1,5})\s*([dwy]?)", text.strip().lower())
    if not found:
        raise argparse.ArgumentTypeError(f'"{text}" is no time; write days, weeks or years, e.g. 90d, 12w or 1y')
    return timedelta(int(found[1]) * _UNITS[found[2]])


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is no day; write it as 2026-03-01') from None
