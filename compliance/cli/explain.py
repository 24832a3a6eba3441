"""`compliance explain RULE`: a page about a rule, for the editor who met one of its flags."""

import argparse
import re
import sys
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from compliance.cli.arguments import Parser, add_color_option, add_rule_options
from compliance.cli.console import Console, ExitCode, wants_color
from compliance.rulebook import Rule

if TYPE_CHECKING:
    from compliance.config import Effective
    from compliance.policy.reasons import PolicyRule
    from compliance.reuse.rules import ReuseRule


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

    from compliance.config.names import in_force
    from compliance.policy.reasons import RULES as POLICY
    from compliance.reuse.rules import RULES

    where = lookup(options)
    book = book_of(where.of_folder(""), options.rules)
    color = wants_color(options.color, sys.stdout)
    if options.rule in RULES and options.rule not in book.rules:
        lines = _reuse_page(RULES[options.rule], where.effective(None), color)
    elif options.rule in POLICY and options.rule not in book.rules:
        lines = _policy_page(POLICY[options.rule], color)
    else:
        rule = one_rule(book, options.rule)
        lines = _page(rule, in_force(rule.id, rule.severity, where.effective(None)), color)
    for line in lines:
        sys.stdout.write(line + "\n")
    return ExitCode.OK


def _head(words: str, color: bool) -> str:
    return f"\x1b[1m{words}\x1b[0m" if color else words


def _reuse_page(rule: "ReuseRule", effective: "Effective", color: bool) -> Iterator[str]:
    """The page of a rule under which matches become flags: it has no wording, so no examples."""
    from compliance.config.names import in_force
    from compliance.reuse.rules import LONG

    severities = [in_force(rule.id, it.value, effective) for it in (rule.severity, rule.short)]
    severity = severities[0]
    if severities[0] != severities[1]:
        severity = f"{severities[0]} from {LONG} words on, else {severities[1]}"
    yield _head(rule.id, color)
    yield f"{rule.kind} · any language · {severity} · {rule.confidence} confidence"
    yield from _told(rule, "It needs an archive: compliance check --archive DIR, or archives under [reuse].", color)


def _policy_page(rule: "PolicyRule", color: bool) -> Iterator[str]:
    """The page of a rule of judgement: what it says of a text stands in the ledger and in what is intended."""
    yield _head(rule.id, color)
    yield f"judgement · any language · {', '.join(rule.verdicts)}"
    yield from _told(rule, "It needs a ledger: compliance check --ledger FILE, or ledger under [policy].", color)


def _told(rule: "ReuseRule | PolicyRule", needs: str, color: bool) -> Iterator[str]:
    """What is said of a rule that no pack holds, and what it needs to find anything."""
    for title, text in (("What it finds", rule.about), ("Why it matters", rule.why), ("What to do", rule.remedy)):
        yield ""
        yield _head(title, color)
        yield from _wrapped(text)
    yield ""
    yield from _silence(rule.id, color)
    yield ""
    yield from _wrapped(needs, first="", rest="")


def _silence(rule: str, color: bool) -> Iterator[str]:
    yield _head("To silence it", color)
    yield "  in one place: an inline comment with the reason, see docs/configuration.md"
    yield f'  everywhere:   off = ["{rule}"] in compliance.toml'


def _page(rule: Rule, severity: str, color: bool) -> Iterator[str]:
    def head(words: str) -> str:
        return _head(words, color)

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
    yield from _silence(rule.id, color)
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
