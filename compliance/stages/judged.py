"""The judgement on what was found, and what becomes of flags and verdict by it."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from compliance.model import GRAVITY, LOOSE, Confidence, Document, Fact, Finding, Flag, Kind, Match, Reason, Severity, Span, Verdict
from compliance.output.settled import settled
from compliance.rulebook import Rulebook
from compliance.stages.flagging import digest
from compliance.stages.repeated import Judged, Sitting
from compliance.stages.settings import Judges, Settings
from compliance.stages.suppressed import UNUSED, suppressed

if TYPE_CHECKING:
    from compliance.policy.terms import Judgement

_BINDING = frozenset([*(kind for kind in Kind if kind not in LOOSE), Finding.REUSE, Finding.QUOTATION])


def provisional(flags: Iterable[Flag]) -> Verdict:
    """The verdict before any ledger: whatever binds asks for review."""
    return Verdict.REVIEW if any(f.kind in _BINDING and not settled(f) for f in flags) else Verdict.CLEAR


def judged(
    document: Document, facts: Sequence[Fact], matches: Sequence[Match], flags: tuple[Flag, ...], book: Rulebook, settings: Settings, judge: Judges
) -> Judged:
    """The reasons of a judgement by what nobody has settled, and the flags with those of the judgement."""
    if isinstance(judge, Sitting) and (words := judge.words_of(document, facts, matches, flags, settings)):
        known = judge.again(words, document, facts, flags, book)
        if known is not None:
            return known
        judgement, asked = judge.asked(document, facts)
        made = _with_flags(judgement, document, flags, book, settings)
        if asked is not None:
            judge.keep(words, asked, facts, flags, book, made)
        return made
    closed = [flag for flag in flags if settled(flag)]
    if closed:
        done = {(flag.rule, flag.span) for flag in closed}
        passed = {flag.span for flag in closed if isinstance(flag.kind, Finding)}
        facts = [fact for fact in facts if (fact.rule, fact.span) not in done]
        matches = [match for match in matches if match.draft not in passed]
    return _with_flags(judge(document, facts, matches), document, flags, book, settings)


def _with_flags(judgement: "Judgement", document: Document, flags: tuple[Flag, ...], book: Rulebook, settings: Settings) -> Judged:
    """The reasons of a judgement, of which some raise flags, and the flags of facts and matches with what it says of them."""
    if not flags and not judgement.flags and judgement.verdict is Verdict.CLEAR:  # as most texts are
        return judgement.reasons, ()
    told_of = {flag.span for flag in flags}
    about: dict[Span | None, list[Reason]] = {}
    raised: dict[Reason, Flag] = {}
    for reason in judgement.reasons:
        if not reason.flag:
            about.setdefault(reason.span, []).append(reason)
            if reason.verdict is not Verdict.CLEAR and reason.span not in told_of:
                raised[reason] = _raised(reason, document)
    reasons = judgement.reasons
    if raised:
        reasons = tuple([reason._replace(flag=raised[reason].identity) if reason in raised else reason for reason in reasons])
    more = tuple([
        flag._replace(severity=settings.severity(flag.rule, flag.severity)) if settings.severities else flag
        for flag in (*judgement.flags, *raised.values())
        if not book.is_off(flag.rule)
    ])
    if document.suppressions and more:
        more = tuple([flag for flag in suppressed(document, more) if flag.rule != UNUSED])
    weight = _WEIGHT[judgement.verdict]
    told = tuple([
        _weighed(flag, about.get(flag.span, ()), weight, settings) if flag.kind in _BINDING and not settled(flag) else flag for flag in flags
    ])
    return reasons, tuple(sorted([*told, *more], key=attrgetter("span"))) if more else told


def _raised(reason: Reason, document: Document) -> Flag:
    """The flag of a reason for which nothing else stands, so that an editor sees it and can decide."""
    from compliance.policy.reasons import RULES

    rule = RULES[reason.rule]
    start, end = reason.span or Span(document.offset, document.offset)
    at, stop = start - document.offset, end - document.offset
    text = document.text[at:stop]
    return Flag(
        reason.rule, Finding.JUDGEMENT, _WEIGHT[reason.verdict], Confidence.HIGH, Span(start, end), text,
        {name: value for name, value in (("verdict", str(reason.verdict)), ("licence", reason.licence), ("missing", reason.missing)) if value},
        document.position(at), reason.message, rule.why, rule.remedy, reason.evidence, digest([reason.rule, reason.message, text]),
        *document.around(at, stop),
    )


_WEIGHT = {Verdict.BLOCKED: Severity.ERROR, Verdict.REVIEW: Severity.WARNING, Verdict.DUTIES: Severity.NOTE, Verdict.CLEAR: Severity.NOTE}


def _weighed(flag: Flag, about: Sequence[Reason], whole: Severity, settings: Settings) -> Flag:
    """A flag of a fact or match, which binds and is open, as grave as what the judgement says of it, with that among its evidence.

    What the ledger covers is a note; a severity that the configuration chose stays. Of what has no reason of its own, the weight of
    the verdict on the whole says whether anything about it is open.
    """
    chosen = bool(settings.severities) and settings.chooses(flag.rule)
    if not about:
        return flag if chosen or whole is not Severity.NOTE or flag.severity is whole else flag._replace(severity=whole)
    severity = flag.severity if chosen else _WEIGHT[min([reason.verdict for reason in about], key=GRAVITY.__getitem__)]
    evidence = (*flag.evidence, *dict.fromkeys([reason.message for reason in about]))
    return flag.weighed(severity, evidence)


def worst(reasons: Iterable[Reason], flags: Sequence[Flag]) -> Verdict:
    """The gravest verdict of the reasons that stand once editors have settled flags.

    A reason goes with the flag that says the same, and with every flag at its place. What then binds and has no reason left that
    speaks of it asks for review.
    """
    reasons = tuple(reasons)
    if not flags and len(reasons) == 1:  # as most texts have
        return reasons[0].verdict
    closed_flags = [flag for flag in flags if settled(flag)]
    if not closed_flags:
        return min([reason.verdict for reason in reasons], key=GRAVITY.__getitem__, default=Verdict.CLEAR)
    done = {flag.identity for flag in closed_flags}
    open_ = {flag.span for flag in flags if not settled(flag)}
    closed = {flag.span for flag in closed_flags} - open_
    kept = [reason for reason in reasons if reason.flag not in done and reason.span not in closed]
    worst = min((reason.verdict for reason in kept), key=GRAVITY.__getitem__, default=Verdict.CLEAR)
    if len(kept) < len(reasons):
        told = {reason.span for reason in kept}
        if any(flag.kind in _BINDING and not settled(flag) and flag.span not in told for flag in flags):
            return min(worst, Verdict.REVIEW, key=GRAVITY.__getitem__)
    return worst
