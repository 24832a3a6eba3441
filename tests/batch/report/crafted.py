"""A run made by hand, honest and hostile, of which every form of report is held against what somebody has read."""

from pathlib import Path

from compliance.model import (
    Confidence,
    Document,
    Fact,
    Field,
    Finding,
    Flag,
    Kind,
    Match,
    MatchKind,
    Outcome,
    Position,
    Reason,
    Report,
    Severity,
    Source,
    Span,
    Unread,
    Verdict,
    Zone,
)
from tests.batch.sample import tie, write

HOSTILE = "=cmd|' /C calc'!A1 <script>alert(1)</script> | `tick` @everyone \u202egnirts\nsecond ::error:: line"
WIRE = Source("wire/9", "The lamps", "Kestrel Wire Inc.", "", "https://kestrel-wire.example/9", "2026-01-02")


def fact(kind: Kind, text: str, start: int, rule: str = "en.test", *, line: int = 1, zone: Zone = Zone.BODY, sure: Confidence = Confidence.HIGH, before: str = "",
         **values: object) -> Fact:
    """A fact at a place."""
    return Fact(kind, rule, Span(start, start + len(text)), text, values, Position(line, start + 1), Severity.WARNING, sure, zone, before, "")


def flag(of: Fact, identity: str, severity: Severity = Severity.WARNING, decision: dict[str, str] | None = None, message: str = "") -> Flag:
    """The flag of a fact."""
    return Flag(
        of.rule, of.kind, severity, of.confidence, of.span, of.text, of.values, of.position, message or f"Found: {of.text}", "It is somebody's.", "Ask them.",
        ("seen in the wild", "twice"), identity, of.before, of.after, decision,
    )


def document(id: str, text: str, **fields: str) -> Document:
    """A document with metadata."""
    return Document(id, "feed.jsonl", text, fields=tuple(Field(name, value, 1, 1) for name, value in fields.items()))


NOTICE = fact(Kind.COPYRIGHT_NOTICE, "© 2026 Kestrel Wire Inc.", 100, "common.sign", holder="Kestrel Wire Inc.", holder_id="kestrel", years=[2026])
PLAIN = fact(Kind.COPYRIGHT_NOTICE, "© 2025 KESTREL WIRE INC.", 10, "common.sign", holder="KESTREL WIRE INC.", years=[2025])
BAN = fact(Kind.REDISTRIBUTION_RESTRICTION, "May not be published.", 130, "en.may-not-be", acts=["publish"])
RESERVED = fact(Kind.RIGHTS_RESERVED, "All rights reserved.", 160, "en.rights-reserved", zone=Zone.FOOTER, scope="all")
OPEN = fact(Kind.LICENCE_GRANT, "CC BY 4.0", 20, "licences.cc-code", licence="CC-BY-4.0")
CLOSED = fact(Kind.LICENCE_GRANT, "CC BY-NC-ND 4.0", 190, "licences.cc-code", line=3, licence="CC-BY-NC-ND-4.0")
PHOTO = fact(Kind.LICENCE_GRANT, "CC BY 4.0", 60, "licences.cc-code", before="Photo: Petra Lund / ", licence="CC-BY-4.0")
MINING = fact(Kind.MINING_RESERVATION, "No text and data mining.", 40, "tdm.reserved")
STRANGE = fact(Kind.COPYRIGHT_NOTICE, HOSTILE, 0, "common.sign", holder=HOSTILE)

LIFTED = Match(MatchKind.VERBATIM, Span(5, 45), Span(105, 145), 0.9876, 8, WIRE, 3, text="The lamps were lit an hour early that day", position=Position(1, 6), share=0.4)
REUSE = Flag(
    "reuse.verbatim", Finding.REUSE, Severity.ERROR, Confidence.HIGH, LIFTED.draft, LIFTED.text, {"source": "wire/9"}, Position(1, 6), "8 words of Kestrel Wire Inc.",
    "They are theirs.", "Quote or license.", (), "f0f0f0f0f0f0f0f0",
)


def pairs() -> list[tuple[Report, Document | Unread]]:
    """The reports of the run with their documents."""

    def checked(id: str, verdict: Verdict, *facts: Fact, flags: tuple[Flag, ...] = (), matches: tuple[Match, ...] = (), reasons: tuple[Reason, ...] = (),
                text: str = "x" * 200, **fields: str) -> tuple[Report, Document]:
        return Report(id, "feed.jsonl", Outcome.CHECKED, "", verdict, facts, flags, matches, reasons), document(id, text, **fields)

    about = {"title": "The lamps", "author": "Ada Moreau", "address": "https://www.fen.example/1", "section": "harbour", "date": "2026-03-01", "source": "desk"}
    forbidden = Reason(Verdict.BLOCKED, "policy.prohibited", "The text forbids to publish, and nothing grants it", BAN.span, ("the text says: no",), "", "a licence")
    granted = Reason(Verdict.CLEAR, "policy.covered", "The licence kestrel covers this", NOTICE.span, (), "kestrel")
    both = Reason(Verdict.CLEAR, "policy.granted", "The ledger grants it", BAN.span, (), "kestrel, quay")
    unknown = Reason(Verdict.REVIEW, "policy.no-licence", f"The text is marked as that of {HOSTILE}", STRANGE.span, (), "", "a licence")
    duty = Reason(Verdict.DUTIES, "policy.duty-missing", "CC BY 4.0 asks for a credit", None, (), "CC-BY-4.0")
    failed = Report("a/7", "feed.jsonl", Outcome.FAILED, "line 17 is no JSON", Verdict.REVIEW)
    other = Report("a/8", "feed.jsonl", Outcome.FAILED, "line 1,812 is no JSON", Verdict.REVIEW)
    skipped = Report("a/9", "feed.jsonl", Outcome.SKIPPED, "the text is empty", Verdict.REVIEW)
    return [
        checked("a/0", Verdict.BLOCKED, NOTICE, BAN, flags=(flag(NOTICE, "00"), flag(BAN, "01", Severity.ERROR)), reasons=(forbidden,), **about),
        checked("a/1", Verdict.CLEAR, NOTICE, BAN, RESERVED, flags=(flag(NOTICE, "00", Severity.NOTE), flag(BAN, "01", Severity.NOTE)), reasons=(granted, both),
                **{**about, "section": "council", "date": "2026-02-11", "title": ""}),
        checked("a/2", Verdict.REVIEW, STRANGE, flags=(flag(STRANGE, "02"),), reasons=(unknown,), title=HOSTILE, address="https://odd.example/?a=1", date="2025"),
        checked("a/3", Verdict.DUTIES, OPEN, flags=(flag(OPEN, "03", Severity.NOTE),), reasons=(duty,), **{**about, "address": "https://open.example/3", "source": "crawl"}),
        checked("a/4", Verdict.REVIEW, OPEN, CLOSED, RESERVED, PLAIN, flags=(flag(CLOSED, "04"), flag(PLAIN, "05", decision={"action": "suppressed", "reason": "ours", "line": "3"})),
                text="y" * 2000, **{**about, "address": "https://open.example/4"}),
        checked("a/5", Verdict.CLEAR, PHOTO, MINING, address="https://fen.example/5", date="someday"),
        checked("a/6", Verdict.REVIEW, flags=(REUSE,), matches=(LIFTED,), reasons=(), **{**about, "date": "2026-03-09"}),
        (failed, Unread("a/7", "feed.jsonl", Outcome.FAILED, failed.reason)),
        (other, Unread("a/8", "feed.jsonl", Outcome.FAILED, other.reason)),
        (skipped, Unread("a/9", "feed.jsonl", Outcome.SKIPPED, skipped.reason)),
        checked("a/10", Verdict.CLEAR, text="z" * 50, address="https://open.example/10"),
    ]  # fmt: skip


LEDGER = """
[publisher]
names = ["Weirside Gazette"]

[[licence]]
id = "kestrel"
holder = "Kestrel Wire Inc."
acts = ["publish"]
until = 2026-04-30
contract = "KW/7"
contact = "licences@kestrel-wire.example"

[[licence]]
id = "quay"
holder = "Quay & Sons"
acts = ["publish"]
until = 2025-12-31

[[licence]]
id = "idle"
holder = "Nordlys"
acts = ["publish"]
until = 2026-03-12
"""
AT = "2026-03-10T08:00:00Z"


def make(folder: Path) -> Path:
    """Writes the run, in units of four documents, with its ledger beside it."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = folder / "run"
    since = {"manifest": "old/manifest.json", "new": 3, "changed": 1, "unchanged": 7, "gone": 2}
    write(out, pairs(), 4, {"moment": AT, "since": since, "inputs": {"count": 1, "first": [{"uri": "feed.jsonl"}]}})
    pq.write_table(pa.table({"id": ["old/1", HOSTILE]}), out / "findings" / "gone.parquet")
    tie(out, [[("00000000", 3, "a/3", "2026-03-01"), ("00000001", 2, "a/6", "2026-03-09")]])
    (folder / "ledger.toml").write_text(LEDGER, encoding="utf-8")
    return out
