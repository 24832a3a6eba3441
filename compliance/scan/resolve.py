"""Which of the candidates that claim the same words keep them, and how far each reaches."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from compliance.scan.candidates import Candidate, Part, in_order, shifted

_CONFIDENCE = {"high": 2, "medium": 1, "low": 0}
BESIDE = 400
"""Code points within which a rule's `beside` kinds must stand."""

# kinds of one group exclude one another on the same words; a kind alone in its group stands beside any other
_GROUP = {
    "redistribution_restriction": "terms", "licence_grant": "terms", "usage_terms": "terms", "embargo": "terms",
    "copyright_notice": "owner", "credit_line": "owner", "syndication": "owner",
}
_CLAUSES = ("redistribution_restriction", "licence_grant", "permission_contact", "mining_reservation", "copyright_notice")


class Passage(NamedTuple):
    """Parts of a text so near to one another that what is found in one can decide about what is found in the other: the code point where
    it begins, and its text."""

    start: int
    text: str
    parts: Sequence[Part]

    @property
    def key(self) -> str:
        """What its facts hang on: its text, and which of its parts are cut into paragraphs."""
        if not any(part.is_cut for part in self.parts):
            return self.text
        return "".join("\1" if part.is_cut else "\0" for part in self.parts) + self.text

    def candidates(self) -> list[Candidate]:
        """Those of its parts in order, in code points of its text."""
        return in_order(shifted(candidate, part.start - self.start) for part in self.parts for candidate in part.candidates)


def together(text: str, parts: Iterable[Part]) -> Iterator[Passage]:
    """The passages that parts of a text come to.

    Args:
        text: the folded text.
        parts: in order; they may be of one paragraph, but for that do not overlap.
    """
    near: list[Part] = []
    end = 0
    for part in parts:
        if near and part.start > end + BESIDE:
            yield Passage(near[0].start, text[near[0].start : end], near)
            near = []
        end = max(end, part.start + len(part.text)) if near else part.start + len(part.text)
        near.append(part)
    if near:
        yield Passage(near[0].start, text[near[0].start : end], near)


def resolve(text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that stand, in order, none overlapping another of its kind or group.

    Args:
        text: the folded text that the candidates' spans point into.
        candidates: from `scan`.
    """
    company = _Company(candidates) if any(c.rule.beside for c in candidates) else None
    near = [c for c in candidates if not c.rule.beside or company is not None and company.has(c)]
    kept: list[Candidate] = []
    for together in _clusters(near):
        kept.extend(_weighed(text, together))
    kept.sort(key=lambda c: (c.start, -c.end))
    return _merged(text, kept)


def _clusters(candidates: Iterable[Candidate]) -> Iterator[list[Candidate]]:
    """Candidates that overlap one another, directly or through others; only those have to be weighed, so that the cost
    grows with the text and not with its square."""
    cluster: list[Candidate] = []
    reach = -1
    for c in sorted(candidates, key=lambda c: min(c.start, c.core[0])):
        if cluster and min(c.start, c.core[0]) >= reach:
            yield cluster
            cluster = []
        cluster.append(c)
        reach = max(reach, c.end, c.core[1])
    if cluster:
        yield cluster


def _weighed(text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those of the candidates that stand, as far as they reach."""
    if len(candidates) == 1:
        return [_shrunk(text, candidates[0], ())]
    chrome = [c for c in candidates if c.rule.kind == "page_chrome"]
    ranked = sorted(candidates, key=_rank, reverse=True)
    kept: list[Candidate] = []
    for candidate in ranked:
        kind = candidate.rule.kind
        if kind != "page_chrome" and any(_inside(candidate, c) for c in chrome):
            continue
        if any(_clash(candidate, other) for other in kept):
            continue
        kept.append(candidate)
    return [_shrunk(text, c, kept) for c in kept]


def _rank(c: Candidate) -> tuple[int, int, int, int]:
    return c.rule.priority, _CONFIDENCE[c.rule.confidence], c.core[1] - c.core[0], c.end - c.start


class _Company:
    """Says whether a candidate of one of certain kinds stands near another one."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._of: dict[str, list[Candidate]] = {}
        for c in sorted(candidates, key=lambda c: c.core[0]):
            self._of.setdefault(c.rule.kind, []).append(c)
        self._longest = {kind: max(c.core[1] - c.core[0] for c in of) for kind, of in self._of.items()}

    def has(self, candidate: Candidate) -> bool:
        """Whether one of the kinds that its rule wants beside it is there."""
        return any(self._near(candidate, kind) for kind in candidate.rule.beside)

    def _near(self, candidate: Candidate, kind: str) -> bool:
        of = self._of.get(kind, [])
        first = candidate.start - BESIDE
        at = bisect_left(of, candidate.end + BESIDE, key=lambda c: c.core[0])
        while at and of[at - 1].core[0] + self._longest[kind] > first:
            at -= 1
            if of[at] is not candidate and of[at].core[1] > first:
                return True
        return False


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
    while start < c.core[0] and (text[start].isspace() or text[start] in ".,;:|•·–—-*®™)]>/＞】，、；：・‧》」"):
        start += 1
    while end > c.core[1] and (text[end - 1].isspace() or text[end - 1] in ".,;:|•·–—-*([<>＞】」。．｡"):
        end -= 1
    return c._replace(start=start, end=end)


def _merged(text: str, facts: list[Candidate]) -> list[Candidate]:
    """Page furniture in a row is one piece; usage terms in a row on one line are one set of terms."""
    merged: list[Candidate] = []
    for c in facts:
        last = merged[-1] if merged else None
        if last is not None and last.rule.kind == c.rule.kind and c.rule.kind in ("page_chrome", "usage_terms", "licence_grant"):
            between = text[last.end : c.start]
            if c.rule.kind == "licence_grant":  # "under a Creative Commons" + "Attribution 4.0 …": one licence, named in two
                if last.end <= c.start and between in (" ", ", ", "-", ": "):
                    joined = _joined(last, c)
                    merged[-1] = joined._replace(values={k: v for k, v in joined.values.items() if k != "licence"})
                else:
                    merged.append(c)
                continue
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
