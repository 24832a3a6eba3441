"""The shared nouns: spans, facts, flags, documents and reports, with their closed vocabularies.

Everything here is an immutable value. Offsets are code points, half open, into a document's text; lines and columns
count from 1 in the source file. Named tuples rather than dataclasses: a check of one file must start in a few tens of
milliseconds, and a check of an archive makes millions of them.
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, NamedTuple

SCHEMA = 1
"""Version of the JSON form of a report."""


class Term(str, Enum):
    """A word of a closed vocabulary; prints and serialises as the word itself."""

    __str__ = str.__str__


class Kind(Term):
    """What a fact says. The values each kind carries are listed in docs/facts.md."""

    COPYRIGHT_NOTICE = "copyright_notice"
    RIGHTS_RESERVED = "rights_reserved"
    REDISTRIBUTION_RESTRICTION = "redistribution_restriction"
    LICENCE_GRANT = "licence_grant"
    USAGE_TERMS = "usage_terms"
    EMBARGO = "embargo"
    STATUS = "status"
    CREDIT_LINE = "credit_line"
    SYNDICATION = "syndication"
    PERMISSION_CONTACT = "permission_contact"
    MINING_RESERVATION = "mining_reservation"
    PAGE_CHROME = "page_chrome"


class Act(Term):
    """What somebody may want to do with a text."""

    USE = "use"
    REPRODUCE = "reproduce"
    PUBLISH = "publish"
    BROADCAST = "broadcast"
    DISTRIBUTE = "distribute"
    REWRITE = "rewrite"
    TRANSLATE = "translate"
    STORE = "store"
    FRAME = "frame"
    SELL = "sell"
    QUOTE = "quote"
    MINE = "mine"


class MatchKind(Term):
    """How a passage of a draft stands to the passage of a source that it is aligned with."""

    VERBATIM = "verbatim"  # the same words in the same order
    NEAR_VERBATIM = "near_verbatim"  # a few letters or words differ: misreadings, light edits
    REWRITTEN = "rewritten"  # the same content: words moved, replaced, left out
    QUOTATION = "quotation"  # both quote the same words


class Finding(Term):
    """What a flag is about where it rests on a match and on no fact."""

    REUSE = "reuse"  # words of another's text
    QUOTATION = "quotation"  # words that both texts quote
    BOILERPLATE = "boilerplate"  # words that many texts share
    OWN_COPY = "own_copy"  # words of the publisher's own text
    DUTY = "duty"  # something that a licence asks for and the document lacks
    CONTRADICTION = "contradiction"  # two statements of which one must be wrong
    JUDGEMENT = "judgement"  # what a judgement leaves open at a place where nothing else is flagged


class Severity(Term):
    """How much a flag matters; ordered from the gravest."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Confidence(Term):
    """How sure a rule is of what it found; independent of severity."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Verdict(Term):
    """May the document be published? Unknown is never clear."""

    BLOCKED = "blocked"
    REVIEW = "review"
    DUTIES = "duties"
    CLEAR = "clear"


GRAVITY = {verdict: number for number, verdict in enumerate(Verdict)}
"""Verdicts by number, the gravest first."""
LOOSE = frozenset((Kind.PAGE_CHROME, Kind.CREDIT_LINE, Kind.PERMISSION_CONTACT, Kind.MINING_RESERVATION))
"""Kinds of facts that by themselves bind nobody."""


class Outcome(Term):
    """Whether a document could be checked at all."""

    CHECKED = "checked"
    SKIPPED = "skipped"  # left alone on purpose: binary, empty, excluded; the reason says which
    FAILED = "failed"  # should have been checked and could not be


class Zone(Term):
    """The part of a document that a span lies in; code is never scanned."""

    BODY = "body"
    QUOTE = "quote"
    CAPTION = "caption"
    FOOTER = "footer"
    COMMENT = "comment"  # markup comments, which readers see only in the source
    FRONT_MATTER = "front_matter"
    CODE = "code"


class Span(NamedTuple):
    """A stretch of a document's text, in code points, half open."""

    start: int
    end: int


class Position(NamedTuple):
    """A place in the source file; both from 1, the column in code points."""

    line: int
    column: int


class Zoned(NamedTuple):
    """A stretch of text that is not body."""

    start: int
    end: int
    zone: Zone


class Field(NamedTuple):
    """One item of a document's own metadata: a front-matter key, a meta element, a feed field."""

    name: str
    value: str
    line: int
    column: int


class Suppression(NamedTuple):
    """An editor's inline comment that silences rules at one place, with the reason on record.

    `rules` are rule ids or glob patterns of them. It covers flags whose span overlaps `start`..`end` in the document's
    text. `line` and `column` say where the comment stands in the source.
    """

    rules: tuple[str, ...]
    reason: str
    start: int
    end: int
    line: int
    column: int


class Fact(NamedTuple):
    """One thing that the text or its metadata says, whoever it belongs to."""

    kind: Kind
    rule: str
    span: Span
    text: str
    values: Mapping[str, Any]
    position: Position
    severity: Severity
    confidence: Confidence
    zone: Zone = Zone.BODY
    before: str = ""  # context for people and for identity: at most CONTEXT code points either side
    after: str = ""


CONTEXT = 60
"""Code points of context kept on each side of a fact."""


class Source(NamedTuple):
    """A known text that drafts are compared with: whose it is and where it stands. What is unknown is empty."""

    id: str
    title: str = ""
    holder: str = ""
    licence: str = ""
    address: str = ""  # URL
    date: str = ""  # ISO 8601, as far as it is known


class Match(NamedTuple):
    """A passage of the draft aligned with a passage of a source.

    `similarity` is from 0 to 1, over the folded words of both passages. `words` counts the draft's words in the
    passage. `of` says which text of an archive the source is, and is None where two texts were compared directly.
    `common` is how many texts of the archive hold the passage, where it was counted. `also` are other texts of the archive with
    the same passage, the best first; `earliest` is the one of them all, `of` included, with the earliest date.
    A report fills `text`, the draft's passage, `position`, where it begins in the draft's source, and `share`, how much
    of the draft's text it is, from 0 to 1.
    """

    kind: MatchKind
    draft: Span
    source: Span
    similarity: float
    words: int = 0
    of: Source | None = None
    common: int = 0
    also: tuple[Source, ...] = ()
    earliest: Source | None = None
    text: str = ""
    position: Position | None = None
    share: float = 0.0

    @property
    def source_id(self) -> str:
        """The id of the archive's text, or nothing."""
        return self.of.id if self.of else ""


class Flag(NamedTuple):
    """Something that somebody should see, and what to do about it."""

    rule: str
    kind: Kind | Finding
    severity: Severity
    confidence: Confidence
    span: Span
    text: str
    values: Mapping[str, Any]
    position: Position
    message: str
    why: str
    remedy: str
    evidence: tuple[str, ...]  # where the wording was seen, or what the judgement rests on
    identity: str  # hexadecimal digest: rule, folded text, a little folded context; never a line number
    before: str = ""
    after: str = ""
    decision: Mapping[str, Any] | None = None  # accepted, dismissed, waived or suppressed: by whom, why, until when

    def weighed(self, severity: Severity, evidence: tuple[str, ...]) -> "Flag":
        """The same, so grave and with this evidence. `_replace` takes twice as long, and a judgement weighs most flags."""
        return Flag(
            self.rule, self.kind, severity, self.confidence, self.span, self.text, self.values, self.position, self.message, self.why, self.remedy,
            evidence, self.identity, self.before, self.after, self.decision,
        )


class Document(NamedTuple):
    """A text with the way back to its source.

    `breaks` maps the text to the source: `(offset, line, column)` rows, ascending by offset, each saying that the text
    from `offset` on stands at `line`, `column` of the source, until the next row; within a row every newline of the
    text is a newline of the source. A text that is its source has no rows.
    """

    id: str
    path: str | None
    text: str
    breaks: tuple[tuple[int, int, int], ...] = ()
    zones: tuple[Zoned, ...] = ()
    fields: tuple[Field, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    offset: int = 0  # of the text in the whole source, where the source is read in windows; code points
    line: int = 1  # of the text's first character in the source
    column: int = 1
    more: bool = False  # another window of the same source follows

    def position(self, at: int) -> Position:
        """The source position of code point `at` of the text (0 <= at <= len(text))."""
        start, line, column = 0, self.line, self.column
        if self.breaks:
            low, high = 0, len(self.breaks)
            while low < high:
                middle = (low + high) // 2
                if self.breaks[middle][0] <= at:
                    low = middle + 1
                else:
                    high = middle
            if low:
                start, line, column = self.breaks[low - 1]
        newlines = self.text.count("\n", start, at)
        if not newlines:
            return Position(line, column + at - start)
        return Position(line + newlines, at - self.text.rfind("\n", start, at))

    def around(self, start: int, end: int) -> tuple[str, str]:
        """At most CONTEXT code points of the text before code point `start` of it, and from `end` on."""
        return self.text[max(0, start - CONTEXT) : start], self.text[end : end + CONTEXT]


class Unread(NamedTuple):
    """A source of which no document could be made; it travels in the same stream as the documents."""

    id: str
    path: str | None
    outcome: Outcome  # SKIPPED or FAILED
    reason: str


class Reason(NamedTuple):
    """One step of the chain from facts to a verdict.

    `rule` is a policy rule's id ("policy.no-licence"). `span` is what it is about, None for the document as a whole. `evidence` are
    sentences for an editor. `licence` is the id of the ledger entry that decided, `missing` the fact that would change it. `flag`
    is the identity of the judgement's own flag that says the same, where there is one: who settles that flag settles the reason.
    """

    verdict: Verdict
    rule: str
    message: str
    span: Span | None = None
    evidence: tuple[str, ...] = ()
    licence: str = ""
    missing: str = ""
    flag: str = ""


class Report(NamedTuple):
    """What a check of one document came to. `reasons` say why the verdict is what it is, the gravest first, where there is a ledger."""

    id: str
    path: str | None
    outcome: Outcome
    reason: str  # why it was skipped or failed; empty where it was checked
    verdict: Verdict
    facts: Sequence[Fact] = ()
    flags: Sequence[Flag] = ()
    matches: Sequence[Match] = ()
    reasons: Sequence[Reason] = ()
