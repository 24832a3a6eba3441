"""The answer of a policy on every document, in a table of the run's connection, for what is counted or listed by it."""

from collections.abc import Callable, Iterator
from typing import Any

from compliance.batch.report.allowed import Policy
from compliance.batch.report.curators import curated
from compliance.batch.report.opening import Run
from compliance.batch.report.tables import put

Watch = Callable[[Iterator[Any]], Iterator[Any]]
"""What is told of a stream as it passes by, and gives it on as it is."""

_PIECE = 5_000  # rows put in at a time
_WORDS = ("id", "address", "domain", "outcome", "verdict", "reason", "licence", "holder")
_TRUTHS = ("allowed", "notice", "reserved", "forbidden", "mining", "licensed", "part_licensed", "disagreeing")


def answer_all(run: Run, policy: Policy, watch: Watch = iter) -> None:
    """Makes the table `answers`, a row a document: the names that it may be listed by, whether it is allowed and why or why not, and
    what it says of its rights as yes and no. `watch` sees the documents pass by."""
    if run.answered == policy:
        return
    columns = (*(f"{name} VARCHAR" for name in _WORDS), *(f"{name} BOOLEAN" for name in _TRUTHS), "characters BIGINT")
    run.connection.execute(f"CREATE OR REPLACE TABLE answers ({', '.join(columns)})")
    held: list[tuple[Any, ...]] = []
    for it in watch(curated(run)):
        rights = it.rights
        allowed, reason = policy.answer(it.outcome, it.reason, it.verdict, rights)
        licensed = bool(rights.licences) and rights.covers == "text"
        held.append((
            it.id, it.address, it.domain, str(it.outcome), str(it.verdict), reason, rights.licence if licensed else "", rights.holder,
            allowed, bool(rights.notice), bool(rights.reserved), bool(rights.forbidden), rights.mining, licensed, rights.covers == "part",
            bool(rights.disagreement), it.characters,
        ))  # fmt: skip
        if len(held) >= _PIECE:
            put(run.connection, "answers", held)
    put(run.connection, "answers", held)
    run.answered = policy
