"""From the matches of a document to what somebody should see: whose words, how many, and what to do."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from typing import Any

from compliance.model import Document, Flag, Match, MatchKind, Position, Source
from compliance.reuse import rules
from compliance.reuse.compare import quoted_words
from compliance.reuse.rules import RULES, ReuseRule

NAMED = 4
"""Further sources that the evidence names; the values hold the ids of all."""

_RULE_OF = {
    MatchKind.VERBATIM: rules.VERBATIM,
    MatchKind.NEAR_VERBATIM: rules.NEAR_VERBATIM,
    MatchKind.REWRITTEN: rules.REWRITTEN,
}
_LIFTED = frozenset(_RULE_OF.values())
_SAID = {
    rules.VERBATIM: "stand word for word in",
    rules.NEAR_VERBATIM: "stand almost word for word in",
    rules.REWRITTEN: "are close to a passage of",
    rules.OWN: "stand in our own",
}


def flags_of(
    matches: Iterable[Match], document: Document, own: Callable[[str], bool], quotation_limit: int, common: int
) -> list[Flag]:
    """The flags that matches of a document come to, in the order of the text.

    Args:
        matches: with `of`, `text` and `position` filled in and spans counted in the whole source, as a report has them.
        document: the document, or the window of it, that the matches lie in.
        own: whether the holder of that name is the publisher.
        quotation_limit: words that may be quoted from one source; beyond it there is one flag for the source, at the
            longest quotation.
        common: number of texts from which a short passage that they share is boilerplate.
    """
    found: list[Flag] = []
    quoted: dict[str, list[Match]] = defaultdict(list)
    lifted: dict[str, list[Match]] = defaultdict(list)
    ruled: list[tuple[str, Match]] = []
    for match in matches:
        rule = _rule(match, own, common)
        if rule is not None:
            ruled.append((rule, match))
            if rule in _LIFTED:
                lifted[match.source_id].append(match)
        elif _is_quoted(match, own, common):
            quoted[match.source_id].append(match)
    for rule, match in ruled:
        together = lifted[match.source_id] if rule in _LIFTED else []
        found.append(_flag(RULES[rule], match, document, _message(rule, match) + _in_all(together), _totals(together)))
    found += [
        _quotation(quoted[source], document, words, quotation_limit)
        for source, words in quoted_words(match for passages in quoted.values() for match in passages).items()
        if words > quotation_limit
    ]
    return sorted(found, key=lambda flag: flag.span)


def identity(rule: str, text: str, source: str) -> str:
    """What makes a flag of a match the same flag after an edit elsewhere: 16 hexadecimal digits over its rule, its words
    (white space and capitals do not count) and the id of the source; neither place counts."""
    folded = "\0".join([rule, " ".join(text.split()).casefold(), source])
    return blake2b(folded.encode("utf-8", "replace"), digest_size=8).hexdigest()


def sources_of(match: Match) -> tuple[Source, ...]:
    """Every text of the archive that is known to hold the passage, the best first."""
    return (match.of, *match.also) if match.of else match.also


def _rule(match: Match, own: Callable[[str], bool], common: int) -> str | None:
    """The rule that a match falls under; None for quotations, which are counted by source."""
    if match.kind is MatchKind.QUOTATION:
        return None
    if _is_own(match, own):
        return rules.OWN
    if _is_common(match, common):
        return rules.COMMON
    return _RULE_OF[match.kind]


def _is_quoted(match: Match, own: Callable[[str], bool], common: int) -> bool:
    return match.kind is MatchKind.QUOTATION and not _is_own(match, own) and not _is_common(match, common)


def _is_own(match: Match, own: Callable[[str], bool]) -> bool:
    """Whether the house had the words first, or is the only one that is known to have them.

    An own text that came after somebody else's proves nothing: it may be the copy.
    """
    sources = sources_of(match)
    if not any(own(source.holder) for source in sources):
        return False
    others = [source for source in sources if not own(source.holder)]
    return not others or (match.earliest is not None and own(match.earliest.holder))


def _is_common(match: Match, common: int) -> bool:
    return match.common >= common and match.words <= rules.BOILERPLATE_LIMIT


def _quotation(passages: list[Match], document: Document, total: int, limit: int) -> Flag:
    longest = max(passages, key=lambda match: match.words)
    where = f" in {len(passages)} passages" if len(passages) > 1 else ""
    message = f"{total:,} words are quoted{where} that also stand in {_named(longest)}; the limit of the house is {limit:,}"
    return _flag(RULES[rules.QUOTATION], longest, document, message, {"quoted": total, "limit": limit})


def _message(rule: str, match: Match) -> str:
    count = f"{match.words:,} words"
    if rule == rules.COMMON:
        return f"{count} stand in {match.common:,} texts of the archive, such as {_named(match)}"
    share = f" ({max(1, round(match.share * 100))}% of the text)" if match.share else ""
    said = f"{count}{share} {_SAID[rule]} {_named(match)}"
    others = len(match.also)
    if others:
        said += f", and in {others:,} more"
    if match.earliest and match.of and match.earliest.id != match.of.id:
        said += f", the earliest {_of(match.earliest)}"
    return said


def _in_all(passages: list[Match]) -> str:
    """What the passages of one source come to, where there are several."""
    if len(passages) < 2:
        return ""
    share = sum(match.share for match in passages)
    said = f", {min(100, max(1, round(share * 100)))}% of the text" if share else ""
    return f"; {len(passages):,} passages of it in all{said}"


def _totals(passages: list[Match]) -> dict[str, Any]:
    if len(passages) < 2:
        return {}
    share = round(min(1.0, sum(match.share for match in passages)), 4)
    return {"passages": len(passages), **({"share_in_all": share} if share else {})}


def _named(match: Match) -> str:
    return _of(match.of) if match.of else "the source"


def _of(source: Source) -> str:
    """A source as a phrase: its title, and whose and of when it is as far as that is known."""
    told = ", ".join(filter(None, (source.holder or "holder unknown", source.date)))
    return f'"{source.title or source.id}" ({told})'


def _flag(rule: ReuseRule, match: Match, document: Document, message: str, more: dict[str, Any] | None = None) -> Flag:
    start, end = match.draft.start - document.offset, match.draft.end - document.offset
    severity = rule.severity if match.words >= rules.LONG else rule.short
    return Flag(
        rule.id,
        rule.kind,
        severity,
        rule.confidence,
        match.draft,
        match.text,
        {**values(match), **(more or {})},
        match.position or Position(1, 1),
        message,
        rule.why,
        rule.remedy,
        tuple(_evidence(match)),
        identity(rule.id, match.text, match.source_id),
        *document.around(start, end),
    )


def values(match: Match) -> dict[str, Any]:
    """What a flag of a match carries: the match without the draft's side, which the flag has itself. What is not known
    is left out."""
    source = match.of or Source("")
    told: dict[str, Any] = {
        "match": match.kind,
        "similarity": round(match.similarity, 4),
        "words": match.words,
        "share": round(match.share, 4),
        "source": {
            **{name: value for name, value in source._asdict().items() if value},
            "start": match.source.start,
            "end": match.source.end,
        },
        "common": match.common,
        "also": [other.id for other in match.also],
        "earliest": match.earliest.id if match.earliest else "",
    }
    return {name: value for name, value in told.items() if value not in (0, "", [])}


def _evidence(match: Match) -> Iterator[str]:
    sources = sources_of(match)
    for source in sources[: NAMED + 1]:
        parts = [source.title, source.holder, source.date, source.licence, source.address]
        yield ", ".join([*filter(None, parts), f"id {source.id}"])
    if len(sources) > NAMED + 1:
        yield f"and {len(sources) - NAMED - 1:,} more"
