"""`compliance rules list`: the rules that are loaded."""

import argparse
import sys
from collections.abc import Iterable, Sequence

from compliance.cli.arguments import Parser, add_color_option, add_rule_options
from compliance.cli.console import Console, ExitCode, UsageError
from compliance.config.model import Effective
from compliance.config.names import in_force
from compliance.model import Kind
from compliance.rulebook import Rule


def parser() -> Parser:
    """Describes the options."""
    made = Parser("compliance rules list", "[options]", "Lists the rules that are loaded, by id.")
    made.add_argument("--kind", metavar="KIND", help="only rules that find this kind of fact")
    made.add_argument(
        "--language", metavar="TAG", help="only rules of this language, e.g. de; mul is for all"
    )
    made.add_argument(
        "--format", choices=("text", "json"), default="text", metavar="FORMAT", help="text or json"
    )
    add_rule_options(made)
    add_color_option(made)
    made.close()
    return made


def run(options: argparse.Namespace, console: Console) -> int:
    """Prints the list; the severity is the one that holds in the working directory."""
    from compliance.cli.rulebooks import book_of, lookup

    where = lookup(options)
    book = book_of(where.of_folder(""), options.rules)
    _known("kind", options.kind, [it.value for it in Kind])
    _known("language", options.language, {rule.language for rule in book})
    rules = [
        rule
        for _, rule in sorted(book.rules.items())
        if options.kind in (None, rule.kind) and options.language in (None, rule.language)
    ]
    effective = where.effective(None)
    sys.stdout.write(_json(rules, effective) if options.format == "json" else _text(rules, effective))
    console.note(f"{len(rules)} of {len(book.rules)} rules; compliance explain RULE says more about one")
    return ExitCode.OK


def _known(what: str, word: str | None, words: Iterable[str]) -> None:
    known = sorted(words)
    if word is not None and word not in known:
        from compliance.rulebook.near import nearest

        hint = nearest(word, known) or f"; there are {', '.join(known)}"
        raise UsageError(f'no {what} is called "{word}"{hint}')


def _text(rules: Sequence[Rule], effective: Effective) -> str:
    rows = [
        (rule.id, rule.kind, rule.language, in_force(rule.id, rule.severity, effective)) for rule in rules
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    return "".join(
        f"{name:<{widths[0]}}  {kind:<{widths[1]}}  {language:<{widths[2]}}  {severity}\n"
        for name, kind, language, severity in rows
    )


def _json(rules: Sequence[Rule], effective: Effective) -> str:
    import json

    rows = [
        {
            "id": rule.id,
            "kind": rule.kind,
            "language": rule.language,
            "severity": in_force(rule.id, rule.severity, effective),
            "confidence": rule.confidence,
            "message": rule.message,
            "path": rule.path,
            "line": rule.line,
        }
        for rule in rules
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
