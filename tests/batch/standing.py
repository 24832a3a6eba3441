"""Stand-ins for tests of a run: a checker whose findings a text decides itself, jobs, and what a run leaves behind."""

import json
import os
import signal
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from compliance.batch.inputs import Reading
from compliance.batch.run import Job
from compliance.model import Confidence, Document, Fact, Flag, Kind, Outcome, Position, Report, Severity, Span, Unread, Verdict

NOW = datetime(2026, 3, 10, 8, tzinfo=UTC)
WORD = "quince"
"""What is found wherever it stands."""


class Finding:
    """Finds every `quince`. A text may ask for more: `raise!`, `die!`, `die once!` (told by a file), `eat!` and `sleep!`."""

    def __init__(self, folder: str = "") -> None:
        self.folder = folder

    def reports(self, items: Iterable[Document | Unread]) -> Iterator[Report]:
        parts: list[Fact] = []
        for item in items:
            if isinstance(item, Unread):
                yield Report(item.id, item.path, item.outcome, item.reason, Verdict.REVIEW)
                continue
            self._obey(item)
            parts += _facts(item)
            if not item.more:
                flags = tuple(map(_flag, parts))
                yield Report(item.id, item.path, Outcome.CHECKED, "", Verdict.REVIEW if flags else Verdict.CLEAR, tuple(parts), flags)
                parts = []

    def _obey(self, item: Document) -> None:
        text = item.text
        if "raise!" in text:
            raise RuntimeError("a quince too many")
        if "die!" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "die once!" in text and not os.path.exists(mark := os.path.join(self.folder, "died")):
            Path(mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if "eat!" in text:
            held = [bytearray(os.urandom(1 << 20)) * 16]
            while True:
                held.append(held[0] + b"")
                time.sleep(0.01)
        if "sleep!" in text:
            time.sleep(0.02)

    def sources(self, path: str) -> Iterable[tuple[str, str]]:
        return ()

    def excluded(self, path: str) -> bool:
        return path.endswith(".left-out.txt")

    def keep(self) -> None:
        return None


def _facts(document: Document) -> list[Fact]:
    found, at = [], document.text.find(WORD)
    while at >= 0:
        start = document.offset + at
        found.append(Fact(
            Kind.STATUS, "t.quince", Span(start, start + len(WORD)), WORD, {"status": "hold", "holder": "Orchard Post"}, document.position(at),
            Severity.WARNING, Confidence.HIGH,
        ))  # fmt: skip
        at = document.text.find(WORD, at + 1)
    return found


def _flag(fact: Fact) -> Flag:
    return Flag(
        fact.rule, fact.kind, fact.severity, fact.confidence, fact.span, fact.text, fact.values, Position(*fact.position), "A quince", "Why not",
        "Eat it", ("an orchard",), f"{fact.span.start:016x}", fact.before, fact.after,
    )  # fmt: skip


def records(path: Path, texts: Iterable[str]) -> Path:
    """Writes texts as records with ids from n0 on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps({"id": f"n{number}", "text": text}) + "\n" for number, text in enumerate(texts)), "utf-8")
    return path


def job(folder: Path, *inputs: Path | str, **more: Any) -> Job:
    """What is to be done in a folder."""
    given = {"reading": Reading(), "checks": Finding(str(folder)), "settings": {"version": "1", "options": {}}, "moment": NOW}
    return Job(str(folder), tuple(map(str, inputs)), **{**given, **more})


def result(folder: Path) -> dict[str, bytes]:
    """The bytes of all that a run has found, by name, and of its manifest; what else lies there unfinished too."""
    found = {str(path.relative_to(folder)): path.read_bytes() for path in sorted((folder / "findings").rglob("*")) if path.is_file()}
    found |= {str(path.relative_to(folder)): b"" for path in folder.rglob(".*.part")}
    return {**found, "manifest.json": (folder / "manifest.json").read_bytes()}
