"""Counts and shortened text, worded for people; used by more than one renderer."""

from collections.abc import Iterable

from compliance.output.summary import Summary

_WORD = 20  # code points; a word that is longer may be cut through


def plural(number: int, noun: str) -> str:
    """`error` for one, `errors` for any other number."""
    return noun if number == 1 else f"{noun}s"


def listed(parts: Iterable[tuple[int, str]]) -> str:
    """The counts that are not nought, each with its word, joined by commas: `1,204 skipped, 1 failed`."""
    return ", ".join(f"{number:,} {word}" for number, word in parts if number)


def severities(errors: int, warnings: int, notes: int) -> str:
    """`2 errors, 1 note`; empty where there are none."""
    numbers = ((errors, "error"), (warnings, "warning"), (notes, "note"))
    return listed((number, plural(number, noun)) for number, noun in numbers)


def found(summary: Summary) -> bool:
    """Whether there was any flag at all."""
    return any((summary.errors, summary.warnings, summary.notes, summary.suppressed))


def flagged(summary: Summary) -> str:
    """How many flags of each severity; `nothing` where there are none."""
    flags = severities(summary.errors, summary.warnings, summary.notes) or "nothing"
    return f"{flags} ({summary.suppressed:,} more settled by decisions)" if summary.suppressed else flags


def checked(summary: Summary) -> str:
    """How many documents were checked and what came of them."""
    if not summary.checked:
        return "Nothing was checked."
    verdicts = listed(
        (
            (summary.blocked, "blocked"),
            (summary.review, "to review"),
            (summary.duties, "with duties"),
            (summary.clear, "clear"),
        )
    )
    return f"{summary.checked:,} {plural(summary.checked, 'document')}: {verdicts}"


def unread(summary: Summary) -> str:
    """How many documents were not checked; empty where all were."""
    return listed(((summary.failed, "failed"), (summary.skipped, "skipped")))


def sentence(summary: Summary) -> str:
    """The whole summary on one line."""
    parts = [f"checked {checked(summary)}"] if summary.checked else ["nothing was checked"]
    if summary.checked or found(summary):
        parts.append(f"flagged {flagged(summary)}")
    if rest := unread(summary):
        parts.append(f"not checked {rest}")
    return "; ".join(parts) + "."


def advice(message: str, remedy: str) -> str:
    """What was found and what to do about it, as one paragraph."""
    if not message or not remedy:
        return message or remedy
    return f"{message} {remedy}" if message.endswith((".", "!", "?", "…")) else f"{message}. {remedy}"


def elide(text: str, limit: int, ellipsis: str = "…") -> str:
    """`text`, or at most about `limit` code points of it: the middle gives way, between words where there are
    spaces, and the count of what is left out stands in its place."""
    if len(text) <= limit:
        return text
    head, tail = text[: limit * 3 // 5], text[-(limit * 2 // 5) :]
    head = head[: head.rfind(" ", len(head) - _WORD)] if " " in head[-_WORD:] else head
    tail = tail[tail.find(" ") + 1 :] if " " in tail[:_WORD] else tail
    left_out = len(text) - len(head) - len(tail)
    return f"{head} {ellipsis} {left_out:,} characters left out {ellipsis} {tail}"


def excerpt(text: str, limit: int) -> str:
    """`text` on one line, white space collapsed, and elided beyond `limit` code points."""
    return elide(" ".join(text.split()), limit)
