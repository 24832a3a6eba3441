"""Rules: loaded from packs, checked, compiled, and asked through one gate."""

from compliance.rulebook.book import TIMEOUT, Rulebook
from compliance.rulebook.plain import LONG, Block, Places, Plain
from compliance.rulebook.rule import Example, Pattern, Reads, Rule, RuleError
from compliance.rulebook.shelf import build, load, rules_folder

__all__ = ["LONG", "TIMEOUT", "Block", "Example", "Pattern", "Places", "Plain", "Reads", "Rule", "RuleError", "Rulebook", "build", "load", "rules_folder"]
