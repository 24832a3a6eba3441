"""Which of the candidates that claim the same words keep them, and how far each reaches."""

from collections.abc import Sequence

from compliance.scan.scan import Candidate

_CONFIDENCE = {"high": 2, "medium": 1, "low": 0}
BESIDE = 400
"""Code points within which a rule's `beside` kinds must stand."""

# kinds of one group exclude one another on the same words; a kind alone in its group stands beside any other
_GROUP = {
    "redistribution_restriction": "terms", "licence_grant": "terms", "usage_terms": "terms", "embargo": "terms",
    "copyright_notice": "owner", "credit_line": "owner", "syndication": "owner",
}
_CLAUSES = ("redistribution_restriction", "licence_grant", "permission_contact", "mining_reservation", "copyright_notice")


def resolve(text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that stand, in order, none overlapping another of its kind or group.

    Args:
        text: the folded text that the candidates' spans point into.
        candidates: from `scan`.
    """
    near = [c for c in candidates if not c.rule.beside or _beside(c, candidates)]
    chrome = [c for c in near if c.rule.kind == "page_chrome"]
    ranked = sorted(near, key=_rank, reverse=True)
    kept: list[Candidate] = []
    for candidate in ranked:
        kind = candidate.rule.kind
        if kind != "page_chrome" and any(_inside(candidate, c) for c in chrome):
            continue
        if any(_clash(candidate, other) for other in kept):
            continue
        kept.append(candidate)
    kept = [_shrunk(text, c, kept) for c in kept]
    kept.sort(key=lambda c: (c.start, -c.end))
    return _merged(text, kept)


def _rank(c: Candidate) -> tuple[int, int, int, int]:
    return c.rule.priority, _CONFIDENCE[c.rule.confidence], c.core[1] - c.core[0], c.end - c.start


def _beside(candidate: Candidate, all_: Sequence[Candidate]) -> bool:
    return any(
        c.rule.kind in candidate.rule.beside and c is not candidate
        and c.core[0] < candidate.end + BESIDE and c.core[1] > candidate.start - BESIDE
        for c in all_
    )


def _inside(a: Candidate, b: Candidate) -> bool:
    """Whether the wording of `a` stands in `b` for the greater part."""
    shared = min(a.core[1], b.end) - max(a.core[0], b.start)
    return shared * 2 > a.core[1] - a.core[0]


def _clash(a: Candidate, b: Candidate) -> bool:
    same = a.rule.kind == b.rule.kind
    if not same and _GROUP.get(a.rule.kind, a.rule.kind) != _GROUP.get(b.rule.kind, b.rule.kind):
        return False
    if a.core[0] < b.core[1] and b.core[0] < a.core[1]:
        return True
    # two wordings of one kind in one sentence are one clause
    return same and a.start < b.end and b.start < a.end and a.rule.type == b.rule.type == "clause"


def _shrunk(text: str, c: Candidate, all_: Sequence[Candidate]) -> Candidate:
    """A clause gives up the words at its ends that other facts are made of."""
    if c.rule.type != "clause":
        return c
    start, end = c.start, c.end
    for other in all_:
        if other is c or other.core[1] <= start or other.core[0] >= end:
            continue
        if other.core[1] <= c.core[0]:
            start = max(start, other.core[1])
        elif other.core[0] >= c.core[1]:
            end = min(end, other.core[0])
    while start < c.core[0] and (text[start].isspace() or text[start] in ".,;:|•·–—-*®™)]>/＞】"):
        start += 1
    while end > c.core[1] and (text[end - 1].isspace() or text[end - 1] in ".,;:|•·–—-*([<。．｡"):
        end -= 1
    return c._replace(start=start, end=end)


def _merged(text: str, facts: list[Candidate]) -> list[Candidate]:
    """Page furniture in a row is one piece; usage terms in a row on one line are one set of terms."""
    merged: list[Candidate] = []
    for c in facts:
        last = merged[-1] if merged else None
        if last is not None and last.rule.kind == c.rule.kind and c.rule.kind in ("page_chrome", "usage_terms"):
            between = text[last.end : c.start]
            if c.start <= last.end or not any(ch.isalnum() for ch in between) and (
                c.rule.kind == "page_chrome" and len(between) < 12 or c.rule.kind == "usage_terms" and len(between) < 5 and "\n" not in between
            ):
                merged[-1] = _joined(last, c)
                continue
        merged.append(c)
    return merged


def _joined(a: Candidate, b: Candidate) -> Candidate:
    strong = a if _rank(a) >= _rank(b) else b
    values = {**b.values, **a.values, **strong.values}
    if a.rule.kind == "usage_terms":
        terms = [*_list(a.values.get("terms")), *_list(b.values.get("terms"))]
        values["terms"] = list(dict.fromkeys(terms))
    end = max(a.end, b.end)
    return strong._replace(start=a.start, end=end, core=(a.core[0], max(a.core[1], b.core[1])), values=values)


def _list(value: object) -> list[str]:
    return [str(v) for v in value] if isinstance(value, (list, tuple)) else [] if value is None else [str(value)]
