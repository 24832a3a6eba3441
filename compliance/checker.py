"""Puts the stages together: document, facts, flags, report."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from compliance.model import GRAVITY, Document, Flag, Match, Outcome, Reason, Report, Unread, Verdict
from compliance.rulebook import Rulebook, load
from compliance.scan import find_facts
from compliance.stages.flagging import flag_of, identity
from compliance.stages.judged import judged, provisional, worst
from compliance.stages.settings import Judges, Settings
from compliance.stages.suppressed import UNUSED, suppressed

if TYPE_CHECKING:
    from compliance.decisions import Decisions
    from compliance.policy.terms import Context
    from compliance.reuse.matching import Searchable
    from compliance.stages.ledgers import Bench

__all__ = ["UNUSED", "Settings", "check", "check_document", "check_documents", "identity", "revision", "settle", "shipped_rules"]

_PLAIN = Settings()


def check(
    text_or_path: str | os.PathLike[str], *, rules: Rulebook | None = None, format: str | None = None, settings: Settings = _PLAIN,
    archives: "Sequence[Searchable]" = (), ledger: str | os.PathLike[str] | None = None, context: "Context | None" = None,
) -> Report:
    """Checks one text, or one file.

    Args:
        text_or_path: a text; or a path, as a path object or as the name of an existing file.
        rules: the rulebook; the one that ships when left out.
        format: "text", "markdown" or "html"; told by the file's name when left out.
        settings: severities, rules switched off, and what the house says about reuse.
        archives: open archives (`compliance.Archive`) whose texts the passages are compared with.
        ledger: the file of a rights ledger that what was found is held against.
        context: what is intended with the text (`compliance.context_of`); to publish it on the web, now, when left out.
    Returns:
        The report. A file that cannot be read is a report too: its outcome and reason say so.
    Raises:
        RuleError: the rules cannot be loaded.
        LedgerError: the ledger cannot be used.
        FileNotFoundError: a text that has the looks of a path and names no file.
    """
    from compliance.documents import from_text, read_file

    book = rules if rules is not None else shipped_rules()
    if ledger is not None:
        settings = settings._replace(judge=_judge(os.fspath(ledger), context, book, settings, archives))
    if isinstance(text_or_path, str):
        if not _is_path(text_or_path):
            return check_document(from_text(text_or_path, format=format or "text"), book, settings, archives)
        text_or_path = os.fspath(text_or_path)
    stream = read_file(text_or_path, format=format)
    return next(check_documents(stream, book, lambda path: settings, archives))


def _judge(path: str, context: "Context | None", book: Rulebook, settings: Settings, archives: "Sequence[Searchable]") -> Judges:
    from datetime import UTC, datetime

    from compliance.policy.context import context_of
    from compliance.stages.ledgers import judge_by

    said = settings.publisher, settings.quotation_limit, settings.common
    bench = judge_by(path, book, *said, archives) if archives else _judge_by(path, _version(path), book, *said)
    return bench.sitting(context or context_of(now=datetime.now(UTC)))


@lru_cache(maxsize=4)  # a ledger takes longer to read than a text to check
def _judge_by(path: str, version: tuple[int, int], book: Rulebook, publisher: tuple[str, ...], limit: int | None, common: int | None) -> "Bench":
    from compliance.stages.ledgers import judge_by

    return judge_by(path, book, publisher, limit, common)


def _version(path: str) -> tuple[int, int]:
    """What tells whether a file has changed; nothing where there is none, which whoever reads it says."""
    try:
        found = os.stat(path)
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def shipped_rules() -> Rulebook:
    """The rulebook that ships, loaded once a process: it never changes."""
    global _shipped
    if _shipped is None:
        _shipped = load()
    return _shipped


_shipped: Rulebook | None = None

_PATH_LOOKS = r"[^\s<>|*?\"]{1,1024}\.(?:txt|text|md|markdown|html?|xhtml|jsonl|ndjson|xml|json)\Z"


def _is_path(text: str) -> bool:
    if len(text) > 1024 or "\n" in text or "\0" in text or not text:
        return False
    if os.path.isfile(text):
        return True
    if re.match(_PATH_LOOKS, text):
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

    Without a ledger every fact is a flag of its rule's severity, and any that binds asks for review; so does reuse, whatever
    licence the source names. With one, the judgement gives the verdict, and flags of its own.
    """
    if settings.off:
        book = book.without(settings.off)
    try:
        facts, overruns = find_facts(document, book)
    except Exception as error:  # a defect in the checker must cost one document, not a night's run
        if os.environ.get("COMPLIANCE_DEBUG"):
            raise
        return Report(document.id, document.path, Outcome.FAILED, f"the checker failed on it: {type(error).__name__}: {error}", Verdict.REVIEW)
    flags: tuple[Flag, ...] = tuple([flag_of(fact, book, settings) for fact in facts]) if facts else ()
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
        flags = suppressed(document, flags)
    reasons: tuple[Reason, ...] = ()
    if settings.judge is not None:
        try:
            reasons, flags = judged(document, facts, matches, flags, book, settings, settings.judge)
        except Exception as error:  # what was found still counts, and nothing is clear that could not be judged
            if os.environ.get("COMPLIANCE_DEBUG"):
                raise
            reason = reason or f"it could not be held against the ledger: {str(error) or type(error).__name__}"
    if reason:
        return Report(document.id, document.path, Outcome.FAILED, reason, Verdict.REVIEW, facts, flags, matches, reasons)
    verdict = provisional(flags) if settings.judge is None else worst(reasons, flags)
    return Report(document.id, document.path, Outcome.CHECKED, "", verdict, facts, flags, matches, reasons)


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
    chosen = [flag._replace(severity=settings.severity(flag.rule, flag.severity)) for flag in flags if not book.is_off(flag.rule)]
    return tuple(matches), chosen


def _is_publisher(book: Rulebook, names: tuple[str, ...]) -> Callable[[str], bool]:
    """Whether a holder is the publisher: of the same name, or the same holder in the registry."""
    folded = {" ".join(name.casefold().split()) for name in names}
    ids = {found for name in names if (found := book.registry.resolve(name))} if names and book.has_registry else set()

    def own(holder: str) -> bool:
        return bool(holder and names) and (" ".join(holder.casefold().split()) in folded or bool(ids) and book.registry.resolve(holder) in ids)

    return own


def settle(report: Report, decisions: "Decisions", document: str, book: Rulebook, moment: str) -> Report:
    """The report of a whole document under what editors have decided: the decision beside each flag, and the verdict that
    comes of those that nobody has settled.

    Args:
        report: as `check_documents` gives it.
        decisions: those of a log.
        document: the name of the document in that log (`compliance.decisions.document_key`).
        book: the rules it was checked with.
        moment: now, in UTC (`compliance.decisions.now`).
    """
    from compliance.decisions.apply import decide

    decided = decide(report, decisions, document, lambda rule: revision(rule, book), moment)
    if decided is report or report.outcome is not Outcome.CHECKED:
        return decided
    return decided._replace(verdict=worst(report.reasons, decided.flags) if report.reasons else provisional(decided.flags))


def revision(rule: str, book: Rulebook) -> int:
    """The revision of a rule; 1 for one that stands in no pack."""
    return book.rules[rule].revision if rule in book.rules else 1


def _together(parts: list[Report]) -> Report:
    """One report of the windows of one source."""
    first = parts[0]
    failed = next((p for p in parts if p.outcome is not Outcome.CHECKED), None)
    flags = tuple(flag for part in parts for flag in part.flags)
    reasons = tuple(dict.fromkeys(reason for part in parts for reason in part.reasons))
    verdict = min((part.verdict for part in parts), key=GRAVITY.__getitem__)
    return Report(
        first.id, first.path, failed.outcome if failed else Outcome.CHECKED, failed.reason if failed else "",
        Verdict.REVIEW if failed and verdict is not Verdict.BLOCKED else verdict, tuple(fact for part in parts for fact in part.facts), flags,
        tuple(match for part in parts for match in part.matches), reasons,
    )
