"""An editor's inline comments, applied to flags."""

from fnmatch import fnmatchcase

from compliance.model import Confidence, Document, Flag, Kind, Position, Severity, Span, Suppression
from compliance.stages.flagging import digest

UNUSED = "compliance.unused-suppression"
"""Rule id of a suppression that silences nothing, or that has no reason or no rule."""


def suppressed(document: Document, flags: tuple[Flag, ...]) -> tuple[Flag, ...]:
    """Flags with the editor's inline comments applied, and a note for each comment that did nothing."""
    used: set[Suppression] = set()
    decided = []
    waiting = sorted(document.suppressions, key=lambda comment: comment.start, reverse=True)
    near: list[Suppression] = []
    for flag in flags:  # in order, so that each comment is looked at only while flags are near it
        start, end = flag.span.start - document.offset, flag.span.end - document.offset
        near = [comment for comment in near if comment.end > start]
        while waiting and waiting[-1].start < end:
            near.append(waiting.pop())
        for comment in near:
            covers = start < comment.end and end > comment.start and comment.reason
            if covers and any(fnmatchcase(flag.rule, pattern) for pattern in comment.rules):
                used.add(comment)
                flag = flag._replace(decision={"action": "suppressed", "reason": comment.reason, "line": comment.line})
                break
        decided.append(flag)
    return (*decided, *(_unused(comment) for comment in document.suppressions if comment not in used))


def _unused(comment: Suppression) -> Flag:
    if not comment.rules:
        message = "This suppression names no rule, so it does nothing"
    elif not comment.reason:
        message = f"This suppression of {', '.join(comment.rules)} gives no reason, so it does nothing"
    else:
        message = f"This suppression of {', '.join(comment.rules)} silences nothing"
    place = Position(comment.line, comment.column)
    return Flag(
        UNUSED, Kind.PAGE_CHROME, Severity.NOTE, Confidence.HIGH, Span(comment.start, comment.start), "", {"what": "suppression"}, place, message,
        "A comment that silences nothing hides that the flag is gone, and may silence another one tomorrow.",
        "Remove it, or give it a rule id and a reason: compliance: ignore[RULE] -- reason", (), digest([UNUSED, ','.join(comment.rules), comment.reason]),
    )
