"""What judging adds to a check: CPU time of reading facts, and of judging them, over invented articles of which every other has notices.

    python -m benchmarks.policy [--articles 400]

Exit status 1 where judging adds more than the floor of 5 %.
"""

import argparse
import random
import sys
import time
from datetime import UTC, datetime

from benchmarks.prose import article
from compliance.checker import check_document, shipped_rules
from compliance.documents import from_text
from compliance.model import Act
from compliance.policy.judge import Judge
from compliance.policy.public import public_licences
from compliance.policy.terms import Context, Duty, DutyKind, Ledger, Licence, Publisher

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


def measure(articles: int) -> tuple[float, float, float]:
    """CPU seconds of making a judge ready, of checking, and of judging, for so many articles, every other with one to three notices."""
    book = shipped_rules()
    rng = random.Random(4)
    texts = ["\n\n".join([article(rng), *rng.sample(NOTICES, n % 2 * rng.randint(1, 3))]) for n in range(articles)]
    for text in texts[:20]:
        check_document(from_text(text), book)
    start = time.process_time()
    documents = [from_text(text) for text in texts]
    reports = [check_document(document, book) for document in documents]
    checking = time.process_time() - start
    start = time.process_time()
    judge = Judge(LEDGER, lambda name: book.registry.resolve(name) or "")
    ready = time.process_time() - start
    context = Context(datetime(2026, 11, 20, tzinfo=UTC), territory="SE")
    for document, report in zip(documents[:20], reports[:20], strict=True):  # as above: what is loaded once is not counted
        judge(document, report.facts, report.matches, context)
    start = time.process_time()
    for document, report in zip(documents, reports, strict=True):
        judge(document, report.facts, report.matches, context)
    return ready, checking, time.process_time() - start


def main() -> int:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--articles", type=int, default=400)
    articles = parser.parse_args().articles
    ready, checking, judging = measure(articles)
    share = judging / checking
    print(f"checking {checking / articles * 1e3:.3f} ms an article, judging {judging / articles * 1e3:.3f} ms: {share:.1%} more; once {ready * 1e3:.1f} ms")
    return 0 if share <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
