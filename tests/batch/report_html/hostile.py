"""A run in which everything that a stranger can write is an attempt to get something run, shown out of order, or fetched."""

from pathlib import Path

from compliance.model import (
    Confidence,
    Document,
    Fact,
    Field,
    Flag,
    Kind,
    Match,
    MatchKind,
    Outcome,
    Position,
    Reason,
    Report,
    Severity,
    Source,
    Span,
    Unread,
    Verdict,
)
from tests.batch.sample import tie, write

ATTEMPTS = (
    "<script>window.ran=1</script>",
    "</script><script>window.ran=1</script>",
    "<img src=x onerror=\"window.ran=1\">",
    "\"><svg onload=window.ran=1>",
    "' onmouseover='window.ran=1' autofocus onfocus='window.ran=1",
    "javascript:window.ran=1//",
    "{{ 7*7 }}{% raw %}{{ self.__init__ }}${7*7}",
    "<style>@import url(http://attacker.example/x.css)</style>",
    "url(http://attacker.example/y.png)",
    "<!--<script>window.ran=1",
    "<link rel=stylesheet href=//attacker.example/z.css><base href=//attacker.example/>",
    "<iframe srcdoc='<script>parent.ran=1</script>'></iframe><meta http-equiv=refresh content='0;url=//attacker.example'>",
    "\u202ereversed\u2066 and\u200b hidden\u2028line\x1b[31m",
    "]]>&lt;script&gt;window.ran=1&lt;/script&gt;",
    "<title>taken over</title></title></textarea></table></main></body></html>",
    "__proto__",
)
ALL = " ".join(ATTEMPTS)


def report(number: int, attempt: str) -> tuple[Report, Document]:
    """A document in which every word is an attempt, and what was found in it."""
    text = f"Before. {attempt} {ALL}\nAfter {attempt}"
    start, end = 8, 8 + len(attempt)
    place = Position(1, start + 1)
    values = {"holder": f"{attempt} Ltd", "licence": attempt, attempt: attempt}
    fact = Fact(Kind.COPYRIGHT_NOTICE, attempt, Span(start, end), attempt, values, place, Severity.ERROR, Confidence.HIGH)
    decision = {"action": attempt, "reason": attempt, "by": attempt, "time": attempt, "until": attempt, "scope": attempt, "lapsed": attempt if number % 2 else ""}
    flags = tuple(
        Flag(
            attempt, Kind.COPYRIGHT_NOTICE, Severity.ERROR, Confidence.HIGH, Span(start + at, end), text[start + at : end], values, place, attempt, attempt, attempt,
            (attempt,), f"{number}-{at}", decision=decision if at == 1 else None,
        )
        for at in range(3)
    )
    source = Source(attempt, attempt, attempt, attempt, attempt, attempt)
    match = Match(MatchKind.NEAR_VERBATIM, Span(start, end), Span(0, end - start), 0.9, 8, source, 3, (source,), source, attempt, place, 0.5)
    reason = Reason(Verdict.BLOCKED, attempt, attempt, Span(start, end), (attempt,), attempt, attempt, f"{number}-0")
    names = ("title", "author", "address", "section", "source", "date")
    document = Document(f"{attempt}#{number}", attempt, text, fields=tuple(Field(name, attempt, 1, 1) for name in names))
    return Report(document.id, document.path, Outcome.CHECKED, "", Verdict.BLOCKED, (fact,), flags, (match,), (reason,)), document


def make(folder: Path) -> Path:
    """Writes the run and says where."""
    pairs: list[tuple[Report, Document | Unread]] = []
    for number, attempt in enumerate(ATTEMPTS):
        pairs.append(report(number, attempt))
        unread = Unread(attempt, attempt, Outcome.FAILED if number % 2 else Outcome.SKIPPED, attempt)
        pairs.append((Report(unread.id, unread.path, unread.outcome, unread.reason, Verdict.REVIEW), unread))
    manifest = {
        "version": ALL, "moment": ALL, "rules": {"digest": ALL, "packs": {ALL: ALL}}, "options": {ALL: ALL}, "sources": [{"what": ALL, "path": ALL, "digest": ALL}],
        "archives": [{"path": ALL, "texts": 1}], "inputs": {"count": 1, "bytes": 1, "formats": {ALL: 1}, "digest": ALL},
        "since": {"manifest": ALL, "new": 1, "changed": 1, "unchanged": 1, "gone": 1},
    }  # fmt: skip
    write(folder, pairs, 100, manifest)
    tie(folder, [[("00000000", at * 2, f"{ATTEMPTS[at]}#{at}", ATTEMPTS[at]) for at in range(4)]])
    return folder
