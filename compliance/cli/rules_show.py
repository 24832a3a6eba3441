"""`compliance rules show ID`: one rule as its pack has it."""

import argparse
import sys
from typing import Any

from compliance.cli.arguments import Parser, add_color_option, add_rule_options
from compliance.cli.console import Console, ExitCode


def parser() -> Parser:
    """Describes the options."""
    made = Parser(
        "compliance rules show",
        "[options] RULE",
        "Shows one rule with all its keys, those left to the defaults too.",
    )
    made.add_argument("rule", metavar="RULE", help="the id of the rule")
    made.add_argument(
        "--format", choices=("text", "json"), default="text", metavar="FORMAT", help="text or json"
    )
    add_rule_options(made)
    add_color_option(made)
    made.close()
    return made


def run(options: argparse.Namespace, console: Console) -> int:
    """Prints the rule; an id that is not there is refused with the nearest that are."""
    from compliance.cli.rulebooks import book_of, lookup, one_rule

    rule = one_rule(book_of(lookup(options).of_folder(""), options.rules), options.rule)
    shown: dict[str, Any] = {
        **{
            name: getattr(rule, name) for name in ("id", "type", "kind", "language", "severity", "confidence")
        },
        **{name: getattr(rule, name) for name in ("message", "why", "remedy", "source")},
        "values": dict(rule.values),
        "patterns": [pattern.written for pattern in rule.patterns],
        "beside": list(rule.beside),
        "alone": rule.alone,
        "priority": rule.priority,
        "fires": [example.text for example in rule.fires],
        "quiet": [example.text for example in rule.quiet],
        "revision": rule.revision,
        "pack": rule.pack,
        "at": f"{rule.path}:{rule.line}",
    }
    if options.format == "json":
        import json

        sys.stdout.write(json.dumps(shown, ensure_ascii=False, indent=1) + "\n")
    else:
        for name, value in shown.items():
            _row(name, value)
    return ExitCode.OK


def _row(name: str, value: Any) -> None:
    if isinstance(value, bool):
        value = "yes" if value else ""
    elif isinstance(value, dict):
        value = [f"{key} = {item}" for key, item in value.items()]
    lines = [str(item) for item in value] if isinstance(value, list) else [str(value)]
    for number, line in enumerate(lines):
        if line:
            indented = line.replace("\n", "\n" + " " * 14)
            sys.stdout.write(f"{'' if number else name:<12}  {indented}\n")
