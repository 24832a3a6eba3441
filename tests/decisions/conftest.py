"""Flags and decisions on them, made up where a test needs them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from compliance.decisions import Action, Entry, Log, decision_on, open_log
from compliance.model import Confidence, Flag, Kind, Outcome, Position, Report, Severity, Span, Verdict

TODAY = "2026-06-15T12:00:00.000000Z"


def flag(text: str = "All marrow rights reserved", *, rule: str = "desk.reserved", identity: str = "", **more: Any) -> Flag:
    """A flag; its identity is its rule and text, unless a test says otherwise."""
    made = Flag(
        rule, Kind.RIGHTS_RESERVED, Severity.WARNING, Confidence.HIGH, Span(0, len(text)), text, {}, Position(1, 1),
        "Rights are reserved", "", "", (), identity or f"{rule}/{text.casefold()}",
    )  # fmt: skip
    return made._replace(**more)


def report(*flags: Flag, id: str = "drafts/quay.md", path: str | None = None) -> Report:
    return Report(id, path or id, Outcome.CHECKED, "", Verdict.REVIEW, (), flags)


def decision(
    of: Flag, document: str = "drafts/quay.md", action: Action = Action.ACCEPTED, reason: str = "licence 12", by: str = "Ada Quill",
    revision: int = 1, time: str = "2026-06-01T09:00:00Z", **more: Any,
) -> Entry:  # fmt: skip
    return decision_on(of, document, action, reason, by, revision=revision, time=time, **more)


@pytest.fixture
def log(tmp_path: Path) -> Log:
    """An empty log that is not there yet."""
    return open_log(str(tmp_path / "decisions.jsonl"))


@pytest.fixture
def lines(log: Log) -> Callable[[], list[bytes]]:
    """The lines of that log's file."""
    return lambda: Path(log.path).read_bytes().splitlines(keepends=True)
