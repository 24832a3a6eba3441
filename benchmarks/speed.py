"""Speed of `compliance.check` on texts: one core, articles of 4 KB, all rules, facts and spans produced.

    python -m benchmarks.speed                   generated prose
    python -m benchmarks.speed --corpus FOLDER   real prose: the .txt files of a folder, cut into articles

The peer, in the same run, is the `regex` module asked rule by rule: every exact pattern of the rulebook run over the text.
"plain" is prose with nothing in it; "new" the same with every second article ending in a notice, a rights phrase and a
restriction that no other article has; "sites" the same with the ends of eleven sites, which come again and again as in any
archive. "first" is the first pass of a fresh rulebook, with automata and patterns still to be made; "later" the median of
the passes after it, each of which begins with nothing kept of the articles before. Processor time. Read the ratios: megabytes
a second are this machine's and this hour's.
"""

import argparse
import random
import time
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import NamedTuple

import compliance
from benchmarks.corpus import tail
from benchmarks.prose import article
from compliance.rulebook import Rulebook, load

SIZE = 4096
"""Code points of an article."""


class Speed(NamedTuple):
    """Megabytes of UTF-8 a second."""

    first: float
    later: float
    peer: float
    facts: int


def plain(corpus: str | None, count: int) -> list[str]:
    """Articles, generated or cut from the .txt files of a folder."""
    if corpus is None:
        rng = random.Random(7)
        return [article(rng, SIZE) for _ in range(count)]
    whole = "\n\n".join(path.read_text("utf-8", "replace") for path in sorted(Path(corpus).rglob("*.txt")))
    return [whole[at : at + SIZE] for at in range(0, min(len(whole), count * SIZE), SIZE)]


SITES = 11


def with_notices(some: Iterable[str], ends: int | None = None) -> list[str]:
    """The same, the end of every second one replaced by notices: its own, or one of so many."""
    rng = random.Random(8)
    few = [tail(rng).text for _ in range(ends or 0)]
    articles = []
    for number, text in enumerate(some):
        if number % 2 == 0:
            text = ended(text, few[number // 2 % len(few)] if few else tail(rng).text)
        articles.append(text)
    return articles


def ended(text: str, end: str) -> str:
    """A text of the same length that ends so, behind a blank line."""
    end = f"\n\n{end}"
    return text[: len(text) - len(end)] + end


def size(some: Iterable[str]) -> float:
    return sum(len(text.encode("utf-8", "replace")) for text in some) / 1e6


def ours(book: Rulebook, some: list[str]) -> tuple[float, int]:
    """Megabytes a second, and the facts found."""
    book.forget()
    began = time.process_time()
    facts = sum(len(compliance.check(text, rules=book).facts) for text in some)
    return size(some) / (time.process_time() - began), facts


def rule_by_rule(book: Rulebook, some: list[str]) -> float:
    """Megabytes a second of the peer."""
    patterns = [book.regex(pattern.exact, rule.cased) for rule in book for pattern in rule.patterns]
    began = time.process_time()
    for text in some:
        for pattern in patterns:
            for _ in pattern.finditer(text):
                pass
    return size(some) / (time.process_time() - began)


def measure(some: list[str], passes: int, for_peer: int) -> Speed:
    book = load()
    first, facts = ours(book, some)
    later = median(ours(book, some)[0] for _ in range(passes))
    return Speed(first, later, rule_by_rule(book, some[:for_peer]), facts)


def main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", help="a folder with prose in .txt files, instead of generated articles")
    parser.add_argument("--count", type=int, default=2000, help="articles")
    parser.add_argument("--passes", type=int, default=3, help="passes after the first")
    parser.add_argument("--for-peer", type=int, default=4, help="articles that the peer gets; it takes a second each")
    options = parser.parse_args(None if arguments is None else list(arguments))
    articles = plain(options.corpus, options.count)
    for name, some in {"plain": articles, "new": with_notices(articles), "sites": with_notices(articles, SITES)}.items():
        speed = measure(some, options.passes, options.for_peer)
        print(
            f"{name:6s} compliance.check {speed.later:7.2f} MB/s (first pass {speed.first:.2f}; {speed.facts} facts)"
            f"   regex rule by rule {speed.peer:.4f} MB/s   ratio {speed.later / speed.peer:.0f}"
        )


if __name__ == "__main__":
    main()
