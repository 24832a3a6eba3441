"""`compliance rules test`: runs the examples that stand beside the rules."""

import argparse
import os
import sys
from collections.abc import Sequence
from fnmatch import fnmatchcase

from compliance.cli.arguments import Parser, add_color_option, add_rule_options
from compliance.cli.console import Console, ExitCode, UsageError
from compliance.rulebook import Rulebook


def parser() -> Parser:
    """Describes the options."""
    made = Parser(
        "compliance rules test",
        "[options] [PACK|RULE]…",
        "Runs the examples that stand beside the rules, and prints those that fail.",
        "exit status:\n  0  none failed\n  1  some failed\n  2  wrong usage, configuration or rules",
    )
    made.add_argument(
        "chosen",
        nargs="*",
        metavar="PACK|RULE",
        help="only these: a pack (a TOML file or folder), a rule id or a glob of them",
    )
    add_rule_options(made)
    made.add_argument("-q", "--quiet", action="store_true", help="print failures only, no count")
    add_color_option(made)
    made.close()
    return made


def run(options: argparse.Namespace, console: Console) -> int:
    """Prints each failure with rule, file, line, example and what was found instead."""
    from compliance.cli.rulebooks import book_of, lookup
    from compliance.output.escape import visible
    from compliance.scan.examples import run_examples

    packs = [it for it in options.chosen if it.endswith(".toml") or os.sep in it or os.path.isdir(it)]
    options.rules = [*options.rules, *packs]
    book = book_of(lookup(options).of_folder(""), options.rules)
    ids = _ids(book, options.chosen, packs) if options.chosen else None
    passed = failed = 0
    for result in run_examples(book, ids):
        if not result.problem:
            passed += 1
            continue
        failed += 1
        rule = result.rule
        expected = "must fire on" if result.expected == "fires" else "must stay quiet on"
        sys.stdout.write(
            f"{visible(rule.path)}:{rule.line}: {rule.id} {expected}\n"
            f"    {visible(result.text.strip())}\n"
            f"    {visible(result.problem)}\n"
        )
    tested = len(book.rules) if ids is None else len(ids)
    console.note(f"rules: {tested}, examples: {passed + failed}, failed: {failed}")
    return ExitCode.FLAGGED if failed else ExitCode.OK


def _ids(book: Rulebook, chosen: Sequence[str], packs: Sequence[str]) -> list[str]:
    """The ids of the rules that are to be tested. Raises UsageError for a word that selects none."""
    ids: dict[str, None] = {}
    for word in chosen:
        if word in packs:
            inside = os.path.abspath(word)
            found = [
                rule.id
                for rule in book
                if os.path.abspath(rule.path) == inside
                or os.path.dirname(os.path.abspath(rule.path)) == inside
            ]
        else:
            found = [name for name in book.rules if fnmatchcase(name, word)]
        if not found:
            from compliance.config.names import no_such_rule

            raise UsageError(no_such_rule(word, book.rules))
        ids.update(dict.fromkeys(found))
    return list(ids)
