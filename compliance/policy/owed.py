"""The duties of a document, each told once however many claims and passages ask for it."""

from collections.abc import Iterable, Iterator

from compliance.model import Document, Fact, Flag, Match, Span, Verdict
from compliance.policy.claims import Claim
from compliance.policy.duties import Answer, Work, answers
from compliance.policy.page import Page
from compliance.policy.raising import contradiction, duty_flag
from compliance.policy.terms import Duty, DutyKind, Licence, Reason


class Owed:
    """Looks for the duties of one document, and collects the flags of those that are missing and of contradictions."""

    def __init__(self, document: Document, page: Page) -> None:
        self.document = document
        self.page = page
        self.flags: list[Flag] = []
        self._told: set[tuple[str, str]] = set()
        self._answers: dict[tuple[int, Work], list[Answer]] = {}

    def answers(self, entry: Licence, work: Work) -> list[Answer]:
        """The duties of a licence that apply to a work, met or not."""
        key = id(entry), work
        found = self._answers.get(key)
        if found is None:
            found = self._answers[key] = answers(entry, work, self.page) if entry.duties or entry.share_alike else []
        return found

    def unmet(self, entry: Licence, work: Work) -> int:
        """How many duties of a licence are not met."""
        return sum(not answer.met for answer in self.answers(entry, work))

    def contradictions(self, reasons: Iterable[Reason]) -> Iterator[Reason]:
        """The reasons, of which contradictions get a flag."""
        for reason in reasons:
            if reason.rule == "policy.contradiction":
                flag = contradiction(reason, self.document)
                self.flags.append(flag)
                reason = reason._replace(flag=flag.identity)
            yield reason

    def reasons(self, entry: Licence, work: Work, fact: Fact | None, match: Match | None) -> Iterator[Reason]:
        """A reason for each duty of a licence that covers a use, met or not, and for its limits on later use."""
        span = fact.span if fact else match.draft if match else None
        if entry.duties and (self.document.more or self.document.offset):
            message = f"The licence {entry.name or entry.id} has duties, which are not looked for in a text that is read in pieces"
            yield Reason(Verdict.DUTIES, "policy.duty-unchecked", message, span, licence=entry.id, missing="whether they are met")
        else:
            for answer in self.answers(entry, work):
                yield from self._told_once(answer, entry, span, fact, match)
        yield from self._limits(entry, span)

    def credit(self, entry: Licence, claim: Claim) -> Iterator[Reason]:
        """A reason for the credit of one of two parties."""
        answer = Answer(Duty(DutyKind.CREDIT, claim.name), self.page.has(claim.name), f"the credit “{claim.name}”, beside the other party's", claim.name)
        yield from self._told_once(answer, entry, claim.facts[0].span, claim.facts[0], None)

    def _told_once(self, answer: Answer, entry: Licence, span: Span | None, fact: Fact | None, match: Match | None) -> Iterator[Reason]:
        key = entry.id, f"{answer.duty.kind} {answer.asked}"
        if key in self._told:
            return
        self._told.add(key)
        known = entry.name or entry.id
        if answer.met:
            yield Reason(Verdict.CLEAR, "policy.duty-met", f"{_begun(answer.asked)} is there, as the licence {known} asks", span, licence=entry.id)
            return
        message = f"The licence {known} asks for {answer.asked}, which is not there"
        flag = duty_flag(answer, entry, message, self.document, fact, match)
        self.flags.append(flag)
        yield Reason(Verdict.DUTIES, "policy.duty-missing", message, span, (f"to paste: {answer.paste}",), entry.id, answer.missing, flag.identity)

    def _limits(self, entry: Licence, span: Span | None) -> Iterator[Reason]:
        known = entry.name or entry.id
        if entry.max_uses is not None:
            uses = "one use" if entry.max_uses == 1 else f"{entry.max_uses:,} uses"
            missing = "how often it has been used"
            yield Reason(Verdict.DUTIES, "policy.count-use", f"The licence {known} covers {uses}: count this one", span, licence=entry.id, missing=missing)
        if entry.archive_days:
            message = f"The licence {known} lets the text stay for {entry.archive_days:,} days: take it down after that"
            yield Reason(Verdict.CLEAR, "policy.take-down", message, span, licence=entry.id)


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
