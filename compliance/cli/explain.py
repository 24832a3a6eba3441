"""`compliance explain RULE`: a page about a rule, for the editor who met one of its flags."""

import argparse
import re
import sys
import textwrap
from collections.abc import Iterator

from compliance.cli.arguments import Parser, add_color_option, add_rule_options
from compliance.cli.console import Console, ExitCode, wants_color
from compliance.rulebook import Rule


def parser() -> Parser:
    """Describes the options."""
    made = Parser(
        "compliance explain",
        "[options] RULE",
        "Says what a rule finds, why it matters, what to do, and how to silence it.",
    )
    made.add_argument("rule", metavar="RULE", help="the id of the rule, as reports name it")
    add_rule_options(made)
    add_color_option(made)
    made.close()
    return made


def run(options: argparse.Namespace, console: Console) -> int:
    """Prints the page; an id that is not there is refused with the nearest that are."""
    from compliance.cli.rulebooks import book_of, lookup, one_rule

    where = lookup(options)
    rule = one_rule(book_of(where.of_folder(""), options.rules), options.rule)
    from compliance.config.names import in_force

    severity = in_force(rule.id, rule.severity, where.effective(None))
    for line in _page(rule, severity, wants_color(options.color, sys.stdout)):
        sys.stdout.write(line + "\n")
    return ExitCode.OK


def _page(rule: Rule, severity: str, color: bool) -> Iterator[str]:
    def head(words: str) -> str:
        return f"\x1b[1m{words}\x1b[0m" if color else words

    yield head(rule.id)
    yield f"{rule.kind} · language {rule.language} · {severity} · {rule.confidence} confidence"
    parts = (
        ("What it finds", _filled(rule.message)),
        ("Why it matters", rule.why),
        ("What to do", rule.remedy),
    )
    for title, text in parts:
        if text:
            yield ""
            yield head(title)
            yield from _wrapped(text)
    for title, examples in (("Fires on", rule.fires), ("Stays quiet on", rule.quiet)):
        yield ""
        yield head(title)
        for example in examples[:5]:
            yield from _wrapped(example.text.strip().replace("\n", " ⏎ "), first="  - ", rest="    ")
        if len(examples) > 5:
            yield f"  … and {len(examples) - 5} more; compliance rules show {rule.id}"
    yield ""
    yield head("To silence it")
    yield "  in one place: an inline comment with the reason, see docs/configuration.md"
    yield f'  everywhere:   off = ["{rule.id}"] in compliance.toml'
    yield ""
    if rule.source:
        yield from _wrapped(f"Seen in {rule.source}.", first="", rest="")
    yield f"Written in {rule.path}:{rule.line}"


def _filled(message: str) -> str:
    """The message as it is for any fact: without its optional parts, `{holder}` and the like as names."""
    return re.sub(r"\{(\w+)\}", r"<\1>", re.sub(r"\[[^\[\]]*\]", "", message))


def _wrapped(text: str, first: str = "  ", rest: str = "  ") -> list[str]:
    lines = textwrap.wrap(text, 79, initial_indent=first, subsequent_indent=rest, break_long_words=False)
    return lines or [first]
