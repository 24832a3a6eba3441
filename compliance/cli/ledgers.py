"""What the commands about a ledger have in common: finding it, saying what is wrong with it, and printing rows of it."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from compliance.cli.arguments import Parser, add_color_option
from compliance.cli.console import UsageError
from compliance.policy.ledger import LedgerError, Loaded, public_licences, read_ledger
from compliance.policy.terms import Duty, Ledger, Licence, Publisher

DEFAULT = "ledger.toml"
"""The ledger of a command that names none, in the working directory, where no configuration names one."""
FORMATS = ("terminal", "json", "csv")


def ledger_parser(name: str, usage: str, description: str, epilog: str = "") -> Parser:
    """A parser of `compliance ledger NAME` with `--ledger`."""
    made = Parser(f"compliance ledger {name}", f"[options]{' ' + usage if usage else ''}", description, epilog)
    made.add_argument("--ledger", metavar="FILE", help=f"the ledger; the configuration's, or {DEFAULT} here, where it is not given")
    return made


def close_parser(made: Parser, formats: Sequence[str] = FORMATS) -> Parser:
    """Ends the options of such a parser."""
    if formats:
        made.add_argument("-o", "--output", metavar="FORMAT", choices=formats, default=formats[0], help=f"{', '.join(formats[:-1])} or {formats[-1]}")
    made.add_argument("-q", "--quiet", action="store_true", help="nothing on stderr but errors")
    add_color_option(made)
    made.close()
    return made


def opened(options: argparse.Namespace) -> Loaded:
    """The ledger that a command line means, with warnings. Raises UsageError where it cannot be used."""
    path = _path(options)
    if not path:
        raise UsageError(f"no configuration names a ledger, and there is no {DEFAULT} here; name yours with --ledger FILE")
    try:
        return read_ledger(path, *_registry())
    except LedgerError as error:
        raise UsageError(str(error)) from error


def opened_or_ready(options: argparse.Namespace) -> Ledger:
    """As `opened`; where none is named and none is here, a ledger of the ready-made entries alone."""
    if _path(options):
        return opened(options).ledger
    return Ledger(Publisher(), (), public_licences())


def _path(options: argparse.Namespace) -> str:
    """The ledger of the command line, else that of the configuration that holds here, else the one in the working directory."""
    from compliance.config import Lookup

    return options.ledger or Lookup().of_folder("").policy.ledger or (DEFAULT if os.path.exists(DEFAULT) else "")


def _registry() -> tuple[Callable[[str], str | None] | None, list[str]]:
    """What tells a holder's id by name, and the names that there are; nothing where the rules have no registry."""
    from compliance.rulebook import load

    book = load(())
    if not book.has_registry:
        return None, []
    registry = book.registry
    return registry.resolve, [registry.name(id) for id in registry]


def ready_made(ledger: Ledger) -> list[Licence]:
    """The ready-made entries of a ledger, each once, by id."""
    return [entry for key, entry in sorted(ledger.public.items()) if key == entry.id]


def changed(ledger: Ledger) -> list[Licence]:
    """The ready-made entries that the ledger's own file changes."""
    return [entry for entry in ready_made(ledger) if entry.path]


def values(entry: Licence) -> dict[str, Any]:
    """What an entry says, as plain values; what it does not say is left out. Of duties, what is asked, the text and the place."""
    told: dict[str, Any] = {}
    for name, value in entry._asdict().items():
        if name == "duties":
            value = [_duty(duty) for duty in value]
        elif isinstance(value, frozenset):
            value = sorted(map(str, value))
        elif hasattr(value, "isoformat"):
            value = value.isoformat()
        if value not in (None, "", [], False, 0) or (name in ("commercial", "paywall", "ads", "archive_days", "quote_words") and value is not None):
            told[name] = value
    return told


def _duty(duty: Duty) -> dict[str, str]:
    return {name: str(value) for name, value in duty._asdict().items() if value}


def write_rows(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], output: str) -> None:
    """Prints rows as a table for people, as one JSON list, or as CSV with a header (RFC 4180)."""
    from compliance.output.encode import encode
    from compliance.output.escape import cell, visible

    listed = list(rows)
    if output == "json":
        sys.stdout.write(encode(listed) + "\n")
    elif output == "csv":
        import csv

        writer = csv.writer(sys.stdout)
        writer.writerow(columns)
        writer.writerows([cell(_plain(row.get(name))) for name in columns] for row in listed)
    else:
        shown = [[visible(_plain(row.get(name))) or "-" for name in columns] for row in listed]
        shown = [list(columns), *shown] if shown else []
        widths = [max((len(row[at]) for row in shown), default=0) for at in range(len(columns))]
        for row in shown:
            sys.stdout.write("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() + "\n")


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return " ".join(str(it) for it in value.values())
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    return "" if value is None else str(value)
