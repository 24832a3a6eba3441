"""Runs the examples that stand beside rules."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from compliance.model import Document, Fact
from compliance.rulebook import Example, Rule, Rulebook
from compliance.scan.facts import find_facts


class Result(NamedTuple):
    """How an example went. `problem` is empty where it went as the rule says."""

    rule: Rule
    text: str
    expected: str  # "fires" or "quiet"
    problem: str


def run_examples(book: Rulebook, ids: Iterable[str] | None = None) -> Iterator[Result]:
    """Every example of the rules named, or of all rules.

    A text under `fires` must yield a fact of the rule's kind in the full rulebook, with the passage and values given, and
    the rule itself must find it when no other rule is there. A text under `quiet` must yield no fact of the kind by any rule.
    """
    wanted = None if ids is None else set(ids)
    for rule in book:
        if wanted is not None and rule.id not in wanted:
            continue
        for example in rule.fires:
            yield Result(rule, example.text, "fires", _fires(book, rule, example))
        for example in rule.quiet:
            facts = [f for f in _facts(book, example.text) if f.kind == rule.kind]
            problem = "" if not facts else "found " + "; ".join(f"{f.text!r} by {f.rule}" for f in facts)
            yield Result(rule, example.text, "quiet", problem)


def _facts(book: Rulebook, text: str) -> tuple[Fact, ...]:
    return find_facts(Document("example", None, text), book).facts


def _finds(book: Rulebook, rule: Rule, text: str) -> bool:
    from compliance.scan.scan import NOTICE, scan

    candidates = scan(text, book).candidates
    if any(c.rule.id == rule.id for c in candidates):
        return True
    # packs of sister languages share words; a notice goes by the first rule that has its word
    shared = any(c.rule.type == NOTICE for c in candidates)
    return rule.type == NOTICE and shared and any(book.regex(p.exact, rule.cased).search(text) for p in rule.patterns)


def _fires(book: Rulebook, rule: Rule, example: Example) -> str:
    if not _finds(book, rule, example.text):
        return "the rule itself finds nothing in it"
    facts = _facts(book, example.text)
    alike = [f for f in facts if f.kind == rule.kind]
    if not alike:
        others = "; ".join(f"{f.kind} {f.text!r} by {f.rule}" for f in facts) or "nothing"
        return f"no {rule.kind} is left after rules were weighed against each other; found {others}"
    if example.found and not any(f.text == example.found for f in alike):
        return "found " + "; ".join(f"{f.text!r} by {f.rule}" for f in alike) + f" instead of {example.found!r}"
    for key, value in example.values.items():
        if not any(f.values.get(key) == value for f in alike):
            return f"{key} is " + "; ".join(repr(f.values.get(key)) for f in alike) + f" instead of {value!r}"
    return ""
