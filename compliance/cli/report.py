"""`compliance report DIR`: what a run of `compliance batch` has found, for people, for spreadsheets and for programs."""

import argparse
import os
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from compliance.cli.arguments import Parser, add_color_option, add_rule_options
from compliance.cli.console import Console, ExitCode, Failure, UsageError
from compliance.cli.logs import add_decision_options

if TYPE_CHECKING:
    from compliance.batch.report import Wanted
    from compliance.output.target import Target
    from compliance.policy.terms import Ledger

FORMATS = ("html", "csv", "xlsx", "markdown", "json", "curators", "domains", "allow", "deny")
NAMES = {"html": "report", "xlsx": "report.xlsx"}
"""Where formats go that standard output cannot take, in the folder of the run, when no path is given."""
_TABLE = (".csv", ".jsonl", ".parquet")
SUFFIXES = {"curators": _TABLE, "domains": _TABLE, "allow": (".txt", *_TABLE), "deny": (".txt", *_TABLE)}
"""How the names of files end whose format their name tells."""
LEAST = 256 << 20
"""Bytes that tables are given at least: with less, even a small run cannot be summed."""

EPILOG = """\
DIR is the folder that compliance batch --out wrote. html is one file, or a
folder where there is much to show; csv has a row a document, or what --rows
says; curators, domains, allow and deny are for data sets, by the name of the
file as .csv, .jsonl or .parquet, the two lists also as .txt.

examples:
  compliance report run/
  compliance report run/ --output markdown --verdict blocked --top 5
  compliance report run/ --output xlsx:report.xlsx --output json:report.json
  compliance report run/ --output csv:flags.csv --rows flags --holder 'kestrel*'
  compliance report run/ --output allow:ids.txt --output deny:denied.jsonl

exit status:
  0  written
  2  wrong usage, or DIR is no finished run
  3  something could not be read or written
  4  there is nothing in it
"""


def parser() -> Parser:
    """Describes the options."""
    made = Parser("compliance report", "[options] DIR", "Makes reports of what compliance batch has found.", EPILOG)
    made.add_argument("run", metavar="DIR", nargs="?", help="the folder of a run")
    writing = made.add_argument_group("what is written")
    writing.add_argument(
        "-o", "--output", metavar="FORMAT[:PATH]", action="append", default=[],
        help=f"html (the default), {', '.join(FORMATS[1:-1])} or {FORMATS[-1]}; repeatable"
    )
    writing.add_argument("--top", metavar="N", type=_number, default=20, help="rows of lists that may be long; the rest is counted (20)")
    rows = ("documents", "flags", "facts", "passages")
    writing.add_argument("--rows", metavar="WHAT", choices=rows, default=rows[0], help="csv: a row for each of the documents, flags, facts or passages")
    which = made.add_argument_group("which documents")
    verdicts = ("blocked", "review", "duties", "clear")
    which.add_argument("--verdict", metavar="WORD", choices=verdicts, action="append", default=[], help="blocked, review, duties or clear, after decisions")
    words = {"holder": "that name this holder, by id or name", "source": "of this source", "section": "of this section", "rule": "with a flag or reason of it"}
    for name, what in words.items():
        which.add_argument(f"--{name}", metavar="NAME", action="append", default=[], help=f"those {what}; * and ? stand for anything")
    add_decision_options(made, strict=True)
    today = made.add_argument_group("what holds today")
    today.add_argument("--ledger", metavar="FILE", help="the rights ledger, for what ends; that of the run where it is not given")
    today.add_argument("--at", metavar="TIME", help="what is taken for the present, e.g. 2026-11-24T08:00Z (now)")
    today.add_argument("--expiring-within", metavar="DAYS", type=_number, default=90, help="how soon a licence ends to be listed as ending (90)")
    add_rule_options(today)
    curating = made.add_argument_group("for data sets")
    names = ("id", "address", "domain")
    curating.add_argument("--list-by", metavar="NAME", choices=names, default="id", help="allow, deny: list documents by id (the default), address or domain")
    curating.add_argument("--licence", metavar="ID", action="append", default=[], help="allow, deny, domains: what is allowed, in place of open licences")
    made.add_argument("--memory", metavar="SIZE", type=_size, default=1 << 30, help="what tables may take, beyond which they go to temporary files (1GB)")
    made.add_argument("--no-progress", action="store_true", help="no progress line on long runs")
    made.add_argument("-q", "--quiet", action="store_true", help="nothing on stderr but errors")
    add_color_option(made)
    made.set_defaults(off=[], threshold=None)
    made.close()
    return made


def run(options: argparse.Namespace, console: Console) -> int:
    """Opens the run once, and writes each report."""
    if not options.run:
        raise UsageError("name the folder of a run, which compliance batch --out wrote; see compliance report --help")
    targets = _targets(options)
    _must_have_libraries([target.format for target in targets])
    from compliance.batch.report import NoRun, Unreadable, open_run, summarise
    from compliance.batch.report.opening import read_manifest, readable
    from compliance.cli.reporting import Decided, write
    from compliance.policy.context import ContextError, moment_of

    try:
        moment = moment_of(options.at) if options.at else datetime.now(UTC).replace(microsecond=0)
        present = moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
        manifest = read_manifest(options.run)
        ledger = _ledger(options, manifest.get("sources"), console)
        deciding = None if options.strict else Decided(options, present)
        with ExitStack() as stack:
            opened = stack.enter_context(
                open_run(options.run, present, wanted=_wanted(options), deciding=deciding, ledger=ledger, memory=f"{options.memory >> 20}MiB")
            )
            stack.enter_context(readable(options.run))
            if deciding:
                deciding.tell(console)
            summary = summarise(opened, options.top, options.expiring_within)
            for target in targets:
                write(target, opened, summary, options, console)
    except (NoRun, ContextError) as error:
        raise UsageError(str(error)) from error
    except Unreadable as error:
        raise Failure(str(error)) from error
    if not summary.documents:
        console.error(f"there are no documents in {options.run}" + (f" with {summary.filter}" if summary.filter else ""))
        return ExitCode.NOTHING
    return ExitCode.OK


def _targets(options: argparse.Namespace) -> "tuple[Target, ...]":
    """The outputs that were asked for, each with its place. Raises UsageError."""
    from compliance.output.target import OutputError, parse_targets

    given = options.output or ["html"]
    specs = [f"{spec}:{os.path.join(options.run, NAMES[spec])}" if spec in NAMES else spec for spec in given]
    try:
        targets = parse_targets(specs, dict.fromkeys(FORMATS))
    except OutputError as error:
        raise UsageError(str(error)) from error
    for target in targets:
        suffix, known = os.path.splitext(target.path or "")[1].lower(), SUFFIXES.get(target.format, ())
        if target.path is None and target.format in NAMES:
            raise UsageError(f"{target.format} goes to a file: {target.format}:PATH")
        if target.path and known and suffix not in known:
            raise UsageError(f"{target.path} does not say what to write: the name of a file of {target.format} ends in {' or '.join(known)}")
    return targets


def _wanted(options: argparse.Namespace) -> "Wanted":
    from compliance.batch.report import Wanted
    from compliance.model import Verdict

    return Wanted(tuple(map(Verdict, options.verdict)), tuple(options.holder), tuple(options.source), tuple(options.section), tuple(options.rule))


def _ledger(options: argparse.Namespace, sources: object, console: Console) -> "Ledger | None":
    """The ledger of the command line, else that of the run, as it is now. Raises UsageError where the one that was named cannot be used."""
    from compliance.policy.ledger import LedgerError, load_ledger

    rows = [it for it in sources if isinstance(it, dict)] if isinstance(sources, list) else []
    of_run = [str(it.get("path")) for it in rows if it.get("what") == "ledger"]
    path = options.ledger or (of_run[0] if len(of_run) == 1 else "")
    if not path:
        if of_run:
            console.note("the run has several ledgers; name the one to look into with --ledger FILE")
        return None
    try:
        return load_ledger(path)
    except LedgerError as error:
        if options.ledger:
            raise UsageError(str(error)) from error
        console.warning(f"the ledger of the run cannot be used, so that nothing is said of what ends; name it with --ledger FILE: {str(error).splitlines()[0]}")
        return None


def _must_have_libraries(formats: list[str]) -> None:
    from importlib.util import find_spec

    needed = ["pyarrow", "duckdb", *(["jinja2"] if "html" in formats else []), *(["xlsxwriter"] if "xlsx" in formats else [])]
    if missing := [name for name in needed if find_spec(name) is None]:
        raise UsageError(f"compliance report needs {', '.join(missing)}: pip install 'editorial-compliance[batch]'")


def _number(word: str) -> int:
    if not word.isdecimal() or not 0 < int(word) < 1_000_000:
        raise argparse.ArgumentTypeError(f'"{word}" is no number from 1 to 999999')
    return int(word)


def _size(word: str) -> int:
    from compliance.batch.memory import size_of

    try:
        return max(size_of(word), LEAST)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
