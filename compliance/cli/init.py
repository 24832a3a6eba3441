"""`compliance init`: writes a configuration file to begin from."""

import argparse

from compliance.cli.arguments import Parser, add_color_option
from compliance.cli.console import Console, ExitCode, UsageError

TEMPLATE = """\
# Configuration of compliance, the editorial copyright checker. It holds for this folder and all below it.
# Everything here is optional; docs/configuration.md explains each key. A key that does not exist is refused.

# Rule packs of your own, relative to this file. They add rules, or replace one of ours by giving the same id.
# packs = ["house-rules.toml"]

# Rules that are off: ids or globs of them. `compliance rules list` shows all.
# off = ["en.page-*"]

# The least severity that makes `compliance check` exit with 1: "error", "warning" (the default) or "note".
# threshold = "warning"

# What is left alone in folders; patterns as in .gitignore, relative to this file.
# exclude = ["archive/**", "*.min.html"]

# The log of decisions that `compliance decide` writes, relative to this file.
# decisions = "compliance-decisions.jsonl"

# What holds for one rule, or for those that a glob selects.
# [rules."en.rights-reserved"]
# severity = "note"

# Passages that stand in known texts; `compliance archive add known PATH` makes an archive.
# [reuse]
# archives = ["known"]
# publisher = ["Weirside Gazette"]
# quotation_limit = 100
# common = 10

# What holds for some files only; later tables win.
# [[paths]]
# match = ["wire/**"]
# off = ["mul.credit-*"]
# threshold = "error"
#
# [paths.rules."en.rights-reserved"]
# severity = "error"
"""


def parser() -> Parser:
    """Describes the options."""
    made = Parser(
        "compliance init",
        "[options]",
        "Writes a commented compliance.toml into the working directory, to begin from.",
    )
    made.add_argument("--force", action="store_true", help="replace a compliance.toml that is there")
    add_color_option(made)
    made.close()
    return made


def run(options: argparse.Namespace, console: Console) -> int:
    """Writes the file; one that is there stays as it is, unless it is forced."""
    name = "compliance.toml"
    try:
        with open(name, "w" if options.force else "x", encoding="utf-8", newline="\n") as file:
            file.write(TEMPLATE)
    except FileExistsError:
        raise UsageError(f"{name} is there already and was left as it is; --force replaces it") from None
    except OSError as error:
        raise UsageError(f"{name} cannot be written: {error.strerror or error}") from None
    console.note(f"wrote {name}; every line in it is a comment until you change it")
    return ExitCode.OK
