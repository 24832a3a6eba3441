"""A small newsroom for tests: invented texts in a folder, and a checker that flags a few set phrases in them."""

from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from compliance.decisions import Log, open_log
from compliance.desk.bench import Told
from compliance.desk.desk import Desk
from compliance.desk.docket import Docket
from compliance.desk.notes import NAME, Notes
from compliance.desk.sides import Sides, sides_of
from compliance.desk.texts import Page, Texts
from compliance.documents import read_file
from compliance.model import CONTEXT, Confidence, Document, Finding, Flag, Kind, Outcome, Report, Severity, Span, Unread, Verdict

EDITOR = "Ada Quill <ada@example.org>"

LIFTED = "Nobody on the quay could say when the bell had last been rung, and nobody much wanted to."
SOURCE_TEXT = "The bell, again. Nobody on the pier could say when the bell had last been rung, and nobody really wanted to. So it goes."

TEXTS = {
    "bridge.txt": "The bridge opened on Monday.\n\n© 2024 Kestrel Wire Inc.\n\nAll rights reserved.\n\nLeave a Comment\n",
    "lamps.md": f"# Lamps\n\nA column about bells.\n\n{LIFTED}\n\nAll rights reserved.\n",
    "hostile.txt": "[bold]Not markup[/bold] \x1b[31mnot red\x1b[0m \u202eesrever\u202c 👩\u200d👩\u200d👧 family.\n\n\tAll rights reserved.\n\n" + "long " * 20_000 + "\n",
    "arabic.txt": "افتتح الجسر يوم الاثنين.\n\n© 2024 كيستريل واير\n\nجميع الحقوق محفوظة\n",
    "kyoto.txt": "月曜日に橋が開通した。" * 12 + "\n\n無断転載禁止\n",
    "clean.txt": "Nothing to see here.\n",
}


class Phrase(NamedTuple):
    """A phrase that is flagged wherever it stands."""

    words: str
    rule: str
    kind: Kind | Finding
    severity: Severity
    message: str
    holder: str = ""


PHRASES = (
    Phrase("© 2024 Kestrel Wire Inc.", "t.notice", Kind.COPYRIGHT_NOTICE, Severity.WARNING, "Copyright notice of Kestrel Wire Inc.", "Kestrel Wire Inc."),
    Phrase("© 2024 كيستريل واير", "t.notice", Kind.COPYRIGHT_NOTICE, Severity.WARNING, "Copyright notice of كيستريل واير", "كيستريل واير"),
    Phrase("All rights reserved.", "t.rights", Kind.RIGHTS_RESERVED, Severity.WARNING, "Rights reserved"),
    Phrase("جميع الحقوق محفوظة", "t.rights", Kind.RIGHTS_RESERVED, Severity.WARNING, "Rights reserved"),
    Phrase("無断転載禁止", "t.forbids", Kind.REDISTRIBUTION_RESTRICTION, Severity.ERROR, "Forbidden: publish"),
    Phrase("Leave a Comment", "t.form", Kind.PAGE_CHROME, Severity.NOTE, "Left-over page furniture: comment form"),
    Phrase(LIFTED, "reuse.near-verbatim", Finding.REUSE, Severity.ERROR, '18 words stand almost word for word in "Bells" (Port Ansgar Post)', "Port Ansgar Post"),
)


def check(document: Document) -> Report:
    """The report on a text: a flag for each phrase, in the order of the text."""
    flags = []
    for phrase in PHRASES:
        at = document.text.find(phrase.words)
        while at >= 0:
            flags.append(_flag(document, phrase, at))
            at = document.text.find(phrase.words, at + 1)
    flags.sort(key=lambda flag: flag.span)
    return Report(document.id, document.path, Outcome.CHECKED, "", Verdict.REVIEW if flags else Verdict.CLEAR, (), tuple(flags))


def _flag(document: Document, phrase: Phrase, at: int) -> Flag:
    text, end = document.text, at + len(phrase.words)
    values: dict[str, object] = {"holder": phrase.holder} if phrase.holder else {}
    if phrase.kind is Finding.REUSE:
        start = SOURCE_TEXT.index("Nobody")
        source = {"id": "post/bells", "title": "Bells", "holder": phrase.holder, "date": "2024-05-01", "start": start, "end": SOURCE_TEXT.index(" So it")}
        values = {"match": "near_verbatim", "similarity": 0.93, "words": 18, "share": 0.5, "source": source}
    before, after = text[max(0, at - CONTEXT) : at], text[end : end + CONTEXT]
    identity = blake2b("\0".join([phrase.rule, before[-24:], phrase.words, after[:24]]).encode("utf-8", "replace"), digest_size=8).hexdigest()
    return Flag(
        phrase.rule, phrase.kind, phrase.severity, Confidence.HIGH, Span(at, end), phrase.words, values, document.position(at), phrase.message,
        "Somebody says that these words are theirs.", "Take it out, or show the licence.", ("invented for a test",), identity, before, after,
    )  # fmt: skip


class Stage:
    """The texts in a folder, and all that a desk asks for. `failing` makes the next check fail."""

    def __init__(self, folder: Path, texts: dict[str, str] = TEXTS) -> None:
        self.folder = folder
        self.failing = ""
        self.checks = 0
        self._texts = Texts(self._read)
        for name, text in texts.items():
            (folder / name).write_bytes(text.encode("utf-8"))

    @property
    def log(self) -> Log:
        """The log as it is on disk now."""
        return open_log(str(self.folder / "compliance-decisions.jsonl"))

    def docket(self, by: str = EDITOR) -> Docket:
        """A record for an editor."""
        log = self.log
        return Docket(lambda path: log, by, lambda rule, path: 1)

    def desk(self, by: str = EDITOR) -> Desk:
        """A desk with everything on it."""
        return Desk(self.reports(lambda done, total: None), self.docket(by))

    def notes(self) -> Notes:
        """The notes beside the log."""
        return Notes(str(self.folder / NAME))

    def reports(self, told: Told) -> Iterator[Report]:
        names = sorted(path for path in self.folder.iterdir() if path.suffix in (".txt", ".md"))
        for number, path in enumerate(names):
            yield self._report(path)
            told(number + 1, len(names))

    def recheck(self, report: Report) -> Report:
        self.checks += 1
        self._texts.forget(report)
        if self.failing:
            raise OSError(self.failing)
        return self._report(Path(report.path or ""))

    def page(self, report: Report, flag: Flag) -> Page:
        return self._texts.page(report, flag)

    def sides(self, flag: Flag) -> Sides | None:
        return sides_of(flag, lambda id: SOURCE_TEXT if id == "post/bells" else None)

    def export(self, spec: str, reports: Iterator[Report]) -> str:
        from compliance.output import Options, OutputError, open_output

        try:
            with open_output(spec, Options("0")) as output:
                for report in reports:
                    output.report(report)
        except OutputError as error:
            raise ValueError(str(error)) from error
        return f"written to {spec}"

    def _read(self, report: Report) -> Iterator[Document | Unread]:
        return read_file(report.path or "", id=report.id)

    def _report(self, path: Path) -> Report:
        item = next(read_file(str(path), id=path.name))
        if isinstance(item, Unread):
            return Report(item.id, item.path, item.outcome, item.reason, Verdict.REVIEW)
        return check(item)
