"""Configuration and rulebook as a command's options ask for them."""

import argparse
from collections.abc import Sequence

from compliance.cli.console import UsageError
from compliance.config import Config, ConfigError, Lookup
from compliance.rulebook import Rule, Rulebook


def lookup(options: argparse.Namespace) -> Lookup:
    """Where configuration comes from. Raises ConfigError where `--config` names no good file."""
    if options.no_config:
        return Lookup(Config())
    if options.config:
        from compliance.config.files import read

        return Lookup(read(options.config))
    return Lookup()


def book_of(config: Config, packs: Sequence[str]) -> Rulebook:
    """The rules that ship, those of the configuration, and those of `packs` on top.

    Raises RuleError where a pack cannot be used, and ConfigError where the configuration names a rule there
    is not.
    """
    from compliance.rulebook import load

    book = load((*config.packs, *packs))
    must_know(config, book)
    return book


def must_know(config: Config, book: Rulebook) -> None:
    """Raises ConfigError where a configuration names rules that are not in the book."""
    if config.mentions:
        from compliance.config.names import unknown_rules

        problems = unknown_rules(config, book.rules)
        # The rules of reuse are no part of the book; most configurations do not name them.
        if problems and (problems := unknown_rules(config, all_ids(book))):
            raise ConfigError(problems)


def must_select(patterns: Sequence[str], book: Rulebook) -> None:
    """Raises UsageError for a rule id or glob of the command line that selects no rule of the book."""
    if patterns:
        from compliance.config.names import no_such_rule, selects

        for pattern in patterns:
            if not selects(pattern, list(book.rules)) and not selects(pattern, all_ids(book)):
                raise UsageError(no_such_rule(pattern, all_ids(book)))


def one_rule(book: Rulebook, name: str) -> Rule:
    """The rule of that id. Raises UsageError with the nearest ids where there is none."""
    if name not in book.rules:
        from compliance.config.names import no_such_rule

        raise UsageError(no_such_rule(name, all_ids(book)))
    return book.rules[name]


def all_ids(book: Rulebook) -> list[str]:
    """The ids of a book's rules, of those under which matches become flags, and of those of judgement."""
    from compliance.policy.reasons import RULES as POLICY
    from compliance.reuse.rules import RULES

    return [*book.rules, *RULES, *POLICY]
