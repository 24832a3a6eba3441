"""Reports made by hand, honest and hostile, that every renderer is shown."""

from compliance.model import (
    Confidence,
    Fact,
    Finding,
    Flag,
    Kind,
    Match,
    MatchKind,
    Outcome,
    Position,
    Report,
    Severity,
    Source,
    Span,
    Verdict,
)


def flag(text: str, message: str, **changes: object) -> Flag:
    """A flag with everything filled in; `changes` replaces fields."""
    start = 100
    made = Flag(
        rule="en.restriction-forbidden",
        kind=Kind.REDISTRIBUTION_RESTRICTION,
        severity=Severity.ERROR,
        confidence=Confidence.HIGH,
        span=Span(start, start + len(text)),
        text=text,
        values={"acts": ["publish", "broadcast"]},
        position=Position(14, 1),
        message=message,
        why="The owner forbids these acts, or allows them only with permission.",
        remedy="Get permission or show the licence that grants these acts; otherwise take the text out.",
        evidence=("footers of regional television sites",),
        identity="5f0e3c2a9b7d4416",
    )
    return made._replace(**changes)


RESTRICTION = flag(
    "This material may not be published, broadcast, rewritten, or redistributed without the written "
    "permission of Fjordland Media Inc.",
    "Forbidden without written permission: publish, broadcast, rewrite, distribute",
    before="ght 2031 Fjordland Media Inc.\nAll rights reserved.\t Read this: ",
    after="\nLeave a Comment",
    position=Position(14, 71),
)
NOTICE = flag(
    "Copyright 2031 Fjordland Media Inc.",
    "Copyright notice of Fjordland Media Inc., 2031",
    rule="en.copyright-notice",
    kind=Kind.COPYRIGHT_NOTICE,
    severity=Severity.NOTE,
    values={"years": [2031], "holder": "Fjordland Media Inc.", "mark": "Copyright"},
    why="Somebody says that the text is theirs.",
    remedy="Make sure that a licence covers it.",
    evidence=(),
    identity="0a1b2c3d4e5f6071",
    before="the harbour reopened on Tuesday.\n\n",
    after=" All rights reserved.",
)
CHROME = flag(
    "Leave a Comment\n\nYour email address will not be published. Required fields are marked *",
    "Left-over page furniture: comment form",
    rule="en.comment-form",
    kind=Kind.PAGE_CHROME,
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    values={"what": "comment_form"},
    why="It belongs to the page that the text was copied from.",
    remedy="Delete it.",
    evidence=("WordPress themes", "page 12 of the house's style book"),
    identity="1111222233334444",
    position=Position(16, 1),
)
AGAIN = RESTRICTION._replace(
    text="Not for republication.",
    message="Forbidden: publish",
    span=Span(400, 422),
    position=Position(31, 5),
    before="End of story. ",
    after="",
)

FOUNDING = Report(
    id="wire/harbour.txt",
    path="wire/harbour.txt",
    outcome=Outcome.CHECKED,
    reason="",
    verdict=Verdict.BLOCKED,
    facts=(
        Fact(
            NOTICE.kind,
            NOTICE.rule,
            NOTICE.span,
            NOTICE.text,
            NOTICE.values,
            NOTICE.position,
            NOTICE.severity,
            NOTICE.confidence,
        ),
        Fact(
            Kind.CREDIT_LINE,
            "en.credit-photo",
            Span(10, 34),
            "Photo: Ada Fjord / Norda",
            {"party": "Ada Fjord / Norda", "role": "photo"},
            Position(2, 3),
            Severity.NOTE,
            Confidence.LOW,
        ),
    ),
    flags=(NOTICE, RESTRICTION, CHROME, AGAIN),
    matches=(Match(MatchKind.NEAR_VERBATIM, Span(0, 120), Span(40, 158), 0.9375),),
)

CLEAR = Report("desk/own-copy.md", "desk/own-copy.md", Outcome.CHECKED, "", Verdict.CLEAR)

DUTIES = Report(
    "desk/credit.md",
    "desk/credit.md",
    Outcome.CHECKED,
    "",
    Verdict.DUTIES,
    flags=(
        flag(
            "",
            "The credit line that licence NORDA-7 asks for is missing.",
            rule="house.credit-missing",
            kind=Kind.CREDIT_LINE,
            severity=Severity.WARNING,
            span=Span(0, 0),
            position=Position(1, 1),
            why="",
            remedy="Add “Source: Norda”.",
            evidence=(),
            values={},
            identity="9999aaaabbbbcccc",
        ),
    ),
)

SCRIPTS = Report(
    "feed/世界.jsonl#7",
    None,
    Outcome.CHECKED,
    "",
    Verdict.REVIEW,
    flags=(
        flag(
            "本記事の無断転載・複製を固く禁じます。掲載内容の著作権は架空通信社またはその情報提供者に帰属し、書面による"
            "許可なく再配布することはできません。",
            "Forbidden without permission of 架空通信社: reproduce",
            rule="ja.restriction-forbidden",
            before="港は火曜日に再開した。",
            after="©2031 架空通信社",
            position=Position(3, 12),
            values={"acts": ["reproduce"], "holder": "架空通信社"},
            identity="aaaa000000000001",
        ),
        flag(
            "جميع الحقوق محفوظة لوكالة الميناء 2031، ولا يجوز إعادة نشر هذه المادة أو توزيعها "
            "دون إذن كتابي مسبق من الوكالة",
            "Forbidden without permission of وكالة الميناء: publish, distribute",
            rule="ar.restriction-forbidden",
            before="أعيد فتح الميناء يوم الثلاثاء. ",
            after=".",
            position=Position(9, 1),
            identity="aaaa000000000002",
        ),
        flag(
            "Alle Rech\u00adte vorbehalten 🏴‍☠️",
            "Rights reserved (Norda 北)",
            rule="de.rights-reserved",
            kind=Kind.RIGHTS_RESERVED,
            severity=Severity.NOTE,
            values={"holder": "Norda 北"},
            identity="aaaa000000000003",
        ),
    ),
)

LONG = "".join(f"Clause {number} of the terms forbids a further use. " for number in range(1, 21)).strip()

HOSTILE = Report(
    "=cmd|' /C calc'!A0",
    "in/[bold red]x[/]\x1b[2J,a:b%0A::error::\n\u202egpj.txt",
    Outcome.CHECKED,
    "",
    Verdict.REVIEW,
    flags=(
        flag(
            "\x1b]8;;https://evil.example\x07click\x1b]8;;\x07 \u202eevil\u202c [red]not red[/red] "
            "\x9b31m\x00 a\u200bb \ud800",
            "::error::\n::stop-commands::x ##[add-mask]all ##vso[task.setvariable]y "
            ']]> <b> & "q" ⟦span⟧ [click](https://evil.example)',
            rule="x.[link=https://evil.example]rule[/link]",
            before="\u2028::warning file=a::\x85\t\t",
            after="\udc80\U000e0041\ufeff",
            confidence=Confidence.LOW,
            values={"holder": '=HYPERLINK("https://evil.example")', "\x1bkey": "\x1b[31m"},
            why="::set-output name=a::b",
            remedy="+1+1",
            evidence=("@SUM(1)", "\x1b[1m"),
            identity="bbbb000000000001",
        ),
        flag(LONG, "-2+3 Terms of twenty clauses.", identity="bbbb000000000002", severity=Severity.WARNING),
        flag(LONG, "\tTerms of twenty clauses, again.", identity="bbbb000000000002", severity=Severity.NOTE),
    ),
)

DECIDED = Report(
    "desk/decided.html",
    "./desk/decided page.html",
    Outcome.CHECKED,
    "",
    Verdict.CLEAR,
    flags=(
        RESTRICTION._replace(
            decision={
                "action": "waived",
                "reason": "Licence NORDA-7 covers it.",
                "by": "ada",
                "until": "2032-01-31",
            }
        ),
        NOTICE._replace(decision={"action": "suppressed", "reason": "Our own notice."}),
    ),
)
LAPSED = Report(
    "desk/lapsed.html",
    "desk/lapsed.html",
    Outcome.CHECKED,
    "",
    Verdict.REVIEW,
    flags=(
        CHROME._replace(
            decision={"action": "dismissed", "reason": "It is a quotation.", "lapsed": "the text changed"},
        ),
    ),
)

FAILED = Report(
    "in/broken\udcff.html",
    "in/broken\udcff.html",
    Outcome.FAILED,
    "cannot be read: \x1b[31mpermission denied",
    Verdict.REVIEW,
)
PARTLY = Report(
    "in/terms.txt",
    "in/terms.txt",
    Outcome.FAILED,
    "rules that ran over their time: x.slow",
    Verdict.REVIEW,
    flags=(AGAIN._replace(position=Position(2, 1), identity="7777000077770000"),),
)
SKIPPED = Report("pictures/harbour.jpg", "pictures/harbour.jpg", Outcome.SKIPPED, "binary", Verdict.REVIEW)

LAMPS = Source(
    "wire/lamps.md",
    "Lamps go out [everywhere](https://evil.example)",
    "Norda\x1b[2J",
    "all rights reserved",
    "https://norda.example/lamps?[a]=\u202e1",
    "2031-03-02",
)
LIFTED = "The lamps on the mole went out one after another, and nobody had touched a switch."
REUSED = Report(
    "desk/mole.md",
    "desk/mole.md",
    Outcome.CHECKED,
    "",
    Verdict.REVIEW,
    flags=(
        flag(
            LIFTED,
            '15 words stand word for word in "Lamps go out" (Norda, 2031-03-02), and in 1 more',
            rule="reuse.verbatim",
            kind=Finding.REUSE,
            severity=Severity.WARNING,
            values={
                "match": MatchKind.VERBATIM,
                "words": 15,
                "source": {**LAMPS._asdict(), "start": 7, "end": 89},
                "also": ["=1+1"],
            },
            evidence=("Lamps go out, Norda, id wire/lamps.md",),
            identity="cccc000000000001",
        ),
    ),
    matches=(
        Match(
            MatchKind.VERBATIM,
            Span(100, 100 + len(LIFTED)),
            Span(7, 89),
            1.0,
            15,
            LAMPS,
            2,
            (Source("=1+1"),),
            LAMPS,
            LIFTED,
            Position(14, 1),
            0.25,
        ),
        Match(
            MatchKind.QUOTATION,
            Span(300, 320),
            Span(0, 20),
            0.98765432,
            4,
            Source("b"),
            text="\u202e“We all saw it”\n\x1b[2J",
            position=Position(20, 3),
        ),
    ),
)

REPORTS = (FOUNDING, CLEAR, SCRIPTS, FAILED, PARTLY, DUTIES, HOSTILE, DECIDED, SKIPPED, LAPSED, REUSED)
