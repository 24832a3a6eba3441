"""What judging adds to a check: CPU time of a check without a ledger, and of all that a ledger adds to it, article by article.

    python -m benchmarks.policy [--articles 400] [--rounds 5]      invented articles, of which every other has notices
    python -m benchmarks.policy --corpus FOLDER                    the .txt files of a folder, too

"sites": the ends of a few sites, which come again and again, as in an archive; "new": each article has notices that no other has; two
thirds of the notices are of holders whose licence asks for two things that are not there. The medians of rounds are compared; each begins
with nothing kept of the articles before. Exit status 1 where judging adds more than the floor of 5 % to any.
"""

import argparse
import random
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.prose import article
from benchmarks.speed import SITES
from compliance.checker import check_document, shipped_rules
from compliance.documents import from_text
from compliance.model import Act
from compliance.policy.judge import Judge
from compliance.policy.public import public_licences
from compliance.policy.terms import Context, Duty, DutyKind, Ledger, Licence, Publisher
from compliance.stages.judged import judged, worst
from compliance.stages.ledgers import Bench
from compliance.stages.settings import Settings

MOST = 0.05
"""Share of the time of a check that judging may add."""

NOTICES = (
    "© 2026 Kestrel Wire. All rights reserved. This material may not be published, broadcast, rewritten or redistributed.",
    "© 2026 Lindholm Gazette. Distributed by Northern Content Agency, LLC.",
    "Photo: Petra Lund/Northern Pictures. MANDATORY CREDIT; NO ARCHIVES; UK OUT.",
    "© 2026 Mudlark News, licensed under CC BY-NC-ND 4.0. https://creativecommons.org/licenses/by-nc-nd/4.0/",
    "EMBARGOED until 12 noon ET on Monday, Nov. 23, 2026",
    "© 2026 Harbour Post. All rights reserved.",
)
LEDGER = Ledger(
    Publisher(("Harbour Post",), commercial=True),
    tuple(
        Licence(f"l{n}", name, acts=frozenset({Act.PUBLISH}), duties=(Duty(DutyKind.CREDIT, f"Reporting by {name}", "bottom"), Duty(DutyKind.LINK, f"https://{n}.example/")))
        for n, name in enumerate(("Kestrel Wire", "Lindholm Gazette", "Northern Content Agency", "Northern Pictures", *(f"Agency {n}" for n in range(200))))
    ),
    public_licences(),
)


class Cost(NamedTuple):
    """CPU seconds: of making a judge ready, once; medians of checking all articles, and of judging them: the judge, and what becomes of
    flags and verdict by it."""

    ready: float
    checking: float
    judging: float


def invented(articles: int, new: bool = False) -> list[str]:
    """So many articles, every other with one to three notices: those of a few sites, or `new` ones each."""
    rng = random.Random(4)
    ends = [rng.sample(NOTICES, rng.randint(1, 3)) for _ in range(SITES)]
    texts = ["\n\n".join([article(rng), *(ends[n // 2 % SITES] if n % 2 else ())]) for n in range(articles)]
    if new:
        return [text.replace("© 2026", f"© {1960 + n % 66}-2026").replace("Petra", f"Petra {_name(n)}").replace("12 noon", f"{n % 12}:{n % 60:02} p.m.") for n, text in enumerate(texts)]
    return texts


def measure(texts: Sequence[str], rounds: int = 3) -> Cost:
    """What some articles cost."""
    book = shipped_rules()
    start = time.process_time()
    judge = Judge(LEDGER, lambda name: book.registry.resolve(name) or "")
    ready = time.process_time() - start
    context = Context(datetime(2026, 11, 20, tzinfo=UTC), territory="SE")
    settings = Settings()

    checking, judging = [], []
    for _ in range(rounds + 1):
        book.forget()
        sitting = Bench(judge).sitting(context)
        checked = judged_in = 0.0
        for text in texts:
            start = time.process_time()
            document = from_text(text)
            report = check_document(document, book)
            between = time.process_time()
            worst(*judged(document, report.facts, report.matches, tuple(report.flags), book, settings, sitting))
            judged_in += time.process_time() - between
            checked += between - start
        checking.append(checked)
        judging.append(judged_in)
    return Cost(ready, median(checking[1:]), median(judging[1:]))  # the first round loads what is loaded once


def _name(number: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in str(number)).capitalize()


def main() -> int:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--corpus", help="a folder with texts in .txt files")
    options = parser.parse_args()
    mixes = {"sites": invented(options.articles), "new": invented(options.articles, new=True)}
    if options.corpus:
        mixes["corpus"] = [path.read_text("utf-8", "replace") for path in sorted(Path(options.corpus).rglob("*.txt"))]
    shares = []
    for name, texts in mixes.items():
        cost = measure(texts, options.rounds)
        shares.append(cost.judging / cost.checking)
        each = [seconds / len(texts) * 1e3 for seconds in cost[1:]]
        print(f"{name:6s}  checking {each[0]:.3f} ms an article, judging {each[1]:.3f} ms: {shares[-1]:.1%} more; once {cost.ready * 1e3:.1f} ms")
    return 0 if max(shares) <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
