"""Reports with the reasons of their verdicts, made by hand, honest and hostile."""

from compliance.model import Finding, Outcome, Position, Reason, Report, Severity, Span, Verdict

from .samples import AGAIN, LONG, NOTICE, RESTRICTION, flag

B, R, D, C = Verdict.BLOCKED, Verdict.REVIEW, Verdict.DUTIES, Verdict.CLEAR

FORBIDDEN = Reason(
    B, "policy.prohibited", "The text forbids to publish, and nothing in the ledger grants it", RESTRICTION.span,
    (f"the text says: {RESTRICTION.text}", "the ledger has no licence of Fjordland Media Inc."),
    missing="a licence of Fjordland Media Inc. that grants to publish",
)  # fmt: skip
EXPIRED = Reason(
    R, "policy.licence-expired", "The licence Norda wire ended on 2030-12-31", Span(10, 34), licence="norda-7",
    missing="whether it was extended",
)  # fmt: skip
COUNT = Reason(D, "policy.count-use", "Norda wire covers one use: count this one", licence="norda-7", missing="how often it has been used", flag="dddd000000000001")
OVER = Reason(C, "policy.embargo-over", "The embargo ended at 2031-03-02 06:00 UTC", Span(2, 9), ("the text says: 7 am CET",))
COVERED = Reason(C, "policy.covered", "The licence Norda wire covers it", NOTICE.span, licence="norda-7")


def report(id, verdict, *reasons, **changes):
    made = Report(id, id, Outcome.CHECKED, "", verdict, reasons=reasons)
    return made._replace(**changes)


def duty(paste, asked, **changes):
    made = flag(
        NOTICE.text,
        f"Norda wire asks for {asked}, which is not there",
        rule="policy.duty-missing",
        kind=Finding.DUTY,
        severity=Severity.WARNING,
        values={"duty": "credit", "licence": "norda-7", "asked": asked, "paste": paste, "place": "bottom"},
        position=Position(30, 1),
        why="A licence that asks for something holds only where that is given.",
        remedy=f"Put this at the bottom: {paste}",
        evidence=("the entry norda-7 of the ledger, ledger.toml:12",),
        identity="eeee000000000001",
    )
    return made._replace(**changes)


CREDIT = duty("Reporting by Norda.", "the credit “Reporting by Norda.” at the bottom")
PIXEL = duty(
    '<img src="https://count.norda.example/view?item=20310302-lamps&desk=fjord" width="1" height="1" alt="">',
    "the counter",
    identity="eeee000000000002",
)
RIGHT_TO_LEFT = duty("المصدر: وكالة الميناء", "the credit", identity="eeee000000000003", severity=Severity.NOTE)

BLOCKED = report(
    "wire/harbour.txt", B, FORBIDDEN, EXPIRED, COUNT, OVER,
    flags=(
        NOTICE, RESTRICTION,
        flag(
            "", COUNT.message, rule=COUNT.rule, kind=Finding.JUDGEMENT, severity=Severity.NOTE, span=Span(0, 0), position=Position(1, 1),
            values={"verdict": "duties", "licence": "norda-7", "missing": COUNT.missing}, evidence=(), identity=COUNT.flag,
        ),
    ),
)  # fmt: skip
OWED = report(
    "desk/credit.md", D,
    Reason(D, "policy.duty-missing", CREDIT.message, NOTICE.span, ("to paste: Reporting by Norda.",), "norda-7", flag=CREDIT.identity),
    Reason(D, "policy.duty-missing", PIXEL.message, NOTICE.span, (), "norda-7", flag=PIXEL.identity),
    Reason(D, "policy.duty-missing", RIGHT_TO_LEFT.message, NOTICE.span, (), "norda-7", flag=RIGHT_TO_LEFT.identity),
    COVERED,
    flags=(CREDIT, PIXEL, RIGHT_TO_LEFT),
)  # fmt: skip
ODDS = Reason(
    R, "policy.contradiction", "The text reserves all rights, and lets everybody use it under CC-BY-4.0", NOTICE.span,
    ("the text says: All rights\nreserved.", "the text says: CC BY 4.0"), missing="which of them holds", flag="ffff000000000001",
)  # fmt: skip
UNKNOWN = Reason(R, "policy.reuse-unknown-holder", "Words of “Lamps” are reused, and whose they are is not known", Span(700, 800), missing="the holder of “Lamps”", flag="ffff000000000002")
REVIEW = report(
    "desk/odds.md", R, ODDS, UNKNOWN,
    flags=(
        flag(
            NOTICE.text, ODDS.message, rule=ODDS.rule, kind=Finding.CONTRADICTION, severity=Severity.WARNING, values={}, evidence=ODDS.evidence,
            identity=ODDS.flag, why="Where two statements cannot both be true, the house cannot rely on the kinder one.",
            remedy="Ask the holder which of them holds, and write the answer into the ledger.",
        ),
        flag(
            "the lamps of the mole", UNKNOWN.message, rule=UNKNOWN.rule, kind=Finding.JUDGEMENT, severity=Severity.WARNING, span=UNKNOWN.span,
            position=Position(40, 9), values={"verdict": "review", "missing": UNKNOWN.missing, "licence": "norda-7"}, evidence=(),
            identity=UNKNOWN.flag, why="", remedy="Find out whose it is.",
        ),
    ),
)  # fmt: skip
CLEAR = report("desk/covered.md", C, COVERED, OVER)
UNFLAGGED = report("desk/killed.txt", B, Reason(B, "policy.stale", "A later version of the item is known: “Lamps, 3rd ld”"))
WAITING = report("feed.jsonl#4", R, EXPIRED, path="feed.jsonl")
DONE = {"action": "waived", "reason": "They said yes by telephone."}
SETTLED = report(
    "desk/settled.md", R, FORBIDDEN, COUNT, EXPIRED, OVER,
    flags=(
        RESTRICTION._replace(decision=DONE),
        flag("", COUNT.message, rule=COUNT.rule, kind=Finding.JUDGEMENT, span=Span(0, 0), identity=COUNT.flag, decision=DONE),
    ),
)  # fmt: skip
EVIL = "\x1b[2J::error::\n::stop-commands::x ##[add-mask]y \u202e]]> <b> [red]z[/red] [click](https://evil.example) \ud800"
HOSTILE = report(
    "=cmd|' /C calc'!A0\n::error::", B,
    Reason(B, f"policy.{EVIL}", f"=1+1 {EVIL}", Span(400, 422), (f"+2 {EVIL}", LONG), f"@{EVIL}", f"-{EVIL}"),
    Reason(R, "::error::", "::error::", Span(5, 6), ("::error::",), "::error::", "::error::"),
    flags=(AGAIN, duty(f"\n::error::{EVIL}\tx\n-- ", "::error::")),
)  # fmt: skip
PARTLY = report("in/terms.txt", R, EXPIRED, outcome=Outcome.FAILED, reason="it could not be compared with the archive: gone")

REPORTS = (BLOCKED, OWED, REVIEW, CLEAR, UNFLAGGED, WAITING, SETTLED, HOSTILE, PARTLY)
