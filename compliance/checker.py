"""Puts the stages together: document, facts, flags, report."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, NamedTuple

from compliance.model import (
    Confidence, Document, Fact, Finding, Flag, Kind, Match, Outcome, Position, Report, Severity, Span, Suppression, Unread, Verdict,
)
from compliance.rulebook import Rulebook, load
from compliance.scan import find_facts

if TYPE_CHECKING:
    from compliance.reuse.matching import Searchable

UNUSED = "compliance.unused-suppression"
"""Rule id of a suppression that silences nothing, or that has no reason or no rule."""

_LOOSE = (Kind.PAGE_CHROME, Kind.CREDIT_LINE, Kind.PERMISSION_CONTACT, Kind.MINING_RESERVATION)
_BINDING = frozenset([*(kind for kind in Kind if kind not in _LOOSE), Finding.REUSE, Finding.QUOTATION])
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_VALUE = re.compile(r"\{(\w+)\}")
_SPACE = re.compile(r"\s+")


class Settings(NamedTuple):
    """What a configuration says about rules for one path.

    `severities` maps rule ids, or glob patterns of them, to the severity that their flags get; the last that fits wins.
    `off` are rule ids or globs whose facts, or flags of matches, are left out. `publisher` are names of the house, whose
    own texts are nobody else's; `quotation_limit` is how many words may be quoted from one source (None: as many as
    `compliance.reuse.compare.QUOTE_LIMIT` says), and `common` in how many texts of the archives a short passage must
    stand to be taken for boilerplate.
    """

    severities: Mapping[str, Severity] = {}
    off: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    quotation_limit: int | None = None
    common: int = 10


_PLAIN = Settings()


def check(
    text_or_path: str | os.PathLike[str], *, rules: Rulebook | None = None, format: str | None = None, settings: Settings = _PLAIN,
    archives: "Sequence[Searchable]" = (),
) -> Report:
    """Checks one text, or one file.

    Args:
        text_or_path: a text; or a path, as a path object or as the name of an existing file.
        rules: the rulebook; the one that ships when left out.
        format: "text", "markdown" or "html"; told by the file's name when left out.
        settings: severities, rules switched off, and what the house says about reuse.
        archives: open archives (`compliance.Archive`) whose texts the passages are compared with.
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
            return check_document(from_text(text_or_path, format=format or "text"), book, settings, archives)
        text_or_path = os.fspath(text_or_path)
    stream = read_file(text_or_path, format=format)
    return next(check_documents(stream, book, lambda path: settings, archives))


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
    stream: Iterable[Document | Unread], book: Rulebook, settings: Callable[[str | None], Settings] = lambda path: _PLAIN,
    archives: "Sequence[Searchable]" = (),
) -> Iterator[Report]:
    """Checks a stream of documents. Windows of one source become one report; what could not be read passes through."""
    parts: list[Report] = []
    for item in stream:
        if isinstance(item, Unread):
            report = Report(item.id, item.path, item.outcome, item.reason, Verdict.REVIEW)
            yield _together([*parts, report]) if parts else report
            parts = []
            continue
        parts.append(check_document(item, book, settings(item.path), archives))
        if not item.more:
            yield parts[0] if len(parts) == 1 else _together(parts)
            parts = []
    if parts:
        yield _together(parts)


def check_document(document: Document, book: Rulebook, settings: Settings = _PLAIN, archives: "Sequence[Searchable]" = ()) -> Report:
    """Checks one document that has been read.

    Before there is a policy every fact is a flag of its rule's severity, and any that binds asks for review. So does reuse,
    whatever licence the source names.
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
    reason = f"rules that ran over their time, so something may have been missed: {', '.join(dict.fromkeys(overruns))}" if overruns else ""
    matches: tuple[Match, ...] = ()
    if archives:
        try:
            matches, reused = _reuse(document, book, settings, archives)
        except Exception as error:  # what was found otherwise still counts
            if os.environ.get("COMPLIANCE_DEBUG"):
                raise
            matches, reused, reason = (), [], reason or f"it could not be compared with the archive: {str(error) or type(error).__name__}"
        flags = tuple(sorted([*flags, *reused], key=lambda flag: flag.span)) if reused else flags
    if document.suppressions:
        flags = _suppressed(document, flags)
    if reason:
        return Report(document.id, document.path, Outcome.FAILED, reason, Verdict.REVIEW, facts, flags, matches)
    return Report(document.id, document.path, Outcome.CHECKED, "", _verdict(flags), facts, flags, matches)


def _reuse(
    document: Document, book: Rulebook, settings: Settings, archives: "Sequence[Searchable]"
) -> tuple[tuple[Match, ...], list[Flag]]:
    """The matches of a document in some archives, and the flags that they come to under the settings."""
    from compliance.reuse.compare import QUOTE_LIMIT
    from compliance.reuse.flags import flags_of
    from compliance.reuse.matching import find_matches

    matches = find_matches(document, archives)
    if not matches:
        return (), []
    limit = QUOTE_LIMIT if settings.quotation_limit is None else settings.quotation_limit
    flags = flags_of(matches, document, _is_publisher(book, settings.publisher), limit, settings.common)
    chosen = [flag._replace(severity=_severity(flag.rule, flag.severity, settings)) for flag in flags if not book.is_off(flag.rule)]
    return tuple(matches), chosen


def _is_publisher(book: Rulebook, names: tuple[str, ...]) -> Callable[[str], bool]:
    """Whether a holder is the publisher: of the same name, or the same holder in the registry."""
    folded = {" ".join(name.casefold().split()) for name in names}
    ids = {found for name in names if (found := book.registry.resolve(name))} if names and book.has_registry else set()

    def own(holder: str) -> bool:
        return bool(holder and names) and (" ".join(holder.casefold().split()) in folded or bool(ids) and book.registry.resolve(holder) in ids)

    return own


def _verdict(flags: Iterable[Flag]) -> Verdict:
    return Verdict.REVIEW if any(f.kind in _BINDING and f.decision is None for f in flags) else Verdict.CLEAR


def _flag(fact: Fact, book: Rulebook, settings: Settings) -> Flag:
    rule = book.rules[fact.rule]
    return Flag(
        fact.rule, fact.kind, _severity(fact.rule, fact.severity, settings), fact.confidence, fact.span, fact.text, fact.values, fact.position,
        _filled(rule.message, fact.values), rule.why, rule.remedy, (f"wording seen in: {rule.source}",),
        identity(fact), fact.before, fact.after,
    )


def _severity(rule: str, severity: Severity, settings: Settings) -> Severity:
    """The severity that the settings give a rule, given its own."""
    for pattern, chosen in settings.severities.items():
        if fnmatchcase(rule, pattern):
            severity = chosen
    return severity


def identity(fact: Fact) -> str:
    """What makes a flag the same flag after an edit elsewhere: 16 hexadecimal digits over its rule, its words and a few around it.

    White space and capitals do not count; neither does the place.
    """
    before, text, after = (_SPACE.sub(" ", part).strip().casefold() for part in (fact.before, fact.text, fact.after))
    words = [before[-24:].lstrip(), text, after[:24].rstrip()]
    return _digest([fact.rule, *words])


def _digest(words: Iterable[str]) -> str:
    try:  # hashlib brings OpenSSL along, which takes as long as everything else that a first check imports of the standard library
        from _blake2 import blake2b
    except ImportError:
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
        tuple(match for part in parts for match in part.matches),
    )
