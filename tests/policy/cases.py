"""Reads cases.toml, and puts one case before the judge."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from compliance.checker import shipped_rules
from compliance.documents import from_text
from compliance.model import Act, Confidence, Document, Fact, Kind, Match, MatchKind, Severity, Source, Span
from compliance.policy.context import context_of
from compliance.policy.judge import judge
from compliance.policy.ledger import read_text
from compliance.policy.terms import Context, Judgement, Ledger
from compliance.scan import find_facts

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DATA: dict[str, Any] = tomli.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))
CASES: list[dict[str, Any]] = DATA["case"]


def resolve(name: str) -> str:
    return shipped_rules().registry.resolve(name) or ""


@cache
def ledger(name: str) -> Ledger:
    return read_text(DATA["ledgers"][name], f"{name}.toml", resolve).ledger


def document(case: dict[str, Any]) -> Document:
    form = case.get("format") or ("markdown" if case["text"].startswith("---") else "text")
    return from_text(case["text"], format=form)


def facts(case: dict[str, Any], of: Document) -> list[Fact]:
    if "facts" not in case:
        return list(find_facts(of, shipped_rules())[0])
    return [fact(of, given["kind"], given["text"], given["values"]) for given in case["facts"]]


def fact(of: Document, kind: str, text: str, values: dict[str, Any]) -> Fact:
    start = max(0, of.text.find(text))
    span = Span(start, start + len(text))
    return Fact(Kind(kind), f"test.{kind}", span, text, values, of.position(start), Severity.WARNING, Confidence.HIGH)


def match(of: Document, given: dict[str, Any]) -> Match:
    passage = given["passage"]
    start = of.text.index(passage)
    words = given.get("words", len(passage.split()))
    return Match(
        MatchKind(given["kind"]), Span(start, start + len(passage)), Span(0, len(given.get("source_text", passage))), given.get("similarity", 1.0), words,
        Source(**given["of"]), given.get("common", 0), text=passage, position=of.position(start), share=len(passage) / len(of.text),
    )


def context(case: dict[str, Any]) -> Context:
    return context_of(**case.get("context", {}), now=NOW)


def judged(case: dict[str, Any]) -> Judgement:
    it = document(case)
    given = case.get("matches", [])
    texts = {one["of"]["id"]: one["source_text"] for one in given if "source_text" in one}
    held = ledger(case.get("ledger", "wire"))
    return judge(it, facts(case, it), [match(it, one) for one in given], held, context(case), resolve, text_of=lambda id: texts.get(id, ""))


__all__ = ["CASES", "NOW", "Act", "context", "document", "fact", "facts", "judged", "ledger", "match", "resolve"]
