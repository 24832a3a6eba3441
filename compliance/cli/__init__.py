"""The command `compliance`: finds the command that was asked for and imports only that one.

Each command is a module of this package: `parser()` describes its options, `run(options, console)` does the
work and returns an exit status.
"""

import gc
import os
import sys
from collections.abc import Sequence
from typing import Any

from compliance.cli.console import BUG_REPORT, DEFECT, Console, ExitCode, Failure, UsageError

COMMANDS = {
    "check": "check files, folders or standard input",
    "batch": "check a whole archive, into tables of findings",
    "report": "what a batch has found: pages, tables, numbers, lists",
    "review": "the editor's desk: look at flags and decide",
    "compare": "hold a draft against one text, side by side",
    "archive add": "put known texts into an archive, or make one",
    "archive search": "find the passages of a draft in an archive",
    "archive show": "print one text of an archive",
    "archive list": "the texts of an archive, without their words",
    "archive remove": "take texts out of an archive",
    "archive stats": "what an archive holds",
    "archive clusters": "texts that are reprints of one another",
    "archive verify": "hold an archive against its checksums",
    "archive rebuild": "make damaged segments anew",
    "archive compact": "merge segments and give back space",
    "decide": "accept, dismiss, waive or fix flags, on the record",
    "decisions list": "who decided what, and when",
    "decisions audit": "which decisions are of use, and how often rules are right",
    "decisions prune": "withdraw the decisions that no flag needs any more",
    "ledger list": "the entries of a ledger",
    "ledger show": "one entry in full",
    "ledger check": "what is wrong in a ledger, or odd",
    "ledger expiring": "the licences that end soon",
    "ledger export": "a ledger as ODRL policies",
    "ledger import": "ODRL policies as a ledger",
    "explain": "what a rule finds, why it matters and what to do",
    "rules list": "the rules that are loaded",
    "rules show": "one rule in full",
    "rules test": "run every example that stands beside a rule",
    "init": "write a commented compliance.toml",
    "completion": "print a completion script for your shell",
}
"""Every command with the line that `compliance --help` says of it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command line, without the program's name; that of the process where it is not given.

    Returns an exit status. Never raises, except SystemExit for nobody and whatever stderr itself raises.
    """
    gc.set_threshold(50_000, 20, 50)  # nearly all that a command makes lives to its end: looking through it for rubbish is time lost
    arguments = list(sys.argv[1:] if argv is None else argv)
    _prepare(sys.stdout)
    _prepare(sys.stderr)
    console = Console()
    try:
        status = _run(arguments, console)
        if sys.stdout is not None:
            sys.stdout.flush()
        return status
    except UsageError as error:
        console.error(str(error))
        return ExitCode.USAGE
    except Failure as error:
        console.error(str(error))
        return ExitCode.UNREAD
    except SystemExit as ending:  # argparse, once it has printed its help
        return ending.code if isinstance(ending.code, int) else ExitCode.OK
    except KeyboardInterrupt:
        try:
            console.note("compliance: interrupted")
        except OSError:
            _close_stdout()
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        _close_stdout()
        return ExitCode.PIPE
    except OSError as error:
        _close_stdout()
        console.error(_about(error))
        return ExitCode.UNREAD
    except Exception as error:
        return _failure(error, console)
    finally:
        # The process ends here: to look for rubbish once more would be the longest part of ending. DuckDB's bindings would complain.
        if argv is None and "duckdb" not in sys.modules:
            gc.freeze()


def load(command: str) -> Any:
    """The module of a command."""
    from importlib import import_module

    return import_module("compliance.cli." + command.replace(" ", "_"))


def _run(arguments: list[str], console: Console) -> int:
    if len(arguments) > 1 and arguments[0] == "help":
        arguments = [*arguments[1:], "--help"]
    first = arguments[0] if arguments else "--help"
    if first in ("-h", "--help", "help"):
        sys.stdout.write(_help(""))
        return ExitCode.OK if arguments else ExitCode.USAGE
    if first in ("-V", "--version"):
        from compliance import __version__

        sys.stdout.write(f"compliance {__version__}\n")
        return ExitCode.OK
    group = f"{first} "
    if any(name.startswith(group) for name in COMMANDS):
        if len(arguments) == 1 or arguments[1] in ("-h", "--help"):
            sys.stdout.write(_help(group))
            return ExitCode.OK if len(arguments) > 1 else ExitCode.USAGE
        command, rest = group + arguments[1], arguments[2:]
    else:
        command, rest = first, arguments[1:]
    if command not in COMMANDS:
        raise UsageError(_unknown(command))
    module = load(command)
    options = module.parser().read(rest)
    settings = vars(options)
    return int(
        module.run(
            options,
            Console(
                settings.get("color", "auto"),
                quiet=settings.get("quiet", False),
                verbose=settings.get("verbose", False),
            ),
        )
    )


def _help(group: str) -> str:
    chosen = {name: text for name, text in COMMANDS.items() if name.startswith(group)}
    lines = [f"  {name:<18}{text}" for name, text in chosen.items()]
    if group:
        return "\n".join([f"usage: compliance {group}COMMAND …", "", "commands:", *lines, ""])
    return "\n".join(
        [
            "usage: compliance COMMAND …",
            "",
            "Finds out whose a text is, what they forbid or ask for, and what was left in it",
            "by mistake, before you publish it.",
            "",
            "commands:",
            *lines,
            "",
            "compliance COMMAND --help explains a command, compliance --version the version.",
            "",
        ]
    )


def _unknown(command: str) -> str:
    from compliance.rulebook.near import nearest

    if os.path.exists(command):
        from shlex import quote

        return f'there is no command "{command}"; to check that: compliance check {quote(command)}'
    known = (*COMMANDS, *(name.partition(" ")[0] for name in COMMANDS))
    return f'there is no command "{command}"{nearest(command, known)}; compliance --help lists all'


def _failure(error: Exception, console: Console) -> int:
    from compliance.config import ConfigError
    from compliance.rulebook import RuleError

    if isinstance(error, ConfigError | RuleError):
        console.error(str(error))
        return ExitCode.USAGE
    if os.environ.get("COMPLIANCE_DEBUG"):
        raise error
    console.error(f"{DEFECT}: {type(error).__name__}: {error}\n{BUG_REPORT}")
    return ExitCode.DEFECT


def _about(error: OSError) -> str:
    """What the system said, and of which file. Reading has its own reports, so this is about writing."""
    reason = (error.strerror or str(error)).lower()
    return (
        f"cannot write {error.filename}: {reason}"
        if error.filename
        else f"the output cannot be written: {reason}"
    )


def _prepare(stream: Any) -> None:
    """Lets a stream carry every text: what its encoding lacks is written out, never an error halfway."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")


def _close_stdout() -> None:
    """Points stdout nowhere, so that the interpreter's last flush does not fail on the closed pipe again."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        return
