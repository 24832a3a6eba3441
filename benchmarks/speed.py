"""Speed of `compliance.check` on texts, one core, all rules, facts and spans produced: `python -m benchmarks.speed [--corpus FOLDER]`.

The peer, in the same run, is the `regex` module asked rule by rule: every exact pattern of the rulebook run over every text.
Articles are of 4 KB; in the second kind every other one ends in notices. Real prose may be read from a folder of text files.
Read the ratios: megabytes a second are this machine's and this hour's.
"""

import argparse
import random
import time
from pathlib import Path

from benchmarks.corpus import HOLDERS, RESTRICTIONS, RIGHTS, article
from compliance.checker import check_document
from compliance.documents import from_text
from compliance.rulebook import Rulebook, load


def texts(corpus: str | None, count: int) -> list[str]:
    """Plain articles of 4,096 code points."""
    if corpus is None:
        rng = random.Random(7)
        return [article(rng) for _ in range(count)]
    whole = "\n\n".join(p.read_text("utf-8", "replace") for p in sorted(Path(corpus).rglob("*.txt")))
    return [whole[at : at + 4096] for at in range(0, min(len(whole), count * 4096), 4096)]


def with_tails(plain: list[str]) -> list[str]:
    """The same, every second with a notice, a rights phrase and a restriction at its end."""
    rng = random.Random(8)
    tail = "\n\nCopyright 2024 {}\n{}\n{}\n"
    return [t if i % 2 else t[:3900] + tail.format(rng.choice(HOLDERS), rng.choice(RIGHTS), rng.choice(RESTRICTIONS)) for i, t in enumerate(plain)]


def ours(book: Rulebook, some: list[str]) -> float:
    """Megabytes a CPU second."""
    began = time.process_time()
    for text in some:
        check_document(from_text(text), book)
    return sum(len(t.encode()) for t in some) / 1e6 / (time.process_time() - began)


def peer(book: Rulebook, some: list[str]) -> float:
    """The same for every exact pattern run over every text."""
    patterns = [book.regex(p.exact, rule.cased) for rule in book for p in rule.patterns]
    began = time.process_time()
    for text in some:
        for pattern in patterns:
            for _ in pattern.finditer(text):
                pass
    return sum(len(t.encode()) for t in some) / 1e6 / (time.process_time() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", help="a folder of .txt files with prose, instead of generated articles")
    parser.add_argument("--count", type=int, default=1500, help="articles to check")
    options = parser.parse_args()
    book = load()
    plain = texts(options.corpus, options.count)
    kinds = {"plain prose": plain, "every second with notices": with_tails(plain)}
    for name, some in kinds.items():
        ours(book, some[:200])
        mine = sorted(ours(book, some) for _ in range(3))[1]
        theirs = peer(book, some[:3])
        print(f"{name:28s} compliance.check {mine:7.2f} MB/s   regex rule by rule {theirs:7.4f} MB/s   ratio {mine / theirs:6.0f}")


if __name__ == "__main__":
    main()
