"""The argument parser that all commands share, and the options that several of them take."""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from compliance.cli.console import UsageError


class _Formatter(argparse.HelpFormatter):
    """Help that reads the same under every supported Python: long options once, `-j, --jobs N`."""

    def __init__(self, prog: str, **more: Any) -> None:
        super().__init__(prog, max_help_position=26, width=_columns() - 2, **more)

    def _format_action_invocation(self, action: argparse.Action) -> str:
        if not action.option_strings:
            return str(action.metavar or action.dest)
        names = ", ".join(action.option_strings)
        return names if action.nargs == 0 else f"{names} {self._format_args(action, action.dest.upper())}"


def _columns() -> int:
    """The width of the terminal; what `shutil` would say, without the compressors that it imports."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return int(columns)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return 80


class _RawFormatter(_Formatter, argparse.RawDescriptionHelpFormatter):
    pass


class Parser(argparse.ArgumentParser):
    """An ArgumentParser whose complaints are UsageErrors that name the nearest right word.

    `usage` is what stands behind the command's name in its usage line.
    """

    def __init__(self, prog: str, usage: str, description: str, epilog: str = "") -> None:
        super().__init__(
            prog=prog,
            usage=f"%(prog)s {usage}",
            description=description,
            epilog=epilog,
            formatter_class=_RawFormatter,
            allow_abbrev=False,
            add_help=False,
        )
        self._optionals.title = "options"

    def close(self) -> None:
        """Ends the list of options with --help."""
        self.add_argument("-h", "--help", action="help", help="show this help and exit")

    def read(self, arguments: Sequence[str]) -> argparse.Namespace:
        """The options in a command line. Raises UsageError."""
        before, after = list(arguments), []
        if "--" in before:
            at = before.index("--")
            before, after = before[:at], before[at + 1 :]
        options, rest = self.parse_known_intermixed_args(before)
        if after:
            # argparse would let an option among intermixed arguments swallow what stands behind the dashes.
            many = [it.dest for it in self._get_positional_actions() if it.nargs == "*"]
            if not many:
                self.error("-- has no place here")
            getattr(options, many[0]).extend(after)
        if rest:
            raise UsageError(f"unknown option {rest[0]}{self._nearest(rest[0])}; {self._help_hint()}")
        return options

    def error(self, message: str) -> NoReturn:
        """What argparse found wrong, as an error of ours that names the way out."""
        raise UsageError(f"{message}; {self._help_hint()}")

    def _help_hint(self) -> str:
        return f"see {self.prog} --help"

    def _nearest(self, word: str) -> str:
        from compliance.rulebook.near import nearest

        return nearest(word.partition("=")[0], self._option_string_actions).rstrip("?")


def add_rule_options(parser: argparse._ActionsContainer) -> None:
    """`--rules`, `--config` and `--no-config`: which rules are loaded."""
    parser.add_argument(
        "--rules",
        metavar="PACK",
        action="append",
        default=[],
        help="load a pack of your own too, a TOML file or folder",
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--config", metavar="FILE", help="configure from this file, wherever the texts lie")
    which.add_argument("--no-config", action="store_true", help="use no configuration file")


def add_color_option(parser: argparse._ActionsContainer) -> None:
    """`--color`."""
    parser.add_argument(
        "--color",
        metavar="WHEN",
        choices=("auto", "always", "never"),
        default="auto",
        help="auto, always or never; auto obeys NO_COLOR and FORCE_COLOR",
    )


def add_format_options(reading: argparse._ArgumentGroup) -> None:
    """`--input` and the fields of records, for commands that read many texts."""
    reading.add_argument(
        "--input",
        metavar="FORMAT",
        choices=("auto", "text", "markdown", "html", "jsonl"),
        default="auto",
        help="auto (by the file's name), text, markdown, html or jsonl",
    )
    reading.add_argument("--id-field", metavar="NAME", default="id", help="jsonl: the field with the id (id)")
    reading.add_argument(
        "--text-field", metavar="NAME", default="text", help="jsonl: the field with the text (text)"
    )


def add_passage_options(made: Parser) -> None:
    """What the commands take that hold one draft against known texts: how it is read, and how passages are shown."""
    made.add_argument(
        "--input",
        metavar="FORMAT",
        choices=("auto", "text", "markdown", "html"),
        default="auto",
        help="auto (by the file's name), text, markdown or html",
    )
    made.add_argument("--stdin-name", metavar="NAME", help="the name that standard input goes by")
    made.add_argument(
        "-o",
        "--output",
        metavar="FORMAT",
        choices=("terminal", "jsonl", "json"),
        default="terminal",
        help="terminal (the default), jsonl (a line a passage) or json",
    )
    made.add_argument("-v", "--verbose", action="store_true", help="long passages in full, without gaps")
