"""Puts the stages together: document, facts, flags, report."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from compliance.model import (
    Confidence, Document, Fact, Flag, Kind, Outcome, Position, Report, Severity, Span, Suppression, Unread, Verdict,
)
from compliance.rulebook import Rulebook, load
from compliance.scan import find_facts

UNUSED = "compliance.unused-suppression"
"""Rule id of a suppression that silences nothing, or that has no reason or no rule."""

_BINDING = frozenset(kind for kind in Kind if kind not in (Kind.PAGE_CHROME, Kind.CREDIT_LINE, Kind.PERMISSION_CONTACT, Kind.MINING_RESERVATION))
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_VALUE = re.compile(r"\{(\w+)\}")
_SPACE = re.compile(r"\s+")


class Settings(NamedTuple):
    """What a configuration says about rules for one path.

    `severities` maps rule ids, or glob patterns of them, to the severity that their flags get; the last that fits wins.
    `off` are rule ids or globs whose facts are left out.
    """

    severities: Mapping[str, Severity] = {}
    off: tuple[str, ...] = ()


_PLAIN = Settings()


def check(text_or_path: str | os.PathLike[str], *, rules: Rulebook | None = None, format: str | None = None, settings: Settings = _PLAIN) -> Report:
    """Checks one text, or one file.

    Args:
        text_or_path: a text; or a path, as a path object or as the name of an existing file.
        rules: the rulebook; the one that ships when left out.
        format: "text", "markdown" or "html"; told by the file's name when left out.
        settings: severities and rules switched off.
    Returns:
        The report. A file that cannot be read is a report too: its outcome and reason say so.
    Raises:
        RuleError: the rules cannot be loaded.
        FileNotFoundError: a text that has the looks of a path and names no file.
    """
    from compliance.documents import from_text, read_file

    book = rules if rules is not None else shipped_rules()
    if isinstance(text_or_path, str):
        if not _is_path(text_or_path):
            return check_document(from_text(text_or_path, format=format or "text"), book, settings)
        text_or_path = os.fspath(text_or_path)
    stream = read_file(text_or_path, format=format)
    return next(check_documents(stream, book, lambda path: settings))


def shipped_rules() -> Rulebook:
    """The rulebook that ships, loaded once a process: it never changes."""
    global _shipped
    if _shipped is None:
        _shipped = load()
    return _shipped


_shipped: Rulebook | None = None

_PATH_LOOKS = re.compile(r"[^\s<>|*?\"]{1,1024}\.(?:txt|text|md|markdown|html?|xhtml|jsonl|ndjson|xml|json)\Z")


def _is_path(text: str) -> bool:
    if len(text) > 1024 or "\n" in text or "\0" in text or not text:
        return False
    if os.path.isfile(text):
        return True
    if _PATH_LOOKS.match(text):
        raise FileNotFoundError(f"{text!r} has the looks of a path, and there is no such file; to check it as a text, add a line end")
    return False


def check_documents(
    stream: Iterable[Document | Unread], book: Rulebook, settings: Callable[[str | None], Settings] = lambda path: _PLAIN
) -> Iterator[Report]:
    """Checks a stream of documents. Windows of one source become one report; what could not be read passes through."""
    parts: list[Report] = []
    for item in stream:
        if isinstance(item, Unread):
            report = Report(item.id, item.path, item.outcome, item.reason, Verdict.REVIEW)
            yield _together([*parts, report]) if parts else report
            parts = []
            continue
        parts.append(check_document(item, book, settings(item.path)))
        if not item.more:
            yield parts[0] if len(parts) == 1 else _together(parts)
            parts = []
    if parts:
        yield _together(parts)


def check_document(document: Document, book: Rulebook, settings: Settings = _PLAIN) -> Report:
    """Checks one document that has been read.

    Before there is a policy every fact is a flag of its rule's severity, and any that binds asks for review.
    """
    if settings.off:
        book = book.without(settings.off)
    try:
        facts, overruns = find_facts(document, book)
    except Exception as error:  # a defect in the checker must cost one document, not a night's run
        if os.environ.get("COMPLIANCE_DEBUG"):
            raise
        return Report(document.id, document.path, Outcome.FAILED, f"the checker failed on it: {type(error).__name__}: {error}", Verdict.REVIEW)
    flags: tuple[Flag, ...] = tuple([_flag(fact, book, settings) for fact in facts]) if facts else ()
    if document.suppressions:
        flags = _suppressed(document, flags)
    if overruns:
        reason = f"rules that ran over their time, so something may have been missed: {', '.join(dict.fromkeys(overruns))}"
        return Report(document.id, document.path, Outcome.FAILED, reason, Verdict.REVIEW, facts, flags)
    return Report(document.id, document.path, Outcome.CHECKED, "", _verdict(flags), facts, flags)


def _verdict(flags: Iterable[Flag]) -> Verdict:
    return Verdict.REVIEW if any(f.kind in _BINDING and f.decision is None for f in flags) else Verdict.CLEAR


def _flag(fact: Fact, book: Rulebook, settings: Settings) -> Flag:
    rule = book.rules[fact.rule]
    severity = fact.severity
    for pattern, chosen in settings.severities.items():
        if fnmatchcase(fact.rule, pattern):
            severity = chosen
    return Flag(
        fact.rule, fact.kind, severity, fact.confidence, fact.span, fact.text, fact.values, fact.position,
        _filled(rule.message, fact.values), rule.why, rule.remedy, (f"wording seen in: {rule.source}",),
        identity(fact), fact.before, fact.after,
    )


def identity(fact: Fact) -> str:
    """What makes a flag the same flag after an edit elsewhere: 16 hexadecimal digits over its rule, its words and a few around it.

    White space and capitals do not count; neither does the place.
    """
    before, text, after = (_SPACE.sub(" ", part).strip().casefold() for part in (fact.before, fact.text, fact.after))
    words = [before[-24:].lstrip(), text, after[:24].rstrip()]
    return _digest([fact.rule, *words])


def _digest(words: Iterable[str]) -> str:
    from hashlib import blake2b

    return blake2b("\0".join(words).encode("utf-8", "replace"), digest_size=8).hexdigest()


def _filled(message: str, values: Mapping[str, Any]) -> str:
    """A message with its values; what stands in square brackets goes when a value in it is missing."""
    if "{" not in message:
        return message

    def optional(match: re.Match[str]) -> str:
        return match.group(1) if all(values.get(name) for name in _VALUE.findall(match.group(1))) else ""

    return _VALUE.sub(lambda m: _said(values.get(m.group(1))), _OPTIONAL.sub(optional, message))


def _said(value: Any) -> str:
    if value is None:
        return "(not stated)"
    if isinstance(value, (list, tuple)):
        return ", ".join(str(v) for v in value)
    return str(value).replace("_", " ")


def _suppressed(document: Document, flags: tuple[Flag, ...]) -> tuple[Flag, ...]:
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
        "Remove it, or give it a rule id and a reason: compliance: ignore[RULE] -- reason", (), _digest([UNUSED, ','.join(comment.rules), comment.reason]),
    )


def _together(parts: list[Report]) -> Report:
    """One report of the windows of one source."""
    first = parts[0]
    failed = next((p for p in parts if p.outcome is not Outcome.CHECKED), None)
    flags = tuple(flag for part in parts for flag in part.flags)
    return Report(
        first.id, first.path, failed.outcome if failed else Outcome.CHECKED, failed.reason if failed else "",
        Verdict.REVIEW if failed else _verdict(flags), tuple(fact for part in parts for fact in part.facts), flags,
    )
