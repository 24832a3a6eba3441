"""`compliance completion SHELL`: a script that lets the shell complete commands, options and files."""

import argparse
import sys
from typing import Any

from compliance.cli import COMMANDS, load
from compliance.cli.arguments import Parser, add_color_option
from compliance.cli.console import Console, ExitCode
from compliance.output import FORMATS

SHELLS = ("bash", "zsh", "fish", "tcsh")
FILES = ("PATH", "FILE", "PACK", "PACK|RULE", "DIR", "DIR|PATH", "DRAFT", "SOURCE")
"""Placeholders in the help that stand for a file."""


def parser() -> Parser:
    """Describes the options."""
    made = Parser(
        "compliance completion",
        "SHELL",
        "Prints a completion script for a shell: bash, zsh, fish or tcsh.",
        "examples:\n"
        "  compliance completion bash >> ~/.bash_completion\n"
        "  compliance completion zsh > ~/.zfunc/_compliance\n"
        "  compliance completion fish > ~/.config/fish/completions/compliance.fish\n"
        "  compliance completion tcsh > ~/.compliance.tcsh",
    )
    made.add_argument("shell", choices=SHELLS, metavar="SHELL", help="bash, zsh, fish or tcsh")
    add_color_option(made)
    made.close()
    return made


def run(options: argparse.Namespace, console: Console) -> int:
    """Prints the script."""
    import shtab

    sys.stdout.write(shtab.complete(_tree(shtab.FILE), shell=options.shell) + "\n")
    return ExitCode.OK


def _tree(files: Any) -> argparse.ArgumentParser:
    """One parser of all commands, which no command line is ever read with."""
    root = argparse.ArgumentParser(prog="compliance", description="Checks texts before they are published.")
    root.add_argument("--version", action="version", version="")
    branches = {"": root.add_subparsers(title="commands")}
    for command, text in COMMANDS.items():
        group, _, name = command.rpartition(" ")
        if group not in branches:
            branch = branches[""].add_parser(group, help=f"{group}: more commands")
            branches[group] = branch.add_subparsers(title="commands")
        leaf = branches[group].add_parser(name, help=text, add_help=False)
        for action in load(command).parser()._actions:
            if action.metavar in FILES:
                action.complete = files
            elif action.metavar == "FORMAT[:PATH]":
                action.choices = list(FORMATS)
            leaf._add_action(action)
    return root
