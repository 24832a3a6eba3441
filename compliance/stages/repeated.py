"""Judgements on documents that say the same: thousands of articles carry the same notices. What is said of them hangs on the words of
the notices, on the ledger, on what is intended and on which duties the document meets; not on where the notices stand.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from compliance.model import Document, Fact, Finding, Flag, Kind, Match, Reason, Severity, Span, Zone
from compliance.rulebook import Rulebook
from compliance.rulebook.kept import Kept
from compliance.stages.settings import Settings

if TYPE_CHECKING:
    from compliance.policy.judge import Asked, Judge
    from compliance.policy.terms import Context, Judgement

Judged: TypeAlias = tuple[tuple[Reason, ...], tuple[Flag, ...]]
"""Reasons, and the flags with those of the judgement."""
MANY = 4
"""Judgements on the same words that are kept: they differ by what is intended, or by the duties that are met."""


class Sitting:
    """A judge, and what is intended with the documents that come before it; callable as `Judges`.

    Args:
        judge: the judge.
        context: what is intended.
        kept: judgements of this judge, by the words of the facts, for the next document that says the same; to be shared by all its sittings.
    """

    def __init__(self, judge: "Judge", context: "Context", kept: "Kept[list[Like]]") -> None:
        self._judge, self._context, self._kept = judge, context, kept

    def __call__(self, document: Document, facts: Sequence[Fact], matches: Sequence[Match]) -> "Judgement":
        """The judgement on a document."""
        return self._judge(document, facts, matches, self._context)

    def asked(self, document: Document, facts: Sequence[Fact]) -> "tuple[Judgement, Asked | None]":
        """The judgement on a document without matches, and all that was asked of the document itself, where that can be told."""
        return self._judge.asked(document, facts, (), self._context)

    def words_of(self, document: Document, facts: Sequence[Fact], matches: Sequence[Match], flags: Sequence[Flag], settings: Settings) -> str:
        """The words by which a document's judgement is kept; empty where what it comes to hangs on more than its facts."""
        if not facts or settings.severities or len(flags) != len(facts) or document.suppressions or not self._judge.asks_the_text_alone(document, matches):
            return ""
        text, spans = document.text, [fact.span for fact in facts]
        words: list[str] = []
        for fact, flag, span in zip(facts, flags, spans, strict=True):
            if flag.span != span or flag.kind is not fact.kind or flag.decision is not None or fact.zone is not Zone.BODY or text[slice(*span)] != fact.text:
                return ""
            words += (fact.rule, fact.text)
        ordered = sorted(spans)
        if ordered != spans:  # their order counts, and no other relation of their places
            words += map(str, map(ordered.index, spans))
        return "\0".join(words) if len(set(spans)) == len(spans) else ""

    def again(self, words: str, document: Document, facts: Sequence[Fact], flags: Sequence[Flag], book: Rulebook) -> Judged | None:
        """What a document comes to that says the same as an earlier one; None where there was none, or where it meets other duties."""
        meant = self._meant(facts)
        for like in self._kept.get(words) or ():
            if like.book is book and like.meant == meant and all(map(_same, facts, like.facts)) and self._judge.meets(like.asked, document):
                return like.of(document, facts, flags)
        return None

    def keep(self, words: str, asked: "Asked", facts: Sequence[Fact], flags: Sequence[Flag], book: Rulebook, judged: Judged) -> None:
        """Keeps what a document came to, from the second on that says the same: most that no other has said no other will."""
        before = self._kept.get(words)
        if before is None:
            self._kept.put(words, [])
        elif like := _like(self._meant(facts), asked, facts, flags, book, judged):
            self._kept.put(words, [like, *before[: MANY - 1]])

    def _meant(self, facts: Sequence[Fact]) -> object:
        """What is intended as far as a judgement hangs on it: on the time only where there is an embargo, else on the day."""
        return self._context if Kind.EMBARGO in [fact.kind for fact in facts] else self._judge.house.intent(self._context)


class _Weighed(NamedTuple):
    """The flag of a fact, by its number, as the judgement made it: graver or less grave, with more evidence."""

    fact: int
    severity: Severity
    evidence: tuple[str, ...]


class _Own(NamedTuple):
    """A flag of the judgement about a fact, by its number; about the whole document where that is negative."""

    fact: int
    flag: Flag


class Like(NamedTuple):
    """A judgement without its places. Of each fact its kind and values; in `flags` a number alone is the fact's flag as it was."""

    book: Rulebook
    meant: object
    facts: tuple[tuple[Kind, Any], ...]
    asked: "Asked"
    reasons: tuple[tuple[Reason, int], ...]
    flags: tuple[int | _Weighed | _Own, ...]

    def of(self, document: Document, facts: Sequence[Fact], flags: Sequence[Flag]) -> Judged:
        """The judgement on another document, with its places."""
        reasons = tuple([
            Reason(it.verdict, it.rule, it.message, facts[at].span, it.evidence, it.licence, it.missing, it.flag) if at >= 0 else it
            for it, at in self.reasons
        ])
        return reasons, tuple([_flag(it, document, facts, flags) for it in self.flags])


def _same(fact: Fact, kept: tuple[Kind, Any]) -> bool:
    return fact.kind is kept[0] and fact.values == kept[1]


def _flag(made: int | _Weighed | _Own, document: Document, facts: Sequence[Fact], flags: Sequence[Flag]) -> Flag:
    if isinstance(made, int):
        return flags[made]
    if isinstance(made, _Weighed):
        flag = flags[made.fact]
        return flag.weighed(made.severity, (*flag.evidence, *made.evidence))
    flag = made.flag
    span = facts[made.fact].span if made.fact >= 0 else Span(0, 0)
    if flag.kind is Finding.DUTY and made.fact >= 0:  # those have it from the fact, others from the text
        position, before, after = facts[made.fact].position, facts[made.fact].before, facts[made.fact].after
    else:
        position, (before, after) = document.position(span.start), document.around(*span)
    return Flag(
        flag.rule, flag.kind, flag.severity, flag.confidence, span, flag.text, dict(flag.values), position, flag.message, flag.why, flag.remedy,
        flag.evidence, flag.identity, before, after, flag.decision,
    )


def _like(meant: object, asked: "Asked", facts: Sequence[Fact], flags: Sequence[Flag], book: Rulebook, judged: Judged) -> Like | None:
    """A judgement without its places; None where it has a place that is no fact's."""
    numbers: dict[Span | None, int] = {fact.span: number for number, fact in enumerate(facts)}
    numbers.update({None: -1, Span(0, 0): numbers.get(Span(0, 0), -1)})
    reasons, raised = judged
    made: list[int | _Weighed | _Own] = []
    for flag in raised:
        number = numbers.get(flag.span)
        if number is None:
            return None
        if isinstance(flag.kind, Finding):
            made.append(_Own(number, flag._replace(values=dict(flag.values))))
        elif flag is flags[number]:
            made.append(number)
        else:
            made.append(_Weighed(number, flag.severity, flag.evidence[len(flags[number].evidence) :]))
    if any(reason.span not in numbers for reason in reasons):
        return None
    said = tuple([(fact.kind, {name: list(value) if type(value) is list else value for name, value in fact.values.items()}) for fact in facts])
    return Like(book, meant, said, asked, tuple([(it, numbers[it.span]) for it in reasons]), tuple(made))
